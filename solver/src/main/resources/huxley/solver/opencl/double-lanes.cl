// Elementary functions of NUMBERS, as many doubles as fit: the common path; lanes that need care make all go one by one.
// (exp(r) - 1 - r) / r^2, where r2 is r^2
static INLINE NUMBERS NAME(exp_tail)(NUMBERS r, NUMBERS r2) {
    NUMBERS r4 = r2 * r2;
    NUMBERS e01 = fma(ALL(0x1.55555555554fap-3), r, ALL(0x1.000000000000ap-1));
    NUMBERS e23 = fma(ALL(0x1.1111111127be7p-7), r, ALL(0x1.555555555087cp-5));
    NUMBERS e45 = fma(ALL(0x1.a01a012a56eb1p-13), r, ALL(0x1.6c16c1842a146p-10));
    NUMBERS e67 = fma(ALL(0x1.71df2554148f9p-19), r, ALL(0x1.a0199a0c60557p-16));
    NUMBERS e89 = fma(ALL(0x1.ad7f6bf6edf36p-26), r, ALL(0x1.28ad72d2a86b9p-22));
    return fma(r4, fma(r4, e89, fma(r2, e67, e45)), fma(r2, e23, e01));
}

static INLINE NUMBERS NAME(exp_near_zero)(NUMBERS r) {
    NUMBERS r2 = r * r;
    return fma(r2, NAME(exp_tail)(r, r2), r);
}

// x - n ln 2
static INLINE NUMBERS NAME(remainder)(NUMBERS x, NUMBERS k) {
    NUMBERS n = k - SHIFT_D;
    return fma(n, ALL(-LN2_LOW_D), fma(n, ALL(-LN2_HIGH_D), x));
}

// 2^n of k = n + SHIFT
static INLINE NUMBERS NAME(power_of_two)(NUMBERS k) {
    return AS_NUMBERS((AS_BITS(k) << 52) + ONE_D);
}

static INLINE NUMBERS NAME(exp)(NUMBERS x) {
    if (ANY(fabs(x) > 700.0)) {
        return EACH(exp_d, x);
    }
    NUMBERS k = fma(x, ALL(LOG2_E_D), ALL(SHIFT_D));
    return (NAME(exp_near_zero)(NAME(remainder)(x, k)) + 1.0) * NAME(power_of_two)(k);
}

static INLINE NUMBERS NAME(tanh)(NUMBERS x) {
    NUMBERS size = fabs(x);
    NUMBERS twice = CHOOSE(size > 22.0, ALL(44.0), 2.0 * size);
    NUMBERS k = fma(twice, ALL(LOG2_E_D), ALL(SHIFT_D));
    NUMBERS n = k - SHIFT_D;
    NUMBERS coarse = fma(n, ALL(-LN2_HIGH_D), twice);
    NUMBERS r = fma(n, ALL(-LN2_LOW_D), coarse);
    NUMBERS r_low = fma(n, ALL(-LN2_LOW_D), coarse - r);
    NUMBERS square = r * r;
    NUMBERS tail = NAME(exp_tail)(r, square);
    NUMBERS p = fma(square, tail, r);
    NUMBERS p_low = fma(square, tail, r - p) + r_low;
    NUMBERS scale = NAME(power_of_two)(k);
    NUMBERS less = scale - 1.0;
    NUMBERS t = fma(scale, p, less);
    NUMBERS t_low = fma(scale, p_low, fma(scale, p, less - t));
    NUMBERS d = t + 2.0;
    NUMBERS d_low = t - (d - 2.0) + t_low;
    NUMBERS inverse = 1.0 / d;
    NUMBERS q = t * inverse;
    NUMBERS rest = fma(-q, d, t) + fma(-q, d_low, t_low);
    return copysign(fma(rest, inverse, q), x);
}

