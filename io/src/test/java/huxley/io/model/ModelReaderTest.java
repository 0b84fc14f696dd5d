package huxley.io.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import huxley.neuron.cell.Cell;
import huxley.synapse.Circuit;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ModelReaderTest {
    private static final Path MODELS = Path.of(System.getProperty("huxley.root", ".."), "models");

    @Test
    void squidAxonIsBoundAsItReads() {
        Model model = ModelReader.read(MODELS.resolve("squid-axon/model.json"), Map.of("amplitude", "4000 nA"));
        Circuit circuit = model.circuit();
        Cell cell = circuit.cells().getFirst().cell();
        assertEquals("Squid giant axon", model.title());
        assertEquals(100, cell.compartments().size());
        assertEquals(1, circuit.cells().size());
        assertEquals("hh", cell.painted().getFirst().mechanism().name());
        assertArrayEquals(new double[] {0.12}, cell.painted().getFirst().parameters().get("gnabar"));
        assertEquals(Map.of("del", 2.0, "dur", 1.0, "amp", 4000.0), cell.placed().getFirst().parameters());
        assertEquals(10, cell.placed().getFirst().compartment());
        assertEquals(List.of(new Circuit.SpikeDetector(0, 90, 0)), circuit.spikeDetectors());
        assertEquals(List.of("axon(0.1).v", "axon(0.5).v", "axon(0.9).v", "axon(0.5).hh.m", "axon(0.5).hh.h",
                "axon(0.5).hh.n", "axon(0.5).ina", "axon(0.5).ik"),
                circuit.probes().stream().map(Circuit.Probe::label).toList());
        assertEquals(6.3, model.experiment().temperature_degC());
        assertEquals(30, model.experiment().duration_ms());
    }
}
