package huxley.solver.cable;

import huxley.neuron.cell.Compartments;
import java.util.Arrays;

/**
 * The constant part of the cable equation of one kind of cell, in the order in which it is solved: by depth in the tree,
 * then by compartment, so that neighbours in memory do not wait for each other and a parent stands before its children.
 *
 * <p>Row i reads {@code (capacity / dt + axial + dI/dV) dv_i - upper_i dv_parent - sum lower_child dv_child = rhs_i}. A
 * compartment of area 0 counts as {@link #UNIT_AREA_um2} (its row is then in nA) and has no capacity.
 *
 * @param position [compartment] place in the order of solution
 * @param parent [position] position of the parent, -1 for the root at 0
 * @param upper_S_per_cm2 [position] axial conductance to the parent per own area
 * @param lower_S_per_cm2 [position] the same conductance per area of the parent
 * @param axial_S_per_cm2 [position] sum of the axial conductances of the row
 * @param capacity_mF_per_cm2 [position] membrane capacitance, 0 where the area is 0
 * @param area_um2 [position] area that currents are divided by
 */
public record CableMatrix(int[] position, int[] parent, double[] upper_S_per_cm2, double[] lower_S_per_cm2,
        double[] axial_S_per_cm2, double[] capacity_mF_per_cm2, double[] area_um2) {
    /** Area that stands in for 0: nA and mA/cm2 are the same number there. */
    public static final double UNIT_AREA_um2 = 100;
    /** mA/cm2 in one nA/um2, and S/cm2 in one uS/um2. */
    private static final double PER_AREA = 100;
    private static final double mF_PER_uF = 0.001;

    public int size() {
        return parent.length;
    }

    /** The matrix of a tree of compartments. */
    public static CableMatrix of(Compartments tree, double[] capacitance_uF_per_cm2) {
        int n = tree.size();
        int[] position = byDepth(tree.parent());
        int[] parent = new int[n];
        double[] area = new double[n];
        double[] capacity = new double[n];
        for (int c = 0; c < n; c++) {
            int p = position[c];
            parent[p] = c == 0 ? -1 : position[tree.parent()[c]];
            boolean membrane = tree.area_um2()[c] > 0;
            area[p] = membrane ? tree.area_um2()[c] : UNIT_AREA_um2;
            capacity[p] = membrane ? capacitance_uF_per_cm2[c] * mF_PER_uF : 0;
        }
        double[] upper = new double[n];
        double[] lower = new double[n];
        double[] axial = new double[n];
        for (int c = n - 1; c > 0; c--) {
            int p = position[c];
            double conductance_uS = 1 / tree.resistance_MOhm()[c];
            upper[p] = PER_AREA * conductance_uS / area[p];
            lower[p] = PER_AREA * conductance_uS / area[parent[p]];
            axial[p] += upper[p];
            axial[parent[p]] += lower[p];
        }
        return new CableMatrix(position, parent, upper, lower, axial, capacity, area);
    }

    /** Diagonal without mechanisms, {@code rate_per_ms} being 1 / dt (or 2 / dt for half a step). */
    public double[] diagonal(double rate_per_ms) {
        double[] diagonal = new double[size()];
        for (int i = 0; i < diagonal.length; i++) {
            diagonal[i] = Math.fma(capacity_mF_per_cm2[i], rate_per_ms, axial_S_per_cm2[i]);
        }
        return diagonal;
    }

    private static int[] byDepth(int[] parent) {
        int n = parent.length;
        int[] depth = new int[n];
        int[] start = new int[n + 2];
        for (int c = 0; c < n; c++) {
            depth[c] = c == 0 ? 0 : depth[parent[c]] + 1;
            start[depth[c] + 1]++;
        }
        Arrays.parallelPrefix(start, Integer::sum);
        int[] position = new int[n];
        for (int c = 0; c < n; c++) {
            position[c] = start[depth[c]]++;
        }
        return position;
    }
}
