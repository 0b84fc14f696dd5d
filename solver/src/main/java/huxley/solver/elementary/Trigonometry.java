package huxley.solver.elementary;

import static java.lang.Double.doubleToRawLongBits;
import static java.lang.Math.abs;
import static java.lang.Math.copySign;
import static java.lang.Math.fma;

/**
 * Circular functions and their inverses in double precision, by the rules of {@link Elementary}: a fixed sequence of
 * operations, each rounded once.
 *
 * <p>Largest errors over the whole range, measured against 90-digit arithmetic (units in the last place of the result):
 * sin 0.75, cos 0.75, tan 0.8; asin, acos, atan and atan2 0.65. Special values are those of C99 annex F.
 *
 * <p>Theory. An angle x is n pi/2 + r, where r is carried in two parts and |r| is at most pi/4. Up to 2^26, n pi/2 is
 * subtracted in three parts; the first subtraction is exact. Beyond, n and r come from the product of the significand
 * with the 192 bits of 2/pi that matter, modulo 4 (M. Payne and R. Hanek, SIGNUM Newsletter 18, 19 (1983)). The inverse
 * functions are all the angle of a point (x, y): it is k pi/4 plus the arc tangent of a ratio below tan(pi/8). Minimax
 * polynomials, Remez exchange in 60 digits: relative error of the function below 2^-58.
 */
public final class Trigonometry {
    /** (sin(r) / r - 1) / r^2 as a polynomial in r^2, for |r| <= pi/4. */
    private static final double[] SINE = {-0x1.5555555555549p-3, 0x1.111111110f879p-7, -0x1.a01a019c1160ap-13,
            0x1.71de357780d82p-19, -0x1.ae5e660df1e4fp-26, 0x1.5d92f37a6a44ap-33};
    /** (cos(r) - 1 + r^2 / 2) / r^4 as a polynomial in r^2, for |r| <= pi/4. */
    private static final double[] COSINE = {0x1.555555555554bp-5, -0x1.6c16c16c14f8bp-10, 0x1.a01a019c83908p-16,
            -0x1.27e4f7ea23f0bp-22, 0x1.1ee9d73b497d2p-29, -0x1.8fa455f491fbap-37};
    /** (atan(t) / t - 1) / t^2 as a polynomial in t^2, for |t| <= tan(pi/8). */
    private static final double[] ARC = {-0x1.555555555553dp-2, 0x1.99999999958e9p-3, -0x1.24924922b1172p-3,
            0x1.c71c70e79f1e8p-4, -0x1.745cf90ac6d02p-4, 0x1.3b111c5eda861p-4, -0x1.10ebdd5cd5d8fp-4,
            0x1.df1163a46f73fp-5, -0x1.9cdc14bbd362cp-5, 0x1.37ed101e65bd5p-5, -0x1.259cdb3922002p-6};

    private static final double TWO_OVER_PI = 0x1.45f306dc9c883p-1;
    /** pi/2 in three parts of 53 bits. */
    private static final double HALF_PI = 0x1.921fb54442d18p+0;
    private static final double HALF_PI_LOW = 0x1.1a62633145c07p-54;
    private static final double HALF_PI_LOWEST = -0x1.f1976b7ed8fbcp-110;
    private static final double QUARTER_PI = 0x1.921fb54442d18p-1;
    private static final double QUARTER_PI_LOW = 0x1.1a62633145c07p-55;
    private static final double TAN_PI_OVER_8 = 0x1.a827999fcef32p-2;

    private static final double LARGEST_BY_SUBTRACTION = 0x1p26;
    /** From here on the arc tangent rounds to pi/2. */
    private static final double NEARLY_VERTICAL = 0x1p70;

    /** The bits of 2/pi behind the point, after 64 zeros. */
    private static final long[] TWO_OVER_PI_BITS = {0,
            0xA2F9836E4E441529L, 0xFC2757D1F534DDC0L, 0xDB6295993C439041L, 0xFE5163ABDEBBC561L,
            0xB7246E3A424DD2E0L, 0x06492EEA09D1921CL, 0xFE1DEB1CB129A73EL, 0xE88235F52EBB4484L,
            0xE99C7026B45F7E41L, 0x3991D639835339F4L, 0x9C845F8BBDF9283BL, 0x1FF897FFDE05980FL,
            0xEF2F118B5A0A6D1FL, 0x6D367ECF27CB09B7L, 0x4F463F669E5FEA2DL, 0x7527BAC7EBE5F17BL,
            0x3D0739F78A5292EAL, 0x6BFB5FB11F8D5D08L, 0x56033046FC7B6BABL};

