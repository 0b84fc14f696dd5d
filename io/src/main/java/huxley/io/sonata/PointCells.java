package huxley.io.sonata;

import huxley.io.document.DocumentReader;
import huxley.io.document.Node;
import huxley.neuron.mechanism.Mechanism;
import huxley.neuron.mechanism.Variable;
import huxley.neuron.problem.InvalidInputException;
import huxley.neuron.problem.Problem;
import huxley.neuron.problem.Problems;
import huxley.neuron.problem.Span;
import huxley.neuron.problem.Suggestion;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The models of point neurons: artificial cells of NMODL with parameters from a JSON file. */
final class PointCells {
    /** Files that describe IntFire1 give its times in seconds. */
    private static final Map<String, Double> SECONDS = Map.of("tau", 1e3, "refrac", 1e3);
    private static final Set<String> LABELS = Set.of("type", "name", "level_of_detail", "description");
    private static final List<String> DIRECTIVES = List.of("nrn", "mod");

    /** A model and its parameters in the mechanism's units. */
    record Model(Mechanism mechanism, Map<String, Double> parameters) {
    }

    private final Components components;
    private final Mechanisms mechanisms;
    private final Problems problems;
    private final Map<String, Optional<Model>> models = new HashMap<>();

    PointCells(Components components, Mechanisms mechanisms, Problems problems) {
        this.components = components;
        this.mechanisms = mechanisms;
        this.problems = problems;
    }

    /** The model of a node; empty after a complaint. */
    Optional<Model> of(NodePopulation population, int node) {
        String key = population.name() + '\n' + population.text(node, "model_template") + '\n'
                + population.text(node, "dynamics_params");
        Optional<Model> known = models.get(key);
        if (known == null) {
            known = read(population, node);
            models.put(key, known);
        }
        return known;
    }

    private Optional<Model> read(NodePopulation population, int node) {
        String template = population.text(node, "model_template");
        Span where = population.where(node, "model_template");
        if (template == null) {
            problems.error(where, "node " + node + " of population '" + population.name() + "' has no model_template",
                    "point neurons are artificial cells such as nrn:IntFire1");
            return Optional.empty();
        }
        String directive = template.substring(0, Math.max(0, template.indexOf(':')));
        if (!directive.isEmpty() && !DIRECTIVES.contains(directive)) {
            problems.error(where, "'" + template + "' is a model of another simulator",
                    "point neurons are artificial cells such as nrn:IntFire1");
            return Optional.empty();
        }
        String name = mechanisms.spelled(template.substring(template.indexOf(':') + 1));
        Optional<Mechanism> mechanism = mechanisms.find(name, Mechanism.Kind.ARTIFICIAL, where);
        String file = population.text(node, "dynamics_params");
        if (mechanism.isEmpty() || file == null) {
            return mechanism.map(m -> new Model(m, Map.of()));
        }
        Span mention = population.where(node, "dynamics_params");
        return components.file(population.name(), "point_neuron_models_dir", file, mention)
                .map(path -> new Model(mechanism.get(), parameters(path, mention, mechanism.get())));
    }

    private Map<String, Double> parameters(Path file, Span mention, Mechanism mechanism) {
        Map<String, Double> parameters = new LinkedHashMap<>();
        numbers(file, mention, problems).forEach((name, said) -> {
            Optional<Variable> variable = mechanism.variable(name);
            if (variable.isPresent()) {
                boolean seconds = mechanism.name().equals("IntFire1") && SECONDS.containsKey(name);
                parameters.put(name, said.value() * (seconds ? SECONDS.getOrDefault(name, 1.0) : 1));
            } else {
                problems.warning(said.where(), "'" + name + "' is no parameter of " + mechanism.name()
                        + " and is ignored",
                        Suggestion.hint(name, "parameters", mechanism.variables().stream().filter(Variable::visible)
                                .map(Variable::name).toList()));
            }
        });
        return parameters;
    }

    /** The numbers of a JSON object; labels are left out. */
    static Map<String, Biophysics.Said> numbers(Path file, Span mention, Problems problems) {
        Node root = DocumentReader.read(DocumentReader.load(file, mention), problems);
        if (!(root instanceof Node.Fields fields)) {
            throw new InvalidInputException(
                    Problem.error(mention, file + " holds " + root.kind() + "; parameters are an object", null));
        }
        Map<String, Biophysics.Said> numbers = new LinkedHashMap<>();
        fields.fields().forEach((name, field) -> {
            if (field.value() instanceof Node.Number number) {
                numbers.put(name, new Biophysics.Said(number.value(), number.where()));
            } else if (!LABELS.contains(name)) {
                problems.warning(field.value().where(), "'" + name + "' is " + field.value().kind()
                        + "; parameters are numbers, so it is ignored", null);
            }
        });
        return numbers;
    }
}
