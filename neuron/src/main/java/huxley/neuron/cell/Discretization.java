package huxley.neuron.cell;

import huxley.neuron.morphology.Morphology;
import huxley.neuron.morphology.Section;
import java.util.Set;

/**
 * Cuts a morphology into compartments, and says into how many.
 *
 * <p>A section of n compartments has n control volumes of equal length, centres at x = (i + 1/2) / n. Sections join at
 * their ends or at a centre: a child that attaches at 0 &lt; x &lt; 1 joins the centre of the compartment that contains
 * x, one that attaches at 1 joins the end of its parent, one that attaches at 0 joins whatever its parent joins there.
 * Where two children or more meet at an end, or where the caller asks for it, a node of area 0 stands; elsewhere the
 * two half resistances are added, which is algebraically the same.
 *
 * <p>Order: sections depth first from the root, siblings by ascending section index; the compartments of a section by
 * ascending x; then the zero-area node at the root's end 0, then that at the section's end 1. The root is the first
 * compartment of the root section.
 */
public final class Discretization {
    /** A length that rounding made a little shorter or longer than a limit counts as equal to it. */
    private static final double ROUNDING = 1e-6;

    private Discretization() {
    }

    /**
     * @param compartmentsPerSection [section] how many, 1 or more
     * @param axialResistivity_ohm_cm [section]
     * @param extraNodes ends that something is placed at; for end 0 of a child this is the end it joins
     */
    public static Compartments divide(Morphology morphology, int[] compartmentsPerSection,
            double[] axialResistivity_ohm_cm, Set<SectionEnd> extraNodes) {
        if (compartmentsPerSection.length != morphology.size() || axialResistivity_ohm_cm.length != morphology.size()) {
            throw new IllegalArgumentException("one value per section is needed; please report");
        }
        return new CompartmentTree(morphology, compartmentsPerSection, axialResistivity_ohm_cm).build(extraNodes);
    }

    /** The same number in every section. */
    public static int[] uniform(Morphology morphology, int compartments) {
        return morphology.sections().stream().mapToInt(section -> compartments).toArray();
    }

    /** The fewest compartments that are no longer than this. */
    public static int[] byMaximumLength(Morphology morphology, double maximumLength_um) {
        return morphology.sections().stream()
                .mapToInt(section -> Math.max(1, (int) Math.ceil(section.length_um() / maximumLength_um - ROUNDING)))
                .toArray();
    }

    /** 1 + 2 floor(L / step): the rule of the Allen Institute's models (step 40 um) and of BluePyOpt. */
    public static int[] oddByLength(Morphology morphology, double step_um) {
        return morphology.sections().stream()
                .mapToInt(section -> 1 + 2 * (int) (section.length_um() / step_um + ROUNDING))
                .toArray();
    }

    /**
     * The d_lambda rule: the smallest odd number for which a compartment is about {@code dLambda} of the length constant
     * at a frequency (Hines and Carnevale, The Neuroscientist 7:123-135, 2001).
     *
     * @param axialResistivity_ohm_cm [section]
     * @param capacitance_uF_per_cm2 [section]
     */
    public static int[] byLambda(Morphology morphology, double dLambda, double frequency_Hz,
            double[] axialResistivity_ohm_cm, double[] capacitance_uF_per_cm2) {
        int[] counts = new int[morphology.size()];
        for (int s = 0; s < counts.length; s++) {
            double lengths = lengthInLambda(morphology.section(s), frequency_Hz, axialResistivity_ohm_cm[s],
                    capacitance_uF_per_cm2[s]);
            counts[s] = 2 * (int) ((lengths / dLambda + 0.9) / 2) + 1;
        }
        return counts;
    }

    /**
     * Length of a section in units of lambda(f) = 1/2 sqrt(diam / (pi f Ra cm)), summed over its cones with the mean
     * of the two diameters of each.
     */
    static double lengthInLambda(Section section, double frequency_Hz, double axialResistivity_ohm_cm,
            double capacitance_uF_per_cm2) {
        double sum = 0;
        for (int i = 1; i < section.points(); i++) {
            double diams_um = section.diam_um()[i - 1] + section.diam_um()[i];
            if (diams_um > 0) {
                sum += section.distance_um(i) / Math.sqrt(0.5 * diams_um);
            }
        }
        return sum * 1e-5 * Math.sqrt(4 * Math.PI * frequency_Hz * axialResistivity_ohm_cm * capacitance_uF_per_cm2);
    }
}
