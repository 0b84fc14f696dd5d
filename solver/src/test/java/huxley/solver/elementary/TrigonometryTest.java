package huxley.solver.elementary;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import huxley.solver.program.Op;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.SplittableRandom;
import java.util.function.DoubleFunction;
import java.util.function.DoubleSupplier;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

class TrigonometryTest {
    private static final int TRIALS = 250;
    /** The double that is nearest to a multiple of pi/2, of all doubles. */
    private static final double NEAREST_TO_QUADRANT = 0x1.6ac5b262ca1ffp849;
    private static final double INFINITY = Double.POSITIVE_INFINITY;
    private static final double[] SPECIALS = {0.0, -0.0, 1, -1, 0.5, -0.5, 2, -3, INFINITY, -INFINITY, Double.NaN,
            Double.MIN_VALUE, -Double.MIN_VALUE, 3e-310, Double.MIN_NORMAL, 1e-17, -1e-9, 0x1p26, 0x1.0000000000001p26,
            -0x1.fffffffffffffp26, Math.PI, Math.PI / 2, -Math.PI / 4, 3 * Math.PI / 4, Math.nextUp(1.0),
            Math.nextDown(1.0), -Math.nextDown(1.0), 1e22, -1e300, NEAREST_TO_QUADRANT, Double.MAX_VALUE,
            -Double.MAX_VALUE};
    private final SplittableRandom random = new SplittableRandom(20261123);

    @Test
    void circularFunctionsAreWithinTheirBoundsOfExactArithmetic() {
        circular(() -> between(-4, 4));
        circular(() -> between(-1e5, 1e5));
        circular(() -> between(-0x1p27, 0x1p27));
        circular(this::any);
    }

    @Test
    void circularFunctionsAreWithinTheirBoundsNextToMultiplesOfAQuadrant() {
        circular(() -> random.nextInt(1, 1000) * (Math.PI / 2));
        circular(() -> random.nextInt() * (Math.PI / 2));
        circular(() -> random.nextBoolean() ? NEAREST_TO_QUADRANT : -NEAREST_TO_QUADRANT);
    }

    private void circular(DoubleSupplier arguments) {
        within(0.75, Trigonometry::sin, Exact::sin, arguments);
        within(0.75, Trigonometry::cos, Exact::cos, arguments);
        within(0.8, Trigonometry::tan, Exact::tan, arguments);
    }

    @Test
    void inverseFunctionsAreWithinTheirBoundsOfExactArithmetic() {
        for (DoubleSupplier arguments : new DoubleSupplier[] {() -> between(-1, 1),
                () -> 1 - Math.scalb(random.nextDouble(), -random.nextInt(50)),
                () -> Math.scalb(random.nextDouble(), -random.nextInt(1000)) - 1}) {
            within(0.65, Trigonometry::asin, Exact::asin, arguments);
            within(0.65, Trigonometry::acos, Exact::acos, arguments);
        }
        within(0.65, Trigonometry::asin, Exact::asin, () -> Math.scalb(between(-1, 1), -random.nextInt(1070)));
        within(0.65, Trigonometry::atan, x -> Exact.atan2(x, 1), () -> between(-5, 5));
        within(0.65, Trigonometry::atan, x -> Exact.atan2(x, 1), this::any);
    }

    @Test
    void theAngleOfAPointIsWithinItsBoundOfExactArithmetic() {
        for (int i = 0; i < 3 * TRIALS; i++) {
            double y = i % 3 == 0 ? any() : between(-2, 2);
            double x = i % 3 == 0
                    ? any()
                    : i % 3 == 1 ? between(-2, 2) : y * Math.scalb(between(-1, 1), random.nextInt(9));
            double error = error(Trigonometry.atan2(y, x), Exact.atan2(y, x));
            assertTrue(error <= 0.65, "atan2(" + y + ", " + x + ") errs by " + error);
        }
    }

    @Test
    void everyArgumentGivesWhatStrictMathGivesButForRounding() {
        for (double x : SPECIALS) {
            nearStrictMath(x);
        }
        for (int i = 0; i < 100_000; i++) {
            nearStrictMath(i % 2 == 0 ? any() : between(-10, 10));
        }
    }

    private static void nearStrictMath(double x) {
        near(StrictMath::sin, Trigonometry::sin, "sin", x);
        near(StrictMath::cos, Trigonometry::cos, "cos", x);
        near(StrictMath::tan, Trigonometry::tan, "tan", x);
        near(StrictMath::asin, Trigonometry::asin, "asin", x);
        near(StrictMath::acos, Trigonometry::acos, "acos", x);
        near(StrictMath::atan, Trigonometry::atan, "atan", x);
    }

    @Test
    void specialPointsHaveTheAnglesOfStrictMath() {
        for (double y : SPECIALS) {
            for (double x : SPECIALS) {
                assertClose(StrictMath.atan2(y, x), Trigonometry.atan2(y, x), "atan2 " + y + " " + x);
            }
        }
    }

    @Test
    void operationsAreTheseFunctions() {
        assertEquals(Trigonometry.sin(3), Elementary.apply(Op.SIN, 3, 0, 0));
        assertEquals(Trigonometry.atan2(3, -2), Elementary.apply(Op.ATAN2, 3, -2, 0));
        assertEquals((float) Trigonometry.tan(3), ElementarySingle.apply(Op.TAN, 3, 0, 0));
    }

    private void within(double bound, DoubleUnaryOperator function, DoubleFunction<BigDecimal> exact,
            DoubleSupplier arguments) {
        for (int i = 0; i < TRIALS; i++) {
            double x = arguments.getAsDouble();
            double error = error(function.applyAsDouble(x), exact.apply(x));
            assertTrue(error <= bound, x + " errs by " + error);
        }
    }

    /** In units in the last place of the exact value. */
    private static double error(double value, BigDecimal exact) {
        BigDecimal difference = new BigDecimal(value).subtract(exact).abs();
        return difference.divide(new BigDecimal(Math.ulp(exact.doubleValue())), MathContext.DECIMAL64).doubleValue();
    }

    private static void near(DoubleUnaryOperator expected, DoubleUnaryOperator actual, String name, double x) {
        assertClose(expected.applyAsDouble(x), actual.applyAsDouble(x), name + " " + x);
    }

    private static void assertClose(double expected, double actual, String what) {
        if (Double.isNaN(expected) || Double.isInfinite(expected) || expected == 0) {
            assertEquals(expected, actual, what);
        } else {
            assertEquals(expected, actual, 2 * Math.ulp(expected), what);
        }
    }

    private double between(double low, double high) {
        return low + (high - low) * random.nextDouble();
    }

    /** Any finite number. */
    private double any() {
        double x = Double.longBitsToDouble(random.nextLong());
        return Double.isFinite(x) ? x : any();
    }
}
