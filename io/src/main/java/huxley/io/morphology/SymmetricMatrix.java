package huxley.io.morphology;

import java.util.Arrays;
import java.util.Comparator;

/**
 * Eigenvalues and eigenvectors of a symmetric 3 x 3 matrix: tridiagonal by reflections, then diagonal by implicit QR steps
 * with Wilkinson's shift. Either sign of an eigenvector is right; this algorithm leaves the one that NEURON's leaves, so that
 * the axis of an outline points the same way.
 *
 * <p>Reference: G. H. Golub and C. F. Van Loan, Matrix Computations, 4th ed., sections 5.1 and 8.3.
 */
final class SymmetricMatrix {
    private static final int STEPS = 100;
    private static final double EPSILON = 0x1p-52;

    /** Turns diagonal; equals vectors^T matrix vectors. */
    private double[][] a;
    private double[][] vectors = {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}};

    SymmetricMatrix(double[][] matrix) {
        a = new double[][] {matrix[0].clone(), matrix[1].clone(), matrix[2].clone()};
        makeTridiagonal();
        for (int steps = 0; lastCoupled() > 0 && steps < STEPS; steps++) {
            int last = lastCoupled();
            step(last == 2 && a[1][0] != 0 ? 0 : last - 1, last);
            dropRounding();
        }
    }

    /** Unit eigenvector of the largest eigenvalue for rank 0, the smallest for rank 2. */
    double[] vector(int rank) {
        Integer[] order = {0, 1, 2};
        Arrays.sort(order, Comparator.comparingDouble(i -> -a[i][i]));
        int column = order[rank];
        return new double[] {vectors[0][column], vectors[1][column], vectors[2][column]};
    }

    /** One reflection for each column, the second of a single element. */
    private void makeTridiagonal() {
        double x = a[1][0];
        double y = a[2][0];
        double norm = Math.hypot(x, y);
        if (norm > 0) {
            double c = (x > 0 ? -x : x) / norm;
            double s = (x > 0 ? -y : y) / norm;
            transform(new double[][] {{1, 0, 0}, {0, c, s}, {0, s, -c}});
        }
        if (a[2][1] != 0) {
            transform(new double[][] {{1, 0, 0}, {0, 1, 0}, {0, 0, -1}});
        }
    }

    /** The last row that is still coupled to the one before, 0 if none is. */
    private int lastCoupled() {
        return a[2][1] != 0 ? 2 : a[1][0] != 0 ? 1 : 0;
    }

    private void dropRounding() {
        a[2][0] = 0;
        a[0][2] = 0;
        for (int i = 1; i < 3; i++) {
            if (Math.abs(a[i][i - 1]) <= EPSILON * (Math.abs(a[i][i]) + Math.abs(a[i - 1][i - 1]))) {
                a[i][i - 1] = 0;
                a[i - 1][i] = 0;
            }
        }
    }

    private void step(int first, int last) {
        double half = (a[last - 1][last - 1] - a[last][last]) / 2;
        double b = a[last][last - 1];
        double shift = a[last][last] - b * b / (half + Math.copySign(Math.hypot(half, b), half));
        double x = a[first][first] - shift;
        double y = a[first + 1][first];
        for (int i = first; i < last; i++) {
            double norm = Math.hypot(x, y);
            double c = norm == 0 ? 1 : x / norm;
            double s = norm == 0 ? 0 : y / norm;
            double[][] rotation = {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}};
            rotation[i][i] = c;
            rotation[i][i + 1] = -s;
            rotation[i + 1][i] = s;
            rotation[i + 1][i + 1] = c;
            transform(rotation);
            if (i + 1 < last) {
                x = a[1][0];
                y = a[2][0];
            }
        }
    }

    private void transform(double[][] orthogonal) {
        double[][] transposed = new double[3][3];
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                transposed[i][j] = orthogonal[j][i];
            }
        }
        a = product(product(transposed, a), orthogonal);
        vectors = product(vectors, orthogonal);
    }

    private static double[][] product(double[][] left, double[][] right) {
        double[][] product = new double[3][3];
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                product[i][j] = left[i][0] * right[0][j] + left[i][1] * right[1][j] + left[i][2] * right[2][j];
            }
        }
        return product;
    }
}
