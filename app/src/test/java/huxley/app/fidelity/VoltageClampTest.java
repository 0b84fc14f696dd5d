package huxley.app.fidelity;

import static org.junit.jupiter.api.Assertions.assertEquals;

import huxley.solver.scalar.ScalarBackend;
import huxley.synapse.Circuit.Quantity;
import huxley.synapse.Experiment;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * VClamp on an excitable sphere. The numbers are NEURON 8.2.2's:
 *
 * <pre>{@code
 * s = h.Section(); s.L = s.diam = 20; s.insert('pas'); s.insert('hh'); s.g_pas = 1e-4; s.e_pas = -65; h.usetable_hh = 0
 * c = h.VClamp(s(.5)); c.dur[0], c.dur[1], c.dur[2] = 5, 10, 5; c.amp[0], c.amp[1], c.amp[2] = -65, -20, -80
 * h.celsius = 6.3; h.dt = .025; h.finitialize(-65)
 * }</pre>
 */
class VoltageClampTest {
    /** Time ms, v mV, i nA. */
    private static final double[][] NEURON = {{4, -64.99870001864353, -0.0003678034120753182},
            {6, -19.99932661036366, -13.667999960706275}, {10, -19.999763187057084, 8.160030954986919},
            {14, -19.999828827007285, 11.441324287439304}, {16, -79.99839043297169, -0.47985668609224774},
            {20, -79.99839683407451, -0.15988873810762527}, {22, -70.71366454351622, 0},
            {24, -67.95710563890857, 0}};

    @Test
    void clampedVoltageAndCurrentMatchNeuron() {
        MechanismLibrary builtIns = new MechanismLibrary(null);
        CellBuilder cell = new CellBuilder("s").startAt(-65).cylinder("s", null, 0, 20, 20, 1, 35.4, 1).divide()
                .paint("s", builtIns.find("pas"), Map.of("g", new double[] {1e-4}, "e", new double[] {-65}))
                .paint("s", builtIns.find("hh"), Map.of());
        int clamp = cell.place("clamp", builtIns.find("VClamp"), "s(0.5)",
                Map.of("dur1", 5.0, "dur2", 10.0, "dur3", 5.0, "amp1", -65.0, "amp2", -20.0, "amp3", -80.0));
        CircuitBuilder circuit = new CircuitBuilder(2);
        int gid = circuit.cell("s", cell.build());
        circuit.probe("v", new Quantity.Voltage(gid, 0));
        circuit.probe("i", new Quantity.Point(gid, clamp, "i", 0));
        Recorded ours = Runs.run(circuit.build(),
                new Experiment(25, 0.025, 6.3, 0, 1, Experiment.Scheme.IMPLICIT_EULER, Map.of()), new ScalarBackend());
        for (double[] sample : NEURON) {
            int k = (int) (sample[0] / 2);
            assertEquals(sample[1], ours.trace("v")[k], 1e-9, () -> "v at " + sample[0] + " ms");
            assertEquals(sample[2], ours.trace("i")[k], 1e-8, () -> "i at " + sample[0] + " ms");
        }
    }
}
