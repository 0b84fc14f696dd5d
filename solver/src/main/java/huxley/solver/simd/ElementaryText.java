package huxley.solver.simd;

import static huxley.solver.simd.VectorText.fma;

import huxley.solver.elementary.Elementary;

/**
 * {@link Elementary} as vector code, written where it is used (a call would put its vectors on the heap): the same
 * operations in the same order. Each method writes lines and returns the expression of its result; {@code id} keeps the
 * names of different uses apart.
 */
final class ElementaryText {
    private static final long ONE = Double.doubleToRawLongBits(1);
    private static final long SQRT_HALF = Double.doubleToRawLongBits(Math.sqrt(0.5));
    private static final long TWO_POW_52 = Double.doubleToRawLongBits(0x1p52);

    private final VectorText out;

    ElementaryText(VectorText out) {
        this.out = out;
    }

    private String constant(double value) {
        return out.broadcast(value);
    }

    private String let(String name, String expression) {
        out.line("DoubleVector " + name + " = " + expression + ";");
        return name;
    }

    private String letLong(String name, String expression) {
        out.line("LongVector " + name + " = " + expression + ";");
        return name;
    }

    /** a where it compares with b, else c. */
    private static String where(String a, String comparison, String b, String then, String otherwise) {
        return otherwise + ".blend(" + then + ", " + a + ".compare(" + comparison + ", " + b + "))";
    }

    String floor(int id, String x) {
        return rounded(id, x, "GT", "sub");
    }

    String ceil(int id, String x) {
        return rounded(id, x, "LT", "add");
    }

    /** Rounds by adding 2^52, then steps back by one where that went the wrong way; keeps the sign of zero. */
    private String rounded(int id, String x, String wrong, String step) {
        String size = let("size" + id, x + ".abs()");
        String big = constant(0x1p52);
        String sign = letLong("sign" + id, x + ".reinterpretAsLongs().and(" + out.broadcastLong(Long.MIN_VALUE) + ")");
        String near = let("near" + id, withSign(size + ".add(" + big + ").sub(" + big + ")", sign));
        String whole = let("whole" + id,
                where(near, wrong, x, near + "." + step + "(" + constant(1) + ")", near));
        String signed = let("signed" + id, withSign(whole + ".abs()", sign));
        return x + ".blend(" + signed + ", " + size + ".compare(LT, " + big + "))";
    }

    private static String withSign(String size, String sign) {
        return size + ".reinterpretAsLongs().or(" + sign + ").reinterpretAsDoubles()";
    }

    String exp(int id, String x) {
        String above = constant(Elementary.EXP_ABOVE);
        String below = constant(Elementary.EXP_BELOW);
        String high = let("high" + id, where(x, "GT", above, above, x));
        String c = let("arg" + id, where(high, "LT", below, below, high));
        String k = let("k" + id, fma(c, constant(Elementary.LOG2_E), constant(Elementary.SHIFT)));
        String r = remainder(id, c, k);
        String p = let("e" + id, expNearZero(id, r) + ".add(" + constant(1) + ")");
        String bits = letLong("bits" + id, k + ".reinterpretAsLongs()");
        String half = letLong("half" + id, bits + ".lanewise(LSHR, 1)");
        return p + ".mul(" + powerOfTwo(half) + ").mul(" + powerOfTwo(bits + ".sub(" + half + ")") + ")";
    }

    /** x - n ln 2. */
    private String remainder(int id, String x, String k) {
        String n = let("n" + id, k + ".sub(" + constant(Elementary.SHIFT) + ")");
        String coarse = let("coarse" + id, fma(n, constant(-Elementary.LN2_HIGH), x));
        return let("r" + id, fma(n, constant(-Elementary.LN2_LOW), coarse));
    }

    /** exp(r) - 1. */
    private String expNearZero(int id, String r) {
        String r2 = let("r2_" + id, r + ".mul(" + r + ")");
        String r4 = let("r4_" + id, r2 + ".mul(" + r2 + ")");
        String e01 = let("e01_" + id, fma(constant(Elementary.E1), r, constant(Elementary.E0)));
        String e23 = let("e23_" + id, fma(constant(Elementary.E3), r, constant(Elementary.E2)));
        String e45 = let("e45_" + id, fma(constant(Elementary.E5), r, constant(Elementary.E4)));
        String e67 = let("e67_" + id, fma(constant(Elementary.E7), r, constant(Elementary.E6)));
        String e89 = let("e89_" + id, fma(constant(Elementary.E9), r, constant(Elementary.E8)));
        String high = let("e4_" + id, fma(r4, e89, fma(r2, e67, e45)));
        String tail = let("tail" + id, fma(r4, high, fma(r2, e23, e01)));
        return fma(r2, tail, r);
    }

