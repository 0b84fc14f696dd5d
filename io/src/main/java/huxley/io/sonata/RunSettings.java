package huxley.io.sonata;

import huxley.neuron.problem.InvalidInputException;
import huxley.neuron.problem.Problem;
import huxley.neuron.problem.Problems;
import huxley.neuron.problem.Span;
import huxley.neuron.problem.Suggestion;
import huxley.synapse.Experiment;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The {@code run} and {@code conditions} of a simulation.
 *
 * @param length_um {@code dL}: compartments are about twice as long at most; 0 if not said
 * @param threshold_mV at which the soma spikes
 */
record RunSettings(Experiment experiment, double initialVoltage_mV, double length_um, double threshold_mV) {
    private static final double BODY_DEGC = 34;
    private static final double REST_MV = -80;
    private static final double THRESHOLD_MV = -15;
    private static final double LENGTH_UM = 20;
    private static final Pattern QUANTITY = Pattern.compile("\\s*([-+.0-9eE]+)\\s*(\\w*)\\s*");
    private static final Map<String, Double> UNITS = Map.of("", 1.0, "ms", 1.0, "us", 1e-3, "s", 1e3, "mV", 1.0,
            "degC", 1.0, "um", 1.0);
    /** Keys that a setting may name, with the names that it goes by for our own models. */
    private static final Map<String, String> SETTINGS = Map.of("run.tstop", "run.tstop", "run.dt", "run.dt", "run.dL",
            "run.dL", "run.spike_threshold", "run.spike_threshold", "conditions.celsius", "conditions.celsius",
            "conditions.v_init", "conditions.v_init", "simulation.duration", "run.tstop", "simulation.dt", "run.dt");

    static RunSettings read(ConfigObject simulation, Map<String, String> settings, Problems problems) {
        Map<String, Double> set = set(settings);
        if (!simulation.has("run")) {
            throw new InvalidInputException(Problem.error(simulation.where(),
                    "this configuration has no \"run\": it describes a circuit, not a simulation",
                    "give the simulation_config.json that names this circuit under \"network\""));
        }
        ConfigObject run = simulation.object("run");
        ConfigObject conditions = simulation.object("conditions");
        double duration_ms = set.getOrDefault("run.tstop", run.number("tstop", Double.NaN));
        double dt_ms = set.getOrDefault("run.dt", run.number("dt", 0.1));
        if (!(duration_ms > 0)) {
            problems.error(run.where("tstop"), Double.isNaN(duration_ms)
                    ? "\"run\" says no tstop"
                    : "a tstop of " + duration_ms + " ms is not possible; it is over 0 ms", null);
            duration_ms = 1;
        }
        if (!(dt_ms > 0) || dt_ms > duration_ms) {
            problems.error(run.where("dt"),
                    "a dt of " + dt_ms + " ms is not possible; it is over 0 and at most tstop", null);
            dt_ms = duration_ms;
        }
        double celsius = set.getOrDefault("conditions.celsius", conditions.number("celsius", BODY_DEGC));
        long seed = (long) run.number("random_seed", 0);
        RunSettings read = new RunSettings(
                new Experiment(duration_ms, dt_ms, celsius, 0, seed, Experiment.Scheme.IMPLICIT_EULER, Map.of()),
                set.getOrDefault("conditions.v_init", conditions.number("v_init", REST_MV)),
                set.getOrDefault("run.dL", run.number("dL", LENGTH_UM)),
                set.getOrDefault("run.spike_threshold", run.number("spike_threshold", THRESHOLD_MV)));
        run.warnOfUnknownKeys("nsteps_block", "block_run", "block_size", "overwrite_output_dir", "duration",
                "spike_location", "integration_method", "stimulus_seed", "ionchannel_seed", "minis_seed",
                "synapse_seed", "electrodes_file", "forward_skip", "minis_single_vesicle", "allow_discontinuous");
        conditions.warnOfUnknownKeys("mechanisms", "modifications", "extracellular_calcium", "spike_location",
                "randomize_gaba_rise_time", "synapses_init_depleted");
        return read;
    }

    private static Map<String, Double> set(Map<String, String> settings) {
        Map<String, Double> set = new LinkedHashMap<>();
        settings.forEach((name, text) -> {
            String key = SETTINGS.get(name);
            Matcher matcher = QUANTITY.matcher(text);
            Span where = Span.none("--set " + name + "=" + text);
            if (key == null) {
                throw new InvalidInputException(Problem.error(where, "there is no setting '" + name + "'",
                        Suggestion.hint(name, "settings", SETTINGS.keySet())));
            }
            Double factor = matcher.matches() ? UNITS.get(String.valueOf(matcher.group(2))) : null;
            if (factor == null) {
                throw new InvalidInputException(Problem.error(where, "'" + text + "' is no number with a unit",
                        "such as 100 ms"));
            }
            set.put(key, Double.parseDouble(String.valueOf(matcher.group(1))) * factor);
        });
        return set;
    }
}
