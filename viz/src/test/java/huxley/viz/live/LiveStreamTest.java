package huxley.viz.live;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A stream between something that moves as a simulation does and its viewers. */
@Timeout(30)
class LiveStreamTest {
    private static CompletableFuture<Double> start(FakeRun run) {
        return CompletableFuture.supplyAsync(run::run, Thread::startVirtualThread);
    }

    /** Looks until something is as wanted. */
    private static List<Frame> framesUntil(Window window, Predicate<News> wanted) throws InterruptedException {
        List<Frame> frames = new ArrayList<>();
        while (true) {
            News news = window.take(1000);
            if (news.frame() != null) {
                frames.add(news.frame());
            }
            if (wanted.test(news)) {
                return frames;
            }
        }
    }

    private static Predicate<News> frameAt(double time_ms) {
        return news -> {
            Frame frame = news.frame();
            return frame != null && frame.time_ms() == time_ms;
        };
    }

    private static Predicate<News> status(State state) {
        return news -> {
            Status status = news.status();
            return status != null && status.state() == state;
        };
    }

    private static Reply reply(LiveStream stream, Command command) throws InterruptedException {
        BlockingQueue<Reply> replies = new LinkedBlockingQueue<>();
        stream.ask(command, replies::add);
        Reply reply = replies.poll(10, TimeUnit.SECONDS);
        assertNotNull(reply);
        return reply;
    }

    @Test
    void aViewerSeesTheSceneThenValuesInItsOrder() throws Exception {
        FakeRun run = new FakeRun(State.PAUSED, 2, 50);
        Viewer viewer = run.stream.join();
        CompletableFuture<Double> end = start(run);
        News first = viewer.take(5000);
        while (first.scene() == null) {
            first = viewer.take(5000);
        }
        Scene scene = first.scene();
        assertEquals(6, scene.values());
        assertEquals(List.of("v"), scene.variables().stream().map(Scene.Variable::name).toList());
        assertEquals(List.of("soma", "dend"), scene.shapes().getFirst().sections().stream().map(Scene.Section::region)
                .toList());
        assertArrayEquals(new float[] {0, 50}, scene.cells().x_um());
        assertArrayEquals(new int[] {0, 1, 2}, scene.shapes().getFirst().coneCompartment());
        run.stream.ask(new Command.Step(3), _ -> {
        });
        List<Frame> frames = framesUntil(viewer, frameAt(1.5));
        assertArrayEquals(new float[] {1.5f, 2.5f, 3.5f, 101.5f, 102.5f, 103.5f}, frames.getLast().values());
        assertEquals(State.PAUSED, frames.getLast().state());
        run.end();
        assertEquals(1.5, end.get());
    }

    @Test
    void spikesAndSamplesOfDroppedFramesCome() throws Exception {
        FakeRun run = new FakeRun(State.RUNNING, 1, 500);
        Viewer viewer = run.stream.join();
        assertEquals(500, start(run).get());
        News all = viewer.poll();
        Frame last = all.frame();
        assertNotNull(last);
        assertEquals(500, last.time_ms());
        assertEquals(1000, last.spike_ms().length);
        assertEquals(499.5, last.spike_ms()[999]);
        assertEquals(1000, last.samples().stream().mapToInt(s -> s.values().length).sum());
        assertEquals(0, last.lost());
    }

    @Test
    void aViewerThatNeverLooksKeepsNoMoreThanTheBound() {
        FakeRun run = new FakeRun(State.PAUSED, 1, 1);
        Viewer viewer = run.stream.join();
        int[] gid = new int[1000];
        double[] time_ms = new double[1000];
        for (int i = 0; i < 1100; i++) {
            Arrays.fill(time_ms, i);
            run.stream.spikes(gid, time_ms);
        }
        viewer.show(new Frame(0, 0, State.PAUSED, 0, 0, 0, new float[0], new double[0], new int[0], List.of(), 0));
        Frame frame = viewer.poll().frame();
        assertNotNull(frame);
        assertEquals(Viewer.MOST, frame.spike_ms().length);
        assertEquals(1_100_000 - Viewer.MOST, frame.lost());
        assertEquals(1099, frame.spike_ms()[Viewer.MOST - 1]);
    }

