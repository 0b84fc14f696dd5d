package huxley.viz.studio;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** A run on its way: the process that computes it, what it says, and what it is not allowed to exceed. */
final class Job {
    static final String RESULTS = "results";
    private static final String RECORD = "run.json";
    private static final Pattern ADDRESS = Pattern.compile("ws://[^\\s']+");
    private static final int LONGEST_MESSAGE = 20_000;
    /** Higher ones are of a process that was killed. */
    private static final int LAST_KNOWN_CODE = 3;
    private static final long LOOK_ms = 500;
    private static final long GRACE_s = 10;

    private final Path folder;
    private volatile Run run;
    private volatile @Nullable URI address;
    private volatile @Nullable Process process;
    private volatile @Nullable String stopped;

    Job(Path folder, Run run) throws IOException {
        this.folder = folder;
        this.run = run;
        Files.createDirectories(folder);
        save();
    }

    private Job(Path folder, Run run, boolean over) {
        this.folder = folder;
        this.run = over ? run : run.ended(Run.FAILED, "the studio was ended while it ran");
    }

    /** A run of an earlier day. */
    static Job read(Path folder) throws IOException {
        try {
            Run run = Json.MAPPER.readValue(Files.readString(folder.resolve(RECORD)), Run.class);
            return new Job(folder, run, run.isOver());
        } catch (JacksonException broken) {
            throw new IOException("the record of a run in " + folder + " cannot be read", broken);
        }
    }

    Run run() {
        return run;
    }

    /** Its files; {@code results} is what the command made. */
    Folder files() {
        return new Folder(folder);
    }

    /** Where it can be watched, while it can be. */
    @Nullable
    URI address() {
        return address;
    }

    synchronized void change(UnaryOperator<Run> how) {
        run = how.apply(run);
    }

    synchronized void save() throws IOException {
        Files.writeString(folder.resolve(RECORD), Json.MAPPER.writeValueAsString(run));
    }

    /** Computes it, in the process that this makes; returns when it is over. */
    void compute(Tool tool, Workspace owner) throws InterruptedException {
        try {
            if (stopped == null) {
                change(Run::begun);
                save();
                run(tool, owner);
            } else {
                change(r -> r.ended(Run.STOPPED, ""));
            }
        } catch (IOException cannot) {
            change(r -> r.ended(Run.FAILED, "the run could not be started: " + cannot.getMessage()));
        } catch (Refusal gone) {
            change(r -> r.ended(Run.FAILED, gone.sentence()));
        } finally {
            address = null;
            process = null;
            try {
                save();
            } catch (IOException diskFull) {
                change(r -> r.ended(r.state(), r.message() + "\nthe record of the run could not be written"));
            }
        }
    }

    private void run(Tool tool, Workspace owner) throws IOException, InterruptedException {
        Path project = owner.project(run.project()).root();
        Quota quota = owner.account().quota();
        Tool.Answer checked = tool.ask(project, quota, arguments(List.of("check", "--json")));
        if (checked.exitCode() != 0 || stopped != null) {
            String said = checked.complaints().isBlank() ? problems(checked) : checked.complaints();
            change(r -> stopped == null ? r.ended(Run.FAILED, said) : r.ended(Run.STOPPED, ""));
            return;
        }
        boolean sweep = Json.MAPPER.readTree(checked.output()).path("variants").asInt(0) > 0;
        Process started = tool.start(project, quota, arguments(command(quota, sweep)));
        process = started;
        StringBuilder said = new StringBuilder();
        Thread ear = Thread.ofVirtual().start(() -> listen(started, said));
        Thread drain = Thread.ofVirtual().start(() -> drain(started));
        guard(started, owner);
        ear.join();
        drain.join();
        end(started.exitValue(), said.toString());
    }

    /** What is wrong with a model, as the command line would show it. */
    private static String problems(Tool.Answer checked) {
        StringBuilder text = new StringBuilder();
        Json.MAPPER.readTree(checked.output().isBlank() ? "{}" : checked.output()).path("problems")
                .forEach(problem -> text.append(problem.path("text").asString()));
        return text.isEmpty()
                ? "the process that reads the model ended with code " + checked.exitCode()
                : text.toString();
    }

    private List<String> command(Quota quota, boolean sweep) {
        List<String> all = new ArrayList<>(List.of("run", "--out", folder.resolve(RESULTS).toString(), "--json",
                "--progress", "--threads", Integer.toString(quota.cores())));
        if (!sweep) {
            all.addAll(List.of("--serve", "0"));
            if (run.waits()) {
                all.add("--paused");
            }
        }
        return all;
    }

    private List<String> arguments(List<String> command) {
        List<String> all = new ArrayList<>(command);
        run.settings().forEach((name, value) -> {
            all.add("--set");
            all.add(name + "=" + value);
        });
        all.add("--");
        all.add(run.file());
        return all;
    }

    /** Until the process is over; ends it where it takes more than it may. */
    private void guard(Process running, Workspace owner) throws IOException, InterruptedException {
        Quota quota = owner.account().quota();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(quota.time_s());
        while (!running.waitFor(LOOK_ms, TimeUnit.MILLISECONDS)) {
            if (System.nanoTime() > deadline) {
                stop("the run was ended: it took longer than the " + quota.time_s() + " s that it may take");
            } else if (owner.room() == 0) {
                stop("the run was ended: projects and runs take more than the " + quota.disk_MB()
                        + " MB that they may take");
            }
        }
    }

    private void listen(Process running, StringBuilder said) {
        try (BufferedReader lines = running.errorReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Matcher at = ADDRESS.matcher(line);
                if (line.startsWith("{\"progress\":")) {
                    JsonNode progress = Json.MAPPER.readTree(line).path("progress");
                    change(r -> r.reached(progress.path("done").asDouble(), progress.path("of").asDouble(),
                            progress.path("unit").asString()));
                } else if (address == null && at.find()) {
                    address = URI.create(at.group());
                    change(r -> r.watched(true));
                } else if (!Tool.isNoise(line) && said.length() < LONGEST_MESSAGE) {
                    said.append(line).append('\n');
                }
            }
        } catch (IOException | JacksonException gone) {
            // The process has ended, or says what nobody understands.
        }
    }

    private static void drain(Process running) {
        try (var summary = running.getInputStream()) {
            summary.transferTo(OutputStream.nullOutputStream());
        } catch (IOException gone) {
            // The process has ended.
        }
    }

    private void end(int code, String said) {
        String why = stopped;
        if (why != null) {
            change(r -> r.ended(Run.STOPPED, (why + "\n" + said).strip()));
        } else if (code == 0) {
            change(r -> r.reached(r.of(), r.of(), r.unit()).ended(Run.DONE, said.strip()));
        } else {
            boolean told = !said.isBlank() && code <= LAST_KNOWN_CODE;
            change(r -> r.ended(Run.FAILED, (told ? said : said + "\nthe process ended with code " + code).strip()));
        }
    }

    /** Asks the process to end and to keep what it has recorded; it has some seconds to do so. */
    void stop(String why) {
        if (stopped != null || run.isOver()) {
            return;
        }
        stopped = why;
        Process running = process;
        if (running != null) {
            running.destroy();
            running.onExit().orTimeout(GRACE_s, TimeUnit.SECONDS).whenComplete((_, late) -> {
                if (late != null) {
                    running.destroyForcibly();
                }
            });
        }
    }
}
