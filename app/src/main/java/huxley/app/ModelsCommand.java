package huxley.app;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code huxley models}. */
@Command(name = "models", mixinStandardHelpOptions = true, description = "Lists the models that are ready to run.", footerHeading = "%nExamples:%n", footer = {
        "  huxley models", "  huxley models --json"})
final class ModelsCommand implements Callable<Integer> {
    @Option(names = "--json", description = "Print as JSON.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    /** A model as data. */
    record Entry(String name, String title, String description, String file) {
    }

    @Override
    public Integer call() {
        List<ReadyModels.ReadyModel> models = ReadyModels.all();
        if (json) {
            Json.print(spec.commandLine().getOut(), models.stream()
                    .map(m -> new Entry(m.name(), m.title(), m.description(), m.file().toString())).toList());
        } else {
            Table table = new Table("NAME", "TITLE", "FILE");
            models.forEach(m -> table.row(m.name(), m.title(), Report.shown(m.file())));
            table.print(spec.commandLine().getOut());
        }
        return ExitCode.DONE;
    }
}
