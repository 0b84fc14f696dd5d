package huxley.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import huxley.io.model.Model;
import huxley.io.model.ModelReader;
import huxley.partition.Grouping;
import huxley.partition.MemoryPlan;
import huxley.solver.engine.Engine;
import huxley.solver.engine.Simulation;
import huxley.solver.lowering.Superposition;
import huxley.solver.precision.Precision;
import huxley.solver.scalar.ScalarBackend;
import huxley.synapse.Circuit;
import java.io.IOException;
import java.lang.ref.Reference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is estimated beside what the heap grows by. */
class MemoryTest {
    private static final int THREADS = 2;
    private static final Path MODELS = Path.of(System.getProperty("huxley.root", "..")).resolve("models");
    private static final String NETWORK = """
            { "huxley": "1", "parameters": { "cells": 1000, "inputs": 1000 },
              "simulation": { "duration": "10 ms", "dt": "0.025 ms", "temperature": "6.3 degC" },
              "cells": { "c": {
                "morphology": { "sections": {
                  "soma": { "length": "20 um", "diameter": "20 um" },
                  "dend": { "parent": "soma(1)", "length": "300 um", "diameter": "1 um" } } },
                "compartments": { "maximumLength": "30 um" },
                "paint": [{ "region": "all", "mechanisms": { "hh": {} } }], "spikes": { "at": "soma(0.5)" } } },
              "populations": { "P": { "cell": "c", "count": "cells" } },
              "projections": { "x": { "from": "P", "to": "P", "rule": { "inDegree": "inputs", "multapses": true },
                "synapse": "ExpSyn", "merge": %s, "place": { "region": "dend" },
                "weight": { "uniform": { "from": "0 nS", "to": "1 nS" } }, "delay": "2 ms" } } }
            """;
    private static final String POINTS = """
            { "huxley": "1", "parameters": { "cells": 10000 },
              "simulation": { "duration": "10 ms", "dt": "0.025 ms", "temperature": "6.3 degC" },
              "cells": { "c": {
                "morphology": { "sections": { "soma": { "length": "20 um", "diameter": "20 um" } } },
                "paint": [{ "region": "all", "mechanisms": { "hh": {} } }], "spikes": { "at": "soma(0.5)" } } },
              "populations": { "P": { "cell": "c", "count": "cells" } } }
            """;

    @TempDir
    private Path folder = Path.of("");

    static Stream<Arguments> circuits() {
        return Stream.of(
                Arguments.of("10000 points", POINTS, Precision.DOUBLE, "", "cells=10"),
                Arguments.of("merged", NETWORK.formatted(true), Precision.DOUBLE, "", "cells=10 inputs=5"),
                Arguments.of("unmerged", NETWORK.formatted(false), Precision.DOUBLE, "", "cells=10 inputs=5"),
                Arguments.of("unmerged, single", NETWORK.formatted(false), Precision.SINGLE, "", "cells=10 inputs=5"),
                Arguments.of("pyramidal-cell", "", Precision.DOUBLE, "cells.pyramidal.count=1000",
                        "cells.pyramidal.count=1"),
                Arguments.of("pyramidal-cell", "", Precision.SINGLE, "cells.pyramidal.count=1000",
                        "cells.pyramidal.count=1"),
                Arguments.of("balanced-network", "", Precision.DOUBLE, "excitatory=800 inhibitory=200",
                        "excitatory=20 inhibitory=5"),
                Arguments.of("balanced-network", "", Precision.DOUBLE, "excitatory=4000 inhibitory=1000",
                        "excitatory=20 inhibitory=5"),
                Arguments.of("cortical-column", "", Precision.DOUBLE, "cells=250", "cells=50"),
                Arguments.of("cortical-column", "", Precision.DOUBLE, "cells=2000", "cells=50"));
    }

