// Circular functions and their inverses: the operations of Trigonometry.java.
#define HALF_PI_D 0x1.921fb54442d18p+0
#define HALF_PI_LOW_D 0x1.1a62633145c07p-54
#define HALF_PI_LOWEST_D -0x1.f1976b7ed8fbcp-110
#define TAN_PI_OVER_8_D 0x1.a827999fcef32p-2

// the bits of 2/pi behind the point, after 64 zeros
__constant ulong TWO_OVER_PI_BITS[] = {0,
    0xA2F9836E4E441529UL, 0xFC2757D1F534DDC0UL, 0xDB6295993C439041UL, 0xFE5163ABDEBBC561UL,
    0xB7246E3A424DD2E0UL, 0x06492EEA09D1921CUL, 0xFE1DEB1CB129A73EUL, 0xE88235F52EBB4484UL,
    0xE99C7026B45F7E41UL, 0x3991D639835339F4UL, 0x9C845F8BBDF9283BUL, 0x1FF897FFDE05980FUL,
    0xEF2F118B5A0A6D1FUL, 0x6D367ECF27CB09B7UL, 0x4F463F669E5FEA2DUL, 0x7527BAC7EBE5F17BUL,
    0x3D0739F78A5292EAUL, 0x6BFB5FB11F8D5D08UL, 0x56033046FC7B6BABUL};

// quadrant pi/2 + r + low, but for whole turns
typedef struct {
    ulong quadrant;
    double r;
    double low;
} Angle;

static Angle angle_near_d(double x) {
    double k = fma(x, 0x1.45f306dc9c883p-1, SHIFT_D);
    double n = k - SHIFT_D;
    double coarse = fma(-n, HALF_PI_D, x);
    double product = n * HALF_PI_LOW_D;
    double r = coarse - product;
    double tail = r - coarse;
    double difference = coarse - (r - tail) - (product + tail);
    double low = difference - fma(n, HALF_PI_LOWEST_D, fma(n, HALF_PI_LOW_D, -product));
    Angle angle = {as_ulong(k), r, low};
    return angle;
}

static ulong two_over_pi_bits(int from) {
    int word = from >> 6;
    int shift = from & 63;
    ulong first = TWO_OVER_PI_BITS[word];
    return shift == 0 ? first : (first << shift) | (TWO_OVER_PI_BITS[word + 1] >> (64 - shift));
}

// for finite x beyond 2^26, which is significand 2^exponent
static RARE Angle angle_far_d(double x) {
    ulong bits = as_ulong(x);
    int exponent = (int) ((bits >> 52) & 0x7FF) - 1023 - 52;
    ulong significand = (bits & 0x000FFFFFFFFFFFFFUL) | 0x0010000000000000UL;
    int from = exponent + 62;
    ulong bits0 = two_over_pi_bits(from);
    ulong bits1 = two_over_pi_bits(from + 64);
    ulong bits2 = two_over_pi_bits(from + 128);
    ulong product1 = significand * bits1;
    ulong middle = product1 + mul_hi(significand, bits2);
    ulong carry = middle < product1 ? 1UL : 0UL;
    ulong high = significand * bits0 + mul_hi(significand, bits1) + carry;
    ulong quadrant = (high + 0x2000000000000000UL) >> 62;
    long fraction = ((long) (high << 2)) >> 2;
    double f0 = 0x1p-52 * (double) (fraction >> 10);
    double f1 = 0x1p-105 * (double) (long) ((((ulong) fraction & 0x3FFUL) << 43) | (middle >> 21));
    double f2 = 0x1p-126 * (double) (long) (middle & 0x1FFFFFUL);
    double f = f0 + f1;
    double f_low = f0 - f + f1 + f2;
    double r = f * HALF_PI_D;
    double low = fma(f, HALF_PI_D, -r) + fma(f, HALF_PI_LOW_D, f_low * HALF_PI_D);
    Angle angle = {x < 0.0 ? 0UL - quadrant : quadrant, x < 0.0 ? -r : r, x < 0.0 ? -low : low};
    return angle;
}

static Angle angle_d(double x) {
    return fabs(x) > 0x1p26 && fabs(x) < INFINITE_D ? angle_far_d(x) : angle_near_d(x);
}

// sin(r + low) - r
static double sine_tail_d(Angle a) {
    double z = a.r * a.r;
    double sum = 0x1.5d92f37a6a44ap-33;
    sum = fma(sum, z, -0x1.ae5e660df1e4fp-26);
    sum = fma(sum, z, 0x1.71de357780d82p-19);
    sum = fma(sum, z, -0x1.a01a019c1160ap-13);
    sum = fma(sum, z, 0x1.111111110f879p-7);
    sum = fma(sum, z, -0x1.5555555555549p-3);
    return fma(z * a.r, sum, a.low * fma(-0.5, z, 1.0));
}

// 1 - r^2 / 2, rounded
static double cosine_head_d(Angle a) {
    return fma(-0.5, a.r * a.r, 1.0);
}

// cos(r + low) without that
static double cosine_tail_d(Angle a) {
    double z = a.r * a.r;
    double z_low = fma(a.r, a.r, -z);
    double rounded = fma(-0.5, z, 1.0 - cosine_head_d(a));
    double sum = -0x1.8fa455f491fbap-37;
    sum = fma(sum, z, 0x1.1ee9d73b497d2p-29);
    sum = fma(sum, z, -0x1.27e4f7ea23f0bp-22);
    sum = fma(sum, z, 0x1.a01a019c83908p-16);
    sum = fma(sum, z, -0x1.6c16c16c14f8bp-10);
    sum = fma(sum, z, 0x1.555555555554bp-5);
    return rounded + fma(z * z, sum, -fma(0.5, z_low, a.r * a.low));
}

