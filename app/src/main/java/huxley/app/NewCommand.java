package huxley.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code huxley new}. */
@Command(name = "new", mixinStandardHelpOptions = true, description = "Starts a model of your own as a copy of one that is ready to run.", footerHeading = "%nExamples:%n", footer = "  huxley new squid-axon my-axon && huxley run my-axon/model.json")
final class NewCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "MODEL", description = "Name of a ready model (see 'huxley models').")
    private String model = "";

    @Parameters(index = "1", paramLabel = "DIR", description = "Folder to make.")
    private Path target = Path.of("");

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Path file = ReadyModels.find(model).file();
        Path from = file.toAbsolutePath().getParent();
        if (Files.exists(target)) {
            throw new UserError(target + " exists already; nothing was changed");
        }
        try {
            copy(from == null ? Path.of("") : from);
        } catch (IOException cannot) {
            throw new UserError("cannot make " + target + ": " + cannot.getMessage());
        }
        spec.commandLine().getOut().println(target.resolve(file.getFileName()));
        return ExitCode.DONE;
    }

    private void copy(Path from) throws IOException {
        List<Path> all;
        try (Stream<Path> below = Files.walk(from)) {
            all = below.toList();
        }
        Files.createDirectories(target);
        for (Path path : all) {
            Path to = target.resolve(from.relativize(path).toString());
            if (Files.isDirectory(path)) {
                Files.createDirectories(to);
            } else {
                Files.copy(path, to);
            }
        }
    }
}
