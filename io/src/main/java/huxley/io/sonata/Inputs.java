package huxley.io.sonata;

import huxley.io.document.DocumentReader;
import huxley.io.document.Node;
import huxley.neuron.mechanism.Mechanism;
import huxley.neuron.problem.InvalidInputException;
import huxley.neuron.problem.Problems;
import huxley.neuron.problem.Source;
import huxley.neuron.problem.Span;
import huxley.neuron.problem.Suggestion;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a configuration puts into a circuit: spikes of virtual nodes, electrodes, extracellular fields. */
final class Inputs {
    private static final String[] CLAMP_PLACE = {"section_name", "section_index", "section_dist"};
    private static final List<String> KINDS = List.of("spikes", "current_clamp", "csv", "voltage_clamp", "lfp");
    /** Where a file gives one voltage and no series resistance. */
    private static final double SERIES_RESISTANCE_MOHM = 0.01;
    /** A clamp that never ends. */
    private static final double FOREVER_MS = 1e9;

    /** A field, and the nodes in it. */
    record Field(StimulatingElectrodes electrodes, Map<NodePopulation, BitSet> nodes) {
    }

    /** Synapses that are made active: those of some sources, at some times. */
    record Activity(String name, Map<NodePopulation, BitSet> sources, double[] times_ms) {
    }

    private final NodeSets sets;
    private final Nodes nodes;
    private final Mechanisms mechanisms;
    private final Problems problems;
    /** Spike times by gid. */
    private final Map<Integer, double[]> replay_ms = new HashMap<>();
    private final Map<Integer, List<Clamp>> clamps = new HashMap<>();
    private final Set<NodePopulation> spiking = new LinkedHashSet<>();
    private final List<Field> fields = new ArrayList<>();
    private @Nullable Activity activity;

    Inputs(NodeSets sets, Nodes nodes, Mechanisms mechanisms, Problems problems) {
        this.sets = sets;
        this.nodes = nodes;
        this.mechanisms = mechanisms;
        this.problems = problems;
    }

    /** Ascending spike times of a virtual node. */
    double[] replay_ms(int gid) {
        return replay_ms.getOrDefault(gid, new double[0]);
    }

    List<Clamp> clamps(int gid) {
        return clamps.getOrDefault(gid, List.of());
    }

    /** Populations that spikes were given for, in the order of the inputs. */
    Set<NodePopulation> spiking() {
        return spiking;
    }

    List<Field> fields() {
        return fields;
    }

    Optional<Activity> activity() {
        return Optional.ofNullable(activity);
    }

    void read(ConfigObject inputs) {
        for (ConfigObject input : inputs.members()) {
            String kind = input.text("input_type").orElse("");
            String module = input.text("module").orElse("");
            if (!input.flag("enabled", true)) {
                continue;
            }
            try {
                if (read(input, kind, module)) {
                    input.warnOfUnknownKeys("random_seed", "description");
                }
            } catch (InvalidInputException e) {
                problems.addAll(e.problems());
            }
        }
    }

    /** Whether the input is of a kind that is understood. */
    private boolean read(ConfigObject input, String kind, String module) {
        if (kind.equals("spikes")) {
            spikes(input);
        } else if (module.equals("syn_activity")) {
            synapticActivity(input);
        } else if (module.equals("xstim")) {
            fields.add(new Field(StimulatingElectrodes.read(input, problems), sets.resolve(input.node("node_set"))));
        } else if (module.equals("SEClamp") || module.equals("seclamp")) {
            voltageClamp(input);
        } else if (module.equals("IClamp") && (kind.equals("csv") || kind.equals("file"))) {
            playedClamp(input);
        } else if (module.equals("IClamp") && kind.equals("current_clamp")) {
            currentClamp(input);
        } else if (CurrentStimulus.knows(module)) {
            stimulus(input, module);
        } else {
            problems.error(input.where("module"), "input '" + input.name() + "' of type '" + kind + "', module '"
                    + module + "' is not supported",
                    Suggestion.hint(kind, "types", KINDS)
                            + " (modules sonata, h5, csv, nwb, IClamp, SEClamp, xstim, syn_activity, "
                            + "linear, pulse, sinusoidal, hyperpolarizing, subthreshold, ornstein_uhlenbeck, ...)");
            return false;
        }
        return true;
    }

