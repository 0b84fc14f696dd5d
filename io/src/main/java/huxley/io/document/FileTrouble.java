package huxley.io.document;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Why a file or folder cannot be read or written, in words: the exceptions often carry no more than its path. */
public final class FileTrouble {
    private FileTrouble() {
    }

    /** Such as {@code permission denied}, or {@code cell.swc is a folder}. */
    public static String inWords(IOException cause) {
        return switch (cause) {
        case AccessDeniedException _ -> "permission denied";
        case FileAlreadyExistsException exists -> kind(exists.getFile());
        case NotDirectoryException file -> file.getFile() + " is no folder";
        case DirectoryNotEmptyException full -> full.getFile() + " is a folder that is not empty";
        case NoSuchFileException missing -> missing.getFile() + " does not exist";
        case FileSystemException system when system.getReason() != null -> system.getReason();
        default -> String.valueOf(cause.getMessage());
        };
    }

    /** What to say of a path where a regular file should stand and does not. */
    public static String absent(Path file) {
        return Reach.isFolder(file) ? file + " is a folder, not a file" : "no such file: " + file;
    }

    private static String kind(@Nullable String file) {
        return file + (file != null && Reach.isFolder(Path.of(file)) ? " is a folder" : " is a file");
    }
}
