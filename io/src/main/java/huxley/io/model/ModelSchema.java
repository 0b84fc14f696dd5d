package huxley.io.model;

import huxley.io.model.Shape.Choice;
import huxley.io.model.Shape.Either;
import huxley.io.model.Shape.Items;
import huxley.io.model.Shape.Key;
import huxley.io.model.Shape.Named;
import huxley.io.model.Shape.OneOrMore;
import huxley.io.model.Shape.Structure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The JSON Schema (draft 2020-12) of the model format, made from the same table that the reader uses. */
public final class ModelSchema {
    private static final Map<String, Object> INCLUDE = ordered("description",
            "file, or list of files, whose keys are taken over where this object lacks them", "anyOf",
            List.of(Map.of("type", "string"), ordered("type", "array", "items", Map.of("type", "string"))));

    private final Map<String, Object> definitions = new LinkedHashMap<>();

    private ModelSchema() {
    }

    /** The schema as JSON text. */
    public static String json() {
        ModelSchema schema = new ModelSchema();
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        root.put("title", "Huxley model, version " + ModelFormat.VERSION);
        root.putAll(schema.object(DocumentFormat.MODEL));
        root.put("$defs", schema.definitions);
        return JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build().writeValueAsString(root) + "\n";
    }

    private Map<String, Object> object(Structure structure) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("type", "object");
        object.put("description", structure.description());
        Map<String, Object> properties = new LinkedHashMap<>();
        List<String> required = new ArrayList<>();
        for (Key key : structure.keys()) {
            Map<String, Object> property = new LinkedHashMap<>(describe(key.shape()));
            property.put("description", description(key));
            properties.put(key.name(), property);
            if (key.required()) {
                required.add(key.name());
            }
        }
        properties.put("include", INCLUDE);
        object.put("properties", properties);
        object.put("additionalProperties", false);
        if (!required.isEmpty() || !structure.choices().isEmpty()) {
            object.put("anyOf",
                    List.of(Map.of("required", List.of("include")), complete(required, structure.choices())));
        }
        return object;
    }

    /** What must stand unless an included file brings it. */
    private static Map<String, Object> complete(List<String> required, List<List<String>> choices) {
        Map<String, Object> complete = new LinkedHashMap<>();
        if (!required.isEmpty()) {
            complete.put("required", required);
        }
        if (!choices.isEmpty()) {
            complete.put("allOf", choices.stream()
                    .map(choice -> Map.of("oneOf",
                            choice.stream().map(key -> Map.of("required", List.of(key))).toList()))
                    .toList());
        }
        return complete;
    }

    private static String description(Key key) {
        return key.description() + (key.standard().isEmpty() ? "" : " (default: " + key.standard() + ")");
    }

    private Map<String, Object> describe(Shape shape) {
        return switch (shape) {
        case Shape.Value value -> value.unit().equals("1")
                ? Map.of("type", List.of("number", "string"))
                : ordered("type", "string", "examples", List.of("1 " + value.unit()));
        case Shape.AnyValue _ -> Map.of("type", List.of("number", "string"));
        case Shape.Whole whole ->
            Map.of("anyOf", List.of(ordered("type", "integer", "minimum", whole.min()), Map.of("type", "string")));
        case Shape.Words _ -> Map.of("type", "string");
        case Shape.Truth _ -> Map.of("type", "boolean");
        case Shape.Bare _ -> Map.of("type", "number");
        case Choice choice -> Map.of("enum", choice.values());
        case Items items -> ordered("type", "array", "items", describe(items.item()), "minItems", items.min());
        case OneOrMore oneOrMore -> Map.of("anyOf", List.of(describe(oneOrMore.item()),
                ordered("type", "array", "items", describe(oneOrMore.item()))));
        case Named named -> ordered("type", "object", "properties", Map.of("include", INCLUDE), "additionalProperties",
                describe(named.value()));
        case Either either -> Map.of("anyOf", either.alternatives().stream().map(this::describe).toList());
        case Structure structure -> reference(structure);
        };
    }

    private static String name(Structure structure) {
        return structure.name().replace(' ', '-');
    }

    private static Map<String, Object> ordered(Object... keysAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            map.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return map;
    }

    private Map<String, Object> reference(Structure structure) {
        if (!definitions.containsKey(name(structure))) {
            definitions.put(name(structure), Map.of());
            definitions.put(name(structure), object(structure));
        }
        return Map.of("$ref", "#/$defs/" + name(structure));
    }
}
