package huxley.solver.accelerator;

import huxley.neuron.mechanism.Place;
import huxley.solver.accelerator.Epoch.Sampling;
import huxley.solver.accelerator.Outcome.Failure;
import huxley.solver.accelerator.Outcome.Kind;
import huxley.solver.accelerator.SelfEvents.Event;
import huxley.solver.accelerator.SelfEvents.Watched;
import huxley.solver.accelerator.StepProgram.Correction;
import huxley.solver.accelerator.StepProgram.Reception;
import huxley.solver.accelerator.StepProgram.Sweep;
import huxley.solver.cable.HinesSolver;
import huxley.solver.cable.SingleHinesSolver;
import huxley.solver.kernel.CompiledKernel;
import huxley.solver.kernel.Frame;
import huxley.solver.precision.Numbers;
import huxley.solver.precision.Precision;
import huxley.solver.program.Field;
import huxley.solver.program.Field.Storage;
import huxley.solver.program.Field.Symbol;
import huxley.solver.scalar.ScalarBackend;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** Does what a description says, in memory of its own and as simply as can be: the oracle of descriptions and of devices. */
public final class Interpreter implements Accelerator {
    /** Groups that have been loaded. */
    public int loaded;

    @Override
    public String name() {
        return "interpreter";
    }

    @Override
    public int workers() {
        return 1;
    }

    @Override
    public double compartmentStepsPerSecond(List<Resident> groups) {
        return 1;
    }

    @Override
    public Optional<Residence> load(List<Resident> groups, Map<String, Integer> others) {
        loaded += groups.size();
        return Optional.of(new Guests(groups.stream().map(Guest::new).toList()));
    }

    private static final class Guests implements Residence {
        private final List<Guest> guests;
        private final List<int[]> spikes = new ArrayList<>();
        private final List<Failure> failures = new ArrayList<>();

        Guests(List<Guest> guests) {
            this.guests = guests;
        }

        @Override
        public void launch(Epoch epoch) {
            spikes.clear();
            for (int g = 0; g < guests.size(); g++) {
                Guest guest = guests.get(g);
                guest.begin(epoch.arrivals()[g], epoch.sampling()[g]);
                for (int step = 0; step < epoch.steps() && guest.failure == null; step++) {
                    guest.step(epoch.from(), step, g, spikes);
                }
                guest.checkStates(epoch.steps());
                if (guest.failure != null) {
                    Failure f = guest.failure;
                    failures.add(new Failure(g, f.steps(), f.time_ms(), f.kind(), f.mechanism(), f.instance(),
                            f.code()));
                }
            }
        }

        @Override
        public Outcome finish() {
            int n = spikes.size();
            Outcome.Spikes list = new Outcome.Spikes(new int[n], new int[n], new int[n]);
            for (int i = 0; i < n; i++) {
                list.group()[i] = spikes.get(i)[0];
                list.step()[i] = spikes.get(i)[1];
                list.detector()[i] = spikes.get(i)[2];
            }
            return new Outcome(list, List.copyOf(failures));
        }

        @Override
        public void bringHome() {
            guests.forEach(Guest::bringHome);
        }

        @Override
        public void close() {
            guests.forEach(g -> g.memory.clear());
        }
    }

    private static final class Guest implements Frame.Effects {
        final List<Numbers> memory = new ArrayList<>();
        private final Resident resident;
        private final StepProgram program;
        private final boolean[] above;
        private final double[] weights;
        private final PriorityQueue<Event> pending = new PriorityQueue<>(SelfEvents.ORDER);
        private long inserted;
        private double event_ms;
        private int cause = -1;
        private int reception;
        private boolean watchesEndOthers;
        private final Map<Sweep, Frame> frames = new HashMap<>();
        private final Map<Sweep, CompiledKernel> kernels = new HashMap<>();
        private final @Nullable HinesSolver cable;
        private final @Nullable SingleHinesSolver singleCable;
        @Nullable
        Failure failure;
        private Arrivals arrivals = new Arrivals();
        private Sampling[] sampling = new Sampling[0];
        private int next;
        private int stepsDone;
        private int mechanism;
        private double now_ms;

