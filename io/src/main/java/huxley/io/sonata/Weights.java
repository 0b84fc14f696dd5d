package huxley.io.sonata;

import huxley.neuron.problem.Problems;
import huxley.neuron.problem.Span;
import huxley.neuron.problem.Suggestion;
import java.util.List;

/** The weights of edges: {@code syn_weight}, maybe changed by a {@code weight_function}. */
final class Weights {
    private static final List<String> FUNCTIONS = List.of("wmax", "gaussianLL", "default_weight_fnc",
            "set_syn_weight");

    private final EdgePopulation edges;
    private final NodePopulation sources;
    private final NodePopulation targets;
    private final Problems problems;

    Weights(EdgePopulation edges, NodePopulation sources, NodePopulation targets, Problems problems) {
        this.edges = edges;
        this.sources = sources;
        this.targets = targets;
        this.problems = problems;
    }

    /** @param selected edges of one type */
    EdgeValues of(int[] selected) {
        int example = selected[0];
        Attributes attributes = edges.attributes();
        EdgeValues weight = EdgeValues.read(attributes, "syn_weight", selected);
        for (int i = 0; i < selected.length; i++) {
            if (Double.isNaN(weight.of(i))) {
                int e = selected[i];
                problems.error(attributes.where(e, "syn_weight"), "edges of type " + attributes.type(e) + " of '"
                        + edges.name() + "' have no syn_weight",
                        "a column syn_weight of the edge types or of the edges");
                return EdgeValues.constant(0);
            }
        }
        String function = attributes.text(example, "weight_function");
        if (function == null || !function.equals("gaussianLL")) {
            if (function != null && !FUNCTIONS.contains(function)) {
                problems.error(attributes.where(example, "weight_function"),
                        "there is no weight_function '" + function + "'",
                        Suggestion.hint(function, "weight functions", FUNCTIONS));
            }
            return weight;
        }
        return tuned(weight, selected);
    }

    /** Weights that fall with the difference of preferred orientations, as a Gaussian. */
    private EdgeValues tuned(EdgeValues weight, int[] selected) {
        double[] source_deg = angles(sources);
        double[] target_deg = angles(targets);
        EdgeValues sigma_deg = EdgeValues.read(edges.attributes(), "weight_sigma", selected);
        int[] from = edges.source();
        int[] to = edges.target();
        for (int i = 0; i < selected.length; i++) {
            int e = selected[i];
            boolean angles = !Double.isNaN(source_deg[from[e]]) && !Double.isNaN(target_deg[to[e]]);
            if (!angles || !(sigma_deg.of(i) > 0)) {
                Span where = edges.attributes().where(e, "weight_function");
                problems.error(where, "weight function gaussianLL needs "
                        + (angles ? "a weight_sigma over 0 degrees" : "a tuning_angle of both nodes") + "; edge " + e
                        + " of '" + edges.name() + "' from node " + from[e] + " to node " + to[e] + " has none", null);
                return weight;
            }
        }
        return place -> {
            int edge = selected[place];
            double difference_deg = Math.abs(Math.abs(
                    Math.abs(180.0 - Math.abs(target_deg[to[edge]] - source_deg[from[edge]]) % 360.0) - 90.0) - 90.0);
            double ratio = difference_deg / sigma_deg.of(place);
            return weight.of(place) * Math.exp(-(ratio * ratio));
        };
    }

    private static double[] angles(NodePopulation nodes) {
        double[] angles = new double[nodes.size()];
        for (int n = 0; n < angles.length; n++) {
            angles[n] = nodes.number(n, "tuning_angle");
        }
        return angles;
    }
}
