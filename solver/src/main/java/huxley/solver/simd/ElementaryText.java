package huxley.solver.simd;

import static huxley.solver.simd.VectorText.fma;

import huxley.solver.elementary.Elementary;
import huxley.solver.elementary.ElementarySingle;

/**
 * {@link Elementary} and {@link ElementarySingle} as vector code, written where it is used (a call would put its vectors on the heap): the same
 * operations in the same order. Arguments outside the range that needs no special care are rare: when any lane has one,
 * all lanes go through the definition itself. So the common path has no operation for special values; it gives the
 * same bits, because what it leaves out changes nothing there (measured on Hodgkin-Huxley rates: 5.7 ns against 7.5).
 *
 * <p>Each method writes a block that assigns a vector declared before it.
 */
final class ElementaryText {
    /**
     * Constants that depend on the number format.
     *
     * @param significand bits of it that are stored
     * @param ordinaryExp up to here the power of two in exp is normal and needs one factor
     * @param whole from here on all numbers are whole; {@code wholeBits} are its bits, as those of the others
     */
    private record Format(int significand, double bias, double minNormal, double ordinaryExp, double tanhOne,
            double shift,
            double log2e, double ln2High, double ln2Low, double thirdsHigh, double thirdsLow, double whole,
            long wholeBits,
            long one, long sqrtHalf, long sign) {
        static final Format DOUBLE = new Format(52, 1023, Double.MIN_NORMAL, 700, 22, Elementary.SHIFT,
                Elementary.LOG2_E,
                Elementary.LN2_HIGH, Elementary.LN2_LOW, Elementary.TWO_THIRDS_HIGH, Elementary.TWO_THIRDS_LOW, 0x1p52,
                Double.doubleToRawLongBits(0x1p52), Double.doubleToRawLongBits(1),
                Double.doubleToRawLongBits(Math.sqrt(0.5)), Long.MIN_VALUE);
        static final Format SINGLE = new Format(23, 127, Float.MIN_NORMAL, 87, ElementarySingle.TANH_ONE,
                ElementarySingle.SHIFT, ElementarySingle.LOG2_E, ElementarySingle.LN2_HIGH, ElementarySingle.LN2_LOW,
                ElementarySingle.TWO_THIRDS_HIGH, ElementarySingle.TWO_THIRDS_LOW, 0x1p23f,
                Float.floatToRawIntBits(0x1p23f), Float.floatToRawIntBits(1),
                Float.floatToRawIntBits((float) Math.sqrt(0.5)), Integer.MIN_VALUE);
    }

    private final VectorText out;
    private final Dialect dialect;
    private final Format format;
    private final String rare;

    /** @param rare where in {@code s} there is room for the lanes of the arguments that need care */
    ElementaryText(VectorText out, Dialect dialect, String rare) {
        this.out = out;
        this.dialect = dialect;
        this.rare = rare;
        format = dialect.isSingle() ? Format.SINGLE : Format.DOUBLE;
    }

    private String constant(double value) {
        return out.broadcast(value);
    }

    private String let(String name, String expression) {
        out.line(dialect.vector() + " " + name + " = " + expression + ";");
        return name;
    }

    private String letLong(String name, String expression) {
        out.line(dialect.bits() + " " + name + " = " + expression + ";");
        return name;
    }

    /** a where it compares with b, else c. */
    private static String where(String a, String comparison, String b, String then, String otherwise) {
        return otherwise + ".blend(" + then + ", " + a + ".compare(" + comparison + ", " + b + "))";
    }

    private String withSign(String size, String sign) {
        return dialect.asNumbers(dialect.asBits(size) + ".or(" + sign + ")");
    }

    private String signOf(String x) {
        return dialect.asBits(x) + ".and(" + out.broadcastBits(format.sign) + ")";
    }

