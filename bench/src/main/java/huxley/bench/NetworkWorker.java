package huxley.bench;

import com.sun.management.OperatingSystemMXBean;
import huxley.neuron.cell.Cell;
import huxley.neuron.cell.Compartments;
import huxley.neuron.mechanism.Mechanism;
import huxley.neuron.nmodl.BuiltIns;
import huxley.partition.Grouping;
import huxley.solver.engine.Engine;
import huxley.solver.engine.Simulation;
import huxley.solver.kernel.Backend;
import huxley.solver.lowering.Superposition;
import huxley.synapse.Circuit;
import huxley.synapse.Circuit.ArtificialCell;
import huxley.synapse.Circuit.CellInstance;
import huxley.synapse.Experiment;
import huxley.synapse.GapJunctions;
import huxley.synapse.Observer;
import huxley.synapse.Population;
import huxley.synapse.Projection;
import java.lang.management.ManagementFactory;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Set-up, memory and events of a network of one-compartment cells that hear generators.
 *
 * <p>Arguments: cells, connections onto each, {@code merged} or {@code single}, mechanism of the synapses, threads, spikes of
 * each generator, {@code few} delays (32) or {@code any}, backend.
 * Prints one line of JSON: CPU seconds of the set-up, bytes a connection, CPU time of a synapse and step where nothing
 * arrives (a run without spikes less one without connections, by connection), and CPU time of a delivered event (a run with
 * spikes less one without, over the same synapses).
 */
final class NetworkWorker {
    private static final double DT_ms = 0.1;
    private static final double DURATION_ms = 100;
    private static final OperatingSystemMXBean SYSTEM = (OperatingSystemMXBean) ManagementFactory
            .getOperatingSystemMXBean();

    private NetworkWorker() {
    }

    private static final Observer NOBODY = new Observer() {
        @Override
        public void traces(int[] probes, double[] time_ms, double[][] values) {
        }

        @Override
        public void spikes(int[] gid, double[] time_ms) {
        }
    };

    public static void main(String[] arguments) {
        int cells = Integer.parseInt(arguments[0]);
        int each = Integer.parseInt(arguments[1]);
        boolean merged = arguments[2].equals("merged");
        boolean anyDelay = arguments[6].equals("any");
        Synapses none = new Synapses(builtIn(arguments[3]), 0, merged, anyDelay);
        Synapses synapses = new Synapses(builtIn(arguments[3]), each, merged, anyDelay);
        int threads = Integer.parseInt(arguments[4]);
        int spikes = Integer.parseInt(arguments[5]);
        Backend backend = Backends.valueOf(arguments[7].toUpperCase(Locale.ROOT)).backend();
        simulation(backend, circuit(cells / 4 + 1, synapses, 1), threads).run(NOBODY, () -> false);
        double empty_s = run(simulation(backend, circuit(cells, none, 0), threads));
        double idle_s = run(simulation(backend, circuit(cells, synapses, 0), threads));
        double bare = memory();
        Simulation without = simulation(backend, circuit(cells, none, spikes), threads);
        double empty = memory() - bare;
        Reference.reachabilityFence(without);
        Circuit circuit = circuit(cells, synapses, spikes);
        double before = memory();
        double start_s = cpu_s();
        long started_ns = System.nanoTime();
        Simulation simulation = simulation(backend, circuit, threads);
        double setup_s = cpu_s() - start_s;
        double wall_s = (System.nanoTime() - started_ns) * 1e-9;
        double bytes = memory() - before - empty;
        double run_s = run(simulation);
        double connections = (double) cells * each;
        System.out.println(String.format(Locale.ROOT,
                "{\"connections\": %.0f, \"setup_cpu_s\": %.3f, \"setup_s\": %.3f, \"bytes\": %.2f, \"ns_per_synapse_step\": %.3f, "
                        + "\"us_per_event\": %.4f}",
                connections, setup_s, wall_s, bytes / connections,
                (idle_s - empty_s) / connections / Math.round(DURATION_ms / DT_ms) * 1e9,
                (run_s - idle_s) / connections / spikes * 1e6));
    }

    private static double run(Simulation simulation) {
        double start_s = cpu_s();
        simulation.run(NOBODY, () -> false);
        return cpu_s() - start_s;
    }

    private static Simulation simulation(Backend backend, Circuit circuit, int threads) {
        Experiment experiment = new Experiment(DURATION_ms, DT_ms, 6.3, 0, 1, Experiment.Scheme.IMPLICIT_EULER,
                Map.of());
        return new Simulation(circuit, experiment,
                new Engine(backend, threads, Grouping.of(circuit, DT_ms, threads, Superposition::holds)));
    }

    private record Synapses(Mechanism mechanism, int each, boolean merged, boolean anyDelay) {
    }

    private static Circuit circuit(int cells, Synapses synapses, int spikes) {
        double[] one = {1};
        Compartments sphere = new Compartments(new int[] {-1}, new double[] {1256}, one, new double[] {20},
                new double[] {20}, new int[1], new double[1], new double[1], new double[1], new double[1],
                new double[1]);
        Cell cell = new Cell("point", null, sphere, one, new double[] {-65},
                List.of(new Cell.Painted(builtIn("pas"), new int[1], Map.of("e", new double[] {-65}))), List.of(),
                List.of());
        List<CellInstance> all = new ArrayList<>();
        List<ArtificialCell> generators = new ArrayList<>();
        Mechanism generator = builtIn("VecStim");
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < cells; i++) {
            all.add(new CellInstance("c", cell));
            generators.add(new ArtificialCell("g", generator, Map.of(),
                    random.doubles(spikes, 0, DURATION_ms - 5).sorted().toArray()));
        }
        Population targets = new Population("cells", 0, cells, null);
        Population sources = new Population("generators", cells, cells, null);
        Projection projection = new Projection("input", sources, targets, synapses.mechanism, Map.of(), List.of(), 1,
                synapses.merged, null, new Cheap(cells, synapses.each, synapses.anyDelay));
        return new Circuit(all, generators, List.of(targets, sources), List.of(), List.of(),
                synapses.each == 0 ? List.of() : List.of(projection), GapJunctions.NONE, List.of(), List.of(),
                List.of(),
                List.of(), List.of(), List.of(), Map.of());
    }

    /** Sources, weights and delays by a few multiplications. */
    private record Cheap(int cells, int each, boolean anyDelay) implements Projection.Incoming {
        @Override
        public void onto(int target, Projection.Sink sink) {
            double[] weight = new double[1];
            long state = target * 0x9E3779B97F4A7C15L + 1;
            for (int k = 0; k < each; k++) {
                state = state * 0x5851F42D4C957F2DL + 0x14057B7EF767814FL;
                weight[0] = (state >>> 60 & 3) * 1e-5;
                double delay_ms = 1 + (anyDelay ? 0x1p-61 * (state >>> 2) : 0.1 * (state >>> 55 & 31));
                sink.connection(cells + (int) ((state >>> 33) * cells >>> 31), 0, delay_ms, weight);
            }
        }

        @Override
        public long countOnto(int target) {
            return each;
        }
    }

    private static Mechanism builtIn(String name) {
        return BuiltIns.find(name).orElseThrow();
    }

    private static double cpu_s() {
        return SYSTEM.getProcessCpuTime() * 1e-9;
    }

    private static double memory() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
