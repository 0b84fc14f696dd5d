package huxley.viz.studio;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What belongs to one user: a folder of projects and a folder of runs, with a bound on both together. */
final class Workspace {
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N} _-]{0,59}");

    private final Account account;
    private final Path home;

    /** @param home made where it is missing */
    Workspace(Account account, Path home) throws IOException {
        this.account = account;
        this.home = home;
        Files.createDirectories(projectsFolder());
        Files.createDirectories(runsFolder());
    }

    Account account() {
        return account;
    }

    private Path projectsFolder() {
        return home.resolve("projects");
    }

    Path runsFolder() {
        return home.resolve("runs");
    }

    List<String> projects() throws IOException {
        try (Stream<Path> folders = Files.list(projectsFolder())) {
            return folders.filter(f -> Files.isDirectory(f, LinkOption.NOFOLLOW_LINKS))
                    .map(f -> f.getFileName().toString()).filter(n -> NAME.matcher(n).matches()).sorted().toList();
        }
    }

    Folder project(String name) {
        Path folder = place(name);
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            throw Refusal.absent("there is no project '" + Folder.shown(name) + "'");
        }
        return new Folder(folder);
    }

    /** Where a project of this name is, or could be. */
    Path place(String name) {
        if (!NAME.matcher(name).matches()) {
            throw Refusal
                    .wrong("the name of a project has 1 to 60 letters, digits, spaces, '-' or '_', and begins with a "
                            + "letter or a digit: '" + Folder.shown(name) + "'");
        }
        return projectsFolder().resolve(name);
    }

    Folder create(String name) throws IOException {
        Path folder = place(name);
        try {
            return new Folder(Files.createDirectory(folder));
        } catch (FileAlreadyExistsException taken) {
            throw Refusal.taken("there is a project '" + name + "' already");
        }
    }

    void delete(String project) throws IOException {
        Folder.remove(project(project).root());
    }

    /** Bytes that may still be written. */
    long room() throws IOException {
        return Math.max(0, account.quota().disk_bytes() - used());
    }

    long used() throws IOException {
        return Folder.bytesBelow(home);
    }
}
