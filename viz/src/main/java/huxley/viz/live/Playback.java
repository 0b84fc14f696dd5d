package huxley.viz.live;

import huxley.synapse.Circuit;
import huxley.synapse.Circuit.Quantity;
import huxley.synapse.Experiment;
import huxley.viz.live.Frame.Samples;
import huxley.viz.live.LiveStream.Answered;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Results as if they were being made again. Places whose potential was recorded have their values, others have none. For one
 * viewer; time goes on while it looks.
 */
public final class Playback implements Window {
    private static final double NS_PER_S = 1e9;
    private static final double MS_PER_S = 1e3;

    /**
     * A trace.
     *
     * @param probe index into the probes of the circuit
     * @param time_ms [sample] ascending, evenly spaced
     */
    public record Recorded(int probe, double[] time_ms, double[] values) {
    }

    private Scene scene;
    private final List<Recorded> traces;
    /** [trace] index into the values of a frame, -1 if it is no potential that is seen */
    private final int[] place;
    private final double[] spike_ms;
    private final int[] spikeGid;
    private State state = State.PAUSED;
    /** Simulated seconds per second. */
    private double speed = 1;
    private double time_ms;
    private double told_ms = -1;
    private long last_ns = System.nanoTime();
    private int frames;
    private boolean hasScene = true;
    private boolean hasStatus = true;
    private boolean closed;

    /**
     * @param spike_ms [spike] ascending
     * @param spikeGid [spike]
     */
    public Playback(Circuit circuit, Experiment experiment, String title, double reached_ms, List<Recorded> traces,
            double[] spike_ms, int[] spikeGid) {
        SceneMaker maker = new SceneMaker(circuit);
        Scene.Cells cells = maker.cells(Detail.ORDINARY);
        scene = new Scene(0, title, reached_ms, experiment.dt_ms(), maker.shapes(), cells, maker.populations(),
                circuit.cells().size(), Detail.compartments(circuit), maker.traces(), List.of(Sight.VOLTAGE),
                List.of());
        this.traces = List.copyOf(traces);
        this.spike_ms = spike_ms;
        this.spikeGid = spikeGid;
        place = traces.stream().mapToInt(t -> placeOf(circuit.probes().get(t.probe()).quantity(), cells)).toArray();
    }

    private static int placeOf(Quantity quantity, Scene.Cells cells) {
        if (quantity instanceof Quantity.Voltage v) {
            int first = 0;
            for (int cell = 0; cell < cells.size(); cell++) {
                if (cells.gid()[cell] == v.gid() && v.compartment() < cells.shown()[cell]) {
                    return first + v.compartment();
                }
                first += cells.shown()[cell];
            }
        }
        return -1;
    }

    @Override
    public synchronized News take(long atMost_ms) throws InterruptedException {
        proceed();
        if (!hasScene && !hasStatus && time_ms == told_ms && atMost_ms > 0 && !closed) {
            wait(atMost_ms);
            proceed();
        }
        Frame frame = time_ms == told_ms ? null : frame();
        News news = new News(hasScene ? scene : null, hasStatus ? status() : null, frame);
        hasScene = false;
        hasStatus = false;
        return news;
    }

    private void proceed() {
        long now_ns = System.nanoTime();
        if (state == State.RUNNING) {
            time_ms = Math.min(scene.duration_ms(), time_ms + (now_ns - last_ns) / NS_PER_S * speed * MS_PER_S);
            if (time_ms >= scene.duration_ms()) {
                state = State.FINISHED;
            }
            hasStatus = true;
        }
        last_ns = now_ns;
    }

    private Status status() {
        return new Status(scene.run(), state, time_ms, scene.duration_ms(), speed * MS_PER_S, speed, "");
    }

    private Frame frame() {
        float[] values = new float[scene.values()];
        Arrays.fill(values, Float.NaN);
        List<Samples> samples = new ArrayList<>();
        for (int t = 0; t < traces.size(); t++) {
            Recorded trace = traces.get(t);
            int from = after(trace.time_ms, told_ms);
            int to = after(trace.time_ms, time_ms);
            if (place[t] >= 0 && to > 0) {
                values[place[t]] = (float) trace.values[to - 1];
            }
            if (to > from) {
                float[] some = new float[to - from];
                for (int i = 0; i < some.length; i++) {
                    some[i] = (float) trace.values[from + i];
                }
                samples.add(new Samples(trace.probe, trace.time_ms[from],
                        scene.traces().get(trace.probe).interval_ms(), some));
            }
        }
        int from = after(spike_ms, told_ms);
        int to = Math.max(from, after(spike_ms, time_ms));
        told_ms = time_ms;
        return new Frame(frames++, scene.run(), state, time_ms, speed * MS_PER_S, 0, values,
                Arrays.copyOfRange(spike_ms, from, to), Arrays.copyOfRange(spikeGid, from, to), samples, 0);
    }

    /** How many are not later. */
    private static int after(double[] times_ms, double time_ms) {
        int found = Arrays.binarySearch(times_ms, Math.nextUp(time_ms));
        return found >= 0 ? found : -found - 1;
    }

    @Override
    public void ask(Command command, Answered answered) {
        answered.hear(obey(command));
    }

    private synchronized Reply obey(Command command) {
        proceed();
        String objection = switch (command) {
        case Command.Run _ -> {
            if (time_ms >= scene.duration_ms()) {
                rewind();
            }
            state = State.RUNNING;
            yield "";
        }
        case Command.Pause _ -> {
            state = State.PAUSED;
            yield "";
        }
        case Command.Step step -> {
            move(step.steps() * scene.dt_ms());
            yield "";
        }
        case Command.Epoch _ -> {
            move(1);
            yield "";
        }
        case Command.Speed limit -> {
            speed = limit.limit() > 0 ? limit.limit() : 1;
            yield "";
        }
        case Command.Reset _ -> {
            rewind();
            state = State.PAUSED;
            yield "";
        }
        case Command.Watch _,Command.Inject _,Command.Set _,Command.Checkpoint _,Command.Stop _ ->
            "these are results; view the model to change anything";
        };
        hasStatus = true;
        notifyAll();
        return new Reply(command.name(), objection.isEmpty(), objection);
    }

    private void move(double by_ms) {
        state = State.PAUSED;
        time_ms = Math.min(scene.duration_ms(), time_ms + by_ms);
    }

    private void rewind() {
        time_ms = 0;
        told_ms = -1;
        scene = new Scene(scene.run() + 1, scene.title(), scene.duration_ms(), scene.dt_ms(), scene.shapes(),
                scene.cells(), scene.populations(), scene.allCells(), scene.allCompartments(), scene.traces(),
                scene.variables(), scene.parameters());
        hasScene = true;
    }

    @Override
    public synchronized void close() {
        closed = true;
        notifyAll();
    }
}
