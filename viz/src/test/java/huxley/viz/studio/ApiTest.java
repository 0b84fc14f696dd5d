package huxley.viz.studio;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ApiTest {
    private static final Path PAGE = Path.of(System.getProperty("huxley.root", "."), "viz", "src", "main", "web");

    @Test
    void openApiDescribesEveryRequestAndNoOther() throws IOException {
        Tool tool = new Tool((cores, memory_MB, reads, arguments) -> List.of());
        TreeSet<String> described = new TreeSet<>();
        JsonNode paths = Json.MAPPER.readTree(Files.readString(PAGE.resolve("openapi.json"))).path("paths");
        paths.properties().forEach(path -> path.getValue().propertyNames()
                .forEach(method -> described.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey())));
        TreeSet<String> known = new TreeSet<>();
        new Api(tool, new Runs(tool, 1), "").all().forEach(r -> known.add(r.method() + " " + r.pattern()));
        assertEquals(known, described);
    }
}
