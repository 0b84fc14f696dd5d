package huxley.neuron.morphology;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/** Changes that models make to a reconstruction before they use it. The given morphology stays as it is. */
public final class Surgery {
    private static final int AXON = 2;
    /** The stubs that Allen Institute models put in place of an axon, um. */
    private static final double ALLEN_STUB_UM = 30;
    /** Where those models look for the diameter of the second stub: the first axon section whose middle is farther, um. */
    private static final double ALLEN_FAR_UM = 60;

    /** From the y axis towards the x axis, radians. */
    private static final double DRAWN_ANGLE = 0.4;

    private Surgery() {
    }

    /** A cylinder that stands for a piece of axon. */
    public record Stub(double length_um, double diam_um) {
    }

    /** The morphology without the sections that match and everything that hangs on them. The root stays. */
    public static Morphology without(Morphology morphology, Predicate<Section> removed) {
        int[] order = morphology.fromRoot();
        boolean[] gone = new boolean[order.length];
        for (int s : order) {
            Section section = morphology.section(s);
            gone[s] = s != order[0] && (gone[section.parent()] || removed.test(section));
        }
        int[] renumbered = new int[order.length];
        int kept = 0;
        for (int s = 0; s < gone.length; s++) {
            renumbered[s] = gone[s] ? -1 : kept++;
        }
        List<Section> sections = new ArrayList<>();
        for (int s = 0; s < gone.length; s++) {
            if (!gone[s]) {
                Section section = morphology.section(s);
                sections.add(hung(section, s == order[0] ? -1 : renumbered[section.parent()]));
            }
        }
        return new Morphology(morphology.name(), sections);
    }

    /**
     * The axon cut off and replaced by a chain of cylinders, called {@code axon[0]}, {@code axon[1]}, ..., on the middle of
     * the root section. They stand behind all other sections.
     */
    public static Morphology withAxonStubs(Morphology morphology, List<Stub> stubs) {
        return withAxonStubs(morphology, stubs, 0.5);
    }

    /** As {@link #withAxonStubs(Morphology, List)}, the chain attached at a position of the root section. */
    public static Morphology withAxonStubs(Morphology morphology, List<Stub> stubs, double at) {
        double[] direction = axonDirection(morphology);
        double[] start = morphology.section(morphology.root()).at(at);
        double radius = start[3] / 2;
        double[] from = {start[0] + radius * direction[0], start[1] + radius * direction[1],
                start[2] + radius * direction[2]};
        return withAxonStubs(morphology, stubs, at, from, direction);
    }

    private static Morphology withAxonStubs(Morphology morphology, List<Stub> stubs, double at, double[] start_um,
            double[] direction) {
        Morphology cut = without(morphology, section -> section.type() == AXON);
        List<Section> sections = new ArrayList<>(cut.sections());
        int parent = cut.root();
        double[] from = start_um;
        for (int i = 0; i < stubs.size(); i++) {
            Section stub = cylinder("axon[" + i + "]", AXON, parent, i == 0 ? at : 1, from, direction, stubs.get(i));
            parent = sections.size();
            sections.add(stub);
            from = stub.at(1);
        }
        return new Morphology(cut.name(), sections);
    }

    /**
     * Two stubs of 30 um length and 1 um diameter, as in the perisomatic models of the Allen Institute. They lie where NEURON
     * draws sections without coordinates: from the middle of the soma on, in one direction for all cells.
     */
    public static Morphology withAllenPerisomaticAxon(Morphology morphology) {
        double[] middle = morphology.section(morphology.root()).at(0.5);
        return withAxonStubs(morphology, List.of(new Stub(ALLEN_STUB_UM, 1), new Stub(ALLEN_STUB_UM, 1)), 0.5,
                new double[] {middle[0], middle[1], middle[2]},
                new double[] {StrictMath.sin(DRAWN_ANGLE), StrictMath.cos(DRAWN_ANGLE), 0});
    }

