package huxley.solver.lowering;

import huxley.solver.program.Instruction.Compute;
import java.util.Optional;

/**
 * A value written as (constant + slope x) / divisor of one unknown x. Keeping the divisor apart lets (minf - m)/mtau decay
 * towards minf at the rate 1/mtau without dividing twice.
 */
record Affine(int constant, int slope, int divisor) {

    /** Decomposes {@code id}; empty if it is not affine in {@code unknown}. */
    static Optional<Affine> of(Values values, int id, int unknown) {
        Dependence dependence = new Dependence(values, java.util.Set.of(unknown));
        if (dependence.degree(id) == Dependence.Degree.NONLINEAR) {
            return Optional.empty();
        }
        return Optional.of(new Decomposition(values, dependence, unknown).of(id));
    }

    private record Decomposition(Values values, Dependence dependence, int unknown) {
        Affine of(int id) {
            int zero = values.constant(0);
            int one = values.constant(1);
            if (id == unknown) {
                return new Affine(zero, one, one);
            }
            if (!dependence.any(id)) {
                return new Affine(id, zero, one);
            }
            if (!(values.definition(id) instanceof Compute c)) {
                throw new IllegalStateException("value " + id + " is not affine; please report");
            }
            return switch (c.op()) {
            case NEG -> scaled(of(c.a()), values.constant(-1));
            case ADD -> sum(of(c.a()), of(c.b()));
            case SUB -> sum(of(c.a()), scaled(of(c.b()), values.constant(-1)));
            case MUL -> dependence.any(c.a()) ? scaled(of(c.a()), c.b()) : scaled(of(c.b()), c.a());
            case DIV -> {
                Affine a = of(c.a());
                yield new Affine(a.constant, a.slope, values.mul(a.divisor, c.b()));
            }
            case FMA -> sum(dependence.any(c.a()) ? scaled(of(c.a()), c.b()) : scaled(of(c.b()), c.a()), of(c.c()));
            case SELECT -> select(c.a(), of(c.b()), of(c.c()));
            default -> throw new IllegalStateException(c.op() + " is not affine; please report");
            };
        }

        private Affine scaled(Affine a, int factor) {
            return new Affine(values.mul(a.constant, factor), values.mul(a.slope, factor), a.divisor);
        }

        private Affine sum(Affine a, Affine b) {
            Affine left = a;
            Affine right = b;
            if (a.divisor != b.divisor) {
                left = whole(a);
                right = whole(b);
            }
            return new Affine(values.add(left.constant, right.constant), values.add(left.slope, right.slope),
                    left.divisor);
        }

        private Affine whole(Affine a) {
            return new Affine(values.div(a.constant, a.divisor), values.div(a.slope, a.divisor), values.constant(1));
        }

        private Affine select(int condition, Affine then, Affine otherwise) {
            return new Affine(values.select(condition, then.constant, otherwise.constant),
                    values.select(condition, then.slope, otherwise.slope),
                    values.select(condition, then.divisor, otherwise.divisor));
        }
    }
}
