package huxley.io.results;

import java.util.List;
import tools.jackson.core.JacksonException;
import java.util.stream.Stream;
import java.util.regex.Pattern;
import java.util.Optional;
import java.nio.file.StandardCopyOption;
import huxley.io.document.FileTrouble;
import huxley.neuron.problem.InvalidInputException;
import huxley.neuron.problem.Problem;
import huxley.neuron.problem.Span;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A folder of results that is being filled: called {@code NAME.partial} until {@link #complete} gives it its name. */
public final class ResultsFolder {
    static final String MARK = ".partial";
    /** Names of the files that runs leave. */
    private static final Pattern WRITTEN = Pattern
            .compile("summary\\.json|sweep\\.json|(summary|spikes)\\.csv|.+\\.(h5|png)");

    private final Path target;
    private final Path partial;

    private ResultsFolder(Path target, Path partial) {
        this.target = target;
        this.partial = partial;
    }

    /**
     * Starts a folder. Earlier results of this name are replaced when the new ones are complete; anything else that
     * stands there is left alone and is an error.
     */
    public static ResultsFolder create(Path target) {
        Path absolute = target.toAbsolutePath().normalize();
        if (Path.of("").toAbsolutePath().startsWith(absolute)) {
            throw refused(target, "is the current folder or one above it", "choose another folder with --out");
        }
        if (Files.exists(absolute)) {
            checkReplaceable(target, absolute);
        }
        try {
            Files.createDirectories(parentOf(absolute));
            return new ResultsFolder(absolute, createFree(absolute));
        } catch (IOException cannot) {
            throw refused(target, "cannot be created: " + FileTrouble.inWords(cannot),
                    "choose another folder with --out");
        }
    }

    /** What a folder will be called when it is complete. */
    public static Path nameOf(Path folder) {
        return folder.resolveSibling(
                folder.getFileName().toString().replaceFirst(Pattern.quote(MARK) + "(-[0-9]+)?$", ""));
    }

    /** Removes a folder whose results another has taken over. */
    public static void removePartial(Path folder) throws IOException {
        if (folder.getFileName().toString().contains(MARK)) {
            delete(folder);
        }
    }

    /** Where the files go until the folder is complete. */
    public Path path() {
        return partial;
    }

    /** Gives the folder its name; returns it. */
    public Path complete() throws IOException {
        if (Files.exists(target)) {
            Path old = Files.createTempDirectory(partial.getParent(), target.getFileName() + ".old-");
            Files.move(target, old, StandardCopyOption.REPLACE_EXISTING);
            Files.move(partial, target);
            delete(old);
        } else {
            Files.move(partial, target);
        }
        return target;
    }

    /** Removes everything written, as far as it can be removed. */
    public void discard() {
        try {
            delete(partial);
        } catch (IOException left) {
            // What is left is marked as partial.
        }
    }

    /** Removes the folder if nothing is in it; whether it did. */
    public boolean discardIfEmpty() {
        return isEmpty(partial) && partial.toFile().delete();
    }

    private static void checkReplaceable(Path target, Path folder) {
        String hint = "choose another folder with --out";
        if (!Files.isDirectory(folder) || !(isEmpty(folder) || holdsResults(folder))) {
            throw refused(target, "exists and does not hold results, so it is not overwritten", hint);
        }
        foreign(folder).ifPresent(file -> {
            throw refused(target, "holds more than results (" + folder.relativize(file)
                    + "), so it is not overwritten", hint);
        });
    }

    private static boolean isEmpty(Path folder) {
        return Objects.requireNonNullElse(folder.toFile().list(), new String[] {""}).length == 0;
    }

    private static boolean holdsResults(Path folder) {
        return Files.exists(folder.resolve(RunSummary.FILE)) && Files.exists(folder.resolve(ResultsWriter.FILE))
                || isSweep(folder);
    }

    private static boolean isSweep(Path folder) {
        try {
            return Sweep.isIn(folder)
                    && Objects.requireNonNullElse(Sweep.read(folder).variants(), List.<Sweep.Variant>of())
                            .stream().anyMatch(variant -> holdsResults(folder.resolve(variant.folder())));
        } catch (IOException | JacksonException other) {
            return false;
        }
    }

    /** Something in a folder of results that no run has written. */
    private static Optional<Path> foreign(Path folder) {
        try (Stream<Path> below = Files.walk(folder)) {
            return below.filter(file -> !Files.isDirectory(file) && !WRITTEN.matcher(file.getFileName().toString())
                    .matches()).findFirst();
        } catch (IOException unreadable) {
            return Optional.of(folder);
        }
    }

    private static Path createFree(Path target) throws IOException {
        for (int i = 1;; i++) {
            Path candidate = target.resolveSibling(target.getFileName() + MARK + (i == 1 ? "" : "-" + i));
            try {
                return Files.createDirectory(candidate);
            } catch (FileAlreadyExistsException taken) {
                // Left by a run that was killed, or filled by one that still runs.
            }
        }
    }

    private static Path parentOf(Path absolute) {
        Path parent = absolute.getParent();
        return parent == null ? absolute : parent;
    }

    private static InvalidInputException refused(Path target, String message, String hint) {
        return new InvalidInputException(Problem.error(Span.none("results folder " + target), message, hint));
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
                    throws IOException {
                Files.delete(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
