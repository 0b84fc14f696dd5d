package huxley.solver.elementary;

import static java.lang.Double.doubleToRawLongBits;
import static java.lang.Double.longBitsToDouble;
import static java.lang.Math.abs;
import static java.lang.Math.copySign;
import static java.lang.Math.fma;

import huxley.solver.program.Op;

/**
 * Elementary functions in double precision: the definition that every backend repeats operation by operation. Nothing is
 * reordered or contracted; each {@code fma} rounds once.
 *
 * <p>Largest errors over the whole range, measured against 60-digit arithmetic (units in the last place of the result):
 * exp 1.1, log 0.8, log10 0.7, pow 1.1, tanh 1.0, sinh 1.1, cosh 1.1, erf 1.2; those of {@link Trigonometry} 0.8.
 * Special values follow C99 annex F, which NMODL inherits: {@code pow(1, NaN)} is 1.
 *
 * <p>Theory. Arguments are reduced to a short interval where a minimax polynomial (Remez exchange in 60 digits, relative
 * error below 0.04 units) is summed in Estrin's order, which shortens the chain of dependent operations. Rounding to the
 * nearest integer adds and subtracts 1.5 * 2^52. ln 2 is split so that n * LN2_HIGH is exact for every exponent n.
 * References: J.-M. Muller, Elementary Functions, 3rd ed., chapters 3, 4 and 11; T. J. Dekker, Numer. Math. 18, 224
 * (1971), for sums and products in two parts.
 */
public final class Elementary {
    /** Adding it rounds to an integer, which then stands in the low bits. */
    public static final double SHIFT = 0x1.8p52;
    public static final double LOG2_E = 0x1.71547652b82fep+0;
    public static final double LN2_HIGH = 0x1.62e42fefa3800p-1;
    public static final double LN2_LOW = 0x1.ef35793c76730p-45;
    public static final double LOG10_2_HIGH = 0x1.34413509f7000p-2;
    public static final double LOG10_2_LOW = 0x1.3fde623e2566bp-43;
    public static final double LOG10_E_HIGH = 0x1.bcb7b1526e50ep-2;
    public static final double LOG10_E_LOW = 0x1.95355baaafad3p-57;

    /** Beyond these exp overflows, or rounds to 0. */
    public static final double EXP_ABOVE = 710;
    public static final double EXP_BELOW = -746;

    /** (exp(r) - 1 - r) / r^2 for |r| <= ln(2) / 2. */
    public static final double E0 = 0x1.000000000000ap-1;
    public static final double E1 = 0x1.55555555554fap-3;
    public static final double E2 = 0x1.555555555087cp-5;
    public static final double E3 = 0x1.1111111127be7p-7;
    public static final double E4 = 0x1.6c16c1842a146p-10;
    public static final double E5 = 0x1.a01a012a56eb1p-13;
    public static final double E6 = 0x1.a0199a0c60557p-16;
    public static final double E7 = 0x1.71df2554148f9p-19;
    public static final double E8 = 0x1.28ad72d2a86b9p-22;
    public static final double E9 = 0x1.ad7f6bf6edf36p-26;

    /** (log((1 + s) / (1 - s)) / s - 2) / s^2 as a polynomial in s^2, for |s| <= (sqrt(2) - 1) / (sqrt(2) + 1). */
    public static final double L0 = 0x1.5555555555593p-1;
    public static final double L1 = 0x1.999999997fa64p-2;
    public static final double L2 = 0x1.2492494223db0p-2;
    public static final double L3 = 0x1.c71c51dd5de00p-3;
    public static final double L4 = 0x1.7466487a761efp-3;
    public static final double L5 = 0x1.39a0b65ac3dc4p-3;
    public static final double L6 = 0x1.2f1024cd2dc9ap-3;

    /** 2/3 in two parts, then what follows it in the series above, divided by s^4. */
    public static final double TWO_THIRDS_HIGH = 0x1.5555555555555p-1;
    public static final double TWO_THIRDS_LOW = 0x1.5555555555555p-55;
    public static final double T0 = 0x1.9999999999996p-2;
    public static final double T1 = 0x1.2492492493050p-2;
    public static final double T2 = 0x1.c71c71c57d31fp-3;
    public static final double T3 = 0x1.745d1833dd2b3p-3;
    public static final double T4 = 0x1.3b13624cdf37bp-3;
    public static final double T5 = 0x1.1120c5721dc3ap-3;
    public static final double T6 = 0x1.de30ee307dc20p-4;
    public static final double T7 = 0x1.eb260c3351428p-4;

