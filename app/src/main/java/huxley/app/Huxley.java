package huxley.app;

import java.util.Locale;
import huxley.solver.precision.Precision;
import huxley.neuron.problem.InvalidInputException;
import huxley.neuron.problem.Suggestion;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Constructor;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The {@code huxley} command: reads the command line, runs one command and turns what went wrong into an exit code. */
@Command(name = "huxley", mixinStandardHelpOptions = true, versionProvider = Version.class, description = "Simulates brains made of detailed neurons.", subcommands = {
        RunCommand.class, ViewCommand.class, CheckCommand.class, PlanCommand.class, BatchCommand.class,
        PlotCommand.class,
        ModelsCommand.class,
        NewCommand.class,
        SchemaCommand.class, MechanismsCommand.class, MorphologyCommand.class, DoctorCommand.class,
        DevicesCommand.class, StudioCommand.class,
        AutoComplete.GenerateCompletion.class, CommandLine.HelpCommand.class,
        WarmUpCommand.class}, footerHeading = "%nExamples:%n", footer = {
                "  ./huxley run models/squid-axon/model.json     simulate a model and plot what it recorded",
                "  ./huxley models                               list the models that are ready to run",
                "  ./huxley new squid-axon my-model              start your own from one of them",
                "  source <(./huxley generate-completion)        completion in this shell",
                "", "Exit codes: 0 done, 2 something in the input is wrong, 3 the numbers failed, 130 interrupted."})
public final class Huxley {
    private Huxley() {
    }

    public static void main(String[] arguments) {
        useRealStandardError();
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        int code = execute(out, err, arguments);
        out.flush();
        err.flush();
        System.exit(code);
    }

    /** Runs one command line; returns its exit code. */
    static int execute(PrintWriter out, PrintWriter err, String... arguments) {
        CommandLine command = new CommandLine(new Huxley());
        command.setOut(out).setErr(err);
        command.setCaseInsensitiveEnumValuesAllowed(true);
        command.setUsageHelpAutoWidth(false).setUsageHelpWidth(100);
        command.setParameterExceptionHandler((wrong, _) -> explain(wrong, err));
        command.setExecutionExceptionHandler((failure, _, _) -> explain(failure, err));
        Choice.register(command, Precision.class, MechanismsCommand.Emission.class,
                RankLauncher.Carrier.class, BatchCommand.System.class);
        command.registerConverter(CheckpointInterval.class, CheckpointInterval::of);
        command.registerConverter(ComputedBy.class,
                words -> ComputedBy.of(words, word -> Choice.of(word, BackendChoice.class)));
        try {
            return arguments.length == 0 ? command.execute("--help") : command.execute(arguments);
        } catch (Error beyondReach) {
            return explain(beyondReach, err);
        }
    }

    /** What the virtual machine itself gave up on. */
    static int explain(Error failure, PrintWriter err) {
        return switch (failure) {
        case StackOverflowError _ -> {
            err.println("huxley: the input is nested too deeply, or one of its expressions is too long");
            yield ExitCode.INVALID_INPUT;
        }
        case OutOfMemoryError _ -> {
            err.printf(Locale.ROOT, "huxley: the memory of %.1f GiB is used up%n  hint: 'huxley check' estimates what a"
                    + " model needs; --precision single needs half; HUXLEY_JAVA_OPTS=-Xmx16g gives 16 GiB%n",
                    Runtime.getRuntime().maxMemory() / (double) (1L << 30));
            yield ExitCode.INVALID_INPUT;
        }
        default -> internal(failure, err);
        };
    }

    private static int internal(Throwable failure, PrintWriter err) {
        err.println("huxley: internal error (" + failure + "); please report it" + written(failure));
        return ExitCode.INTERNAL_ERROR;
    }

    /** Says what went wrong. @return the exit code */
    static int explain(Exception failure, PrintWriter err) {
        return switch (failure) {
        case InvalidInputException invalid -> {
            err.print(invalid.getMessage());
            err.flush();
            yield ExitCode.INVALID_INPUT;
        }
        case UserError error -> {
            String message = String.valueOf(error.getMessage());
            if (!message.isEmpty()) {
                err.println("huxley: " + message);
            }
            yield error.exitCode();
        }
        default -> internal(failure, err);
        };
    }

    /** A wrong command line: what is wrong, what may have been meant, and where to read on. */
    private static int explain(ParameterException wrong, PrintWriter err) {
        CommandLine command = wrong.getCommandLine();
        String name = command.getCommandSpec().qualifiedName();
        boolean unknownCommand = wrong instanceof UnmatchedArgumentException && !command.getSubcommands().isEmpty();
        if (unknownCommand) {
            String got = ((UnmatchedArgumentException) wrong).getUnmatched().getFirst();
            err.println("huxley: there is no command '" + got + "'");
            err.println("  hint: " + Suggestion.hint(got, "commands", command.getSubcommands().keySet().stream()
                    .filter(c -> !c.equals("warm-up")).toList()));
        } else {
            String message = String.valueOf(wrong.getMessage()).replace("option option", "option");
            err.println("huxley: " + Character.toLowerCase(message.charAt(0)) + message.substring(1));
            if (wrong instanceof UnmatchedArgumentException unmatched) {
                unmatched.getSuggestions().stream().limit(1)
                        .forEach(s -> err.println("  hint: did you mean '" + s + "'?"));
            }
            err.println("  see '" + name + " --help'");
        }
        return ExitCode.INVALID_INPUT;
    }

    /** Writes the stack trace where a report can pick it up; returns the words that say where. */
    private static String written(Throwable failure) {
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        try {
            Path file = Files.createTempFile("huxley-error-", ".txt");
            Files.writeString(file, "huxley " + Version.text() + ", java " + Runtime.version() + "\n" + trace);
            return " with the file " + file;
        } catch (IOException cannotWrite) {
            return ":\n" + trace;
        }
    }

    /**
     * The launcher hands the real standard error over as a descriptor of its own, see {@code ./huxley}; it also opens
     * {@code java.io} for this one call, since Java has no public way to write to a descriptor by number.
     */
    private static void useRealStandardError() {
        @Nullable
        String descriptor = System.getenv("HUXLEY_STDERR");
        if (descriptor == null) {
            return;
        }
        try {
            Constructor<FileDescriptor> byNumber = FileDescriptor.class.getDeclaredConstructor(int.class);
            byNumber.setAccessible(true);
            FileOutputStream stream = new FileOutputStream(byNumber.newInstance(Integer.parseInt(descriptor)));
            System.setErr(new PrintStream(stream, true, StandardCharsets.UTF_8));
        } catch (ReflectiveOperationException | RuntimeException keepTheUsualOne) {
            // Messages then pass through the launcher's filter.
        }
    }
}
