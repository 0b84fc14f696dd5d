package huxley.io.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The published schema and reference are what the format table says; {@code -Dhuxley.update=true} rewrites them. */
class PublishedFormatTest {
    private static final Path DOCS = Path.of(System.getProperty("huxley.root", ".."), "docs");
    private static final String MARK = "## All keys\n\n";

    @Test
    void schemaIsTheOneOfTheTable() throws IOException {
        check(DOCS.resolve("schema/model-1.schema.json"), ModelSchema.json());
    }

    @Test
    void referencePageIsTheOneOfTheTable() throws IOException {
        Path page = DOCS.resolve("json-reference.md");
        String text = Files.readString(page);
        String intro = text.substring(0, text.indexOf(MARK) + MARK.length());
        check(page, intro + ReferencePage.markdown());
    }

    private static void check(Path file, String expected) throws IOException {
        if (Boolean.getBoolean("huxley.update")) {
            Files.writeString(file, expected);
        }
        assertEquals(expected, Files.readString(file), file + " is out of date; run with -Dhuxley.update=true");
    }

    private static List<Field> fields() {
        return DocumentFormat.TABLES.stream().flatMap(table -> Arrays.stream(table.getDeclaredFields())).toList();
    }

    /** A key that stands in no structure could be read but never written, and the other way round. */
    @Test
    void everyKeyOfTheTableBelongsToAStructure() throws IllegalAccessException {
        Set<Shape.Key> used = new HashSet<>();
        Set<Shape.Key> declared = new HashSet<>();
        for (Field field : fields()) {
            if (field.getType() == Shape.Structure.class) {
                used.addAll(((Shape.Structure) field.get(null)).keys());
            } else if (field.getType() == Shape.Key.class) {
                declared.add((Shape.Key) field.get(null));
            }
        }
        assertEquals(declared, used);
    }

    @Test
    void everyDefaultIsAValueOfItsUnit() throws IllegalAccessException {
        List<Shape.Key> keys = fields().stream()
                .filter(f -> f.getType() == Shape.Key.class)
                .map(f -> {
                    try {
                        return (Shape.Key) f.get(null);
                    } catch (IllegalAccessException e) {
                        throw new AssertionError(e);
                    }
                }).filter(key -> key.shape() instanceof Shape.Value && !key.standard().isEmpty()).toList();
        assertTrue(keys.size() > 10);
        for (Shape.Key key : keys) {
            String unit = ((Shape.Value) key.shape()).unit();
            huxley.io.formula.Formula formula = huxley.io.formula.Formula.parse(key.standard(), Set.of());
            assertTrue(formula
                    .evaluate(new Parameters(List.of(), java.util.Map.of(), new huxley.neuron.problem.Problems()))
                    .in(huxley.neuron.units.Unit.parse(unit)).isPresent(), key.name());
        }
    }
}
