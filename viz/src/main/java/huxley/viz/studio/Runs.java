package huxley.viz.studio;

import huxley.viz.wire.Token;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;

/** All runs of all users, and the queue in which they wait for cores. */
final class Runs implements AutoCloseable {
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyMMdd-HHmmss");
    /** More wait for nobody's good. */
    private static final int LONGEST_QUEUE = 200;

    private final Tool tool;
    private final int cores;
    private final Semaphore freeCores;
    private final Map<String, Map<String, Job>> jobs = new ConcurrentHashMap<>();

    Runs(Tool tool, int cores) {
        this.tool = tool;
        this.cores = cores;
        freeCores = new Semaphore(cores, true);
    }

    /** Finds what a user ran earlier. */
    void recall(Workspace owner) throws IOException {
        Map<String, Job> own = jobs.computeIfAbsent(owner.account().name(), _ -> new ConcurrentHashMap<>());
        try (Stream<Path> folders = Files.list(owner.runsFolder())) {
            for (Path folder : folders.toList()) {
                try {
                    Job job = Job.read(folder);
                    own.put(job.run().id(), job);
                } catch (IOException notARun) {
                    // It stays where it is.
                }
            }
        }
    }

    private Map<String, Job> of(Workspace owner) {
        return jobs.getOrDefault(owner.account().name(), Map.of());
    }

    /** The newest first. */
    List<Run> list(Workspace owner) {
        return of(owner).values().stream().map(Job::run).sorted(Comparator.comparing(Run::id).reversed()).toList();
    }

    Job find(Workspace owner, String id) {
        Job job = of(owner).get(id);
        if (job == null) {
            throw Refusal.absent("there is no run '" + Folder.shown(id) + "'");
        }
        return job;
    }

    /** The run that a link was given out for. */
    Optional<Job> shared(String link) {
        return jobs.values().stream().flatMap(own -> own.values().stream())
                .filter(job -> !job.run().share().isEmpty() && new Token(job.run().share()).is(link)).findFirst();
    }

    Run start(Workspace owner, String project, String file, Map<String, String> settings, boolean waits)
            throws IOException {
        owner.project(project).file(file);
        if (list(owner).stream().filter(r -> !r.isOver()).count() >= LONGEST_QUEUE) {
            throw Refusal.tooLarge(LONGEST_QUEUE + " runs wait already");
        }
        if (owner.room() == 0) {
            throw Refusal.tooLarge("projects and runs take all of the " + owner.account().quota().disk_MB()
                    + " MB that they may take; delete some");
        }
        String id = LocalDateTime.now().format(STAMP) + "-" + Token.random().text().substring(0, 6);
        Job job = new Job(owner.runsFolder().resolve(id), Run.asked(id, project, file, settings, waits));
        of(owner).put(id, job);
        Thread.ofVirtual().name("run " + id).start(() -> compute(job, owner));
        return job.run();
    }

    private void compute(Job job, Workspace owner) {
        int needed = Math.min(owner.account().quota().cores(), cores);
        try {
            freeCores.acquire(needed);
            try {
                job.compute(tool, owner);
            } finally {
                freeCores.release(needed);
            }
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        }
    }

    void delete(Workspace owner, String id) throws IOException {
        Job job = find(owner, id);
        if (!job.run().isOver()) {
            throw Refusal.taken("the run '" + id + "' is not over; stop it first");
        }
        of(owner).remove(id);
        Folder.remove(job.files().root());
    }

    /** Lets others look at a run, or no longer. */
    Run share(Workspace owner, String id, boolean open) throws IOException {
        Job job = find(owner, id);
        job.change(r -> r.shared(!open ? "" : r.share().isEmpty() ? Token.random().text() : r.share()));
        job.save();
        return job.run();
    }

    /** Ends all that run. */
    @Override
    public void close() {
        jobs.values().forEach(own -> own.values().forEach(job -> job.stop("the studio was ended")));
    }
}