    /** (sinh(x) / x - 1) / x^2 as a polynomial in x^2, for |x| <= 1. */
    private static final double[] SINH_NEAR = {0x1.5555555555556p-3, 0x1.11111111110a1p-7, 0x1.a01a01a0291fcp-13,
            0x1.71de3a45f722ep-19, 0x1.ae64676689f51p-26, 0x1.611a3a203c492p-33, 0x1.b4cf78d24ba00p-41};
    /** erf(x) / x - 1 as a polynomial in x^2, for |x| <= 1. */
    private static final double[] ERF_NEAR = {0x1.06eba8214db68p-3, -0x1.812746b0379c2p-2, 0x1.ce2f21a041017p-4,
            -0x1.b82ce31206286p-6, 0x1.565bccfa9a2c2p-8, -0x1.c02db072ea0a7p-11, 0x1.f9a2bf733e4e8p-14,
            -0x1.f4ca94915c726p-17, 0x1.b9827ae5f6748p-20, -0x1.5c16e25e14310p-23, 0x1.d78491a6c158fp-27,
            -0x1.acdffba73bf91p-31};
    /** (1 - erf(x)) exp(x^2) as a polynomial in (x - 2) / (x + 2), for 1 <= x <= 6. */
    private static final double[] ERF_FAR = {0x1.058671b52c776p-2, -0x1.b57034efd3f68p-2, 0x1.eeea7dc8a77b1p-3,
            -0x1.437f0b68c69fbp-4, 0x1.e947159572cabp-9, 0x1.ca95ed7a5fb39p-8, -0x1.bc259bc1d987bp-11,
            -0x1.016b69787c7a6p-10, 0x1.6d46a64354f04p-15, 0x1.6d9fdf8f11319p-13, 0x1.d01bb9405097ap-16,
            -0x1.c5e2630936bdbp-16, -0x1.d360d7dc33417p-17, -0x1.22870f6afe635p-20};

    /** Beyond it exp(x) / 2 overflows. */
    private static final double HALF_EXP_ABOVE = 720;
    private static final long ONE = 0x3FF0_0000_0000_0000L;
    private static final long SQRT_HALF = 0x3FE6_A09E_667F_3BCDL;
    private static final long TWO_POW_52 = 0x4330_0000_0000_0000L;

    private Elementary() {
    }

    /** What {@code op} gives; operands beyond its arity are ignored. */
    public static double apply(Op op, double a, double b, double c) {
        return switch (op) {
        case ADD -> a + b;
        case SUB -> a - b;
        case MUL -> a * b;
        case DIV -> a / b;
        case NEG -> -a;
        case FMA -> fma(a, b, c);
        case ABS -> abs(a);
        case SQRT -> Math.sqrt(a);
        case FLOOR -> Math.floor(a);
        case CEIL -> Math.ceil(a);
        case FMOD -> a % b;
        case MIN -> a < b ? a : b;
        case MAX -> a > b ? a : b;
        case LT -> a < b ? 1 : 0;
        case LE -> a <= b ? 1 : 0;
        case GT -> a > b ? 1 : 0;
        case GE -> a >= b ? 1 : 0;
        case EQ -> a == b ? 1 : 0;
        case NE -> a != b ? 1 : 0;
        case AND -> a != 0 && b != 0 ? 1 : 0;
        case OR -> a != 0 || b != 0 ? 1 : 0;
        case NOT -> a == 0 ? 1 : 0;
        case SELECT -> a != 0 ? b : c;
        case EXP -> exp(a);
        case LOG -> log(a);
        case LOG10 -> log10(a);
        case POW -> pow(a, b);
        case SIN -> Trigonometry.sin(a);
        case COS -> Trigonometry.cos(a);
        case TAN -> Trigonometry.tan(a);
        case ASIN -> Trigonometry.asin(a);
        case ACOS -> Trigonometry.acos(a);
        case ATAN -> Trigonometry.atan(a);
        case ATAN2 -> Trigonometry.atan2(a, b);
        case SINH -> sinh(a);
        case COSH -> cosh(a);
        case TANH -> tanh(a);
        case ERF -> erf(a);
        };
    }

    /** e^x. */
    public static double exp(double x) {
        return expOfSum(x, 0);
    }

    /** Natural logarithm. */
    public static double log(double x) {
        double exponent = exponent(x);
        double f = significand(x) - 1;
        double s = f / (2 + f);
        double r = logarithmSeries(s);
        double half = 0.5 * f * f;
        double small = fma(s, half + r, exponent * LN2_LOW);
        double y = fma(exponent, LN2_HIGH, f - (half - small));
        return logarithmOfSpecial(x, y);
    }

    /** What is left of log(1 + f) behind f - f^2/2, over s = f / (2 + f). */
    private static double logarithmSeries(double s) {
        double z = s * s;
        double z2 = z * z;
        double r01 = fma(L1, z, L0);
        double r23 = fma(L3, z, L2);
        double r45 = fma(L5, z, L4);
        return z * fma(z2, fma(z2, fma(z2, L6, r45), r23), r01);
    }

