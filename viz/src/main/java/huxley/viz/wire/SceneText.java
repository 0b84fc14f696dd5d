package huxley.viz.wire;

import huxley.viz.live.Scene;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A scene as JSON. */
final class SceneText {
    private static final int VERSION = 1;

    private SceneText() {
    }

    static void write(Scene scene, ObjectNode to) {
        to.put("version", VERSION).put("run", scene.run()).put("title", scene.title())
                .put("duration_ms", scene.duration_ms()).put("dt_ms", scene.dt_ms());
        list(to, "shapes", scene.shapes(), SceneText::shape);
        cells(scene.cells(), to.putObject("cells"));
        list(to, "populations", scene.populations(), (p, node) -> node.put("name", p.name()).put("first", p.first())
                .put("count", p.count()).put("artificial", p.artificial()));
        to.putObject("of").put("cells", scene.allCells()).put("compartments", scene.allCompartments());
        list(to, "traces", scene.traces(), (t, node) -> node.put("label", t.label()).put("unit", t.unit())
                .put("interval_ms", t.interval_ms()));
        list(to, "variables", scene.variables(), (v, node) -> node.put("name", v.name()).put("unit", v.unit())
                .put("low", v.low()).put("high", v.high()));
        list(to, "parameters", scene.parameters(), (p, node) -> node.put("name", p.name()).put("value", p.value())
                .put("number", p.number()).put("unit", p.unit()));
    }

    private static <T> void list(ObjectNode to, String key, List<T> all, BiConsumer<T, ObjectNode> writer) {
        ArrayNode array = to.putArray(key);
        all.forEach(one -> writer.accept(one, array.addObject()));
    }

    private static void shape(Scene.Shape shape, ObjectNode to) {
        to.put("name", shape.name());
        list(to, "sections", shape.sections(), (s, node) -> node.put("name", s.name()).put("region", s.region())
                .put("parent", s.parent()).put("first", s.first()).put("count", s.count())
                .put("length_um", s.length_um()));
        integers(to.putArray("parent"), shape.parent());
        numbers(to.putArray("x"), shape.x());
        numbers(to.putArray("distance_um"), shape.distance_um());
        numbers(to.putArray("diam_um"), shape.diam_um());
        ObjectNode cones = to.putObject("cones");
        integers(cones.putArray("compartment"), shape.coneCompartment());
        numbers(cones.putArray("um"), shape.cone_um());
    }

    private static void cells(Scene.Cells cells, ObjectNode to) {
        integers(to.putArray("gid"), cells.gid());
        integers(to.putArray("shape"), cells.shape());
        integers(to.putArray("shown"), cells.shown());
        ArrayNode label = to.putArray("label");
        for (String text : cells.label()) {
            label.add(text);
        }
        numbers(to.putArray("x_um"), cells.x_um());
        numbers(to.putArray("y_um"), cells.y_um());
        numbers(to.putArray("z_um"), cells.z_um());
        numbers(to.putArray("rotation"), cells.rotation());
    }

    private static void integers(ArrayNode to, int[] values) {
        for (int value : values) {
            to.add(value);
        }
    }

    private static void numbers(ArrayNode to, float[] values) {
        for (float value : values) {
            to.add(value);
        }
    }

    /** @throws IllegalArgumentException if it is of another version */
    static Scene read(JsonNode from) {
        int version = from.path("version").asInt(0);
        if (version != VERSION) {
            throw new IllegalArgumentException("a scene of version " + version + "; this is version " + VERSION);
        }
        JsonNode of = from.path("of");
        return new Scene(from.path("run").asInt(), from.path("title").asString(), from.path("duration_ms").asDouble(),
                from.path("dt_ms").asDouble(), all(from, "shapes", SceneText::shape), cells(from.path("cells")),
                all(from, "populations",
                        p -> new Scene.Group(p.path("name").asString(), p.path("first").asInt(),
                                p.path("count").asInt(), p.path("artificial").asBoolean())),
                of.path("cells").asInt(), of.path("compartments").asLong(),
                all(from, "traces",
                        t -> new Scene.Trace(t.path("label").asString(), t.path("unit").asString(),
                                t.path("interval_ms").asDouble())),
                all(from, "variables",
                        v -> new Scene.Variable(v.path("name").asString(), v.path("unit").asString(),
                                v.path("low").asDouble(), v.path("high").asDouble())),
                all(from, "parameters",
                        p -> new Scene.Parameter(p.path("name").asString(), p.path("value").asString(),
                                p.path("number").asDouble(), p.path("unit").asString())));
    }

    private static <T> List<T> all(JsonNode from, String key, Function<JsonNode, T> reader) {
        List<T> all = new ArrayList<>();
        from.path(key).forEach(node -> all.add(reader.apply(node)));
        return List.copyOf(all);
    }

    private static Scene.Shape shape(JsonNode from) {
        JsonNode cones = from.path("cones");
        return new Scene.Shape(from.path("name").asString(),
                all(from, "sections",
                        s -> new Scene.Section(s.path("name").asString(), s.path("region").asString(),
                                s.path("parent").asInt(), s.path("first").asInt(), s.path("count").asInt(),
                                s.path("length_um").asDouble())),
                integers(from.path("parent")), numbers(from.path("x")), numbers(from.path("distance_um")),
                numbers(from.path("diam_um")), integers(cones.path("compartment")), numbers(cones.path("um")));
    }

    private static Scene.Cells cells(JsonNode from) {
        JsonNode label = from.path("label");
        String[] labels = new String[label.size()];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = label.get(i).asString();
        }
        return new Scene.Cells(integers(from.path("gid")), integers(from.path("shape")), integers(from.path("shown")),
                labels, numbers(from.path("x_um")), numbers(from.path("y_um")), numbers(from.path("z_um")),
                numbers(from.path("rotation")));
    }

    private static int[] integers(JsonNode from) {
        int[] values = new int[from.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = from.get(i).asInt();
        }
        return values;
    }

    private static float[] numbers(JsonNode from) {
        float[] values = new float[from.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) from.get(i).asDouble();
        }
        return values;
    }
}
