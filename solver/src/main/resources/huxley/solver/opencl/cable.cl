// The cable equation of equal cells side by side, one a lane: the operations of HinesSolver in its order. Coefficients are
// upper, lower and diagonal, one after the other; parent is followed by offset. False where the solution is not finite.
static INLINE int CABLE(eliminate)(int first, int n, __global const int *parent, __global const REAL *upper,
        __global const REAL *v, __global REAL *rhs, __global REAL *d) {
    __global const int *offset = parent + n;
    __global const REAL *lower = upper + n;
    __global const REAL *diagonal = lower + n;
    for (int p = n - 1; p > 0; p--) {
        const int i = first + offset[p];
        const int j = first + offset[parent[p]];
        const REALS up = (REALS) upper[p];
        const REALS low = (REALS) lower[p];
        const REALS drop = LOAD(v, j) - LOAD(v, i);
        const REALS right = fma(up, drop, LOAD(rhs, i));
        const REALS inverse = (REALS) 1 / (LOAD(d, i) + diagonal[p]);
        const REALS factor = low * inverse;
        STORE(LOAD(rhs, j) + fma(factor, right, -(low * drop)), rhs, j);
        STORE(LOAD(d, j) - factor * up, d, j);
        STORE(right * inverse, rhs, i);
        STORE(up * inverse, d, i);
    }
    const int root = first + offset[0];
    const REALS change = LOAD(rhs, root) / (LOAD(d, root) + diagonal[0]);
    STORE(change, rhs, root);
    return EVERY(isfinite(change));
}

static INLINE void CABLE(substitute)(int first, int n, __global const int *parent, __global REAL *v,
        __global REAL *rhs, __global const REAL *d) {
    __global const int *offset = parent + n;
    const REALS factor = (REALS) FACTOR;
    const int root = first + offset[0];
    STORE(fma(factor, LOAD(rhs, root), LOAD(v, root)), v, root);
    for (int p = 1; p < n; p++) {
        const int i = first + offset[p];
        const int j = first + offset[parent[p]];
        const REALS change = fma(LOAD(d, i), LOAD(rhs, j), LOAD(rhs, i));
        STORE(change, rhs, i);
        STORE(fma(factor, change, LOAD(v, i)), v, i);
    }
}
