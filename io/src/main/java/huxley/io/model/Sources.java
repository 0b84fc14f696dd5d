package huxley.io.model;

import huxley.io.document.DocumentReader;
import huxley.io.document.Node;
import huxley.neuron.mechanism.Mechanism;
import huxley.neuron.problem.InvalidInputException;
import huxley.neuron.problem.Problem;
import huxley.neuron.problem.Source;
import huxley.neuron.problem.Span;
import huxley.synapse.Circuit.ArtificialCell;
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
        Node mention = key != null ? key : input.node(ModelFormat.INPUT_GENERATOR).orElseThrow();
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
        parameters.put("interval", entry.number(ModelFormat.GENERATOR_INTERVAL));
        parameters.put("number", (double) entry.whole(ModelFormat.GENERATOR_NUMBER));
        parameters.put("start", entry.number(ModelFormat.GENERATOR_START));
        parameters.put("noise", entry.number(ModelFormat.GENERATOR_NOISE));
        Optional<Node> noise = entry.node(ModelFormat.GENERATOR_NOISE);
        double fraction = entry.number(ModelFormat.GENERATOR_NOISE);
        if (noise.isPresent() && (fraction < 0 || fraction > 1)) {
            values.report(noise.get(), noise.get().where(), "\"noise\" must lie between 0 and 1, got " + fraction,
                    null);
        }
        Optional<Node> interval = entry.node(ModelFormat.GENERATOR_INTERVAL);
        if (interval.isPresent() && entry.number(ModelFormat.GENERATOR_INTERVAL) <= 0) {
            values.report(interval.get(), interval.get().where(), "\"interval\" must be above 0 ms", null);
        }
        return parameters;
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
            int start = 0;
            for (String line : source.text().split("\n", -1)) {
                Span where = source.span(start, start + line.stripTrailing().length());
                start += line.length() + 1;
                String bare = line.replaceAll("#.*", "").strip();
                if (!bare.isEmpty()) {
                    times.add(time(bare, where));
                }
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