        Guest(Resident resident) {
            this.resident = resident;
            program = resident.program();
            for (int a = 0; a < resident.arrays().length; a++) {
                Numbers from = resident.arrays()[a];
                boolean scratch = a == program.rightHandSide() || a == program.diagonal();
                Numbers to = Numbers.of(from.precision(), scratch ? resident.nodes() : from.length());
                for (int i = 0; i < from.length(); i++) {
                    to.set(i, from.get(i));
                }
                memory.add(to);
            }
            above = resident.detectors().above().clone();
            weights = resident.weights().clone();
            pending.addAll(resident.selfEvents().pending());
            inserted = resident.selfEvents().inserted();
            boolean isSingle = program.precision() == Precision.SINGLE;
            cable = isSingle ? null : new HinesSolver(resident.blocks(), program.rate_per_ms());
            singleCable = isSingle ? new SingleHinesSolver(resident.blocks(), program.rate_per_ms()) : null;
        }

        void begin(Arrivals coming, Sampling[] sampled) {
            arrivals = coming;
            sampling = sampled;
            next = 0;
            stepsDone = 0;
        }

        void step(long from, int step, int group, List<int[]> spikes) {
            double dt_ms = program.dt_ms();
            for (int i = 0; i < above.length; i++) {
                boolean now = memory.get(program.voltage()).get(resident.detectors().node()[i]) > resident.detectors()
                        .threshold_mV()[i];
                if (now && !above[i]) {
                    spikes.add(new int[] {group, step, i});
                }
                above[i] = now;
            }
            time((from + step) * dt_ms);
            watch();
            deliver(2 * step + 1, (from + step + 0.5) * dt_ms);
            time((from + step + 0.5) * dt_ms);
            play(true);
            currents();
            impose();
            if (!solve()) {
                failure = new Failure(0, step, now_ms, Kind.VOLTAGE, -1, -1, 0);
                return;
            }
            time((from + step + 1) * dt_ms);
            play(false);
            program.states().forEach(this::run);
            program.afterSolve().forEach(this::run);
            program.beforeStep().forEach(this::run);
            for (int s = 0; s < sampling.length; s++) {
                long late = from + step + 1 - sampling[s].first();
                if (late >= 0 && late % sampling[s].stride() == 0) {
                    sample(resident.samplers()[s], sampling[s], (int) (late / sampling[s].stride()));
                }
            }
            deliver(2 * step + 2, (from + step + 1) * dt_ms);
            stepsDone = step + 1;
        }

        private void play(boolean afterSteps) {
            for (Resident.Played played : resident.played()) {
                for (Resident.Waveform waveform : played.waveforms()) {
                    value(waveform, afterSteps)
                            .ifPresent(x -> memory.get(played.array()).set(played.index(), x));
                }
            }
        }

        private void impose() {
            Numbers rhs = memory.get(program.rightHandSide());
            for (Resident.Imposed imposed : resident.imposed()) {
                value(imposed.waveform(), true).ifPresent(x -> {
                    for (int i = 0; i < imposed.node().length; i++) {
                        int node = imposed.node()[i];
                        rhs.set(node, Math.fma(imposed.drive()[i], x, rhs.get(node)));
                    }
                });
            }
        }

        private OptionalDouble value(Resident.Waveform waveform, boolean afterSteps) {
            double[] time_ms = waveform.time_ms();
            double[] value = waveform.value();
            if (value.length == 0 || !waveform.interpolates() && now_ms < time_ms[0]) {
                return OptionalDouble.empty();
            }
            int come = 0;
            while (come < time_ms.length && (time_ms[come] < now_ms || afterSteps && time_ms[come] == now_ms)) {
                come++;
            }
            int last = Math.max(0, come - 1);
            if (come == 0 || come == time_ms.length || !waveform.interpolates()) {
                return OptionalDouble.of(value[last]);
            }
            double fraction = (now_ms - time_ms[last]) / (time_ms[come] - time_ms[last]);
            return OptionalDouble.of(value[last] + (value[come] - value[last]) * fraction);
        }

        private void sample(Resident.Sampler sampler, Sampling due, int row) {
            for (int i = 0; row < due.rows().length && i < sampler.size(); i++) {
                due.rows()[row][i] = memory.get(sampler.array()[i]).get(sampler.index()[i]);
            }
        }

        private void currents() {
            program.reversals().forEach(this::run);
            program.summed().forEach(a -> memory.get(a).fill(0));
            program.beforeBreakpoint().forEach(this::run);
            memory.get(program.rightHandSide()).fill(0);
            memory.get(program.diagonal()).fill(0);
            program.currents().forEach(this::run);
        }

