package huxley.app;

import huxley.io.model.ModelSchema;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code huxley schema}. */
@Command(name = "schema", mixinStandardHelpOptions = true, description = "Prints the JSON Schema of the model format, with which editors complete and check models.", footerHeading = "%nExamples:%n", footer = "  huxley schema > model.schema.json")
final class SchemaCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        spec.commandLine().getOut().print(ModelSchema.json());
        spec.commandLine().getOut().flush();
        return ExitCode.DONE;
    }
}
