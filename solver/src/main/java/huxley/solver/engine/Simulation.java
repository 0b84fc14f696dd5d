package huxley.solver.engine;

import huxley.neuron.problem.InvalidInputException;
import huxley.solver.accelerator.AcceleratorFailure;
import huxley.solver.accelerator.Outcome.Failure;
import huxley.solver.engine.Exchange.Wishes;
import huxley.solver.precision.Precision;
import huxley.synapse.Circuit;
import huxley.synapse.Experiment;
import huxley.synapse.Observer;
import huxley.synapse.SavedState;
import huxley.synapse.Steering;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A circuit moving through time. Built once, run once.
 *
 * <p>Time goes by epochs: as many steps as no spike of one group can act on another. Groups that hear nothing (spike
 * generators) go first in every epoch, so that their delays, which may be 0, do not shorten it. Results are the same bits
 * for any grouping and any number of threads.
 */
public final class Simulation {
    private final Circuit circuit;
    private final Experiment experiment;
    private final Assembly assembly;
    private final Group[] groups;
    private final Epochs epochs;
    private final Exchange exchange;
    private final Ranks ranks;
    /** Empty where everything is advanced here. */
    private final AcceleratedGroups accelerated;
    private final int threads;
    private final Precision precision;
    private final long steps;
    private long reached;
    private SpikeList announced = new SpikeList();
    private StateKeeper keeper = StateKeeper.NONE;

    /**
     * @throws IllegalArgumentException if a gid is in no group or several, or a delay between groups is below one step
     * @throws InvalidInputException if a projection has a delay below one step between cells
     */
    public Simulation(Circuit circuit, Experiment experiment, Engine engine) {
        this.circuit = circuit;
        this.experiment = experiment;
        assembly = new Assembly(circuit, experiment, engine);
        ranks = assembly.ranks;
        groups = assembly.groups.toArray(Group[]::new);
        threads = engine.threads();
        precision = engine.precision();
        steps = Math.max(1, Math.round(experiment.duration_ms() / experiment.dt_ms()));
        epochs = new Epochs(circuit, experiment, assembly,
                AcceleratedGroups.choose(engine.accelerator(), assembly, experiment.dt_ms()), threads);
        accelerated = new AcceleratedGroups(engine.accelerator(), assembly, epochs.accelerated);
        exchange = new Exchange(circuit, assembly, threads);
    }

    /** Steps that groups advance without looking at each other. */
    public int epochSteps() {
        return epochs.steps;
    }

    /** Lets someone keep the state from time to time while it runs. */
    public void keepStates(StateKeeper by) {
        keeper = by;
    }

    /** Compartments of all cells. */
    public long compartments() {
        return circuit.cells().stream().mapToLong(c -> c.cell().compartments().size()).sum();
    }

    /**
     * Runs to the end, or to the end of the epoch in which {@code stop} first says so.
     *
     * @return simulated time reached, ms
     * @throws NumericalFailure when numbers go wrong, after everything recorded before has been handed to the observer
     * @throws AcceleratorFailure when an accelerator fails, likewise
     */
    public double run(Observer observer, BooleanSupplier stop) {
        return run(observer, stop, null);
    }

    /** As {@link #run(Observer, BooleanSupplier)}, steered by the first rank. */
    public double run(Observer observer, BooleanSupplier stop, @Nullable Steering steering) {
        Recorder recorder = recorder(observer, -1, new SpikeList());
        try (Crew crew = new Crew(threads, precision, largest())) {
            long settle = Math.round(experiment.settle_ms() / experiment.dt_ms());
            advance(crew, recorder, g -> g.initialize(-settle * experiment.dt_ms()));
            steps(crew, recorder, -settle, 0);
            hand(crew, recorder, epochs.hearing, Wishes.NONE);
            recorder.reserve(0);
            advance(crew, recorder, Group::start);
            return advance(crew, recorder, 0, stop, steering);
        }
    }

    /**
     * As {@link #run}, from a state on: the end of the run is the same as if it had not been interrupted. What was recorded
     * until then is not recorded again.
     *
     * @throws IllegalArgumentException if the state is of another circuit or not at the end of a step of this run
     */
    public double resume(SavedState state, Observer observer, BooleanSupplier stop) {
        return resume(state, observer, stop, null);
    }

    /** As {@link #resume(SavedState, Observer, BooleanSupplier)}, steered by the first rank. */
    public double resume(SavedState state, Observer observer, BooleanSupplier stop, @Nullable Steering steering) {
        long from = Math.round(state.time_ms() / experiment.dt_ms());
        if (!state.differences(circuit).isEmpty() || from >= steps
                || Math.abs(from * experiment.dt_ms() - state.time_ms()) > Epochs.ROUNDING * experiment.dt_ms()) {
            throw new IllegalArgumentException("a state at " + state.time_ms() + " ms; " + state.differences(circuit));
        }
        Snapshot snapshot = new Snapshot(circuit, assembly);
        try (Crew crew = new Crew(threads, precision, largest())) {
            advance(crew, recorder(observer, -1, new SpikeList()), g -> g.initialize(0));
            SpikeList announced = snapshot.restore(state, exchange);
            assembly.groups.forEach(Group::tellVoltages);
            Recorder recorder = recorder(observer, from, announced);
            return advance(crew, recorder, from, stop, steering);
        }
    }

    /**
     * The state that a run has ended with. Of several ranks all call this, and rank 0 gets the state of all.
     */
    public SavedState state() {
        return state(announced);
    }

