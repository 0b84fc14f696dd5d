package huxley.neuron.cell;

import java.util.Arrays;

/**
 * The tree of compartments of one cell (spatial discretisation). Arrays are shared between cells and must not be
 * changed. Compartment 0 is the root; a parent stands before its children; the compartments of a section stand side by
 * side, in order of x. Nodes of area 0 stand at section ends where branches meet or where something is placed at x = 0
 * or 1.
 */
public final class Compartments {
    private final int[] parent;
    private final double[] area_um2;
    private final double[] resistance_MOhm;
    private final double[] diam_um;
    private final double[] length_um;
    private final int[] section;
    private final double[] x;
    private final double[] distance_um;
    private final double[] centerX_um;
    private final double[] centerY_um;
    private final double[] centerZ_um;
    private final int[] first;
    private final int[] count;
    private final int[] nodeAt0;
    private final int[] nodeAt1;

    /**
     * @param parent [compartment] index of the parent, below its own; -1 for compartment 0, the root
     * @param area_um2 [compartment] membrane area
     * @param resistance_MOhm [compartment] axial resistance between this compartment's centre and its parent's
     * @param diam_um [compartment] the diameter a mechanism sees
     * @param length_um [compartment] length along the section, 0 for a zero-area node
     * @param section [compartment] index into the morphology
     * @param x [compartment] position of the centre along its section, 0 to 1
     * @param distance_um [compartment] path distance from the centre of the root section
     * @param centerX_um [compartment] coordinate of the centre, likewise y and z
     */
    public Compartments(int[] parent, double[] area_um2, double[] resistance_MOhm, double[] diam_um, double[] length_um,
            int[] section, double[] x, double[] distance_um, double[] centerX_um, double[] centerY_um,
            double[] centerZ_um) {
        this.parent = parent;
        this.area_um2 = area_um2;
        this.resistance_MOhm = resistance_MOhm;
        this.diam_um = diam_um;
        this.length_um = length_um;
        this.section = section;
        this.x = x;
        this.distance_um = distance_um;
        this.centerX_um = centerX_um;
        this.centerY_um = centerY_um;
        this.centerZ_um = centerZ_um;
        int sections = Arrays.stream(section).max().orElse(-1) + 1;
        first = filled(sections, -1);
        count = new int[sections];
        nodeAt0 = filled(sections, -1);
        nodeAt1 = filled(sections, -1);
        for (int i = parent.length - 1; i >= 0; i--) {
            if (parent[i] >= i || (i == 0) != (parent[i] < 0)) {
                throw new IllegalArgumentException("compartment " + i + " has parent " + parent[i]);
            }
            if (length_um[i] > 0) {
                first[section[i]] = i;
                count[section[i]]++;
            } else {
                (x[i] == 0 ? nodeAt0 : nodeAt1)[section[i]] = i;
            }
        }
    }

    private static int[] filled(int size, int value) {
        int[] array = new int[size];
        Arrays.fill(array, value);
        return array;
    }

    public int size() {
        return parent.length;
    }

    public int[] parent() {
        return parent;
    }

    public double[] area_um2() {
        return area_um2;
    }

    public double[] resistance_MOhm() {
        return resistance_MOhm;
    }

    public double[] diam_um() {
        return diam_um;
    }

    public double[] length_um() {
        return length_um;
    }

    public int[] section() {
        return section;
    }

    public double[] x() {
        return x;
    }

    public double[] distance_um() {
        return distance_um;
    }

    public double[] centerX_um() {
        return centerX_um;
    }

    public double[] centerY_um() {
        return centerY_um;
    }

    public double[] centerZ_um() {
        return centerZ_um;
    }

    /** The first compartment of a section that has membrane; {@link #countIn} of them follow each other. */
    public int firstOf(int sectionIndex) {
        return first[sectionIndex];
    }

    /** How many compartments with membrane a section has. */
    public int countIn(int sectionIndex) {
        return count[sectionIndex];
    }

    /**
     * The compartment at a position: the one that contains it (at a border the one further from 0), or the zero-area
     * node when {@code at} is exactly 0 or 1 and such a node stands there; for x = 0 of a child section the node or
     * compartment it attaches to.
     */
    public int locate(int sectionIndex, double at) {
        if (!(at >= 0 && at <= 1) || sectionIndex < 0 || sectionIndex >= first.length || first[sectionIndex] < 0) {
            throw new IllegalArgumentException("no compartment at " + at + " of section " + sectionIndex);
        }
        int n = count[sectionIndex];
        if (at == 1) {
            return nodeAt1[sectionIndex] >= 0 ? nodeAt1[sectionIndex] : first[sectionIndex] + n - 1;
        }
        if (at == 0) {
            if (nodeAt0[sectionIndex] >= 0) {
                return nodeAt0[sectionIndex];
            }
            return Math.max(parent[first[sectionIndex]], 0);
        }
        return first[sectionIndex] + Math.min((int) (n * at), n - 1);
    }
}
