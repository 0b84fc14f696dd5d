// The cable equation of trees that all work-items of a group solve together, slot by slot (SlotSchedule): equal cells side by
// side, or all cells of unlike shape as one forest. The operations are those of HinesSolver: a compartment gathers what its
// children pass on in the order in which that adds it up.
typedef struct {
    int cells;
    int first;
    int places;
    int slots;
    __global const int *begin;    // [slot] first place
    __global const int *node;     // [place] node of the first cell, from 'first' on
    __global const int *above;    // [place] place of the parent, -1 for roots
    __global const int *children; // [place] begin of its children in 'child'
    __global const int *child;    // places, those of one parent in the order of their sum
    __global const REAL *upper;   // [place], as the next two
    __global const REAL *lower;
    __global const REAL *diagonal;
    SCRATCH REAL *right;          // [place * cells + cell], as the next three
    SCRATCH REAL *pivot;
    SCRATCH REAL *push;           // difference of voltages, then what is passed on to the right-hand side of the parent
    SCRATCH REAL *pull;           // what is passed on to its diagonal
} Trees;

static INLINE Trees trees(__global const int *row, __global const int *ints, __global const REAL *coefficients,
        SCRATCH REAL *scratch) {
    Trees t;
    t.cells = row[0];
    t.first = row[1];
    t.places = row[2];
    t.slots = row[3];
    t.begin = ints + row[4];
    t.node = t.begin + t.slots + 1;
    t.above = t.node + t.places;
    t.children = t.above + t.places;
    t.child = t.children + t.places + 1;
    t.upper = coefficients + row[5];
    t.lower = t.upper + t.places;
    t.diagonal = t.lower + t.places;
    t.right = scratch + row[6];
    t.pivot = t.right + t.places * t.cells;
    t.push = t.pivot + t.places * t.cells;
    t.pull = t.push + t.places * t.cells;
    return t;
}

// False where a solution is not finite.
static INLINE int eliminate_slots(const Trees t, __global const REAL *v, __global const REAL *rhs,
        __global const REAL *d, int item) {
    int finite = 1;
    for (int x = item; x < t.places * t.cells; x += ITEMS) {
        const int place = x / t.cells;
        const int above = t.above[place];
        const int cell = t.first + x % t.cells;
        const int i = cell + t.node[place];
        t.right[x] = rhs[i];
        t.pivot[x] = d[i];
        t.push[x] = above < 0 ? 0 : v[cell + t.node[above]] - v[i];
    }
    SYNC;
    for (int slot = 0; slot < t.slots; slot++) {
        const int end = t.begin[slot + 1] * t.cells;
        for (int x = t.begin[slot] * t.cells + item; x < end; x += ITEMS) {
            const int place = x / t.cells;
            REAL right = t.right[x];
            REAL pivot = t.pivot[x];
            for (int c = t.children[place]; c < t.children[place + 1]; c++) {
                const int from = t.child[c] * t.cells + x % t.cells;
                right += t.push[from];
                pivot -= t.pull[from];
            }
            pivot += t.diagonal[place];
            if (t.above[place] < 0) {
                const REAL change = right / pivot;
                t.right[x] = change;
                finite &= isfinite(change);
            } else {
                const REAL upper = t.upper[place];
                const REAL lower = t.lower[place];
                const REAL drop = t.push[x];
                const REAL inverse = (REAL) 1 / pivot;
                const REAL factor = lower * inverse;
                right = fma(upper, drop, right);
                t.push[x] = fma(factor, right, -(lower * drop));
                t.pull[x] = factor * upper;
                t.right[x] = right * inverse;
                t.pivot[x] = upper * inverse;
            }
        }
        SYNC;
    }
    return finite;
}

static INLINE void substitute_slots(const Trees t, __global REAL *v, __global REAL *rhs, int item) {
    for (int slot = t.slots - 1; slot >= 0; slot--) {
        const int end = t.begin[slot + 1] * t.cells;
        for (int x = t.begin[slot] * t.cells + item; x < end; x += ITEMS) {
            const int above = t.above[x / t.cells];
            if (above >= 0) {
                t.right[x] = fma(t.pivot[x], t.right[above * t.cells + x % t.cells], t.right[x]);
            }
        }
        SYNC;
    }
    for (int x = item; x < t.places * t.cells; x += ITEMS) {
        const int i = t.first + t.node[x / t.cells] + x % t.cells;
        const REAL change = t.right[x];
        rhs[i] = change;
        v[i] = fma(FACTOR, change, v[i]);
    }
}