        private boolean solve() {
            Numbers v = memory.get(program.voltage());
            Numbers rhs = memory.get(program.rightHandSide());
            Numbers d = memory.get(program.diagonal());
            if (cable != null) {
                if (!cable.eliminate(v.doubles(), rhs.doubles(), d.doubles())) {
                    return false;
                }
                cable.substitute(v.doubles(), rhs.doubles(), d.doubles(), program.voltageFactor());
            } else {
                SingleHinesSolver single = Objects.requireNonNull(singleCable);
                if (!single.eliminate(v.floats(), rhs.floats(), d.floats())) {
                    return false;
                }
                single.substitute(v.floats(), rhs.floats(), d.floats(), (float) program.voltageFactor());
            }
            for (Correction correction : program.voltageFactor() == 2 ? program.corrections() : List.<Correction>of()) {
                Numbers current = memory.get(correction.current());
                for (int i = 0; i < resident.nodes() - Frame.CHUNK; i++) {
                    current.set(i, Math.fma(memory.get(correction.slope()).get(i), rhs.get(i), current.get(i)));
                }
            }
            return true;
        }

        private void deliver(int halfStep, double until_ms) {
            while (true) {
                Event self = pending.isEmpty() || pending.element().time_ms() > until_ms ? null : pending.element();
                boolean arriving = next < arrivals.size() && arrivals.halfStep(next) <= halfStep;
                if (self != null && (!arriving || self.time_ms() < arrivals.time_ms(next)
                        || self.time_ms() == arrivals.time_ms(next) && self.wait_ms() >= arrivals.delay_ms(next))) {
                    pending.remove();
                    receive(self.reception(), self.instance(), self.time_ms(), self.connection(), self.flag(), -1);
                } else if (arriving) {
                    int i = next++;
                    receive(arrivals.reception(i), arrivals.instance(i), arrivals.time_ms(i), arrivals.connection(i), 0,
                            i);
                } else {
                    return;
                }
            }
        }

        private void receive(int to, int instance, double at_ms, int connection, double flag, int arrival) {
            Reception how = program.receptions().get(to);
            if (how.event() != null && failure == null) {
                reception = to;
                event_ms = at_ms;
                cause = connection;
                receive(how, how.event(), instance, flag, arrival);
                arm(to, instance);
            }
        }

        private double weight(Reception how, int index, int arrival) {
            if (!how.keepsWeights()) {
                return arrivals.weight(arrival, index);
            }
            return cause < 0 ? 0 : weights[cause * program.keptWeights() + index];
        }

        private void watch() {
            for (int r = 0; r < program.receptions().size(); r++) {
                Watched watched = resident.selfEvents().watched(r);
                int statements = program.receptions().get(r).watches().size();
                for (int i = 0; i < watched.state().length; i++) {
                    if (watched.state()[i] != Watched.OFF) {
                        boolean now = holds(r, i % statements, i / statements);
                        if (now && watched.state()[i] == Watched.FALSE) {
                            reception = r;
                            send(now_ms, 0, i / statements, -1, watched.flag()[i]);
                        }
                        watched.state()[i] = now ? Watched.TRUE : Watched.FALSE;
                    }
                }
            }
        }

        private boolean holds(int ofReception, int statement, int instance) {
            Sweep condition = program.receptions().get(ofReception).watches().get(statement);
            Frame frame = frame(condition);
            Numbers result = Numbers.of(0.0);
            for (int f = 0; f < condition.array().size(); f++) {
                if (condition.kernel().fields().get(f).storage() == Storage.EVENT) {
                    frame.bind(f, result);
                }
            }
            kernel(condition).run(frame, instance, instance + 1);
            return result.get(0) != 0;
        }

        /** Looks at the watches that an event has started. */
        private void arm(int ofReception, int instance) {
            Watched watched = resident.selfEvents().watched(ofReception);
            int statements = program.receptions().get(ofReception).watches().size();
            for (int s = 0; s < statements; s++) {
                int i = instance * statements + s;
                if (watched.state()[i] == Watched.STARTING) {
                    watched.state()[i] = holds(ofReception, s, instance) ? Watched.TRUE : Watched.FALSE;
                }
            }
        }

        private void receive(Reception how, Sweep event, int instance, double flag, int arrival) {
            watchesEndOthers = true;
            Frame frame = frame(event);
            for (int f = 0; f < event.array().size(); f++) {
                Field field = event.kernel().fields().get(f);
                if (field.storage() == Storage.EVENT) {
                    double value = switch (field.symbol()) {
                    case Symbol.Weight w -> weight(how, w.index(), arrival);
                    case Symbol.OfEngine e when e.quantity() == Place.Engine.T -> event_ms;
                    case Symbol.OfEngine e when e.quantity() == Place.Engine.FLAG -> flag;
                    default -> 0;
                    };
                    frame.bind(f, Numbers.of(value));
                }
            }
            mechanism = event.mechanism();
            kernel(event).run(frame, instance, instance + 1);
            for (int f = 0; how.keepsWeights() && cause >= 0 && f < event.array().size(); f++) {
                if (event.kernel().fields().get(f).symbol() instanceof Symbol.Weight w) {
                    weights[cause * program.keptWeights() + w.index()] = frame.get(f, 0);
                }
            }
        }

