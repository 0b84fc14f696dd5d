package huxley.io.model;

import huxley.io.document.Node;
import huxley.neuron.problem.Suggestion;
import huxley.synapse.Electrode;
import huxley.synapse.Medium;
import huxley.synapse.Population;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads electrodes. */
final class ElectrodeBinder {
    private final Census census;
    private final Values values;
    private final Recording recording;

    ElectrodeBinder(Census census, Values values, Recording recording) {
        this.census = census;
        this.values = values;
        this.recording = recording;
    }

    List<Electrode> electrodes(Entry model) {
        List<Electrode> electrodes = new ArrayList<>();
        model.namedEntries(NetworkFormat.ELECTRODES)
                .forEach((field, entry) -> electrodes.add(new Electrode(field.name(),
                        recording.interval(entry, NetworkFormat.ELECTRODE_INTERVAL), transfer(entry))));
        return electrodes;
    }

    private Electrode.Transfer transfer(Entry entry) {
        double[] at_um = entry.numbers(NetworkFormat.ELECTRODE_AT);
        Optional<Node> node = entry.node(NetworkFormat.ELECTRODE_AT);
        if (node.isPresent() && at_um.length != 3) {
            values.report(node.get(), node.get().where(), "a point is [x, y, z], got " + at_um.length + " values",
                    null);
        }
        double conductivity = entry.number(NetworkFormat.CONDUCTIVITY);
        if (conductivity <= 0) {
            Node given = entry.node(NetworkFormat.CONDUCTIVITY).orElseThrow();
            values.report(given, given.where(), "\"conductivity\" must be above 0 S/m", null);
        }
        Medium medium = new Medium(Math.max(conductivity, Double.MIN_NORMAL),
                entry.text(NetworkFormat.SOURCE_SHAPE).equals("point"));
        List<Population> counted = counted(entry);
        return gid -> counted.stream().filter(population -> population.contains(gid)).findFirst()
                .map(population -> medium.transfer_MOhm(census.instances().get(gid).cell(), population, gid, at_um))
                .orElse(null);
    }

    private List<Population> counted(Entry entry) {
        List<Population> counted = new ArrayList<>();
        for (Node.Text name : entry.texts(NetworkFormat.ELECTRODE_OF)) {
            Population population = census.group(name.value());
            if (population == null || !census.isCell(population.first())) {
                values.report(name, name.where(), "there is no population of cells '" + name.value() + "'",
                        Suggestion.hint(name.value(), "populations", census.cellNames()));
            } else {
                counted.add(population);
            }
        }
        return entry.has(NetworkFormat.ELECTRODE_OF)
                ? counted
                : census.populations().stream().filter(p -> census.isCell(p.first())).toList();
    }
}