    @Tag("slow")
    @ParameterizedTest(name = "{0} {2} {3}")
    @MethodSource("circuits")
    void estimateIsWithinAQuarterOfTheGrowthOfTheHeap(String name, String text, Precision precision, String settings,
            String small) throws Exception {
        Path file = MODELS.resolve(name).resolve("model.json");
        if (!text.isEmpty()) {
            file = Files.writeString(folder.resolve("model.json"), text);
        }
        grown(file, precision, settings(settings + " " + small), null);
        MemoryPlan[] plan = new MemoryPlan[1];
        double bytes = grown(file, precision, settings(settings), plan);
        double estimate = plan[0].builtBytes();
        System.out.printf("%-20s %-8s %-32s %7.2f MB, estimated %7.2f MB (%+.0f %%)%n", name, precision, settings,
                bytes * 1e-6, estimate * 1e-6, 100 * (estimate / bytes - 1));
        assertEquals(bytes, estimate, 0.25 * bytes, plan[0].parts().toString());
    }

    private static double grown(Path file, Precision precision, Map<String, String> settings,
            MemoryPlan[] plan) throws InterruptedException {
        double before = used();
        Model model = ModelReader.read(file, settings);
        Circuit circuit = model.circuit();
        int[][] groups = Grouping.of(circuit, model.experiment().dt_ms(), THREADS, Superposition::holds);
        Simulation simulation = new Simulation(circuit, model.experiment(),
                new Engine(new ScalarBackend(), precision, THREADS, groups));
        double after = used();
        Reference.reachabilityFence(simulation);
        if (plan != null) {
            plan[0] = Memory.plan(circuit, model.experiment(), precision, THREADS);
        }
        return after - before;
    }

    private static double used() throws InterruptedException {
        for (int i = 0; i < 3; i++) {
            System.gc();
            Thread.sleep(30);
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private static Map<String, String> settings(String text) {
        Map<String, String> settings = new LinkedHashMap<>();
        for (String setting : text.strip().split(" +")) {
            if (!setting.isEmpty()) {
                settings.put(setting.substring(0, setting.indexOf('=')), setting.substring(setting.indexOf('=') + 1));
            }
        }
        return settings;
    }

    /** 10^10 connections are neither made nor counted. */
    @Test
    void circuitLargerThanMemoryIsRefusedWithTheNumbers() throws IOException {
        Path file = Files.writeString(folder.resolve("model.json"), NETWORK.formatted(false));
        Map<String, String> settings = Map.of("cells", "20000", "inputs", "500000");
        Model model = ModelReader.read(file, settings);
        int[][] groups = Grouping.of(model.circuit(), model.experiment().dt_ms(), THREADS, Superposition::holds);
        UserError error = assertThrows(UserError.class,
                () -> Memory.check(model.circuit(), model.experiment(), Precision.DOUBLE, groups, THREADS));
        String message = String.valueOf(error.getMessage());
        assertTrue(message.startsWith("the network does not fit: it needs about 261.8 GiB of memory, there are "),
                message);
        assertTrue(message.contains("20,000 cells: ") && message.contains("220,000 compartments: ")
                && message.contains("10,000,000,000 synapses: 149.0 GiB, 16.0 bytes each")
                && message.contains("10,000,000,000 connections: "), message);
    }

    /** What a run is spared because it is small must be less than the bound that spares it. */
    @ParameterizedTest
    @MethodSource("circuits")
    void ampleBoundIsAboveTheEstimate(String name, String text, Precision precision, String settings, String small)
            throws IOException {
        Path file = MODELS.resolve(name).resolve("model.json");
        if (!text.isEmpty()) {
            file = Files.writeString(folder.resolve("model.json"), text);
        }
        Model model = ModelReader.read(file, settings(small));
        MemoryPlan plan = Memory.plan(model.circuit(), model.experiment(), precision, THREADS);
        assertTrue(plan.bytes() < Memory.ample(model.circuit()), plan.parts().toString());
    }
}
