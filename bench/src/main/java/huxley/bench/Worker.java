package huxley.bench;

import com.sun.management.OperatingSystemMXBean;
import huxley.solver.engine.Simulation;
import huxley.solver.kernel.Backend;
import huxley.solver.precision.Precision;
import huxley.synapse.Circuit;
import huxley.synapse.Experiment;
import huxley.synapse.Observer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/**
 * Builds one benchmark model, then runs it once for every line on standard input; prints one JSON object when built and one
 * a run. CPU time is that of the whole process: compilation and garbage collection count.
 */
public final class Worker {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private Worker() {
    }

    /** {@code FOLDER MODEL CELLS DURATION_MS BACKEND PRECISION THREADS}. */
    public static void main(String[] arguments) throws IOException {
        BenchModel model = BenchModel.read(Path.of(arguments[0]), arguments[1]);
        new Worker().serve(model, Integer.parseInt(arguments[2]), Double.parseDouble(arguments[3]), arguments[4],
                Precision.valueOf(arguments[5].toUpperCase(Locale.ROOT)), Integer.parseInt(arguments[6]));
    }

    private void serve(BenchModel model, int cells, double duration_ms, String backend,
            Precision precision, int threads) throws IOException {
        Circuit circuit = model.circuit(cells);
        Experiment experiment = model.experiment(duration_ms);
        long compartments = circuit.cells().stream()
                .mapToLong(c -> Arrays.stream(c.cell().compartments().area_um2()).filter(a -> a > 0).count()).sum();
        Backends backends = Backends.valueOf(backend.toUpperCase(Locale.ROOT));
        Backend choice = backends.backend();
        long before = usedBytes();
        double start = cpu_s();
        Simulation simulation = backends.simulation(choice, precision, threads, circuit, experiment);
        double built = cpu_s() - start;
        long bytes = usedBytes() - before;
        System.out.printf("{\"setup_cpu_s\": %.6f, \"bytes\": %d, \"compartments\": %d}%n", built, bytes, compartments);
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        while (lines.readLine() != null) {
            run(simulation, experiment, cells, built);
            start = cpu_s();
            simulation = backends.simulation(choice, precision, threads, circuit, experiment);
            built = cpu_s() - start;
        }
    }

    private void run(Simulation simulation, Experiment experiment, int cells, double built) {
        SpikeCount spikes = new SpikeCount(cells);
        long wall = System.nanoTime();
        double start = cpu_s();
        long own = THREADS.getCurrentThreadCpuTime();
        simulation.run(spikes, () -> false);
        own = THREADS.getCurrentThreadCpuTime() - own;
        double cpu = cpu_s() - start;
        System.out.printf(
                "{\"setup_cpu_s\": %.6f, \"cpu_s\": %.6f, \"own_cpu_s\": %.6f, \"wall_s\": %.6f, \"steps\": %d, \"spikes\": %d}%n",
                built, cpu, own / 1e9, (System.nanoTime() - wall) / 1e9,
                Math.round(experiment.duration_ms() / experiment.dt_ms()),
                spikes.count);
    }

    private double cpu_s() {
        return system.getProcessCpuTime() / 1e9;
    }

    private static long usedBytes() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private static final class SpikeCount implements Observer {
        private final int cells;
        private long count;

        SpikeCount(int cells) {
            this.cells = cells;
        }

        @Override
        public void traces(int[] probes, double[] time_ms, double[][] values) {
        }

        @Override
        public void spikes(int[] gid, double[] time_ms) {
            count += Arrays.stream(gid).filter(g -> g < cells).count();
        }
    }
}
