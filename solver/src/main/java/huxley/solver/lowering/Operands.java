package huxley.solver.lowering;

import huxley.solver.program.Instruction;
import java.util.stream.IntStream;

/** Which values an instruction reads. */
final class Operands {
    private static final int[] NOTHING = {};

    private Operands() {
    }

    /** Ids read, without the inner instructions of a loop. */
    static int[] of(Instruction instruction) {
        return switch (instruction) {
        case Instruction.Constant ignored -> NOTHING;
        case Instruction.Load ignored -> NOTHING;
        case Instruction.LoadElement i -> new int[] {i.element()};
        case Instruction.Compute i -> present(i.a(), i.b(), i.c());
        case Instruction.Store i -> new int[] {i.value()};
        case Instruction.StoreElement i -> present(i.element(), i.value(), i.predicate());
        case Instruction.Accumulate i -> new int[] {i.value()};
        case Instruction.StoreNode i -> new int[] {i.value()};
        case Instruction.Loop i -> IntStream
                .concat(IntStream.of(i.conditionValue()),
                        IntStream.concat(IntStream.of(i.initial()), IntStream.of(i.next())))
                .toArray();
        case Instruction.Lookup i -> i.arguments();
        case Instruction.Draw i -> present(i.a(), i.b(), i.predicate());
        case Instruction.Effect i -> present(i.a(), i.b(), i.predicate());
        };
    }

    private static int[] present(int... ids) {
        return IntStream.of(ids).filter(id -> id != Values.NONE).toArray();
    }
}
