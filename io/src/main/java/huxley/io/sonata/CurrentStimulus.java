package huxley.io.sonata;

import huxley.neuron.problem.InvalidInputException;
import huxley.neuron.problem.Problem;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * A current of the modules that the SONATA extension of the Blue Brain Project defines, as one of our electrodes. Some are
 * relative to what a cell needs to reach its threshold, which its node says ({@code threshold_current}, nA).
 *
 * @param mechanism of the electrode
 * @param parameters its values on a node
 */
record CurrentStimulus(String mechanism, PerNode parameters) {
    private static final Set<String> MODULES = Set.of("linear", "relative_linear", "pulse", "sinusoidal",
            "subthreshold",
            "hyperpolarizing", "ornstein_uhlenbeck", "relative_ornstein_uhlenbeck");
    /** Modules that are known, and why they are not simulated. */
    private static final Map<String, String> REFUSED = Map.of("noise",
            "the format does not say how often its noise is drawn; \"ornstein_uhlenbeck\" does", "shot_noise",
            "shot noise is not simulated", "absolute_shot_noise", "shot noise is not simulated", "relative_shot_noise",
            "shot noise is not simulated");
    /** An electrode that never stops. */
    private static final double FOREVER_MS = 1e9;
    private static final double PERCENT = 0.01;
    private static final double MS_PER_S = 1000;

    /** Values that a node has of its own. */
    @FunctionalInterface
    interface PerNode {
        Map<String, Double> of(NodePopulation population, int node);
    }

    /** What makes a number of one node. */
    @FunctionalInterface
    private interface Amount {
        double of(NodePopulation population, int node);
    }

    static boolean knows(String module) {
        return MODULES.contains(module) || REFUSED.containsKey(module);
    }

    /** @throws InvalidInputException if it lacks something, or is none that is simulated */
    static CurrentStimulus read(ConfigObject input, String module) {
        String reason = REFUSED.get(module);
        if (reason != null || input.text("input_type").orElse("").equals("conductance")) {
            throw wrong(input, "module", "input '" + input.name() + "' of module '" + module + "' is not supported: "
                    + (reason == null ? "it is a conductance, and only currents are" : reason));
        }
        return switch (module) {
        case "linear" -> ramp(input, "amp_start", "amp_end", CurrentStimulus::absolute);
        case "relative_linear" -> ramp(input, "percent_start", "percent_end", CurrentStimulus::percent);
        case "subthreshold" -> {
            double less = number(input, "percent_less");
            yield steady(input, (p, n) -> (100 - less) * PERCENT * current(input, p, n, "threshold_current"));
        }
        case "hyperpolarizing" -> steady(input, (p, n) -> current(input, p, n, "holding_current"));
        case "pulse" -> pulses(input);
        case "sinusoidal" -> {
            double amp_nA = number(input, "amp_start");
            double frequency_Hz = number(input, "frequency");
            input.node("dt");
            yield of(input, "SineClamp", (p, n) -> Map.of("amp", amp_nA, "freq", frequency_Hz));
        }
        case "ornstein_uhlenbeck" -> noise(input, "mean", "sigma", CurrentStimulus::absolute);
        case "relative_ornstein_uhlenbeck" -> noise(input, "mean_percent", "sd_percent", CurrentStimulus::percent);
        default -> throw new IllegalArgumentException(module);
        };
    }

    private interface Scale {
        Amount of(ConfigObject input, double number);
    }

    private static Amount absolute(ConfigObject input, double number) {
        return (population, node) -> number;
    }

    private static Amount percent(ConfigObject input, double number) {
        return (population, node) -> number * PERCENT * current(input, population, node, "threshold_current");
    }

    private static CurrentStimulus ramp(ConfigObject input, String from, String to, Scale scale) {
        double start = number(input, from);
        double end = input.number(to, start);
        Amount first = scale.of(input, start);
        Amount last = scale.of(input, end);
        return start == end
                ? steady(input, first)
                : of(input, "RampClamp", (p, n) -> Map.of("amp0", first.of(p, n), "amp1", last.of(p, n)));
    }

    private static CurrentStimulus steady(ConfigObject input, Amount amp_nA) {
        return of(input, "IClamp", (p, n) -> Map.of("amp", amp_nA.of(p, n)));
    }

    /** As many pulses as begin before the end. */
    private static CurrentStimulus pulses(ConfigObject input) {
        double amp_nA = number(input, "amp_start");
        if (input.number("amp_end", amp_nA) != amp_nA) {
            throw wrong(input, "amp_end", "input '" + input.name()
                    + "' has pulses that grow, which are not supported: give amp_start alone");
        }
        double width_ms = number(input, "width");
        double frequency_Hz = number(input, "frequency");
        if (!(width_ms >= 0) || !(frequency_Hz > 0)) {
            throw wrong(input, "frequency", "pulses of " + width_ms + " ms at " + frequency_Hz
                    + " Hz are not possible; a width is 0 ms or more, a frequency over 0 Hz");
        }
        double period_ms = MS_PER_S / frequency_Hz;
        double delay_ms = input.number("delay", 0);
        double number = Math.ceil(input.number("duration", FOREVER_MS) / period_ms);
        return new CurrentStimulus("TrainClamp", (p, n) -> Map.of("del", delay_ms, "width", width_ms, "period",
                period_ms, "number", number, "amp", amp_nA));
    }

    /** The process is advanced exactly from step to step of the run, whatever the file's dt; it begins at its mean. */
    private static CurrentStimulus noise(ConfigObject input, String mean, String deviation, Scale scale) {
        Amount mean_nA = scale.of(input, number(input, mean));
        Amount sd_nA = scale.of(input, number(input, deviation));
        double tau_ms = number(input, "tau");
        input.node("dt");
        input.node("reversal");
        return of(input, "NoiseClamp",
                (p, n) -> Map.of("mean", mean_nA.of(p, n), "sd", sd_nA.of(p, n), "tau", tau_ms));
    }

    private static CurrentStimulus of(ConfigObject input, String mechanism, PerNode amounts) {
        double delay_ms = input.number("delay", 0);
        double duration_ms = input.number("duration", FOREVER_MS);
        if (!(duration_ms >= 0)) {
            throw wrong(input, "duration", "a duration of " + duration_ms + " ms is not possible; it is 0 ms or more");
        }
        return new CurrentStimulus(mechanism, (population, node) -> {
            Map<String, Double> all = new LinkedHashMap<>(amounts.of(population, node));
            all.put("del", delay_ms);
            all.put("dur", duration_ms);
            return all;
        });
    }

    private static double number(ConfigObject input, String key) {
        double number = input.number(key, Double.NaN);
        if (Double.isNaN(number)) {
            throw wrong(input, key, "input '" + input.name() + "' has no number \"" + key + "\"");
        }
        return number;
    }

    /** A current that a node says. */
    private static double current(ConfigObject input, NodePopulation population, int node, String attribute) {
        double current_nA = population.number(node, "dynamics_params/" + attribute,
                population.number(node, attribute, Double.NaN));
        if (Double.isNaN(current_nA)) {
            throw wrong(input, "module", "input '" + input.name() + "' needs the " + attribute + " of node " + node
                    + " of population '" + population.name() + "', which its file does not say");
        }
        return current_nA;
    }

    private static InvalidInputException wrong(ConfigObject input, String key, String message) {
        return new InvalidInputException(Problem.error(input.where(key), message, null));
    }
}
