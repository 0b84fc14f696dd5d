package huxley.app.fidelity;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import huxley.io.hdf5.Hdf5Input;
import huxley.io.model.Model;
import huxley.io.sonata.SonataReader;
import huxley.neuron.cell.Cell;
import huxley.solver.simd.SimdBackend;
import huxley.synapse.Circuit;
import huxley.synapse.Circuit.Probe;
import huxley.synapse.Circuit.Quantity;
import huxley.synapse.Population;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Published circuits against spikes and voltages that BMTK gave with NEURON 8.2.2 or that were published with them. BMTK's
 * row k of a report is the value after step k, at (k + 1) dt.
 */
class SonataTest {
    /** Voltages before and after a spike, mV. */
    private static final double QUIET_MV = 1e-3;

    @TempDir
    private Path folder;

    private static Model model(String config, double duration_ms) {
        return SonataReader.read(ReferenceData.require("sonata/" + config), duration_ms > 0
                ? Map.of("run.tstop", Double.toString(duration_ms))
                : Map.of());
    }

    private static Circuit probed(Circuit c, List<Probe> probes) {
        return new Circuit(c.cells(), c.artificialCells(), c.populations(), c.spikeDetectors(), c.connections(),
                c.projections(), c.gapJunctions(), c.pointers(), c.plays(), c.imposedPotentials(), probes, List.of(),
                List.of(), c.functionTables());
    }

    private static Recorded run(Model model, List<Probe> probes) {
        return Runs.run(probed(model.circuit(), probes), model.experiment(), new SimdBackend());
    }

    /** [node] ascending spike times of a file, those before the end only. */
    private static double[][] spikes(Path file, String population, int nodes, double end_ms) throws IOException {
        try (Hdf5Input input = Hdf5Input.open(file)) {
            double[] time_ms = input.doubles("spikes/" + population + "/timestamps");
            long[] node = input.longs("spikes/" + population + "/node_ids");
            List<List<Double>> trains = new ArrayList<>();
            for (int n = 0; n < nodes; n++) {
                trains.add(new ArrayList<>());
            }
            for (int i = 0; i < node.length; i++) {
                if (time_ms[i] < end_ms - 1e-6) {
                    trains.get((int) node[i]).add(time_ms[i]);
                }
            }
            return trains.stream().map(t -> t.stream().mapToDouble(x -> x).sorted().toArray())
                    .toArray(double[][]::new);
        }
    }

    /** [node], of all parts of a population of the file. */
    private static double[][] spikes(Recorded recorded, Circuit circuit, String population) {
        List<double[]> trains = new ArrayList<>();
        for (Population p : circuit.populations()) {
            Population.Origin origin = p.origin();
            if (p.name().equals(population) || origin != null && origin.population().equals(population)) {
                for (int gid = p.first(); gid < p.end(); gid++) {
                    trains.add(recorded.spikesOf(gid));
                }
            }
        }
        return trains.toArray(double[][]::new);
    }

    private static void assertSpikes(String config, String expected, String population, double tolerance_ms,
            double duration_ms) throws IOException {
        Model model = model(config, duration_ms);
        double[][] got = spikes(run(model, List.of()), model.circuit(), population);
        double[][] theirs = spikes(ReferenceData.require(expected), population, got.length,
                model.experiment().duration_ms());
        for (int n = 0; n < got.length; n++) {
            String what = "node " + n + ": " + Arrays.toString(theirs[n]) + " but got " + Arrays.toString(got[n]);
            assertEquals(theirs[n].length, got[n].length, what);
            assertArrayEquals(theirs[n], got[n], tolerance_ms, what);
        }
    }