    private void spikes(ConfigObject input) {
        Optional<Path> file = input.path("input_file").or(() -> input.path("spike_file"))
                .or(() -> input.path("spikes_file"));
        if (file.isEmpty()) {
            problems.error(input.where(), "input '" + input.name() + "' names no input_file", null);
            return;
        }
        String key = input.has("input_file") ? "input_file" : input.has("spike_file") ? "spike_file" : "spikes_file";
        SpikeTrains trains = SpikeTrains.read(file.get(), input.where(key));
        sets.resolve(input.node("node_set")).forEach((population, chosen) -> {
            if (!trains.knows(population.name())) {
                problems.warning(input.where(key), file.get().getFileName() + " has no spikes of population '"
                        + population.name() + "'",
                        Suggestion.hint(population.name(), "populations",
                                trains.populations().keySet()));
            }
            replay(input, population, chosen, trains.of(population.name()));
        });
    }

    private void replay(ConfigObject input, NodePopulation population, BitSet chosen, SpikeTrains.Train train) {
        double[][] times_ms = train.byNode(population.size());
        for (int node : NodeSets.list(chosen)) {
            if (nodes.kind(population, node) != NodeKind.VIRTUAL) {
                problems.error(input.where("node_set"), "spikes are given to node " + node + " of population '"
                        + population.name() + "', which is a cell; only virtual nodes replay spikes", null);
                return;
            }
            spiking.add(population);
            if (times_ms[node].length > 0 && times_ms[node][0] < 0) {
                problems.error(input.where(), "node " + node + " of population '" + population.name()
                        + "' is to spike at " + times_ms[node][0] + " ms; a simulation begins at 0 ms", null);
                return;
            }
            replay_ms.merge(nodes.gid(population, node), times_ms[node], Inputs::merged);
        }
    }

