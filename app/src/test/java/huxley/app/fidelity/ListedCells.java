package huxley.app.fidelity;

import huxley.io.morphology.MorphologyReader;
import huxley.neuron.mechanism.Ion;
import huxley.neuron.mechanism.Mechanism;
import huxley.neuron.morphology.Morphology;
import huxley.neuron.morphology.Section;
import huxley.neuron.problem.Problems;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The cells that {@code case.json} lists section by section: one builder per root. */
final class ListedCells {
    private final ReferenceCase reference;
    private final MechanismLibrary library;
    private final Map<String, CellBuilder> bySection = new HashMap<>();
    private final List<CellBuilder> builders = new ArrayList<>();

    ListedCells(ReferenceCase reference, MechanismLibrary library) {
        this.reference = reference;
        this.library = library;
        Morphology file = morphology();
        for (JsonNode s : reference.json().get("sections")) {
            add(s, file);
        }
    }

    private void add(JsonNode s, @Nullable Morphology file) {
        String name = s.get("name").asString();
        CellBuilder builder;
        if (s.get("parent").isNull()) {
            builder = new CellBuilder(name).startAt(reference.number("v_init"));
            builders.add(builder);
        } else {
            builder = of(s.get("parent").asString());
        }
        bySection.put(name, builder);
        builder.section(shape(s, builder, file), s.get("nseg").asInt(), s.get("Ra").asDouble(),
                s.get("cm").asDouble(), s.get("child_end").asDouble() == 1);
    }

    /** The cell that has a section. */
    CellBuilder of(String section) {
        CellBuilder builder = bySection.get(section);
        if (builder == null) {
            throw new IllegalArgumentException("no section " + section);
        }
        return builder;
    }

    List<CellBuilder> builders() {
        return builders;
    }

    /** All cells, divided into compartments and painted. */
    List<CellBuilder> painted() {
        builders.forEach(CellBuilder::divide);
        reference.json().get("sections").forEach(s -> paint(of(s.get("name").asString()), s));
        reference.json().get("sections").forEach(s -> setIons(of(s.get("name").asString()), s));
        return builders;
    }

    private @Nullable Morphology morphology() {
        JsonNode named = reference.json().get("morphology");
        Path file;
        if (named != null) {
            file = ReferenceData.ROOT.resolve(named.asString());
        } else if (reference.json().get("dir") != null) {
            file = ReferenceData.list(ReferenceData.ROOT.resolve(reference.json().get("dir").asString())).stream()
                    .filter(p -> p.toString().endsWith(".swc")).findFirst().orElseThrow();
        } else {
            return null;
        }
        Problems problems = new Problems();
        Morphology read = MorphologyReader.read(file, problems);
        problems.throwIfErrors();
        return read;
    }

    /** From the morphology file where it has this section, from the listed points, or a cylinder. */
    private Section shape(JsonNode s, CellBuilder builder, @Nullable Morphology file) {
        String name = s.get("name").asString();
        double length = s.get("L").asDouble();
        int parent = s.get("parent").isNull() ? -1 : builder.indexOf(s.get("parent").asString());
        double parentX = parent < 0 ? 0 : s.get("parent_x").asDouble();
        if (file != null && file.indexOf(name).isPresent()) {
            Section read = file.section(file.indexOf(name).getAsInt());
            if (Math.abs(read.length_um() - length) < 1e-4 * length) {
                return new Section(name, read.type(), parent, parentX, read.x_um(), read.y_um(), read.z_um(),
                        read.diam_um());
            }
        }
        JsonNode points = reference.json().get("pt3d_" + name + "_x_diam");
        points = points == null ? reference.json().get("pt3d_" + name + "_y_diam") : points;
        double[] at = {0, length};
        double[] diam = {s.get("diam").isArray() ? Double.NaN : s.get("diam").asDouble(), 0};
        diam[1] = diam[0];
        if (points != null) {
            at = new double[points.size()];
            diam = new double[points.size()];
            for (int i = 0; i < at.length; i++) {
                at[i] = points.get(i).get(0).asDouble();
                diam[i] = points.get(i).get(1).asDouble();
            }
        }
        return new Section(name, 0, parent, parentX, at, new double[at.length], new double[at.length], diam);
    }

    private void paint(CellBuilder builder, JsonNode s) {
        String name = s.get("name").asString();
        Map<String, JsonNode> mechanisms = new TreeMap<>();
        s.get("mechanisms").properties().forEach(e -> mechanisms.put(e.getKey(), e.getValue()));
        mechanisms.forEach((mechanism, parameters) -> {
            Map<String, double[]> values = new HashMap<>();
            parameters.properties().forEach(p -> values.put(p.getKey(),
                    p.getValue().isArray()
                            ? ReferenceData.doubles(p.getValue())
                            : new double[] {p.getValue().asDouble()}));
            builder.paint(name, library.find(mechanism), values);
        });
    }

    private static void setIons(CellBuilder builder, JsonNode s) {
        String name = s.get("name").asString();
        s.get("ions").properties().forEach(e -> {
            JsonNode reversal = e.getValue().get("e" + e.getKey());
            if (reversal != null && !computed(builder, e.getKey())) {
                builder.reversal(name, e.getKey(), reversal.asDouble());
            }
        });
    }

    /** Whether a mechanism computes concentrations of the ion: then the listed values are those at the end of the run. */
    private static boolean computed(CellBuilder builder, String ion) {
        return builder.painted().values().stream().map(Mechanism::ions).flatMap(List::stream)
                .anyMatch(i -> i.name().equals(ion)
                        && (i.writes().contains(Ion.Quantity.INNER) || i.writes().contains(Ion.Quantity.OUTER)));
    }
}
