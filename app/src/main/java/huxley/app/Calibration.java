package huxley.app;

import huxley.neuron.cell.Cell;
import huxley.neuron.cell.Shape;
import huxley.neuron.mechanism.Mechanism;
import huxley.partition.Grouping;
import huxley.solver.cache.ContentCache;
import huxley.solver.engine.Engine;
import huxley.solver.engine.Simulation;
import huxley.solver.kernel.Backend;
import huxley.solver.lowering.Superposition;
import huxley.solver.precision.Precision;
import huxley.synapse.Circuit;
import huxley.synapse.Circuit.CellInstance;
import huxley.synapse.Experiment;
import huxley.synapse.Observer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/**
 * What a step of a cell costs on this machine: measured once for the kinds of cells that are most of a circuit, each alone on one
 * thread, and remembered. Other kinds count as these do for each compartment and instance of a mechanism.
 */
final class Calibration {
    private static final int KINDS = 6;
    /** Compartments and instances simulated at once, about: they stay in the cache of a core, as groups do. */
    private static final long ENOUGH = 20_000;
    private static final double PATIENCE_s = 1;
    private static final int LANES = 8;

    private final Circuit circuit;
    private final Experiment experiment;
    private final Backend backend;
    private final Precision precision;
    /** By kinds of cells. */
    private final Map<Shape, Double> ns_per_step = new HashMap<>();
    private final Map<Cell, Shape> shapes = new IdentityHashMap<>();
    private double ns_per_cost;

    private Calibration(Circuit circuit, Experiment experiment, Backend backend, Precision precision) {
        this.circuit = circuit;
        this.experiment = experiment;
        this.backend = backend;
        this.precision = precision;
    }

    /** Measures what is not known yet. */
    static Calibration of(Circuit circuit, Experiment experiment, Backend backend, Precision precision) {
        Calibration calibration = new Calibration(circuit, experiment, backend, precision);
        calibration.measure();
        return calibration;
    }

    private Shape shape(Cell cell) {
        return shapes.computeIfAbsent(cell, Shape::new);
    }

    private static long cost(Cell cell) {
        return cell.compartments().size() + Grouping.instances(cell);
    }

    private void measure() {
        Map<Shape, Long> total = new HashMap<>();
        Map<Shape, Cell> example = new HashMap<>();
        for (CellInstance instance : circuit.cells()) {
            Shape shape = shape(instance.cell());
            total.merge(shape, cost(instance.cell()), Long::sum);
            example.putIfAbsent(shape, instance.cell());
        }
        double ns = 0;
        double cost = 0;
        List<Map.Entry<Shape, Long>> largest = total.entrySet().stream()
                .sorted(Map.Entry.<Shape, Long>comparingByValue(Comparator.reverseOrder())).limit(KINDS).toList();
        for (Map.Entry<Shape, Long> kind : largest) {
            Cell cell = example.getOrDefault(kind.getKey(), circuit.cells().getFirst().cell());
            double measured_ns = remembered(cell);
            ns_per_step.put(kind.getKey(), measured_ns);
            ns += measured_ns * kind.getValue() / cost(cell);
            cost += kind.getValue();
        }
        ns_per_cost = cost == 0 ? 0 : ns / cost;
    }

    /** Time of a step of some cells one after the other, on one thread, ns. */
    double step_ns(int[] gids) {
        return Arrays.stream(gids).filter(gid -> gid < circuit.cells().size()).mapToDouble(gid -> {
            Cell cell = circuit.cells().get(gid).cell();
            return ns_per_step.getOrDefault(shape(cell), ns_per_cost * cost(cell));
        }).sum();
    }

    private double remembered(Cell cell) {
        ContentCache cache = new ContentCache(ContentCache.userFolder().resolveSibling("costs"), ".txt");
        StringJoiner what = new StringJoiner("\n").add(Integer.toString(Arrays.hashCode(cell.compartments().parent())))
                .add(Double.toString(experiment.dt_ms())).add(experiment.scheme().name());
        for (Cell.Painted painted : cell.painted()) {
            what.add(named(painted.mechanism()) + " " + Arrays.hashCode(painted.compartment()));
        }
        cell.placed().forEach(placed -> what.add(named(placed.mechanism()) + " " + placed.compartment()));
        String key = ContentCache.key("cost " + backend.name() + precision + Runtime.version()
                + Runtime.getRuntime().availableProcessors(), what.toString());
        return cache.find(key).map(text -> Double.parseDouble(new String(text, StandardCharsets.US_ASCII)))
                .orElseGet(() -> {
                    double ns = measured(cell);
                    cache.keep(key, Double.toString(ns).getBytes(StandardCharsets.US_ASCII));
                    return ns;
                });
    }

    private static String named(Mechanism mechanism) {
        return mechanism.name() + " " + mechanism.variables().size();
    }

    /** Copies of a cell, run until the second half of the time tells what a step of one takes. */
    private double measured(Cell cell) {
        int copies = (int) Math.clamp(ENOUGH / cost(cell) / LANES * LANES, LANES, 4096);
        List<CellInstance> cells = new ArrayList<>();
        for (int i = 0; i < copies; i++) {
            cells.add(new CellInstance("copy", cell));
        }
        Circuit alone = new Circuit(cells, List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(),
                circuit.functionTables());
        Experiment endless = new Experiment(1e9, experiment.dt_ms(), experiment.temperature_degC(), 0,
                experiment.seed(),
                experiment.scheme(), experiment.globals());
        Simulation simulation = new Simulation(alone, endless, new Engine(backend, precision, 1,
                Grouping.of(alone, endless.dt_ms(), 1, Superposition::holds)));
        Watch watch = new Watch();
        simulation.run(watch, watch::isEnough);
        return watch.ns_per_ms() * experiment.dt_ms() / copies;
    }

    /** Wall time beside simulated time. */
    private static final class Watch implements Observer {
        private final long start = System.nanoTime();
        private final List<long[]> passed = new ArrayList<>();

        @Override
        public void traces(int[] probes, double[] time_ms, double[][] values) {
            // nothing is recorded
        }

        @Override
        public void spikes(int[] gid, double[] time_ms) {
            // nobody looks
        }

        @Override
        public void progress(double time_ms) {
            passed.add(new long[] {System.nanoTime(), Math.round(time_ms * 1e6)});
        }

        boolean isEnough() {
            return passed.size() > 3 && System.nanoTime() - start > PATIENCE_s * 1e9;
        }

        double ns_per_ms() {
            long[] middle = passed.get(passed.size() / 2);
            long[] last = passed.getLast();
            return (last[0] - middle[0]) / ((last[1] - middle[1]) * 1e-6);
        }
    }
}
