package huxley.viz.studio;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Starts {@code huxley} commands, each in a process of its own that gets no more than it may have. */
public final class Tool {
    /** Of what a command prints, so much is kept. */
    private static final int LONGEST_ANSWER = 64 << 20;
    /** To read one file, however bad, takes no longer. */
    private static final int PATIENCE_s = 60;
    /** What a quick command needs at most. */
    private static final int LITTLE_MEMORY_MB = 1024;

    /** Knows how a command is started. */
    public interface Launcher {
        /**
         * @param reads the only folder that files of the user may be read from
         * @return the command with its arguments
         */
        List<String> command(int cores, int memory_MB, Path reads, List<String> arguments);
    }

    /** What a command that has ended left behind. */
    record Answer(int exitCode, String output, String complaints) {
    }

    private final Launcher launcher;

    public Tool(Launcher launcher) {
        this.launcher = launcher;
    }

    /** Begins a command in a folder; nobody waits for it. */
    Process start(Path folder, Quota quota, List<String> arguments) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                launcher.command(quota.cores(), quota.memory_MB(), folder, arguments)).directory(folder.toFile());
        builder.environment().remove("HUXLEY_STDERR");
        Process process = builder.start();
        process.getOutputStream().close();
        return process;
    }

    /** Waits for a command that looks into a file. */
    Answer look(Path folder, Quota quota, List<String> arguments) throws IOException, InterruptedException {
        return ask(folder, new Quota(1, Math.min(quota.memory_MB(), LITTLE_MEMORY_MB), quota.disk_MB(),
                Math.min(quota.time_s(), PATIENCE_s)), arguments);
    }

    /** Waits for a command, as long as the quota says. */
    Answer ask(Path folder, Quota quota, List<String> arguments) throws IOException, InterruptedException {
        Process process = start(folder, quota, arguments);
        StringBuilder complaints = new StringBuilder();
        Thread ear = Thread.ofVirtual().start(() -> complaints.append(text(process.getErrorStream())));
        StringBuilder output = new StringBuilder();
        Thread reader = Thread.ofVirtual().start(() -> output.append(text(process.getInputStream())));
        try {
            if (!process.waitFor(quota.time_s(), TimeUnit.SECONDS)) {
                throw Refusal
                        .tooLarge("'huxley " + arguments.getFirst() + "' did not end within " + quota.time_s() + " s");
            }
        } finally {
            process.destroyForcibly();
        }
        ear.join();
        reader.join();
        return new Answer(process.exitValue(), output.toString(), withoutNoise(complaints.toString()));
    }

    private static String text(InputStream from) {
        try (from) {
            String text = new String(from.readNBytes(LONGEST_ANSWER), StandardCharsets.UTF_8);
            from.transferTo(OutputStream.nullOutputStream());
            return text;
        } catch (IOException gone) {
            return "";
        }
    }

    /** The virtual machine says at every start that it uses a module in incubation. */
    static String withoutNoise(String complaints) {
        return complaints.lines().filter(line -> !isNoise(line)).collect(Collectors.joining("\n"));
    }

    static boolean isNoise(String line) {
        return line.startsWith("WARNING: Using incubator modules") || line.equals("1 compiler directives added.");
    }
}
