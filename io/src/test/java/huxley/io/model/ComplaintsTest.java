package huxley.io.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import huxley.neuron.problem.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * One golden complaint for each class of mistake. A case changes a good model: lines {@code - old} and {@code + new} swap
 * one text for another, {@code file NAME} adds a file; the rest, after {@code ===}, is what the user must read.
 * {@code -Dhuxley.update=true} rewrites the expectations.
 */
class ComplaintsTest {
    private static final String GOOD = """
            {
              "huxley": "1",
              "parameters": { "gbar": "0.12 S/cm2", "amplitude": "150 pA" },
              "simulation": { "duration": "10 ms", "dt": "0.025 ms", "temperature": "6.3 degC" },
              "cells": {
                "cell": {
                  "morphology": { "sections": {
                    "soma": { "length": "20 um", "diameter": "20 um" },
                    "dend": { "parent": "soma", "length": "200 um", "diameter": "2 um" } } },
                  "compartments": { "perSection": 3 },
                  "regions": { "distal": { "sections": "dend", "distance": { "from": "100 um" } } },
                  "paint": [
                    { "region": "all", "axialResistivity": "100 ohm cm", "mechanisms": { "pas": { "e": "-65 mV" } } },
                    { "region": "soma", "mechanisms": { "hh": { "gnabar": "2 * gbar" } } }
                  ],
                  "place": {
                    "electrode": { "at": "soma(0.5)", "step": { "start": "1 ms", "duration": "2 ms", "amplitude": "amplitude" } },
                    "synapse": { "at": "dend(1)", "mechanism": "ExpSyn", "parameters": { "tau": "2 ms" },
                                 "inputs": { "times": ["1 ms"], "weight": "1 nS", "delay": "1 ms" } }
                  }
                }
              },
              "record": [{ "variable": "v", "at": "soma(0.5)", "interval": "0.1 ms" }]
            }
            """;
    private static final Path CASES = Path.of(System.getProperty("huxley.root", ".."),
            "io/src/test/resources/huxley/io/model/complaints");

    @TempDir
    Path folder;

    @TestFactory
    Stream<DynamicTest> eachMistakeGetsItsComplaint() throws IOException {
        try (Stream<Path> cases = Files.list(CASES)) {
            return cases.sorted().toList().stream()
                    .map(file -> DynamicTest.dynamicTest(String.valueOf(file.getFileName()), () -> check(file)));
        }
    }

    @Test
    void nestingWithoutEndIsRefused() throws IOException {
        String complaint = complaint("{ \"a\": " + "[".repeat(100_000));
        assertTrue(complaint.endsWith("this is not JSON: more than 200 objects and lists are nested"), complaint);
    }

    @Test
    void formulasWithoutEndAreRefused() throws IOException {
        String deep = GOOD.replace("150 pA", "(".repeat(100_000) + "1 pA" + ")".repeat(100_000));
        assertEquals("model.json:3:555: error: a formula has at most 500 values and parentheses", complaint(deep));
        assertEquals("model.json:3:3555: error: a formula has at most 500 values and parentheses",
                complaint(GOOD.replace("150 pA", "1 pA + ".repeat(100_000) + "1 pA")));
    }

    /** The first line of what is said about a model. */
    private String complaint(String model) throws IOException {
        Path file = Files.writeString(folder.resolve("model.json"), model);
        InvalidInputException e = assertThrows(InvalidInputException.class, () -> ModelReader.read(file, Map.of()));
        return String.valueOf(e.getMessage()).replace(folder + "/", "").lines().findFirst().orElse("");
    }

    private void check(Path golden) throws IOException {
        String[] parts = Files.readString(golden).split("===\n", -1);
        Path file = write(Files.createTempDirectory(folder, "case"), parts[0]);
        InvalidInputException e = assertThrows(InvalidInputException.class,
                () -> ModelReader.read(file, settings(parts[0])));
        String got = String.valueOf(e.getMessage()).replace(file.getParent() + "/", "");
        if (Boolean.getBoolean("huxley.update")) {
            Files.writeString(golden, parts[0] + "===\n" + got);
        }
        assertEquals(parts.length > 1 ? parts[1] : "", got);
    }

    private static Path write(Path folder, String edits) throws IOException {
        String model = GOOD;
        String old = "";
        for (String line : edits.split("\n", -1)) {
            if (line.startsWith("- ")) {
                old = line.substring(2);
            } else if (line.startsWith("+ ")) {
                assertEquals(2, (model + " ").split(java.util.regex.Pattern.quote(old), -1).length,
                        "'" + old + "' once in the model");
                model = model.replace(old, line.substring(2));
            } else if (line.startsWith("file ")) {
                String[] words = line.split(" ", 3);
                Files.writeString(folder.resolve(words[1]), words[2].replace("\\n", "\n"));
            }
        }
        Path file = folder.resolve("model.json");
        Files.writeString(file, model);
        return file;
    }

    private static Map<String, String> settings(String edits) {
        Map<String, String> settings = new java.util.TreeMap<>();
        Arrays.stream(edits.split("\n", -1)).filter(line -> line.startsWith("set "))
                .map(line -> line.substring(4).split("=", 2))
                .forEach(pair -> settings.put(pair[0], pair[1]));
        return settings;
    }
}
