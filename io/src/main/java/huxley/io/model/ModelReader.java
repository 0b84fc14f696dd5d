package huxley.io.model;

import huxley.io.document.Node;
import huxley.io.formula.Quantity;
import huxley.io.results.ResultsWriter;
import huxley.neuron.problem.InvalidInputException;
import huxley.neuron.problem.Problems;
import huxley.synapse.SavedState;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads a JSON model: file -> document -> checked document -> circuit and experiment. */
public final class ModelReader {
    private ModelReader() {
    }

    /**
     * @param settings values that replace the model's own, as texts: a parameter by its name, or any value of the
     *     document by its dotted path, such as {@code simulation.dt}
     * @throws InvalidInputException with all problems of the model and of the files it names
     */
    public static Model read(Path file, Map<String, String> settings) {
        Problems problems = new Problems();
        try {
            return read(file, settings, problems);
        } catch (InvalidInputException e) {
            e.problems().stream().filter(p -> !problems.all().contains(p)).forEach(p -> problems.addAll(List.of(p)));
        } catch (RuntimeException e) {
            // Past the first error a half-understood model may trip the binding; the errors found tell more than that.
            if (!problems.hasErrors()) {
                throw e;
            }
        }
        throw new InvalidInputException(problems.all());
    }

    private static Model read(Path file, Map<String, String> settings, Problems problems) {
        Documents documents = new Documents(problems);
        Node.Fields root = documents.read(file);
        Map<String, String> parameterSettings = new LinkedHashMap<>();
        for (Map.Entry<String, String> setting : settings.entrySet()) {
            if (setting.getKey().contains(".")) {
                root = Documents.replaced(root, setting.getKey(), setting.getValue());
            } else {
                parameterSettings.put(setting.getKey(), setting.getValue());
            }
        }
        new StructureCheck(problems).check(root, DocumentFormat.MODEL);
        Node.Field declared = root.fields().get(ModelFormat.PARAMETERS.name());
        List<Node.Field> parameters = declared != null && declared.value() instanceof Node.Fields fields
                ? List.copyOf(fields.fields().values())
                : List.of();
        Parameters scope = new Parameters(parameters, parameterSettings, problems);
        Values values = new Values(problems, scope);
        Entry model = new Entry(root, values);
        ModelBinder binder = new ModelBinder(root, documents, values, problems);
        ModelBinder.Bound bound = binder.bind();
        double savedEvery_s = model.entry(ModelFormat.SIMULATION_KEY).map(s -> notNegative_s(s, values))
                .orElse(ResultsWriter.SAVED_EVERY_s);
        List<Model.Variant> sweep = new SweepBinder(model, scope, problems).variants();
        problems.throwIfErrors();
        SavedState start = new StartState(documents, values).read(model, bound.circuit(), bound.experiment());
        problems.throwIfErrors();
        Map<String, Quantity> used = new LinkedHashMap<>();
        scope.names().forEach(name -> scope.find(name).ifPresent(value -> used.put(name, value)));
        String title = model.optionalText(ModelFormat.TITLE).orElseGet(() -> Model.nameOf(file));
        boolean savesState = model.entry(ModelFormat.SIMULATION_KEY).map(s -> s.truth(ModelFormat.SAVE_STATE))
                .orElse(false);
        return new Model(file, title, model.text(ModelFormat.DESCRIPTION), used, bound.circuit(), bound.experiment(),
                start, savesState, savedEvery_s, sweep, null, problems.warnings());
    }

    private static double notNegative_s(Entry simulation, Values values) {
        double savedEvery_s = simulation.number(ModelFormat.FLUSH_EVERY);
        if (savedEvery_s < 0) {
            simulation.node(ModelFormat.FLUSH_EVERY).ifPresent(node -> values.report(node, node.where(),
                    "\"" + ModelFormat.FLUSH_EVERY.name() + "\" must be 0 s or more, got " + savedEvery_s + " s",
                    null));
        }
        return savedEvery_s;
    }
}