    private Trigonometry() {
    }

    /** Sine. */
    public static double sin(double x) {
        return x == 0 ? x : sinAhead(x, 0);
    }

    /** Cosine. */
    public static double cos(double x) {
        return sinAhead(x, 1);
    }

    /** Tangent. */
    public static double tan(double x) {
        return x == 0 ? x : isFar(x) ? Angle.far(x).tan() : Angle.near(x).tan();
    }

    private static double sinAhead(double x, int quadrants) {
        return isFar(x) ? Angle.far(x).sin(quadrants) : Angle.near(x).sin(quadrants);
    }

    private static boolean isFar(double x) {
        return abs(x) > LARGEST_BY_SUBTRACTION && abs(x) < Double.POSITIVE_INFINITY;
    }

    /** Arc sine. */
    public static double asin(double x) {
        double a = abs(x);
        double s = cathetus(a);
        return copySign(angle(a, 0, s, cathetusLow(a, s), false), x);
    }

    /** Arc cosine. */
    public static double acos(double x) {
        double a = abs(x);
        double s = cathetus(a);
        return angle(s, cathetusLow(a, s), a, 0, x < 0);
    }

    /** Arc tangent. */
    public static double atan(double x) {
        double a = abs(x);
        return copySign(angle(a > NEARLY_VERTICAL ? NEARLY_VERTICAL : a, 0, 1, 0, false), x);
    }

    /** Angle of the point (x, y). */
    public static double atan2(double y, double x) {
        if (Double.isNaN(x) || Double.isNaN(y)) {
            return Double.NaN;
        }
        double height = abs(y);
        double width = abs(x);
        if (height == Double.POSITIVE_INFINITY || width == Double.POSITIVE_INFINITY) {
            height = height == Double.POSITIVE_INFINITY ? 1 : 0;
            width = width == Double.POSITIVE_INFINITY ? 1 : 0;
        } else if (height == 0 && width == 0) {
            width = 1;
        }
        double larger = height > width ? height : width;
        double scale = larger > 0x1p500 ? 0x1p-200 : larger < 0x1p-500 ? 0x1p400 : 1;
        boolean left = doubleToRawLongBits(x) < 0;
        return copySign(angle(scale * height, 0, scale * width, 0, left), y);
    }

    /** sqrt(1 - a^2), rounded. */
    private static double cathetus(double a) {
        return Math.sqrt(fma(-a, a, 1));
    }

    /** What {@link #cathetus} rounded away. */
    private static double cathetusLow(double a, double s) {
        double square = a * a;
        double u = 1 - square;
        double uLow = 1 - u - square - fma(a, a, -square);
        return s == 0 ? 0 : (fma(-s, s, u) + uLow) / (2 * s);
    }

    /** Angle of the point (x + xLow, y + yLow), where x and y are at least 0, or of its mirror image on the left. */
    private static double angle(double y, double yLow, double x, double xLow, boolean left) {
        boolean low = y <= TAN_PI_OVER_8 * x;
        boolean high = x < TAN_PI_OVER_8 * y;
        double eighths = low ? 0 : high ? 2 : 1;
        // the point turned back by so many eighths of a circle
        double difference = y - x;
        double differenceTail = difference - y;
        double differenceLow = y - (difference - differenceTail) - (x + differenceTail) + (yLow - xLow);
        double sum = y + x;
        double sumTail = sum - y;
        double sumLow = y - (sum - sumTail) + (x - sumTail) + (yLow + xLow);
        double height = low ? y : high ? -x : difference;
        double heightLow = low ? yLow : high ? -xLow : differenceLow;
        double width = low ? x : high ? y : sum;
        double widthLow = low ? xLow : high ? yLow : sumLow;
        double t = height / width;
        double tLow = (fma(-t, width, height) + (heightLow - t * widthLow)) / width;
        double z = t * t;
        double tail = fma(z * t, Elementary.horner(ARC, z), tLow * (1 - z));
        // the multiple of pi/4 plus t, or pi minus all that
        double turn = left ? 4 - eighths : eighths;
        double start = turn * QUARTER_PI;
        double startLow = fma(turn, QUARTER_PI, -start) + turn * QUARTER_PI_LOW;
        double signed = left ? -t : t;
        double whole = start + signed;
        double wholeLow = start - whole + signed;
        return whole + (wholeLow + (startLow + (left ? -tail : tail)));
    }

