package huxley.app;

import huxley.io.formula.Quantity;
import huxley.io.model.Model;
import huxley.io.results.StateFile;
import huxley.neuron.problem.InvalidInputException;
import huxley.solver.accelerator.AcceleratorFailure;
import huxley.solver.engine.NumericalFailure;
import huxley.solver.engine.Simulation;
import huxley.synapse.Observer;
import huxley.synapse.SavedState;
import huxley.viz.live.Command;
import huxley.viz.live.Detail;
import huxley.viz.live.LiveStream;
import huxley.viz.live.LiveStream.Order;
import huxley.viz.live.Scene;
import huxley.viz.live.State;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A model that is simulated while viewers watch and steer. Another value of a parameter is given by going on from the present
 * state with the model read again, so that the same can be done with {@code --save-state}, {@code --set} and
 * {@code --from-state}.
 */
final class LiveRun implements LiveStream.Owner {
    private final Map<String, String> settings;
    private final Equipment equipment;
    private final Path folder;
    private final BooleanSupplier stop;
    private final LiveStream stream;
    /** By parameter. */
    private final Map<String, StringJoiner> changes = new LinkedHashMap<>();
    private final boolean resets;
    private Model model;
    private int run;
    private @Nullable Simulation running;

    /**
     * @param settings what the command line set
     * @param folder for saved states
     * @param resets whether the run may begin anew
     */
    LiveRun(Model model, Map<String, String> settings, Equipment equipment, Path folder, State start, boolean resets,
            BooleanSupplier stop) {
        this.resets = resets;
        this.model = model;
        this.settings = new LinkedHashMap<>(settings);
        this.equipment = equipment;
        this.folder = folder;
        this.stop = stop;
        stream = new LiveStream(start, this);
    }

    LiveStream stream() {
        return stream;
    }

    Model model() {
        return model;
    }

    /** The simulation that ran last. */
    Simulation last() {
        return Objects.requireNonNull(running);
    }

    /** What the command line set and viewers changed, such as {@code 2 nA, 3 nA from 12.5 ms on}. */
    Map<String, String> history() {
        Map<String, String> history = new LinkedHashMap<>(settings);
        changes.forEach((name, values) -> history.put(name, values.toString()));
        return history;
    }

    /**
     * Runs to the end, or until someone wants it to end or to begin anew.
     *
     * @param simulation of the model
     * @return what is wanted, if it is not over
     */
    Optional<Order> run(Simulation simulation, @Nullable SavedState from, Observer observer) {
        running = simulation;
        SavedState state = from;
        show();
        while (true) {
            Observer all = new Both(observer, stream);
            if (state == null) {
                running.run(all, stop, stream);
            } else {
                running.resume(state, all, stop, stream);
            }
            Order order = stream.order().orElse(null);
            if (order == null || !(order.command() instanceof Command.Set set)) {
                return Optional.ofNullable(order);
            }
            state = running.state();
            change(set, order, state);
            running = Run.simulation(model.circuit(), model.experiment(), equipment);
            show();
        }
    }

    /** Runs until someone wants it to stop, again after every reset. Nothing is written. */
    void play(Simulation first, @Nullable SavedState from) throws InterruptedException {
        Simulation simulation = first;
        SavedState state = from;
        while (true) {
            Order order = once(simulation, state);
            while (order.command() instanceof Command.Set set) {
                change(set, order, null);
                order = stream.await();
            }
            if (order.command() instanceof Command.Stop) {
                order.obeyed("");
                return;
            }
            simulation = reset();
            state = model.start();
            order.obeyed("");
        }
    }

    /** One run, and what is wanted after it. */
    private Order once(Simulation simulation, @Nullable SavedState from) throws InterruptedException {
        Optional<Order> order;
        try {
            order = run(simulation, from, new Nobody());
            if (order.isPresent()) {
                return order.get();
            }
            stream.ended(stop.getAsBoolean() ? State.STOPPED : State.FINISHED, stream.status().time_ms(), "");
        } catch (NumericalFailure | AcceleratorFailure failure) {
            stream.ended(State.FAILED, stream.status().time_ms(), String.valueOf(failure.getMessage()));
        }
        return stop.getAsBoolean() ? new Order(new Command.Stop(), _ -> {
        }) : stream.await();
    }

