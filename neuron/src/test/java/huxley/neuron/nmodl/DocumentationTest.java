package huxley.neuron.nmodl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import huxley.neuron.problem.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the manual shows is true. */
class DocumentationTest {
    private static final Path PAGE = Path.of(System.getProperty("huxley.root", "..")).resolve("docs/nmodl.md");
    private static final Pattern EXAMPLE = Pattern.compile("```nmodl\\n(.*?)```", Pattern.DOTALL);

    @Test
    void everyExampleCompilesWithoutWarnings() throws IOException {
        List<String> examples = EXAMPLE.matcher(Files.readString(PAGE)).results().map(MatchResult::group).toList();
        assertFalse(examples.isEmpty());
        for (String example : examples) {
            String text = example.replace("```nmodl", "").replace("```", "");
            assertEquals(List.of(), Nmodl.compile(new Source("docs/nmodl.md", text), Includes.none()).warnings());
        }
    }

    @Test
    void everyBuiltInIsListed() throws IOException {
        String page = Files.readString(PAGE);
        BuiltIns.names().forEach(name -> assertTrue(page.contains("`" + name + "`"), name));
    }
}
