package huxley.viz.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import huxley.viz.live.Command;
import huxley.viz.live.Frame;
import huxley.viz.live.Reply;
import huxley.viz.live.State;
import huxley.viz.live.Status;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is written is what is read, at the places that the description of the format gives. */
class MessagesTest {
    private static final Frame FRAME = new Frame(7, 2, State.RUNNING, 12.5, 34.5, 1, new float[] {-65, Float.NaN, 40},
            new double[] {12.1, 12.4}, new int[] {3, 5},
            List.of(new Frame.Samples(0, 12, 0.025, new float[] {1, 2}), new Frame.Samples(4, 12, 0.5, new float[0])),
            9);

    @Test
    void framesAreReadAsTheyWereWritten() {
        Frame read = FrameBytes.read(FrameBytes.of(FRAME));
        assertArrayEquals(FRAME.values(), read.values());
        assertArrayEquals(FRAME.spike_ms(), read.spike_ms());
        assertArrayEquals(FRAME.spikeGid(), read.spikeGid());
        assertArrayEquals(FRAME.samples().getFirst().values(), read.samples().getFirst().values());
        assertEquals(0.5, read.samples().get(1).interval_ms());
        assertEquals(List.of(7, 2, 1, 9), List.of(read.number(), read.run(), read.variable(), read.lost()));
        assertEquals(State.RUNNING, read.state());
    }

    @Test
    void frameHasTheDescribedLayout() {
        ByteBuffer bytes = FrameBytes.of(FRAME).order(ByteOrder.LITTLE_ENDIAN);
        assertArrayEquals(new byte[] {1, 1, 1, 1}, Arrays.copyOf(bytes.array(), 4));
        assertEquals(7, bytes.getInt(4));
        assertEquals(12.5, bytes.getDouble(8));
        assertEquals(34.5, bytes.getDouble(16));
        assertEquals(2, bytes.getInt(24));
        assertEquals(3, bytes.getInt(28));
        assertEquals(2, bytes.getInt(32));
        assertEquals(2, bytes.getInt(36));
        assertEquals(9, bytes.getInt(40));
        assertEquals(12.1, bytes.getDouble(48));
        assertEquals(5, bytes.getInt(48 + 2 * 8 + 4));
        assertEquals(-65, bytes.getFloat(48 + 2 * 12));
        assertEquals(0.025, bytes.getDouble(48 + 2 * 12 + 3 * 4 + 16));
        assertEquals(48 + 2 * 12 + 3 * 4 + 24 + 8 + 24, bytes.remaining());
    }

    @Test
    void framesCutOffAreNotRead() {
        byte[] whole = FrameBytes.of(FRAME).array();
        for (int length = 0; length < whole.length; length++) {
            ByteBuffer part = ByteBuffer.wrap(whole, 0, length);
            assertThrows(IllegalArgumentException.class, () -> FrameBytes.read(part), "length " + length);
        }
        whole[0] = 2;
        assertThrows(IllegalArgumentException.class, () -> FrameBytes.read(ByteBuffer.wrap(whole)));
    }

    @Test
    void commandsAreReadAsTheyWereWritten() {
        for (Command command : List.of(new Command.Run(), new Command.Pause(), new Command.Step(3),
                new Command.Epoch(), new Command.Speed(0.01), new Command.Watch("hh.m"),
                new Command.Inject(4, 17, -0.25, 5), new Command.Set("amplitude", "2 \"nA\""), new Command.Reset(),
                new Command.Checkpoint(), new Command.Stop())) {
            assertEquals(command, Messages.command(Messages.of(command)));
        }
        assertEquals(new Command.Step(1), Messages.command("{\"do\":\"step\"}"));
    }

    @Test
    void statusAndRepliesAreReadAsTheyWereWritten() {
        Status status = new Status(1, State.FAILED, 3, 100, 2.5, 0.1, "no \"sense\"");
        assertEquals(new Messages.OfStatus(status), Messages.message(Messages.of(status)));
        for (boolean obeyed : new boolean[] {true, false}) {
            Reply reply = new Reply("set", obeyed, "because");
            assertEquals(new Messages.OfReply(reply), Messages.message(Messages.of(reply)));
        }
        assertThrows(IllegalArgumentException.class, () -> Messages.message("{\"type\":\"scene\",\"version\":2}"));
    }
}
