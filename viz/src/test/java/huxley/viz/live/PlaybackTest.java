package huxley.viz.live;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import huxley.synapse.Experiment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Recorded results, seen again. */
@Timeout(30)
class PlaybackTest {
    private static Playback playback() {
        return new Playback(FakeRun.circuit(2),
                new Experiment(2, FakeRun.DT_ms, 20, 0, 1, Experiment.Scheme.IMPLICIT_EULER, Map.of()), "again", 2,
                List.of(new Playback.Recorded(0, new double[] {0, 0.5, 1, 1.5, 2},
                        new double[] {-65, -60, 10, -70, -66})),
                new double[] {0.7, 1, 1.9}, new int[] {0, 1, 0});
    }

    private static Reply ask(Playback playback, Command command) {
        List<Reply> replies = new ArrayList<>();
        playback.ask(command, replies::add);
        return replies.getFirst();
    }

    @Test
    void everyStepShowsWhatWasRecordedUntilThen() throws Exception {
        try (Playback playback = playback()) {
            News first = playback.take(0);
            assertNotNull(first.scene());
            assertArrayEquals(new float[] {-65, Float.NaN, Float.NaN, Float.NaN, Float.NaN, Float.NaN},
                    first.frame().values());
            assertNull(playback.take(0).frame());
            assertTrue(ask(playback, new Command.Step(2)).obeyed());
            Frame frame = playback.take(0).frame();
            assertEquals(1, frame.time_ms());
            assertEquals(10, frame.values()[0]);
            assertArrayEquals(new float[] {-60, 10}, frame.samples().getFirst().values());
            assertEquals(0.5, frame.samples().getFirst().from_ms());
            assertArrayEquals(new int[] {0, 1}, frame.spikeGid());
            ask(playback, new Command.Step(2));
            assertArrayEquals(new double[] {1.9}, playback.take(0).frame().spike_ms());
        }
    }

    @Test
    void itRunsToItsEndAndBeginsAgain() throws Exception {
        try (Playback playback = playback()) {
            ask(playback, new Command.Speed(0.02));
            ask(playback, new Command.Run());
            int spikes = 0;
            State state = State.RUNNING;
            while (state == State.RUNNING) {
                News news = playback.take(10);
                spikes += news.frame() == null ? 0 : news.frame().spike_ms().length;
                state = news.status() == null ? state : news.status().state();
            }
            assertEquals(State.FINISHED, state);
            assertEquals(3, spikes);
            ask(playback, new Command.Reset());
            News again = playback.take(0);
            assertEquals(1, again.scene().run());
            assertEquals(1, again.frame().run());
            assertEquals(0, again.frame().time_ms());
        }
    }

    @Test
    void whatIsOverCannotBeChanged() {
        try (Playback playback = playback()) {
            assertFalse(ask(playback, new Command.Set("a", "1")).obeyed());
            assertEquals("these are results; view the model to change anything",
                    ask(playback, new Command.Inject(0, 0, 1, 1)).message());
        }
    }
}
