package huxley.app.fidelity;

import static org.junit.jupiter.api.Assertions.assertEquals;

import huxley.io.hdf5.Hdf5Input;
import huxley.io.model.Model;
import huxley.io.sonata.SonataReader;
import huxley.partition.Grouping;
import huxley.solver.engine.Engine;
import huxley.solver.engine.Simulation;
import huxley.solver.lowering.Superposition;
import huxley.solver.simd.SimdBackend;
import huxley.synapse.Circuit;
import huxley.synapse.Observer;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Extracellular potentials of a published circuit against BMTK with NEURON 8.2.2, whose row k of a report is the value after
 * step k, at (k + 1) dt.
 */
class ExtracellularTest {
    private static final double DURATION_MS = 506;
    private static final double FROM_MS = 500;
    private static final double TOLERANCE = 1e-5;

    @Test
    void potentialsAlongFiveCellsMatchBmtk() throws IOException {
        Model model = SonataReader.read(ReferenceData.require("sonata/sonata/5_cells_iclamp/simulation_config.json"),
                Map.of("run.tstop", Double.toString(DURATION_MS)));
        Circuit circuit = model.circuit();
        double dt_ms = model.experiment().dt_ms();
        int channels = circuit.electrodes().size();
        double[][] got_mV = new double[(int) Math.round((DURATION_MS - FROM_MS) / dt_ms)][channels];
        Observer observer = new Observer() {
            @Override
            public void traces(int[] probes, double[] time_ms, double[][] values) {
            }

            @Override
            public void spikes(int[] gid, double[] time_ms) {
            }

            @Override
            public void field(int electrode, double[] time_ms, double[] potential_mV) {
                for (int i = 0; i < time_ms.length; i++) {
                    int row = (int) Math.round((time_ms[i] - FROM_MS) / dt_ms) - 1;
                    if (row >= 0) {
                        got_mV[row][electrode] = potential_mV[i];
                    }
                }
            }
        };
        new Simulation(circuit, model.experiment(),
                new Engine(new SimdBackend(), 1, Grouping.of(circuit, dt_ms, 1, Superposition::holds)))
                .run(observer, () -> false);
        try (Hdf5Input file = Hdf5Input.open(
                ReferenceData.require("reference/sonata/5_cells_iclamp_neuron822/ecp_500_600ms.h5"))) {
            double[] expected_mV = file.doubles("ecp/data");
            for (int channel = 0; channel < channels; channel++) {
                double squares = 0;
                double errors = 0;
                for (int row = 0; row < got_mV.length; row++) {
                    double expected = expected_mV[row * channels + channel];
                    squares += expected * expected;
                    errors += (got_mV[row][channel] - expected) * (got_mV[row][channel] - expected);
                }
                assertEquals(0, Math.sqrt(errors / squares), TOLERANCE, "channel " + channel);
            }
        }
    }
}