    /** Records nothing. */
    private static final class Nobody implements Observer {
        @Override
        public void traces(int[] probes, double[] time_ms, double[][] values) {
        }

        @Override
        public void spikes(int[] gid, double[] time_ms) {
        }
    }

    /** Begins anew. */
    Simulation reset() {
        run++;
        model = Models.read(model.file(), settings);
        return Run.simulation(model.circuit(), model.experiment(), equipment);
    }

    /** Takes another value, if the model allows it. */
    void change(Command.Set set, Order order, @Nullable SavedState state) {
        if (!model.parameters().containsKey(set.parameter())) {
            order.refused("there is no parameter '" + set.parameter() + "'; there are "
                    + String.join(", ", model.parameters().keySet()));
            return;
        }
        Map<String, String> wanted = new LinkedHashMap<>(settings);
        wanted.put(set.parameter(), set.value());
        Model next;
        try {
            next = Models.read(model.file(), wanted);
        } catch (InvalidInputException wrong) {
            order.refused(wrong.problems().getFirst().message());
            return;
        }
        String before = String.valueOf(model.parameters().get(set.parameter()));
        settings.put(set.parameter(), set.value());
        if (state == null || !fits(state, next)) {
            order.obeyed("takes effect at the next reset");
            return;
        }
        model = next;
        changes.computeIfAbsent(set.parameter(), name -> new StringJoiner(", ").add(before))
                .add(String.format(Locale.ROOT, "%s from %.6g ms on", set.value(), state.time_ms()));
        order.obeyed("");
    }

    private boolean fits(SavedState state, Model next) {
        return state.differences(next.circuit()).isEmpty() && next.experiment().dt_ms() == model.experiment().dt_ms()
                && next.experiment().duration_ms() > state.time_ms()
                && next.circuit().probes().stream().map(p -> p.label() + p.interval_ms()).toList()
                        .equals(model.circuit().probes().stream().map(p -> p.label() + p.interval_ms()).toList());
    }

    private void show() {
        List<Scene.Parameter> parameters = model.parameters().entrySet().stream()
                .map(e -> parameter(e.getKey(), e.getValue())).toList();
        stream.show(model.circuit(), model.experiment(), model.title(), run, Detail.ORDINARY, parameters);
    }

    private static Scene.Parameter parameter(String name, Quantity quantity) {
        String unit = quantity.unit().text();
        return new Scene.Parameter(name, quantity.toString(), quantity.value(), unit.equals("1") ? "" : unit);
    }

    @Override
    public boolean wantsEnd() {
        return stop.getAsBoolean();
    }

    @Override
    public String objection(Command command) {
        return switch (command) {
        case Command.Reset _ when !resets -> "the results of this run are being written; stop it and start another";
        case Command.Set _ when equipment.team().ranks() > 1 ->
            "a run on several ranks keeps its parameters; save its state and go on with another value";
        default -> "";
        };
    }

    @Override
    public String save(SavedState state) throws IOException {
        Path file = folder.resolve(String.format(Locale.ROOT, "state-%.6gms.h5", state.time_ms()));
        StateFile.write(file, state);
        return file.toString();
    }

    /** Two observers, in this order. */
    private record Both(Observer first, Observer second) implements Observer {
        @Override
        public void traces(int[] probes, double[] time_ms, double[][] values) {
            first.traces(probes, time_ms, values);
            second.traces(probes, time_ms, values);
        }

        @Override
        public void spikes(int[] gid, double[] time_ms) {
            first.spikes(gid, time_ms);
            second.spikes(gid, time_ms);
        }

        @Override
        public void report(int report, double[] time_ms, double[][] values) {
            first.report(report, time_ms, values);
            second.report(report, time_ms, values);
        }

        @Override
        public void field(int electrode, double[] time_ms, double[] potential_mV) {
            first.field(electrode, time_ms, potential_mV);
            second.field(electrode, time_ms, potential_mV);
        }

        @Override
        public void progress(double time_ms) {
            first.progress(time_ms);
            second.progress(time_ms);
        }
    }
}
