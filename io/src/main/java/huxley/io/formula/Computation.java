package huxley.io.formula;

import huxley.io.formula.Formula.Call;
import huxley.io.formula.Formula.Literal;
import huxley.io.formula.Formula.Name;
import huxley.io.formula.Formula.Negation;
import huxley.io.formula.Formula.Operation;
import huxley.neuron.units.Unit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A formula made ready to be computed many times with other values of some variables: units are settled once, what does
 * not depend on a variable is computed once. Gives the value that {@link Formula#evaluate} gives.
 *
 * @param unit of the result
 */
public record Computation(Unit unit, Step step) {
    /** Computes a plain number from the values of the variables, each in its unit. */
    @FunctionalInterface
    public interface Step {
        double of(double[] variables);
    }

    /**
     * @param names of the variables, in the order of their values; they hide those of {@code scope}
     * @param units of the variables
     * @throws FormulaException as {@link Formula#evaluate} does
     */
    public static Computation of(Formula formula, Scope scope, List<String> names, List<Unit> units) {
        Map<String, Quantity> ones = new java.util.HashMap<>();
        for (int i = 0; i < names.size(); i++) {
            ones.put(names.get(i), new Quantity(1, units.get(i)));
        }
        return new Compiler(scope, names, ones).compile(formula);
    }

    /** The value in {@code target}, which must measure the same. */
    public double in(Unit target, double[] variables) {
        return unit.convert(step.of(variables), target);
    }

    /** Units are found by evaluating a part with all variables 1; they never depend on values. */
    private record Compiler(Scope scope, List<String> variables, Map<String, Quantity> ones) implements Scope {
        @Override
        public Optional<Quantity> find(String name) {
            Quantity own = ones.get(name);
            return own != null ? Optional.of(own) : scope.find(name);
        }

        @Override
        public Collection<String> names() {
            return java.util.stream.Stream.concat(variables.stream(), scope.names().stream()).distinct().toList();
        }

        Computation compile(Formula formula) {
            Quantity sample = Evaluation.evaluate(formula, this);
            if (formula.uses().stream().noneMatch(variables::contains)) {
                double constant = sample.value();
                return new Computation(sample.unit(), v -> constant);
            }
            Step step = switch (formula) {
            case Literal literal -> v -> literal.quantity().value();
            case Name name -> variable(variables.indexOf(name.name()));
            case Negation negation -> negated(compile(negation.operand()).step());
            case Operation operation -> operate(operation, compile(operation.left()), compile(operation.right()),
                    sample.unit());
            case Call call -> call(call, call.arguments().stream().map(this::compile).toList());
            };
            return new Computation(sample.unit(), step);
        }

        private static Step variable(int index) {
            return v -> v[index];
        }

        private static Step negated(Step step) {
            return v -> -step.of(v);
        }

        private static Step operate(Operation operation, Computation left, Computation right, Unit result) {
            Step a = left.step();
            Step b = right.step();
            return switch (operation.operator()) {
            case ADD -> plus(a, like(right, left), 1);
            case SUBTRACT -> plus(a, like(right, left), -1);
            case MULTIPLY -> scaled(v -> a.of(v) * b.of(v), product(left, right, 1), result);
            case DIVIDE -> scaled(v -> a.of(v) / b.of(v), product(left, right, -1), result);
            case POWER -> power(left, right);
            case LESS -> truth(a, like(right, left), false);
            case LESS_OR_EQUAL -> truthOrEqual(a, like(right, left), false);
            case GREATER -> truth(a, like(right, left), true);
            case GREATER_OR_EQUAL -> truthOrEqual(a, like(right, left), true);
            };
        }

        private static Step plus(Step a, Step b, double sign) {
            return v -> a.of(v) + sign * b.of(v);
        }

        private static Step truth(Step a, Step b, boolean greater) {
            return greater ? v -> a.of(v) > b.of(v) ? 1 : 0 : v -> a.of(v) < b.of(v) ? 1 : 0;
        }

        private static Step truthOrEqual(Step a, Step b, boolean greater) {
            return greater ? v -> a.of(v) >= b.of(v) ? 1 : 0 : v -> a.of(v) <= b.of(v) ? 1 : 0;
        }

        private static Unit product(Computation left, Computation right, int power) {
            return left.unit().times(right.unit(), power);
        }

        /** A product without dimension is a plain number; any other keeps the unit it comes in. */
        private static Step scaled(Step step, Unit from, Unit result) {
            double factor = result == Unit.ONE ? from.factorTo(Unit.ONE) : 1;
            return factor == 1 ? step : v -> factor * step.of(v);
        }

        private static Step power(Computation base, Computation exponent) {
            Step b = base.unit().measuresSameAs(Unit.ONE) ? plain(base) : base.step();
            Step e = plain(exponent);
            return v -> Math.pow(b.of(v), e.of(v));
        }

        private static Step plain(Computation part) {
            return converted(part, Unit.ONE);
        }

        private static Step like(Computation part, Computation other) {
            return converted(part, other.unit());
        }

        private static Step converted(Computation part, Unit target) {
            Unit from = part.unit();
            Step step = part.step();
            return from.factorTo(target) == 1 ? step : v -> from.convert(step.of(v), target);
        }

        private static Step call(Call call, List<Computation> arguments) {
            Computation first = arguments.getFirst();
            Step x = first.step();
            return switch (call.function()) {
            case EXP -> plainly(first, StrictMath::exp);
            case LOG -> plainly(first, StrictMath::log);
            case LOG10 -> plainly(first, StrictMath::log10);
            case SIN -> plainly(first, StrictMath::sin);
            case COS -> plainly(first, StrictMath::cos);
            case TAN -> plainly(first, StrictMath::tan);
            case TANH -> plainly(first, StrictMath::tanh);
            case FLOOR -> plainly(first, Math::floor);
            case CEIL -> plainly(first, Math::ceil);
            case ROUND -> plainly(first, Math::rint);
            case ABS -> v -> Math.abs(x.of(v));
            case SQRT -> squareRoot(first);
            case MIN -> least(x, like(arguments.get(1), first));
            case MAX -> most(x, like(arguments.get(1), first));
            case IF -> choice(plain(first), arguments.get(1).step(), like(arguments.get(2), arguments.get(1)));
            };
        }

        private static Step plainly(Computation argument, java.util.function.DoubleUnaryOperator function) {
            Step x = plain(argument);
            return v -> function.applyAsDouble(x.of(v));
        }

        /** The root of a quantity is one in SI units. */
        private static Step squareRoot(Computation argument) {
            Unit si = new Unit("SI", 1, 0, argument.unit().dimension());
            Step x = converted(argument, si);
            return v -> Math.sqrt(x.of(v));
        }

        private static Step least(Step a, Step b) {
            return v -> Math.min(a.of(v), b.of(v));
        }

        private static Step most(Step a, Step b) {
            return v -> Math.max(a.of(v), b.of(v));
        }

        private static Step choice(Step condition, Step then, Step otherwise) {
            return v -> condition.of(v) != 0 ? then.of(v) : otherwise.of(v);
        }
    }
}