    /** quadrant pi/2 + r + rLow, but for whole turns. */
    private record Angle(long quadrant, double r, double rLow) {
        static Angle near(double x) {
            double k = fma(x, TWO_OVER_PI, Elementary.SHIFT);
            double n = k - Elementary.SHIFT;
            double coarse = fma(-n, HALF_PI, x);
            double product = n * HALF_PI_LOW;
            double r = coarse - product;
            double tail = r - coarse;
            double difference = coarse - (r - tail) - (product + tail);
            double rLow = difference - fma(n, HALF_PI_LOWEST, fma(n, HALF_PI_LOW, -product));
            return new Angle(doubleToRawLongBits(k), r, rLow);
        }

        /** For finite x beyond 2^26, which is significand 2^exponent. */
        static Angle far(double x) {
            int exponent = Math.getExponent(x) - 52;
            long significand = doubleToRawLongBits(x) & 0x000F_FFFF_FFFF_FFFFL | 0x0010_0000_0000_0000L;
            // bits before these give whole turns
            int from = exponent + 62;
            long bits0 = bits(from);
            long bits1 = bits(from + 64);
            long bits2 = bits(from + 128);
            long product1 = significand * bits1;
            long middle = product1 + Math.unsignedMultiplyHigh(significand, bits2);
            long carry = Long.compareUnsigned(middle, product1) < 0 ? 1 : 0;
            long high = significand * bits0 + Math.unsignedMultiplyHigh(significand, bits1) + carry;
            // the fraction of a quadrant: 62 bits of high, less than 1/2 in size, then those of middle
            long quadrant = high + 0x2000_0000_0000_0000L >>> 62;
            long fraction = high << 2 >> 2;
            double f0 = 0x1p-52 * (fraction >> 10);
            double f1 = 0x1p-105 * ((fraction & 0x3FF) << 43 | middle >>> 21);
            double f2 = 0x1p-126 * (middle & 0x1F_FFFF);
            double f = f0 + f1;
            double fLow = f0 - f + f1 + f2;
            double r = f * HALF_PI;
            double rLow = fma(f, HALF_PI, -r) + fma(f, HALF_PI_LOW, fLow * HALF_PI);
            return x < 0 ? new Angle(-quadrant, -r, -rLow) : new Angle(quadrant, r, rLow);
        }

        /** 64 bits of 2/pi. */
        private static long bits(int from) {
            int word = from >> 6;
            int shift = from & 63;
            long first = TWO_OVER_PI_BITS[word];
            return shift == 0 ? first : first << shift | TWO_OVER_PI_BITS[word + 1] >>> 64 - shift;
        }

        /** The sine of what is so many quadrants ahead. */
        double sin(int quadrants) {
            long turned = quadrant + quadrants;
            double y = (turned & 1) == 0 ? r + sineTail() : cosine() + cosineTail();
            return (turned & 2) == 0 ? y : -y;
        }

        /** Quotient of sine and cosine in two parts each. */
        double tan() {
            double sineTail = sineTail();
            double sine = r + sineTail;
            double sineLow = r - sine + sineTail;
            double cosineTail = cosineTail();
            double cosine = cosine() + cosineTail;
            double cosineLow = cosine() - cosine + cosineTail;
            boolean even = (quadrant & 1) == 0;
            double a = even ? sine : -cosine;
            double aLow = even ? sineLow : -cosineLow;
            double b = even ? cosine : sine;
            double bLow = even ? cosineLow : sineLow;
            double ratio = a / b;
            return ratio + (fma(-ratio, b, a) + (aLow - ratio * bLow)) / b;
        }

        /** sin(r + rLow) - r. */
        private double sineTail() {
            double z = r * r;
            return fma(z * r, Elementary.horner(SINE, z), rLow * fma(-0.5, z, 1));
        }

        /** 1 - r^2 / 2, rounded. */
        private double cosine() {
            return fma(-0.5, r * r, 1);
        }

        /** cos(r + rLow) without what {@link #cosine} gives. */
        private double cosineTail() {
            double z = r * r;
            double zLow = fma(r, r, -z);
            double rounded = fma(-0.5, z, 1 - cosine());
            return rounded + fma(z * z, Elementary.horner(COSINE, z), -fma(0.5, zLow, r * rLow));
        }
    }
}
