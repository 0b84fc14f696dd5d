package huxley.bench.device;

import huxley.partition.Grouping;
import huxley.solver.accelerator.Accelerator;
import huxley.solver.accelerator.Resident;
import huxley.solver.engine.Engine;
import huxley.solver.engine.Simulation;
import huxley.solver.lowering.Superposition;
import huxley.solver.precision.Precision;
import huxley.solver.simd.SimdBackend;
import huxley.synapse.Circuit;
import huxley.synapse.Experiment;
import huxley.synapse.Observer;
import huxley.synapse.SavedState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One run of a circuit.
 *
 * @param accelerator null: the simd backend computes everything
 */
record Trial(Circuit circuit, Experiment experiment, Precision precision, int threads,
        @Nullable Accelerator accelerator) {
    /** Spikes of cells, and all states at the end. */
    record Result(List<String> spikes, SavedState state) {
        /** Where two runs differ first; empty if nowhere. */
        Optional<String> difference(Result other) {
            if (!spikes.equals(other.spikes)) {
                return Optional.of("spikes differ: " + spikes.size() + ", " + other.spikes.size());
            }
            for (Map.Entry<String, double[]> each : state.arrays().entrySet()) {
                double[] values = other.state.array(each.getKey());
                int at = Arrays.mismatch(each.getValue(), values);
                if (at >= 0) {
                    return Optional.of(each.getKey() + "[" + at + "] is " + values[at] + " instead of "
                            + each.getValue()[at]);
                }
            }
            return Optional.empty();
        }

        long numbers() {
            return state.arrays().values().stream().mapToLong(a -> a.length).sum();
        }
    }

    /**
     * How long the steps took, without building, starting and fetching the memory.
     *
     * @param work of a step on the accelerator
     */
    record Timing(double setup_s, double run_s, long steps, long spikes, Work work, long groups) {
    }

    private Simulation simulation(@Nullable Accelerator beside) {
        int workers = beside == null ? threads : Math.max(threads, beside.workers());
        int[][] groups = Grouping.of(circuit, experiment.dt_ms(), workers, Superposition::holds);
        return new Simulation(circuit, experiment,
                new Engine(new SimdBackend(), precision, threads, groups).with(beside));
    }

    Result result() {
        List<String> spikes = new ArrayList<>();
        Simulation simulation = simulation(accelerator);
        simulation.run(new Observer() {
            @Override
            public void traces(int[] probes, double[] time_ms, double[][] values) {
            }

            @Override
            public void spikes(int[] gid, double[] time_ms) {
                for (int i = 0; i < gid.length; i++) {
                    spikes.add(gid[i] + " at " + time_ms[i]);
                }
            }
        }, () -> false);
        return new Result(spikes, simulation.state());
    }

    /** The engine asks whether to stop before the first step and after each epoch: these are the times that count. */
    Timing timing() {
        Watched watched = accelerator == null ? null : new Watched(accelerator);
        long start = System.nanoTime();
        Simulation simulation = simulation(watched);
        double setup_s = (System.nanoTime() - start) * 1e-9;
        long[] asked = new long[2];
        long[] spikes = new long[1];
        simulation.run(new Observer() {
            @Override
            public void traces(int[] probes, double[] time_ms, double[][] values) {
            }

            @Override
            public void spikes(int[] gid, double[] time_ms) {
                spikes[0] += Arrays.stream(gid).filter(g -> g < circuit.cells().size()).count();
            }
        }, () -> {
            asked[1] = System.nanoTime();
            asked[0] = asked[0] == 0 ? asked[1] : asked[0];
            return false;
        });
        return new Timing(setup_s, (asked[1] - asked[0]) * 1e-9,
                Math.round(experiment.duration_ms() / experiment.dt_ms()), spikes[0],
                watched == null ? Work.NONE : watched.work, watched == null ? 0 : watched.groups);
    }

    /** Counts the work of the groups that an accelerator takes. */
    private static final class Watched implements Accelerator {
        private final Accelerator accelerator;
        private Work work = Work.NONE;
        private long groups;

        Watched(Accelerator accelerator) {
            this.accelerator = accelerator;
        }

        @Override
        public String name() {
            return accelerator.name();
        }

        @Override
        public int workers() {
            return accelerator.workers();
        }

        @Override
        public double compartmentStepsPerSecond(List<Resident> residents) {
            return accelerator.compartmentStepsPerSecond(residents);
        }

        @Override
        public Optional<Residence> load(List<Resident> residents, Map<String, Integer> others) {
            Optional<Residence> residence = accelerator.load(residents, others);
            if (residence.isPresent()) {
                work = Work.of(residents);
                groups = residents.size();
            }
            return residence;
        }
    }
}
