package huxley.io.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import huxley.io.hdf5.ElementType;
import huxley.io.hdf5.Hdf5File;
import huxley.neuron.problem.InvalidInputException;
import huxley.synapse.Circuit;
import huxley.synapse.Circuit.Quantity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a model takes from files of numbers (waveforms, FUNCTION_TABLEs), and what its painted POINTERs point to. */
class DataFilesTest {
    private static final String MODEL = """
            {
              "huxley": "1", "mechanisms": "own.mod",
              "simulation": { "duration": "10 ms", "temperature": "20 degC" },
              "cells": { "cell": {
                "morphology": { "sections": { "soma": { "length": "20 um", "diameter": "20 um" },
                                              "dend": { "parent": "soma", "length": "90 um", "diameter": "2 um" } } },
                "compartments": { "perSection": 3 },
                "paint": [ { "region": "all", "mechanisms": { "hh": {} } },
                           { "region": "dend", "mechanisms": { "own": {} }, %s } ],
                "place": { "electrode": { "at": "soma(0.5)", "waveform": { %s } } } } },
              "tables": { "own.ft": { %s } }
            }
            """;
    private static final String POINTERS = "'pointers': { 'own': { 'p': { 'variable': 'hh.m' } } }";
    private static final String WAVEFORM = "'times': ['0 ms'], 'values': ['1 nA']";
    private static final String TABLE = "'axes': [[0, 1]], 'values': [0, 1]";

    @TempDir
    private Path folder;

    @BeforeEach
    void files() throws IOException {
        Files.writeString(folder.resolve("own.mod"), """
                NEURON { SUFFIX own POINTER p NONSPECIFIC_CURRENT i }
                ASSIGNED { v i p }
                FUNCTION_TABLE ft(x)
                BREAKPOINT { i = 1e-6 * p * ft(v) }
                """);
        try (Hdf5File file = Hdf5File.create(folder.resolve("data.h5"))) {
            file.root().column("time", ElementType.FLOAT64, 4).append(new double[] {0, 1, 2}, 3);
            file.root().group("deep").column("current", ElementType.FLOAT32, 4).append(new double[] {0, 50, 100}, 3);
            file.root().column("short", ElementType.INT32, 4).append(new int[] {7, 8}, 2);
            file.root().column("empty", ElementType.INT32, 4);
        }
        Files.writeString(folder.resolve("data.csv"), "time,current\r\n0,0\r\n1,50 # pA\r\n\r\n2,100\r\n");
        Files.writeString(folder.resolve("bare.txt"), "\ufeff0 0\n1 50\n2 100");
        Files.writeString(folder.resolve("text.csv"), "0,0\n1,many\n");
        Files.writeString(folder.resolve("falling.csv"), "0,0\n2,1\n1,2\n");
        Files.writeString(folder.resolve("none.csv"), "# nothing\n");
    }

    private Circuit read(String pointers, String waveform, String table) throws IOException {
        Path file = folder.resolve("model.json");
        Files.writeString(file, MODEL.formatted(pointers, waveform, table).replace('\'', '"'));
        return ModelReader.read(file, Map.of()).circuit();
    }

