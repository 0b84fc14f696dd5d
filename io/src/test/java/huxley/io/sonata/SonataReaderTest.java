package huxley.io.sonata;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import huxley.io.model.Model;
import huxley.neuron.cell.Cell;
import huxley.synapse.Circuit;
import huxley.synapse.Population;
import huxley.synapse.Projection;
import huxley.synapse.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A small circuit, written here, against what was written. */
class SonataReaderTest {
    @TempDir
    private Path folder;

    private Circuit circuit(SmallCircuit small) throws IOException {
        return SonataReader.read(small.write(Files.createTempDirectory(folder, "circuit")), Map.of()).circuit();
    }

    private static List<String> connections(Projection projection) {
        List<String> found = new ArrayList<>();
        for (int gid = projection.target().first(); gid < projection.target().end(); gid++) {
            int target = gid;
            projection.incoming().onto(gid, (source, compartment, delay_ms, values) -> found
                    .add(source + ">" + target + " " + (compartment < 0 ? "" : "c ") + delay_ms + " " + values[0]));
        }
        return found;
    }

    @Test
    void populationOfCellsAndPointNeuronsBecomesTwo() throws IOException {
        Circuit circuit = circuit(new SmallCircuit());
        assertEquals(2, circuit.cells().size());
        assertEquals(List.of("cells[2]", "input[0]", "input[1]"),
                circuit.artificialCells().stream().map(Circuit.ArtificialCell::label).toList());
        assertEquals(List.of("cells", "cells.point", "input"),
                circuit.populations().stream().map(Population::name).toList());
        Population.Origin origin = Objects.requireNonNull(circuit.populations().get(1).origin());
        assertEquals("cells", origin.population());
        assertArrayEquals(new int[] {2}, origin.node());
        assertNull(circuit.populations().get(2).origin());
        assertEquals(Map.of("tau", 10.0, "refrac", 2.0), circuit.artificialCells().getFirst().parameters());
        assertArrayEquals(new double[] {2.5, 3.5}, circuit.artificialCells().get(2).replay_ms());
    }

    @Test
    void edgesComeByTargetThenRowWithAllTheirSynapses() throws IOException {
        Map<String, List<String>> found = new java.util.LinkedHashMap<>();
        circuit(new SmallCircuit()).projections().forEach(p -> found.put(p.name(), connections(p)));
        assertEquals(Map.of(
                "input_to_cells:300",
                List.of("3>0 c 2.0 0.01", "3>0 c 2.0 0.01", "3>0 c 2.0 0.01", "4>0 c 2.0 0.01", "4>1 c 2.0 0.01",
                        "4>1 c 2.0 0.01"),
                "input_to_cells:301", List.of("3>2 1.0 " + 0.7 * -4),
                "cells_to_cells:302", List.of("0>1 c 1.5 0.002"),
                "cells_to_cells:302:cells.point:cells", List.of("2>0 c 1.5 0.002"),
                "cells_to_cells:301", List.of("1>2 1.0 -0.7")), found);
    }

    @Test
    void synapsesHaveTheParametersOfTheirFile() throws IOException {
        Projection projection = circuit(new SmallCircuit()).projections().stream()
                .filter(p -> p.name().equals("input_to_cells:300")).findFirst().orElseThrow();
        assertEquals("Exp2Syn", Objects.requireNonNull(projection.synapse()).name());
        assertEquals(Map.of("tau1", 0.5, "tau2", 3.0, "e", 0.0), projection.parameters());
    }

    @Test
    void cellsShareTheirTemplateAndGetAxonStubs() throws IOException {
        Circuit circuit = circuit(new SmallCircuit());
        Cell cell = circuit.cells().getFirst().cell();
        assertSame(cell, circuit.cells().get(1).cell());
        assertEquals(List.of("soma[0]", "dend[0]", "axon[0]", "axon[1]"),
                Objects.requireNonNull(cell.morphology()).sections().stream().map(s -> s.name()).toList());
        assertEquals(List.of("hh", "pas"), cell.painted().stream().map(p -> p.mechanism().name()).toList());
        assertArrayEquals(new double[] {0.2}, cell.painted().getFirst().parameters().get("gnabar"));
        assertEquals("IClamp", cell.placed().getFirst().mechanism().name());
        // 100 um in compartments of up to 40 um: 1 + 2 * 2.
        assertEquals(5, cell.compartments().countIn(1));
    }

    @Test
    void reportsAndElectrodesAreAskedFor() throws IOException {
        Circuit circuit = circuit(new SmallCircuit());
        Report report = circuit.reports().getFirst();
        assertEquals("voltage", report.name());
        assertEquals(2 * 8, report.size());
        assertEquals(new Circuit.Quantity.Voltage(1, 0), report.quantity().apply(8));
        assertEquals(List.of("field[0]", "field[7]"), circuit.electrodes().stream().map(e -> e.name()).toList());
        double[] near = Objects.requireNonNull(circuit.electrodes().getFirst().transfer().of(0));
        // A soma 50 um away looks like a point: 1 / (4 pi 0.3 S/m 50 um) = 5.3 kOhm.
        assertEquals(1 / (4 * Math.PI * 0.3 * 50), near[0], 2e-4);
        assertTrue(Objects.requireNonNull(circuit.electrodes().get(1).transfer().of(0))[0] < near[0]);
    }

