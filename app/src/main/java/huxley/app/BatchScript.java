package huxley.app;

import huxley.solver.precision.Precision;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/**
 * A job as text.
 *
 * @param coresPerNode 0 for all
 * @param time_s limit of wall time
 * @param memory_MiB of Java's heap on each rank
 * @param variants of a sweep, each a job of an array; 0 if there is none
 */
record BatchScript(String name, Path model, Map<String, String> settings, Path results, int nodes, int ranksPerNode,
        int coresPerNode, Precision precision, long time_s, long memory_MiB, int variants) {
    /** Beside the heap: code, buffers of MPI. */
    private static final long BESIDES_HEAP_MiB = 600;
    /** A checkpoint is asked for so long before the end, at most. */
    private static final long NOTICE_s = 300;

    private int ranks() {
        return nodes * ranksPerNode;
    }

    private long nodeMemory_MiB() {
        return ranksPerNode * (memory_MiB + BESIDES_HEAP_MiB);
    }

    private long notice_s() {
        return Math.min(NOTICE_s, time_s / 4);
    }

    private String time() {
        return String.format(Locale.ROOT, "%02d:%02d:%02d", time_s / 3600, time_s / 60 % 60, time_s % 60);
    }

    String slurm() {
        StringBuilder text = new StringBuilder("#!/usr/bin/env bash\n");
        text.append("# ").append(subject()).append(". Submit with: sbatch FILE\n");
        directive(text, "#SBATCH --job-name=" + quoted(name), "");
        directive(text, "#SBATCH --nodes=" + nodes, "");
        directive(text, "#SBATCH --ntasks-per-node=" + ranksPerNode,
                "ranks; one for each NUMA domain of a node is best");
        directive(text,
                coresPerNode == 0 ? "#SBATCH --exclusive" : "#SBATCH --cpus-per-task=" + coresPerNode / ranksPerNode,
                coresPerNode == 0 ? "whole nodes; threads share their cores" : "threads of each rank");
        directive(text, "#SBATCH --mem=" + nodeMemory_MiB() + "M",
                "of a node, as 'huxley plan' foretells, and half again");
        directive(text, "#SBATCH --time=" + time(), "");
        directive(text, "#SBATCH --signal=TERM@" + notice_s(),
                "seconds before the time is up, ranks keep a checkpoint and stop");
        directive(text, "#SBATCH --requeue", "then, or when a node fails, the job waits for its next turn");
        directive(text, "#SBATCH --open-mode=append", "");
        if (variants > 0) {
            directive(text, "#SBATCH --array=1-" + variants, "the variants of the sweep");
        }
        text.append("set -u\n\n");
        text.append(environment());
        text.append("threads=${SLURM_CPUS_PER_TASK:-$((SLURM_CPUS_ON_NODE / ").append(ranksPerNode).append("))}\n");
        text.append("((threads > 0)) || threads=1\n");
        text.append(run("${SLURM_ARRAY_TASK_ID:-1}"));
        text.append("# Open MPI speaks pmix; with MPICH and its kin say --mpi=pmi2.\n");
        text.append("srun --mpi=\"${HUXLEY_SRUN_MPI:-pmix}\" --cpu-bind=cores \\\n    ");
        text.append(command()).append("\ncode=$?\n");
        text.append("# 130: stopped in time, with a checkpoint.\n");
        text.append("((code == 130)) && [[ $(scontrol show job \"$SLURM_JOB_ID\") != *JobState=CANCELLED* ]] &&\n");
        text.append("    scontrol requeue \"$SLURM_JOB_ID\"\nexit \"$code\"\n");
        return text.toString();
    }

    String pbs() {
        int threads = Math.max(1, coresPerNode / ranksPerNode);
        StringBuilder text = new StringBuilder("#!/usr/bin/env bash\n");
        text.append("# ").append(subject()).append(". Submit with: qsub FILE\n");
        text.append("#PBS -N ").append(name.replaceAll("[^A-Za-z0-9_.-]", "_")).append('\n');
        text.append(
                "# Nodes, cores and ranks of each, threads of a rank, memory as 'huxley plan' foretells and half again.\n");
        text.append("#PBS -l select=").append(nodes).append(":ncpus=").append(coresPerNode).append(":mpiprocs=")
                .append(ranksPerNode).append(":ompthreads=").append(threads).append(":mem=").append(nodeMemory_MiB())
                .append("mb\n");
        text.append("#PBS -l walltime=").append(time()).append('\n');
        text.append("#PBS -r y\n");
        if (variants > 0) {
            text.append("# The variants of the sweep.\n#PBS -J 1-").append(variants).append('\n');
        }
        text.append("set -u\ncd \"$PBS_O_WORKDIR\" || exit\n\n");
        text.append(environment());
        text.append("threads=").append(threads).append('\n');
        text.append(run("${PBS_ARRAY_INDEX:-1}"));
        text.append(
                "# Some time before the end mpirun passes SIGUSR1 on, and the run keeps a checkpoint. Submit the same script again\n");
        text.append("# to go on from it.\n");
        text.append("timeout --foreground --signal=USR1 ").append(time_s - notice_s()).append(" mpirun -n ")
                .append(ranks()).append(" \\\n    ").append(command()).append("\n");
        return text.toString();
    }

    private String subject() {
        return (variants > 0 ? "A sweep of " + variants + " variants" : "A run") + " of " + model + " on " + nodes
                + (nodes == 1 ? " node" : " nodes");
    }

    private static void directive(StringBuilder text, String line, String why) {
        if (!why.isEmpty()) {
            text.append("# ").append(Character.toUpperCase(why.charAt(0))).append(why.substring(1)).append(":\n");
        }
        text.append(line).append('\n');
    }

    private String environment() {
        return """
                # What your site calls its MPI, if it is no part of the system:
                # module load openmpi
                # The huxley command; build it before, on a login node (any call does): ranks build nothing.
                huxley=${HUXLEY:-huxley}
                export HUXLEY_JAVA_OPTS="-Xmx%dm ${HUXLEY_JAVA_OPTS:-}"

                """.formatted(memory_MiB);
    }

    /** What is run: the model or, if there is one, the last checkpoint. */
    private String run(String index) {
        StringBuilder text = new StringBuilder("out=").append(quoted(results.toString()));
        text.append(variants > 0 ? "/variant-" + index + "\n" : "\n");
        text.append("run=(").append(quoted(model.toString()));
        settings.forEach((key, value) -> text.append(" --set ").append(quoted(key + "=" + value)));
        if (precision == Precision.SINGLE) {
            text.append(" --precision single");
        }
        if (variants > 0) {
            text.append(" --variant \"").append(index).append('"');
        }
        text.append(" --out \"$out\")\n");
        text.append(
                """
                        # After an interruption, go on from the last checkpoint.
                        if compgen -G "$out/checkpoint*.h5" > /dev/null || compgen -G "$out.partial*/checkpoint*.h5" > /dev/null; then
                            run=(--resume "$out")
                        fi
                        """);
        return text.toString();
    }

    private String command() {
        return "\"$huxley\" run \"${run[@]}\" --threads \"$threads\" --checkpoint-every \"30 min\" --no-plots";
    }

    private static String quoted(String word) {
        return word.matches("[A-Za-z0-9_./=+:-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
