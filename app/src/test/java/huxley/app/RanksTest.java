package huxley.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import huxley.hpc.transport.LocalTransport;
import huxley.hpc.transport.Transport;
import huxley.io.model.Model;
import huxley.io.model.ModelReader;
import huxley.partition.Assignment;
import huxley.partition.Grouping;
import huxley.solver.engine.Engine;
import huxley.solver.engine.NumericalFailure;
import huxley.solver.engine.Simulation;
import huxley.solver.engine.StateKeeper;
import huxley.solver.lowering.Superposition;
import huxley.solver.precision.Precision;
import huxley.solver.scalar.ScalarBackend;
import huxley.solver.simd.SimdBackend;
import huxley.synapse.Observer;
import huxley.synapse.SavedState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BiConsumer;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Several ranks record the bits of one. */
class RanksTest {
    private static final Path MODELS = Path.of(System.getProperty("huxley.root", "."), "models");

    /** Everything that is recorded, as text with all bits. */
    private static final class Log implements Observer {
        private final List<String> spikes = new ArrayList<>();
        private final Map<String, StringBuilder> samples = new TreeMap<>();
        private double reached_ms;

        private void add(String what, double[] values) {
            StringBuilder text = samples.computeIfAbsent(what, w -> new StringBuilder());
            Arrays.stream(values).forEach(value -> text.append(Double.toHexString(value)).append(' '));
        }

        @Override
        public void spikes(int[] gid, double[] time_ms) {
            for (int i = 0; i < gid.length; i++) {
                spikes.add(gid[i] + " " + Double.toHexString(time_ms[i]));
            }
        }

        @Override
        public void traces(int[] probes, double[] time_ms, double[][] values) {
            add("times of " + probes[0], time_ms);
            for (int p = 0; p < probes.length; p++) {
                add("probe " + probes[p], values[p]);
            }
        }

        @Override
        public void report(int report, double[] time_ms, double[][] values) {
            for (double[] row : values) {
                add("report " + report, row);
            }
        }

        @Override
        public void field(int electrode, double[] time_ms, double[] potential_mV) {
            add("field " + electrode, potential_mV);
        }

        @Override
        public void progress(double time_ms) {
            reached_ms = time_ms;
        }
    }

    @TestFactory
    Stream<DynamicTest> everyReadyModelHasTheSameBitsOnAnyNumberOfRanks() throws IOException {
        try (Stream<Path> models = Files.list(MODELS)) {
            return models.map(m -> m.resolve("model.json")).filter(Files::isRegularFile).sorted().toList().stream()
                    .map(m -> DynamicTest.dynamicTest(Model.nameOf(m), () -> agree(m)));
        }
    }

    private static void agree(Path file) throws Exception {
        double end_ms = Math.min(12, ModelReader.read(file, Map.of()).experiment().duration_ms());
        Model model = ModelReader.read(file, Map.of("simulation.duration", end_ms + " ms"));
        Log one = run(model, 1).getFirst();
        for (int ranks = 2; ranks <= 3; ranks++) {
            List<Log> logs = run(model, ranks);
            assertEquals(one.spikes, logs.getFirst().spikes, ranks + " ranks");
            assertEquals(one.samples.keySet(), logs.getFirst().samples.keySet());
            one.samples.forEach((what, text) -> assertEquals(text.toString(),
                    String.valueOf(logs.getFirst().samples.get(what)), what));
            for (Log log : logs) {
                assertEquals(end_ms, log.reached_ms, 1e-9);
            }
            assertTrue(logs.subList(1, ranks).stream().allMatch(l -> l.spikes.isEmpty() && l.samples.isEmpty()));
        }
    }

    @TestFactory
    Stream<DynamicTest> everyReadyModelContinuesOnAnotherNumberOfRanks() throws IOException {
        try (Stream<Path> models = Files.list(MODELS)) {
            return models.map(m -> m.resolve("model.json")).filter(Files::isRegularFile).sorted().toList().stream()
                    .map(m -> DynamicTest.dynamicTest(Model.nameOf(m), () -> continueOnOthers(m)));
        }
    }

    /** One rank for a third of the time or an epoch, two for the next, three for the last. */
    private static void continueOnOthers(Path file) throws Exception {
        double end_ms = Math.min(12, ModelReader.read(file, Map.of()).experiment().duration_ms());
        Model model = ModelReader.read(file, Map.of("simulation.duration", end_ms + " ms"));
        Log whole = run(model, 1).getFirst();
        Log parts = new Log();
        SavedState state = null;
        for (int ranks = 1; parts.reached_ms < end_ms - 1e-9; ranks++) {
            Keeper keeper = new Keeper(end_ms * ranks / 3 - 1e-9);
            SavedState from = state;
            run(model, ranks, rank -> rank == 0 ? parts : new Log(), (simulation, log) -> {
                simulation.keepStates(keeper);
                if (from == null) {
                    simulation.run(log, keeper::isStopped);
                } else {
                    simulation.resume(from, log, keeper::isStopped);
                }
            });
            state = keeper.kept;
        }
        assertEquals(end_ms, parts.reached_ms, 1e-9);
        assertEquals(whole.spikes, parts.spikes);
        whole.samples.forEach(
                (what, text) -> assertEquals(text.toString(), String.valueOf(parts.samples.get(what)), what));
    }

