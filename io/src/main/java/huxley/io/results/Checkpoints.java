package huxley.io.results;

import huxley.io.document.FileTrouble;
import huxley.neuron.problem.InvalidInputException;
import huxley.neuron.problem.Problem;
import huxley.neuron.problem.Span;
import huxley.synapse.SavedState;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * The last two states of a run, in its folder of results: {@value #NAME} and {@value #PREVIOUS}. A new one is written beside them and
 * then renamed, so that at any moment at least one is complete.
 */
public final class Checkpoints {
    /** The last one. */
    public static final String NAME = "checkpoint.h5";
    /** The one before. */
    public static final String PREVIOUS = "checkpoint-previous.h5";
    static final String FRESH = "checkpoint-new.h5";

    private Checkpoints() {
    }

    /** A run that can be continued. */
    public record Found(Path folder, Path file, SavedState state, RunSummary summary) {
    }

    /** Writes a state; when this returns, it outlives the machine. */
    public static void write(Path folder, SavedState state) throws IOException {
        Path fresh = folder.resolve(FRESH);
        Files.deleteIfExists(fresh);
        StateFile.write(fresh, state);
        force(fresh, StandardOpenOption.WRITE);
        Path last = folder.resolve(NAME);
        if (Files.exists(last)) {
            Files.move(last, folder.resolve(PREVIOUS), StandardCopyOption.ATOMIC_MOVE);
        }
        Files.move(fresh, last, StandardCopyOption.ATOMIC_MOVE);
        force(folder, StandardOpenOption.READ);
    }

    private static void force(Path path, StandardOpenOption option) throws IOException {
        try (FileChannel channel = FileChannel.open(path, option)) {
            channel.force(true);
        }
    }

    /** Removes those of a run that has come to its end. */
    public static void remove(Path folder) throws IOException {
        for (String name : List.of(FRESH, NAME, PREVIOUS)) {
            Files.deleteIfExists(folder.resolve(name));
        }
    }

    /** Gives the folder in which a run is continued the checkpoint that it starts from. */
    public static void adopt(Path file, Path folder) throws IOException {
        Path own = folder.resolve(NAME);
        try {
            Files.createLink(own, file);
        } catch (IOException | UnsupportedOperationException elsewhere) {
            Files.copy(file, own);
        }
    }

    /**
     * Finds what a run can be continued from.
     *
     * @param named a folder of results, with or without {@code .partial}, or one of its checkpoints
     */
    public static Found find(Path named) {
        if (Files.isRegularFile(named)) {
            return read(named, named);
        }
        List<Path> folders = folders(named);
        Path folder = folders.stream().filter(f -> lastIn(f) != null)
                .max(Comparator.comparing(f -> modified(f.resolve(lastIn(f)))))
                .orElseThrow(() -> refused(named,
                        folders.isEmpty() ? FileTrouble.absent(named) : "holds no checkpoint",
                        "'huxley run --checkpoint-every \"10 min\"' leaves checkpoints, and so does Ctrl-C"));
        return read(named, folder.resolve(lastIn(folder)));
    }

    /** Where results of this name may be. */
    private static List<Path> folders(Path named) {
        Path absolute = named.toAbsolutePath().normalize();
        List<Path> folders = new ArrayList<>();
        try (Stream<Path> beside = Files.list(absolute.getParent() == null ? absolute : absolute.getParent())) {
            String mark = absolute.getFileName() + ResultsFolder.MARK;
            beside.filter(p -> p.equals(absolute) || p.getFileName().toString().startsWith(mark))
                    .filter(Files::isDirectory).forEach(folders::add);
        } catch (IOException none) {
            return List.of();
        }
        return folders;
    }

    /** Whether a run may be continued from what is in a folder. */
    public static boolean areIn(Path folder) {
        return lastIn(folder) != null;
    }

    private static @Nullable String lastIn(Path folder) {
        return Stream.of(NAME, PREVIOUS).filter(name -> Files.exists(folder.resolve(name))).findFirst().orElse(null);
    }

    private static FileTime modified(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException gone) {
            return FileTime.fromMillis(0);
        }
    }

    private static Found read(Path named, Path file) {
        Path folder = Objects.requireNonNull(file.toAbsolutePath().normalize().getParent());
        Span mention = Span.none("checkpoint " + file);
        SavedState state;
        try {
            state = StateFile.read(file, mention);
        } catch (InvalidInputException unusable) {
            throw new InvalidInputException(Problem.error(mention, unusable.problems().getFirst().message(),
                    other(file)));
        }
        try {
            return new Found(folder, file, state, RunSummary.read(folder));
        } catch (IOException | JacksonException unreadable) {
            throw refused(named, RunSummary.FILE + " cannot be read, which says what was run", "");
        }
    }

    /** What to do about an unusable checkpoint. */
    private static String other(Path file) {
        Path previous = file.resolveSibling(PREVIOUS);
        if (file.getFileName().toString().equals(PREVIOUS) || !Files.exists(previous)) {
            return "there is no other; start the run anew";
        }
        try {
            double time_ms = StateFile.read(previous, Span.none("")).time_ms();
            return "the one before, of t = " + Csv.number(time_ms) + " ms, is good: --resume '" + previous + "'";
        } catch (InvalidInputException damagedToo) {
            return "the one before is damaged, too; start the run anew";
        }
    }

    private static InvalidInputException refused(Path named, String message, String hint) {
        return new InvalidInputException(Problem.error(Span.none("results folder " + named), message, hint));
    }
}
