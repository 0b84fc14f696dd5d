package huxley.viz.live;

import huxley.neuron.cell.Cell;
import huxley.neuron.cell.Compartments;
import huxley.neuron.morphology.Morphology;
import huxley.neuron.morphology.Section;
import huxley.synapse.Circuit;
import huxley.synapse.Circuit.CellInstance;
import huxley.synapse.Circuit.Probe;
import huxley.synapse.Circuit.Quantity;
import huxley.synapse.Experiment;
import huxley.synapse.Population;
import huxley.synapse.Present;
import huxley.synapse.SavedState;
import huxley.synapse.Steering;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Something that moves through time as a simulation does: the potential of compartment c of cell g is t + 100 g + c. */
public final class FakeRun implements Present, LiveStream.Owner {
    public static final double DT_ms = 0.5;
    public static final int COMPARTMENTS = 3;

    public final LiveStream stream;
    public final List<String> injected = new ArrayList<>();
    private final Circuit circuit;
    private final long steps;
    private volatile long reached;
    private volatile boolean end;

    public FakeRun(State state, int cells, double duration_ms) {
        stream = new LiveStream(state, this);
        circuit = circuit(cells);
        steps = Math.round(duration_ms / DT_ms);
        stream.show(circuit, new Experiment(duration_ms, DT_ms, 20, 0, 1, Experiment.Scheme.IMPLICIT_EULER, Map.of()),
                "fake", 0, Detail.ORDINARY, List.of(new Scene.Parameter("amplitude", "2 nA", 2, "nA")));
    }

    static Circuit circuit(int cells) {
        double[] zero = new double[COMPARTMENTS];
        double[] ones = {1, 1, 1};
        Compartments tree = new Compartments(new int[] {-1, 0, 1}, ones, ones, ones, new double[] {10, 10, 10},
                new int[] {0, 1, 1}, new double[] {0.5, 0.25, 0.75}, new double[] {0, 15, 25}, zero, zero, zero);
        Morphology morphology = new Morphology("stick",
                List.of(new Section("soma", 1, -1, 0, new double[] {0, 10}, new double[2], new double[2],
                        new double[] {10, 10}),
                        new Section("dend[0]", 3, 0, 1, new double[] {10, 30}, new double[2], new double[2],
                                new double[] {2, 1})));
        Cell cell = new Cell("stick", morphology, tree, ones, zero, List.of(), List.of(), List.of());
        List<CellInstance> instances = new ArrayList<>();
        List<Probe> probes = new ArrayList<>();
        double[] x_um = new double[cells];
        for (int i = 0; i < cells; i++) {
            instances.add(new CellInstance("stick " + i, cell));
            x_um[i] = 50 * i;
        }
        probes.add(new Probe("v", new Quantity.Voltage(0, 0), "mV", DT_ms));
        Population all = new Population("sticks", 0, cells,
                new Population.Placement(x_um, new double[cells], new double[cells], new double[0]));
        Circuit bare = new Circuit(instances, List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), probes,
                Map.of());
        return new Circuit(bare.cells(), bare.artificialCells(), List.of(all), bare.spikeDetectors(),
                bare.connections(), bare.projections(), bare.gapJunctions(), bare.pointers(), bare.plays(),
                bare.imposedPotentials(), bare.probes(), bare.reports(), bare.electrodes(), bare.functionTables());
    }

    /** To the end, or until it is told to stop; a spike of cell 0 a step. @return simulated time reached, ms */
    public double run() {
        while (reached < steps) {
            long some = stream.steps(this);
            if (some == Steering.STOP) {
                return time_ms();
            }
            long to = Math.min(steps, reached + Math.min(some, 10));
            for (long step = reached; step < to; step++) {
                double t = step * DT_ms;
                stream.spikes(new int[] {0}, new double[] {t});
                stream.traces(new int[] {0}, new double[] {t}, new double[][] {{t}});
            }
            reached = to;
        }
        stream.done(this);
        stream.ended(State.FINISHED, time_ms(), "");
        return time_ms();
    }

    public void end() {
        end = true;
    }

    @Override
    public double time_ms() {
        return reached * DT_ms;
    }

    @Override
    public void handOver() {
    }

    @Override
    public boolean isKept(Quantity quantity) {
        return quantity instanceof Quantity.Voltage;
    }

    @Override
    public void read(List<Quantity> quantities, float[] values) {
        for (int i = 0; i < values.length; i++) {
            Quantity.Voltage v = (Quantity.Voltage) quantities.get(i);
            values[i] = (float) (time_ms() + 100 * v.gid() + v.compartment());
        }
    }

    @Override
    public Optional<String> inject(int gid, int compartment, double current_nA, double duration_ms) {
        injected.add(gid + "/" + compartment + "/" + current_nA + "/" + duration_ms);
        return Optional.empty();
    }

    @Override
    public SavedState state() {
        return new SavedState(time_ms(), Map.of());
    }

    @Override
    public boolean wantsEnd() {
        return end;
    }

    @Override
    public String save(SavedState state) {
        return "state at " + state.time_ms();
    }
}
