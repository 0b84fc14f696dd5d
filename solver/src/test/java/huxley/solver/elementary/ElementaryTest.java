package huxley.solver.elementary;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import huxley.solver.program.Op;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.SplittableRandom;
import java.util.function.DoubleFunction;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class ElementaryTest {
    private static final int TRIALS = 1500;
    private static final double INFINITY = Double.POSITIVE_INFINITY;
    private final SplittableRandom random = new SplittableRandom(20261122);

    @Test
    void expIsWithinItsBoundOfExactArithmetic() {
        within(1.1, Elementary::exp, x -> Exact.exp(new BigDecimal(x)), () -> between(-745, 709.78));
        within(1.1, Elementary::exp, x -> Exact.exp(new BigDecimal(x)), () -> between(-2, 2));
    }

    @Test
    void logarithmsAreWithinTheirBoundsOfExactArithmetic() {
        within(0.8, Elementary::log, Exact::log, this::anyPositive);
        within(0.8, Elementary::log, Exact::log, () -> between(0.4, 2.5));
        within(0.7, Elementary::log10, Exact::log10, this::anyPositive);
        within(0.7, Elementary::log10, Exact::log10, () -> between(0.4, 2.5));
    }

    @Test
    void powIsWithinItsBoundOfExactArithmetic() {
        for (int i = 0; i < TRIALS; i++) {
            double x = i % 2 == 0 ? anyPositive() : between(0.01, 100);
            double y = between(-1, 1) * Math.min(709.5 / Math.abs(Math.log(x)), 3000);
            double error = error(Elementary.pow(x, y), Exact.pow(x, y));
            assertTrue(error <= 1.1, "pow(" + x + ", " + y + ") errs by " + error);
        }
    }

    @Test
    void hyperbolicFunctionsAndErfAreWithinTheirBounds() {
        within(1.0, Elementary::tanh, Exact::tanh, () -> between(-20, 20) * Math.scalb(1, -random.nextInt(30)));
        within(1.1, Elementary::sinh, Exact::sinh, () -> between(-30, 30) * Math.scalb(1, -random.nextInt(30)));
        within(1.1, Elementary::cosh, Exact::cosh, () -> between(-30, 30) * Math.scalb(1, -random.nextInt(8)));
        within(1.1, Elementary::sinh, Exact::sinh, () -> between(-710.47, 710.47));
        within(1.1, Elementary::cosh, Exact::cosh, () -> between(-710.47, 710.47));
        within(1.2, Elementary::erf, Exact::erf, () -> between(-6, 6) * Math.scalb(1, -random.nextInt(10)));
    }

    @Test
    void specialValuesAreThoseOfStrictMath() {
        double[] specials = {0.0, -0.0, 1, -1, 2, -2, 0.5, -3, INFINITY, -INFINITY, Double.NaN, 709.78, 709.79, 710.4,
                711,
                -708.4, -745.13, -745.14, -1000, 1000, Double.MIN_VALUE, 3e-310, Double.MAX_VALUE, -Double.MAX_VALUE};
        for (double x : specials) {
            assertClose(StrictMath.exp(x), Elementary.exp(x), "exp " + x);
            assertClose(StrictMath.log(x), Elementary.log(x), "log " + x);
            assertClose(StrictMath.log10(x), Elementary.log10(x), "log10 " + x);
            assertClose(StrictMath.tanh(x), Elementary.tanh(x), "tanh " + x);
            assertClose(StrictMath.sinh(x), Elementary.sinh(x), "sinh " + x);
            assertClose(StrictMath.cosh(x), Elementary.cosh(x), "cosh " + x);
            for (double y : specials) {
                boolean oneInC = x == 1 || x == -1 && Double.isInfinite(y);
                assertClose(oneInC ? 1 : StrictMath.pow(x, y), Elementary.pow(x, y), "pow " + x + " " + y);
            }
        }
        assertEquals(1.0, Elementary.erf(INFINITY));
        assertEquals(-1.0, Elementary.erf(-INFINITY));
        assertTrue(Double.isNaN(Elementary.erf(Double.NaN)));
        assertEquals(Double.doubleToRawLongBits(-0.0), Double.doubleToRawLongBits(Elementary.erf(-0.0)));
    }

    @Test
    void singlePrecisionIsWithinItsBoundsOfDouble() {
        for (int i = 0; i < 300_000; i++) {
            float x = Float.intBitsToFloat(random.nextInt());
            near(1.1, Elementary.exp(x), ElementarySingle.exp(x), "exp " + x);
            near(0.9, Elementary.log(x), ElementarySingle.log(x), "log " + x);
            near(1.0, Elementary.tanh(x), ElementarySingle.tanh(x), "tanh " + x);
            float y = (float) between(-5, 5);
            near(1.2, Elementary.pow(x, y), ElementarySingle.pow(x, y), "pow " + x + " " + y);
        }
    }

    /** Not farther apart than so many units in the last place of single precision. */
    private static void near(double bound, double expected, float actual, String what) {
        float rounded = (float) expected;
        if (Float.isFinite(rounded) && Float.isFinite(actual)) {
            assertEquals(expected, actual, bound * Math.ulp(rounded), what);
        } else {
            assertEquals(rounded, actual, what);
        }
    }

    @Test
    void powersOfTenHaveWholeDecimalLogarithms() {
        for (int n = -307; n <= 308; n++) {
            assertEquals(n, Elementary.log10(Double.parseDouble("1e" + n)));
        }
    }

    @Test
    void minAndMaxTakeTheSecondOperandWhenAnOperandIsNaN() {
        assertEquals(1.0, Elementary.apply(Op.MIN, Double.NaN, 1, 0));
        assertTrue(Double.isNaN(Elementary.apply(Op.MAX, 1, Double.NaN, 0)));
    }

    private void within(double bound, DoubleUnaryOperator function, DoubleFunction<BigDecimal> exact,
            Supplier<Double> arguments) {
        for (int i = 0; i < TRIALS; i++) {
            double x = arguments.get();
            double error = error(function.applyAsDouble(x), exact.apply(x));
            assertTrue(error <= bound, x + " errs by " + error);
        }
    }

    /** In units in the last place of the exact value. */
    private static double error(double value, BigDecimal exact) {
        BigDecimal difference = new BigDecimal(value).subtract(exact).abs();
        return difference.divide(new BigDecimal(Math.ulp(exact.doubleValue())), MathContext.DECIMAL64).doubleValue();
    }

    private static void assertClose(double expected, double actual, String what) {
        if (Double.isNaN(expected) || Double.isInfinite(expected) || expected == 0) {
            assertEquals(expected, actual, what);
        } else {
            assertEquals(expected, actual, 3 * Math.ulp(expected), what);
        }
    }

    private double between(double low, double high) {
        return low + (high - low) * random.nextDouble();
    }

    private double anyPositive() {
        return Double.longBitsToDouble(random.nextLong(1, Double.doubleToRawLongBits(Double.MAX_VALUE)));
    }
}
