package huxley.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the documentation tells users to type works, models in it are right, and its links lead somewhere. */
class DocumentationTest {
    private static final Path ROOT = Path.of(System.getProperty("huxley.root", ".")).toAbsolutePath().normalize();
    /** A block, with the name of the file that it is, if a line before it says so. */
    private static final Pattern BLOCK = Pattern.compile("(?ms)(?:^`(my-[^`\\n]+)`:\\n\\n)?^```(\\w+)\\n(.*?)^```");
    private static final Pattern WORD = Pattern.compile("((?:[^\\s\"]|\"[^\"]*\")+)");
    private static final Pattern LINK = Pattern.compile("\\]\\((?!http|#)([^)#]+)");

    @TempDir
    private static Path folder;

    static List<Path> pages() throws IOException {
        List<Path> pages = new ArrayList<>();
        try (Stream<Path> top = Files.list(ROOT);
                Stream<Path> docs = Files.walk(ROOT.resolve("docs"));
                Stream<Path> models = Files.walk(ROOT.resolve("models"))) {
            Stream.of(top, docs, models).flatMap(s -> s).filter(f -> f.toString().endsWith(".md")).sorted()
                    .forEach(pages::add);
        }
        return pages;
    }

    private record Block(@Nullable String file, String language, String text) {
    }

    private static List<Block> blocks(Path page) throws IOException {
        return BLOCK.matcher(Files.readString(page)).results().map(m -> new Block(m.group(1), m.group(2), m.group(3)))
                .toList();
    }

    /**
     * Commands run in the order of the page; what they write goes into a scratch folder. Files of the reader's own are
     * written as the page gives them, and what a console prints is compared.
     */
    @ParameterizedTest
    @MethodSource("pages")
    void commandsWork(Path page) throws IOException {
        for (Block block : blocks(page)) {
            if (block.file() != null) {
                Files.writeString(folder.resolve(block.file()), block.text());
            } else if (block.language().equals("console")) {
                assertPrints(block.text());
            } else if (block.language().equals("sh")) {
                for (String line : block.text().lines().filter(l -> l.startsWith("./huxley ")).toList()) {
                    assertRuns(line, words(page, line));
                }
            }
        }
    }

    private static List<String> words(Path page, String line) {
        List<String> words = new ArrayList<>();
        Matcher matcher = WORD.matcher(line.replaceFirst("\\s+#.*", "").substring("./huxley ".length()));
        while (matcher.find()) {
            words.add(placed(matcher.group(1).replace("\"", "")));
        }
        if (words.getFirst().equals("run") && !words.contains("--out")) {
            words.addAll(List.of("--out", folder.resolve(page.getFileName() + "-" + words.hashCode()).toString()));
        }
        if (words.contains("--picture") && !words.contains("--out")) {
            words.addAll(List.of("--out", folder.toString()));
        }
        return words;
    }

    /** A command behind "$ ", then all that it prints. */
    private static void assertPrints(String console) {
        String command = console.lines().findFirst().orElseThrow();
        StringWriter out = new StringWriter();
        PrintWriter writer = new PrintWriter(out, true);
        Huxley.execute(writer, writer, words(Path.of("console"), command.substring(2)).toArray(String[]::new));
        assertEquals(console, command + "\n" + out.toString().replace(folder + "/", ""));
    }

    private static String placed(String word) {
        return word.startsWith("models/")
                ? ROOT.resolve(word).toString()
                : word.matches("(results/|figures|my-).*") ? folder.resolve(word).toString() : word;
    }

    /** Complete models (those with a version) that need no other file. */
    @ParameterizedTest
    @MethodSource("pages")
    void modelsAreRight(Path page) throws IOException {
        int number = 0;
        for (Block json : blocks(page)) {
            String block = json.text();
            if (json.language().equals("json") && json.file() == null && block.contains("\"huxley\"")
                    && !block.contains("\"file\"") && !block.contains("\"include\"")) {
                Path model = Files.writeString(folder.resolve(page.getFileName() + "-" + number++ + ".json"), block);
                assertRuns(page + ":\n" + block, List.of("check", model.toString()));
            }
        }
    }

    private static void assertRuns(String what, List<String> words) {
        StringWriter out = new StringWriter();
        PrintWriter writer = new PrintWriter(out, true);
        assertEquals(0, Huxley.execute(writer, writer, words.toArray(String[]::new)), () -> what + "\n" + out);
    }

    @ParameterizedTest
    @MethodSource("pages")
    void linksLeadSomewhere(Path page) throws IOException {
        Matcher matcher = LINK.matcher(BLOCK.matcher(Files.readString(page)).replaceAll("").replaceAll("`[^`]*`", ""));
        while (matcher.find()) {
            Path target = page.resolveSibling(matcher.group(1));
            assertTrue(Files.exists(target), page + " links to " + matcher.group(1));
        }
    }

    @Test
    void everyModelHasAPage() {
        List<ReadyModels.ReadyModel> models = ReadyModels.all();
        assertFalse(models.isEmpty());
        for (ReadyModels.ReadyModel model : models) {
            assertTrue(Files.exists(model.file().resolveSibling("README.md")), model.name());
            assertFalse(model.title().isEmpty() || model.description().isEmpty(), model.name());
        }
    }
}