    /** Lanes one by one where {@code special} holds, else the lines that follow up to {@link #end}. */
    private void unless(String special, String function, String result, String... arguments) {
        out.line("if (" + special + ") {");
        for (int i = 0; i < arguments.length; i++) {
            out.line(
                    arguments[i] + ".intoArray(s, " + rare + (i == 0 ? "" : " + " + SweepKernel.MOST_LANES * i) + ");");
        }
        out.line(dialect.superclass() + "." + function + "OfLanes(s, " + rare + ", S.length());");
        out.line(result + " = " + dialect.vector() + ".fromArray(S, s, " + rare + ");");
        out.line("} else {");
    }

    private void end(String result, String expression) {
        out.line(result + " = " + expression + ";");
        out.line("}");
    }

    void floor(String y, String x) {
        rounded(y, x, "GT", "sub");
    }

    void ceil(String y, String x) {
        rounded(y, x, "LT", "add");
    }

    /** Rounds by adding 2^52, then steps back by one where that went the wrong way; keeps the sign of zero. */
    private void rounded(String y, String x, String wrong, String step) {
        out.line("{");
        String size = let("size", x + ".abs()");
        String big = constant(format.whole);
        String sign = letLong("sign", signOf(x));
        String near = let("near", withSign(size + ".add(" + big + ").sub(" + big + ")", sign));
        String whole = let("whole", where(near, wrong, x, near + "." + step + "(" + constant(1) + ")", near));
        String signed = let("signed", withSign(whole + ".abs()", sign));
        end(y, x + ".blend(" + signed + ", " + size + ".compare(LT, " + big + "))");
    }

    void exp(String y, String x) {
        unless(x + ".abs().compare(GT, " + constant(format.ordinaryExp) + ").anyTrue()", "exp", y, x);
        String k = let("k", fma(x, constant(format.log2e), constant(format.shift)));
        String r = remainder(x, k);
        String p = let("p", expNearZero(r) + ".add(" + constant(1) + ")");
        end(y, p + ".mul(" + powerOfTwo(k) + ")");
    }

    /** x - n ln 2. */
    private String remainder(String x, String k) {
        String whole = let("whole", k + ".sub(" + constant(format.shift) + ")");
        String coarse = let("coarse", fma(whole, constant(-format.ln2High), x));
        return let("r", fma(whole, constant(-format.ln2Low), coarse));
    }

    /** exp(r) - 1. */
    private String expNearZero(String r) {
        String r2 = let("r2", r + ".mul(" + r + ")");
        return fma(r2, expTail(r, r2), r);
    }

    /** (exp(r) - 1 - r) / r^2. */
    private String expTail(String r, String r2) {
        if (dialect.isSingle()) {
            return expTailInSingle(r, r2);
        }
        String r4 = let("r4", r2 + ".mul(" + r2 + ")");
        String e01 = let("e01", fma(constant(Elementary.E1), r, constant(Elementary.E0)));
        String e23 = let("e23", fma(constant(Elementary.E3), r, constant(Elementary.E2)));
        String e45 = let("e45", fma(constant(Elementary.E5), r, constant(Elementary.E4)));
        String e67 = let("e67", fma(constant(Elementary.E7), r, constant(Elementary.E6)));
        String e89 = let("e89", fma(constant(Elementary.E9), r, constant(Elementary.E8)));
        String e4 = let("e4", fma(r4, e89, fma(r2, e67, e45)));
        return let("tail", fma(r4, e4, fma(r2, e23, e01)));
    }

    private String expTailInSingle(String r, String r2) {
        String e01 = let("e01", fma(constant(ElementarySingle.E1), r, constant(ElementarySingle.E0)));
        String e23 = let("e23", fma(constant(ElementarySingle.E3), r, constant(ElementarySingle.E2)));
        return let("tail", fma(r2, fma(r2, constant(ElementarySingle.E4), e23), e01));
    }

    /** 2^n of k = n + SHIFT. */
    private String powerOfTwo(String k) {
        return dialect.asNumbers(dialect.asBits(k) + ".lanewise(LSHL, " + format.significand + ").add("
                + out.broadcastBits(format.one) + ")");
    }

