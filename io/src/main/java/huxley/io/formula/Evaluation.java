package huxley.io.formula;

import huxley.io.formula.Formula.Call;
import huxley.io.formula.Formula.Literal;
import huxley.io.formula.Formula.Name;
import huxley.io.formula.Formula.Negation;
import huxley.io.formula.Formula.Operation;
import huxley.neuron.problem.Suggestion;
import huxley.neuron.units.Dimension;
import huxley.neuron.units.Unit;
import org.jspecify.annotations.Nullable;

/** Computes formulas; sums convert to the unit of their left side. */
final class Evaluation {
    private Evaluation() {
    }

    static Quantity evaluate(Formula formula, Scope scope) {
        return switch (formula) {
        case Literal literal -> literal.quantity();
        case Name name -> name.name().equals("pi")
                ? Quantity.plain(Math.PI)
                : scope.find(name.name()).orElseThrow(() -> failure(name, "'" + name.name() + "' is not defined",
                        Suggestion.hint(name.name(), "names", scope.names())));
        case Negation negation -> {
            Quantity operand = evaluate(negation.operand(), scope);
            yield new Quantity(-operand.value(), operand.unit());
        }
        case Operation operation -> operate(operation, evaluate(operation.left(), scope),
                evaluate(operation.right(), scope));
        case Call call -> call(call, scope);
        };
    }

    private static Quantity operate(Operation operation, Quantity left, Quantity right) {
        return switch (operation.operator()) {
        case ADD -> new Quantity(left.value() + like(operation, left, right), left.unit());
        case SUBTRACT -> new Quantity(left.value() - like(operation, left, right), left.unit());
        case MULTIPLY -> product(left, right, 1, left.value() * right.value());
        case DIVIDE -> product(left, right, -1, left.value() / right.value());
        case POWER -> power(operation, left, right);
        case LESS -> truth(left.value() < like(operation, left, right));
        case LESS_OR_EQUAL -> truth(left.value() <= like(operation, left, right));
        case GREATER -> truth(left.value() > like(operation, left, right));
        case GREATER_OR_EQUAL -> truth(left.value() >= like(operation, left, right));
        };
    }

    private static Quantity truth(boolean holds) {
        return Quantity.plain(holds ? 1 : 0);
    }

    private static Quantity product(Quantity left, Quantity right, int power, double value) {
        Unit unit = left.unit().times(right.unit(), power);
        Unit plain = right.unit() == Unit.ONE ? left.unit() : unit;
        return unit.dimension().equals(Dimension.NONE)
                ? Quantity.plain(unit.convert(value, Unit.ONE))
                : new Quantity(value, plain);
    }

    private static double like(Operation operation, Quantity left, Quantity right) {
        return right.in(left.unit()).orElseThrow(() -> failure(operation, "cannot compute " + left.dimension() + " "
                + operation.operator().symbol() + " " + right.dimension(), "both sides need the same kind of unit"));
    }

    private static Quantity power(Operation operation, Quantity base, Quantity exponent) {
        if (!exponent.isPlain()) {
            throw failure(operation.right(), "an exponent is a plain number, not " + exponent.dimension(), null);
        }
        double power = plain(exponent);
        if (base.isPlain()) {
            return Quantity.plain(Math.pow(plain(base), power));
        }
        if (power != Math.rint(power) || Math.abs(power) > 20) {
            throw failure(operation, base.dimension() + " can only be raised to a whole power", null);
        }
        return new Quantity(Math.pow(base.value(), power), Unit.ONE.times(base.unit(), (int) power));
    }

    private static double plain(Quantity quantity) {
        return quantity.unit().convert(quantity.value(), Unit.ONE);
    }

    private static Quantity call(Call call, Scope scope) {
        Quantity first = evaluate(call.arguments().getFirst(), scope);
        return switch (call.function()) {
        case EXP -> Quantity.plain(StrictMath.exp(plainArgument(call, first)));
        case LOG -> Quantity.plain(StrictMath.log(plainArgument(call, first)));
        case LOG10 -> Quantity.plain(StrictMath.log10(plainArgument(call, first)));
        case SQRT -> squareRoot(call, first);
        case SIN -> Quantity.plain(StrictMath.sin(plainArgument(call, first)));
        case COS -> Quantity.plain(StrictMath.cos(plainArgument(call, first)));
        case TAN -> Quantity.plain(StrictMath.tan(plainArgument(call, first)));
        case TANH -> Quantity.plain(StrictMath.tanh(plainArgument(call, first)));
        case ABS -> new Quantity(Math.abs(first.value()), first.unit());
        case FLOOR -> Quantity.plain(Math.floor(plainArgument(call, first)));
        case CEIL -> Quantity.plain(Math.ceil(plainArgument(call, first)));
        case ROUND -> Quantity.plain(Math.rint(plainArgument(call, first)));
        case MIN -> new Quantity(Math.min(first.value(), second(call, first, scope, 1)), first.unit());
        case MAX -> new Quantity(Math.max(first.value(), second(call, first, scope, 1)), first.unit());
        case IF -> choose(call, first, scope);
        };
    }

    private static Quantity choose(Call call, Quantity condition, Scope scope) {
        Quantity then = evaluate(call.arguments().get(1), scope);
        double otherwise = second(call, then, scope, 2);
        return plainArgument(call, condition) != 0 ? then : new Quantity(otherwise, then.unit());
    }

    private static double second(Call call, Quantity first, Scope scope, int index) {
        Quantity second = evaluate(call.arguments().get(index), scope);
        return second.in(first.unit())
                .orElseThrow(() -> failure(call, call.function().word() + " needs two values of the same kind, got "
                        + first.dimension() + " and " + second.dimension(), null));
    }

    private static Quantity squareRoot(Call call, Quantity argument) {
        Dimension d = argument.unit().dimension();
        boolean even = (d.metre() | d.kilogram() | d.second() | d.ampere() | d.kelvin()) % 2 == 0;
        if (!even) {
            throw failure(call, "the square root of " + argument.dimension() + " has no unit", null);
        }
        Dimension half = new Dimension(d.metre() / 2, d.kilogram() / 2, d.second() / 2, d.ampere() / 2, d.kelvin() / 2);
        Unit si = new Unit("SI", 1, 0, d);
        return new Quantity(Math.sqrt(argument.unit().convert(argument.value(), si)), new Unit("SI", 1, 0, half));
    }

    private static double plainArgument(Call call, Quantity argument) {
        if (!argument.isPlain()) {
            throw failure(call, call.function().word() + " needs a plain number, got " + argument.dimension(),
                    "divide by a value of the same kind, as in exp(-distance / 100 um)");
        }
        return plain(argument);
    }

    private static FormulaException failure(Formula where, String message, @Nullable String hint) {
        return new FormulaException(where.from(), where.to(), message, hint);
    }
}
