// Elementary functions in double precision: the operations of Elementary.java in their order, each rounded once.
// Names end in _d. Functions that are rarely reached are kept out of line.
#define RARE __attribute__((noinline))

#define SHIFT_D 0x1.8p52
#define LOG2_E_D 0x1.71547652b82fep+0
#define LN2_HIGH_D 0x1.62e42fefa3800p-1
#define LN2_LOW_D 0x1.ef35793c76730p-45
#define ONE_D 0x3FF0000000000000UL
#define SQRT_HALF_D 0x3FE6A09E667F3BCDUL
#define TWO_POW_52_D 0x4330000000000000UL
#define MIN_NORMAL_D 0x1p-1022
#define INFINITE_D ((double) INFINITY)
#define NOT_A_NUMBER_D ((double) NAN)

// As Java casts: NaN gives 0, too large gives the largest.
static int whole(double x) {
    return x >= 2147483647.0 ? 2147483647 : x <= -2147483648.0 ? -2147483647 - 1 : x == x ? (int) x : 0;
}

// (exp(r) - 1 - r) / r^2
static double exp_tail_d(double r) {
    double r2 = r * r;
    double r4 = r2 * r2;
    double e01 = fma(0x1.55555555554fap-3, r, 0x1.000000000000ap-1);
    double e23 = fma(0x1.1111111127be7p-7, r, 0x1.555555555087cp-5);
    double e45 = fma(0x1.a01a012a56eb1p-13, r, 0x1.6c16c1842a146p-10);
    double e67 = fma(0x1.71df2554148f9p-19, r, 0x1.a0199a0c60557p-16);
    double e89 = fma(0x1.ad7f6bf6edf36p-26, r, 0x1.28ad72d2a86b9p-22);
    return fma(r4, fma(r4, e89, fma(r2, e67, e45)), fma(r2, e23, e01));
}

// exp(x + low), where |low| is at most half a unit in the last place of x
static double exp_of_sum_d(double x, double low) {
    double above = x > 710.0 ? 710.0 : x;
    double c = above < -746.0 ? -746.0 : above;
    double k = fma(c, LOG2_E_D, SHIFT_D);
    double n = k - SHIFT_D;
    double r = fma(n, -LN2_LOW_D, fma(n, -LN2_HIGH_D, c)) + low;
    double p = fma(r * r, exp_tail_d(r), r) + 1.0;
    ulong bits = as_ulong(k);
    ulong half_bits = bits >> 1;
    double scale1 = as_double((half_bits << 52) + ONE_D);
    double scale2 = as_double(((bits - half_bits) << 52) + ONE_D);
    return p * scale1 * scale2;
}

// n + 1023 (+ 54 for subnormal x) of x = m 2^n with m from sqrt(1/2) to sqrt(2)
static ulong biased_exponent_d(double x) {
    return (as_ulong(x < MIN_NORMAL_D ? x * 0x1p54 : x) + (ONE_D - SQRT_HALF_D)) >> 52;
}

static double exponent_d(double x) {
    double shifted = as_double(biased_exponent_d(x) | TWO_POW_52_D);
    return shifted - (x < MIN_NORMAL_D ? 0x1p52 + 1077.0 : 0x1p52 + 1023.0);
}

static double significand_d(double x) {
    return as_double(as_ulong(x < MIN_NORMAL_D ? x * 0x1p54 : x) - (biased_exponent_d(x) << 52) + ONE_D);
}

static double logarithm_of_special_d(double x, double y) {
    double finite = x < INFINITE_D ? y : x;
    return x > 0.0 ? finite : x == 0.0 ? -INFINITE_D : NOT_A_NUMBER_D;
}

static double logarithm_series_d(double s) {
    double z = s * s;
    double z2 = z * z;
    double r01 = fma(0x1.999999997fa64p-2, z, 0x1.5555555555593p-1);
    double r23 = fma(0x1.c71c51dd5de00p-3, z, 0x1.2492494223db0p-2);
    double r45 = fma(0x1.39a0b65ac3dc4p-3, z, 0x1.7466487a761efp-3);
    return z * fma(z2, fma(z2, fma(z2, 0x1.2f1024cd2dc9ap-3, r45), r23), r01);
}

static RARE double exp_d(double x) {
    return exp_of_sum_d(x, 0.0);
}

static RARE double log_d(double x) {
    double exponent = exponent_d(x);
    double f = significand_d(x) - 1.0;
    double s = f / (2.0 + f);
    double r = logarithm_series_d(s);
    double h = 0.5 * f * f;
    double small = fma(s, h + r, exponent * LN2_LOW_D);
    return logarithm_of_special_d(x, fma(exponent, LN2_HIGH_D, f - (h - small)));
}

