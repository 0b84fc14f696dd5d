package huxley.neuron.cell;

import huxley.neuron.morphology.Section;

/**
 * One section cut into compartments of equal length: the integrals over its truncated cones. Each compartment has two
 * halves; the axial resistance of a half is that between the compartment's centre and its border,
 * Ra * integral of 4 / (pi diam^2) dx, which over one cone from diameter a to b is Ra * 4 length / (pi a b).
 */
final class SectionGeometry {
    /** A stand-in for the conductance per length of a cone that ends in a point, um; current hardly passes. */
    private static final double POINTED_UM = 1e-15;
    /** Sections shorter than 0.1 nm count as this long, else their conductance would drown all others. */
    private static final double SHORTEST_UM = 1e-4;

    /** Length of each compartment. */
    final double length_um;
    /** [compartment] membrane area; rings at steps in diameter count. */
    final double[] area_um2;
    /** [compartment] mean diameter along the length. */
    final double[] diam_um;
    /** [compartment] resistance from the border towards 0 to the centre. */
    final double[] towards0_MOhm;
    /** [compartment] resistance from the centre to the border towards 1. */
    final double[] towards1_MOhm;

    private final Section section;
    private final double[] arc_um;
    /** Where the walk along the points stands. */
    private int point;
    private double at_um;
    private double here_um;

    SectionGeometry(Section section, int compartments, double axialResistivity_ohm_cm) {
        this.section = section;
        this.arc_um = section.arc_um();
        arc_um[arc_um.length - 1] = Math.max(arc_um[arc_um.length - 1], SHORTEST_UM);
        double total_um = arc_um[arc_um.length - 1];
        length_um = total_um / compartments;
        area_um2 = new double[compartments];
        diam_um = new double[compartments];
        towards0_MOhm = new double[compartments];
        towards1_MOhm = new double[compartments];
        here_um = section.diam_um()[0];
        double scale = axialResistivity_ohm_cm * 4 / Math.PI * 0.01;
        for (int k = 0; k < compartments; k++) {
            towards0_MOhm[k] = scale * walk(k, total_um * (2 * k + 1) / (2 * compartments));
            towards1_MOhm[k] = scale * walk(k, total_um * (2 * k + 2) / (2 * compartments));
            area_um2[k] *= 0.5 * Math.PI;
            diam_um[k] *= 0.5 / length_um;
        }
    }

    /**
     * Goes on to position {@code end_um}, adds area and diameter to compartment {@code k}.
     *
     * @return the sum of length / (diam * diam) over the pieces passed, 1/um
     */
    private double walk(int k, double end_um) {
        double sum = 0;
        boolean arrived = false;
        while (!arrived) {
            int next = point + 1;
            double to_um = arc_um[next];
            double diamThere_um = section.diam_um()[next];
            arrived = to_um > end_um || next == arc_um.length - 1;
            if (arrived) {
                double step = to_um - arc_um[point];
                double f = step < 1e-10 ? 1 : (end_um - arc_um[point]) / step;
                diamThere_um = (1 - f) * section.diam_um()[point] + f * diamThere_um;
                to_um = end_um;
            } else {
                point = next;
            }
            double length = to_um - at_um;
            double sumOfDiams = here_um + diamThere_um;
            double conductance = here_um * diamThere_um / Math.max(length, 1e-15);
            sum += 1 / (conductance > 0 ? conductance : POINTED_UM);
            area_um2[k] += sumOfDiams * Math.hypot(length, 0.5 * (diamThere_um - here_um));
            diam_um[k] += sumOfDiams * length;
            at_um = to_um;
            here_um = diamThere_um;
        }
        return sum;
    }
}