    /** 2^n, n being the low bits. */
    private String powerOfTwo(String n) {
        return n + ".lanewise(LSHL, 52).add(" + out.broadcastLong(ONE) + ").reinterpretAsDoubles()";
    }

    String tanh(int id, String x) {
        String size = let("size" + id, x + ".abs()");
        String twice = let("twice" + id,
                where(size, "GT", constant(22), constant(44), constant(2) + ".mul(" + size + ")"));
        String k = let("k" + id, fma(twice, constant(Elementary.LOG2_E), constant(Elementary.SHIFT)));
        String r = remainder(id, twice, k);
        String p = let("e" + id, expNearZero(id, r));
        String scale = let("scale" + id, powerOfTwo(k + ".reinterpretAsLongs()"));
        String t = let("t" + id, fma(scale, p, scale + ".sub(" + constant(1) + ")"));
        String y = let("y" + id, t + ".div(" + t + ".add(" + constant(2) + "))");
        String sign = letLong("sign" + id, x + ".reinterpretAsLongs().and(" + out.broadcastLong(Long.MIN_VALUE) + ")");
        return withSign(y + ".abs()", sign);
    }

    String log(int id, String x) {
        out.line("VectorMask<Double> tiny" + id + " = " + x + ".compare(LT, " + constant(Double.MIN_NORMAL) + ");");
        String normal = let("normal" + id, x + ".blend(" + x + ".mul(" + constant(0x1p54) + "), tiny" + id + ")");
        String bits = letLong("bits" + id, normal + ".reinterpretAsLongs()");
        String biased = letLong("biased" + id,
                bits + ".add(" + out.broadcastLong(ONE - SQRT_HALF) + ").lanewise(LSHR, 52)");
        String shifted = let("shifted" + id,
                biased + ".or(" + out.broadcastLong(TWO_POW_52) + ").reinterpretAsDoubles()");
        String exponent = let("exponent" + id, shifted + ".sub(" + constant(0x1p52 + 1023) + ".blend("
                + constant(0x1p52 + 1023 + 54) + ", tiny" + id + "))");
        String f = let("f" + id, bits + ".sub(" + biased + ".lanewise(LSHL, 52)).add(" + out.broadcastLong(ONE)
                + ").reinterpretAsDoubles().sub(" + constant(1) + ")");
        String s = let("s" + id, f + ".div(" + constant(2) + ".add(" + f + "))");
        String z = let("z" + id, s + ".mul(" + s + ")");
        String z2 = let("z2_" + id, z + ".mul(" + z + ")");
        String l01 = let("l01_" + id, fma(constant(Elementary.L1), z, constant(Elementary.L0)));
        String l23 = let("l23_" + id, fma(constant(Elementary.L3), z, constant(Elementary.L2)));
        String l45 = let("l45_" + id, fma(constant(Elementary.L5), z, constant(Elementary.L4)));
        String high = let("l2_" + id, fma(z2, fma(z2, constant(Elementary.L6), l45), l23));
        String tail = let("tail" + id, z + ".mul(" + fma(z2, high, l01) + ")");
        String half = let("half" + id, constant(0.5) + ".mul(" + f + ").mul(" + f + ")");
        String small = let("small" + id, fma(s, half + ".add(" + tail + ")",
                exponent + ".mul(" + constant(Elementary.LN2_LOW) + ")"));
        String y = let("y" + id, fma(exponent, constant(Elementary.LN2_HIGH), f + ".sub(" + half + ".sub(" + small + "))"));
        String infinity = constant(Double.POSITIVE_INFINITY);
        String zero = constant(0.0);
        String finite = let("finite" + id, where(x, "LT", infinity, y, x));
        String other = let("other" + id,
                where(x, "EQ", zero, constant(Double.NEGATIVE_INFINITY), constant(Double.NaN)));
        return where(x, "GT", zero, finite, other);
    }
}
