package huxley.io.formula;

import huxley.io.formula.Formula.Operator;
import huxley.neuron.problem.Suggestion;
import huxley.neuron.units.Unit;
import huxley.neuron.units.UnitException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Recursive descent: comparison, sum, product, sign, power, atom. */
final class FormulaParser {
    private static final Map<Character, Operator> SUMS = Map.of('+', Operator.ADD, '-', Operator.SUBTRACT);
    private static final Map<Character, Operator> PRODUCTS = Map.of('*', Operator.MULTIPLY, '/', Operator.DIVIDE);

    /** What parsing and evaluating, which are recursive, are sure to manage. */
    private static final int MOST_OPERANDS = 500;

    private final String text;
    private final Set<String> names;
    private int at;
    private int operands;

    FormulaParser(String text, Set<String> names) {
        this.text = text;
        this.names = names;
    }

    Formula parse() {
        Formula formula = comparison();
        skipSpace();
        if (at < text.length()) {
            throw failure(at, at + 1, "unexpected '" + text.charAt(at) + "'", null);
        }
        return formula;
    }

    private Formula comparison() {
        Formula left = sum();
        skipSpace();
        char c = peek();
        if (c != '<' && c != '>') {
            return left;
        }
        at++;
        boolean orEqual = peek() == '=';
        at += orEqual ? 1 : 0;
        Operator operator = c == '<'
                ? orEqual ? Operator.LESS_OR_EQUAL : Operator.LESS
                : orEqual ? Operator.GREATER_OR_EQUAL : Operator.GREATER;
        return new Formula.Operation(operator, left, sum());
    }

    private Formula sum() {
        Formula left = product();
        while (true) {
            skipSpace();
            Operator operator = SUMS.get(peek());
            if (operator == null) {
                return left;
            }
            at++;
            left = new Formula.Operation(operator, left, product());
        }
    }

    private Formula product() {
        Formula left = signed();
        while (true) {
            skipSpace();
            Operator operator = text.startsWith("**", at) ? null : PRODUCTS.get(peek());
            if (operator == null) {
                return left;
            }
            at++;
            left = new Formula.Operation(operator, left, signed());
        }
    }

    /** Every operand and every parenthesis passes through here, so depth and length are limited here. */
    private Formula signed() {
        skipSpace();
        int start = at;
        if (++operands > MOST_OPERANDS) {
            throw failure(at, Math.min(at + 1, text.length()),
                    "a formula has at most " + MOST_OPERANDS + " values and parentheses", null);
        }
        if (peek() == '-') {
            at++;
            Formula operand = signed();
            return new Formula.Negation(operand, start, operand.to());
        }
        if (peek() == '+') {
            at++;
            return signed();
        }
        return power();
    }

    private Formula power() {
        Formula base = atom();
        skipSpace();
        if (peek() == '^') {
            at++;
        } else if (text.startsWith("**", at)) {
            at += 2;
        } else {
            return base;
        }
        return new Formula.Operation(Operator.POWER, base, signed());
    }

    private Formula atom() {
        skipSpace();
        int start = at;
        char c = peek();
        if (c == '(') {
            at++;
            Formula inner = comparison();
            expect(')');
            return inner;
        }
        if (isDigit(c) || c == '.') {
            return number();
        }
        if (isLetter(c)) {
            String name = name();
            skipSpace();
            return peek() == '(' ? call(name, start) : new Formula.Name(name, start, start + name.length());
        }
        throw at == text.length()
                ? failure(0, at, text.isBlank() ? "a value is missing" : "'" + text + "' ends too early", null)
                : failure(at, at + 1, "unexpected '" + c + "'", "a value looks like \"150 pA\" or \"2 * gbar\"");
    }

    private Formula call(String name, int start) {
        at++;
        Optional<FormulaFunction> function = Arrays.stream(FormulaFunction.values()).filter(f -> f.word().equals(name))
                .findFirst();
        if (function.isEmpty()) {
            List<String> known = Arrays.stream(FormulaFunction.values()).map(FormulaFunction::word).toList();
            throw failure(start, start + name.length(), "'" + name + "' is not a function",
                    Suggestion.hint(name, "functions", known));
        }
        List<Formula> arguments = new ArrayList<>();
        do {
            arguments.add(comparison());
            skipSpace();
        } while (peek() == ',' && at++ >= 0);
        expect(')');
        if (arguments.size() != function.get().arguments()) {
            throw failure(start, at,
                    name + " takes " + function.get().arguments() + " argument(s), got " + arguments.size(),
                    null);
        }
        return new Formula.Call(function.get(), arguments, start, at);
    }

