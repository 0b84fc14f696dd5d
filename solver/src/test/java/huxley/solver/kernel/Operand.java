package huxley.solver.kernel;

import huxley.solver.precision.Numbers;
import huxley.solver.precision.Precision;
import huxley.solver.program.Field;
import huxley.solver.program.Instruction;
import huxley.solver.program.Kernel;
import huxley.solver.program.Op;
import java.util.List;
import java.util.SplittableRandom;

/** What operations are tried on: functions treat chunks of ordinary operands apart from others. */
public enum Operand {
    POSITIVE,
    MODERATE,
    ANY;

    private static final double[] SPECIALS = {0.0, -0.0, 1, -1, Double.NaN, Double.POSITIVE_INFINITY,
            Double.NEGATIVE_INFINITY, Double.MIN_VALUE, -1e-310, Double.MAX_VALUE, 0x1p52, 0x1p53 + 2, 0.5, -0.5,
            2.5,
            -745, 709.9, 87.2, -87.4, 89, -103.9, 0x1p-149, 0x1p-127, 0x1p23, 0x1p24 + 2};

    public void fill(Numbers array) {
        SplittableRandom random = new SplittableRandom(array.length());
        for (int i = 0; i < array.length(); i++) {
            array.set(i, switch (this) {
            case POSITIVE -> random.nextDouble(0.001, 30);
            case MODERATE -> random.nextDouble(-30, 30);
            case ANY -> any(random, array.precision());
            });
        }
    }

    private static double any(SplittableRandom random, Precision precision) {
        return switch (random.nextInt(4)) {
        case 0 -> SPECIALS[random.nextInt(SPECIALS.length)];
        case 1 -> precision == Precision.SINGLE
                ? Float.intBitsToFloat(random.nextInt())
                : Double.longBitsToDouble(random.nextLong());
        case 2 -> random.nextDouble(-800, 800);
        default -> random.nextDouble(-3, 3);
        };
    }

    /** y = op(x, y, array[1]). */
    public static Kernel applying(Op op) {
        List<Field> fields = RandomKernels.FIELDS.subList(0, 3);
        return new Kernel("single." + op, fields,
                List.of(new Instruction.Load(0, fields.get(0), 0, RandomKernels.NOWHERE),
                        new Instruction.Load(1, fields.get(1), 0, RandomKernels.NOWHERE),
                        new Instruction.Load(2, fields.get(2), 1, RandomKernels.NOWHERE),
                        new Instruction.Compute(3, op, 0, op.arity() > 1 ? 1 : -1, op.arity() > 2 ? 2 : -1,
                                RandomKernels.NOWHERE),
                        new Instruction.Store(fields.get(1), 0, 3, RandomKernels.NOWHERE)),
                4);
    }
}
