package huxley.solver.simd;

import huxley.solver.program.Field.Storage;
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
import huxley.solver.program.Op;

/** How many vector operations an instruction becomes, and whether it can become any. */
final class Cost {
    /** A loop of more work is run one instance after the other. */
    private static final int LARGEST_VECTOR_LOOP = 250;

    private Cost() {
    }

    static int of(Instruction instruction) {
        return switch (instruction) {
        case Constant _ -> 0;
        case Load _,Store _ -> 1;
        case Accumulate _,StoreNode _,LoadElement _,StoreElement _ -> 3;
        case Compute compute -> of(compute.op());
        case Lookup _,Draw _,Effect _ -> 40;
        case Loop loop -> Operands.nested(loop).mapToInt(Cost::of).sum() + 3 * loop.parameters().length;
        };
    }

    private static int of(Op op) {
        return switch (op) {
        case ADD, SUB, MUL, DIV, NEG, FMA, ABS, SQRT, LT, LE, GT, GE, EQ, NE, AND, OR, NOT, SELECT -> 1;
        case MIN, MAX -> 2;
        case FLOOR, CEIL -> 8;
        case EXP -> 25;
        case LOG -> 32;
        case TANH -> 33;
        case POW -> 80;
        case FMOD, LOG10, SIN, COS, TAN, ASIN, ACOS, ATAN, ATAN2, SINH, COSH, ERF -> 30;
        };
    }

    static boolean vectorisable(Instruction instruction) {
        return switch (instruction) {
        case Constant _,Accumulate _,StoreNode _ -> true;
        case Load load -> load.field().storage() != Storage.EVENT;
        case Store store -> store.field().storage() == Storage.INSTANCE;
        case Compute compute -> vectorisable(compute.op());
        case LoadElement _,StoreElement _,Lookup _,Draw _,Effect _ -> false;
        case Loop loop -> of(loop) <= LARGEST_VECTOR_LOOP && Operands.nested(loop).allMatch(
                nested -> !Operands.writes(nested) && vectorisable(nested));
        };
    }

    private static boolean vectorisable(Op op) {
        return switch (op) {
        case ADD, SUB, MUL, DIV, NEG, FMA, ABS, SQRT, LT, LE, GT, GE, EQ, NE, AND, OR, NOT, SELECT, MIN, MAX, FLOOR,
                CEIL, EXP, LOG, TANH, POW ->
            true;
        case FMOD, LOG10, SIN, COS, TAN, ASIN, ACOS, ATAN, ATAN2, SINH, COSH, ERF -> false;
        };
    }
}
