package huxley.neuron.cell;

/**
 * The tree of compartments of one cell (spatial discretisation). Arrays are shared between cells and must not be
 * changed. Nodes of area 0 stand at section ends where branches meet or where something is placed at x = 0 or 1.
 *
 * @param parent [compartment] index of the parent, below its own; -1 for compartment 0, the root
 * @param area_um2 [compartment] membrane area
 * @param resistance_MOhm [compartment] axial resistance between this compartment's centre and its parent's
 * @param diam_um [compartment] the diameter a mechanism sees
 * @param length_um [compartment] length along the section, 0 for a zero-area node
 * @param section [compartment] index into the morphology
 * @param x [compartment] position of the centre along its section, 0 to 1
 * @param distance_um [compartment] path distance from the centre of the root section
 */
public record Compartments(int[] parent, double[] area_um2, double[] resistance_MOhm, double[] diam_um,
        double[] length_um, int[] section, double[] x, double[] distance_um, double[] centerX_um, double[] centerY_um,
        double[] centerZ_um) {
    public int size() {
        return parent.length;
    }

    /**
     * The compartment at a position: the one that contains it, or the zero-area node when {@code at} is exactly 0 or 1
     * and such a node stands there; for x = 0 of a child section the node it attaches to.
     */
    public int locate(int sectionIndex, double at) {
        int best = -1;
        for (int i = 0; i < parent.length; i++) {
            if (section[i] == sectionIndex && holds(i, at) && (best < 0 || length_um[i] == 0)) {
                best = i;
            }
        }
        if (best < 0) {
            throw new IllegalArgumentException("no compartment at " + at + " of section " + sectionIndex);
        }
        return best;
    }

    private boolean holds(int i, double at) {
        if (length_um[i] == 0) {
            return x[i] == at;
        }
        double half = 0.5 / countIn(section[i]);
        return at >= x[i] - half - 1e-12 && (at < x[i] + half - 1e-12 || (at <= 1 && x[i] + half > 1 - 1e-12));
    }

    private int countIn(int sectionIndex) {
        int n = 0;
        for (int i = 0; i < parent.length; i++) {
            if (section[i] == sectionIndex && length_um[i] > 0) {
                n++;
            }
        }
        return n;
    }
}
