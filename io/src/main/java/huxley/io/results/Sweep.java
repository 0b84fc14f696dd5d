package huxley.io.results;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The variants of a sweep, as {@code sweep.json} holds them; each has a folder of results of its own. */
public record Sweep(String model, String title, List<Variant> variants) {
    static final String FILE = "sweep.json";

    /** One variant: its folder, relative to the sweep's, and the values that make it. */
    public record Variant(String folder, Map<String, String> parameters) {
    }

    /** Writes {@code sweep.json} into a folder. */
    public void write(Path folder) throws IOException {
        Files.writeString(folder.resolve(FILE), RunSummary.mapper().writeValueAsString(this) + "\n");
    }

    /** Whether a folder holds a sweep. */
    public static boolean isIn(Path folder) {
        return Files.exists(folder.resolve(FILE));
    }

    /** Reads {@code sweep.json} of a folder. */
    public static Sweep read(Path folder) throws IOException {
        return RunSummary.mapper().readValue(Files.readString(folder.resolve(FILE)), Sweep.class);
    }
}
