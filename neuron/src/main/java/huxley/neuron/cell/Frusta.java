package huxley.neuron.cell;

import huxley.neuron.morphology.Morphology;
import huxley.neuron.morphology.Section;
import java.util.ArrayList;
import java.util.List;

/**
 * The shape of a cell for drawing: truncated cones, each within one compartment. All arrays are per cone.
 *
 * @param compartment the compartment it belongs to
 * @param from_um {x, y, z, diam} at its end towards 0: [cone][4]
 * @param to_um likewise at the other end
 */
public record Frusta(int[] compartment, double[][] from_um, double[][] to_um) {
    public int size() {
        return compartment.length;
    }

    /** The cones of the morphology, cut at the borders of its compartments; section by section. */
    public static Frusta of(Morphology morphology, Compartments compartments) {
        List<Integer> compartment = new ArrayList<>();
        List<double[]> from = new ArrayList<>();
        List<double[]> to = new ArrayList<>();
        for (int s = 0; s < morphology.size(); s++) {
            Section section = morphology.section(s);
            double[] arc = section.arc_um();
            double total = arc[arc.length - 1];
            int n = compartments.countIn(s);
            int k = 0;
            double[] here = point(section, 0);
            for (int i = 1; i < arc.length; i++) {
                while (k + 1 < n && total * (k + 1) / n < arc[i]) {
                    double[] border = section.at((k + 1.0) / n);
                    compartment.add(compartments.firstOf(s) + k);
                    from.add(here);
                    to.add(border);
                    here = border;
                    k++;
                }
                double[] end = point(section, i);
                compartment.add(compartments.firstOf(s) + k);
                from.add(here);
                to.add(end);
                here = end;
            }
        }
        return new Frusta(compartment.stream().mapToInt(Integer::intValue).toArray(), from.toArray(double[][]::new),
                to.toArray(double[][]::new));
    }

    private static double[] point(Section section, int i) {
        return new double[] {section.x_um()[i], section.y_um()[i], section.z_um()[i], section.diam_um()[i]};
    }
}
