package huxley.neuron.cell;

import huxley.neuron.morphology.Morphology;
import huxley.neuron.morphology.Section;
import java.util.Arrays;
import java.util.Set;

/**
 * Joins the cut sections of one morphology into a tree of compartments: finds what every section attaches to, numbers
 * the compartments and fills their arrays. {@link Discretization} states the rules. Used once.
 */
final class CompartmentTree {
    private static final int NONE = -1;

    private final Morphology morphology;
    private final int root;
    private final int[] order;
    private final int[] count;
    private final SectionGeometry[] geometry;
    /** [section] the junction its end 0 joins, NONE for a centre. Junction s is end 1 of section s, the last is end 0 of the root. */
    private final int[] junction;
    /** [junction] its zero-area node, NONE where it is eliminated. */
    private final int[] node;
    /** [section] its first compartment. */
    private final int[] first;
    /** [section] path distance of its end 0 from the centre of the root section. */
    private final double[] start_um;

    private int[] parent = new int[0];
    private double[] area_um2 = new double[0];
    private double[] resistance_MOhm = new double[0];
    private double[] diam_um = new double[0];
    private double[] length_um = new double[0];
    private int[] section = new int[0];
    private double[] x = new double[0];
    private double[] distance_um = new double[0];
    private double[][] center_um = new double[3][0];

    CompartmentTree(Morphology morphology, int[] count, double[] axialResistivity_ohm_cm) {
        this.morphology = morphology;
        this.count = count;
        order = morphology.fromRoot();
        root = order[0];
        geometry = new SectionGeometry[order.length];
        Arrays.setAll(geometry, s -> new SectionGeometry(morphology.section(s), count[s], axialResistivity_ohm_cm[s]));
        junction = new int[order.length];
        node = new int[order.length + 1];
        first = new int[order.length];
        start_um = new double[order.length];
    }

    Compartments build(Set<SectionEnd> extraNodes) {
        allocate(number(keptJunctions(extraNodes)));
        for (int s : order) {
            start_um[s] = s == root ? 0 : distanceOfJoint_um(s);
            fillCompartments(s);
            fillNodes(s);
        }
        return new Compartments(parent, area_um2, resistance_MOhm, diam_um, length_um, section, x, distance_um,
                center_um[0], center_um[1], center_um[2]);
    }

    /** Finds the junction of every section; returns [junction] whether a node stands there. */
    private boolean[] keptJunctions(Set<SectionEnd> extraNodes) {
        int[] children = new int[node.length];
        for (int s : order) {
            Section cable = morphology.section(s);
            if (s == root) {
                junction[s] = rootEnd();
            } else if (cable.parentX() == 1) {
                junction[s] = cable.parent();
            } else {
                junction[s] = cable.parentX() == 0 ? junction[cable.parent()] : NONE;
            }
            if (s != root && junction[s] != NONE) {
                children[junction[s]]++;
            }
        }
        boolean[] kept = new boolean[node.length];
        for (int j = 0; j < kept.length; j++) {
            kept[j] = children[j] > 1;
        }
        for (SectionEnd end : extraNodes) {
            int j = end.at() == 1 ? end.section() : junction[end.section()];
            if (j != NONE) {
                kept[j] = true;
            }
        }
        return kept;
    }

    private int rootEnd() {
        return node.length - 1;
    }

    /** Gives every compartment its index; returns how many there are. */
    private int number(boolean[] kept) {
        Arrays.fill(node, NONE);
        int size = 0;
        for (int s : order) {
            first[s] = size;
            size += count[s];
            if (s == root && kept[rootEnd()]) {
                node[rootEnd()] = size++;
            }
            if (kept[s]) {
                node[s] = size++;
            }
        }
        return size;
    }

    private void allocate(int size) {
        parent = new int[size];
        area_um2 = new double[size];
        resistance_MOhm = new double[size];
        diam_um = new double[size];
        length_um = new double[size];
        section = new int[size];
        x = new double[size];
        distance_um = new double[size];
        center_um = new double[3][size];
    }

    private void fillCompartments(int s) {
        SectionGeometry cut = geometry[s];
        for (int k = 0; k < count[s]; k++) {
            int i = first[s] + k;
            area_um2[i] = cut.area_um2[k];
            diam_um[i] = cut.diam_um[k];
            length_um[i] = cut.length_um;
            place(i, s, (k + 0.5) / count[s]);
            if (k > 0) {
                parent[i] = i - 1;
                resistance_MOhm[i] = cut.towards1_MOhm[k - 1] + cut.towards0_MOhm[k];
            }
        }
        if (s == root) {
            parent[first[s]] = -1;
        } else {
            parent[first[s]] = joint(s);
            resistance_MOhm[first[s]] = cut.towards0_MOhm[0] + resistanceBeyondJoint_MOhm(s);
        }
    }

    private void fillNodes(int s) {
        SectionGeometry cut = geometry[s];
        if (s == root && node[rootEnd()] != NONE) {
            int i = node[rootEnd()];
            parent[i] = first[s];
            resistance_MOhm[i] = cut.towards0_MOhm[0];
            diam_um[i] = morphology.section(s).diam_um()[0];
            place(i, s, 0);
        }
        if (node[s] != NONE) {
            int i = node[s];
            parent[i] = last(s);
            resistance_MOhm[i] = cut.towards1_MOhm[count[s] - 1];
            diam_um[i] = morphology.section(s).diam_um()[morphology.section(s).points() - 1];
            place(i, s, 1);
        }
    }

    private void place(int i, int s, double at) {
        section[i] = s;
        x[i] = at;
        distance_um[i] = distance_um(s, at);
        double[] there = morphology.section(s).at(at);
        for (int axis = 0; axis < 3; axis++) {
            center_um[axis][i] = there[axis];
        }
    }

    private double distance_um(int s, double at) {
        double length = geometry[s].length_um * count[s];
        return s == root ? Math.abs(at - 0.5) * length : start_um[s] + at * length;
    }

    private int last(int s) {
        return first[s] + count[s] - 1;
    }

    /** The compartment of the parent whose centre a section joins. */
    private int centerJoined(int s) {
        Section cable = morphology.section(s);
        int n = count[cable.parent()];
        return first[cable.parent()] + Math.min((int) (n * cable.parentX()), n - 1);
    }

    /** What the first compartment of a section hangs on: a node, a centre, or across an eliminated junction. */
    private int joint(int s) {
        int j = junction[s];
        if (j == NONE) {
            return centerJoined(s);
        }
        if (node[j] != NONE) {
            return node[j];
        }
        return j == rootEnd() ? first[root] : last(j);
    }

    /** The half resistance on the far side of an eliminated junction, else 0. */
    private double resistanceBeyondJoint_MOhm(int s) {
        int j = junction[s];
        if (j == NONE || node[j] != NONE) {
            return 0;
        }
        return j == rootEnd() ? geometry[root].towards0_MOhm[0] : geometry[j].towards1_MOhm[count[j] - 1];
    }

    private double distanceOfJoint_um(int s) {
        int j = junction[s];
        if (j == NONE) {
            return distance_um[centerJoined(s)];
        }
        return j == rootEnd() ? distance_um(root, 0) : distance_um(j, 1);
    }
}
