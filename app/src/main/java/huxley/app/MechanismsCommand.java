package huxley.app;

import huxley.io.mechanism.MechanismReader;
import huxley.neuron.mechanism.Ion;
import huxley.neuron.mechanism.Mechanism;
import huxley.neuron.mechanism.Variable;
import huxley.neuron.problem.InvalidInputException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code huxley mechanisms}. */
@Command(name = "mechanisms", mixinStandardHelpOptions = true, description = "Compiles .mod files and says what each one is, or what is wrong with it.", footerHeading = "%nExamples:%n", footer = {
        "  huxley mechanisms channels/                 a table of all .mod files below a folder",
        "  huxley mechanisms --warnings na.mod         with everything worth saying about it",
        "  huxley mechanisms --emit ir na.mod          the program it becomes, each line with its .mod line"})
final class MechanismsCommand implements Callable<Integer> {
    /** What to show of a compiled mechanism. */
    enum Emission {
        JAVA,
        OPENCL,
        IR
    }

    @Parameters(arity = "1..*", paramLabel = "FILE|DIR", description = ".mod files, or folders that hold them.")
    private List<Path> paths = List.of();

    @Option(names = "--emit", paramLabel = "java|opencl|ir", description = "Print the kernels: as the Java that the simd backend compiles, as the OpenCL C that devices compile, or as lowered programs.")
    private @Nullable Emission emission;

    @Option(names = {"-w", "--warnings"}, description = "Print the warnings as well.")
    private boolean warnings;

    @Option(names = "--json", description = "Print as JSON.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    /** A file and what became of it; {@code name} and what follows are empty when it does not compile. */
    record Entry(String file, String name, String kind, List<String> states, List<String> ions,
            List<Complaint> problems) {
        boolean failed() {
            return problems.stream().anyMatch(p -> p.severity().equals("error"));
        }
    }

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        List<Entry> entries = new ArrayList<>();
        for (Path path : paths) {
            for (Path file : MechanismReader.files(path)) {
                entries.add(examine(file, out));
            }
        }
        if (json) {
            Json.print(out, entries);
        } else if (emission == null) {
            print(entries, out, spec.commandLine().getErr());
        }
        return entries.stream().anyMatch(Entry::failed) ? ExitCode.INVALID_INPUT : ExitCode.DONE;
    }

    private Entry examine(Path file, PrintWriter out) {
        try {
            Mechanism mechanism = MechanismReader.read(file);
            if (emission != null) {
                out.print(KernelListing.of(mechanism, emission));
            }
            return entry(file, mechanism);
        } catch (InvalidInputException invalid) {
            if (emission != null) {
                throw invalid;
            }
            return new Entry(file.toString(), "", "", List.of(), List.of(),
                    Complaint.all(invalid.problems()));
        }
    }

    private static Entry entry(Path file, Mechanism mechanism) {
        List<String> states = mechanism.variables().stream().filter(v -> v.role() == Variable.Role.STATE)
                .map(v -> v.length() == 1 ? v.name() : v.name() + "[" + v.length() + "]").toList();
        List<String> ions = mechanism.ions().stream().map(MechanismsCommand::use).toList();
        return new Entry(file.toString(), mechanism.name(), mechanism.kind().name().toLowerCase(Locale.ROOT), states,
                ions, Complaint.all(mechanism.warnings()));
    }

    /** Such as {@code na: reads ena, writes ina}. */
    private static String use(Ion ion) {
        String reads = names(ion, ion.reads().stream());
        String writes = names(ion, ion.writes().stream());
        return Stream.of(reads.isEmpty() ? "" : "reads " + reads, writes.isEmpty() ? "" : "writes " + writes)
                .filter(s -> !s.isEmpty()).collect(Collectors.joining(", ", ion.name() + ": ", ""));
    }

    private static String names(Ion ion, Stream<Ion.Quantity> quantities) {
        return quantities.sorted().map(ion::nameOf).collect(Collectors.joining(" "));
    }

    private void print(List<Entry> entries, PrintWriter out, PrintWriter err) {
        Table table = new Table("NAME", "KIND", "STATES", "IONS", "PROBLEMS", "FILE");
        for (Entry entry : entries) {
            long errors = entry.problems().stream().filter(p -> p.severity().equals("error")).count();
            long others = entry.problems().size() - errors;
            table.row(entry.failed() ? "-" : entry.name(), entry.kind(), String.join(" ", entry.states()),
                    String.join("; ", entry.ions()), Count.of(errors, "error") + (errors > 0 && others > 0 ? ", " : "")
                            + Count.of(others, "warning"),
                    entry.file());
        }
        table.print(out);
        out.flush();
        for (Entry entry : entries) {
            entry.problems().stream().filter(p -> warnings || p.severity().equals("error"))
                    .forEach(p -> err.print(p.text()));
        }
        err.flush();
    }
}
