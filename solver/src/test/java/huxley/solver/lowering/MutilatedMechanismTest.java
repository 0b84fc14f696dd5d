package huxley.solver.lowering;

import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.fail;

import huxley.neuron.nmodl.BuiltIns;
import huxley.neuron.nmodl.Includes;
import huxley.neuron.nmodl.Nmodl;
import huxley.neuron.problem.InvalidInputException;
import huxley.neuron.problem.Source;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Files with words taken out, doubled or swapped become kernels or complaints that name a line, in reasonable time. */
class MutilatedMechanismTest {
    private static final Pattern WORD = Pattern.compile("[A-Za-z_]\\w*'?|[0-9.]+(?:[eE][-+]?[0-9]+)?|\\s+|.");
    private static final Path DATA = Path.of(System.getProperty("huxley.root", ".")).resolve("../shared/data");

    @Test
    void mutilatedBuiltInsGiveKernelsOrComplaints() {
        mutilate(300, builtIns());
    }

    @Test
    @Tag("slow")
    void mutilatedPublishedFilesGiveKernelsOrComplaints() {
        List<String> texts = builtIns();
        for (String folder : List.of("nmodl", "striatum/mechanisms")) {
            texts.addAll(published(DATA.resolve(folder)));
        }
        mutilate(Integer.getInteger("huxley.mutations", 10_000), texts);
    }

    private static List<String> builtIns() {
        return new ArrayList<>(BuiltIns.names().stream().map(n -> BuiltIns.source(n).orElseThrow().text()).toList());
    }

    private static List<String> published(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            List<String> texts = new ArrayList<>();
            for (Path file : files.filter(f -> f.toString().endsWith(".mod")).sorted().toList()) {
                texts.add(Files.readString(file, StandardCharsets.ISO_8859_1));
            }
            return texts;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void mutilate(int count, List<String> texts) {
        for (int seed = 0; seed < count; seed++) {
            Random random = new Random(seed);
            String text = mutated(texts.get(random.nextInt(texts.size())), random);
            int number = seed;
            assertTimeoutPreemptively(Duration.ofSeconds(30), () -> check(number, text), () -> "seed " + number);
        }
    }

    private static void check(int seed, String text) {
        try {
            Lowering.lower(Nmodl.compile(new Source("seed" + seed + ".mod", text), Includes.none()),
                    MemoryLayout.plain());
        } catch (InvalidInputException e) {
            if (!String.valueOf(e.getMessage()).contains("seed" + seed + ".mod:")) {
                fail("no position: " + e.getMessage());
            }
        } catch (RuntimeException | StackOverflowError e) {
            fail("seed " + seed + "\n" + text, e);
        }
    }

    private static String mutated(String text, Random random) {
        List<String> words = new ArrayList<>(WORD.matcher(text).results().map(r -> r.group()).toList());
        for (int i = random.nextInt(3); i >= 0; i--) {
            int at = word(words, random);
            int other = word(words, random);
            switch (random.nextInt(4)) {
            case 0 -> words.set(at, " ");
            case 1 -> words.add(at, words.get(at) + " ");
            case 2 -> words.set(at, words.get(other));
            default -> Collections.swap(words, at, other);
            }
        }
        return String.join("", words);
    }

    private static int word(List<String> words, Random random) {
        int at = random.nextInt(words.size());
        while (words.get(at).isBlank()) {
            at = (at + 1) % words.size();
        }
        return at;
    }
}
