package huxley.synapse;

import huxley.neuron.cell.Cell;
import huxley.neuron.cell.Compartments;
import huxley.neuron.morphology.Morphology;
import huxley.neuron.morphology.Section;
import org.jspecify.annotations.Nullable;

/**
 * Tissue that conducts alike everywhere and in all directions, without end. A current I that leaves a point raises the
 * potential at distance d by I / (4 pi sigma d); a current that leaves evenly along a straight line raises it by the mean
 * of that over the line [1]. No electrode comes nearer than the surface of a compartment.
 *
 * <p>[1] G. R. Holt, C. Koch, J. Comput. Neurosci. 6, 169 (1999), doi:10.1023/A:1008832702585, equation 2
 *
 * @param points whether a compartment's current leaves from its middle instead of along its length
 */
public record Medium(double conductivity_S_per_m, boolean points) {
    /**
     * How much the membrane current of each compartment of a cell counts at an electrode.
     *
     * @param at_um x, y, z of the electrode
     * @return [compartment] mV per nA; null if the cell has no shape
     */
    public double @Nullable [] transfer_MOhm(Cell cell, Population population, int gid, double[] at_um) {
        Morphology morphology = cell.morphology();
        if (morphology == null) {
            return null;
        }
        double[] local = local(population, gid - population.first(), at_um);
        Compartments compartments = cell.compartments();
        double[] transfer = new double[compartments.size()];
        for (int i = 0; i < transfer.length; i++) {
            if (compartments.length_um()[i] > 0) {
                Section section = morphology.section(compartments.section()[i]);
                double half = 0.5 / compartments.countIn(compartments.section()[i]);
                double x = compartments.x()[i];
                double[] from = section.at(Math.max(0, x - half));
                double[] to = section.at(Math.min(1, x + half));
                double radius = 0.5 * compartments.diam_um()[i];
                double mean = points
                        ? 1 / Math.max(radius, distance(local, section.at(x)))
                        : meanInverse(local, from, to, radius);
                transfer[i] = mean / (4 * Math.PI * conductivity_S_per_m);
            }
        }
        return transfer;
    }

    /**
     * The potential that a current from an electrode makes at the middle of each compartment of a cell, places without
     * membrane included.
     *
     * @return [compartment] mV per nA
     */
    public double[] transferToMiddles_MOhm(Cell cell, Population population, int gid, double[] at_um) {
        double[] local = local(population, gid - population.first(), at_um);
        Compartments compartments = cell.compartments();
        double[] transfer = new double[compartments.size()];
        for (int i = 0; i < transfer.length; i++) {
            double[] middle = {compartments.centerX_um()[i], compartments.centerY_um()[i],
                    compartments.centerZ_um()[i]};
            transfer[i] = 1 / (4 * Math.PI * conductivity_S_per_m
                    * Math.max(0.5 * compartments.diam_um()[i], distance(local, middle)));
        }
        return transfer;
    }

    /** The electrode in the coordinates of the cell's morphology: rotation transposed times what is left of its place. */
    private static double[] local(Population population, int member, double[] at_um) {
        Population.Placement placement = population.placement();
        if (placement == null) {
            return at_um;
        }
        double x = at_um[0] - placement.x_um()[member];
        double y = at_um[1] - placement.y_um()[member];
        double z = at_um[2] - placement.z_um()[member];
        double[] r = placement.rotation();
        if (r.length == 0) {
            return new double[] {x, y, z};
        }
        int m = 9 * member;
        return new double[] {r[m] * x + r[m + 3] * y + r[m + 6] * z, r[m + 1] * x + r[m + 4] * y + r[m + 7] * z,
                r[m + 2] * x + r[m + 5] * y + r[m + 8] * z};
    }

    private static double distance(double[] a, double[] b) {
        return Math.sqrt((a[0] - b[0]) * (a[0] - b[0]) + (a[1] - b[1]) * (a[1] - b[1]) + (a[2] - b[2]) * (a[2] - b[2]));
    }

    /** Mean of 1 / distance over a straight line, 1/um. */
    private static double meanInverse(double[] p, double[] from, double[] to, double radius_um) {
        double length = distance(from, to);
        if (length < 1e-9) {
            return 1 / Math.max(radius_um, distance(p, from));
        }
        double along = 0;
        for (int axis = 0; axis < 3; axis++) {
            along += (p[axis] - from[axis]) * (to[axis] - from[axis]) / length;
        }
        double square = distance(p, from);
        double across = Math.max(radius_um, Math.sqrt(Math.max(0, square * square - along * along)));
        return (asinh((length - along) / across) + asinh(along / across)) / length;
    }

    private static double asinh(double x) {
        double size = Math.abs(x);
        return Math.copySign(StrictMath.log1p(size + size * size / (1 + Math.sqrt(1 + size * size))), x);
    }
}