    /** Spikes are stamped by the step; where a neuron fires near threshold for seconds, rounding may move one by a step. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({
            "bmtk/bio_1cell/config.simulation_syns.json, sonata/bmtk/bio_1cell/output_syns/spikes.h5, biocell, 1e-6, 400",
            "bmtk/bio_advanced_stimuli/config.simulation_iclamp.json, reference/sonata/bio_advanced_stimuli_iclamp/spikes.h5, bio, 1e-6, 560",
            "sonata/9_cells/simulation_config.json, reference/sonata/9_cells_neuron822/spikes.h5, cortex, 1e-6, 300",
            "bmtk/bio_14cells/config.simulation.json, reference/sonata/bio_14cells/spikes.h5, v1, 1e-6, 150"})
    void spikesMatchBmtk(String config, String expected, String population, double tolerance_ms, double duration_ms)
            throws IOException {
        assertSpikes(config, expected, population, tolerance_ms, duration_ms);
    }

    @Tag("slow")
    @ParameterizedTest(name = "{0}")
    @CsvSource({
            "bmtk/bio_1cell/config.simulation_iclamp.json, sonata/bmtk/bio_1cell/output_iclamp/spikes.h5, biocell, 0.101",
            "bmtk/bio_1cell/config.simulation_syns.json, sonata/bmtk/bio_1cell/output_syns/spikes.h5, biocell, 1e-6",
            "bmtk/bio_advanced_stimuli/config.simulation_iclamp.json, reference/sonata/bio_advanced_stimuli_iclamp/spikes.h5, bio, 1e-6",
            "bmtk/bio_advanced_stimuli/config.simulation_iclamp.aslist.json, reference/sonata/bio_advanced_stimuli_iclamp/spikes.h5, bio, 1e-6",
            "sonata/5_cells_iclamp/simulation_config.json, reference/sonata/5_cells_iclamp_neuron822/spikes.h5, biophysical, 1e-6",
            "sonata/5_cells_iclamp/config.json, sonata/sonata/5_cells_iclamp/output/spikes.h5, biophysical, 0.201",
            "sonata/9_cells/simulation_config.json, reference/sonata/9_cells_neuron822/spikes.h5, cortex, 1e-6",
            "sonata/9_cells/simulation_config.json, sonata/sonata/9_cells/output/spikes.h5, cortex, 0.101",
            "bmtk/bio_14cells/config.simulation.json, reference/sonata/bio_14cells/spikes.h5, v1, 0.101"})
    void spikesMatchBmtkToTheEnd(String config, String expected, String population, double tolerance_ms)
            throws IOException {
        assertSpikes(config, expected, population, tolerance_ms, 0);
    }

    /** In 1500 ms 439 of the 450 cells spike at the same times, the others up to four steps apart. */
    @Tag("slow")
    @Test
    void spikesOf450CellsMatchBmtk() throws IOException {
        assertSpikes("bmtk/bio_450cells_compact/config.simulation.json",
                "reference/sonata/bio_450cells_compact/spikes.h5", "internal", 0.41, 1500);
    }

    /** Many spikes meet at one instant; their order, on which later ones depend, is that of the published simulation's queue. */
    @Test
    void integrateAndFireNetworkSpikesAsPublished() throws IOException {
        assertSpikes("sonata/300_intfire/simulation_config.json", "sonata/sonata/300_intfire/output/spikes.h5", "v1",
                1e-9, 0);
    }

    @Test
    void everyCompartmentFollowsNeuron() throws IOException {
        Path reference = ReferenceData.require("reference/sonata/bio_1cell_allsections");
        Path circuit = ReferenceData.require("sonata/bmtk/bio_1cell").toAbsolutePath().normalize();
        String text = Files.readString(reference.resolve("config.simulation.json"))
                .replace("\"$BASE_DIR\": \".\"", "\"$BASE_DIR\": \"" + circuit + "\"")
                .replace("\"components/", "\"$BASE_DIR/components/");
        Path config = Files.writeString(folder.resolve("config.json"), text);
        Model model = SonataReader.read(config, Map.of("run.tstop", "20 ms"));
        Cell cell = model.circuit().cells().getFirst().cell();
        try (Hdf5Input input = Hdf5Input.open(reference.resolve("membrane_potential.h5"))) {
            int[] section = input.ints("report/biocell/mapping/element_ids");
            double[] position = input.doubles("report/biocell/mapping/element_pos");
            double[] theirs_mV = input.doubles("report/biocell/data");
            List<Probe> probes = new ArrayList<>();
            for (int i = 0; i < section.length; i++) {
                int compartment = cell.compartments().locate(section[i], position[i]);
                probes.add(new Probe("v" + i, new Quantity.Voltage(0, compartment), "mV", 0.1));
            }
            Recorded recorded = run(model, probes);
            for (int i = 0; i < section.length; i++) {
                double[] ours_mV = recorded.trace("v" + i);
                for (int k = 0; k < 199; k++) {
                    assertEquals(theirs_mV[k * section.length + i], ours_mV[k + 1], QUIET_MV,
                            "section " + section[i] + "(" + position[i] + ") at row " + k);
                }
            }
        }
    }

