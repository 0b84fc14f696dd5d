package huxley.io.sonata;

import huxley.io.document.DocumentReader;
import huxley.io.document.Node;
import huxley.io.sonata.Biophysics.Region;
import huxley.io.sonata.Biophysics.Said;
import huxley.neuron.problem.InvalidInputException;
import huxley.neuron.problem.Problem;
import huxley.neuron.problem.Problems;
import huxley.neuron.problem.Source;
import huxley.neuron.problem.Span;
import huxley.neuron.problem.Suggestion;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The parameter files of the Allen Cell Types Database ({@code *_fit.json}), perisomatic and all-active: {@code passive}
 * (axial resistivity, capacitances, leak potential), {@code genome} (one entry a parameter: region, name, value,
 * mechanism), {@code conditions} (reversal potentials).
 */
final class AllenFit {
    private final Problems problems;
    private final Biophysics biophysics = new Biophysics();

    private AllenFit(Problems problems) {
        this.problems = problems;
    }

    /** @param mention where the file is named */
    static Biophysics read(Path file, Span mention, Problems problems) {
        Source source = DocumentReader.load(file, mention);
        Node root = DocumentReader.read(source, problems);
        if (!(root instanceof Node.Fields fields) || !fields.fields().containsKey("genome")) {
            throw new InvalidInputException(Problem.error(mention, file + " is no cell model of the Allen Institute",
                    "such a file has the keys 'passive', 'conditions' and 'genome'"));
        }
        AllenFit fit = new AllenFit(problems);
        fit.passive(first(fields, "passive"));
        fit.genome(list(fields, "genome"));
        fit.reversals(first(fields, "conditions"));
        return fit.biophysics;
    }

    private void passive(Node.@Nullable Fields passive) {
        for (String name : Biophysics.REGIONS) {
            Region region = biophysics.region(name);
            region.insert("pas", passive == null ? Span.none("passive") : passive.where());
            if (passive != null && passive.fields().get("ra") instanceof Node.Field ra) {
                region.axialResistivity_ohm_cm = number(ra.value());
            }
            if (passive != null && passive.fields().get("e_pas") instanceof Node.Field e) {
                region.insert("pas", e.value().where()).parameters().put("e",
                        new Said(number(e.value()), e.value().where()));
            }
        }
        for (Node.Fields entry : passive == null ? List.<Node.Fields>of() : list(passive, "cm")) {
            biophysics.region(text(entry, "section")).capacitance_uF_per_cm2 = number(entry, "cm");
        }
    }

    private void genome(List<Node.Fields> genome) {
        for (Node.Fields entry : genome) {
            String section = text(entry, "section");
            if (section.equals("glob")) {
                problems.warning(entry.where(), "parameters of section 'glob' are not used", null);
                continue;
            }
            if (!Biophysics.REGIONS.contains(section)) {
                problems.error(entry.where(), "there is no section '" + section + "'",
                        Suggestion.hint(section, "sections", Biophysics.REGIONS));
                continue;
            }
            Region region = biophysics.region(section);
            String name = text(entry, "name");
            double value = number(entry, "value");
            switch (name) {
            case "cm" -> region.capacitance_uF_per_cm2 = value;
            case "Ra" -> region.axialResistivity_ohm_cm = value;
            case "ena", "ek", "eca" -> region.reversal_mV.put(name.substring(1), value);
            default -> parameter(region, name, value, entry);
            }
        }
    }

    /** A name is that of the variable, an underscore, and that of the mechanism. */
    private void parameter(Region region, String name, double value, Node.Fields entry) {
        String said = text(entry, "mechanism");
        String mechanism = said.isEmpty() ? name.substring(name.lastIndexOf('_') + 1) : said;
        Biophysics.Inserted inserted = region.insert(mechanism, entry.where());
        String suffix = "_" + mechanism;
        if (!name.endsWith(suffix)) {
            problems.error(entry.where(), "'" + name + "' is no parameter of mechanism '" + mechanism + "'",
                    "parameters are called VARIABLE" + suffix);
            return;
        }
        inserted.parameters().put(name.substring(0, name.length() - suffix.length()),
                new Said(value, entry.where()));
    }

    private void reversals(Node.@Nullable Fields conditions) {
        for (Node.Fields entry : conditions == null ? List.<Node.Fields>of() : list(conditions, "erev")) {
            Region region = biophysics.region(text(entry, "section"));
            for (String key : entry.fields().keySet()) {
                if (!Set.of("section").contains(key) && key.startsWith("e")) {
                    region.reversal_mV.put(key.substring(1), number(entry, key));
                }
            }
        }
    }

    private static List<Node.Fields> list(Node.Fields fields, String key) {
        Node.Field field = fields.fields().get(key);
        return field != null && field.value() instanceof Node.Items items
                ? items.items().stream().filter(Node.Fields.class::isInstance).map(Node.Fields.class::cast).toList()
                : List.of();
    }

    private static Node.@Nullable Fields first(Node.Fields fields, String key) {
        List<Node.Fields> list = list(fields, key);
        return list.isEmpty() ? null : list.getFirst();
    }

    private String text(Node.Fields entry, String key) {
        Node.Field field = entry.fields().get(key);
        return field != null && field.value() instanceof Node.Text text ? text.value() : "";
    }

    private double number(Node.Fields entry, String key) {
        Node.Field field = entry.fields().get(key);
        if (field == null) {
            problems.error(entry.where(), "this entry has no '" + key + "'", null);
            return 0;
        }
        return number(field.value());
    }

    /** Some files write numbers as texts. */
    private double number(Node value) {
        if (value instanceof Node.Number number) {
            return number.value();
        }
        try {
            return value instanceof Node.Text text ? Double.parseDouble(text.value()) : Double.NaN;
        } catch (NumberFormatException e) {
            problems.error(value.where(), "this is not a number", null);
            return 0;
        }
    }
}
