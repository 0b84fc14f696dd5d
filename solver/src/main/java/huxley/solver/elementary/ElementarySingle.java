package huxley.solver.elementary;

import static java.lang.Float.floatToRawIntBits;
import static java.lang.Float.intBitsToFloat;
import static java.lang.Math.abs;
import static java.lang.Math.copySign;
import static java.lang.Math.fma;

import huxley.solver.program.Op;

/**
 * Elementary functions in single precision, the definition that every backend repeats operation by operation: the methods
 * of {@link Elementary} with shorter polynomials. Largest errors over the whole range, in units in the last place of the
 * result: exp 1.1, log 0.9, tanh 1.0, pow 1.2. The others are those of {@link Elementary}, rounded (0.5).
 */
public final class ElementarySingle {
    /** Adding it rounds to an integer, which then stands in the low bits. */
    public static final float SHIFT = 0x1.8p23f;
    public static final float LOG2_E = 0x1.715476p+0f;
    public static final float LN2_HIGH = 0x1.62e4p-1f;
    public static final float LN2_LOW = 0x1.7f7d1cp-20f;

    /** Beyond these exp overflows, or rounds to 0. */
    public static final float EXP_ABOVE = 89;
    public static final float EXP_BELOW = -104;

    /** (exp(r) - 1 - r) / r^2 for |r| <= ln(2) / 2. */
    public static final float E0 = 0x1.fffffcp-2f;
    public static final float E1 = 0x1.555492p-3f;
    public static final float E2 = 0x1.5558f2p-5f;
    public static final float E3 = 0x1.1239e2p-7f;
    public static final float E4 = 0x1.6a242cp-10f;

    /** (log((1 + s) / (1 - s)) / s - 2) / s^2 as a polynomial in s^2, for |s| <= (sqrt(2) - 1) / (sqrt(2) + 1). */
    public static final float L0 = 0x1.55557ap-1f;
    public static final float L1 = 0x1.995ecap-2f;
    public static final float L2 = 0x1.31e194p-2f;

    /** 2/3 in two parts, then what follows it in the series above, divided by s^4. */
    public static final float TWO_THIRDS_HIGH = 0x1.555556p-1f;
    public static final float TWO_THIRDS_LOW = -0x1.555556p-26f;
    public static final float T0 = 0x1.999998p-2f;
    public static final float T1 = 0x1.249374p-2f;
    public static final float T2 = 0x1.c65976p-3f;
    public static final float T3 = 0x1.8eb246p-3f;

    /** From here on tanh rounds to 1. */
    public static final float TANH_ONE = 10;

    private static final int ONE = 0x3F80_0000;
    private static final int SQRT_HALF = 0x3F35_04F3;
    private static final int TWO_POW_23 = 0x4B00_0000;

    private ElementarySingle() {
    }

    /** What {@code op} gives; operands beyond its arity are ignored. */
    public static float apply(Op op, float a, float b, float c) {
        return switch (op) {
        case ADD -> a + b;
        case SUB -> a - b;
        case MUL -> a * b;
        case DIV -> a / b;
        case FMA -> fma(a, b, c);
        case EXP -> exp(a);
        case LOG -> log(a);
        case POW -> pow(a, b);
        case TANH -> tanh(a);
        // exact, or rounded once from a result that double precision rounds far more finely
        case NEG, ABS, SQRT, FLOOR, CEIL, FMOD, MIN, MAX, LT, LE, GT, GE, EQ, NE, AND, OR, NOT, SELECT, LOG10, SIN, COS,
                TAN, ASIN, ACOS, ATAN, ATAN2, SINH, COSH, ERF ->
            (float) Elementary.apply(op, a, b, c);
        };
    }

    /** e^x. */
    public static float exp(float x) {
        return expOfSum(x, 0);
    }

    /** Natural logarithm. */
    public static float log(float x) {
        float exponent = exponent(x);
        float f = significand(x) - 1;
        float s = f / (2 + f);
        float z = s * s;
        float r = z * fma(z, fma(z, L2, L1), L0);
        float half = 0.5f * f * f;
        float small = fma(s, half + r, exponent * LN2_LOW);
        float y = fma(exponent, LN2_HIGH, f - (half - small));
        float finite = x < Float.POSITIVE_INFINITY ? y : x;
        return x > 0 ? finite : x == 0 ? Float.NEGATIVE_INFINITY : Float.NaN;
    }

