package huxley.io.sonata;

import huxley.neuron.cell.Compartments;
import huxley.neuron.morphology.Morphology;
import huxley.neuron.morphology.Section;
import huxley.neuron.problem.Problems;
import huxley.neuron.problem.Span;
import huxley.neuron.problem.Suggestion;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where synapses without a given place may stand on a cell: compartments of some kinds of sections within a range of path
 * distance from the start of the soma, each with a probability that goes with the length of its part in the range (the
 * rule of BMTK).
 *
 * @param compartment [choice] in the order of sections, then along the section
 * @param upTo [choice] sum of the probabilities up to and with this one
 */
record TargetSegments(int[] compartment, double[] upTo) {
    private static final Map<String, Integer> TYPES = new TreeMap<>(Map.of("soma", 1, "somatic", 1, "axon", 2,
            "axonal", 2, "dend", 3, "basal", 3, "apic", 4, "apical", 4));

    /** SWC types of a list such as {@code ['basal', 'apical']}. */
    static List<Integer> types(String list, Span where, Problems problems) {
        List<Integer> types = new ArrayList<>();
        for (String word : list.replaceAll("[\\[\\]'\"]", " ").strip().split("[\\s,]+")) {
            Integer type = TYPES.get(word.toLowerCase(Locale.ROOT));
            if (type == null) {
                problems.error(where, "there is no kind of section '" + word + "'",
                        Suggestion.hint(word, "kinds", TYPES.keySet()));
            } else {
                types.add(type);
            }
        }
        return types;
    }

    static TargetSegments of(Morphology morphology, Compartments compartments, List<Integer> types, double nearest_um,
            double farthest_um) {
        double[] start_um = distances_um(morphology);
        List<Integer> chosen = new ArrayList<>();
        List<Double> lengths = new ArrayList<>();
        double total = 0;
        for (int s = 0; s < morphology.size(); s++) {
            Section section = morphology.section(s);
            if (!types.contains(Biophysics.kind(section.type())) || compartments.firstOf(s) < 0) {
                continue;
            }
            int n = compartments.countIn(s);
            double length = section.length_um() / n;
            for (int i = 0; i < n; i++) {
                double from = start_um[s] + i * length;
                double within = Math.min(from + length, farthest_um) - Math.max(from, nearest_um);
                if (within > 0) {
                    chosen.add(compartments.firstOf(s) + i);
                    lengths.add(within);
                    total += within;
                }
            }
        }
        double[] upTo = new double[lengths.size()];
        double sum = 0;
        for (int i = 0; i < upTo.length; i++) {
            sum += lengths.get(i) / total;
            upTo[i] = sum;
        }
        for (int i = 0; i < upTo.length; i++) {
            upTo[i] /= sum;
        }
        return new TargetSegments(chosen.stream().mapToInt(Integer::intValue).toArray(), upTo);
    }

    /** [section] path distance of its end 0 from the end 0 of the root. */
    private static double[] distances_um(Morphology morphology) {
        double[] start = new double[morphology.size()];
        for (int s : morphology.fromRoot()) {
            Section section = morphology.section(s);
            if (section.parent() >= 0) {
                start[s] = start[section.parent()]
                        + section.parentX() * morphology.section(section.parent()).length_um();
            }
        }
        return start;
    }
}
