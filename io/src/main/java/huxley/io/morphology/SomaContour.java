package huxley.io.morphology;

import huxley.neuron.problem.Span;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * The outline of a cell body, drawn around it in one focal plane, and the body of revolution that stands for it: its
 * axis is the major axis of the outline, its diameter the outline's width there (as NEURON's Import3d makes it).
 *
 * @param points {x, y, z, diam} in um, at least 3, going round
 */
record SomaContour(List<double[]> points, Span where) {
    private static final int SAMPLES = 101;
    private static final int SLICES = 20;
    /** Trees that start this near to the outline belong to the body, um. */
    private static final double NEAR_UM = 0.5;
    /** Positions this near are equal. */
    private static final double ROUNDING_UM = 1e-11;

    boolean isNear(double x_um, double y_um) {
        return x_um >= min(0) - NEAR_UM && x_um <= max(0) + NEAR_UM && y_um >= min(1) - NEAR_UM
                && y_um <= max(1) + NEAR_UM;
    }

    boolean overlaps(SomaContour other) {
        return min(0) <= other.max(0) && other.min(0) <= max(0) && min(1) <= other.max(1) && other.min(1) <= max(1);
    }

    /** Not all points on one line in the plane. */
    boolean enclosesArea() {
        double[] a = points.getFirst();
        double[] b = points.stream().max(Comparator.comparingDouble(p -> distance(a, p, 2))).orElseThrow();
        double span = distance(a, b, 2);
        return points.stream().anyMatch(
                p -> Math.abs((b[0] - a[0]) * (p[1] - a[1]) - (b[1] - a[1]) * (p[0] - a[0])) > 1e-9 * span * span);
    }

    private double min(int axis) {
        return points.stream().mapToDouble(p -> p[axis]).min().orElseThrow();
    }

    private double max(int axis) {
        return points.stream().mapToDouble(p -> p[axis]).max().orElseThrow();
    }

    /** The circle {x, y, z, diam} that stands for one slice of several: mean of the radii by perimeter and by distance. */
    double[] circle() {
        double perimeter_um = 0;
        for (int i = 0; i < points.size(); i++) {
            perimeter_um += distance(points.get(i), points.get((i + 1) % points.size()), 3);
        }
        double[][] samples = resampled();
        double[] center = mean(samples);
        double meanRadius_um = Arrays.stream(samples).mapToDouble(p -> distance(p, center, 3)).average().orElseThrow();
        return new double[] {center[0], center[1], center[2], meanRadius_um + perimeter_um / (2 * Math.PI)};
    }

    /** Points {x, y, z, diam} along the major axis. */
    List<double[]> alongMajorAxis() {
        double[][] samples = resampled();
        double[] center = mean(samples);
        double[][] axes = axes(samples, center);
        double[] major = axes[0];
        double[] minor = axes[1];
        double[] along = new double[SAMPLES];
        double[] across = new double[SAMPLES];
        for (int i = 0; i < SAMPLES; i++) {
            for (int k = 0; k < 3; k++) {
                along[i] += (samples[i][k] - center[k]) * major[k];
                across[i] += (samples[i][k] - center[k]) * minor[k];
            }
        }
        return slices(new Sides(along, across), center, major);
    }

    private static List<double[]> slices(Sides sides, double[] center, double[] major) {
        double[] sorted = sides.positions();
        double from = sorted[1];
        double to = sorted[sorted.length - 2];
        double[] diam = new double[SLICES + 1];
        List<double[]> slices = new ArrayList<>();
        for (int i = 0; i <= SLICES; i++) {
            double at = from + i * (to - from) / SLICES;
            diam[i] = sides.width(at);
            slices.add(
                    new double[] {center[0] + at * major[0], center[1] + at * major[1], center[2] + at * major[2], 0});
        }
        diam[0] = (diam[0] + diam[1]) / 2;
        diam[SLICES] = (diam[SLICES] + diam[SLICES - 1]) / 2;
        for (int i = 0; i <= SLICES; i++) {
            slices.get(i)[3] = diam[i];
        }
        return slices;
    }

