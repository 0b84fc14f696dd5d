package huxley.io.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.json.JsonMapper;

/** Every ready model, and the model of the reference page, reads without a problem. */
class ReadyModelsTest {
    private static final Path ROOT = Path.of(System.getProperty("huxley.root", ".."));

    @TestFactory
    Stream<DynamicTest> everyReadyModelReads() throws IOException {
        try (Stream<Path> folders = Files.list(ROOT.resolve("models"))) {
            return folders.map(folder -> folder.resolve("model.json")).filter(Files::isRegularFile).sorted().toList()
                    .stream()
                    .map(file -> DynamicTest.dynamicTest(file.toString(), () -> reads(file)));
        }
    }

    @Test
    void exampleOfTheReferencePageReads(@TempDir Path folder) throws IOException {
        String page = Files.readString(ROOT.resolve("docs/json-reference.md"));
        int start = page.indexOf("```json\n") + "```json\n".length();
        Path file = folder.resolve("model.json");
        Files.writeString(file, page.substring(start, page.indexOf("```", start)));
        reads(file);
    }

    /** The published schema accepts what the reader accepts, and knows an unknown key. */
    @TestFactory
    Stream<DynamicTest> everyReadyModelFitsTheSchema() throws IOException {
        Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(ModelSchema.json());
        JsonMapper mapper = JsonMapper
                .builder(JsonFactory.builder().enable(JsonReadFeature.ALLOW_JAVA_COMMENTS).build()).build();
        try (Stream<Path> folders = Files.list(ROOT.resolve("models"))) {
            return folders.map(folder -> folder.resolve("model.json")).filter(Files::isRegularFile).sorted().toList()
                    .stream()
                    .map(file -> DynamicTest.dynamicTest(file.toString(), () -> {
                        String text = Files.readString(file);
                        assertEquals(List.of(), schema.validate(mapper.readTree(text)));
                        assertFalse(schema.validate(mapper.readTree(text.replace("\"duration\"", "\"durration\"")))
                                .isEmpty());
                    }));
        }
    }

    private static void reads(Path file) {
        Model model = ModelReader.read(file, Map.of());
        assertFalse(model.circuit().probes().isEmpty());
        assertEquals(List.of(), model.warnings());
        for (Model.Variant variant : model.sweep()) {
            assertEquals(model.circuit().probes().size(),
                    ModelReader.read(file, variant.settings()).circuit().probes().size());
        }
    }
}
