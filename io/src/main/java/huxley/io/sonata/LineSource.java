package huxley.io.sonata;

import huxley.neuron.cell.Cell;
import huxley.neuron.morphology.Morphology;
import huxley.synapse.Population;

/**
 * Transfer resistance from the compartments of a cell to a point in a homogeneous medium of 0.3 S/m, each compartment being
 * a straight line that gives off its current evenly (Holt and Koch, Journal of Computational Neuroscience 6:169-184, 1999).
 */
final class LineSource {
    private static final double CONDUCTIVITY_S_PER_M = 0.3;

    private LineSource() {
    }

    /** [compartment] mV per nA; 0 for nodes without membrane. */
    static double[] transfer(Cell cell, Population.Placement placement, int member, double[] electrode) {
        Morphology morphology = java.util.Objects.requireNonNull(cell.morphology());
        double[] transfer = new double[cell.compartments().size()];
        for (int i = 0; i < transfer.length; i++) {
            if (cell.compartments().length_um()[i] > 0) {
                double[][] ends = Coordinates.ends(morphology, cell.compartments(), i);
                transfer[i] = between(Coordinates.inCircuit(placement, member, ends[0]),
                        Coordinates.inCircuit(placement, member, ends[1]), electrode);
            }
        }
        return transfer;
    }

    static double between(double[] start, double[] end, double[] electrode) {
        double length2 = 0;
        double r2 = 0;
        double along = 0;
        for (int k = 0; k < 3; k++) {
            double step = end[k] - start[k];
            double away = electrode[k] - 0.5 * (start[k] + end[k]);
            length2 += step * step;
            r2 += away * away;
            along += away * step;
        }
        double length = Math.sqrt(length2);
        double parallel = Math.abs(along / length);
        double across2 = Math.max(0, r2 - parallel * parallel);
        double upper = parallel + length / 2;
        double lower = parallel - length / 2;
        double ratio = (upper + Math.sqrt(upper * upper + across2)) / (lower + Math.sqrt(lower * lower + across2));
        return Math.log(ratio) / length / (4 * Math.PI * CONDUCTIVITY_S_PER_M);
    }
}