    void tanh(String y, String x) {
        out.line("{");
        String size = let("size", x + ".abs()");
        String twice = let("twice",
                where(size, "GT", constant(format.tanhOne), constant(2 * format.tanhOne),
                        constant(2) + ".mul(" + size + ")"));
        String k = let("k", fma(twice, constant(format.log2e), constant(format.shift)));
        String whole = let("whole", k + ".sub(" + constant(format.shift) + ")");
        String coarse = let("coarse", fma(whole, constant(-format.ln2High), twice));
        String r = let("r", fma(whole, constant(-format.ln2Low), coarse));
        String rLow = let("rLow", fma(whole, constant(-format.ln2Low), coarse + ".sub(" + r + ")"));
        String r2 = let("r2", r + ".mul(" + r + ")");
        String tail = expTail(r, r2);
        String p = let("p", fma(r2, tail, r));
        String pLow = let("pLow", fma(r2, tail, r + ".sub(" + p + ")") + ".add(" + rLow + ")");
        String scale = let("scale", powerOfTwo(k));
        String less = let("less", scale + ".sub(" + constant(1) + ")");
        String t = let("t", fma(scale, p, less));
        String tLow = let("tLow", fma(scale, pLow, fma(scale, p, less + ".sub(" + t + ")")));
        String d = let("d", t + ".add(" + constant(2) + ")");
        String dLow = let("dLow", t + ".sub(" + d + ".sub(" + constant(2) + ")).add(" + tLow + ")");
        String inverse = let("inverse", constant(1) + ".div(" + d + ")");
        String q = let("q", t + ".mul(" + inverse + ")");
        String back = let("back", q + ".neg()");
        String rest = let("rest", fma(back, d, t) + ".add(" + fma(back, dLow, tLow) + ")");
        String ratio = let("ratio", fma(rest, inverse, q));
        end(y, withSign(ratio + ".abs()", signOf(x)));
    }

    private String isOrdinary(String x) {
        return x + ".compare(GE, " + constant(format.minNormal) + ").and(" + x + ".compare(LT, "
                + constant(Double.POSITIVE_INFINITY) + ")).allTrue()";
    }

    /** Declares exponent and excess, which is significand - 1, of ordinary x. */
    private void split(String x) {
        letLong("bits", dialect.asBits(x));
        letLong("biased", "bits.add(" + out.broadcastBits(format.one - format.sqrtHalf) + ").lanewise(LSHR, "
                + format.significand + ")");
        let("exponent", dialect.asNumbers("biased.or(" + out.broadcastBits(format.wholeBits) + ")") + ".sub("
                + constant(format.whole + format.bias) + ")");
        let("excess", dialect.asNumbers("bits.sub(biased.lanewise(LSHL, " + format.significand + ")).add("
                + out.broadcastBits(format.one) + ")") + ".sub(" + constant(1) + ")");
    }

    /** The series in z of a logarithm; declares what it needs. */
    private String logarithmSeries() {
        if (dialect.isSingle()) {
            let("l12", fma("z", constant(ElementarySingle.L2), constant(ElementarySingle.L1)));
            return fma("z", "l12", constant(ElementarySingle.L0));
        }
        let("z2", "z.mul(z)");
        let("l01", fma(constant(Elementary.L1), "z", constant(Elementary.L0)));
        let("l23", fma(constant(Elementary.L3), "z", constant(Elementary.L2)));
        let("l45", fma(constant(Elementary.L5), "z", constant(Elementary.L4)));
        let("l2", fma("z2", fma("z2", constant(Elementary.L6), "l45"), "l23"));
        return fma("z2", "l2", "l01");
    }

    void log(String y, String x) {
        unless("!" + isOrdinary(x), "log", y, x);
        split(x);
        let("ratio", "excess.div(" + constant(2) + ".add(excess))");
        let("z", "ratio.mul(ratio)");
        let("tail", "z.mul(" + logarithmSeries() + ")");
        let("half", constant(0.5) + ".mul(excess).mul(excess)");
        let("small", fma("ratio", "half.add(tail)", "exponent.mul(" + constant(format.ln2Low) + ")"));
        end(y, fma("exponent", constant(format.ln2High), "excess.sub(half.sub(small))"));
    }

