package huxley.io.results;

import huxley.neuron.problem.InvalidInputException;
import huxley.neuron.problem.Problem;
import huxley.neuron.problem.Span;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A folder of results that is being filled: called {@code NAME.partial} until {@link #complete} gives it its name. */
public final class ResultsFolder {
    private static final String MARK = ".partial";

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
        if (Files.exists(absolute) && !replaceable(absolute)) {
            throw refused(target, "exists and does not hold results, so it is not overwritten",
                    "choose another folder with --out");
        }
        try {
            Files.createDirectories(parentOf(absolute));
            return new ResultsFolder(absolute, createFree(absolute));
        } catch (IOException cannot) {
            throw refused(target, "cannot be created: " + reason(cannot), "choose another folder with --out");
        }
    }

    /** Where the files go until the folder is complete. */
    public Path path() {
        return partial;
    }

    /** Gives the folder its name; returns it. */
    public Path complete() throws IOException {
        if (Files.exists(target)) {
            Path old = target.resolveSibling(target.getFileName() + ".old");
            delete(old);
            Files.move(target, old);
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
        return Objects.requireNonNullElse(partial.toFile().list(), new String[] {""}).length == 0
                && partial.toFile().delete();
    }

    private static boolean replaceable(Path folder) {
        if (!Files.isDirectory(folder)) {
            return false;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            boolean empty = !files.iterator().hasNext();
            return empty || Files.exists(folder.resolve(RunSummary.FILE)) || Files.exists(folder.resolve(Sweep.FILE));
        } catch (IOException unreadable) {
            return false;
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

    /** The cause in words; file exceptions often carry no more than the path. */
    static String reason(IOException cause) {
        return switch (cause) {
        case AccessDeniedException _ -> "permission denied";
        case FileAlreadyExistsException exists -> exists.getFile() + " is a file";
        case NoSuchFileException missing -> missing.getFile() + " does not exist";
        case FileSystemException system when system.getReason() != null -> system.getReason();
        default -> String.valueOf(cause.getMessage());
        };
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
