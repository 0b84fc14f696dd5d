package huxley.neuron.nmodl;

import huxley.neuron.mechanism.Expression.BinaryOperator;
import huxley.neuron.mechanism.Expression.UnaryOperator;
import huxley.neuron.problem.Span;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An expression as written. */
sealed interface SyntaxExpression {
    Span where();

    /** A unit as written, without its parentheses. */
    record UnitText(String text, Span where) {
    }

    /** {@code text} keeps the spelling; a unit may follow a number. */
    record Literal(double value, String text, @Nullable UnitText unit, Span where) implements SyntaxExpression {
    }

    /** A name, {@code name[index]}, or with {@code primes} above 0 a derivative {@code name'}. */
    record Name(String name, @Nullable SyntaxExpression index, int primes, Span where) implements SyntaxExpression {
    }

    record Unary(UnaryOperator operator, SyntaxExpression operand, Span where) implements SyntaxExpression {
    }

    record Binary(BinaryOperator operator, SyntaxExpression left, SyntaxExpression right, Span where)
            implements
                SyntaxExpression {
    }

    /** {@code (inner)}: kept because a number in parentheses is a unit conversion factor. */
    record Group(SyntaxExpression inner, Span where) implements SyntaxExpression {
    }

    record Call(String function, List<SyntaxExpression> arguments, Span nameWhere, Span where)
            implements
                SyntaxExpression {
    }

    /** A text in quotes: only an argument of printf and its like. */
    record Text(String text, Span where) implements SyntaxExpression {
    }
}
