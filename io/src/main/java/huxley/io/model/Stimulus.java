package huxley.io.model;

import huxley.io.document.Node;
import huxley.io.model.Shape.Key;
import huxley.neuron.units.Unit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The point process behind a stimulus of the format.
 *
 * @param parameters in the mechanism's own units
 * @param playInto the variable that {@code waveform} is played into, if there is one
 */
record Stimulus(String mechanism, Map<String, Double> parameters, Optional<Entry> waveform, String playInto) {
    private static final double FOREVER_ms = 1e9;
    private static final int CLAMP_LEVELS = 3;

    /** The stimulus an entry of {@code place} asks for; nothing if it names a mechanism itself. */
    static Optional<Stimulus> of(Entry placed, Values values) {
        for (Key key : List.of(ModelFormat.PLACE_STEP, ModelFormat.PLACE_RAMP, ModelFormat.PLACE_TRAIN,
                ModelFormat.PLACE_SINE, ModelFormat.PLACE_CHIRP, ModelFormat.PLACE_NOISE, ModelFormat.PLACE_WAVEFORM,
                ModelFormat.PLACE_CLAMP)) {
            Optional<Entry> entry = placed.entry(key);
            if (entry.isPresent()) {
                return Optional.of(of(key, entry.get(), values));
            }
        }
        return Optional.empty();
    }

    private static Stimulus of(Key kind, Entry e, Values values) {
        if (kind == ModelFormat.PLACE_WAVEFORM) {
            return new Stimulus("IClamp", Map.of("del", 0.0, "dur", FOREVER_ms), Optional.of(e), "amp");
        }
        if (kind == ModelFormat.PLACE_CLAMP) {
            return clamp(e, values);
        }
        checkDuration(e, values);
        return switch (kind.name()) {
        case "step" -> fixed("IClamp", e,
                Map.of("del", ModelFormat.START, "dur", ModelFormat.DURATION_OF, "amp", ModelFormat.AMPLITUDE));
        case "ramp" -> fixed("RampClamp", e, Map.of("del", ModelFormat.START, "dur", ModelFormat.DURATION_OF, "amp0",
                ModelFormat.RAMP_FROM, "amp1", ModelFormat.RAMP_TO));
        case "train" -> train(e);
        case "sine" -> fixed("SineClamp", e,
                Map.of("del", ModelFormat.START, "dur", ModelFormat.DURATION_OF, "amp", ModelFormat.AMPLITUDE, "freq",
                        ModelFormat.SINE_FREQUENCY, "phase", ModelFormat.PHASE, "offset", ModelFormat.OFFSET));
        case "chirp" -> fixed("ChirpClamp", e,
                Map.of("del", ModelFormat.START, "dur", ModelFormat.DURATION_OF, "amp", ModelFormat.AMPLITUDE, "f0",
                        ModelFormat.CHIRP_FROM, "f1", ModelFormat.CHIRP_TO, "offset", ModelFormat.OFFSET));
        case "noise" -> fixed("NoiseClamp", e, Map.of("del", ModelFormat.START, "dur", ModelFormat.DURATION_OF, "mean",
                ModelFormat.NOISE_MEAN, "sd", ModelFormat.NOISE_DEVIATION, "tau", ModelFormat.NOISE_TAU));
        default -> throw new IllegalStateException("stimulus " + kind.name() + "; please report");
        };
    }

    private static void checkDuration(Entry e, Values values) {
        for (Key key : List.of(ModelFormat.DURATION_OF, ModelFormat.NOISE_TAU, ModelFormat.PULSE_FREQUENCY)) {
            Optional<Node> node = e.node(key);
            if (node.isPresent() && e.number(key) <= 0) {
                values.report(node.get(), node.get().where(), "\"" + key.name() + "\" must be above 0", null);
            }
        }
    }

    private static Stimulus fixed(String mechanism, Entry e, Map<String, Key> keys) {
        Map<String, Double> parameters = new LinkedHashMap<>();
        keys.forEach((name, key) -> parameters.put(name, e.number(key)));
        return new Stimulus(mechanism, parameters, Optional.empty(), "");
    }

    private static Stimulus train(Entry e) {
        Stimulus train = fixed("TrainClamp", e,
                Map.of("del", ModelFormat.START, "width", ModelFormat.PULSE_WIDTH, "amp", ModelFormat.AMPLITUDE));
        Map<String, Double> parameters = new LinkedHashMap<>(train.parameters());
        parameters.put("period", 1000 / e.number(ModelFormat.PULSE_FREQUENCY));
        parameters.put("number", (double) e.whole(ModelFormat.PULSES));
        return new Stimulus(train.mechanism(), parameters, Optional.empty(), "");
    }

    private static Stimulus clamp(Entry e, Values values) {
        Map<String, Double> parameters = new LinkedHashMap<>();
        parameters.put("rs", e.number(ModelFormat.SERIES_RESISTANCE));
        List<Entry> levels = e.entries(ModelFormat.LEVELS);
        for (int i = 0; i < Math.min(levels.size(), CLAMP_LEVELS); i++) {
            checkDuration(levels.get(i), values);
            parameters.put("dur" + (i + 1), levels.get(i).number(ModelFormat.DURATION_OF));
            parameters.put("amp" + (i + 1), levels.get(i).number(ModelFormat.LEVEL_VOLTAGE));
        }
        if (levels.size() <= CLAMP_LEVELS && !levels.isEmpty()) {
            return new Stimulus("SEClamp", parameters, Optional.empty(), "");
        }
        double total_ms = levels.stream().mapToDouble(level -> level.number(ModelFormat.DURATION_OF)).sum();
        parameters.clear();
        parameters.put("rs", e.number(ModelFormat.SERIES_RESISTANCE));
        parameters.put("dur1", levels.isEmpty() ? FOREVER_ms : total_ms);
        return new Stimulus("SEClamp", parameters, Optional.of(e), "amp1");
    }

    /** The points of the waveform that is played, in {@code unit}. */
    Optional<Waveform> points(Unit unit, Documents documents, Values values) {
        if (waveform.isEmpty()) {
            return Optional.empty();
        }
        Entry e = waveform.get();
        List<Entry> levels = playInto.equals("amp1") ? e.entries(ModelFormat.LEVELS) : List.of();
        if (levels.isEmpty()) {
            Optional<Entry> points = playInto.equals("amp1") ? e.entry(ModelFormat.CLAMP_WAVEFORM) : waveform;
            return points.flatMap(p -> Waveform.read(p, unit, documents, values));
        }
        List<Double> times = new ArrayList<>();
        List<Double> volts = new ArrayList<>();
        double t = 0;
        for (Entry level : levels) {
            times.add(t);
            volts.add(level.number(ModelFormat.LEVEL_VOLTAGE));
            t += level.number(ModelFormat.DURATION_OF);
        }
        return Optional.of(new Waveform(times.stream().mapToDouble(d -> d).toArray(),
                volts.stream().mapToDouble(d -> d).toArray(), false));
    }
}
