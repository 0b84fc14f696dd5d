package huxley.viz.live;

import huxley.neuron.problem.InvalidInputException;
import huxley.synapse.Circuit;
import huxley.synapse.Experiment;
import huxley.synapse.Observer;
import huxley.synapse.Present;
import huxley.synapse.SavedState;
import huxley.synapse.Steering;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A running simulation as viewers see and steer it. Its {@link Steering} and {@link Observer} methods are for the thread that
 * computes, all others for any thread. What only the owner of the simulation can do (a reset, another value of a parameter)
 * ends the run: {@link #order} then says what it is.
 */
public final class LiveStream implements Steering, Observer {
    private static final long STATUS_ns = 500_000_000L;
    /** Steps, where no end is set. */
    private static final long ALL = Long.MAX_VALUE;

    /** Whoever runs the simulation. */
    public interface Owner {
        /** Whether the run is to end. */
        boolean wantsEnd();

        /** Why a command cannot be obeyed; empty if it can. */
        default String objection(Command command) {
            return "";
        }

        /** @return where the state was saved */
        String save(SavedState state) throws IOException;
    }

    /** Hears what became of a command. */
    @FunctionalInterface
    public interface Answered {
        void hear(Reply reply);
    }

    /** A command that waits to be obeyed. */
    public record Order(Command command, Answered answered) {
        public void obeyed(String message) {
            answered.hear(new Reply(command.name(), true, message));
        }

        public void refused(String message) {
            answered.hear(new Reply(command.name(), false, message));
        }
    }

    private final Owner owner;
    private final List<Viewer> viewers = new CopyOnWriteArrayList<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition asked = lock.newCondition();
    private final Queue<Order> orders = new ArrayDeque<>();

    private volatile @Nullable Scene scene;
    private volatile Status status = new Status(0, State.PAUSED, 0, 0, 0, 0, "");
    private @Nullable Order order;
    private @Nullable Circuit circuit;
    private @Nullable Sight sight;
    private @Nullable Scene draft;
    private Pace pace = new Pace(1);
    private State state;
    /** Time steps to do before standing still. */
    private long left;
    /** Whether an epoch is to be done before standing still, whatever its length. */
    private boolean anEpoch;
    private String variable = "v";
    private int values;
    private int frames;
    private long lastFrame_ns;
    private long lastStatus_ns;
    private double lastFrame_ms = Double.NaN;
    private volatile boolean someoneNew;

    /** @param state whether it runs at once or stands still at first */
    public LiveStream(State state, Owner owner) {
        this.owner = owner;
        this.state = state;
        left = state == State.RUNNING ? ALL : 0;
    }

    /** Before a simulation of a circuit starts, or goes on with other parameters. */
    public void show(Circuit next, Experiment experiment, String title, int run, Detail detail,
            List<Scene.Parameter> parameters) {
        circuit = next;
        SceneMaker maker = new SceneMaker(next);
        Scene.Cells cells = maker.cells(detail);
        sight = new Sight(next, cells);
        draft = new Scene(run, title, experiment.duration_ms(), experiment.dt_ms(), maker.shapes(), cells,
                maker.populations(), next.cells().size(), Detail.compartments(next), maker.traces(), List.of(),
                parameters);
        double limit = pace.limit();
        pace = new Pace(experiment.dt_ms());
        pace.limit(limit);
        values = draft.values();
        if (scene != null && run != status.run()) {
            state = State.PAUSED;
            left = 0;
            anEpoch = false;
        }
        lastFrame_ms = Double.NaN;
        order = null;
    }

    /** Someone watches from now on. */
    public Viewer join() {
        Viewer viewer = new Viewer(this);
        viewers.add(viewer);
        Scene now = scene;
        if (now != null) {
            viewer.show(now);
        }
        viewer.tell(status);
        someoneNew = true;
        wake();
        return viewer;
    }

    void leave(Viewer viewer) {
        viewers.remove(viewer);
    }

    /** Asks for something; it is done between epochs. */
    public void ask(Command command, Answered answered) {
        lock.lock();
        try {
            orders.add(new Order(command, answered));
            asked.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void wake() {
        lock.lock();
        try {
            asked.signalAll();
        } finally {
            lock.unlock();
        }
    }

    public Status status() {
        return status;
    }

    /** Why the run was ended before its time: what the owner is to do. */
    public Optional<Order> order() {
        return Optional.ofNullable(order);
    }

    /** After the run: it came to its end, failed or was stopped. */
    public void ended(State how, double time_ms, String message) {
        state = how;
        left = 0;
        tell(time_ms, message);
    }

    /** After the run: waits until viewers have seen its end. */
    public void drain(long atMost_ms) throws InterruptedException {
        long end_ns = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(atMost_ms);
        while (viewers.stream().anyMatch(Viewer::hasNews) && System.nanoTime() < end_ns) {
            Thread.sleep(5);
        }
    }

    /** After the run: waits for what the owner is to do. Other commands are refused. */
    public Order await() throws InterruptedException {
        while (true) {
            Order next = next(Long.MAX_VALUE);
            if (next != null) {
                switch (next.command()) {
                case Command.Set _ -> {
                    return next;
                }
                case Command.Reset _ -> {
                    return next;
                }
                case Command.Stop _ -> {
                    return next;
                }
                default -> next.refused("the run has ended; reset it first");
                }
            }
        }
    }

    @Override
    public long steps(Present present) {
        publishScene(present);
        while (true) {
            Order next;
            while (order == null && (next = poll()) != null) {
                obey(next, present);
            }
            if (order != null || owner.wantsEnd()) {
                return STOP;
            }
            if (left <= 0 && state == State.RUNNING) {
                state = State.PAUSED;
            }
            look(present);
            long wait_ns = state == State.PAUSED ? Long.MAX_VALUE : pace.early_ns(System.nanoTime(), present.time_ms());
            if (wait_ns <= 0) {
                return stepsNow();
            }
            sleep(wait_ns);
        }
    }

    @Override
    public void done(Present present) {
        publishScene(present);
        lastFrame_ns = 0;
        look(present);
    }

    private long stepsNow() {
        if (anEpoch) {
            anEpoch = false;
            left = 0;
            return AN_EPOCH;
        }
        long steps = Math.min(left, viewers.isEmpty() && pace.limit() <= 0 ? AN_EPOCH : pace.steps());
        left = left == ALL ? left : left - steps;
        return steps;
    }

    private void publishScene(Present present) {
        if (draft != null && sight != null) {
            sight.keep(present);
            Scene made = new Scene(draft.run(), draft.title(), draft.duration_ms(), draft.dt_ms(), draft.shapes(),
                    draft.cells(), draft.populations(), draft.allCells(), draft.allCompartments(), draft.traces(),
                    sight.variables(), draft.parameters());
            scene = made;
            draft = null;
            viewers.forEach(v -> v.show(made));
            pace.start(System.nanoTime(), present.time_ms());
            if (made.variables().stream().noneMatch(v -> v.name().equals(variable))) {
                variable = made.variables().isEmpty() ? "" : made.variables().getFirst().name();
            }
        }
    }

    private void obey(Order next, Present present) {
        String objection = owner.objection(next.command());
        if (!objection.isEmpty()) {
            next.refused(objection);
            return;
        }
        switch (next.command()) {
        case Command.Run _ -> go(ALL, present);
        case Command.Pause _ -> {
            left = 0;
            anEpoch = false;
        }
        case Command.Step step -> {
            if (step.steps() < 1) {
                next.refused("steps are " + step.steps() + "; give 1 or more");
                return;
            }
            go(step.steps(), present);
        }
        case Command.Epoch _ -> {
            go(1, present);
            anEpoch = true;
        }
        case Command.Speed speed -> {
            if (!(speed.limit() >= 0) || Double.isInfinite(speed.limit())) {
                next.refused("a limit of " + speed.limit() + " is not possible; give 0 or more");
                return;
            }
            pace.limit(speed.limit());
            pace.start(System.nanoTime(), present.time_ms());
        }
        case Command.Watch watch -> {
            Scene now = scene;
            if (now == null || now.variables().stream().noneMatch(v -> v.name().equals(watch.variable()))) {
                next.refused("there is no variable '" + watch.variable() + "'");
                return;
            }
            variable = watch.variable();
            lastFrame_ms = Double.NaN;
        }
        case Command.Inject inject -> {
            Optional<String> wrong = wrong(inject).or(() -> present.inject(inject.gid(), inject.compartment(),
                    inject.current_nA(), inject.duration_ms()));
            if (wrong.isPresent()) {
                next.refused(wrong.get());
                return;
            }
        }
        case Command.Set _ -> order = next;
        case Command.Reset _ -> order = next;
        case Command.Checkpoint _ -> {
            try {
                next.obeyed(owner.save(present.state()));
            } catch (IOException cannot) {
                next.refused("cannot save the state: " + cannot.getMessage());
            } catch (InvalidInputException unfit) {
                next.refused(unfit.problems().getFirst().message());
            }
            return;
        }
        case Command.Stop _ -> order = next;
        }
        if (order == null) {
            next.obeyed("");
        }
    }

    private Optional<String> wrong(Command.Inject inject) {
        Circuit of = circuit;
        int cells = of == null ? 0 : of.cells().size();
        if (of == null || inject.gid() < 0 || inject.gid() >= cells) {
            return Optional.of("there is no cell " + inject.gid() + "; the model has " + cells);
        }
        int compartments = of.cells().get(inject.gid()).cell().compartments().size();
        if (inject.compartment() < 0 || inject.compartment() >= compartments) {
            return Optional.of("cell " + inject.gid() + " has no compartment " + inject.compartment() + "; it has "
                    + compartments);
        }
        return Double.isFinite(inject.current_nA()) && inject.duration_ms() > 0
                ? Optional.empty()
                : Optional.of("a current of " + inject.current_nA() + " nA for " + inject.duration_ms()
                        + " ms is not possible");
    }

    private void go(long steps, Present present) {
        left = steps;
        anEpoch = false;
        if (state != State.RUNNING) {
            pace.start(System.nanoTime(), present.time_ms());
        }
        state = State.RUNNING;
    }

    /** Shows viewers what there is, if it is time to. */
    private void look(Present present) {
        long now_ns = System.nanoTime();
        pace.measure(now_ns, present.time_ms());
        boolean moved = present.time_ms() != lastFrame_ms;
        boolean due = now_ns - lastFrame_ns >= Pace.FRAME_ns || state == State.PAUSED;
        if (!viewers.isEmpty() && (someoneNew || moved && due)) {
            someoneNew = false;
            present.handOver();
            frame(present);
            lastFrame_ns = System.nanoTime();
            lastFrame_ms = present.time_ms();
        }
        if (status.state() != state || status.limit() != pace.limit() || now_ns - lastStatus_ns >= STATUS_ns) {
            tell(present.time_ms(), "");
        }
    }

    private void frame(Present present) {
        Scene now = scene;
        if (now == null || sight == null) {
            return;
        }
        int index = 0;
        while (index < now.variables().size() - 1 && !now.variables().get(index).name().equals(variable)) {
            index++;
        }
        Frame frame = new Frame(frames++, now.run(), state, present.time_ms(), pace.speed_ms_per_s(), index,
                sight.read(variable, present, values), new double[0], new int[0], List.of(), 0);
        viewers.forEach(v -> v.show(frame));
    }

    private void tell(double time_ms, String message) {
        lastStatus_ns = System.nanoTime();
        Scene now = scene;
        Status next = new Status(now == null ? 0 : now.run(), state, time_ms, now == null ? 0 : now.duration_ms(),
                state == State.RUNNING ? pace.speed_ms_per_s() : 0, pace.limit(), message);
        status = next;
        viewers.forEach(v -> v.tell(next));
    }

    private @Nullable Order poll() {
        lock.lock();
        try {
            return orders.poll();
        } finally {
            lock.unlock();
        }
    }

    private @Nullable Order next(long atMost_ns) throws InterruptedException {
        lock.lock();
        try {
            if (orders.isEmpty()) {
                asked.await(atMost_ns, TimeUnit.NANOSECONDS);
            }
            return orders.poll();
        } finally {
            lock.unlock();
        }
    }

    private void sleep(long atMost_ns) {
        lock.lock();
        try {
            if (orders.isEmpty() && !someoneNew) {
                asked.awaitNanos(Math.min(atMost_ns, STATUS_ns));
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            order = new Order(new Command.Stop(), _ -> {
            });
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void traces(int[] probes, double[] time_ms, double[][] values) {
        Scene now = scene;
        for (int p = 0; p < probes.length && now != null && !viewers.isEmpty(); p++) {
            float[] some = new float[time_ms.length];
            for (int i = 0; i < some.length; i++) {
                some[i] = (float) values[p][i];
            }
            Frame.Samples samples = new Frame.Samples(probes[p], time_ms[0], now.traces().get(probes[p]).interval_ms(),
                    some);
            viewers.forEach(v -> v.add(samples));
        }
    }

    @Override
    public void spikes(int[] gid, double[] time_ms) {
        viewers.forEach(v -> v.add(gid, time_ms));
    }
}
