package huxley.io.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import huxley.neuron.cell.Cell;
import huxley.synapse.Circuit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelReaderTest {
    private static final Path MODELS = Path.of(System.getProperty("huxley.root", ".."), "models");

    @TempDir
    private Path folder;

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

    /** NEURON ignores these limits, and published models cross them. */
    @Test
    void parameterBeyondTheLimitsOfItsModFileIsUsedWithAWarning() throws IOException {
        Files.writeString(folder.resolve("tight.mod"), """
                NEURON { SUFFIX tight NONSPECIFIC_CURRENT i RANGE g }
                PARAMETER { g = 0.001 (S/cm2) <1e-9, 1e9> }
                ASSIGNED { v (mV) i (mA/cm2) }
                BREAKPOINT { i = g * v }
                """);
        String text = Files.readString(MODELS.resolve("squid-axon/model.json")).replace("\"mechanisms\": {",
                "\"mechanisms\": { \"tight\": { \"g\": \"-1 S/cm2\" }, ");
        Path file = Files.writeString(folder.resolve("model.json"),
                text.replaceFirst("\\{", "{ \"mechanisms\": \"tight.mod\","));
        Model model = ModelReader.read(file, Map.of());
        assertTrue(model.warnings().getFirst().render().replace(folder + "/", "").matches("""
                (?s)model.json:\\d+:\\d+: warning: 'g' = -1 S/cm2 is out of range
                .*
                  hint: mechanism 'tight' means 1e-9 to 1e9 S/cm2
                """), model.warnings().getFirst().render());
        assertEquals(1, model.warnings().size());
    }

    @Test
    void byteOrderMarkAndWindowsLineEndsAreRead() throws IOException {
        String text = Files.readString(MODELS.resolve("squid-axon/model.json"));
        Path file = Files.writeString(folder.resolve("model.json"), "\ufeff" + text.replace("\n", "\r\n"));
        assertEquals("Squid giant axon", ModelReader.read(file, Map.of()).title());
    }
}