static RARE double log10_d(double x) {
    double exponent = exponent_d(x);
    double f = significand_d(x) - 1.0;
    double s = f / (2.0 + f);
    double r = logarithm_series_d(s);
    double half_f = 0.5 * f;
    double h = half_f * f;
    double h_low = fma(half_f, f, -h);
    double high = f - h;
    double low = fma(s, h + r, f - high - h - h_low);
    double product = high * 0x1.bcb7b1526e50ep-2;
    double product_low = fma(high, 0x1.bcb7b1526e50ep-2, -product)
            + fma(low, 0x1.bcb7b1526e50ep-2, high * 0x1.95355baaafad3p-57);
    double octaves = exponent * 0x1.34413509f7000p-2;
    double sum = octaves + product;
    double sum_low = octaves - sum + product;
    double y = sum + (sum_low + fma(exponent, 0x1.3fde623e2566bp-43, product_low));
    return logarithm_of_special_d(x, y);
}

static double power_of_special_d(double x, double y, double power) {
    if (y == 0.0 || x == 1.0 || (x == -1.0 && fabs(y) == INFINITE_D)) {
        return 1.0;
    }
    int negative = as_long(x) < 0;
    double h = 0.5 * y;
    int odd = floor(y) == y && floor(h) != h;
    double with_sign = negative && odd ? -power : power;
    int undefined = x < 0.0 && x > -INFINITE_D && floor(y) != y;
    return undefined || x != x ? NOT_A_NUMBER_D : with_sign;
}

// y log x is carried in two parts
static RARE double pow_d(double x, double y) {
    double size = fabs(x);
    double exponent = exponent_d(size);
    double f = significand_d(size) - 1.0;
    double d = 2.0 + f;
    double d_low = f - (d - 2.0);
    double inverse = 1.0 / d;
    double s = f * inverse;
    double s_low = fma(-s, d_low, fma(-s, d, f)) * inverse;
    double z = s * s;
    double z_low = fma(2.0 * s, s_low, fma(s, s, -z));
    double z2 = z * z;
    double z4 = z2 * z2;
    double t01 = fma(0x1.2492492493050p-2, z, 0x1.9999999999996p-2);
    double t23 = fma(0x1.745d1833dd2b3p-3, z, 0x1.c71c71c57d31fp-3);
    double t45 = fma(0x1.1120c5721dc3ap-3, z, 0x1.3b13624cdf37bp-3);
    double t67 = fma(0x1.eb260c3351428p-4, z, 0x1.de30ee307dc20p-4);
    double tail = z * fma(z4, fma(z2, t67, t45), fma(z2, t23, t01));
    double c = 0x1.5555555555555p-1 + tail;
    double c_low = 0x1.5555555555555p-1 - c + tail + 0x1.5555555555555p-55;
    double w = z * c;
    double w_low = fma(z, c_low, fma(z_low, c, fma(z, c, -w)));
    double v = s * w;
    double v_low = fma(s, w_low, fma(s_low, w, fma(s, w, -v)));
    double twice = 2.0 * s;
    double l = twice + v;
    double l_low = twice - l + v + fma(2.0, s_low, v_low);
    double octaves = exponent * LN2_HIGH_D;
    double sum = octaves + l;
    double sum_low = octaves - sum + l + fma(exponent, LN2_LOW_D, l_low);
    double logarithm = sum + sum_low;
    double logarithm_low = sum - logarithm + sum_low;
    int ordinary = size > 0.0 && size < INFINITE_D;
    logarithm = ordinary ? logarithm : size == 0.0 ? -INFINITE_D : size;
    logarithm_low = ordinary ? logarithm_low : 0.0;
    double product = y * logarithm;
    double product_low = fma(y, logarithm_low, fma(y, logarithm, -product));
    double power = exp_of_sum_d(product, fabs(product) < 1000.0 ? product_low : 0.0);
    return power_of_special_d(x, y, power);
}

// (e^a + sign e^-a) / 2, for a of at least 0; e^a is carried in two parts
static double half_exps_d(double a, double sign) {
    double c = a > 720.0 ? 720.0 : a;
    double k = fma(c, LOG2_E_D, SHIFT_D);
    double n = k - SHIFT_D;
    double r = fma(n, -LN2_LOW_D, fma(n, -LN2_HIGH_D, c));
    double q = fma(r * r, exp_tail_d(r), r);
    double p = 1.0 + q;
    double p_low = 1.0 - p + q;
    ulong bits = as_ulong(k);
    double inverse = a < 22.0 ? sign * as_double(ONE_D - (bits << 53)) / p : 0.0;
    double sum = p + inverse;
    double sum_low = p - sum + inverse + p_low;
    ulong half_bits = bits >> 1;
    double scale1 = as_double((half_bits << 52) + ONE_D);
    double scale2 = as_double(((bits - half_bits) << 52) + ONE_D);
    return 0.5 * (sum + sum_low) * scale1 * scale2;
}

static RARE double sinh_d(double x) {
    double a = fabs(x);
    if (!(a < 1.0)) {
        return copysign(half_exps_d(a, -1.0), x);
    }
    double z = x * x;
    double sum = 0x1.b4cf78d24ba00p-41;
    sum = fma(sum, z, 0x1.611a3a203c492p-33);
    sum = fma(sum, z, 0x1.ae64676689f51p-26);
    sum = fma(sum, z, 0x1.71de3a45f722ep-19);
    sum = fma(sum, z, 0x1.a01a01a0291fcp-13);
    sum = fma(sum, z, 0x1.11111111110a1p-7);
    sum = fma(sum, z, 0x1.5555555555556p-3);
    return fma(x * x * x, sum, x);
}

