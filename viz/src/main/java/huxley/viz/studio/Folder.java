package huxley.viz.studio;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;

/**
 * A folder that no path leads out of: names are checked one by one, and symbolic links are never followed. What is written is
 * counted while it comes, so that neither an upload nor an archive can be larger than it is allowed to be.
 */
final class Folder {
    /** No separators, no characters that some systems refuse; hidden files are ours. */
    private static final Pattern NAME = Pattern.compile("[^./\\\\\\p{Cntrl}:*?\"<>|][^/\\\\\\p{Cntrl}:*?\"<>|]{0,119}");
    private static final int DEEPEST = 16;
    private static final int MOST_FILES = 5_000;
    private static final int PIECE = 1 << 16;

    private final Path root;

    Folder(Path root) {
        this.root = root;
    }

    /** A file as it is listed. */
    record Entry(String path, long bytes, long changed_ms) {
    }

    Path root() {
        return root;
    }

    /** Where a path of this folder is. */
    Path at(String path) {
        String[] names = path.split("/", -1);
        if (names.length > DEEPEST) {
            throw Refusal.wrong("the path '" + shown(path) + "' is too deep");
        }
        Path here = root;
        for (String name : names) {
            if (!NAME.matcher(name).matches() || name.isBlank()) {
                throw Refusal.wrong("'" + shown(path) + "' is not the path of a file in this folder");
            }
            here = here.resolve(name);
            if (Files.isSymbolicLink(here)) {
                throw Refusal.forbidden("'" + shown(path) + "' leads over a symbolic link");
            }
        }
        return here;
    }

    /** A file that is there. */
    Path file(String path) {
        Path file = at(path);
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw Refusal.absent("there is no file '" + shown(path) + "'");
        }
        return file;
    }

    /** All files, by path; links and what is hidden are left out. */
    List<Entry> list() throws IOException {
        List<Entry> entries = new ArrayList<>();
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                return isHidden(folder) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (attributes.isRegularFile() && !isHidden(file)) {
                    entries.add(new Entry(root.relativize(file).toString().replace('\\', '/'), attributes.size(),
                            attributes.lastModifiedTime().toMillis()));
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException gone) {
                return FileVisitResult.CONTINUE;
            }
        });
        entries.sort(Comparator.comparing(Entry::path));
        return entries;
    }

    private boolean isHidden(Path path) {
        return !path.equals(root) && path.getFileName().toString().startsWith(".");
    }

    /** Bytes of all files. */
    static long bytesBelow(Path folder) throws IOException {
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            return 0;
        }
        long[] bytes = {0};
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                bytes[0] += attributes.isRegularFile() ? attributes.size() : 0;
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException gone) {
                return FileVisitResult.CONTINUE;
            }
        });
        return bytes[0];
    }

    /** Replaces a file, or makes it; as it was, should anything go wrong. @return bytes written */
    long write(String path, InputStream content, long most) throws IOException {
        Path file = at(path);
        if (Files.isDirectory(file)) {
            throw Refusal.taken("'" + shown(path) + "' is a folder");
        }
        try {
            Files.createDirectories(file.getParent());
        } catch (IOException fileInTheWay) {
            throw Refusal.taken("'" + shown(path) + "' leads over a file as if it were a folder");
        }
        Path scratch = Files.createTempFile(root, ".upload-", "");
        try {
            long bytes;
            try (OutputStream out = Files.newOutputStream(scratch)) {
                bytes = copy(content, out, most);
            }
            Files.move(scratch, file, StandardCopyOption.REPLACE_EXISTING);
            return bytes;
        } finally {
            Files.deleteIfExists(scratch);
        }
    }

    private static long copy(InputStream from, OutputStream to, long most) throws IOException {
        byte[] piece = new byte[PIECE];
        long bytes = 0;
        for (int read = from.read(piece); read >= 0; read = from.read(piece)) {
            bytes += read;
            if (bytes > most) {
                throw Refusal.tooLarge("there is room for " + most + " bytes, and this is more");
            }
            to.write(piece, 0, read);
        }
        return bytes;
    }

    /** Writes what an archive holds, at most so many bytes. @return the files written */
    List<String> unzip(InputStream archive, long most) throws IOException {
        List<String> written = new ArrayList<>();
        long left = most;
        try (ZipInputStream zip = new ZipInputStream(archive)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                String name = entry.getName();
                if (entry.isDirectory() || isForeign(name)) {
                    continue;
                }
                if (written.size() == MOST_FILES) {
                    throw Refusal.tooLarge("an archive of more than " + MOST_FILES + " files");
                }
                left -= write(name, zip, left);
                written.add(name);
            }
        } catch (ZipException | IllegalArgumentException broken) {
            throw Refusal.wrong("the archive cannot be read: " + broken.getMessage());
        }
        if (written.isEmpty()) {
            throw Refusal.wrong("this is no zip archive with files in it");
        }
        return written;
    }

    /** What archivers add for themselves. */
    private static boolean isForeign(String name) {
        return name.startsWith("__MACOSX/") || name.substring(name.lastIndexOf('/') + 1).startsWith(".DS_Store");
    }

    void delete(String path) throws IOException {
        Path file = at(path);
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            throw Refusal.absent("there is no file '" + shown(path) + "'");
        }
        remove(file);
        for (Path above = file.getParent(); above != null && !above.equals(root) && isEmpty(above); above = above
                .getParent()) {
            Files.delete(above);
        }
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.findAny().isEmpty();
        }
    }

    /** Removes a file, or a folder with all that is in it; of a link, the link. */
    static void remove(Path fileOrFolder) throws IOException {
        Files.walkFileTree(fileOrFolder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure)
                    throws IOException {
                Files.delete(folder);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** For messages: short, and on one line. */
    static String shown(String text) {
        String line = text.replaceAll("\\p{Cntrl}", "?");
        return line.length() <= 200 ? line : line.substring(0, 200) + "...";
    }
}
