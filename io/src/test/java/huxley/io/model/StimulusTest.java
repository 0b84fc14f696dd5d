package huxley.io.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import huxley.neuron.cell.Cell;
import huxley.synapse.Circuit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every stimulus of the format becomes a point process whose parameters are in its own units. */
class StimulusTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '$', value = {
            "\"step\": { \"start\": \"1 ms\", \"duration\": \"2 ms\", \"amplitude\": \"30 pA\" } | IClamp {amp=0.03, del=1.0, dur=2.0}",
            "\"ramp\": { \"start\": \"1 ms\", \"duration\": \"0.2 s\", \"to\": \"1 nA\" } | RampClamp {amp0=0.0, amp1=1.0, del=1.0, dur=200.0}",
            "\"train\": { \"start\": \"0 ms\", \"width\": \"1 ms\", \"frequency\": \"50 Hz\", \"pulses\": 3, \"amplitude\": \"1 nA\" } | TrainClamp {amp=1.0, del=0.0, number=3.0, period=20.0, width=1.0}",
            "\"sine\": { \"start\": \"1 ms\", \"duration\": \"2 ms\", \"amplitude\": \"1 nA\", \"frequency\": \"1 kHz\", \"phase\": \"pi\" } | SineClamp {amp=1.0, del=1.0, dur=2.0, freq=1000.0, offset=0.0, phase=3.141592653589793}",
            "\"chirp\": { \"start\": \"1 ms\", \"duration\": \"2 ms\", \"amplitude\": \"1 nA\", \"from\": \"0 Hz\", \"to\": \"50 Hz\" } | ChirpClamp {amp=1.0, del=1.0, dur=2.0, f0=0.0, f1=50.0, offset=0.0}",
            "\"noise\": { \"start\": \"1 ms\", \"duration\": \"2 ms\", \"mean\": \"0 nA\", \"deviation\": \"100 pA\", \"tau\": \"3 ms\" } | NoiseClamp {del=1.0, dur=2.0, mean=0.0, sd=0.1, tau=3.0}",
            "\"voltageClamp\": { \"levels\": [{ \"voltage\": \"-70 mV\", \"duration\": \"5 ms\" }, { \"voltage\": \"0 mV\", \"duration\": \"5 ms\" }] } | SEClamp {amp1=-70.0, amp2=0.0, dur1=5.0, dur2=5.0, rs=1.0}",
            "\"mechanism\": \"IClamp\", \"parameters\": { \"amp\": \"1 uA\" } | IClamp {amp=1000.0}"})
    void becomesAPointProcess(String stimulus, String expected) throws IOException {
        Cell.Placed placed = read(stimulus).cells().getFirst().cell().placed().getFirst();
        assertEquals(expected, placed.mechanism().name() + " " + new TreeMap<>(placed.parameters()));
    }

    @Test
    void waveformOfATableFileIsPlayed() throws IOException {
        Files.writeString(folder.resolve("current.csv"), "time,a,b\n# comment\n0,1,10\n1,2,20\n");
        Circuit.Play play = read(
                "\"waveform\": { \"from\": { \"file\": \"current.csv\", \"column\": \"b\", \"timeUnit\": \"s\", \"unit\": \"pA\" } }")
                .plays().getFirst();
        assertArrayEquals(new double[] {0, 1000}, play.time_ms());
        assertArrayEquals(new double[] {0.01, 0.02}, play.value());
        assertEquals(new Circuit.Quantity.Point(0, 0, "amp", 0), play.target());
    }

    @Test
    void manyClampLevelsBecomeAPlayedWaveform() throws IOException {
        String level = "{ \"voltage\": \"-70 mV\", \"duration\": \"5 ms\" }";
        Circuit circuit = read(
                "\"voltageClamp\": { \"levels\": [" + String.join(",", level, level, level, level) + "] }");
        assertArrayEquals(new double[] {0, 5, 10, 15}, circuit.plays().getFirst().time_ms());
        assertEquals(20.0, circuit.cells().getFirst().cell().placed().getFirst().parameters().get("dur1"));
    }

    private Circuit read(String stimulus) throws IOException {
        Path file = folder.resolve("model.json");
        Files.writeString(file,
                """
                        { "huxley": "1", "simulation": { "duration": "1 ms", "temperature": "20 degC" },
                          "cells": { "c": { "morphology": { "sections": { "soma": { "length": "10 um", "diameter": "10 um" } } },
                            "paint": [{ "region": "all" }], "place": { "s": { "at": "soma(0.5)", %s } } } } }
                        """
                        .formatted(stimulus));
        return ModelReader.read(file, Map.of()).circuit();
    }
}