    /** y log x is carried in two parts, as {@link Elementary#pow} explains. */
    void pow(String result, String x, String y) {
        out.line("{");
        split(x);
        logarithmInTwoParts();
        let("product", y + ".mul(log)");
        let("productLow", fma(y, "logLow", fma(y, "log", "product.neg()")));
        String ordinary = isOrdinary(x) + " && product.abs().compare(LE, " + constant(format.ordinaryExp)
                + ").allTrue()";
        unless("!(" + ordinary + ")", "pow", result, x, y);
        String k = let("k", fma("product", constant(format.log2e), constant(format.shift)));
        String r = let("rest", remainder("product", k) + ".add(productLow)");
        String p = let("p", expNearZero(r) + ".add(" + constant(1) + ")");
        end(result, p + ".mul(" + powerOfTwo(k) + ")");
        out.line("}");
    }

    /** Declares log and logLow, whose sum is the logarithm of what {@link #split} took apart. */
    private void logarithmInTwoParts() {
        let("denominator", constant(2) + ".add(excess)");
        let("denominatorLow", "excess.sub(denominator.sub(" + constant(2) + "))");
        let("inverse", constant(1) + ".div(denominator)");
        let("ratio", "excess.mul(inverse)");
        let("ratioLow", fma("ratio.neg()", "denominatorLow", fma("ratio.neg()", "denominator", "excess"))
                + ".mul(inverse)");
        let("z", "ratio.mul(ratio)");
        let("zLow", fma(constant(2) + ".mul(ratio)", "ratioLow", fma("ratio", "ratio", "z.neg()")));
        let("z2", "z.mul(z)");
        let("series", "z.mul(" + powerSeries() + ")");
        String third = constant(format.thirdsHigh);
        let("factor", third + ".add(series)");
        let("factorLow", third + ".sub(factor).add(series).add(" + constant(format.thirdsLow) + ")");
        let("w", "z.mul(factor)");
        let("wLow", fma("z", "factorLow", fma("zLow", "factor", fma("z", "factor", "w.neg()"))));
        let("cubic", "ratio.mul(w)");
        let("cubicLow", fma("ratio", "wLow", fma("ratioLow", "w", fma("ratio", "w", "cubic.neg()"))));
        let("twice", constant(2) + ".mul(ratio)");
        let("fraction", "twice.add(cubic)");
        let("fractionLow",
                "twice.sub(fraction).add(cubic).add(" + fma(constant(2), "ratioLow", "cubicLow") + ")");
        let("octaves", "exponent.mul(" + constant(format.ln2High) + ")");
        let("sum", "octaves.add(fraction)");
        let("sumLow", "octaves.sub(sum).add(fraction).add("
                + fma("exponent", constant(format.ln2Low), "fractionLow") + ")");
        let("log", "sum.add(sumLow)");
        let("logLow", "sum.sub(log).add(sumLow)");
    }

    private String powerSeries() {
        if (dialect.isSingle()) {
            let("t01", fma(constant(ElementarySingle.T1), "z", constant(ElementarySingle.T0)));
            let("t23", fma(constant(ElementarySingle.T3), "z", constant(ElementarySingle.T2)));
            return fma("z2", "t23", "t01");
        }
        let("z4", "z2.mul(z2)");
        let("t01", fma(constant(Elementary.T1), "z", constant(Elementary.T0)));
        let("t23", fma(constant(Elementary.T3), "z", constant(Elementary.T2)));
        let("t45", fma(constant(Elementary.T5), "z", constant(Elementary.T4)));
        let("t67", fma(constant(Elementary.T7), "z", constant(Elementary.T6)));
        return fma("z4", fma("z2", "t67", "t45"), fma("z2", "t23", "t01"));
    }
}
