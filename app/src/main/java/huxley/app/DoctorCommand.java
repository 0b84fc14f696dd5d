package huxley.app;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code huxley doctor}. */
@Command(name = "doctor", mixinStandardHelpOptions = true, description = "Says what this machine offers, and the reason where something is unavailable.", footerHeading = "%nExamples:%n", footer = {
        "  huxley doctor", "  huxley doctor --json"})
final class DoctorCommand implements Callable<Integer> {
    @Option(names = "--json", description = "Print as JSON.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        List<Examination.Finding> findings = Examination.all();
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            Json.print(out, findings);
        } else {
            Table table = new Table("", "", "");
            for (Examination.Finding finding : findings) {
                table.row(finding.available() ? "ok" : "--", finding.name(), finding.detail());
            }
            table.print(out);
        }
        return findings.stream().allMatch(f -> f.available() || !f.needed()) ? ExitCode.DONE : ExitCode.INVALID_INPUT;
    }
}