    private String complaint(String pointers, String waveform, String table) {
        InvalidInputException e = assertThrows(InvalidInputException.class, () -> read(pointers, waveform, table));
        return String.valueOf(e.getMessage()).replace(folder + "/", "");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {"'file': 'data.csv', 'unit': 'pA'",
            "'file': 'data.csv', 'unit': 'pA', 'column': 'current'", "'file': 'bare.txt', 'unit': 'pA', 'column': '2'",
            "'file': 'data.h5', 'unit': 'pA', 'dataset': 'deep/current', 'timeDataset': 'time'",
            "'file': 'data.h5', 'unit': 'pA', 'dataset': '/deep/current', 'interval': '1 ms'"})
    void waveformIsReadFromCsvAndHdf5(String from) throws IOException {
        Circuit.Play play = read(POINTERS, "'from': { " + from + " }", TABLE).plays().getFirst();
        assertArrayEquals(new double[] {0, 1, 2}, play.time_ms());
        assertArrayEquals(new double[] {0, 0.05, 0.1}, play.value(), 1e-15);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "'file': 'none.h5', 'dataset': 'time', 'interval': '1 ms' | no such file: none.h5",
            "'file': 'data.h5', 'interval': '1 ms' | an HDF5 file needs \"dataset\", and",
            "'file': 'data.h5', 'dataset': 'time' | an HDF5 file needs \"timeDataset\" or \"interval\"",
            "'file': 'data.h5', 'dataset': 'tme', 'interval': '1 ms' | cannot read data.h5: ",
            "'file': 'data.h5', 'dataset': 'deep', 'interval': '1 ms' | deep is not a dataset of numbers",
            "'file': 'data.h5', 'dataset': 'empty', 'interval': '1 ms' | empty is not a dataset of numbers",
            "'file': 'data.h5', 'dataset': 'short', 'timeDataset': 'time' | 3 times but 2 values",
            "'file': 'own.mod' | expected numbers in columns 1 and 2 of this row",
            "'file': 'data.csv', 'column': 'voltage' | there is no column 'voltage'; the file has time, current",
            "'file': 'data.csv', 'column': '0' | there is no column '0'; the file has time, current",
            "'file': 'data.csv', 'column': '3' | expected numbers in columns 1 and 3 of this row",
            "'file': 'text.csv' | text.csv:2:1: error: expected numbers in columns 1 and 2 of this row",
            "'file': 'falling.csv' | the times in \"falling.csv\" do not ascend at point 3",
            "'file': 'none.csv' | \"none.csv\" holds no points"})
    void wrongWaveformFileIsExplained(String from, String complaint) {
        String got = complaint(POINTERS, "'from': { " + from + ", 'unit': 'pA' }", TABLE);
        assertTrue(got.contains(complaint.strip()), got);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {"'file': 'data.csv'",
            "'file': 'data.h5', 'dataset': 'deep/current', 'axisDatasets': ['time']",
            "'axes': [[0, 1, 2]], 'values': [0, 50, 100]"})
    void functionTableIsReadFromCsvAndHdf5(String table) throws IOException {
        Circuit.FunctionTableData data = read(POINTERS, WAVEFORM, table).functionTables().get("own.ft");
        assertArrayEquals(new double[][] {{0, 1, 2}}, data.axes());
        assertArrayEquals(new double[] {0, 50, 100}, data.values());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "'file': 'data.h5', 'dataset': 'short', 'axisDatasets': ['time'] | 2 values for 3 combinations",
            "'file': 'data.h5', 'dataset': 'time' | an HDF5 file needs \"dataset\" and \"axisDatasets\"",
            "'file': 'falling.csv' | the points of table 'own.ft' do not ascend: 1 comes after 2",
            "'file': 'text.csv' | text.csv:2:1: error: expected numbers",
            "'axes': [[0, 1], [0, 1]], 'values': [0, 1, 2, 3] | has 1 argument(s) and needs as many axes"})
    void wrongFunctionTableIsExplained(String table, String complaint) {
        String got = complaint(POINTERS, WAVEFORM, table);
        assertTrue(got.contains(complaint.strip()), got);
    }

    @Test
    void paintedPointersLeadToTheirOwnCompartmentOrElsewhere() throws IOException {
        List<Circuit.Pointer> own = read(POINTERS, WAVEFORM, TABLE).pointers();
        assertEquals(3, own.size());
        for (Circuit.Pointer pointer : own) {
            assertEquals(new Quantity.Density(0, "hh", "m", 0, pointer.compartment()), pointer.target());
            assertEquals(1, pointer.painted());
        }
        List<Circuit.Pointer> soma = read("'pointers': { 'own': { 'p': { 'variable': 'v', 'at': 'soma(0.5)' } } }",
                WAVEFORM, TABLE).pointers();
        assertEquals(List.of(new Quantity.Voltage(0, 1)),
                soma.stream().map(Circuit.Pointer::target).distinct().toList());
        assertEquals(3,
                Arrays.stream(soma.stream().mapToInt(Circuit.Pointer::compartment).toArray()).distinct().count());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "'capacitance': '1 uF/cm2' | POINTER 'p' of mechanism 'own' refers to nothing at dend(0.166667)",
            "'pointers': { 'own': { 'q': { 'variable': 'v' } } } | mechanism 'own' has no POINTER 'q'",
            "'pointers': { 'onw': { 'p': { 'variable': 'v' } } } | mechanism 'onw' is not painted on this cell",
            "'pointers': { 'own': { 'p': { 'variable': 'vv' } } } | 'vv'",
            "'pointers': { 'own': { 'p': { 'variable': 'own.i', 'at': 'soma(0.5)' } } } | 'own.i' does not exist there"})
    void wrongPaintedPointerIsExplained(String pointers, String complaint) {
        String got = complaint(pointers, WAVEFORM, TABLE);
        assertTrue(got.contains(complaint.strip()), got);
    }
}