static INLINE NUMBERS NAME(log)(NUMBERS x) {
    if (ANY(!(x >= MIN_NORMAL_D & x < INFINITE_D))) {
        return EACH(log_d, x);
    }
    BITS bits = AS_BITS(x);
    BITS biased = (bits + (ONE_D - SQRT_HALF_D)) >> 52;
    NUMBERS exponent = AS_NUMBERS(biased | TWO_POW_52_D) - (0x1p52 + 1023.0);
    NUMBERS f = AS_NUMBERS(bits - (biased << 52) + ONE_D) - 1.0;
    NUMBERS s = f / (2.0 + f);
    NUMBERS z = s * s;
    NUMBERS z2 = z * z;
    NUMBERS r01 = fma(ALL(0x1.999999997fa64p-2), z, ALL(0x1.5555555555593p-1));
    NUMBERS r23 = fma(ALL(0x1.c71c51dd5de00p-3), z, ALL(0x1.2492494223db0p-2));
    NUMBERS r45 = fma(ALL(0x1.39a0b65ac3dc4p-3), z, ALL(0x1.7466487a761efp-3));
    NUMBERS r = z * fma(z2, fma(z2, fma(z2, ALL(0x1.2f1024cd2dc9ap-3), r45), r23), r01);
    NUMBERS h = 0.5 * f * f;
    NUMBERS small = fma(s, h + r, exponent * LN2_LOW_D);
    return fma(exponent, ALL(LN2_HIGH_D), f - (h - small));
}

static NUMBERS NAME(pow)(NUMBERS x, NUMBERS y) {
    if (ANY(!(x >= MIN_NORMAL_D & x < INFINITE_D))) {
        return EACH2(pow_d, x, y);
    }
    BITS bits = AS_BITS(x);
    BITS biased = (bits + (ONE_D - SQRT_HALF_D)) >> 52;
    NUMBERS exponent = AS_NUMBERS(biased | TWO_POW_52_D) - (0x1p52 + 1023.0);
    NUMBERS f = AS_NUMBERS(bits - (biased << 52) + ONE_D) - 1.0;
    NUMBERS d = 2.0 + f;
    NUMBERS d_low = f - (d - 2.0);
    NUMBERS inverse = 1.0 / d;
    NUMBERS s = f * inverse;
    NUMBERS s_low = fma(-s, d_low, fma(-s, d, f)) * inverse;
    NUMBERS z = s * s;
    NUMBERS z_low = fma(2.0 * s, s_low, fma(s, s, -z));
    NUMBERS z2 = z * z;
    NUMBERS z4 = z2 * z2;
    NUMBERS t01 = fma(ALL(0x1.2492492493050p-2), z, ALL(0x1.9999999999996p-2));
    NUMBERS t23 = fma(ALL(0x1.745d1833dd2b3p-3), z, ALL(0x1.c71c71c57d31fp-3));
    NUMBERS t45 = fma(ALL(0x1.1120c5721dc3ap-3), z, ALL(0x1.3b13624cdf37bp-3));
    NUMBERS t67 = fma(ALL(0x1.eb260c3351428p-4), z, ALL(0x1.de30ee307dc20p-4));
    NUMBERS tail = z * fma(z4, fma(z2, t67, t45), fma(z2, t23, t01));
    NUMBERS c = 0x1.5555555555555p-1 + tail;
    NUMBERS c_low = 0x1.5555555555555p-1 - c + tail + 0x1.5555555555555p-55;
    NUMBERS w = z * c;
    NUMBERS w_low = fma(z, c_low, fma(z_low, c, fma(z, c, -w)));
    NUMBERS v = s * w;
    NUMBERS v_low = fma(s, w_low, fma(s_low, w, fma(s, w, -v)));
    NUMBERS twice = 2.0 * s;
    NUMBERS l = twice + v;
    NUMBERS l_low = twice - l + v + fma(ALL(2.0), s_low, v_low);
    NUMBERS octaves = exponent * LN2_HIGH_D;
    NUMBERS sum = octaves + l;
    NUMBERS sum_low = octaves - sum + l + fma(exponent, ALL(LN2_LOW_D), l_low);
    NUMBERS logarithm = sum + sum_low;
    NUMBERS logarithm_low = sum - logarithm + sum_low;
    NUMBERS product = y * logarithm;
    NUMBERS product_low = fma(y, logarithm_low, fma(y, logarithm, -product));
    if (ANY(!(fabs(product) <= 700.0))) {
        return EACH2(pow_d, x, y);
    }
    NUMBERS k = fma(product, ALL(LOG2_E_D), ALL(SHIFT_D));
    return (NAME(exp_near_zero)(NAME(remainder)(product, k) + product_low) + 1.0) * NAME(power_of_two)(k);
}
