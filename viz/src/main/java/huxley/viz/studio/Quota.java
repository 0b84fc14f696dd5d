package huxley.viz.studio;

/**
 * What a user may use at a time.
 *
 * @param cores of one run
 * @param memory_MB of one process
 * @param disk_MB of all projects and runs
 * @param time_s of one run
 */
public record Quota(int cores, int memory_MB, int disk_MB, int time_s) {
    public Quota {
        if (cores < 1 || memory_MB < 64 || disk_MB < 1 || time_s < 1) {
            throw new IllegalArgumentException(
                    "a quota has at least 1 core, 64 MB of memory, 1 MB of disk and 1 s of time");
        }
    }

    /** For the one user of his own machine. */
    public static Quota ofThisMachine() {
        Runtime runtime = Runtime.getRuntime();
        return new Quota(runtime.availableProcessors(), (int) Math.max(64, runtime.maxMemory() >> 20), 20_000,
                24 * 3600);
    }

    long disk_bytes() {
        return (long) disk_MB << 20;
    }
}