    /**
     * Two stubs of 30 um length with diameters of the reconstructed axon, as in the all-active models of the Allen
     * Institute: that of its first section, then that of its first section whose middle is over 60 um away.
     */
    public static Morphology withAllenAllActiveAxon(Morphology morphology) {
        double first_um = 1;
        double second_um = 1;
        boolean found = false;
        double[] distance_um = middleDistances_um(morphology);
        int axons = 0;
        for (int s = 0; s < morphology.size(); s++) {
            Section section = morphology.section(s);
            if (section.type() != AXON) {
                continue;
            }
            if (axons++ == 0) {
                first_um = meanDiam_um(section);
                second_um = first_um;
            }
            if (!found && distance_um[s] > ALLEN_FAR_UM) {
                second_um = meanDiam_um(section);
                found = true;
            }
        }
        return withAxonStubs(morphology,
                List.of(new Stub(ALLEN_STUB_UM, first_um), new Stub(ALLEN_STUB_UM, second_um)));
    }

    /**
     * Two stubs of 30 um length at the end of the root section with the diameters of the first and of the last axon
     * section, as BMTK replaces the axon of all-active models. Needs an axon.
     */
    public static Morphology withAllActiveStubs(Morphology morphology) {
        List<Section> axon = morphology.sections().stream().filter(s -> s.type() == AXON).toList();
        return withAxonStubs(morphology, List.of(new Stub(ALLEN_STUB_UM, meanDiam_um(axon.getFirst())),
                new Stub(ALLEN_STUB_UM, meanDiam_um(axon.getLast()))), 1);
    }

    private static Section hung(Section section, int parent) {
        return new Section(section.name(), section.type(), parent, section.parentX(), section.x_um(), section.y_um(),
                section.z_um(), section.diam_um());
    }

    private static Section cylinder(String name, int type, int parent, double parentX, double[] from,
            double[] direction,
            Stub shape) {
        double[][] ends = new double[3][];
        for (int k = 0; k < 3; k++) {
            ends[k] = new double[] {from[k], from[k] + direction[k] * shape.length_um()};
        }
        return new Section(name, type, parent, parentX, ends[0], ends[1], ends[2],
                new double[] {shape.diam_um(), shape.diam_um()});
    }

    /** Unit vector from the middle of the root to where the axon first ends; downwards without one. */
    private static double[] axonDirection(Morphology morphology) {
        double[] center = morphology.section(morphology.root()).at(0.5);
        for (Section section : morphology.sections()) {
            if (section.type() == AXON && section.parent() >= 0) {
                double[] end = section.at(1);
                return unit(end[0] - center[0], end[1] - center[1], end[2] - center[2]);
            }
        }
        return new double[] {0, -1, 0};
    }

    private static double[] unit(double x, double y, double z) {
        double length = Math.sqrt(x * x + y * y + z * z);
        return length > 0 ? new double[] {x / length, y / length, z / length} : new double[] {0, -1, 0};
    }

    private static double meanDiam_um(Section section) {
        double sum = 0;
        for (int i = 1; i < section.points(); i++) {
            sum += section.distance_um(i) * 0.5 * (section.diam_um()[i - 1] + section.diam_um()[i]);
        }
        double length = section.length_um();
        return length > 0 ? sum / length : Arrays.stream(section.diam_um()).average().orElseThrow();
    }

    /** [section] path distance of its middle from the middle of the root. */
    private static double[] middleDistances_um(Morphology morphology) {
        double[] start = pathDistances_um(morphology);
        for (int s = 0; s < start.length; s++) {
            start[s] += s == morphology.root() ? 0 : 0.5 * morphology.section(s).length_um();
        }
        return start;
    }

    /** [section] path distance of its end 0 from the middle of the root; 0 for the root itself. */
    static double[] pathDistances_um(Morphology morphology) {
        double[] start = new double[morphology.size()];
        int root = morphology.root();
        for (int s : morphology.fromRoot()) {
            Section section = morphology.section(s);
            if (s != root) {
                double along = section.parentX() * morphology.section(section.parent()).length_um();
                start[s] = section.parent() == root
                        ? Math.abs(along - 0.5 * morphology.section(root).length_um())
                        : start[section.parent()] + along;
            }
        }
        return start;
    }
}
