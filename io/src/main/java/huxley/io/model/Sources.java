package huxley.io.model;

import huxley.io.document.DocumentReader;
import huxley.io.document.Node;
import huxley.io.sonata.SpikeTrains;
import huxley.neuron.mechanism.Mechanism;
import huxley.neuron.problem.InvalidInputException;
import huxley.neuron.problem.Problem;
import huxley.neuron.problem.Source;
import huxley.neuron.problem.Span;
import huxley.synapse.Circuit.ArtificialCell;
import huxley.synapse.Population;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Artificial cells: those the model names, then those that inputs of synapses bring along. */
final class Sources {
    private static final double FOREVER = 1e9;

    private record Spiking(String mechanism, Map<String, Double> parameters, double[] times_ms) {
    }

    private final Census census;
    private final MechanismLibrary library;
    private final Documents documents;
    private final Values values;
    private final List<@Nullable ArtificialCell> all = new ArrayList<>();
    private final Map<Node, Integer> replays = new IdentityHashMap<>();

    Sources(Census census, MechanismLibrary library, Documents documents, Values values) {
        this.census = census;
        this.library = library;
        this.documents = documents;
        this.values = values;
    }

    /** A source under {@code sources}. */
    void add(Node.Field field, Entry entry) {
        Optional<Node> named = entry.node(ModelFormat.SOURCE_MECHANISM);
        Node mention = named.orElse(field.value());
        Optional<Spiking> generated = spiking(entry, ModelFormat.SOURCE_TIMES);
        String name = generated.map(Spiking::mechanism).orElseGet(() -> entry.text(ModelFormat.SOURCE_MECHANISM));
        Optional<Mechanism> mechanism = name.isEmpty()
                ? Optional.empty()
                : library.find(name, mention, mention.where(), values, Mechanism.Kind.ARTIFICIAL);
        int count = census.gids(field.name()).size();
        for (int i = 0; i < count; i++) {
            String label = Census.label(field.name(), i, count);
            all.add(mechanism.map(m -> new ArtificialCell(label, m, generated.map(Spiking::parameters)
                    .orElseGet(() -> new Settings(values).point(m, entry.named(ModelFormat.PLACE_PARAMETERS))),
                    generated.map(Spiking::times_ms).orElse(new double[0]))).orElse(null));
        }
    }

    /** A population of artificial cells; their parameters may differ. */
    void add(Node.Field field, Entry entry, Population population, Individuals individuals) {
        Optional<Node> named = entry.node(ModelFormat.SOURCE_MECHANISM);
        Node mention = named.orElse(field.value());
        Optional<Node.Text> replay = entry.texts(NetworkFormat.SPIKES_FROM).stream().findFirst();
        Optional<Spiking> generated = replay.isPresent()
                ? Optional.of(new Spiking("VecStim", Map.of(), new double[0]))
                : spiking(entry, ModelFormat.SOURCE_TIMES);
        String name = generated.map(Spiking::mechanism).orElseGet(() -> entry.text(ModelFormat.SOURCE_MECHANISM));
        Optional<Mechanism> mechanism = name.isEmpty()
                ? Optional.empty()
                : library.find(name, mention, mention.where(), values, Mechanism.Kind.ARTIFICIAL);
        double[][] trains = replay.map(text -> replayed(text, population)).orElse(new double[0][]);
        Map<String, double[]> varied = new LinkedHashMap<>();
        mechanism.ifPresent(m -> entry.named(NetworkFormat.VARIED).forEach(parameter -> new Settings(values)
                .parameter(m, parameter).ifPresent(variable -> varied.put(variable.name(),
                        individuals.draw(parameter, population, Measure.of(m, variable, values))))));
        for (int i = 0; i < population.count(); i++) {
            Map<String, Double> parameters = new LinkedHashMap<>(generated.map(Spiking::parameters).orElse(Map.of()));
            int index = i;
            varied.forEach((parameter, value) -> parameters.put(parameter, value[index]));
            String label = Census.label(field.name(), i, population.count());
            double[] times_ms = replay.isPresent()
                    ? i < trains.length ? trains[i] : new double[0]
                    : generated.map(Spiking::times_ms).orElse(new double[0]);
            all.add(mechanism.map(m -> new ArtificialCell(label, m, parameters, times_ms)).orElse(null));
        }
    }

    private double[][] replayed(Node.Text text, Population population) {
        try {
            SpikeTrains trains = SpikeTrains.read(documents.resolve(text), text.where());
            SpikeTrains.Train train = trains.knows(population.name()) || trains.populations().size() != 1
                    ? trains.of(population.name())
                    : trains.populations().values().iterator().next();
            for (int i = 0; i < train.node().length; i++) {
                if (train.node()[i] < 0 || train.node()[i] >= population.count()) {
                    values.report(text, text.where(), "a spike of cell " + train.node()[i] + " in \"" + text.value()
                            + "\", but population '" + population.name() + "' has " + population.count()
                            + " cells, counted from 0", "give \"count\"");
                } else if (!(train.time_ms()[i] >= 0)) {
                    values.report(text, text.where(), "spike times must be 0 ms or later, got " + train.time_ms()[i]
                            + " ms in \"" + text.value() + "\"", null);
                }
            }
            return train.byNode(population.count());
        } catch (InvalidInputException e) {
            Problem first = e.problems().getFirst();
            values.report(text, first.where(), first.message(), first.hint());
            return new double[0][];
        }
    }