    private SavedState state(SpikeList later) {
        return new Snapshot(circuit, assembly).take(reached * experiment.dt_ms(), later);
    }

    private void keepState(Recorder recorder) {
        accelerated.bringHome();
        recorder.flush();
        SavedState state = state(recorder.later());
        if (ranks.isFirst()) {
            keeper.keep(state);
        }
        accelerated.embark();
    }

    private Recorder recorder(Observer observer, long lastStep, SpikeList later) {
        return new Recorder(groups, assembly.recordings.samples, experiment.dt_ms(), observer, lastStep, later,
                ranks);
    }

    private double advance(Crew crew, Recorder recorder, long first, BooleanSupplier stop,
            @Nullable Steering steering) {
        reached = first;
        Helm helm = new Helm(assembly, recorder, accelerated, experiment.dt_ms(), () -> state(recorder.later()),
                steering);
        long longest = Math.min(epochs.steps, recorder.mostSteps());
        accelerated.embark();
        try {
            boolean stopped = ranks.any(stop.getAsBoolean());
            while (reached < steps && !stopped) {
                long from = reached;
                long asked = helm.steps(from);
                if (asked == Steering.STOP) {
                    break;
                }
                long to = Math.min(steps, from + Math.min(longest, asked));
                recorder.reserve(to);
                steps(crew, recorder, from, to);
                boolean stopsHere = stop.getAsBoolean();
                hand(crew, recorder, epochs.hearing, new Wishes(stopsHere, recorder.isPressing(),
                        keeper.wants(to * experiment.dt_ms())));
                reached = to;
                recorder.epochDone(reached * experiment.dt_ms(), reached == steps, exchange.wishes().flush());
                if (exchange.wishes().keepState() && reached < steps) {
                    keepState(recorder);
                }
                stopped = exchange.wishes().stop();
            }
            if (reached == steps) {
                helm.done(reached);
            }
            accelerated.bringHome();
        } catch (AcceleratorFailure failure) {
            exchange.fail(failure);
            recorder.flushUpToFailure();
            throw failure;
        } finally {
            accelerated.close();
        }
        recorder.flush();
        announced = recorder.later();
        return reached * experiment.dt_ms();
    }

    /** One epoch, or, before t = 0, settling, up to the exchange. Groups joined by gap junctions look at each other in every step. */
    private void steps(Crew crew, Recorder recorder, long from, long to) {
        for (Group group : groups) {
            group.events.advanceUntil(to * experiment.dt_ms());
        }
        advance(crew, recorder, epochs.leading, g -> steps(g, from, to));
        if (accelerated.isAway()) {
            accelerated.launch(from, to);
        } else {
            doAll(crew, recorder, epochs.accelerated, g -> steps(g, from, to));
        }
        doAll(crew, recorder, epochs.following, g -> steps(g, from, to));
        if (accelerated.isAway()) {
            finish(crew, recorder);
        }
        if (epochs.coupled.length > 0) {
            for (long step = from; step < to; step++) {
                long now = step;
                doAll(crew, recorder, epochs.coupled, g -> step(g, now));
            }
            doAll(crew, recorder, epochs.coupled, Group::checkStates);
        }
    }

    /** Waits for the groups that an accelerator advances. */
    private void finish(Crew crew, Recorder recorder) {
        List<Failure> failures = accelerated.finish();
        if (!failures.isEmpty()) {
            Failure first = failures.getFirst();
            accelerated.bringHome();
            doAll(crew, recorder, new int[] {accelerated.index(first)}, g -> accelerated.fail(first));
        }
    }

    private static void steps(Group group, long from, long to) {
        if (group.hasEventsOnly() && from >= 0) {
            group.catchUp(to);
        } else {
            for (long step = from; step < to; step++) {
                step(group, step);
            }
            group.checkStates();
        }
    }

    private static void step(Group group, long step) {
        if (step < 0) {
            group.settle(step);
        } else {
            group.step(step);
        }
    }

    private void advance(Crew crew, Recorder recorder, Crew.Work work) {
        advance(crew, recorder, epochs.leading, work);
        advance(crew, recorder, epochs.hearing, work);
    }

    /** Does the work on some groups, and hands their spikes to those that hear them. */
    private void advance(Crew crew, Recorder recorder, int[] some, Crew.Work work) {
        doAll(crew, recorder, some, work);
        hand(crew, recorder, some, Wishes.NONE);
    }

    private void hand(Crew crew, Recorder recorder, int[] some, Wishes wishes) {
        RuntimeException lost;
        try {
            lost = exchange.hand(some, crew, wishes);
        } catch (NumericalFailure elsewhere) {
            recorder.flushUpToFailure();
            throw elsewhere;
        }
        if (lost != null) {
            throw lost;
        }
    }

    private void doAll(Crew crew, Recorder recorder, int[] some, Crew.Work work) {
        RuntimeException failure = crew.forAll(groups, some, work);
        if (failure != null) {
            RuntimeException explained = explained(failure);
            exchange.fail(explained);
            recorder.flushUpToFailure();
            throw explained;
        }
    }

    private RuntimeException explained(RuntimeException failure) {
        return switch (failure) {
        case Group.NotFinite notFinite -> new Diagnosis(circuit, assembly.location).of(notFinite);
        case Group.StateNotFinite state -> new Diagnosis(circuit, assembly.location).of(state);
        case KernelFailure kernel -> new Diagnosis(circuit, assembly.location).of(kernel);
        default -> failure;
        };
    }

    private int largest() {
        int length = 0;
        for (Group group : groups) {
            length = Math.max(length, group.memory.layout.length());
        }
        return length;
    }
}
