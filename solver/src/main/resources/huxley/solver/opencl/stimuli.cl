// The value of a waveform: where times and values begin, number of points, whether to interpolate. False where it is not defined.
static bool waveform(__global const long *w, __global const double *doubles, double t, int afterSteps, double *x) {
    __global const double *time = doubles + w[0];
    __global const double *value = doubles + w[1];
    const int n = w[2];
    if (n == 0 || !w[3] && t < time[0]) {
        return false;
    }
    int come = 0;
    for (int end = n; come < end;) {
        const int middle = come + (end - come) / 2;
        if (time[middle] < t || afterSteps && time[middle] == t) {
            come = middle + 1;
        } else {
            end = middle;
        }
    }
    const int last = max(0, come - 1);
    if (come == 0 || come == n || !w[3]) {
        *x = value[last];
    } else {
        const double fraction = (t - time[last]) / (time[come] - time[last]);
        *x = value[last] + (value[come] - value[last]) * fraction;
    }
    return true;
}

// Sets played variables.
static void play(__global const long *played, int n, __global double *doubles, __global float *floats,
        __global const long *longs, int item, double t, int afterSteps) {
    for (int i = item; i < n; i += ITEMS) {
        __global const long *p = played + 3 * i;
        double x;
        for (int w = p[2] - 1; w >= 0; w--) {
            if (waveform(longs + p[1] + 4 * w, doubles, t, afterSteps, &x)) {
                if (p[0] & 1) {
                    floats[p[0] >> 1] = x;
                } else {
                    doubles[p[0] >> 1] = x;
                }
                break;
            }
        }
    }
}

// Adds the currents that imposed potentials drive along cables. A work-item takes the same nodes of all those of one cell.
static void impose(__global const long *imposed, int n, __global const double *doubles, __global const long *longs,
        __global const int *ints, int item, double t, __global REAL *rhs) {
    for (int i = 0; i < n; i++) {
        __global const long *p = imposed + 4 * i;
        __global const int *node = ints + p[1];
        __global const double *drive = doubles + p[2];
        double x;
        if (waveform(longs + p[3], doubles, t, 1, &x)) {
            for (int k = item; k < p[0]; k += ITEMS) {
                rhs[node[k]] = fma(drive[k], x, (double) rhs[node[k]]);
            }
        }
    }
}
