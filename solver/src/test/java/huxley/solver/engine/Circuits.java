package huxley.solver.engine;

import huxley.neuron.cell.Cell;
import huxley.neuron.cell.Cell.IonSetting;
import huxley.neuron.cell.Cell.Painted;
import huxley.neuron.cell.Cell.Placed;
import huxley.neuron.cell.Compartments;
import huxley.neuron.mechanism.Mechanism;
import huxley.neuron.nmodl.BuiltIns;
import huxley.neuron.nmodl.Includes;
import huxley.neuron.nmodl.Nmodl;
import huxley.neuron.problem.Source;
import huxley.synapse.Circuit;
import huxley.synapse.Circuit.ArtificialCell;
import huxley.synapse.Circuit.CellInstance;
import huxley.synapse.Circuit.Connection;
import huxley.synapse.Circuit.ImposedPotential;
import huxley.synapse.Circuit.Play;
import huxley.synapse.Circuit.PointRef;
import huxley.synapse.Circuit.Pointer;
import huxley.synapse.Circuit.Probe;
import huxley.synapse.Circuit.Quantity;
import huxley.synapse.Circuit.SpikeDetector;
import huxley.synapse.Electrode;
import huxley.synapse.Experiment;
import huxley.synapse.GapJunctions;
import huxley.synapse.Observer;
import huxley.synapse.Population;
import huxley.synapse.Projection;
import huxley.synapse.Report;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Builds circuits for tests, a statement at a time, and keeps what a run tells. */
final class Circuits implements Observer {
    final List<CellInstance> cells = new ArrayList<>();
    final List<ArtificialCell> artificial = new ArrayList<>();
    final List<SpikeDetector> detectors = new ArrayList<>();
    final List<Connection> connections = new ArrayList<>();
    final List<Population> populations = new ArrayList<>();
    final List<Projection> projections = new ArrayList<>();
    GapJunctions gapJunctions = GapJunctions.NONE;
    final List<Pointer> pointers = new ArrayList<>();
    final List<Play> plays = new ArrayList<>();
    final List<ImposedPotential> imposed = new ArrayList<>();
    final List<Probe> probes = new ArrayList<>();
    final List<Report> reports = new ArrayList<>();
    final List<Electrode> electrodes = new ArrayList<>();

    /** [probe] */
    final List<List<Double>> values = new ArrayList<>();
    final List<Double> time_ms = new ArrayList<>();
    /** gid and time of every spike. */
    final List<String> spikes = new ArrayList<>();

    Circuit circuit() {
        return new Circuit(cells, artificial, populations, detectors, connections, projections, gapJunctions, pointers,
                plays, imposed, probes, reports, electrodes, Map.of());
    }

    int add(Cell cell) {
        cells.add(new CellInstance("cell" + cells.size(), cell));
        return cells.size() - 1;
    }

    void probe(Quantity quantity, double interval_ms) {
        probes.add(new Probe("probe" + probes.size(), quantity, "", interval_ms));
    }

    void connect(int source, int gid, int placed, double delay_ms, double... weights) {
        connections.add(new Connection(source, null, new PointRef(gid, placed), delay_ms, weights));
    }

    static Mechanism builtIn(String name) {
        return BUILT_INS.computeIfAbsent(name, n -> BuiltIns.find(n).orElseThrow());
    }

    /** A mechanism from its text. */
    static Mechanism compiled(String nmodl) {
        return Nmodl.compile(new Source("test.mod", nmodl), Includes.none());
    }

    private static final Map<String, Mechanism> BUILT_INS = new HashMap<>();

    static Painted everywhere(Compartments tree, String mechanism, Map<String, Double> parameters) {
        Map<String, double[]> values = new HashMap<>();
        parameters.forEach((name, value) -> values.put(name, new double[] {value}));
        int[] membrane = IntStream.range(0, tree.size()).filter(c -> tree.area_um2()[c] > 0).toArray();
        return new Painted(builtIn(mechanism), membrane, values);
    }

    static Cell cell(Compartments tree, double v_mV, List<Painted> painted, List<Placed> placed, IonSetting... ions) {
        double[] cm = new double[tree.size()];
        double[] v = new double[tree.size()];
        Arrays.fill(cm, 1);
        Arrays.fill(v, v_mV);
        return new Cell("cell", null, tree, cm, v, painted, placed, List.of(ions));
    }

    /** An unbranched cable: equal compartments of the given length and diameter. */
    static Compartments cable(int n, double length_um, double diam_um, double resistivity_ohm_cm) {
        double[] area = new double[n];
        double[] resistance = new double[n];
        double[] diam = new double[n];
        double[] length = new double[n];
        Arrays.fill(area, Math.PI * diam_um * length_um);
        Arrays.fill(resistance, 0.04 * resistivity_ohm_cm * length_um / (Math.PI * diam_um * diam_um));
        Arrays.fill(diam, diam_um);
        Arrays.fill(length, length_um);
        int[] parent = IntStream.range(-1, n - 1).toArray();
        return new Compartments(parent, area, resistance, diam, length, new int[n], new double[n], new double[n],
                new double[n], new double[n], new double[n]);
    }

    static Compartments randomTree(long seed, int n) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] parent = new int[n];
        double[] area = random.doubles(n, 50, 1000).toArray();
        for (int c = 0; c < n; c++) {
            parent[c] = c == 0 ? -1 : random.nextInt(4) > 0 ? c - 1 : random.nextInt(c);
            area[c] = c % 7 == 5 ? 0 : area[c];
        }
        double[] length = Arrays.stream(area).map(a -> a > 0 ? 10 : 0).toArray();
        return new Compartments(parent, area, random.doubles(n, 1, 100).toArray(), random.doubles(n, 1, 3).toArray(),
                length, new int[n], new double[n], new double[n], new double[n], new double[n], new double[n]);
    }

    static Experiment experiment(double duration_ms, double dt_ms) {
        return new Experiment(duration_ms, dt_ms, 6.3, 0, 1, Experiment.Scheme.IMPLICIT_EULER, Map.of());
    }

    static int[][] together(Circuits circuits) {
        return new int[][] {IntStream.range(0, circuits.cells.size() + circuits.artificial.size()).toArray()};
    }

    static int[][] alone(Circuits circuits) {
        return IntStream.range(0, circuits.cells.size() + circuits.artificial.size()).mapToObj(g -> new int[] {g})
                .toArray(int[][]::new);
    }

    Circuits run(Experiment experiment, Engine engine) {
        values.clear();
        spikes.clear();
        time_ms.clear();
        probes.forEach(p -> values.add(new ArrayList<>()));
        new Simulation(circuit(), experiment, engine).run(this, () -> false);
        return this;
    }

    double[] trace(int probe) {
        return values.get(probe).stream().mapToDouble(Double::doubleValue).toArray();
    }

    @Override
    public void traces(int[] probe, double[] time, double[][] value) {
        for (int p = 0; p < probe.length; p++) {
            for (int i = 0; i < time.length; i++) {
                values.get(probe[p]).add(value[p][i]);
                if (probe[p] == 0) {
                    time_ms.add(time[i]);
                }
            }
        }
    }

    @Override
    public void spikes(int[] gid, double[] time) {
        for (int i = 0; i < gid.length; i++) {
            spikes.add(gid[i] + " " + time[i]);
        }
    }
}
