package huxley.app.fidelity;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import huxley.io.hdf5.Hdf5Input;
import huxley.io.model.Model;
import huxley.io.sonata.SonataReader;
import huxley.solver.simd.SimdBackend;
import huxley.synapse.Circuit;
import huxley.synapse.Circuit.Probe;
import huxley.synapse.Circuit.Quantity;
import huxley.synapse.Population;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Published circuits against the spikes and voltages that were published with them, or that BMTK gives with NEURON 8.2.2. */
class SonataTest {

    private static Model model(String config) {
        return SonataReader.read(ReferenceData.require("sonata/" + config), Map.of());
    }

    /** The circuit with the soma voltage of every cell recorded, and without reports. */
    private static Circuit probed(Circuit c, double dt_ms) {
        List<Probe> probes = new ArrayList<>();
        c.spikeDetectors().forEach(d -> probes.add(new Probe("v" + d.gid(),
                new Quantity.Voltage(d.gid(), d.compartment()), "mV", dt_ms)));
        return new Circuit(c.cells(), c.artificialCells(), c.populations(), c.spikeDetectors(), c.connections(),
                c.projections(), c.gapJunctions(), c.pointers(), c.plays(), c.imposedPotentials(), probes, List.of(),
                List.of(), c.functionTables());
    }

    private static Recorded run(Model model) {
        return Runs.run(probed(model.circuit(), model.experiment().dt_ms()), model.experiment(), new SimdBackend());
    }

    /** [node] ascending spike times of a file. */
    private static double[][] spikes(Path file, String population, int nodes) throws IOException {
        try (Hdf5Input input = Hdf5Input.open(file)) {
            double[] time_ms = input.doubles("spikes/" + population + "/timestamps");
            long[] node = input.longs("spikes/" + population + "/node_ids");
            List<List<Double>> trains = new ArrayList<>();
            for (int n = 0; n < nodes; n++) {
                trains.add(new ArrayList<>());
            }
            for (int i = 0; i < node.length; i++) {
                trains.get((int) node[i]).add(time_ms[i]);
            }
            return trains.stream().map(t -> t.stream().mapToDouble(x -> x).sorted().toArray()).toArray(double[][]::new);
        }
    }

    private static double[][] spikes(Recorded recorded, Circuit circuit, String population) {
        List<double[]> trains = new ArrayList<>();
        for (Population p : circuit.populations()) {
            if (p.name().equals(population) || p.name().equals(population + ".point")) {
                for (int gid = p.first(); gid < p.end(); gid++) {
                    trains.add(recorded.spikesOf(gid));
                }
            }
        }
        return trains.toArray(double[][]::new);
    }

    private static void assertSameSpikes(double[][] expected, double[][] got, double tolerance_ms) {
        for (int n = 0; n < expected.length; n++) {
            String what = "node " + n + ": " + Arrays.toString(expected[n]) + " but got " + Arrays.toString(got[n]);
            assertEquals(expected[n].length, got[n].length, what);
            assertArrayEquals(expected[n], got[n], tolerance_ms, what);
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"bmtk/bio_1cell/config.simulation_iclamp.json, sonata/bmtk/bio_1cell/output_iclamp, biocell"})
    void clampedCellsSpikeAsPublished(String config, String output, String population) throws IOException {
        Model model = model(config);
        Recorded recorded = run(model);
        double[][] got = spikes(recorded, model.circuit(), population);
        try (Hdf5Input in = Hdf5Input.open(ReferenceData.require(output).resolve("membrane_potential.h5"))) {
            double[] v = in.doubles("report/biocell/data");
            double[] mine = recorded.trace("v0");
            for (int i = 5760; i < 5840; i++) {
                System.out.println("DBG " + i + " " + v[i] + " " + mine[i + 1] + " " + (mine[i+1]-v[i]));
            }
        }
        Path folder = ReferenceData.require(output);
        assertSameSpikes(spikes(folder.resolve("spikes.h5"), population, got.length), got, 1e-6);
    }
}