    /** x^y; y log x is carried in two parts. */
    public static float pow(float x, float y) {
        float size = abs(x);
        float exponent = exponent(size);
        float f = significand(size) - 1;
        // s = f / (2 + f) in two parts
        float d = 2 + f;
        float dLow = f - (d - 2);
        float inverse = 1 / d;
        float s = f * inverse;
        float sLow = fma(-s, dLow, fma(-s, d, f)) * inverse;
        float z = s * s;
        float zLow = fma(2 * s, sLow, fma(s, s, -z));
        float z2 = z * z;
        float tail = z * fma(z2, fma(T3, z, T2), fma(T1, z, T0));
        // log of the significand = 2 s + s z (2/3 + tail)
        float c = TWO_THIRDS_HIGH + tail;
        float cLow = TWO_THIRDS_HIGH - c + tail + TWO_THIRDS_LOW;
        float w = z * c;
        float wLow = fma(z, cLow, fma(zLow, c, fma(z, c, -w)));
        float v = s * w;
        float vLow = fma(s, wLow, fma(sLow, w, fma(s, w, -v)));
        float twice = 2 * s;
        float l = twice + v;
        float lLow = twice - l + v + fma(2, sLow, vLow);
        float whole = exponent * LN2_HIGH;
        float sum = whole + l;
        float sumLow = whole - sum + l + fma(exponent, LN2_LOW, lLow);
        float log = sum + sumLow;
        float logLow = sum - log + sumLow;
        boolean ordinary = size > 0 && size < Float.POSITIVE_INFINITY;
        log = ordinary ? log : size == 0 ? Float.NEGATIVE_INFINITY : size;
        logLow = ordinary ? logLow : 0;
        float product = y * log;
        float productLow = fma(y, logLow, fma(y, log, -product));
        float power = expOfSum(product, abs(product) < 1000 ? productLow : 0);
        return (float) Elementary.powerOfSpecial(x, y, power);
    }

    /** Hyperbolic tangent: t / (t + 2) with t = exp(2 |x|) - 1, all carried in two parts. */
    public static float tanh(float x) {
        float a = abs(x);
        float twice = a > TANH_ONE ? 2 * TANH_ONE : 2 * a;
        float k = fma(twice, LOG2_E, SHIFT);
        float n = k - SHIFT;
        float coarse = fma(n, -LN2_HIGH, twice);
        float r = fma(n, -LN2_LOW, coarse);
        float rLow = fma(n, -LN2_LOW, coarse - r);
        float square = r * r;
        float tail = expTail(r);
        float p = fma(square, tail, r);
        float pLow = fma(square, tail, r - p) + rLow;
        float scale = intBitsToFloat((floatToRawIntBits(k) << 23) + ONE);
        float less = scale - 1;
        float t = fma(scale, p, less);
        float tLow = fma(scale, pLow, fma(scale, p, less - t));
        float d = t + 2;
        float dLow = t - (d - 2) + tLow;
        float inverse = 1 / d;
        float q = t * inverse;
        float rest = fma(-q, d, t) + fma(-q, dLow, tLow);
        return copySign(fma(rest, inverse, q), x);
    }

    /** exp(x + low), where |low| is at most half a unit in the last place of x. */
    private static float expOfSum(float x, float low) {
        float above = x > EXP_ABOVE ? EXP_ABOVE : x;
        float c = above < EXP_BELOW ? EXP_BELOW : above;
        float k = fma(c, LOG2_E, SHIFT);
        float n = k - SHIFT;
        float r = fma(n, -LN2_LOW, fma(n, -LN2_HIGH, c)) + low;
        float p = fma(r * r, expTail(r), r) + 1;
        // 2^n in two factors, since n reaches from -150 to 128
        int bits = floatToRawIntBits(k);
        int half = bits >>> 1;
        float scale1 = intBitsToFloat((half << 23) + ONE);
        float scale2 = intBitsToFloat((bits - half << 23) + ONE);
        return p * scale1 * scale2;
    }

    /** (exp(r) - 1 - r) / r^2. */
    private static float expTail(float r) {
        float r2 = r * r;
        return fma(r2, fma(r2, E4, fma(E3, r, E2)), fma(E1, r, E0));
    }

    /** n of x = m 2^n with m from sqrt(1/2) to sqrt(2), for positive finite x. */
    private static float exponent(float x) {
        float shifted = intBitsToFloat(biasedExponent(x) | TWO_POW_23);
        return shifted - (x < Float.MIN_NORMAL ? 0x1p23f + 127 + 25 : 0x1p23f + 127);
    }

    /** m of x = m 2^n. */
    private static float significand(float x) {
        int bits = floatToRawIntBits(x < Float.MIN_NORMAL ? x * 0x1p25f : x);
        return intBitsToFloat(bits - (biasedExponent(x) << 23) + ONE);
    }

    /** n + 127 (+ 25 for subnormal x). */
    private static int biasedExponent(float x) {
        int bits = floatToRawIntBits(x < Float.MIN_NORMAL ? x * 0x1p25f : x);
        return bits + (ONE - SQRT_HALF) >>> 23;
    }
}
