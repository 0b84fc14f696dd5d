package huxley.io.document;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Which files a model may name: all that the user may read, or, where the process was started with
 * {@code -Dhuxley.reads=FOLDER}, those in this folder alone, wherever links lead. The others are as if they were not there, so that
 * a model from elsewhere tells its author nothing about this machine.
 */
public final class Reach {
    private static final Optional<Path> FOLDER = Optional.ofNullable(System.getProperty("huxley.reads"))
            .map(Reach::real);

    private Reach() {
    }

    private static Path real(String folder) {
        try {
            return Path.of(folder).toRealPath();
        } catch (IOException absent) {
            return Path.of(folder).toAbsolutePath().normalize();
        }
    }

    private static boolean isWithin(Path path) {
        return FOLDER.isEmpty() || isWithin(path, FOLDER.get());
    }

    static boolean isWithin(Path path, Path folder) {
        try {
            return path.toRealPath().startsWith(folder);
        } catch (IOException absent) {
            return false;
        }
    }

    public static boolean exists(Path path) {
        return Files.exists(path) && isWithin(path);
    }

    public static boolean isFile(Path path) {
        return Files.isRegularFile(path) && isWithin(path);
    }

    public static boolean isFolder(Path path) {
        return Files.isDirectory(path) && isWithin(path);
    }

    /** What is about to be read. @throws NoSuchFileException if it may not be */
    public static Path readable(Path path) throws NoSuchFileException {
        if (!isWithin(path) && FOLDER.isPresent()) {
            throw new NoSuchFileException(path.toString());
        }
        return path;
    }
}