    /** Equally spaced along the outline as it appears in the plane, from its first to its last point. */
    private double[][] resampled() {
        int n = points.size();
        double[] arc = new double[n];
        for (int i = 1; i < n; i++) {
            arc[i] = arc[i - 1] + distance(points.get(i - 1), points.get(i), 2);
        }
        double[][] samples = new double[SAMPLES][3];
        for (int k = 0; k < 3; k++) {
            int axis = k;
            double[] values = points.stream().mapToDouble(p -> p[axis]).toArray();
            for (int i = 0; i < SAMPLES; i++) {
                samples[i][k] = interpolated(arc, values, i * (arc[n - 1] / (SAMPLES - 1)));
            }
        }
        return samples;
    }

    private static double[] mean(double[][] samples) {
        double[] mean = new double[3];
        for (double[] sample : samples) {
            for (int k = 0; k < 3; k++) {
                mean[k] += sample[k];
            }
        }
        for (int k = 0; k < 3; k++) {
            mean[k] /= samples.length;
        }
        return mean;
    }

    private static double distance(double[] a, double[] b, int dimensions) {
        double sum = 0;
        for (int k = 0; k < dimensions; k++) {
            sum += (a[k] - b[k]) * (a[k] - b[k]);
        }
        return Math.sqrt(sum);
    }

    static double interpolated(double[] position, double[] value, double at) {
        int n = position.length;
        if (at <= position[0]) {
            return value[0];
        }
        if (at >= position[n - 1]) {
            return value[n - 1];
        }
        int i = 1;
        while (position[i] < at) {
            i++;
        }
        double f = (at - position[i - 1]) / (position[i] - position[i - 1]);
        return (1 - f) * value[i - 1] + f * value[i];
    }

    /** Major axis, and the normal to it in the x-y plane from the second axis; from the moments of the samples. */
    private static double[][] axes(double[][] samples, double[] center) {
        double[][] moment = new double[3][3];
        for (double[] sample : samples) {
            for (int i = 0; i < 3; i++) {
                for (int j = 0; j < 3; j++) {
                    moment[i][j] += (sample[i] - center[i]) * (sample[j] - center[j]);
                }
            }
        }
        SymmetricMatrix eigen = new SymmetricMatrix(moment);
        double[] major = eigen.vector(0);
        double[] minor = eigen.vector(1);
        minor[2] = 0;
        double length = Math.hypot(minor[0], minor[1]);
        return new double[][] {major, {minor[0] / length, minor[1] / length, 0}};
    }

    /** The two halves of the outline between its extreme points, each a function of the position on the axis. */
    private static final class Sides {
        private final double[] position1;
        private final double[] across1;
        private final double[] position2;
        private final double[] across2;

        Sides(double[] along, double[] across) {
            int n = along.length;
            int top = 0;
            for (int i = 1; i < n; i++) {
                top = along[i] > along[top] ? i : top;
            }
            int bottom = 0;
            for (int i = 1; i < n; i++) {
                bottom = along[(top + i) % n] < along[(top + bottom) % n] ? i : bottom;
            }
            double[][] down = new double[2][bottom];
            double[][] up = new double[2][n - bottom];
            for (int i = 0; i < n; i++) {
                int from = (top + i) % n;
                double[][] side = i < bottom ? down : up;
                int to = i < bottom ? bottom - 1 - i : i - bottom;
                side[0][to] = along[from];
                side[1][to] = across[from];
            }
            down = ascending(down);
            up = ascending(up);
            position1 = down[0];
            across1 = down[1];
            position2 = up[0];
            across2 = up[1];
        }

        double[] positions() {
            double[] all = Arrays.copyOf(position1, position1.length + position2.length);
            System.arraycopy(position2, 0, all, position1.length, position2.length);
            Arrays.sort(all);
            return all;
        }

        double width(double at) {
            return Math.abs(interpolated(position1, across1, at) - interpolated(position2, across2, at));
        }

        /** Leaves out points that turn back, so that positions strictly ascend. */
        private static double[][] ascending(double[][] side) {
            List<double[]> kept = new ArrayList<>();
            for (int i = 0; i < side[0].length; i++) {
                kept.add(new double[] {side[0][i], side[1][i]});
            }
            int j = kept.size() - 1;
            while (j > 0) {
                if (kept.get(j)[0] <= kept.get(j - 1)[0] + ROUNDING_UM) {
                    kept.remove(j);
                    j = Math.min(j, kept.size() - 1);
                    continue;
                }
                j--;
            }
            return new double[][] {kept.stream().mapToDouble(p -> p[0]).toArray(),
                    kept.stream().mapToDouble(p -> p[1]).toArray()};
        }
    }
}