    /** The source an input brings along, as its gid; one and the same for all places if its spike times are given. */
    List<Integer> anonymous(Entry input) {
        Optional<Spiking> spiking = spiking(input, ModelFormat.INPUT_TIMES);
        Node key = input.node(ModelFormat.INPUT_TIMES).or(() -> input.node(ModelFormat.INPUT_FILE)).orElse(null);
        if (spiking.isEmpty()) {
            return List.of();
        }
        Integer known = key == null ? null : replays.get(key);
        if (known != null) {
            return List.of(known);
        }
        Node mention = key != null
                ? key
                : input.node(ModelFormat.INPUT_GENERATOR).or(() -> input.node(ModelFormat.POISSON)).orElseThrow();
        Optional<Mechanism> mechanism = library.find(spiking.get().mechanism(), mention, mention.where(), values,
                Mechanism.Kind.ARTIFICIAL);
        if (mechanism.isEmpty()) {
            return List.of();
        }
        int gid = census.cellCount() + all.size();
        all.add(new ArtificialCell("input[" + all.size() + "]", mechanism.get(), spiking.get().parameters(),
                spiking.get().times_ms()));
        if (key != null) {
            replays.put(key, gid);
        }
        return List.of(gid);
    }

    private Optional<Spiking> spiking(Entry entry, Shape.Key times) {
        Optional<Entry> generator = entry.entry(ModelFormat.INPUT_GENERATOR);
        if (generator.isPresent()) {
            return Optional.of(new Spiking("NetStim", generator(generator.get()), new double[0]));
        }
        if (entry.has(ModelFormat.POISSON)) {
            double rate_Hz = entry.number(ModelFormat.POISSON);
            checkAbove0(entry, ModelFormat.POISSON, "Hz");
            return Optional.of(new Spiking("NetStim",
                    Map.of("interval", 1000 / rate_Hz, "number", FOREVER, "start", 0.0, "noise", 1.0), new double[0]));
        }
        if (entry.has(times)) {
            return Optional.of(
                    new Spiking("VecStim", Map.of(), checked(entry.node(times).orElseThrow(), entry.numbers(times))));
        }
        if (entry.node(ModelFormat.INPUT_FILE).orElse(null) instanceof Node.Text text) {
            return Optional.of(new Spiking("VecStim", Map.of(), file(text)));
        }
        return Optional.empty();
    }

    private Map<String, Double> generator(Entry entry) {
        Map<String, Double> parameters = new LinkedHashMap<>();
        parameters.put("interval", entry.has(ModelFormat.GENERATOR_RATE)
                ? 1000 / entry.number(ModelFormat.GENERATOR_RATE)
                : entry.number(ModelFormat.GENERATOR_INTERVAL));
        parameters.put("number", (double) entry.whole(ModelFormat.GENERATOR_NUMBER));
        parameters.put("start", entry.number(ModelFormat.GENERATOR_START));
        parameters.put("noise", entry.number(ModelFormat.GENERATOR_NOISE));
        Optional<Node> noise = entry.node(ModelFormat.GENERATOR_NOISE);
        double fraction = entry.number(ModelFormat.GENERATOR_NOISE);
        if (noise.isPresent() && (fraction < 0 || fraction > 1)) {
            values.report(noise.get(), noise.get().where(), "\"noise\" must lie between 0 and 1, got " + fraction,
                    null);
        }
        checkAbove0(entry, ModelFormat.GENERATOR_INTERVAL, "ms");
        checkAbove0(entry, ModelFormat.GENERATOR_RATE, "Hz");
        return parameters;
    }

    private void checkAbove0(Entry entry, Shape.Key key, String unit) {
        Optional<Node> node = entry.node(key);
        if (node.isPresent() && entry.number(key) <= 0) {
            values.report(node.get(), node.get().where(), "\"" + key.name() + "\" must be above 0 " + unit, null);
        }
    }

    private double[] checked(Node node, double[] times_ms) {
        if (Arrays.stream(times_ms).anyMatch(t -> t < 0)) {
            values.report(node, node.where(), "spike times must be 0 ms or later", null);
        }
        double[] sorted = times_ms.clone();
        Arrays.sort(sorted);
        return sorted;
    }

    private double[] file(Node.Text text) {
        try {
            Source source = DocumentReader.load(documents.resolve(text), text.where());
            List<Double> times = new ArrayList<>();
            for (DataLine line : DataLine.of(source)) {
                times.add(time(line.text(), line.where()));
            }
            return checked(text, times.stream().mapToDouble(t -> t).toArray());
        } catch (InvalidInputException e) {
            Problem first = e.problems().getFirst();
            values.report(text, first.where(), first.message(), first.hint());
            return new double[0];
        }
    }

    private static double time(String line, Span where) {
        try {
            return Double.parseDouble(line);
        } catch (NumberFormatException e) {
            throw new InvalidInputException(
                    Problem.error(where, "expected a spike time in ms, got '" + line + "'", null));
        }
    }

    /** The mechanism of a source; null if it could not be bound. */
    @Nullable
    Mechanism mechanism(int gid) {
        ArtificialCell cell = all.get(gid - census.cellCount());
        return cell == null ? null : cell.mechanism();
    }

    List<ArtificialCell> all() {
        List<ArtificialCell> bound = new ArrayList<>();
        for (ArtificialCell cell : all) {
            if (cell != null) {
                bound.add(cell);
            }
        }
        return bound;
    }
}
