package huxley.solver.elementary;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;

/** Elementary functions to 90 digits, by series: the oracle of {@link Elementary}. */
final class Exact {
    private static final MathContext DIGITS = new MathContext(90, RoundingMode.HALF_EVEN);
    private static final BigDecimal ONE = BigDecimal.ONE;
    private static final BigDecimal TWO = BigDecimal.TWO;
    /** To so many digits that the largest double can be reduced by it. */
    private static final BigDecimal HALF_PI = pi(520).divide(TWO);
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
        return sum.multiply(TWO).divide(pi(90).sqrt(DIGITS), DIGITS);
    }

    static BigDecimal sin(double x) {
        return sinAhead(x, 0);
    }

    static BigDecimal cos(double x) {
        return sinAhead(x, 1);
    }

    static BigDecimal tan(double x) {
        return sin(x).divide(cos(x), DIGITS);
    }

    private static BigDecimal sinAhead(double x, int quadrants) {
        BigDecimal exact = new BigDecimal(x);
        BigDecimal n = exact.divide(HALF_PI, new MathContext(450)).setScale(0, RoundingMode.HALF_EVEN);
        BigDecimal r = exact.subtract(n.multiply(HALF_PI));
        int quadrant = n.toBigInteger().mod(BigInteger.valueOf(4)).intValue() + quadrants;
        BigDecimal y = powers(r.round(DIGITS), quadrant & 1);
        return (quadrant & 2) == 0 ? y : y.negate();
    }

    /** Sine (from the first power) or cosine (from the zeroth, {@code quadrants} 1) by their series. */
    private static BigDecimal powers(BigDecimal r, int quadrants) {
        BigDecimal term = quadrants == 0 ? r : ONE;
        BigDecimal square = r.multiply(r, DIGITS).negate();
        BigDecimal sum = BigDecimal.ZERO;
        for (int i = 2 - quadrants; term.signum() != 0
                && sum.add(term, DIGITS).compareTo(sum) != 0; i += 2) {
            sum = sum.add(term, DIGITS);
            term = term.multiply(square, DIGITS).divide(BigDecimal.valueOf((long) i * (i + 1)), DIGITS);
        }
        return sum;
    }

    static BigDecimal asin(double x) {
        return angle(new BigDecimal(x), cathetus(x));
    }

    static BigDecimal acos(double x) {
        return angle(cathetus(x), new BigDecimal(x));
    }

    static BigDecimal atan2(double y, double x) {
        return angle(new BigDecimal(y), new BigDecimal(x));
    }

    private static BigDecimal cathetus(double x) {
        BigDecimal exact = new BigDecimal(x);
        return ONE.subtract(exact.multiply(exact)).sqrt(DIGITS);
    }

    /** A guess plus the small angle between the point and the guess. */
    private static BigDecimal angle(BigDecimal y, BigDecimal x) {
        BigDecimal larger = y.abs().max(x.abs());
        BigDecimal height = y.divide(larger, DIGITS);
        BigDecimal width = x.divide(larger, DIGITS);
        BigDecimal guess = new BigDecimal(StrictMath.atan2(height.doubleValue(), width.doubleValue()));
        BigDecimal s = powers(guess.round(DIGITS), 0);
        BigDecimal c = powers(guess.round(DIGITS), 1);
        BigDecimal u = height.multiply(c).subtract(width.multiply(s))
                .divide(width.multiply(c).add(height.multiply(s)), DIGITS);
        BigDecimal z = u.multiply(u, DIGITS);
        BigDecimal series = ONE.subtract(z.multiply(ONE.divide(new BigDecimal(3), DIGITS)))
                .add(z.multiply(z).divide(new BigDecimal(5), DIGITS));
        return guess.add(u.multiply(series));
    }

    /** Machin's formula. */
    private static BigDecimal pi(int digits) {
        return arctanOfInverse(5, digits).multiply(new BigDecimal(16))
                .subtract(arctanOfInverse(239, digits).multiply(new BigDecimal(4)));
    }

    private static BigDecimal arctanOfInverse(int n, int digits) {
        MathContext context = new MathContext(digits);
        BigDecimal power = ONE.divide(new BigDecimal(n), context);
        BigDecimal square = ONE.divide(new BigDecimal(-n * n), context);
        BigDecimal sum = BigDecimal.ZERO;
        for (int i = 1; power.scale() - power.precision() < digits + 5; i += 2) {
            sum = sum.add(power.divide(new BigDecimal(i), context));
            power = power.multiply(square, context);
        }
        return sum;
    }
}
