package huxley.solver.engine;

import huxley.neuron.mechanism.Mechanism.Hook.Moment;
import huxley.solver.engine.Instances.Bound;
import huxley.solver.precision.Numbers;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Cells that are advanced together by one thread: everything that happens within a step. */
final class Group {
    final GroupMemory memory;
    final GroupEvents events;
    /** In the order in which their currents are summed and their states advanced. */
    final List<Instances> mechanisms;
    final Stimuli stimuli = new Stimuli();
    final List<Sampler> samplers = new ArrayList<>();
    /** Lasting cost of a step relative to other groups. */
    final long cost;

    private final Cable cable;
    private final double voltageFactor;
    private final IonMemory[] ions;
    private final Instances[] currents;
    private final Instances[] states;
    /** [moment] */
    private final Bound[][] hooks = new Bound[Moment.values().length][];
    private final double dt_ms;
    private @Nullable MembraneCurrents membraneCurrents;
    private @Nullable GapEnds gapEnds;

    /** @param secondOrder Crank-Nicolson: the solver makes half a step, which is doubled */
    Group(GroupMemory memory, GroupEvents events, List<Instances> mechanisms, Cable cable, boolean secondOrder) {
        this.memory = memory;
        this.events = events;
        this.mechanisms = mechanisms;
        this.cable = cable;
        voltageFactor = secondOrder ? 2 : 1;
        ions = memory.ions.values().toArray(IonMemory[]::new);
        currents = mechanisms.stream().filter(m -> m.current != null).toArray(Instances[]::new);
        states = mechanisms.stream().filter(m -> m.state != null).toArray(Instances[]::new);
        for (Moment moment : Moment.values()) {
            hooks[moment.ordinal()] = mechanisms.stream().map(m -> m.hooks.get(moment)).filter(Objects::nonNull)
                    .toArray(Bound[]::new);
        }
        dt_ms = memory.dt_ms[0];
        events.belongTo(this);
        cost = memory.layout.nodes * 2L
                + mechanisms.stream().mapToLong(m -> (long) m.nodes.padded() * m.code.fields.size()).sum();
    }

    void record(MembraneCurrents recorded) {
        membraneCurrents = recorded;
    }

    void couple(GapEnds ends) {
        gapEnds = ends;
    }

    /** Tells the cells joined to these where the membrane is, whichever step comes next. */
    void tellVoltages() {
        tellVoltages(0);
        tellVoltages(1);
    }

    private void tellVoltages(long step) {
        if (gapEnds != null) {
            gapEnds.tell(memory.v_mV, step);
        }
    }

    /** By which a solution of the cable equation is multiplied. */
    double voltageFactor() {
        return voltageFactor;
    }

    /** What only the group itself can do in a step, beside its mechanisms; empty if there is nothing. */
    Optional<String> peculiarity() {
        if (membraneCurrents != null) {
            return Optional.of("records membrane currents");
        }
        if (gapEnds != null) {
            return Optional.of("gap junctions");
        }
        return stimuli.targets().stream().map(Slot::numbers).anyMatch(this::isShared)
                ? Optional.of("plays into a variable that all instances share")
                : Optional.empty();
    }

    /** Whether there is one number, or array of numbers, for all instances. */
    private boolean isShared(Numbers numbers) {
        return numbers.length() == 1 || mechanisms.stream().anyMatch(m -> m.shares(numbers));
    }

    /** Whether nothing has to be done step by step. */
    boolean hasEventsOnly() {
        return memory.layout.nodes == 0 && samplers.isEmpty()
                && mechanisms.stream().allMatch(m -> m.state == null && m.hooks.isEmpty());
    }

    /** Brings everything to t = 0; {@code start_ms} is when stimuli begin. */
    void initialize(double start_ms) {
        memory.time_ms[0] = 0;
        events.prepare();
        for (IonMemory ion : ions) {
            ion.reset();
        }
        stimuli.playAt(start_ms, true);
        hook(Moment.BEFORE_INITIAL);
        for (Instances instances : mechanisms) {
            if (instances.initial != null) {
                instances.initial.sweep();
            }
        }
        hook(Moment.AFTER_INITIAL);
        events.initialize();
        tellVoltages();
    }

    /** After initialization, instead of settling: a saved state follows. */
    void continueAt(double t_ms) {
        memory.time_ms[0] = t_ms;
        events.restart(t_ms);
        stimuli.playAt(t_ms, false);
    }