    /** Keeps the state at the first end of an epoch from a time on, and stops there. */
    private static final class Keeper implements StateKeeper {
        private final double from_ms;
        private volatile boolean stopped;
        private volatile @Nullable SavedState kept;

        Keeper(double from_ms) {
            this.from_ms = from_ms;
        }

        @Override
        public boolean wants(double reached_ms) {
            stopped |= reached_ms >= from_ms;
            return stopped;
        }

        @Override
        public void keep(SavedState state) {
            kept = state;
        }

        boolean isStopped() {
            return stopped;
        }
    }

    /** [rank] */
    private static List<Log> run(Model model, int ranks) throws InterruptedException, ExecutionException {
        return run(model, ranks, _ -> new Log(), (simulation, log) -> simulation.run(log, () -> false));
    }

    private static List<Log> run(Model model, int ranks, IntFunction<Log> newLog, BiConsumer<Simulation, Log> runner)
            throws InterruptedException, ExecutionException {
        Assignment assignment = Assignment.of(model.circuit(), model.experiment().dt_ms(), ranks);
        List<CompletableFuture<Log>> running = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(ranks)) {
            for (Transport transport : LocalTransport.connected(ranks)) {
                running.add(CompletableFuture.supplyAsync(() -> {
                    Log log = newLog.apply(transport.rank());
                    runner.accept(simulation(model, assignment, transport), log);
                    return log;
                }, threads));
            }
            List<Log> logs = new ArrayList<>();
            for (CompletableFuture<Log> one : running) {
                logs.add(one.get());
            }
            return logs;
        }
    }

    private static Simulation simulation(Model model, Assignment assignment, Transport transport) {
        int[][] groups = Grouping.of(model.circuit(), model.experiment().dt_ms(), 1 + transport.rank() % 2,
                Superposition::holds,
                assignment.gids(transport.rank()));
        Engine engine = new Engine(transport.rank() % 2 == 0 ? new SimdBackend() : new ScalarBackend(),
                Precision.DOUBLE, 1 + transport.rank() % 2, groups);
        return new Simulation(model.circuit(), model.experiment(), engine.with(transport));
    }

    @Test
    void aFailureOnOneRankEndsAllWithItsCause(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("leaky.mod"), """
                NEURON { SUFFIX leaky NONSPECIFIC_CURRENT i }
                ASSIGNED { i (mA/cm2) v (mV) }
                BREAKPOINT { i = v * exp(200 * t) }
                """);
        Files.writeString(folder.resolve("model.json"), """
                {
                  "huxley": "1",
                  "mechanisms": "leaky.mod",
                  "simulation": { "duration": "20 ms", "temperature": "20 degC" },
                  "cells": {
                    "good": { "morphology": { "sections": { "soma": { "length": "20 um", "diameter": "20 um" } } },
                              "paint": [ { "region": "all", "mechanisms": { "pas": {} } } ] },
                    "bad": { "morphology": { "sections": { "soma": { "length": "20 um", "diameter": "20 um" } } },
                             "paint": [ { "region": "all", "mechanisms": { "leaky": {} } } ] }
                  },
                  "record": [ { "variable": "v", "cell": "good", "at": "soma(0.5)" } ]
                }
                """);
        Model model = ModelReader.read(folder.resolve("model.json"), Map.of());
        Assignment assignment = Assignment.of(model.circuit(), model.experiment().dt_ms(), 2);
        List<NumericalFailure> failures = new ArrayList<>();
        List<Log> logs = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (Transport transport : LocalTransport.connected(2)) {
            Log log = new Log();
            logs.add(log);
            threads.add(Thread.ofPlatform().start(() -> {
                NumericalFailure failure = assertThrows(NumericalFailure.class,
                        () -> simulation(model, assignment, transport).run(log, () -> false));
                synchronized (failures) {
                    failures.add(failure);
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        int failing = assignment.gids(0)[0] == 1 ? 0 : 1;
        failures.sort(Comparator.comparing(f -> String.valueOf(f.getMessage()).length()));
        assertEquals("bad", failures.getFirst().cell());
        assertEquals("rank " + failing + ": " + failures.getFirst().getMessage(), failures.get(1).getMessage());
        assertTrue(logs.getFirst().samples.get("probe 0").length() > 100, "what came before is kept");
    }
}
