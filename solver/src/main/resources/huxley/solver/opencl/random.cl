// Random streams: the operations of RandomStream.java. Positions are kept in double precision.
static uint philox_word(uint which, uint c0, uint c1, uint c2, uint c3, uint k0, uint k1) {
    for (int round = 0; round < 10; round++) {
        ulong p0 = 0xD2511F53UL * (ulong) c0;
        ulong p1 = 0xCD9E8D57UL * (ulong) c2;
        c0 = (uint) (p1 >> 32) ^ c1 ^ k0;
        c1 = (uint) p1;
        c2 = (uint) (p0 >> 32) ^ c3 ^ k1;
        c3 = (uint) p0;
        k0 += 0x9E3779B9U;
        k1 += 0xBB67AE85U;
    }
    return which == 0 ? c0 : which == 1 ? c1 : which == 2 ? c2 : c3;
}

static RARE double draw_word(__global double *position, ulong identity, int purpose, int seed) {
    ulong at = (ulong) (long) *position;
    *position += 1.0;
    return (double) philox_word((uint) (at & 3UL), (uint) (at >> 2), (uint) purpose, (uint) identity,
            (uint) (identity >> 32), (uint) seed, 0U);
}

// in (0, 1), both ends excluded
static double draw_fraction(__global double *position, ulong identity, int purpose, int seed) {
    return (draw_word(position, identity, purpose, seed) + 1.0) * 0x1.fffffffep-33;
}

static double draw_uniform(__global double *position, ulong identity, int purpose, int seed, double a, double b) {
    return a + (b - a) * draw_fraction(position, identity, purpose, seed);
}

static double draw_negexp(__global double *position, ulong identity, int purpose, int seed, double a, double b) {
    return -log_d(draw_fraction(position, identity, purpose, seed)) * a;
}

static double draw_normal(__global double *position, ulong identity, int purpose, int seed, double a, double b) {
    double x;
    double square;
    do {
        x = 2.0 * draw_fraction(position, identity, purpose, seed) - 1.0;
        double y = 2.0 * draw_fraction(position, identity, purpose, seed) - 1.0;
        square = x * x + y * y;
    } while (square > 1.0);
    return a + b * (x * sqrt(-2.0 * log_d(square) / square));
}

static double draw_ipick(__global double *position, ulong identity, int purpose, int seed, double a, double b) {
    return draw_word(position, identity, purpose, seed);
}

static double draw_poisson(__global double *position, ulong identity, int purpose, int seed, double a, double b) {
    double count = 0.0;
    double left = a;
    while (left > 0.0) {
        double limit = exp_d(-(left < 500.0 ? left : 500.0));
        double product = draw_fraction(position, identity, purpose, seed);
        while (product > limit) {
            count += 1.0;
            product *= draw_fraction(position, identity, purpose, seed);
        }
        left -= 500.0;
    }
    return count;
}
