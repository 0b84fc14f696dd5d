package huxley.solver.program;

import huxley.solver.precision.Precision;
import huxley.solver.program.Instruction.Compute;
import huxley.solver.program.Instruction.Constant;
import huxley.solver.program.Instruction.Load;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A lowered program over all instances of a mechanism in a group, and the precision it works in. Where that is single,
 * values that are the same for all instances are still computed in double precision, and rounded where they meet others;
 * so is everything in kernels that run for one instance, on {@code EVENT} memory.
 *
 * @param name such as {@code hh.current}
 * @param fields memory touched; a backend's frame binds them in this order
 * @param values number of value ids
 * @param isForEvents whether it runs for one instance and one event at a time, though it may touch no {@code EVENT} memory
 * @param instances precision of memory per instance, and of values that differ between instances
 * @param nodes precision of memory per node; double only if {@code instances} is
 */
public record Kernel(String name, List<Field> fields, List<Instruction> body, int values, boolean isForEvents,
        Precision instances, Precision nodes) {

    /** A sweep in double precision. */
    public Kernel(String name, List<Field> fields, List<Instruction> body, int values) {
        this(name, fields, body, values, false, Precision.DOUBLE, Precision.DOUBLE);
    }

    /** The same kernel after a pass. */
    public Kernel with(List<Field> fieldsNow, List<Instruction> bodyNow, int valuesNow) {
        return new Kernel(name, fieldsNow, bodyNow, valuesNow, isForEvents, instances, nodes);
    }

    /** The same program in other precisions. */
    public Kernel in(Precision precisionOfInstances, Precision precisionOfNodes) {
        return new Kernel(name, fields, body, values, isForEvents, precisionOfInstances, precisionOfNodes);
    }

    /**
     * Ids of the values that are the same for all instances because everything they come from is, computed outside of loops.
     */
    public BitSet uniform() {
        BitSet uniform = new BitSet(values);
        for (Instruction instruction : body) {
            switch (instruction) {
            case Constant constant -> uniform.set(constant.id());
            case Load load when load.field().storage() == Field.Storage.UNIFORM -> uniform.set(load.id());
            case Compute compute when isUniform(compute, uniform) -> uniform.set(compute.id());
            default -> {
            }
            }
        }
        return uniform;
    }

    private static boolean isUniform(Compute compute, BitSet uniform) {
        return IntStream.of(compute.a(), compute.b(), compute.c()).allMatch(id -> id < 0 || uniform.get(id));
    }

    /** Whether values that differ between instances are rounded to single precision. */
    public boolean isSingle() {
        return instances == Precision.SINGLE && !isForEvents;
    }

    /**
     * Whether it accesses memory of a node again after writing it: where instances share a node, one instruction must be
     * done for all of them before the next.
     */
    public boolean returnsToNodes() {
        return fields.stream().filter(f -> f.storage() == Field.Storage.NODE).anyMatch(field -> {
            long writes = body.stream().filter(i -> writes(i, field)).count();
            long loads = body.stream().filter(i -> i instanceof Load l && l.field().equals(field)).count();
            return writes > 1 || writes == 1 && loads > 0;
        });
    }

    private static boolean writes(Instruction instruction, Field field) {
        return switch (instruction) {
        case Instruction.Accumulate accumulate -> accumulate.field().equals(field);
        case Instruction.StoreNode store -> store.field().equals(field);
        case Instruction.Loop loop -> loop.body().stream().anyMatch(i -> writes(i, field));
        default -> false;
        };
    }

    /** How the memory of a field is kept. Positions in random streams are counters, which single precision could not hold. */
    public Precision precision(Field field) {
        return switch (field.storage()) {
        case INSTANCE -> field.isRandomStream() ? Precision.DOUBLE : instances;
        case NODE -> nodes;
        case UNIFORM, EVENT -> Precision.DOUBLE;
        };
    }
}
