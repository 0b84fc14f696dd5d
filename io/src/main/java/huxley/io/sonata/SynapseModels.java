package huxley.io.sonata;

import huxley.neuron.mechanism.Mechanism;
import huxley.neuron.mechanism.Variable;
import huxley.neuron.problem.Problems;
import huxley.neuron.problem.Span;
import huxley.neuron.problem.Suggestion;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The synapses that edge types name: a point process ({@code model_template}, in whatever case) and a JSON file of its
 * parameters ({@code dynamics_params}). Parameters go by the names of the mechanism, except that {@code erev} is
 * {@code e}, and that the one time constant of a mechanism is {@code tau1} or {@code tau_1} in such files.
 */
final class SynapseModels {
    /** What files say beside parameters. */
    private static final Set<String> LABELS = Set.of("sign", "level_of_detail");
    /** What BMTK leaves at the mechanism's default although the file says it. */
    private static final Map<String, Set<String>> LEFT = Map.of("stp2syn", Set.of("a_FDR"));

    /** A synapse and the values of its parameters. */
    record Model(Mechanism mechanism, Map<String, Double> parameters) {
    }

    private final Components components;
    private final Mechanisms mechanisms;
    private final Problems problems;
    private final Map<Path, Map<String, Biophysics.Said>> files = new HashMap<>();

    SynapseModels(Components components, Mechanisms mechanisms, Problems problems) {
        this.components = components;
        this.mechanisms = mechanisms;
        this.problems = problems;
    }

    /** The numbers of an edge's parameter file; none if it names none. */
    Map<String, Biophysics.Said> parameters(EdgePopulation edges, int edge) {
        String name = edges.attributes().text(edge, "dynamics_params");
        Span where = edges.attributes().where(edge, "dynamics_params");
        return name == null
                ? Map.of()
                : components.file(edges.targetPopulation(), "synaptic_models_dir", name, where)
                        .map(path -> files.computeIfAbsent(path, p -> PointCells.numbers(p, where, problems)))
                        .orElse(Map.of());
    }

    /** The synapse of an edge; empty after a complaint. */
    Optional<Model> of(EdgePopulation edges, int edge) {
        String template = edges.attributes().text(edge, "model_template");
        Span where = edges.attributes().where(edge, "model_template");
        if (template == null) {
            problems.error(where, "edges of type " + edges.attributes().type(edge) + " of '" + edges.name()
                    + "' end on cells and have no model_template",
                    "the name of a point process such as Exp2Syn, as a column of the edge types");
            return Optional.empty();
        }
        Optional<Mechanism> mechanism = mechanisms.find(mechanisms.spelled(template), Mechanism.Kind.POINT, where);
        return mechanism.map(m -> new Model(m, values(m, parameters(edges, edge))));
    }

    private Map<String, Double> values(Mechanism mechanism, Map<String, Biophysics.Said> said) {
        Map<String, Double> values = new LinkedHashMap<>();
        said.forEach((name, number) -> {
            String variable = variable(mechanism, name);
            if (variable != null) {
                if (!LEFT.getOrDefault(mechanism.name(), Set.of()).contains(name)) {
                    values.put(variable, number.value());
                }
            } else if (!LABELS.contains(name) && !isTimeOfAnother(mechanism, name)) {
                problems.warning(number.where(), "'" + name + "' is no parameter of " + mechanism.name()
                        + " and is ignored",
                        Suggestion.hint(name, "parameters", mechanism.variables().stream().filter(Variable::visible)
                                .map(Variable::name).toList()));
            }
        });
        return values;
    }

    /** What a mechanism calls a parameter, null if it has none of the kind. */
    static @Nullable String variable(Mechanism mechanism, String name) {
        if (mechanism.variable(name).filter(Variable::visible).isPresent()) {
            return name;
        }
        String other = switch (name) {
        case "erev" -> "e";
        case "tau1", "tau_1" -> "tau";
        default -> name;
        };
        return mechanism.variable(other).filter(Variable::visible).isPresent() ? other : null;
    }

    /** One file often serves synapses of one and of two time constants. */
    private static boolean isTimeOfAnother(Mechanism mechanism, String name) {
        return name.equals("tau2") && mechanism.variable("tau").isPresent();
    }
}
