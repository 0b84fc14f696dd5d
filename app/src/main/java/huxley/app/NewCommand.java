package huxley.app;

import huxley.io.document.FileTrouble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code huxley new}. */
@Command(name = "new", mixinStandardHelpOptions = true, description = "Starts a model of your own as a copy of one that is ready to run.", footerHeading = "%nExamples:%n", footer = "  huxley new squid-axon my-axon && huxley run my-axon/model.json")
final class NewCommand implements Callable<Integer> {
    private static final Pattern ELSEWHERE = Pattern.compile("\"\\.\\./([^/\"]+)/([^\"]+)\"");

    @Parameters(index = "0", paramLabel = "MODEL", description = "Name of a ready model (see 'huxley models').")
    private String model = "";

    @Parameters(index = "1", paramLabel = "DIR", description = "Folder to make.")
    private Path target = Path.of("");

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Path file = ReadyModels.find(model).file();
        Path from = Objects.requireNonNull(file.toAbsolutePath().getParent());
        if (Files.exists(target)) {
            throw new UserError(target + " exists already; nothing was changed");
        }
        try {
            copy(from, target);
            takeAlong(from, target.resolve(file.getFileName()));
        } catch (IOException cannot) {
            throw new UserError("cannot make " + target + ": " + FileTrouble.inWords(cannot));
        }
        spec.commandLine().getOut().println(target.resolve(file.getFileName()));
        return ExitCode.DONE;
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> below = Files.walk(from)) {
            for (Path path : below.toList()) {
                Path copy = to.resolve(from.relativize(path).toString());
                if (!Files.isDirectory(path)) {
                    Files.createDirectories(Objects.requireNonNull(copy.toAbsolutePath().getParent()));
                    Files.copy(path, copy);
                }
            }
        }
    }

    /** What the model uses of its neighbours ("../other/cell.swc") is copied too, so that the new folder stands alone. */
    private static void takeAlong(Path from, Path model) throws IOException {
        Matcher elsewhere = ELSEWHERE.matcher(Files.readString(model));
        while (elsewhere.find()) {
            copy(from.resolveSibling(elsewhere.group(1)).resolve(elsewhere.group(2)),
                    model.resolveSibling(elsewhere.group(2)));
        }
        Files.writeString(model, elsewhere.replaceAll("\"$2\""));
    }
}
