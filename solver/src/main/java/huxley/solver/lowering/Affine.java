package huxley.solver.lowering;

import huxley.solver.program.Instruction.Compute;
import java.util.Optional;

/**
 * A value written as (constant + slope x) factor / divisor of one unknown x. Keeping factor and divisor apart lets
 * (minf - m)/mtau decay towards minf at the rate 1/mtau without dividing twice.
 */
record Affine(int constant, int slope, int factor, int divisor) {

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
                return new Affine(zero, one, one, one);
            }
            if (!dependence.any(id)) {
                return new Affine(id, zero, one, one);
            }
            if (!(values.definition(id) instanceof Compute c)) {
                throw new IllegalStateException("value " + id + " is not affine; please report");
            }
            return switch (c.op()) {
            case NEG -> negated(of(c.a()));
            case ADD -> sum(of(c.a()), of(c.b()));
            case SUB -> sum(of(c.a()), negated(of(c.b())));
            case MUL -> dependence.any(c.a()) ? scaled(of(c.a()), c.b()) : scaled(of(c.b()), c.a());
            case DIV -> {
                Affine a = of(c.a());
                yield new Affine(a.constant, a.slope, a.factor, values.mul(a.divisor, c.b()));
            }
            case FMA -> sum(dependence.any(c.a()) ? scaled(of(c.a()), c.b()) : scaled(of(c.b()), c.a()), of(c.c()));
            case SELECT -> select(c.a(), of(c.b()), of(c.c()));
            default -> throw new IllegalStateException(c.op() + " is not affine; please report");
            };
        }

        private Affine scaled(Affine a, int factor) {
            return new Affine(a.constant, a.slope, values.mul(a.factor, factor), a.divisor);
        }

        private Affine negated(Affine a) {
            return new Affine(values.neg(a.constant), values.neg(a.slope), a.factor, a.divisor);
        }

        private Affine sum(Affine a, Affine b) {
            boolean alike = a.factor == b.factor && a.divisor == b.divisor;
            Affine left = alike ? a : whole(a, a.divisor == b.divisor);
            Affine right = alike ? b : whole(b, a.divisor == b.divisor);
            return new Affine(values.add(left.constant, right.constant), values.add(left.slope, right.slope),
                    left.factor, left.divisor);
        }

        /** With factor 1, and unless {@code divided} with divisor 1. */
        private Affine whole(Affine a, boolean divided) {
            int one = values.constant(1);
            int constant = values.mul(a.constant, a.factor);
            int slope = values.mul(a.slope, a.factor);
            return divided
                    ? new Affine(constant, slope, one, a.divisor)
                    : new Affine(values.div(constant, a.divisor), values.div(slope, a.divisor), one, one);
        }

        private Affine select(int condition, Affine then, Affine otherwise) {
            return new Affine(values.select(condition, then.constant, otherwise.constant),
                    values.select(condition, then.slope, otherwise.slope),
                    values.select(condition, then.factor, otherwise.factor),
                    values.select(condition, then.divisor, otherwise.divisor));
        }
    }
}
