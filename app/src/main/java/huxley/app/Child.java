package huxley.app;

import java.io.File;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Commands in processes of their own, started as this one was, with less to use. */
final class Child {
    /** Flags of this process that are not its children's. */
    private static final Predicate<String> OWN = Pattern
            .compile(
                    "-Xmx.*|-XX:MaxRAM.*|-XX:ActiveProcessorCount=.*|-Dhuxley\\.(?:terminal|home)=.*|-agentlib:.*|-javaagent:.*")
            .asMatchPredicate();

    private Child() {
    }

    /** @param reads the only folder that files of the user may be read from */
    static List<String> command(int cores, int memory_MB, Path reads, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream().filter(OWN.negate()).forEach(command::add);
        command.add("-Xmx" + memory_MB + "m");
        command.add("-XX:ActiveProcessorCount=" + cores);
        command.add("-Dhuxley.home=" + ReadyModels.home().toAbsolutePath());
        command.add("-Dhuxley.reads=" + reads);
        command.add("-cp");
        command.add(classPath());
        command.add(Huxley.class.getName());
        command.addAll(arguments);
        return command;
    }

    /** Children may live in another folder. */
    private static String classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator)).filter(p -> !p.isEmpty())
                .map(p -> Path.of(p).toAbsolutePath().toString()).collect(Collectors.joining(File.pathSeparator));
    }
}
