package huxley.solver.elementary;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Elementary functions to 90 digits, by series: the oracle of {@link Elementary}. */
final class Exact {
    private static final MathContext DIGITS = new MathContext(90, RoundingMode.HALF_EVEN);
    private static final BigDecimal ONE = BigDecimal.ONE;
    private static final BigDecimal TWO = BigDecimal.TWO;
    static final BigDecimal LN2 = logNearOne(TWO);

    private Exact() {
    }

    static BigDecimal exp(BigDecimal x) {
        BigDecimal small = x.divide(new BigDecimal(4096), DIGITS);
        BigDecimal term = ONE;
        BigDecimal sum = ONE;
        for (int i = 1; term.signum() != 0 && term.scale() - term.precision() < 95; i++) {
            term = term.multiply(small, DIGITS).divide(new BigDecimal(i), DIGITS);
            sum = sum.add(term, DIGITS);
        }
        for (int i = 0; i < 12; i++) {
            sum = sum.multiply(sum, DIGITS);
        }
        return sum;
    }

    static BigDecimal log(double x) {
        int exponent = Math.getExponent(x < Double.MIN_NORMAL ? x * 0x1p54 : x) - (x < Double.MIN_NORMAL ? 54 : 0);
        BigDecimal scale = TWO.pow(Math.abs(exponent));
        BigDecimal exact = new BigDecimal(x);
        BigDecimal m = exponent >= 0 ? exact.divide(scale, DIGITS) : exact.multiply(scale);
        return logNearOne(m).add(LN2.multiply(new BigDecimal(exponent)), DIGITS);
    }

    /** For x from 1 to 2, by 2 atanh((x - 1) / (x + 1)). */
    private static BigDecimal logNearOne(BigDecimal x) {
        BigDecimal s = x.subtract(ONE).divide(x.add(ONE), DIGITS);
        BigDecimal square = s.multiply(s, DIGITS);
        BigDecimal power = s;
        BigDecimal sum = BigDecimal.ZERO;
        for (int i = 1; power.signum() != 0
                && power.scale() - power.precision() < 95 + s.scale() - s.precision(); i += 2) {
            sum = sum.add(power.divide(new BigDecimal(i), DIGITS), DIGITS);
            power = power.multiply(square, DIGITS);
        }
        return sum.multiply(TWO);
    }

    static BigDecimal log10(double x) {
        return log(x).divide(log(10), DIGITS);
    }

    static BigDecimal pow(double x, double y) {
        return exp(log(x).multiply(new BigDecimal(y), DIGITS));
    }

    static BigDecimal sinh(double x) {
        BigDecimal e = exp(new BigDecimal(x));
        return e.subtract(ONE.divide(e, DIGITS), DIGITS).divide(TWO, DIGITS);
    }

    static BigDecimal cosh(double x) {
        BigDecimal e = exp(new BigDecimal(x));
        return e.add(ONE.divide(e, DIGITS), DIGITS).divide(TWO, DIGITS);
    }

    static BigDecimal tanh(double x) {
        return sinh(x).divide(cosh(x), DIGITS);
    }

    static BigDecimal erf(double x) {
        BigDecimal exact = new BigDecimal(x);
        BigDecimal square = exact.multiply(exact, DIGITS);
        BigDecimal power = exact;
        BigDecimal sum = BigDecimal.ZERO;
        for (int i = 0; power.signum() != 0 && power.scale() - power.precision() < 95 + 30; i++) {
            sum = sum.add(power.divide(new BigDecimal(2 * i + 1), DIGITS), DIGITS);
            power = power.multiply(square, DIGITS).divide(new BigDecimal(-(i + 1)), DIGITS);
        }
        return sum.multiply(TWO).divide(pi().sqrt(DIGITS), DIGITS);
    }

    /** Machin's formula. */
    private static BigDecimal pi() {
        return arctanOfInverse(5).multiply(new BigDecimal(16))
                .subtract(arctanOfInverse(239).multiply(new BigDecimal(4)));
    }

    private static BigDecimal arctanOfInverse(int n) {
        BigDecimal power = ONE.divide(new BigDecimal(n), DIGITS);
        BigDecimal square = power.multiply(power, DIGITS).negate();
        BigDecimal sum = BigDecimal.ZERO;
        for (int i = 1; power.scale() - power.precision() < 95; i += 2) {
            sum = sum.add(power.divide(new BigDecimal(i), DIGITS), DIGITS);
            power = power.multiply(square, DIGITS);
        }
        return sum;
    }
}
