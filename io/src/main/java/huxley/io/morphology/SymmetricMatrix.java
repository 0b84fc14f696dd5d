package huxley.io.morphology;

import java.util.Arrays;
import java.util.Comparator;

/** Eigenvalues and eigenvectors of a symmetric 3 x 3 matrix, by Jacobi rotations. */
final class SymmetricMatrix {
    private static final int SWEEPS = 50;

    private final double[][] a;
    private final double[][] vectors = {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}};

    SymmetricMatrix(double[][] matrix) {
        a = new double[][] {matrix[0].clone(), matrix[1].clone(), matrix[2].clone()};
        for (int sweep = 0; sweep < SWEEPS; sweep++) {
            rotate(0, 1);
            rotate(0, 2);
            rotate(1, 2);
        }
    }

    /** Unit eigenvector of the largest eigenvalue for rank 0, the smallest for rank 2. */
    double[] vector(int rank) {
        Integer[] order = {0, 1, 2};
        Arrays.sort(order, Comparator.comparingDouble(i -> -a[i][i]));
        int column = order[rank];
        return new double[] {vectors[0][column], vectors[1][column], vectors[2][column]};
    }

    private void rotate(int p, int q) {
        if (a[p][q] == 0) {
            return;
        }
        double theta = (a[q][q] - a[p][p]) / (2 * a[p][q]);
        double t = Math.copySign(1, theta) / (Math.abs(theta) + Math.hypot(theta, 1));
        double c = 1 / Math.hypot(t, 1);
        double s = t * c;
        for (int k = 0; k < 3; k++) {
            double akp = a[k][p];
            a[k][p] = c * akp - s * a[k][q];
            a[k][q] = s * akp + c * a[k][q];
        }
        for (int k = 0; k < 3; k++) {
            double apk = a[p][k];
            a[p][k] = c * apk - s * a[q][k];
            a[q][k] = s * apk + c * a[q][k];
            double vkp = vectors[k][p];
            vectors[k][p] = c * vkp - s * vectors[k][q];
            vectors[k][q] = s * vkp + c * vectors[k][q];
        }
    }
}
