package huxley.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Job scripts: what they ask for, and what they run, by the shell itself. */
class BatchTest {
    private static final String RING = System.getProperty("huxley.root", ".") + "/models/ring/model.json";

    @TempDir
    private Path folder;

    private String out = "";
    private String err = "";

    private int huxley(String... arguments) {
        StringWriter written = new StringWriter();
        StringWriter complaints = new StringWriter();
        int code = Huxley.execute(new PrintWriter(written, true), new PrintWriter(complaints, true), arguments);
        out = written.toString();
        err = complaints.toString();
        return code;
    }

    /** Runs a script with stand-ins for what the batch system offers; what they were called with. */
    private List<String> calls(String script, Map<String, String> environment) throws Exception {
        Path bin = Files.createDirectories(folder.resolve("bin"));
        Path calls = folder.resolve("calls");
        Files.deleteIfExists(calls);
        for (String command : List.of("srun", "mpirun", "scontrol")) {
            Path file = bin.resolve(command);
            Files.writeString(file,
                    "#!/bin/sh\nfor word in " + command + " \"$@\"; do printf '[%s]' \"$word\"; done >> '"
                            + calls + "'; echo >> '" + calls + "'\nexit ${" + command.toUpperCase(java.util.Locale.ROOT)
                            + "_CODE:-0}\n");
            assertTrue(file.toFile().setExecutable(true));
        }
        ProcessBuilder builder = new ProcessBuilder("bash",
                Files.writeString(folder.resolve("job.sh"), script).toString())
                .directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().put("PATH", bin + ":" + System.getenv("PATH"));
        builder.environment().put("PBS_O_WORKDIR", folder.toString());
        builder.environment().put("SLURM_JOB_ID", "7");
        builder.environment().put("SLURM_CPUS_ON_NODE", "64");
        builder.environment().putAll(environment);
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assumeTrue(!said.contains("bash: not found"), "there is no bash");
        process.waitFor();
        return Files.exists(calls) ? Files.readAllLines(calls) : List.of(said);
    }

    @Test
    void slurmScriptAsksForWhatThePlanSaysAndRuns() throws Exception {
        assertEquals(0,
                huxley("batch", "slurm", RING, "--set", "delay=5 ms", "--nodes", "8", "--time", "02:00:00", "--out",
                        "results/a b"),
                err);
        assertTrue(out.contains("\n#SBATCH --nodes=8\n"), out);
        assertTrue(out.contains("\n#SBATCH --ntasks-per-node=2\n"), out);
        assertTrue(out.contains("\n#SBATCH --time=02:00:00\n"), out);
        assertTrue(out.contains("\n#SBATCH --signal=TERM@300\n"), out);
        assertTrue(out.matches("(?s).*\n#SBATCH --mem=\\d+M\n.*"), out);
        assertEquals("[srun][--mpi=pmix][--cpu-bind=cores][huxley][run][" + RING + "][--set][delay=5 ms]"
                + "[--out][results/a b][--threads][32][--checkpoint-every][30 min][--no-plots]",
                calls(out, Map.of()).getFirst());
    }

    @Test
    void jobThatWasStoppedInTimeWaitsForItsNextTurnAndGoesOn() throws Exception {
        assertEquals(0, huxley("batch", "slurm", RING, "--time", "1:00", "--out", "results"), err);
        List<String> calls = calls(out, Map.of("SRUN_CODE", "130"));
        assertEquals("[scontrol][requeue][7]", calls.getLast());
        Files.createDirectory(folder.resolve("results.partial"));
        Files.createFile(folder.resolve("results.partial/checkpoint-previous.h5"));
        assertTrue(calls(out, Map.of()).getFirst().contains("[run][--resume][results][--threads]"));
        assertEquals(1, calls(out, Map.of("SRUN_CODE", "2")).size());
    }

    @Test
    void pbsScriptHasTheSame() throws Exception {
        assertEquals(0, huxley("batch", "pbs", RING, "--nodes", "4", "--time", "00:40:00", "--cores-per-node", "64",
                "--ranks-per-node", "4"), err);
        assertTrue(out.matches("(?s).*\n#PBS -l select=4:ncpus=64:mpiprocs=4:ompthreads=16:mem=\\d+mb\n.*"), out);
        assertTrue(out.contains("\n#PBS -l walltime=00:40:00\n"), out);
        assertEquals("[mpirun][-n][16][huxley][run][" + RING + "][--out][results/ring][--threads][16]"
                + "[--checkpoint-every][30 min][--no-plots]", calls(out, Map.of()).getFirst());
    }

    @Test
    void sweepBecomesAnArrayOfItsVariants() throws Exception {
        String sweep = sweep();
        assertEquals(0, huxley("batch", "slurm", sweep, "--time", "00:10:00", "--out", "all"), err);
        assertTrue(out.contains("\n#SBATCH --array=1-3\n"), out);
        assertTrue(calls(out, Map.of("SLURM_ARRAY_TASK_ID", "2")).getFirst()
                .contains("[--variant][2][--out][all/variant-2]"));
        assertEquals(0, huxley("run", sweep, "--variant", "2", "--no-plots", "--json", "--out",
                folder.resolve("two").toString()), err);
        assertTrue(out.contains("\"cells\" : \"4\""), out);
        assertEquals(2, huxley("run", sweep, "--variant", "4"));
        assertTrue(err.contains("--variant 4 is not possible; give 1 to 3"), err);
        assertEquals(2, huxley("run", RING, "--variant", "1"));
        assertTrue(err.contains("the model is no sweep"), err);
    }

    private String sweep() throws IOException {
        return Files.writeString(folder.resolve("sweep.json"), Files.readString(Path.of(RING))
                .replace("\"500 ms\"", "\"5 ms\"").replace("\"simulation\":",
                        "\"sweep\": { \"grid\": { \"cells\": [3, 4, 5] } },\n\"simulation\":"))
                .toString();
    }

    @Test
    void whatIsWrongIsSaid() {
        assertEquals(2, huxley("batch", "slurm", RING, "--time", "soon"));
        assertTrue(err.contains("give hours, minutes and seconds such as 02:00:00"), err);
        assertEquals(2, huxley("batch", "pbs", RING, "--time", "1:00"));
        assertTrue(err.contains("--cores-per-node N"), err);
        assertEquals(2, huxley("batch", "lsf", RING, "--time", "1:00"));
        assertTrue(err.contains("known values: pbs, slurm"), err);
    }
}