static RARE double cosh_d(double x) {
    return half_exps_d(fabs(x), 1.0);
}

static RARE double tanh_d(double x) {
    double a = fabs(x);
    double twice = a > 22.0 ? 44.0 : 2.0 * a;
    double k = fma(twice, LOG2_E_D, SHIFT_D);
    double n = k - SHIFT_D;
    double coarse = fma(n, -LN2_HIGH_D, twice);
    double r = fma(n, -LN2_LOW_D, coarse);
    double r_low = fma(n, -LN2_LOW_D, coarse - r);
    double square = r * r;
    double tail = exp_tail_d(r);
    double p = fma(square, tail, r);
    double p_low = fma(square, tail, r - p) + r_low;
    double scale = as_double((as_ulong(k) << 52) + ONE_D);
    double less = scale - 1.0;
    double t = fma(scale, p, less);
    double t_low = fma(scale, p_low, fma(scale, p, less - t));
    double d = t + 2.0;
    double d_low = t - (d - 2.0) + t_low;
    double inverse = 1.0 / d;
    double q = t * inverse;
    double rest = fma(-q, d, t) + fma(-q, d_low, t_low);
    return copysign(fma(rest, inverse, q), x);
}

static RARE double erf_d(double x) {
    double a = fabs(x);
    if (a < 1.0) {
        double z = x * x;
        double sum = -0x1.acdffba73bf91p-31;
        sum = fma(sum, z, 0x1.d78491a6c158fp-27);
        sum = fma(sum, z, -0x1.5c16e25e14310p-23);
        sum = fma(sum, z, 0x1.b9827ae5f6748p-20);
        sum = fma(sum, z, -0x1.f4ca94915c726p-17);
        sum = fma(sum, z, 0x1.f9a2bf733e4e8p-14);
        sum = fma(sum, z, -0x1.c02db072ea0a7p-11);
        sum = fma(sum, z, 0x1.565bccfa9a2c2p-8);
        sum = fma(sum, z, -0x1.b82ce31206286p-6);
        sum = fma(sum, z, 0x1.ce2f21a041017p-4);
        sum = fma(sum, z, -0x1.812746b0379c2p-2);
        sum = fma(sum, z, 0x1.06eba8214db68p-3);
        return fma(x, sum, x);
    }
    double b = a > 6.0 ? 6.0 : a;
    double square = b * b;
    double square_low = fma(b, b, -square);
    double z = (b - 2.0) / (b + 2.0);
    double sum = -0x1.22870f6afe635p-20;
    sum = fma(sum, z, -0x1.d360d7dc33417p-17);
    sum = fma(sum, z, -0x1.c5e2630936bdbp-16);
    sum = fma(sum, z, 0x1.d01bb9405097ap-16);
    sum = fma(sum, z, 0x1.6d9fdf8f11319p-13);
    sum = fma(sum, z, 0x1.6d46a64354f04p-15);
    sum = fma(sum, z, -0x1.016b69787c7a6p-10);
    sum = fma(sum, z, -0x1.bc259bc1d987bp-11);
    sum = fma(sum, z, 0x1.ca95ed7a5fb39p-8);
    sum = fma(sum, z, 0x1.e947159572cabp-9);
    sum = fma(sum, z, -0x1.437f0b68c69fbp-4);
    sum = fma(sum, z, 0x1.eeea7dc8a77b1p-3);
    sum = fma(sum, z, -0x1.b57034efd3f68p-2);
    sum = fma(sum, z, 0x1.058671b52c776p-2);
    return copysign(1.0 - exp_of_sum_d(-square, -square_low) * sum, x);
}

// C's fmod, exact; the device's own need not be, and may take a time that grows with the quotient
static RARE double fmod_d(double x, double y) {
    ulong dividend = as_ulong(fabs(x));
    ulong divisor = as_ulong(fabs(y));
    if (y == 0.0 || y != y || !(fabs(x) < INFINITE_D)) {
        return NOT_A_NUMBER_D;
    }
    if (dividend < divisor) {
        return x;
    }
    int from = (int) (dividend >> 52);
    int to = (int) (divisor >> 52);
    ulong rest = (dividend & 0x000FFFFFFFFFFFFFUL) | (from > 0 ? 0x0010000000000000UL : 0UL);
    ulong by = (divisor & 0x000FFFFFFFFFFFFFUL) | (to > 0 ? 0x0010000000000000UL : 0UL);
    from = from > 0 ? from : 1;
    to = to > 0 ? to : 1;
    rest %= by;
    for (int left = from - to; left > 0;) {
        int bits = left < 11 ? left : 11;
        rest = (rest << bits) % by;
        left -= bits;
    }
    double unit = as_double(to > 52 ? (ulong) (to - 52) << 52 : 1UL << (to - 1));
    return copysign((double) rest * unit, x);
}
