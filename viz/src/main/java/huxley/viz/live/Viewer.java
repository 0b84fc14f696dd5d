package huxley.viz.live;

import huxley.viz.live.Frame.Samples;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A place from which a simulation is watched. It keeps the newest scene, status and values, and all spikes and samples since it
 * was last looked at, up to a bound: who looks seldom misses frames, and the simulation waits for nobody.
 */
public final class Viewer implements Window {
    /** Spikes, and samples, kept for a viewer that does not look. */
    static final int MOST = 1 << 20;

    private final LiveStream stream;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition something = lock.newCondition();
    private @Nullable Scene scene;
    private @Nullable Status status;
    private @Nullable Frame values;
    private double[] spike_ms = new double[64];
    private int[] spikeGid = new int[64];
    private int spikes;
    private final List<Samples> samples = new ArrayList<>();
    private int sampled;
    private int lost;
    private boolean closed;

    Viewer(LiveStream stream) {
        this.stream = stream;
    }

    /** What is new, at once. */
    public News poll() {
        lock.lock();
        try {
            return news();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public News take(long atMost_ms) throws InterruptedException {
        lock.lock();
        try {
            long left = TimeUnit.MILLISECONDS.toNanos(atMost_ms);
            while (scene == null && status == null && values == null && !closed && left > 0) {
                left = something.awaitNanos(left);
            }
            return news();
        } finally {
            lock.unlock();
        }
    }

    boolean hasNews() {
        lock.lock();
        try {
            return scene != null || status != null || values != null;
        } finally {
            lock.unlock();
        }
    }

    private News news() {
        Frame frame = null;
        if (values != null) {
            frame = new Frame(values.number(), values.run(), values.state(), values.time_ms(), values.speed(),
                    values.variable(), values.values(), Arrays.copyOf(spike_ms, spikes),
                    Arrays.copyOf(spikeGid, spikes), List.copyOf(samples), lost);
            forget();
        }
        News news = new News(scene, status, frame);
        scene = null;
        status = null;
        values = null;
        return news;
    }

    private void forget() {
        spikes = 0;
        samples.clear();
        sampled = 0;
        lost = 0;
    }

    void show(Scene next) {
        lock.lock();
        try {
            scene = next;
            values = null;
            forget();
            something.signalAll();
        } finally {
            lock.unlock();
        }
    }

    void tell(Status next) {
        lock.lock();
        try {
            status = next;
            something.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** @param next without spikes and samples */
    void show(Frame next) {
        lock.lock();
        try {
            values = next;
            something.signalAll();
        } finally {
            lock.unlock();
        }
    }

    void add(int[] gid, double[] time_ms) {
        lock.lock();
        try {
            int before = Math.min(spikes, Math.max(0, MOST - gid.length));
            int taken = Math.min(gid.length, MOST);
            lost += spikes - before + gid.length - taken;
            if (before + taken > spikeGid.length) {
                int room = Math.min(MOST, Math.max(before + taken, 2 * spikeGid.length));
                spikeGid = Arrays.copyOf(spikeGid, room);
                spike_ms = Arrays.copyOf(spike_ms, room);
            }
            if (before < spikes) {
                System.arraycopy(spikeGid, spikes - before, spikeGid, 0, before);
                System.arraycopy(spike_ms, spikes - before, spike_ms, 0, before);
            }
            System.arraycopy(gid, gid.length - taken, spikeGid, before, taken);
            System.arraycopy(time_ms, gid.length - taken, spike_ms, before, taken);
            spikes = before + taken;
        } finally {
            lock.unlock();
        }
    }

    void add(Samples more) {
        lock.lock();
        try {
            samples.add(more);
            sampled += more.values().length;
            while (sampled > MOST) {
                int length = samples.removeFirst().values().length;
                sampled -= length;
                lost += length;
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void ask(Command command, LiveStream.Answered answered) {
        stream.ask(command, answered);
    }

    /** Watches no longer. */
    @Override
    public void close() {
        stream.leave(this);
        lock.lock();
        try {
            closed = true;
            something.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
