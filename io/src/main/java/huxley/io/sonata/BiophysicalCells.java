package huxley.io.sonata;

import huxley.neuron.cell.Cell;
import huxley.neuron.cell.SectionEnd;
import huxley.neuron.morphology.Morphology;
import huxley.neuron.morphology.Surgery;
import huxley.neuron.problem.InvalidInputException;
import huxley.neuron.problem.Problems;
import huxley.neuron.problem.Span;
import huxley.neuron.problem.Suggestion;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The cell models of biophysical nodes. Nodes with the same model, parameters, morphology and processing share one. */
final class BiophysicalCells {
    private static final List<String> PROCESSING = List.of("aibs_perisomatic", "aibs_allactive",
            "aibs_perisomatic_directed", "aibs_allactive_directed", "aibs_perisomatic_fullaxon",
            "aibs_allactive_fullaxon", "fullaxon", "extracellular", "set_extracellular");

    /** One model; {@code ends} are ends of sections at which something stands, added until the cell is made. */
    static final class Template {
        private final String name;
        private final Morphology morphology;
        private final Biophysics biophysics;
        private final Set<SectionEnd> ends = new HashSet<>();
        private @Nullable Cell cell;

        Template(String name, Morphology morphology, Biophysics biophysics) {
            this.name = name;
            this.morphology = morphology;
            this.biophysics = biophysics;
        }

        Morphology morphology() {
            return morphology;
        }

        void need(int section, double at) {
            if (at == 0 || at == 1) {
                ends.add(new SectionEnd(section, (int) at));
            }
        }
    }

    private final Components components;
    private final CellTemplates cells;
    private final double length_um;
    private final Problems problems;
    private final Map<String, Optional<Template>> templates = new HashMap<>();

    /** @param length_um the configuration's {@code dL} */
    BiophysicalCells(Components components, CellTemplates cells, double length_um, Problems problems) {
        this.components = components;
        this.cells = cells;
        this.length_um = length_um;
        this.problems = problems;
    }

    /** The model of a node; empty after a complaint. */
    Optional<Template> of(NodePopulation population, int node) {
        String key = population.name() + '\n' + population.text(node, "model_template") + '\n'
                + population.text(node, "dynamics_params") + '\n' + population.text(node, "morphology") + '\n'
                + population.text(node, "model_processing");
        Optional<Template> known = templates.get(key);
        if (known == null) {
            try {
                known = read(population, node);
            } catch (InvalidInputException e) {
                problems.addAll(e.problems());
                known = Optional.empty();
            }
            templates.put(key, known);
        }
        return known;
    }

    /** The cell of a model, made when first asked for. */
    Cell cell(Template template) {
        Cell made = template.cell;
        if (made == null) {
            made = cells.build(template.name, template.morphology, template.biophysics, length_um, template.ends);
            template.cell = made;
        }
        return made;
    }

    private Optional<Template> read(NodePopulation population, int node) {
        String template = required(population, node, "model_template");
        String file = required(population, node, "morphology");
        if (template == null || file == null) {
            return Optional.empty();
        }
        Span where = population.where(node, "model_template");
        String directive = template.contains(":") ? template.substring(0, template.indexOf(':')) : template;
        String name = template.substring(template.indexOf(':') + 1);
        List<String> processing = processing(population, node);
        Optional<Biophysics> biophysics = switch (directive) {
        case "ctdb" -> allen(population, node, name, processing, where);
        case "nml" -> components.file(population.name(), "biophysical_neuron_models_dir", name, where)
                .map(path -> NeuroMlBiophysics.read(path, where, problems));
        case "hoc" -> {
            problems.error(where, "'" + template + "' is a program in NEURON's hoc, which is not run here",
                    "templates are ctdb:Biophys1.hoc with dynamics_params *_fit.json, and nml:FILE.cell.nml");
            yield Optional.empty();
        }
        default -> {
            problems.error(where, "'" + template + "' is no template of a biophysical cell",
                    Suggestion.hint(directive, "templates", List.of("ctdb", "nml")));
            yield Optional.empty();
        }
        };
        Optional<Path> path = components.morphology(population.name(), file, population.where(node, "morphology"));
        if (biophysics.isEmpty() || path.isEmpty()) {
            return Optional.empty();
        }
        Morphology whole = CellTemplates.morphology(path.get(), problems);
        Morphology shaped = shaped(whole, processing, directive.equals("nml"), population, node);
        return Optional.of(new Template(population.name() + ":" + stem(name, file), shaped, biophysics.get()));
    }

    private static String stem(String template, String morphology) {
        return template.endsWith(".nml")
                ? template.replaceAll("^.*/|\\.cell\\.nml$|\\.nml$", "")
                : morphology.replaceAll("\\.\\w+$", "");
    }

    private Optional<Biophysics> allen(NodePopulation population, int node, String name, List<String> processing,
            Span where) {
        if (!name.equals("Biophys1") && !name.equals("Biophys1.hoc")) {
            problems.error(where, "'ctdb:" + name + "' is no template that is known here",
                    "the template of the Allen Cell Types Database is ctdb:Biophys1.hoc");
            return Optional.empty();
        }
        if (processing.stream().noneMatch(p -> p.startsWith("aibs_"))) {
            problems.error(population.where(node, "model_processing"),
                    "this cell says no model_processing, so nothing would be put into its membrane",
                    "aibs_perisomatic or aibs_allactive, as the cell's parameters were fitted");
            return Optional.empty();
        }
        String parameters = required(population, node, "dynamics_params");
        return parameters == null
                ? Optional.empty()
                : components.file(population.name(), "biophysical_neuron_models_dir", parameters,
                        population.where(node, "dynamics_params"))
                        .map(path -> AllenFit.read(path, population.where(node, "dynamics_params"), problems));
    }

    private List<String> processing(NodePopulation population, int node) {
        String said = population.text(node, "model_processing");
        if (said == null) {
            return List.of();
        }
        List<String> steps = List.of(said.split("\\s*,\\s*"));
        for (String step : steps) {
            if (!PROCESSING.contains(step)) {
                problems.error(population.where(node, "model_processing"),
                        "there is no model_processing '" + step + "'",
                        Suggestion.hint(step, "model_processing", PROCESSING));
            }
        }
        return steps;
    }

    /** NeuroML cells get the axon of perisomatic models whatever is said, as in BMTK. */
    private Morphology shaped(Morphology whole, List<String> processing, boolean neuroMl, NodePopulation population,
            int node) {
        if (processing.stream().anyMatch(p -> p.endsWith("fullaxon"))) {
            return whole;
        }
        if (neuroMl || processing.stream().anyMatch(p -> p.startsWith("aibs_perisomatic"))) {
            return Surgery.withAllenPerisomaticAxon(whole);
        }
        if (whole.sections().stream().noneMatch(section -> section.type() == 2)) {
            problems.error(population.where(node, "morphology"), "morphology '" + whole.name()
                    + "' has no axon, from which aibs_allactive takes the diameters of its two stubs", null);
            return whole;
        }
        return Surgery.withAllActiveStubs(whole);
    }

    private @Nullable String required(NodePopulation population, int node, String attribute) {
        String text = population.text(node, attribute);
        if (text == null) {
            problems.error(population.where(node, attribute), "node " + node + " of population '" + population.name()
                    + "' has no " + attribute,
                    Suggestion.hint(attribute, "attributes", population.attributeNames())
                            + "; a column of the node types or of the node file");
        }
        return text;
    }
}
