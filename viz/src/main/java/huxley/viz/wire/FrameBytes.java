package huxley.viz.wire;

import huxley.viz.live.Frame;
import huxley.viz.live.State;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * A frame as bytes, little-endian: a head of {@value #HEAD} bytes, times (f64) and gids (u32) of spikes, values (f32), blocks of
 * samples. docs/dev/live.md has the layout.
 */
public final class FrameBytes {
    static final int HEAD = 48;
    static final int BLOCK_HEAD = 24;
    private static final byte VERSION = 1;
    private static final byte FRAME = 1;

    private FrameBytes() {
    }

    /** Ready to be read. */
    public static ByteBuffer of(Frame frame) {
        int samples = frame.samples().stream().mapToInt(s -> BLOCK_HEAD + Float.BYTES * s.values().length).sum();
        ByteBuffer bytes = ByteBuffer
                .allocate(HEAD + (Double.BYTES + Integer.BYTES) * frame.spike_ms().length
                        + Float.BYTES * frame.values().length + samples)
                .order(ByteOrder.LITTLE_ENDIAN);
        bytes.put(VERSION).put(FRAME).put((byte) frame.state().ordinal()).put((byte) frame.variable())
                .putInt(frame.number()).putDouble(frame.time_ms()).putDouble(frame.speed()).putInt(frame.run())
                .putInt(frame.values().length).putInt(frame.spike_ms().length).putInt(frame.samples().size())
                .putInt(frame.lost()).putInt(0);
        for (double time_ms : frame.spike_ms()) {
            bytes.putDouble(time_ms);
        }
        for (int gid : frame.spikeGid()) {
            bytes.putInt(gid);
        }
        put(frame.values(), bytes);
        for (Frame.Samples some : frame.samples()) {
            bytes.putInt(some.trace()).putInt(some.values().length).putDouble(some.from_ms())
                    .putDouble(some.interval_ms());
            put(some.values(), bytes);
        }
        return bytes.flip();
    }

    private static void put(float[] values, ByteBuffer bytes) {
        bytes.asFloatBuffer().put(values);
        bytes.position(bytes.position() + Float.BYTES * values.length);
    }

    /** @throws IllegalArgumentException if they are not a frame of this version */
    public static Frame read(ByteBuffer message) {
        ByteBuffer bytes = message.slice().order(ByteOrder.LITTLE_ENDIAN);
        if (bytes.remaining() < HEAD || bytes.get() != VERSION || bytes.get() != FRAME) {
            throw new IllegalArgumentException("not a frame of version " + VERSION);
        }
        int state = bytes.get();
        int variable = Byte.toUnsignedInt(bytes.get());
        int number = bytes.getInt();
        double time_ms = bytes.getDouble();
        double speed = bytes.getDouble();
        int run = bytes.getInt();
        int values = bytes.getInt();
        int spikes = bytes.getInt();
        int blocks = bytes.getInt();
        int lost = bytes.getInt();
        bytes.getInt();
        need(bytes, spikes, Double.BYTES + Integer.BYTES);
        double[] spike_ms = new double[spikes];
        int[] gid = new int[spikes];
        for (int i = 0; i < spikes; i++) {
            spike_ms[i] = bytes.getDouble();
        }
        for (int i = 0; i < spikes; i++) {
            gid[i] = bytes.getInt();
        }
        float[] value = floats(bytes, values);
        List<Frame.Samples> samples = new ArrayList<>();
        for (int b = 0; b < blocks; b++) {
            need(bytes, 1, BLOCK_HEAD);
            int trace = bytes.getInt();
            int count = bytes.getInt();
            double from_ms = bytes.getDouble();
            double interval_ms = bytes.getDouble();
            samples.add(new Frame.Samples(trace, from_ms, interval_ms, floats(bytes, count)));
        }
        if (state < 0 || state >= State.values().length) {
            throw new IllegalArgumentException("state " + state);
        }
        return new Frame(number, run, State.values()[state], time_ms, speed, variable, value, spike_ms, gid, samples,
                lost);
    }

    private static float[] floats(ByteBuffer bytes, int count) {
        need(bytes, count, Float.BYTES);
        float[] values = new float[count];
        bytes.asFloatBuffer().get(values);
        bytes.position(bytes.position() + Float.BYTES * count);
        return values;
    }

    private static void need(ByteBuffer bytes, int count, int size) {
        if (count < 0 || (long) count * size > bytes.remaining()) {
            throw new IllegalArgumentException("a frame that ends too early");
        }
    }
}