        private void run(Sweep sweep) {
            mechanism = sweep.mechanism();
            kernel(sweep).run(frame(sweep), 0, resident.instances()[sweep.instances()].padded());
        }

        private CompiledKernel kernel(Sweep sweep) {
            return kernels.computeIfAbsent(sweep,
                    s -> new ScalarBackend().compile(List.of(s.kernel())).getFirst());
        }

        private Frame frame(Sweep sweep) {
            return frames.computeIfAbsent(sweep, s -> {
                Resident.Instances at = resident.instances()[s.instances()];
                StepProgram.Placement placement = program.instances().get(s.instances());
                Frame frame = new Frame(s.array().size(), program.precision(), at.node(), placement.chunked(),
                        at.count(), at.padded(), placement.shared(), at.identity(), at.seed(), this,
                        (table, arguments) -> Double.NaN);
                for (int f = 0; f < s.array().size(); f++) {
                    if (s.array().get(f) >= 0) {
                        frame.bind(f, memory.get(s.array().get(f)));
                    }
                }
                return frame;
            });
        }

        private void time(double t_ms) {
            now_ms = t_ms;
            if (program.time() >= 0) {
                memory.get(program.time()).set(0, t_ms);
            }
        }

        void checkStates(int steps) {
            for (int array : program.finite()) {
                Numbers states = memory.get(array);
                for (int i = 0; i < states.length(); i++) {
                    if (failure == null && !Double.isFinite(states.get(i))) {
                        failure = new Failure(0, steps, now_ms, Kind.STATE, -1, -1, 0);
                    }
                }
            }
        }

        void bringHome() {
            for (int a = 0; a < memory.size(); a++) {
                Numbers to = resident.arrays()[a];
                for (int i = 0; i < to.length(); i++) {
                    to.set(i, memory.get(a).get(i));
                }
            }
            System.arraycopy(weights, 0, resident.weights(), 0, weights.length);
            resident.selfEvents().become(
                    pending.stream().sorted(Comparator.comparingLong(Event::number)).toList(), inserted);
            System.arraycopy(above, 0, resident.detectors().above(), 0, above.length);
        }

        @Override
        public void fail(int instance, int code) {
            if (failure == null) {
                failure = new Failure(0, stepsDone, now_ms, Kind.METHOD, mechanism, instance, code);
            }
        }

        @Override
        public void netSend(int instance, double delay_ms, double flag) {
            double[] movable = resident.selfEvents().movable(reception);
            if (flag == 1 && movable.length > 0) {
                movable[instance] = inserted;
            }
            send(event_ms + delay_ms, delay_ms, instance, cause, flag);
        }

        private void send(double at_ms, double wait_ms, int instance, int connection, double flag) {
            pending.add(new Event(at_ms, wait_ms, resident.selfEvents().gid(reception)[instance], reception, inserted++,
                    instance, connection, flag));
        }

        @Override
        public void netMove(int instance, double time_ms) {
            double[] movable = resident.selfEvents().movable(reception);
            Optional<Event> moved = pending.stream().filter(e -> e.number() == movable[instance]).findFirst();
            if (moved.isEmpty()) {
                fail(instance, Outcome.NOTHING_TO_MOVE);
                return;
            }
            Event event = moved.orElseThrow();
            pending.remove(event);
            movable[instance] = inserted;
            send(time_ms, time_ms - event_ms, instance, event.connection(), event.flag());
        }

        @Override
        public void netEvent(int instance, double time_ms) {
            throw new UnsupportedOperationException("net_event");
        }

        @Override
        public void watch(int instance, int index, double flag) {
            Watched watched = resident.selfEvents().watched(reception);
            int statements = program.receptions().get(reception).watches().size();
            if (watchesEndOthers) {
                Arrays.fill(watched.state(), instance * statements, (instance + 1) * statements, Watched.OFF);
                watchesEndOthers = false;
            }
            watched.state()[instance * statements + index] = Watched.STARTING;
            watched.flag()[instance * statements + index] = flag;
        }
    }
}