    /** Decimal logarithm. */
    public static double log10(double x) {
        double exponent = exponent(x);
        double f = significand(x) - 1;
        double s = f / (2 + f);
        double r = logarithmSeries(s);
        double halfF = 0.5 * f;
        double half = halfF * f;
        double halfLow = fma(halfF, f, -half);
        double high = f - half;
        double low = fma(s, half + r, f - high - half - halfLow);
        double product = high * LOG10_E_HIGH;
        double productLow = fma(high, LOG10_E_HIGH, -product) + fma(low, LOG10_E_HIGH, high * LOG10_E_LOW);
        double whole = exponent * LOG10_2_HIGH;
        double sum = whole + product;
        double sumLow = whole - sum + product;
        double y = sum + (sumLow + fma(exponent, LOG10_2_LOW, productLow));
        return logarithmOfSpecial(x, y);
    }

    /** x^y; y log x is carried in two parts. */
    public static double pow(double x, double y) {
        double size = abs(x);
        double exponent = exponent(size);
        double f = significand(size) - 1;
        // s = f / (2 + f) in two parts
        double d = 2 + f;
        double dLow = f - (d - 2);
        double inverse = 1 / d;
        double s = f * inverse;
        double sLow = fma(-s, dLow, fma(-s, d, f)) * inverse;
        double z = s * s;
        double zLow = fma(2 * s, sLow, fma(s, s, -z));
        double z2 = z * z;
        double z4 = z2 * z2;
        double t01 = fma(T1, z, T0);
        double t23 = fma(T3, z, T2);
        double t45 = fma(T5, z, T4);
        double t67 = fma(T7, z, T6);
        double tail = z * fma(z4, fma(z2, t67, t45), fma(z2, t23, t01));
        // log of the significand = 2 s + s z (2/3 + tail)
        double c = TWO_THIRDS_HIGH + tail;
        double cLow = TWO_THIRDS_HIGH - c + tail + TWO_THIRDS_LOW;
        double w = z * c;
        double wLow = fma(z, cLow, fma(zLow, c, fma(z, c, -w)));
        double v = s * w;
        double vLow = fma(s, wLow, fma(sLow, w, fma(s, w, -v)));
        double twice = 2 * s;
        double l = twice + v;
        double lLow = twice - l + v + fma(2, sLow, vLow);
        double whole = exponent * LN2_HIGH;
        double sum = whole + l;
        double sumLow = whole - sum + l + fma(exponent, LN2_LOW, lLow);
        double log = sum + sumLow;
        double logLow = sum - log + sumLow;
        boolean ordinary = size > 0 && size < Double.POSITIVE_INFINITY;
        log = ordinary ? log : size == 0 ? Double.NEGATIVE_INFINITY : size;
        logLow = ordinary ? logLow : 0;
        double product = y * log;
        double productLow = fma(y, logLow, fma(y, log, -product));
        double power = expOfSum(product, abs(product) < 1000 ? productLow : 0);
        return powerOfSpecial(x, y, power);
    }

    /** Hyperbolic sine. */
    public static double sinh(double x) {
        double a = abs(x);
        return a < 1 ? fma(x * x * x, horner(SINH_NEAR, x * x), x) : copySign(halfExps(a, -1), x);
    }

    /** Hyperbolic cosine. */
    public static double cosh(double x) {
        return halfExps(abs(x), 1);
    }

    /** (e^a + sign e^-a) / 2, for a of at least 0; e^a is carried in two parts. */
    private static double halfExps(double a, double sign) {
        double c = a > HALF_EXP_ABOVE ? HALF_EXP_ABOVE : a;
        double k = fma(c, LOG2_E, SHIFT);
        double n = k - SHIFT;
        double r = fma(n, -LN2_LOW, fma(n, -LN2_HIGH, c));
        double q = fma(r * r, expTail(r), r);
        double p = 1 + q;
        double pLow = 1 - p + q;
        // all over 2^n
        long bits = doubleToRawLongBits(k);
        double inverse = a < 22 ? sign * longBitsToDouble(ONE - (bits << 53)) / p : 0;
        double sum = p + inverse;
        double sumLow = p - sum + inverse + pLow;
        long half = bits >>> 1;
        double scale1 = longBitsToDouble((half << 52) + ONE);
        double scale2 = longBitsToDouble((bits - half << 52) + ONE);
        return 0.5 * (sum + sumLow) * scale1 * scale2;
    }

