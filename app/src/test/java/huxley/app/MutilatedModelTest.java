package huxley.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models with words taken out, doubled, swapped or exchanged, and with other numbers, run or are refused with a message. */
class MutilatedModelTest {
    private static final Pattern WORD = Pattern.compile("\"[^\"\n]*\"|-?[0-9.]+(?:[eE][-+]?[0-9]+)?|\\s+|[a-z]+|.");
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]+(?:\\.[0-9]+)?");

    @TempDir
    Path folder;

    @Test
    void mutilatedReadyModelsRunOrAreRefused() throws IOException {
        mutilate(40);
    }

    @Test
    @Tag("slow")
    void manyMutilatedReadyModelsRunOrAreRefused() throws IOException {
        mutilate(Integer.getInteger("huxley.mutations", 400));
    }

    private void mutilate(int count) throws IOException {
        List<Path> models = new ArrayList<>();
        for (ReadyModels.ReadyModel ready : ReadyModels.all()) {
            models.add(copy(ready.file().toAbsolutePath().getParent(), folder.resolve(ready.name())));
        }
        List<String> crashes = new ArrayList<>();
        for (int seed = 0; seed < count; seed++) {
            Random random = new Random(seed);
            Path model = models.get(random.nextInt(models.size()));
            Path mutilated = model.resolveSibling("mutilated.json");
            Files.writeString(mutilated, mutated(Files.readString(model), random));
            String crash = crash(mutilated);
            if (!crash.isEmpty()) {
                crashes.add("seed " + seed + ": " + crash);
            }
        }
        assertEquals(List.of(), crashes);
    }

    /** @return the copy of the model */
    private static Path copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(f -> !f.toString().endsWith(".png")).toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
        return to.resolve("model.json");
    }

    /** What went wrong with the program itself, or nothing. */
    private String crash(Path model) throws IOException {
        StringWriter err = new StringWriter();
        int code = Huxley.execute(new PrintWriter(new StringWriter()), new PrintWriter(err, true), "run",
                model.toString(), "--duration", "0.3 ms", "--dt", "0.025 ms", "--backend", "scalar", "--threads", "1",
                "--no-plots", "--json", "--out", folder.resolve("results").toString());
        return switch (code) {
        case ExitCode.DONE -> "";
        case ExitCode.INVALID_INPUT, ExitCode.NUMERICAL_FAILURE -> err.toString().isBlank() ? "no message" : "";
        default -> "exit code " + code + "\n" + err + "\n" + Files.readString(model);
        };
    }

    private static String mutated(String text, Random random) {
        List<String> words = new ArrayList<>(WORD.matcher(text).results().map(r -> r.group()).toList());
        int changes = 1 + random.nextInt(3);
        for (int i = 0; i < changes; i++) {
            int at = random.nextInt(words.size());
            int other = random.nextInt(words.size());
            switch (random.nextInt(6)) {
            case 0 -> words.remove(at);
            case 1 -> words.add(at, words.get(other));
            case 2 -> words.set(at, words.get(other));
            case 3 -> exchange(words, at, other);
            default -> renumber(words, at, random);
            }
        }
        return String.join("", words);
    }

    private static void exchange(List<String> words, int at, int other) {
        String kept = words.get(at);
        words.set(at, words.get(other));
        words.set(other, kept);
    }

    /** The next word with a number in it gets another one. */
    private static void renumber(List<String> words, int from, Random random) {
        String[] numbers = {"0", "-1", "1e9", "1e-12", "0.5", "3", "1e400", "-0.001", "2147483648", "7"};
        for (int i = 0; i < words.size(); i++) {
            int at = (from + i) % words.size();
            if (NUMBER.matcher(words.get(at)).find()) {
                words.set(at, NUMBER.matcher(words.get(at)).replaceFirst(numbers[random.nextInt(numbers.length)]));
                return;
            }
        }
    }
}