    /** After settling: detectors look where the membrane is, events at t = 0 happen, currents are computed. */
    void start() {
        memory.time_ms[0] = 0;
        events.startDetectors();
        events.advanceUntil(0);
        events.deliver(0);
        currents(0);
        hook(Moment.BEFORE_STEP);
        sample(0);
    }

    /** Advances without events and recording; {@code step} counts up to 0. */
    void settle(long step) {
        toMiddle(step);
        toEnd(step);
    }

    /** All events up to the start of a step, for groups that have nothing else. */
    void catchUp(long step) {
        memory.time_ms[0] = step * dt_ms;
        events.deliver(2 * step);
    }

    /** One step, from {@code step * dt} on. */
    void step(long step) {
        events.detect(step * dt_ms);
        events.deliver(2 * step + 1);
        toMiddle(step);
        toEnd(step);
        hook(Moment.BEFORE_STEP);
        sample(step + 1);
        events.deliver(2 * step + 2);
    }

    /** Looks at what the voltages cannot show: states that no current depends on. */
    void checkStates() {
        for (int i = 0; i < states.length; i++) {
            int[] found = states[i].notFinite();
            if (found != null) {
                throw new StateNotFinite(this, states[i], found[0], found[1]);
            }
        }
    }

    private void toMiddle(long step) {
        memory.time_ms[0] = (step + 0.5) * dt_ms;
        stimuli.playAt(memory.time_ms[0], true);
        currents(step);
        stimuli.drive(memory.time_ms[0], memory.rightHandSide());
        solve();
    }

    private void toEnd(long step) {
        memory.time_ms[0] = (step + 1) * dt_ms;
        tellVoltages(step + 1);
        stimuli.playAt(memory.time_ms[0], false);
        for (Instances instances : states) {
            if (instances.state != null) {
                instances.state.sweep();
            }
        }
        for (Instances instances : states) {
            for (int i = 0; i < instances.diffusions.size(); i++) {
                instances.diffusions.get(i).step();
            }
        }
        hook(Moment.AFTER_SOLVE);
    }

    private void currents(long step) {
        for (IonMemory ion : ions) {
            ion.refreshReversals();
            ion.clearCurrents();
        }
        hook(Moment.BEFORE_BREAKPOINT);
        memory.rightHandSide().fill(0, memory.layout.length(), 0);
        memory.diagonal().fill(0, memory.layout.length(), 0);
        if (membraneCurrents != null) {
            membraneCurrents.clear();
        }
        for (Instances instances : currents) {
            if (instances.isElectrode) {
                count(1);
            }
            if (instances.current != null) {
                instances.current.sweep();
            }
            if (instances.isElectrode) {
                count(-1);
            }
        }
        count(1);
        if (gapEnds != null) {
            gapEnds.inject(memory.v_mV, step, memory.rightHandSide(), memory.diagonal());
        }
    }

    /** What stands in the right-hand side counts as membrane current, or no more. */
    private void count(int sign) {
        if (membraneCurrents != null) {
            membraneCurrents.count(memory.rightHandSide(), memory.diagonal(), sign);
        }
    }

    private void solve() {
        Numbers rhs = memory.rightHandSide();
        if (!cable.eliminate(memory.v_mV, rhs, memory.diagonal())) {
            throw new NotFinite(this);
        }
        cable.substitute(memory.v_mV, rhs, memory.diagonal(), voltageFactor);
        if (voltageFactor == 2) {
            for (IonMemory ion : ions) {
                ion.correctCurrents(rhs);
            }
        }
        if (membraneCurrents != null) {
            membraneCurrents.solved(rhs);
        }
    }

    /** The solution is not finite; voltages are still those before it. */
    static final class NotFinite extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final transient Group group;

        NotFinite(Group group) {
            this.group = group;
        }

        Group group() {
            return group;
        }
    }

    /** A state is not finite. */
    static final class StateNotFinite extends RuntimeException {
        private static final long serialVersionUID = 1;
        final transient Group group;
        final transient Instances instances;
        final int memory;
        final int index;

        StateNotFinite(Group group, Instances instances, int memory, int index) {
            this.group = group;
            this.instances = instances;
            this.memory = memory;
            this.index = index;
        }
    }

    private void hook(Moment moment) {
        for (Bound hook : hooks[moment.ordinal()]) {
            hook.sweep();
        }
    }

    private void sample(long step) {
        for (int i = 0; i < samplers.size(); i++) {
            samplers.get(i).sample(step);
        }
    }
}
