package huxley.io.formula;

import huxley.neuron.units.Unit;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Arithmetic over quantities; {@code from} and {@code to} say which characters of the text a part covers. */
public sealed interface Formula {
    int from();

    int to();

    /** A number with the unit that stands behind it. */
    record Literal(Quantity quantity, int from, int to) implements Formula {
    }

    record Name(String name, int from, int to) implements Formula {
    }

    record Negation(Formula operand, int from, int to) implements Formula {
    }

    record Operation(Operator operator, Formula left, Formula right) implements Formula {
        @Override
        public int from() {
            return left.from();
        }

        @Override
        public int to() {
            return right.to();
        }
    }

    record Call(FormulaFunction function, List<Formula> arguments, int from, int to) implements Formula {
    }

    /** Binary operators; comparisons give 1 or 0. */
    enum Operator {
        ADD("+"),
        SUBTRACT("-"),
        MULTIPLY("*"),
        DIVIDE("/"),
        POWER("^"),
        LESS("<"),
        LESS_OR_EQUAL("<="),
        GREATER(">"),
        GREATER_OR_EQUAL(">=");

        private final String symbol;

        Operator(String symbol) {
            this.symbol = symbol;
        }

        String symbol() {
            return symbol;
        }
    }

    /**
     * Reads a formula. A number may carry a unit: {@code 0.12 S/cm2}. A slash behind a unit belongs to the unit,
     * except before one of {@code names} when there is space around the slash or no unit is called so.
     *
     * @throws FormulaException if it is not one
     */
    static Formula parse(String text, Set<String> names) {
        return new FormulaParser(text, names).parse();
    }

    /** The names used, in order of appearance. */
    default Set<String> uses() {
        Set<String> used = new LinkedHashSet<>();
        collect(this, used);
        return used;
    }

    /**
     * The value.
     *
     * @throws FormulaException if a name is unknown or dimensions do not fit
     */
    default Quantity evaluate(Scope scope) {
        return Evaluation.evaluate(this, scope);
    }

    /** Whether it is a plain number without unit, such as {@code -3}. */
    default boolean isPlainNumber() {
        return switch (this) {
        case Literal literal -> literal.quantity().unit() == Unit.ONE;
        case Negation negation -> negation.operand().isPlainNumber();
        case Name _,Operation _,Call _ -> false;
        };
    }

    private static void collect(Formula formula, Set<String> used) {
        switch (formula) {
        case Literal _ -> {
        }
        case Name name -> used.add(name.name());
        case Negation negation -> collect(negation.operand(), used);
        case Operation operation -> {
            collect(operation.left(), used);
            collect(operation.right(), used);
        }
        case Call call -> call.arguments().forEach(argument -> collect(argument, used));
        }
    }
}