    /** Synapses from a cell made active at some times are what they are if the cell is virtual and spikes at these times. */
    @Test
    void synapticActivityIsThatOfAVirtualSourceThatReplaysTheTimes() throws IOException {
        Path original = ReferenceData
                .require("sonata/bmtk/bio_advanced_stimuli/config.simulation_spont_activity.json");
        String text = Files.readString(original).replace("\"$BASE_DIR\": \".\"",
                "\"$BASE_DIR\": \"" + original.getParent() + "\"");
        text = text.replace("500.0, 1000.0", "10.0, 40.0, 45.0");
        String input = text.substring(text.indexOf("\"inputs\""), text.indexOf("\"output\":"));
        Files.writeString(folder.resolve("types.csv"), "node_type_id model_type model_name\n100 virtual Scnn1a\n");
        Files.writeString(folder.resolve("times.csv"),
                "timestamps node_ids population\n10 0 activator\n40 0 activator\n45 0 activator\n");
        String replaying = text
                .replace(input, "\"inputs\": { \"replay\": { \"input_type\": \"spikes\", \"module\": \"csv\", "
                        + "\"input_file\": \"" + folder.resolve("times.csv") + "\", \"node_set\": \"activator\" } }, ")
                .replace("$NETWORK_DIR/activator_node_types.csv", folder.resolve("types.csv").toString());
        double[][] active = voltages(text, "active.json");
        assertArrayEquals(active, voltages(replaying, "replaying.json"));
        double[][] silent = voltages(text.replace("\"Scnn1a\"", "\"nothing\""), "silent.json");
        for (int gid = 0; gid < active.length; gid++) {
            assertEquals(silent[gid][119], active[gid][119], "before the first of them");
        }
        assertTrue(active[0][300] > silent[0][300] + 0.01, active[0][300] + " mV");
    }

    /** [node of the population bio][step] for 60 ms. */
    private double[][] voltages(String config, String name) throws IOException {
        Model model = SonataReader.read(Files.writeString(folder.resolve(name), config), Map.of("run.tstop", "60"));
        Population bio = model.circuit().populations().stream().filter(p -> p.name().equals("bio")).findFirst()
                .orElseThrow();
        List<Probe> probes = new ArrayList<>();
        for (int gid = bio.first(); gid < bio.end(); gid++) {
            probes.add(new Probe("v" + gid, new Quantity.Voltage(gid, 0), "mV", 0.1));
        }
        Recorded recorded = run(model, probes);
        return probes.stream().map(probe -> recorded.trace(probe.label())).toArray(double[][]::new);
    }

    /** Short-term plasticity at five rates from 500 ms on, synapses placed as BMTK draws them. */
    @Tag("slow")
    @Test
    void plasticSynapsesFollowNeuron() throws IOException {
        Model model = model("bmtk/bio_stp_models/config.simulation.json", 800);
        List<Probe> probes = new ArrayList<>();
        model.circuit().spikeDetectors().forEach(d -> probes
                .add(new Probe("v" + d.gid(), new Quantity.Voltage(d.gid(), d.compartment()), "mV", 0.01)));
        Recorded recorded = run(model, probes);
        Path file = ReferenceData.require("reference/sonata/bio_stp_models/voltage_every_0.5ms.h5");
        try (Hdf5Input input = Hdf5Input.open(file)) {
            String data = input.has("report/slice/data") ? "report/slice/data" : "v";
            double[] theirs_mV = input.doubles(data);
            int cells = probes.size();
            double worst = 0;
            for (int gid = 0; gid < cells; gid++) {
                double[] ours_mV = recorded.trace("v" + gid);
                for (int k = 0; k < 1590; k++) {
                    worst = Math.max(worst, Math.abs(theirs_mV[k * cells + gid] - ours_mV[50 * k + 1]));
                }
            }
            assertEquals(0, worst, QUIET_MV);
        }
    }
}
