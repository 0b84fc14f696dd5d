package huxley.io.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import huxley.neuron.cell.Cell;
import huxley.neuron.cell.Compartments;
import huxley.synapse.Circuit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is painted and placed, against values worked out by hand: soma of 20 um, dendrite of 200 um in 4 compartments. */
class PaintTest {
    @TempDir
    Path folder;

    @Test
    void laterEntriesOverrideAndFormulasSeeTheDistance() throws IOException {
        Cell cell = cell("\"paint\": [ { \"region\": \"all\", \"mechanisms\": { \"pas\": { \"g\": \"1 mS/cm2\" } } },"
                + "{ \"region\": \"dend\", \"mechanisms\": { \"pas\": { \"g\": \"1 mS/cm2 * distance / 100 um\" } } } ]");
        assertArrayEquals(new double[] {1e-3, 3.5e-4, 8.5e-4, 1.35e-3, 1.85e-3},
                cell.painted().getFirst().parameters().get("g"), 1e-15);
    }

    @Test
    void mechanismsStandOnlyWhereTheyArePainted() throws IOException {
        Cell cell = cell(
                "\"regions\": { \"far\": { \"sections\": \"d*\", \"distance\": { \"from\": \"100 um\" } }, \"rest\": { \"minus\": \"far\" } },"
                        + "\"paint\": [ { \"region\": \"far\", \"mechanisms\": { \"pas\": {} } }, { \"region\": [\"rest\", \"soma\"], \"mechanisms\": { \"hh\": {} },"
                        + "\"initialVoltage\": \"-80 mV\", \"ions\": { \"na\": { \"reversal\": \"60 mV\" } } } ]");
        assertArrayEquals(new int[] {3, 4}, cell.painted().get(0).compartment());
        assertArrayEquals(new int[] {0, 1, 2}, cell.painted().get(1).compartment());
        assertArrayEquals(new double[] {-80, -80, -80, -65, -65}, cell.initialVoltage_mV());
        assertArrayEquals(new double[] {60, 60, 60, Double.NaN, Double.NaN}, cell.ions().getFirst().reversal_mV());
    }

    @Test
    void spineFactorMultipliesTheMembraneArea() throws IOException {
        Compartments bare = cell("\"paint\": [{ \"region\": \"all\" }]").compartments();
        Compartments spiny = cell("\"paint\": [{ \"region\": \"dend\", \"spineFactor\": 2 }]").compartments();
        for (int i = 0; i < bare.size(); i++) {
            assertEquals(bare.area_um2()[i] * (i == 0 ? 1 : 2), spiny.area_um2()[i]);
            assertEquals(bare.resistance_MOhm()[i], spiny.resistance_MOhm()[i]);
        }
    }

    @Test
    void explicitSpinesAreSectionsWithRegionsOfTheirOwn() throws IOException {
        Cell cell = cell(
                "\"spines\": { \"sp\": { \"at\": { \"region\": \"dend\", \"every\": \"50 um\" }, \"neckLength\": \"2 um\" } },"
                        + "\"paint\": [{ \"region\": \"spineHeads\", \"mechanisms\": { \"pas\": {} } }]");
        assertEquals(10, cell.morphology() == null ? 0 : cell.morphology().size());
        assertEquals(4,
                Arrays.stream(cell.painted().getFirst().compartment()).mapToObj(i -> cell.compartments().section()[i])
                        .filter(s -> cell.morphology().section(s).name().matches("sp\\[[0-3]]\\.head")).distinct()
                        .count());
    }

    @Test
    void inputsShareOneReplayAndGeneratorsAreOneForEachPlace() throws IOException {
        Circuit circuit = circuit(
                "\"paint\": [{ \"region\": \"all\" }], \"count\": 2, \"place\": { \"syn\": { \"at\": { \"region\": \"dend\", \"random\": 3 },"
                        + "\"mechanism\": \"ExpSyn\", \"inputs\": [ { \"times\": [\"2 ms\", \"1 ms\"], \"weight\": \"1 nS\" },"
                        + "{ \"generator\": { \"interval\": \"10 ms\", \"noise\": 1 }, \"weight\": 0.002 } ] } }");
        assertEquals(1 + 6, circuit.artificialCells().size());
        assertEquals(12, circuit.connections().size());
        assertArrayEquals(new double[] {1, 2}, circuit.artificialCells().getFirst().replay_ms());
        assertArrayEquals(new double[] {0.001}, circuit.connections().getFirst().weights());
        assertEquals(List.of("c[0]", "c[1]"), circuit.cells().stream().map(Circuit.CellInstance::label).toList());
        assertTrue(circuit.cells().get(0).cell() == circuit.cells().get(1).cell());
    }

    private Cell cell(String keys) throws IOException {
        return circuit(keys).cells().getFirst().cell();
    }

    private Circuit circuit(String keys) throws IOException {
        Path file = folder.resolve("model.json");
        Files.writeString(file, """
                { "huxley": "1", "simulation": { "duration": "1 ms", "temperature": "20 degC" },
                  "cells": { "c": { "morphology": { "sections": { "soma": { "length": "20 um", "diameter": "20 um" },
                      "dend": { "parent": "soma", "length": "200 um", "diameter": "1 um" } } },
                    "compartments": { "perSection": 1, "sections": { "dend": 4 } }, %s } } }
                """.formatted(keys));
        return ModelReader.read(file, Map.of()).circuit();
    }
}
