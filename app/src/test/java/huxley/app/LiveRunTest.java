package huxley.app;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import huxley.io.model.Model;
import huxley.io.model.ModelReader;
import huxley.solver.engine.Simulation;
import huxley.solver.precision.Precision;
import huxley.solver.simd.SimdBackend;
import huxley.synapse.Observer;
import huxley.synapse.SavedState;
import huxley.viz.live.Command;
import huxley.viz.live.Frame;
import huxley.viz.live.News;
import huxley.viz.live.Reply;
import huxley.viz.live.Scene;
import huxley.viz.live.State;
import huxley.viz.live.Viewer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs that are watched and steered, against runs that are not. */
@Timeout(120)
class LiveRunTest {
    private static final Path MODELS = Path.of(System.getProperty("huxley.root", ".")).resolve("models");
    private static final Equipment EQUIPMENT = new Equipment(new SimdBackend(), Optional.empty(), Precision.DOUBLE, 2);

    /** All that a run tells. */
    private static final class Log implements Observer {
        final List<String> spikes = new ArrayList<>();
        final Map<Integer, List<Double>> traces = new TreeMap<>();

        @Override
        public void traces(int[] probes, double[] time_ms, double[][] values) {
            for (int p = 0; p < probes.length; p++) {
                List<Double> trace = traces.computeIfAbsent(probes[p], _ -> new ArrayList<>());
                for (double value : values[p]) {
                    trace.add(value);
                }
            }
        }

        @Override
        public void spikes(int[] gid, double[] time_ms) {
            for (int i = 0; i < gid.length; i++) {
                spikes.add(gid[i] + " " + time_ms[i]);
            }
        }
    }

    private static Model model(String name, String duration) {
        return ModelReader.read(MODELS.resolve(name).resolve("model.json"), Map.of("simulation.duration", duration));
    }

    private static Log alone(Model model) {
        Log log = new Log();
        Run.simulation(model.circuit(), model.experiment(), EQUIPMENT).run(log, () -> false);
        return log;
    }

    private static Reply reply(LiveRun live, Command command) throws InterruptedException {
        BlockingQueue<Reply> replies = new LinkedBlockingQueue<>();
        live.stream().ask(command, replies::add);
        Reply reply = replies.poll(60, TimeUnit.SECONDS);
        assertNotNull(reply);
        return reply;
    }

    @ParameterizedTest
    @ValueSource(strings = {"ring", "pyramidal-cell"})
    void aRunHasTheSameBitsWithViewersPausesAndSteps(String name, @TempDir Path folder) throws Exception {
        Model model = model(name, "15 ms");
        Log expected = alone(model);
        Log log = new Log();
        LiveRun live = new LiveRun(model, Map.of(), EQUIPMENT, folder, State.PAUSED, false, () -> false);
        Viewer deaf = live.stream().join();
        CompletableFuture<?> run = CompletableFuture.runAsync(
                () -> live.run(Run.simulation(model.circuit(), model.experiment(), EQUIPMENT), null, log),
                Thread::startVirtualThread);
        try (Viewer viewer = live.stream().join()) {
            assertTrue(reply(live, new Command.Step(7)).obeyed());
            assertTrue(reply(live, new Command.Epoch()).obeyed());
            assertTrue(reply(live, new Command.Step(1)).obeyed());
            Scene scene = null;
            Frame frame = null;
            boolean going = false;
            while (!run.isDone()) {
                News news = viewer.take(50);
                scene = news.scene() == null ? scene : news.scene();
                frame = news.frame() == null ? frame : news.frame();
                if (!going) {
                    going = true;
                    live.stream().ask(new Command.Run(), _ -> {
                    });
                }
            }
            run.get();
            News last = viewer.poll();
            frame = last.frame() == null ? frame : last.frame();
            assertEquals(15, frame.time_ms(), 1e-9);
            assertEquals(Run.compartments(model.circuit()), scene.values());
            assertEquals(frame.values().length, scene.values());
        }
        assertEquals(expected.spikes, log.spikes);
        assertEquals(expected.traces, log.traces);
        assertNotNull(deaf.poll().frame());
    }