// the sine of what is so many quadrants ahead
static double sine_ahead_d(double x, ulong quadrants) {
    Angle a = angle_d(x);
    ulong turned = a.quadrant + quadrants;
    double y = (turned & 1UL) == 0UL ? a.r + sine_tail_d(a) : cosine_head_d(a) + cosine_tail_d(a);
    return (turned & 2UL) == 0UL ? y : -y;
}

static RARE double sin_d(double x) {
    return x == 0.0 ? x : sine_ahead_d(x, 0UL);
}

static RARE double cos_d(double x) {
    return sine_ahead_d(x, 1UL);
}

static RARE double tan_d(double x) {
    if (x == 0.0) {
        return x;
    }
    Angle angle = angle_d(x);
    double sine_tail = sine_tail_d(angle);
    double sine = angle.r + sine_tail;
    double sine_low = angle.r - sine + sine_tail;
    double cosine_tail = cosine_tail_d(angle);
    double cosine_head = cosine_head_d(angle);
    double cosine = cosine_head + cosine_tail;
    double cosine_low = cosine_head - cosine + cosine_tail;
    int even = (angle.quadrant & 1UL) == 0UL;
    double a = even ? sine : -cosine;
    double a_low = even ? sine_low : -cosine_low;
    double b = even ? cosine : sine;
    double b_low = even ? cosine_low : sine_low;
    double ratio = a / b;
    return ratio + (fma(-ratio, b, a) + (a_low - ratio * b_low)) / b;
}

// angle of the point (x + x_low, y + y_low), where x and y are at least 0, or of its mirror image on the left
static double angle_of_point_d(double y, double y_low, double x, double x_low, int left) {
    int low = y <= TAN_PI_OVER_8_D * x;
    int high = x < TAN_PI_OVER_8_D * y;
    double eighths = low ? 0.0 : high ? 2.0 : 1.0;
    double difference = y - x;
    double difference_tail = difference - y;
    double difference_low = y - (difference - difference_tail) - (x + difference_tail) + (y_low - x_low);
    double sum = y + x;
    double sum_tail = sum - y;
    double sum_low = y - (sum - sum_tail) + (x - sum_tail) + (y_low + x_low);
    double height = low ? y : high ? -x : difference;
    double height_low = low ? y_low : high ? -x_low : difference_low;
    double width = low ? x : high ? y : sum;
    double width_low = low ? x_low : high ? y_low : sum_low;
    double t = height / width;
    double t_low = (fma(-t, width, height) + (height_low - t * width_low)) / width;
    double z = t * t;
    double arc = -0x1.259cdb3922002p-6;
    arc = fma(arc, z, 0x1.37ed101e65bd5p-5);
    arc = fma(arc, z, -0x1.9cdc14bbd362cp-5);
    arc = fma(arc, z, 0x1.df1163a46f73fp-5);
    arc = fma(arc, z, -0x1.10ebdd5cd5d8fp-4);
    arc = fma(arc, z, 0x1.3b111c5eda861p-4);
    arc = fma(arc, z, -0x1.745cf90ac6d02p-4);
    arc = fma(arc, z, 0x1.c71c70e79f1e8p-4);
    arc = fma(arc, z, -0x1.24924922b1172p-3);
    arc = fma(arc, z, 0x1.99999999958e9p-3);
    arc = fma(arc, z, -0x1.555555555553dp-2);
    double tail = fma(z * t, arc, t_low * (1.0 - z));
    double turn = left ? 4.0 - eighths : eighths;
    double start = turn * 0x1.921fb54442d18p-1;
    double start_low = fma(turn, 0x1.921fb54442d18p-1, -start) + turn * 0x1.1a62633145c07p-55;
    double with_sign = left ? -t : t;
    double all = start + with_sign;
    double all_low = start - all + with_sign;
    return all + (all_low + (start_low + (left ? -tail : tail)));
}

// sqrt(1 - a^2), rounded
static double cathetus_d(double a) {
    return sqrt(fma(-a, a, 1.0));
}

// what that rounded away
static double cathetus_low_d(double a, double s) {
    double square = a * a;
    double u = 1.0 - square;
    double u_low = 1.0 - u - square - fma(a, a, -square);
    return s == 0.0 ? 0.0 : (fma(-s, s, u) + u_low) / (2.0 * s);
}

static RARE double asin_d(double x) {
    double a = fabs(x);
    double s = cathetus_d(a);
    return copysign(angle_of_point_d(a, 0.0, s, cathetus_low_d(a, s), 0), x);
}

static RARE double acos_d(double x) {
    double a = fabs(x);
    double s = cathetus_d(a);
    return angle_of_point_d(s, cathetus_low_d(a, s), a, 0.0, x < 0.0);
}

static RARE double atan_d(double x) {
    double a = fabs(x);
    return copysign(angle_of_point_d(a > 0x1p70 ? 0x1p70 : a, 0.0, 1.0, 0.0, 0), x);
}

static RARE double atan2_d(double y, double x) {
    if (x != x || y != y) {
        return NOT_A_NUMBER_D;
    }
    double height = fabs(y);
    double width = fabs(x);
    if (height == INFINITE_D || width == INFINITE_D) {
        height = height == INFINITE_D ? 1.0 : 0.0;
        width = width == INFINITE_D ? 1.0 : 0.0;
    } else if (height == 0.0 && width == 0.0) {
        width = 1.0;
    }
    double larger = height > width ? height : width;
    double scale = larger > 0x1p500 ? 0x1p-200 : larger < 0x1p-500 ? 0x1p400 : 1.0;
    return copysign(angle_of_point_d(scale * height, 0.0, scale * width, 0.0, as_long(x) < 0), y);
}
