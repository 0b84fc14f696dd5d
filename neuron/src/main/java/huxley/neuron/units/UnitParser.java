package huxley.neuron.units;

import org.jspecify.annotations.Nullable;

/** Reads one unit text; the grammar is told at {@link UnitTable#parse}. */
final class UnitParser {
    private final UnitTable table;
    private final String original;
    private final String text;
    private int at;

    UnitParser(UnitTable table, String text) {
        this.table = table;
        this.original = text.strip();
        this.text = spelledPlainly(this.original);
    }

    Unit parse() {
        Unit unit = product(false);
        if (at < text.length()) {
            throw new UnitException("unit '" + original + "' has a ')' too many", null);
        }
        return unit.named(original.isEmpty() ? "1" : original);
    }

    private Unit product(boolean inParentheses) {
        Unit unit = Unit.ONE;
        int sign = 1;
        while (true) {
            skipSpace();
            if (at == text.length() || text.charAt(at) == ')') {
                if (inParentheses == (at == text.length())) {
                    throw new UnitException("unbalanced parentheses in unit '" + original + "'", null);
                }
                return unit;
            }
            char c = text.charAt(at);
            if (c == '/') {
                at++;
                sign = -1;
            } else if (c == '*') {
                at++;
                sign = 1;
            } else if (c == '-' || c == '.' && !digitAt(at + 1)) {
                at++;
            } else {
                unit = unit.times(factor(c), sign);
            }
        }
    }

    private Unit factor(char c) {
        if (c == '(') {
            at++;
            Unit inner = product(true);
            at++;
            return powered(inner);
        }
        if (digitAt(at) || c == '.') {
            return powered(number());
        }
        if (!isNameCharacter(c)) {
            throw new UnitException("unexpected '" + c + "' in unit '" + original + "'",
                    "write units like S/cm2, ohm cm or mA/cm2");
        }
        int start = at;
        while (at < text.length() && isNameCharacter(text.charAt(at))) {
            at++;
        }
        String name = text.substring(start, at);
        Unit unit = withDigits(name);
        return unit != null ? unit : powered(named(name));
    }

    /** A name defined with its digits, such as NMODL's {@code (um2) = (micron2)}; null if there is none. */
    private @Nullable Unit withDigits(String name) {
        int end = at;
        while (digitAt(end)) {
            end++;
        }
        Unit unit = end == at ? null : table.find(name + text.substring(at, end));
        if (unit != null) {
            at = end;
        }
        return unit;
    }

    private Unit named(String name) {
        Unit unit = table.find(name);
        if (unit == null) {
            throw table.unknown(name, original);
        }
        return unit;
    }

    private Unit powered(Unit base) {
        if (text.startsWith("**", at)) {
            at += 2;
        } else if (at < text.length() && text.charAt(at) == '^') {
            at++;
        } else if (!digitAt(at) && !(at < text.length() && text.charAt(at) == '-' && digitAt(at + 1))) {
            return base;
        }
        int start = at;
        if (at < text.length() && (text.charAt(at) == '-' || text.charAt(at) == '+')) {
            at++;
        }
        while (digitAt(at)) {
            at++;
        }
        String digits = text.substring(start, at);
        if (digits.isEmpty() || digits.equals("-") || digits.equals("+") || digits.length() > 4) {
            throw new UnitException("the power in unit '" + original + "' is not a whole number", null);
        }
        return Unit.ONE.times(base, Integer.parseInt(digits));
    }

    private Unit number() {
        int start = at;
        while (digitAt(at) || at < text.length() && text.charAt(at) == '.') {
            at++;
        }
        String mantissa = text.substring(start, at);
        int exponent = exponent();
        try {
            double value = Double.parseDouble(mantissa);
            if (value == 10) {
                return new Unit(mantissa, 1, exponent + 1, Dimension.NONE);
            }
            return new Unit(mantissa, value, exponent, Dimension.NONE);
        } catch (NumberFormatException e) {
            throw new UnitException("'" + mantissa + "' in unit '" + original + "' is not a number", null);
        }
    }

    private int exponent() {
        int sign = at < text.length() && "eE".indexOf(text.charAt(at)) >= 0 ? at + 1 : text.length();
        int first = sign < text.length() && "+-".indexOf(text.charAt(sign)) >= 0 ? sign + 1 : sign;
        int end = first;
        while (digitAt(end) && end < first + 3) {
            end++;
        }
        if (end == first) {
            return 0;
        }
        at = end;
        return Integer.parseInt(text.substring(sign, end));
    }

    private void skipSpace() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    private boolean digitAt(int i) {
        return i < text.length() && text.charAt(i) >= '0' && text.charAt(i) <= '9';
    }

    private static boolean isNameCharacter(char c) {
        return Character.isLetter(c) || c == '_' || c == '%';
    }

    private static String spelledPlainly(String text) {
        return text.replace('\u00b5', 'u').replace('\u03bc', 'u').replace("\u03a9", "ohm").replace("\u2126", "ohm")
                .replace("\u00b0C", "degC").replace("\u00b2", "2").replace("\u00b3", "3").replace("\u207b", "-")
                .replace("\u00b9", "1").replace('\u00b7', '*').replace('\u2212', '-');
    }
}
