// Elementary functions of NUMBERS, as many floats as fit: the common path; lanes that need care make all go one by one.
// (exp(r) - 1 - r) / r^2, where r2 is r^2
static INLINE NUMBERS NAME(exp_tail)(NUMBERS r, NUMBERS r2) {
    NUMBERS e01 = fma(ALL(0x1.555492p-3f), r, ALL(0x1.fffffcp-2f));
    NUMBERS e23 = fma(ALL(0x1.1239e2p-7f), r, ALL(0x1.5558f2p-5f));
    return fma(r2, fma(r2, ALL(0x1.6a242cp-10f), e23), e01);
}

static INLINE NUMBERS NAME(exp_near_zero)(NUMBERS r) {
    NUMBERS r2 = r * r;
    return fma(r2, NAME(exp_tail)(r, r2), r);
}

// x - n ln 2
static INLINE NUMBERS NAME(remainder)(NUMBERS x, NUMBERS k) {
    NUMBERS n = k - SHIFT_F;
    return fma(n, ALL(-LN2_LOW_F), fma(n, ALL(-LN2_HIGH_F), x));
}

// 2^n of k = n + SHIFT
static INLINE NUMBERS NAME(power_of_two)(NUMBERS k) {
    return AS_NUMBERS((AS_BITS(k) << 23) + ONE_F);
}

static INLINE NUMBERS NAME(exp)(NUMBERS x) {
    if (ANY(fabs(x) > 87.0f)) {
        return EACH(exp_f, x);
    }
    NUMBERS k = fma(x, ALL(LOG2_E_F), ALL(SHIFT_F));
    return (NAME(exp_near_zero)(NAME(remainder)(x, k)) + 1.0f) * NAME(power_of_two)(k);
}

static INLINE NUMBERS NAME(tanh)(NUMBERS x) {
    NUMBERS size = fabs(x);
    NUMBERS twice = CHOOSE(size > 10.0f, ALL(20.0f), 2.0f * size);
    NUMBERS k = fma(twice, ALL(LOG2_E_F), ALL(SHIFT_F));
    NUMBERS n = k - SHIFT_F;
    NUMBERS coarse = fma(n, ALL(-LN2_HIGH_F), twice);
    NUMBERS r = fma(n, ALL(-LN2_LOW_F), coarse);
    NUMBERS r_low = fma(n, ALL(-LN2_LOW_F), coarse - r);
    NUMBERS square = r * r;
    NUMBERS tail = NAME(exp_tail)(r, square);
    NUMBERS p = fma(square, tail, r);
    NUMBERS p_low = fma(square, tail, r - p) + r_low;
    NUMBERS scale = NAME(power_of_two)(k);
    NUMBERS less = scale - 1.0f;
    NUMBERS t = fma(scale, p, less);
    NUMBERS t_low = fma(scale, p_low, fma(scale, p, less - t));
    NUMBERS d = t + 2.0f;
    NUMBERS d_low = t - (d - 2.0f) + t_low;
    NUMBERS inverse = 1.0f / d;
    NUMBERS q = t * inverse;
    NUMBERS rest = fma(-q, d, t) + fma(-q, d_low, t_low);
    return copysign(fma(rest, inverse, q), x);
}

static INLINE NUMBERS NAME(log)(NUMBERS x) {
    if (ANY(!(x >= MIN_NORMAL_F & x < INFINITY))) {
        return EACH(log_f, x);
    }
    BITS bits = AS_BITS(x);
    BITS biased = (bits + (ONE_F - SQRT_HALF_F)) >> 23;
    NUMBERS exponent = AS_NUMBERS(biased | TWO_POW_23_F) - (0x1p23f + 127.0f);
    NUMBERS f = AS_NUMBERS(bits - (biased << 23) + ONE_F) - 1.0f;
    NUMBERS s = f / (2.0f + f);
    NUMBERS z = s * s;
    NUMBERS r = z * fma(z, fma(z, ALL(0x1.31e194p-2f), ALL(0x1.995ecap-2f)), ALL(0x1.55557ap-1f));
    NUMBERS h = 0.5f * f * f;
    NUMBERS small = fma(s, h + r, exponent * LN2_LOW_F);
    return fma(exponent, ALL(LN2_HIGH_F), f - (h - small));
}

static NUMBERS NAME(pow)(NUMBERS x, NUMBERS y) {
    if (ANY(!(x >= MIN_NORMAL_F & x < INFINITY))) {
        return EACH2(pow_f, x, y);
    }
    BITS bits = AS_BITS(x);
    BITS biased = (bits + (ONE_F - SQRT_HALF_F)) >> 23;
    NUMBERS exponent = AS_NUMBERS(biased | TWO_POW_23_F) - (0x1p23f + 127.0f);
    NUMBERS f = AS_NUMBERS(bits - (biased << 23) + ONE_F) - 1.0f;
    NUMBERS d = 2.0f + f;
    NUMBERS d_low = f - (d - 2.0f);
    NUMBERS inverse = 1.0f / d;
    NUMBERS s = f * inverse;
    NUMBERS s_low = fma(-s, d_low, fma(-s, d, f)) * inverse;
    NUMBERS z = s * s;
    NUMBERS z_low = fma(2.0f * s, s_low, fma(s, s, -z));
    NUMBERS z2 = z * z;
    NUMBERS t01 = fma(ALL(0x1.249374p-2f), z, ALL(0x1.999998p-2f));
    NUMBERS t23 = fma(ALL(0x1.8eb246p-3f), z, ALL(0x1.c65976p-3f));
    NUMBERS tail = z * fma(z2, t23, t01);
    NUMBERS c = 0x1.555556p-1f + tail;
    NUMBERS c_low = 0x1.555556p-1f - c + tail + -0x1.555556p-26f;
    NUMBERS w = z * c;
    NUMBERS w_low = fma(z, c_low, fma(z_low, c, fma(z, c, -w)));
    NUMBERS v = s * w;
    NUMBERS v_low = fma(s, w_low, fma(s_low, w, fma(s, w, -v)));
    NUMBERS twice = 2.0f * s;
    NUMBERS l = twice + v;
    NUMBERS l_low = twice - l + v + fma(ALL(2.0f), s_low, v_low);
    NUMBERS octaves = exponent * LN2_HIGH_F;
    NUMBERS sum = octaves + l;
    NUMBERS sum_low = octaves - sum + l + fma(exponent, ALL(LN2_LOW_F), l_low);
    NUMBERS logarithm = sum + sum_low;
    NUMBERS logarithm_low = sum - logarithm + sum_low;
    NUMBERS product = y * logarithm;
    NUMBERS product_low = fma(y, logarithm_low, fma(y, logarithm, -product));
    if (ANY(!(fabs(product) <= 87.0f))) {
        return EACH2(pow_f, x, y);
    }
    NUMBERS k = fma(product, ALL(LOG2_E_F), ALL(SHIFT_F));
    return (NAME(exp_near_zero)(NAME(remainder)(product, k) + product_low) + 1.0f) * NAME(power_of_two)(k);
}