    @Test
    void aValueSetLiveIsThatOfARunContinuedWithIt(@TempDir Path folder) throws Exception {
        Path file = MODELS.resolve("squid-axon/model.json");
        Model model = model("squid-axon", "20 ms");
        LiveRun live = new LiveRun(model, Map.of("simulation.duration", "20 ms"), EQUIPMENT, folder, State.PAUSED,
                false, () -> false);
        Log log = new Log();
        CompletableFuture<?> run = CompletableFuture.runAsync(
                () -> live.run(Run.simulation(model.circuit(), model.experiment(), EQUIPMENT), null, log),
                Thread::startVirtualThread);
        live.stream().ask(new Command.Step(200), _ -> {
        });
        while (live.stream().status().time_ms() < 200 * model.experiment().dt_ms() - 1e-9) {
            Thread.sleep(10);
        }
        String saved = reply(live, new Command.Checkpoint()).message();
        assertTrue(Files.exists(Path.of(saved)), saved);
        assertEquals("there is no parameter 'amplitud'; there are " + String.join(", ", model.parameters().keySet()),
                reply(live, new Command.Set("amplitud", "1 uA")).message());
        assertFalse(reply(live, new Command.Set("amplitude", "5 ms")).obeyed());
        assertEquals(new Reply("set", true, ""), reply(live, new Command.Set("amplitude", "1.5 uA")));
        assertEquals("the results of this run are being written; stop it and start another",
                reply(live, new Command.Reset()).message());
        live.stream().ask(new Command.Run(), _ -> {
        });
        run.get();
        Model changed = ModelReader.read(file, Map.of("simulation.duration", "20 ms", "amplitude", "1.5 uA",
                "simulation.startFrom", saved));
        SavedState from = changed.start();
        Log expected = new Log();
        Run.simulation(changed.circuit(), changed.experiment(), EQUIPMENT).resume(from, expected, () -> false);
        int rest = expected.traces.get(0).size();
        assertArrayEquals(expected.traces.get(0).toArray(),
                log.traces.get(0).subList(log.traces.get(0).size() - rest, log.traces.get(0).size()).toArray());
        assertTrue(live.history().get("amplitude").endsWith("1.5 uA from " + String.format("%.6g", from.time_ms())
                + " ms on"), live.history().toString());
    }

    private static String refused(String... arguments) {
        StringWriter err = new StringWriter();
        assertEquals(2, Huxley.execute(new PrintWriter(new StringWriter()), new PrintWriter(err, true), arguments));
        return err.toString();
    }

    @Test
    void whatCannotBeServedOrSeenIsSaidInOneMessage(@TempDir Path folder) throws Exception {
        String squid = MODELS.resolve("squid-axon/model.json").toString();
        String out = folder.resolve("out").toString();
        assertEquals("huxley: --serve 99999 is not possible; give a port from 1 to 65535, or 0 for any that is free\n",
                refused("run", squid, "--serve", "99999", "--out", out));
        assertEquals("huxley: --serve shows one run; this model is a sweep of 4\n",
                refused("run", MODELS.resolve("dendritic-spike/model.json").toString(), "--serve", "0", "--out", out));
        Path token = Files.writeString(folder.resolve("token"), "short\n");
        assertEquals(
                "huxley: " + token + ": a token has 8 to 200 letters, digits, '-', '.', '_' or '~', and nothing else\n",
                refused("run", squid, "--serve", "0", "--token-file", token.toString(), "--out", out));
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String message = refused("run", squid, "--serve", Integer.toString(taken.getLocalPort()), "--out", out);
            assertTrue(message.startsWith("huxley: cannot serve at 127.0.0.1:" + taken.getLocalPort()), message);
            assertTrue(message.endsWith("--serve 0 takes any that is free\n"), message);
        }
        assertFalse(Files.exists(folder.resolve("out")));
        assertEquals("huxley: nobody answers at 127.0.0.1:1\n",
                refused("view", "ws://127.0.0.1:1/live?token=12345678"));
        assertTrue(refused("view", folder.toString()).contains("holds no results.h5"));
    }
}
