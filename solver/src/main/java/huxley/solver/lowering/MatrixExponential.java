package huxley.solver.lowering;

import huxley.solver.program.Op;
import java.util.Arrays;
import java.util.Set;

/**
 * The exact solution of x' = f + A (x - x0) after a time, for METHOD matexp. What it adds to x0 is y with y' = f + A y,
 * y(0) = 0: over a step h so short that h |A| is at most 1, y is summed as a Taylor series,
 *
 * <pre>{@code
 * y(t + h) = y(t) + sum over k of (h A)^k (f + A y(t)) h / (k + 1)!
 * }</pre>
 *
 * whose first term left out is below 1e-17 of the largest. The number of steps is chosen at run time, by the largest row sum
 * of |A|: sums and products only, so fast rates cost more but lose nothing (Higham, SIAM J. Sci. Comput. 33, 488 (2011)).
 */
final class MatrixExponential {
    private static final int TERMS = 18;
    private static final double LONGEST_STEP = 1;

    private final KernelBuilder kernel;
    private final Values values;
    /** [row][column] A, 1/ms. */
    private final int[][] slopes;
    /** [row] f. */
    private final int[] rates;

    MatrixExponential(KernelBuilder kernel, int[][] slopes, int[] rates) {
        this.kernel = kernel;
        this.values = kernel.values;
        this.slopes = slopes;
        this.rates = rates;
    }

    /** y after {@code time}, ms. */
    int[] change(int time) {
        int zero = values.constant(0);
        int steps = values.apply(Op.CEIL, values.apply(Op.MAX, values.constant(1),
                values.div(values.mul(time, largestRowSum()), values.constant(LONGEST_STEP))));
        int h = values.div(time, steps);
        int n = rates.length;
        int[] start = new int[n + 1];
        Arrays.fill(start, zero);
        start[n] = steps;
        int[] end = kernel.loop(Set.of(), start, more -> values.apply(Op.GT, more[n], zero), more -> {
            int[] next = Arrays.copyOf(step(Arrays.copyOf(more, n), h), n + 1);
            next[n] = values.sub(more[n], values.constant(1));
            return next;
        }, Statements.ROUNDS_LIMIT);
        return Arrays.copyOf(end, n);
    }

    private int[] step(int[] y, int h) {
        int[] term = scaled(sum(rates, product(y)), h);
        int[] result = sum(y, term);
        for (int k = 1; k < TERMS; k++) {
            term = scaled(product(term), values.mul(h, values.constant(1.0 / (k + 1))));
            result = sum(result, term);
        }
        return result;
    }

    private int largestRowSum() {
        int largest = values.constant(0);
        for (int[] row : slopes) {
            int sum = values.constant(0);
            for (int slope : row) {
                sum = values.add(sum, values.apply(Op.ABS, slope));
            }
            largest = values.apply(Op.MAX, largest, sum);
        }
        return largest;
    }

    private int[] product(int[] x) {
        int[] product = new int[x.length];
        for (int i = 0; i < x.length; i++) {
            product[i] = values.constant(0);
            for (int j = 0; j < x.length; j++) {
                product[i] = values.add(product[i], values.mul(slopes[i][j], x[j]));
            }
        }
        return product;
    }

    private int[] sum(int[] a, int[] b) {
        int[] sum = new int[a.length];
        for (int i = 0; i < a.length; i++) {
            sum[i] = values.add(a[i], b[i]);
        }
        return sum;
    }

    private int[] scaled(int[] a, int factor) {
        return Arrays.stream(a).map(x -> values.mul(x, factor)).toArray();
    }
}
