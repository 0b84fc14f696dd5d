package huxley.bench.device;

import huxley.solver.accelerator.Resident;
import huxley.solver.accelerator.StepProgram;
import huxley.solver.accelerator.StepProgram.Sweep;
import huxley.solver.cable.Block;
import huxley.solver.program.Field;
import huxley.solver.program.Instruction;
import huxley.solver.program.Op;
import huxley.solver.precision.Precision;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a step of some groups must at least do, counted from their programs.
 *
 * @param bytes read and written if every sweep over instances reads each of its arrays once and writes those once that it
 *     changes, and the cable equation reads and writes voltage, right-hand side and diagonal twice
 * @param flops operations; a fused multiply-add counts as two, an elementary function as its polynomial
 */
record Work(double bytes, double flops) {
    static final Work NONE = new Work(0, 0);
    private static final int CABLE_FLOPS = 15;
    private static final int CABLE_NUMBERS = 12;

    static Work of(List<Resident> groups) {
        return groups.stream().map(Work::of).reduce(NONE, (a, b) -> new Work(a.bytes + b.bytes, a.flops + b.flops));
    }

    private static Work of(Resident group) {
        StepProgram program = group.program();
        double nodes = group.blocks().stream().mapToInt(Block::nodes).sum();
        double bytes = nodes * program.precision().bytes() * (CABLE_NUMBERS + 2 + program.summed().size());
        double flops = nodes * CABLE_FLOPS;
        List<Sweep> sweeps = Stream.of(program.reversals(), program.beforeBreakpoint(), program.currents(),
                program.states(), program.afterSolve(), program.beforeStep()).flatMap(List::stream).toList();
        for (Sweep sweep : sweeps) {
            int count = group.instances()[sweep.instances()].padded();
            bytes += count * (double) bytes(sweep, program);
            flops += count * (double) flops(sweep.kernel().body());
        }
        return new Work(bytes, flops);
    }

    private static long bytes(Sweep sweep, StepProgram program) {
        List<Instruction> body = all(sweep.kernel().body()).toList();
        long bytes = 0;
        for (int f = 0; f < sweep.array().size(); f++) {
            Field field = sweep.kernel().fields().get(f);
            if (field.storage() == Field.Storage.INSTANCE || field.storage() == Field.Storage.NODE) {
                boolean reads = body.stream().anyMatch(i -> reads(i, field));
                boolean writes = body.stream().anyMatch(i -> writes(i, field));
                Precision kept = program.arrays().get(sweep.array().get(f));
                bytes += (long) kept.bytes() * field.length() * ((reads ? 1 : 0) + (writes ? 1 : 0));
            }
        }
        return bytes;
    }

    private static boolean reads(Instruction instruction, Field field) {
        return switch (instruction) {
        case Instruction.Load load -> load.field().equals(field);
        case Instruction.LoadElement load -> load.field().equals(field);
        case Instruction.Accumulate sum -> sum.field().equals(field);
        default -> false;
        };
    }

    private static boolean writes(Instruction instruction, Field field) {
        return switch (instruction) {
        case Instruction.Store store -> store.field().equals(field);
        case Instruction.StoreElement store -> store.field().equals(field);
        case Instruction.StoreNode store -> store.field().equals(field);
        case Instruction.Accumulate sum -> sum.field().equals(field);
        default -> false;
        };
    }

    private static long flops(List<Instruction> body) {
        return all(body).mapToLong(i -> i instanceof Instruction.Compute c ? flops(c.op()) : 0).sum();
    }

    private static long flops(Op op) {
        return switch (op) {
        case FMA -> 2;
        case EXP -> 30;
        case LOG, LOG10, SIN, COS, TAN, TANH, SINH, COSH, ASIN, ACOS, ATAN, ATAN2, ERF -> 40;
        case POW -> 80;
        default -> 1;
        };
    }

    private static Stream<Instruction> all(List<Instruction> body) {
        return body.stream().flatMap(i -> i instanceof Instruction.Loop loop
                ? Stream.of(loop.condition(), loop.body()).flatMap(Work::all)
                : Stream.of(i));
    }
}
