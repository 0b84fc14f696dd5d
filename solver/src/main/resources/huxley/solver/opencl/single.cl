// Elementary functions in single precision: the operations of ElementarySingle.java. Names end in _f.
#define SHIFT_F 0x1.8p23f
#define LOG2_E_F 0x1.715476p+0f
#define LN2_HIGH_F 0x1.62e4p-1f
#define LN2_LOW_F 0x1.7f7d1cp-20f
#define ONE_F 0x3F800000U
#define SQRT_HALF_F 0x3F3504F3U
#define TWO_POW_23_F 0x4B000000U
#define MIN_NORMAL_F 0x1p-126f

static float exp_tail_f(float r) {
    float r2 = r * r;
    return fma(r2, fma(r2, 0x1.6a242cp-10f, fma(0x1.1239e2p-7f, r, 0x1.5558f2p-5f)),
            fma(0x1.555492p-3f, r, 0x1.fffffcp-2f));
}

static float exp_of_sum_f(float x, float low) {
    float above = x > 89.0f ? 89.0f : x;
    float c = above < -104.0f ? -104.0f : above;
    float k = fma(c, LOG2_E_F, SHIFT_F);
    float n = k - SHIFT_F;
    float r = fma(n, -LN2_LOW_F, fma(n, -LN2_HIGH_F, c)) + low;
    float p = fma(r * r, exp_tail_f(r), r) + 1.0f;
    uint bits = as_uint(k);
    uint half_bits = bits >> 1;
    float scale1 = as_float((half_bits << 23) + ONE_F);
    float scale2 = as_float(((bits - half_bits) << 23) + ONE_F);
    return p * scale1 * scale2;
}

static uint biased_exponent_f(float x) {
    return (as_uint(x < MIN_NORMAL_F ? x * 0x1p25f : x) + (ONE_F - SQRT_HALF_F)) >> 23;
}

static float exponent_f(float x) {
    float shifted = as_float(biased_exponent_f(x) | TWO_POW_23_F);
    return shifted - (x < MIN_NORMAL_F ? 0x1p23f + 152.0f : 0x1p23f + 127.0f);
}

static float significand_f(float x) {
    return as_float(as_uint(x < MIN_NORMAL_F ? x * 0x1p25f : x) - (biased_exponent_f(x) << 23) + ONE_F);
}

static RARE float exp_f(float x) {
    return exp_of_sum_f(x, 0.0f);
}

static RARE float log_f(float x) {
    float exponent = exponent_f(x);
    float f = significand_f(x) - 1.0f;
    float s = f / (2.0f + f);
    float z = s * s;
    float r = z * fma(z, fma(z, 0x1.31e194p-2f, 0x1.995ecap-2f), 0x1.55557ap-1f);
    float h = 0.5f * f * f;
    float small = fma(s, h + r, exponent * LN2_LOW_F);
    float y = fma(exponent, LN2_HIGH_F, f - (h - small));
    float finite = x < INFINITY ? y : x;
    return x > 0.0f ? finite : x == 0.0f ? -INFINITY : NAN;
}

static RARE float pow_f(float x, float y) {
    float size = fabs(x);
    float exponent = exponent_f(size);
    float f = significand_f(size) - 1.0f;
    float d = 2.0f + f;
    float d_low = f - (d - 2.0f);
    float inverse = 1.0f / d;
    float s = f * inverse;
    float s_low = fma(-s, d_low, fma(-s, d, f)) * inverse;
    float z = s * s;
    float z_low = fma(2.0f * s, s_low, fma(s, s, -z));
    float z2 = z * z;
    float tail = z * fma(z2, fma(0x1.8eb246p-3f, z, 0x1.c65976p-3f), fma(0x1.249374p-2f, z, 0x1.999998p-2f));
    float c = 0x1.555556p-1f + tail;
    float c_low = 0x1.555556p-1f - c + tail + -0x1.555556p-26f;
    float w = z * c;
    float w_low = fma(z, c_low, fma(z_low, c, fma(z, c, -w)));
    float v = s * w;
    float v_low = fma(s, w_low, fma(s_low, w, fma(s, w, -v)));
    float twice = 2.0f * s;
    float l = twice + v;
    float l_low = twice - l + v + fma(2.0f, s_low, v_low);
    float octaves = exponent * LN2_HIGH_F;
    float sum = octaves + l;
    float sum_low = octaves - sum + l + fma(exponent, LN2_LOW_F, l_low);
    float logarithm = sum + sum_low;
    float logarithm_low = sum - logarithm + sum_low;
    int ordinary = size > 0.0f && size < INFINITY;
    logarithm = ordinary ? logarithm : size == 0.0f ? -INFINITY : size;
    logarithm_low = ordinary ? logarithm_low : 0.0f;
    float product = y * logarithm;
    float product_low = fma(y, logarithm_low, fma(y, logarithm, -product));
    float power = exp_of_sum_f(product, fabs(product) < 1000.0f ? product_low : 0.0f);
    return (float) power_of_special_d(x, y, power);
}

static RARE float tanh_f(float x) {
    float a = fabs(x);
    float twice = a > 10.0f ? 20.0f : 2.0f * a;
    float k = fma(twice, LOG2_E_F, SHIFT_F);
    float n = k - SHIFT_F;
    float coarse = fma(n, -LN2_HIGH_F, twice);
    float r = fma(n, -LN2_LOW_F, coarse);
    float r_low = fma(n, -LN2_LOW_F, coarse - r);
    float square = r * r;
    float tail = exp_tail_f(r);
    float p = fma(square, tail, r);
    float p_low = fma(square, tail, r - p) + r_low;
    float scale = as_float((as_uint(k) << 23) + ONE_F);
    float less = scale - 1.0f;
    float t = fma(scale, p, less);
    float t_low = fma(scale, p_low, fma(scale, p, less - t));
    float d = t + 2.0f;
    float d_low = t - (d - 2.0f) + t_low;
    float inverse = 1.0f / d;
    float q = t * inverse;
    float rest = fma(-q, d, t) + fma(-q, d_low, t_low);
    return copysign(fma(rest, inverse, q), x);
}