    /** Hyperbolic tangent: t / (t + 2) with t = exp(2 |x|) - 1, all carried in two parts. */
    public static double tanh(double x) {
        double a = abs(x);
        double twice = a > 22 ? 44 : 2 * a;
        double k = fma(twice, LOG2_E, SHIFT);
        double n = k - SHIFT;
        double coarse = fma(n, -LN2_HIGH, twice);
        double r = fma(n, -LN2_LOW, coarse);
        double rLow = fma(n, -LN2_LOW, coarse - r);
        double square = r * r;
        double tail = expTail(r);
        double p = fma(square, tail, r);
        double pLow = fma(square, tail, r - p) + rLow;
        double scale = longBitsToDouble((doubleToRawLongBits(k) << 52) + ONE);
        double less = scale - 1;
        double t = fma(scale, p, less);
        double tLow = fma(scale, pLow, fma(scale, p, less - t));
        double d = t + 2;
        double dLow = t - (d - 2) + tLow;
        double inverse = 1 / d;
        double q = t * inverse;
        double rest = fma(-q, d, t) + fma(-q, dLow, tLow);
        return copySign(fma(rest, inverse, q), x);
    }

    /** Error function. */
    public static double erf(double x) {
        double a = abs(x);
        if (a < 1) {
            return fma(x, horner(ERF_NEAR, x * x), x);
        }
        double b = a > 6 ? 6 : a;
        double square = b * b;
        double squareLow = fma(b, b, -square);
        double rest = expOfSum(-square, -squareLow) * horner(ERF_FAR, (b - 2) / (b + 2));
        return copySign(1 - rest, x);
    }

    /** exp(x + low), where |low| is at most half a unit in the last place of x. */
    private static double expOfSum(double x, double low) {
        double above = x > EXP_ABOVE ? EXP_ABOVE : x;
        double c = above < EXP_BELOW ? EXP_BELOW : above;
        double k = fma(c, LOG2_E, SHIFT);
        double n = k - SHIFT;
        double r = fma(n, -LN2_LOW, fma(n, -LN2_HIGH, c)) + low;
        double p = fma(r * r, expTail(r), r) + 1;
        // 2^n in two factors, since n reaches from -1076 to 1024
        long bits = doubleToRawLongBits(k);
        long half = bits >>> 1;
        double scale1 = longBitsToDouble((half << 52) + ONE);
        double scale2 = longBitsToDouble((bits - half << 52) + ONE);
        return p * scale1 * scale2;
    }

    /** (exp(r) - 1 - r) / r^2. */
    private static double expTail(double r) {
        double r2 = r * r;
        double r4 = r2 * r2;
        double e01 = fma(E1, r, E0);
        double e23 = fma(E3, r, E2);
        double e45 = fma(E5, r, E4);
        double e67 = fma(E7, r, E6);
        double e89 = fma(E9, r, E8);
        return fma(r4, fma(r4, e89, fma(r2, e67, e45)), fma(r2, e23, e01));
    }

    /** n of x = m 2^n with m from sqrt(1/2) to sqrt(2), for positive finite x. */
    private static double exponent(double x) {
        double shifted = longBitsToDouble(biasedExponent(x) | TWO_POW_52);
        return shifted - (x < Double.MIN_NORMAL ? 0x1p52 + 1023 + 54 : 0x1p52 + 1023);
    }

    /** m of x = m 2^n. */
    private static double significand(double x) {
        long bits = doubleToRawLongBits(x < Double.MIN_NORMAL ? x * 0x1p54 : x);
        return longBitsToDouble(bits - (biasedExponent(x) << 52) + ONE);
    }

    /** n + 1023 (+ 54 for subnormal x). */
    private static long biasedExponent(double x) {
        long bits = doubleToRawLongBits(x < Double.MIN_NORMAL ? x * 0x1p54 : x);
        return bits + (ONE - SQRT_HALF) >>> 52;
    }

    private static double logarithmOfSpecial(double x, double y) {
        double finite = x < Double.POSITIVE_INFINITY ? y : x;
        return x > 0 ? finite : x == 0 ? Double.NEGATIVE_INFINITY : Double.NaN;
    }

    static double powerOfSpecial(double x, double y, double power) {
        if (y == 0 || x == 1 || x == -1 && Double.isInfinite(y)) {
            return 1;
        }
        boolean negative = doubleToRawLongBits(x) < 0;
        double half = 0.5 * y;
        boolean odd = Math.floor(y) == y && Math.floor(half) != half;
        double signed = negative && odd ? -power : power;
        boolean undefined = x < 0 && x > Double.NEGATIVE_INFINITY && Math.floor(y) != y;
        return undefined || Double.isNaN(x) ? Double.NaN : signed;
    }

    static double horner(double[] coefficients, double x) {
        double sum = coefficients[coefficients.length - 1];
        for (int i = coefficients.length - 2; i >= 0; i--) {
            sum = fma(sum, x, coefficients[i]);
        }
        return sum;
    }
}