    private static double[] merged(double[] a, double[] b) {
        double[] all = java.util.Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, all, a.length, b.length);
        java.util.Arrays.sort(all);
        return all;
    }

    /** BMTK takes all cells, whatever the node set. */
    private void synapticActivity(ConfigObject input) {
        input.node("node_set");
        double[] times_ms = input.numbers("timestamps");
        java.util.Arrays.sort(times_ms);
        if (activity != null) {
            problems.error(input.where(), "input '" + input.name() + "' makes synapses active, as '" + activity.name
                    + "' does already; there can be one such input", null);
        } else if (!input.has("precell_filter") || times_ms.length == 0) {
            problems.error(input.where(), "input '" + input.name() + "' has no "
                    + (times_ms.length == 0 ? "timestamps" : "precell_filter"),
                    "timestamps (ms), and a precell_filter: attributes of the cells whose synapses are to be active");
        } else if (!(times_ms[0] >= 0)) {
            problems.error(input.where("timestamps"), "input '" + input.name() + "' makes synapses active at "
                    + times_ms[0] + " ms; a simulation begins at 0 ms", null);
        } else {
            activity = new Activity(input.name(), sets.resolve(input.node("precell_filter")), times_ms);
        }
    }

    /** One pulse, or several of the same number of amplitudes, delays and durations. */
    private void currentClamp(ConfigObject input) {
        double[] amp_nA = input.numbers(input.has("amps") ? "amps" : "amp");
        double[] delay_ms = input.numbers(input.has("delays") ? "delays" : "delay");
        double[] duration_ms = input.numbers(input.has("durations") ? "durations" : "duration");
        if (amp_nA.length == 0 || delay_ms.length != amp_nA.length || duration_ms.length != amp_nA.length) {
            problems.error(input.where(), "input '" + input.name() + "' has " + amp_nA.length + " amp, "
                    + delay_ms.length + " delay and " + duration_ms.length + " duration; it needs as many of each",
                    null);
            return;
        }
        for (int i = 0; i < amp_nA.length; i++) {
            if (!(duration_ms[i] >= 0)) {
                problems.error(input.where("duration"), "a duration of " + duration_ms[i] + " ms is not possible",
                        "0 ms or more");
            }
            clamp(input, input.name() + (amp_nA.length == 1 ? "" : "[" + i + "]"), "IClamp",
                    always(Map.of("del", delay_ms[i], "dur", duration_ms[i], "amp", amp_nA[i])), Optional.empty());
        }
    }

    private void stimulus(ConfigObject input, String module) {
        CurrentStimulus stimulus = CurrentStimulus.read(input, module);
        clamp(input, input.name(), stimulus.mechanism(), stimulus.parameters(), Optional.empty());
    }

    private void playedClamp(ConfigObject input) {
        Optional<Path> file = input.path("file").or(() -> input.path("input_file"));
        if (file.isEmpty()) {
            problems.error(input.where(), "input '" + input.name() + "' names no file", null);
            return;
        }
        Source source = DocumentReader.load(file.get(), input.where(input.has("file") ? "file" : "input_file"));
        BlankTable table = BlankTable.read(source);
        double[] time_ms = table.column("timestamps", problems);
        double[] amp_nA = table.column("amps", problems);
        if (time_ms.length == 0 || amp_nA.length != time_ms.length) {
            return;
        }
        clamp(input, input.name(), "IClamp", always(Map.of("del", 0.0, "dur", FOREVER_MS, "amp", 0.0)),
                Optional.of(played(time_ms, amp_nA)));
    }

    /** Nothing flows before the first time; a last value other than 0 holds as long as the one before. */
    private static Clamp.Played played(double[] time_ms, double[] amp_nA) {
        int n = time_ms.length;
        boolean late = time_ms[0] > 0;
        boolean open = amp_nA[n - 1] != 0;
        double[] time = new double[n + (late ? 1 : 0) + (open ? 1 : 0)];
        double[] value = new double[time.length];
        System.arraycopy(time_ms, 0, time, late ? 1 : 0, n);
        System.arraycopy(amp_nA, 0, value, late ? 1 : 0, n);
        if (open) {
            double last = n > 1 ? time_ms[n - 1] - time_ms[n - 2] : FOREVER_MS;
            time[time.length - 1] = time_ms[n - 1] + last;
        }
        return new Clamp.Played(time, value);
    }

    private void voltageClamp(ConfigObject input) {
        double[] levels_mV = input.numbers(input.has("voltage") ? "voltage" : "amps");
        double[] durations_ms = input.numbers(input.has("duration") ? "duration" : "durations");
        double[] rs = input.numbers(input.has("series_resistance") ? "series_resistance" : "rs");
        if (levels_mV.length == 0 || levels_mV.length > 3 || durations_ms.length != levels_mV.length) {
            problems.error(input.where(), "input '" + input.name() + "' has " + levels_mV.length + " amps and "
                    + durations_ms.length + " durations; a voltage clamp needs 1 to 3 of both", null);
            return;
        }
        Map<String, Double> parameters = new LinkedHashMap<>();
        for (int i = 0; i < levels_mV.length; i++) {
            parameters.put("amp" + (i + 1), levels_mV[i]);
            parameters.put("dur" + (i + 1), durations_ms[i]);
        }
        if (rs.length > 0 || input.has("voltage")) {
            parameters.put("rs", rs.length > 0 ? rs[0] : SERIES_RESISTANCE_MOHM);
        }
        if (input.number("delay", 0) != 0) {
            problems.error(input.where("delay"), "input '" + input.name() + "' is a voltage clamp that begins at "
                    + input.number("delay", 0) + " ms; it can only begin at 0 ms", null);
        }
        clamp(input, input.name(), "SEClamp", always(parameters), Optional.empty());
    }

    private static CurrentStimulus.PerNode always(Map<String, Double> parameters) {
        return (population, node) -> parameters;
    }

    private void clamp(ConfigObject input, String label, String mechanism,
            CurrentStimulus.PerNode parameters, Optional<Clamp.Played> played) {
        String region = input.text(CLAMP_PLACE[0]).orElse("soma");
        int index = (int) input.number(CLAMP_PLACE[1], 0);
        double at = input.number(CLAMP_PLACE[2], 0.5);
        if (!Biophysics.REGIONS.contains(region) || !(at >= 0 && at <= 1)) {
            problems.error(input.where(CLAMP_PLACE[0]), "there is no place " + region + "[" + index + "](" + at + ")",
                    Suggestion.hint(region, "sections", Biophysics.REGIONS) + "; positions are 0 to 1");
            return;
        }
        Node set = input.node("node_set");
        Span where = input.where("node_set");
        Optional<Mechanism> found = mechanisms.find(mechanism, Mechanism.Kind.POINT, where);
        found.ifPresent(m -> sets.resolve(set).forEach((population, chosen) -> {
            for (int node : NodeSets.list(chosen)) {
                if (nodes.kind(population, node) == NodeKind.BIOPHYSICAL) {
                    clamps.computeIfAbsent(nodes.gid(population, node), g -> new ArrayList<>())
                            .add(new Clamp(label, m, parameters.of(population, node), region, index, at,
                                    played.orElse(null)));
                }
            }
        }));
    }
}