    @Test
    void pausedItStandsStillAndGoesOnWhenAsked() throws Exception {
        FakeRun run = new FakeRun(State.RUNNING, 1, 1e9);
        CompletableFuture<Double> end = start(run);
        Viewer viewer = run.stream.join();
        assertTrue(reply(run.stream, new Command.Pause()).obeyed());
        framesUntil(viewer, status(State.PAUSED));
        double there_ms = run.time_ms();
        Thread.sleep(100);
        assertEquals(there_ms, run.time_ms());
        assertFalse(end.isDone());
        assertTrue(reply(run.stream, new Command.Epoch()).obeyed());
        framesUntil(viewer, frameAt(there_ms + 10 * FakeRun.DT_ms));
        assertTrue(reply(run.stream, new Command.Run()).obeyed());
        framesUntil(viewer, status(State.RUNNING));
        run.end();
        assertTrue(end.get() > there_ms);
    }

    @Test
    void aLimitOfSpeedIsKept() throws Exception {
        FakeRun run = new FakeRun(State.PAUSED, 1, 1e9);
        CompletableFuture<Double> end = start(run);
        reply(run.stream, new Command.Speed(0.1));
        reply(run.stream, new Command.Run());
        Thread.sleep(1000);
        run.end();
        // 0.1 simulated seconds per second; a loaded machine may do less, never more.
        double reached_ms = end.get();
        assertTrue(reached_ms > 20 && reached_ms < 160, "reached " + reached_ms);
    }

    @Test
    void whatIsWrongIsRefusedWithTheReason() throws Exception {
        FakeRun run = new FakeRun(State.PAUSED, 2, 50);
        CompletableFuture<Double> end = start(run);
        assertEquals("there is no cell 2; the model has 2",
                reply(run.stream, new Command.Inject(2, 0, 1, 1)).message());
        assertEquals("cell 1 has no compartment 3; it has 3",
                reply(run.stream, new Command.Inject(1, 3, 1, 1)).message());
        assertFalse(reply(run.stream, new Command.Inject(1, 1, Double.NaN, 1)).obeyed());
        assertFalse(reply(run.stream, new Command.Step(0)).obeyed());
        assertFalse(reply(run.stream, new Command.Speed(-1)).obeyed());
        assertEquals("there is no variable 'w'", reply(run.stream, new Command.Watch("w")).message());
        assertTrue(reply(run.stream, new Command.Inject(1, 2, 0.5, 3)).obeyed());
        assertEquals(List.of("1/2/0.5/3.0"), run.injected);
        assertEquals("state at 0.0", reply(run.stream, new Command.Checkpoint()).message());
        run.end();
        end.get();
    }

    @Test
    void whatOnlyTheOwnerCanDoEndsTheRun() throws Exception {
        FakeRun run = new FakeRun(State.RUNNING, 1, 1e9);
        CompletableFuture<Double> end = start(run);
        run.stream.ask(new Command.Set("amplitude", "3 nA"), _ -> {
        });
        end.get();
        assertEquals(new Command.Set("amplitude", "3 nA"), run.stream.order().orElseThrow().command());
    }

    @Test
    void largeModelsAreSeenByTheirRootsAndThenByEveryNthCell() {
        SceneMaker maker = new SceneMaker(FakeRun.circuit(100));
        assertEquals(300, sum(maker.cells(new Detail(300, 100)).shown()));
        assertEquals(100, sum(maker.cells(new Detail(299, 100)).shown()));
        Scene.Cells some = maker.cells(new Detail(1000, 30));
        assertEquals(25, some.size());
        assertEquals(96, some.gid()[24]);
        assertEquals(4800, some.x_um()[24]);
    }

    private static int sum(int[] values) {
        return Arrays.stream(values).sum();
    }

    @Test
    void theLastOfSeveralCommandsCounts() throws Exception {
        FakeRun run = new FakeRun(State.PAUSED, 1, 100);
        for (Command command : List.of(new Command.Step(3), new Command.Epoch(), new Command.Run())) {
            run.stream.ask(command, _ -> {
            });
        }
        assertEquals(100, start(run).get());
    }
}