    @Test
    void positionsAreThoseOfTheSoma() throws IOException {
        Population.Placement placement = Objects
                .requireNonNull(circuit(new SmallCircuit()).populations().getFirst().placement());
        double[] soma = Coordinates.inCircuit(placement, 1, new double[] {0, 0, 0});
        assertArrayEquals(new double[] {100, 0, 0}, soma, 1e-9);
    }

    /** Currents of the nodes: threshold 0.2 nA of one type, holding -0.05 nA. */
    @Test
    void currentsOfTheExtensionBecomeElectrodes() throws IOException {
        Map<String, String> wanted = new TreeMap<>(Map.of(
                "\"module\": \"linear\", \"amp_start\": 0.1, \"amp_end\": 0.3",
                "RampClamp{amp0=0.1, amp1=0.3, del=5.0, dur=10.0}",
                "\"module\": \"linear\", \"amp_start\": 0.1", "IClamp{amp=0.1, del=5.0, dur=10.0}",
                "\"module\": \"relative_linear\", \"percent_start\": 50, \"percent_end\": 150",
                "RampClamp{amp0=0.1, amp1=0.3, del=5.0, dur=10.0}",
                "\"module\": \"subthreshold\", \"percent_less\": 25", "IClamp{amp=0.15, del=5.0, dur=10.0}",
                "\"module\": \"hyperpolarizing\"", "IClamp{amp=-0.05, del=5.0, dur=10.0}",
                "\"module\": \"pulse\", \"amp_start\": 2, \"width\": 1, \"frequency\": 250",
                "TrainClamp{amp=2.0, del=5.0, number=3.0, period=4.0, width=1.0}",
                "\"module\": \"sinusoidal\", \"amp_start\": 0.5, \"frequency\": 40",
                "SineClamp{amp=0.5, del=5.0, dur=10.0, freq=40.0}",
                "\"module\": \"relative_ornstein_uhlenbeck\", \"tau\": 3, \"mean_percent\": 50, \"sd_percent\": 10",
                "NoiseClamp{del=5.0, dur=10.0, mean=0.1, sd=0.02, tau=3.0}"));
        for (Map.Entry<String, String> one : wanted.entrySet()) {
            Circuit circuit = circuit(
                    new SmallCircuit().edit(SmallCircuit.CONFIG, "\"module\": \"IClamp\"", one.getKey())
                            .edit(SmallCircuit.CONFIG, "\"amp\": 0.1, ", "")
                            .edit("node_types.csv", " ei\n", " ei threshold_current holding_current\n")
                            .edit("node_types.csv", "perisomatic e\n", "perisomatic e 0.2 -0.05\n")
                            .edit("node_types.csv", "NULL i\n", "NULL i NULL NULL\n")
                            .edit("node_types.csv", "NULL e\n", "NULL e NULL NULL\n"));
            Cell.Placed placed = circuit.cells().getFirst().cell().placed().getFirst();
            Map<String, Double> rounded = new TreeMap<>();
            placed.parameters().forEach((name, value) -> rounded.put(name, Math.rint(value * 1e9) / 1e9));
            assertEquals(one.getValue(), placed.mechanism().name() + rounded, one.getKey());
        }
    }

    @Test
    void outputFolderIsThatOfTheConfiguration() throws IOException {
        Path config = new SmallCircuit()
                .edit(SmallCircuit.CONFIG, "\"run\":", "\"output\": { \"output_dir\": \"$BASE/found/here\" }, \"run\":")
                .write(folder);
        assertEquals(folder.resolve("found/here"), SonataReader.read(config, Map.of()).output());
    }

    @Test
    void settingsReplaceWhatTheConfigurationSays() throws IOException {
        Path config = new SmallCircuit().write(folder);
        Model model = SonataReader.read(config,
                Map.of("simulation.duration", "20 ms", "run.dt", "50 us", "conditions.celsius", "30"));
        assertEquals(20, model.experiment().duration_ms());
        assertEquals(0.05, model.experiment().dt_ms());
        assertEquals(30, model.experiment().temperature_degC());
    }

    @Test
    void onlyConfigurationsOfSonataAreTakenForSuch() throws IOException {
        assertTrue(SonataReader.reads(new SmallCircuit().write(folder)));
        Path own = Files.writeString(folder.resolve("model.json"), "{ \"huxley\": \"1\", \"cells\": {} }");
        assertFalse(SonataReader.reads(own));
        assertFalse(SonataReader.reads(folder.resolve("none.json")));
    }

    /** numpy.random.RandomState(seed).random_sample() */
    @Test
    void drawsAreNumpys() {
        Numpy zero = new Numpy(0);
        assertEquals(0.5488135039273248, zero.uniform());
        assertEquals(0.7151893663724195, zero.uniform());
        Numpy other = new Numpy(12345);
        for (int i = 0; i < 999; i++) {
            other.uniform();
        }
        assertEquals(PINNED, other.uniform());
    }

    private static final double PINNED = 0.30860519994571;
}
