package huxley.neuron.nmodl;

import huxley.neuron.mechanism.Expression.BinaryOperator;
import huxley.neuron.mechanism.Expression.UnaryOperator;
import huxley.neuron.nmodl.SyntaxExpression.Binary;
import huxley.neuron.nmodl.SyntaxExpression.Call;
import huxley.neuron.nmodl.SyntaxExpression.Group;
import huxley.neuron.nmodl.SyntaxExpression.Literal;
import huxley.neuron.nmodl.SyntaxExpression.Name;
import huxley.neuron.nmodl.SyntaxExpression.Text;
import huxley.neuron.nmodl.SyntaxExpression.Unary;
import huxley.neuron.nmodl.SyntaxExpression.UnitText;
import huxley.neuron.nmodl.SyntaxStatement.Word;
import huxley.neuron.nmodl.Token.Kind;
import huxley.neuron.problem.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Expressions. From the loosest to the tightest: {@code ||}, {@code &&}, comparisons, {@code + -}, {@code * /}, unary
 * {@code - !}, {@code ^} (to the right). All binary operators but {@code ^} associate to the left.
 */
final class ExpressionParser {
    private static final List<Map<String, BinaryOperator>> LEVELS = List.of(Map.of("||", BinaryOperator.OR),
            Map.of("&&", BinaryOperator.AND),
            Map.of("<", BinaryOperator.LESS, "<=", BinaryOperator.LESS_OR_EQUAL, ">", BinaryOperator.GREATER, ">=",
                    BinaryOperator.GREATER_OR_EQUAL, "==", BinaryOperator.EQUAL, "!=", BinaryOperator.NOT_EQUAL),
            Map.of("+", BinaryOperator.ADD, "-", BinaryOperator.SUBTRACT),
            Map.of("*", BinaryOperator.MULTIPLY, "/", BinaryOperator.DIVIDE));

    private final TokenReader in;

    ExpressionParser(TokenReader in) {
        this.in = in;
    }

    SyntaxExpression expression() {
        return binary(0);
    }

    private SyntaxExpression binary(int level) {
        if (level == LEVELS.size()) {
            return unary();
        }
        SyntaxExpression left = binary(level + 1);
        while (in.peek().kind() == Kind.SYMBOL) {
            BinaryOperator operator = LEVELS.get(level).get(in.peek().text());
            if (operator == null) {
                break;
            }
            in.next();
            SyntaxExpression right = binary(level + 1);
            left = new Binary(operator, left, right, left.where().to(right.where()));
        }
        return left;
    }

    private SyntaxExpression unary() {
        in.enter();
        SyntaxExpression expression = signed();
        in.leave();
        return expression;
    }

    private SyntaxExpression signed() {
        Span start = in.peek().where();
        if (in.accept("-")) {
            SyntaxExpression operand = unary();
            return new Unary(UnaryOperator.NEGATE, operand, start.to(operand.where()));
        }
        if (in.accept("!")) {
            SyntaxExpression operand = unary();
            return new Unary(UnaryOperator.NOT, operand, start.to(operand.where()));
        }
        in.accept("+");
        return power();
    }

    private SyntaxExpression power() {
        SyntaxExpression base = primary();
        if (in.accept("^")) {
            SyntaxExpression exponent = unary();
            return new Binary(BinaryOperator.POWER, base, exponent, base.where().to(exponent.where()));
        }
        return base;
    }

    private SyntaxExpression primary() {
        Token token = in.peek();
        switch (token.kind()) {
        case NUMBER -> {
            in.next();
            UnitText unit = in.optionalUnit();
            return new Literal(Double.parseDouble(token.text()), token.text(), unit, in.from(token.where()));
        }
        case NAME -> {
            return in.peek(1).is("(") ? call() : variable();
        }
        case SYMBOL -> {
            if (in.accept("(")) {
                SyntaxExpression inner = expression();
                in.expect(")", "after the expression");
                return new Group(inner, in.from(token.where()));
            }
        }
        case KEYWORD, STRING, VERBATIM, TITLE, UNKNOWN, END -> {
        }
        }
        throw in.unexpected("an expression");
    }

    /** {@code name}, {@code name[index]}, {@code name'}, {@code name'[index]}. */
    Name variable() {
        Word name = in.name("the name of a variable");
        int primes = primes();
        SyntaxExpression index = index();
        primes += primes();
        return new Name(name.name(), index, primes, in.from(name.where()));
    }

    private int primes() {
        int primes = 0;
        while (in.accept("'")) {
            primes++;
        }
        return primes;
    }

    private @Nullable SyntaxExpression index() {
        if (!in.accept("[")) {
            return null;
        }
        SyntaxExpression index = expression();
        in.expect("]", "after the index");
        return index;
    }

    Call call() {
        Word name = in.name("the name of a function");
        in.expect("(", "after the name of a function");
        List<SyntaxExpression> arguments = new ArrayList<>();
        if (!in.at(")")) {
            do {
                arguments.add(argument());
            } while (in.accept(","));
        }
        in.expect(")", "after the arguments of '" + name.name() + "'");
        return new Call(name.name(), arguments, name.where(), in.from(name.where()));
    }

    private SyntaxExpression argument() {
        if (in.peek().kind() == Kind.STRING) {
            Token token = in.next();
            return new Text(token.text(), token.where());
        }
        return expression();
    }
}
