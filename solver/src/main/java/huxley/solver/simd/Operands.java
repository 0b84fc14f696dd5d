package huxley.solver.simd;

import huxley.solver.program.Instruction;
import huxley.solver.program.Instruction.Accumulate;
import huxley.solver.program.Instruction.Compute;
import huxley.solver.program.Instruction.Constant;
import huxley.solver.program.Instruction.Draw;
import huxley.solver.program.Instruction.Effect;
import huxley.solver.program.Instruction.Load;
import huxley.solver.program.Instruction.LoadElement;
import huxley.solver.program.Instruction.Lookup;
import huxley.solver.program.Instruction.Loop;
import huxley.solver.program.Instruction.Store;
import huxley.solver.program.Instruction.StoreElement;
import huxley.solver.program.Instruction.StoreNode;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** What an instruction reads and produces. */
final class Operands {
    private Operands() {
    }

    /** Ids of the values read that come from outside the instruction. */
    static int[] read(Instruction instruction) {
        int[] ids = switch (instruction) {
        case Constant _,Load _ -> new int[0];
        case LoadElement load -> new int[] {load.element()};
        case Compute compute -> new int[] {compute.a(), compute.b(), compute.c()};
        case Store store -> new int[] {store.value()};
        case StoreElement store -> new int[] {store.element(), store.value(), store.predicate()};
        case Accumulate accumulate -> new int[] {accumulate.value()};
        case StoreNode store -> new int[] {store.value()};
        case Lookup lookup -> lookup.arguments();
        case Draw draw -> new int[] {draw.a(), draw.b(), draw.predicate()};
        case Effect effect -> new int[] {effect.a(), effect.b(), effect.predicate()};
        case Loop loop -> readByLoop(loop);
        };
        return Arrays.stream(ids).filter(id -> id >= 0).toArray();
    }

    private static int[] readByLoop(Loop loop) {
        Set<Integer> inside = new HashSet<>();
        Set<Integer> read = new HashSet<>();
        Arrays.stream(loop.initial()).forEach(read::add);
        read.add(loop.conditionValue());
        Arrays.stream(loop.next()).forEach(read::add);
        Arrays.stream(loop.parameters()).forEach(inside::add);
        for (List<Instruction> block : List.of(loop.condition(), loop.body())) {
            for (Instruction nested : block) {
                Arrays.stream(read(nested)).forEach(read::add);
                Arrays.stream(produced(nested)).forEach(inside::add);
            }
        }
        read.removeAll(inside);
        return read.stream().mapToInt(Integer::intValue).toArray();
    }

    /** Ids of the values produced that later instructions may read. */
    static int[] produced(Instruction instruction) {
        return switch (instruction) {
        case Constant constant -> new int[] {constant.id()};
        case Load load -> new int[] {load.id()};
        case LoadElement load -> new int[] {load.id()};
        case Compute compute -> new int[] {compute.id()};
        case Lookup lookup -> new int[] {lookup.id()};
        case Draw draw -> new int[] {draw.id()};
        case Loop loop -> loop.parameters();
        case Store _,StoreElement _,Accumulate _,StoreNode _,Effect _ -> new int[0];
        };
    }

    /** Whether the instruction does more than produce values (a computed element or a loop may fail). */
    static boolean acts(Instruction instruction) {
        return switch (instruction) {
        case Store _,StoreElement _,Accumulate _,StoreNode _,Effect _,Draw _,LoadElement _,Loop _ -> true;
        case Constant _,Load _,Compute _,Lookup _ -> false;
        };
    }

    /** Whether the instruction writes memory or tells the engine something. */
    static boolean writes(Instruction instruction) {
        return switch (instruction) {
        case Store _,StoreElement _,Accumulate _,StoreNode _,Effect _,Draw _ -> true;
        case Loop loop -> nested(loop).anyMatch(Operands::writes);
        case Constant _,Load _,LoadElement _,Compute _,Lookup _ -> false;
        };
    }

    /** The instructions directly inside a loop. */
    static java.util.stream.Stream<Instruction> nested(Loop loop) {
        return IntStream.range(0, 2).mapToObj(i -> i == 0 ? loop.condition() : loop.body()).flatMap(List::stream);
    }
}