    private Formula number() {
        int start = at;
        while (isDigit(peek()) || peek() == '.') {
            at++;
        }
        int exponent = at;
        if (peek() == 'e' || peek() == 'E') {
            at++;
            at += peek() == '-' || peek() == '+' ? 1 : 0;
            if (!isDigit(peek())) {
                at = exponent;
            }
            while (isDigit(peek())) {
                at++;
            }
        }
        double value;
        try {
            value = Double.parseDouble(text.substring(start, at));
        } catch (NumberFormatException e) {
            throw failure(start, at, "'" + text.substring(start, at) + "' is not a number", null);
        }
        return new Formula.Literal(new Quantity(value, unit()), start, at);
    }

    /** The unit that stands behind a number; leaves {@code at} behind it. */
    private Unit unit() {
        int start = at;
        int end = at;
        while (true) {
            int next = end;
            while (next < text.length() && Character.isWhitespace(text.charAt(next))) {
                next++;
            }
            boolean slash = next < text.length() && text.charAt(next) == '/';
            boolean dot = next < text.length() && text.charAt(next) == '\u00b7';
            int name = slash || dot ? next + 1 : next;
            boolean spaced = next > end || name < text.length() && Character.isWhitespace(text.charAt(name));
            while (name < text.length() && Character.isWhitespace(text.charAt(name))) {
                name++;
            }
            int nameEnd = unitWordEnd(name);
            if (nameEnd == name || slash && isOperand(text.substring(name, nameEnd), spaced)) {
                break;
            }
            end = nameEnd;
        }
        at = end;
        String unit = text.substring(start, end).strip();
        if (unit.isEmpty()) {
            return Unit.ONE;
        }
        try {
            return Unit.parse(unit);
        } catch (UnitException e) {
            int first = start + text.substring(start, end).indexOf(unit.charAt(0));
            throw failure(first, end, String.valueOf(e.getMessage()), e.hint());
        }
    }

    /** Whether what stands behind a slash is a name to divide by rather than a unit. */
    private boolean isOperand(String word, boolean spaced) {
        if (!names.contains(word) || spaced) {
            return names.contains(word);
        }
        try {
            Unit.parse(word);
            return false;
        } catch (UnitException e) {
            return true;
        }
    }

    /** End of a unit's name with its power: letters, digits, {@code ^-2}, {@code -2}. */
    private int unitWordEnd(int from) {
        int end = from;
        while (end < text.length() && (isLetter(text.charAt(end)) || text.charAt(end) == '%'
                || end > from
                        && (isDigit(text.charAt(end)) || "\u00b2\u00b3\u00b9\u207b".indexOf(text.charAt(end)) >= 0))) {
            end++;
        }
        if (end == from) {
            return from;
        }
        int sign = end < text.length() && text.charAt(end) == '^' ? end + 1 : end;
        int digits = sign < text.length() && text.charAt(sign) == '-' ? sign + 1 : sign;
        if (digits > end && digits < text.length() && isDigit(text.charAt(digits))) {
            end = digits;
            while (end < text.length() && isDigit(text.charAt(end))) {
                end++;
            }
        }
        return end;
    }

    private String name() {
        int start = at;
        while (isLetter(peek()) || isDigit(peek())) {
            at++;
        }
        return text.substring(start, at);
    }

    private void expect(char c) {
        skipSpace();
        if (peek() != c) {
            throw failure(Math.min(at, Math.max(0, text.length() - 1)), Math.min(at + 1, text.length()),
                    "'" + c + "' expected", null);
        }
        at++;
    }

    private void skipSpace() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    private char peek() {
        return at < text.length() ? text.charAt(at) : '\0';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isLetter(char c) {
        return Character.isLetter(c) || c == '_' || c == '\u00b0';
    }

    private static FormulaException failure(int from, int to, String message, @Nullable String hint) {
        return new FormulaException(from, to, message, hint);
    }
}
