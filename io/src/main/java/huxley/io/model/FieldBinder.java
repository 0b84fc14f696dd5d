package huxley.io.model;

import huxley.io.document.Node;
import huxley.io.formula.Quantity;
import huxley.neuron.cell.Compartments;
import huxley.neuron.problem.Suggestion;
import huxley.neuron.units.Unit;
import huxley.synapse.Circuit.ImposedPotential;
import huxley.synapse.Medium;
import huxley.synapse.Population;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads potentials that stimulating electrodes or plates make outside the cells of populations, where each cell stands. */
final class FieldBinder {
    private static final Unit MICROMETRE = Unit.parse("um");
    private static final Unit MILLIVOLT = Unit.parse("mV");

    private final Census census;
    private final Documents documents;
    private final Values values;

    FieldBinder(Census census, Documents documents, Values values) {
        this.census = census;
        this.documents = documents;
        this.values = values;
    }

    List<ImposedPotential> fields(Entry model) {
        List<ImposedPotential> imposed = new ArrayList<>();
        model.namedEntries(NetworkFormat.FIELDS).values().forEach(entry -> {
            Optional<Waveform> waveform = entry.entry(NetworkFormat.FIELD_WAVEFORM)
                    .flatMap(w -> Waveform.read(w, Unit.ONE, documents, values));
            List<Population> populations = populations(entry);
            if (waveform.isPresent() && !values.hasErrors()) {
                Potential potential = potential(entry);
                for (Population population : populations) {
                    for (int gid = population.first(); gid < population.end() && !values.hasErrors(); gid++) {
                        imposed.add(new ImposedPotential(gid, potential.of(population, gid),
                                waveform.get().time_ms(), waveform.get().value()));
                    }
                }
            }
        });
        return imposed;
    }

    /** [compartment] mV where the waveform is 1. */
    private interface Potential {
        double[] of(Population population, int gid);
    }

    private Potential potential(Entry entry) {
        Optional<Node> formula = entry.node(NetworkFormat.FIELD_POTENTIAL);
        if (formula.isPresent()) {
            return (population, gid) -> byFormula(formula.get(), population, gid);
        }
        double[] at_um = entry.numbers(NetworkFormat.FIELD_AT);
        double current_nA = entry.number(NetworkFormat.FIELD_CURRENT);
        double conductivity = entry.number(NetworkFormat.CONDUCTIVITY);
        entry.node(NetworkFormat.FIELD_AT).filter(_ -> at_um.length != 3).ifPresent(node -> values.report(node,
                node.where(), "a point is [x, y, z], got " + at_um.length + " values", null));
        entry.node(NetworkFormat.CONDUCTIVITY).filter(_ -> conductivity <= 0).ifPresent(node -> values.report(node,
                node.where(), "\"conductivity\" must be above 0 S/m", null));
        if (values.hasErrors()) {
            return (population, gid) -> new double[0];
        }
        Medium medium = new Medium(conductivity, true);
        return (population, gid) -> {
            double[] scale_mV = medium.transferToMiddles_MOhm(census.instances().get(gid).cell(), population, gid,
                    at_um);
            for (int i = 0; i < scale_mV.length; i++) {
                scale_mV[i] *= current_nA;
            }
            return scale_mV;
        };
    }

    private double[] byFormula(Node formula, Population population, int gid) {
        Compartments compartments = census.instances().get(gid).cell().compartments();
        double[] scale_mV = new double[compartments.size()];
        for (int i = 0; i < scale_mV.length && !values.hasErrors(); i++) {
            double[] place = population.inNetwork_um(gid - population.first(), compartments.centerX_um()[i],
                    compartments.centerY_um()[i], compartments.centerZ_um()[i]);
            scale_mV[i] = values.number(formula, MILLIVOLT, values.within(Map.of("x", length(place[0]), "y",
                    length(place[1]), "z", length(place[2]))));
        }
        return scale_mV;
    }

    private static Quantity length(double um) {
        return new Quantity(um, MICROMETRE);
    }

    private List<Population> populations(Entry entry) {
        List<Population> chosen = new ArrayList<>();
        for (Node.Text name : entry.texts(NetworkFormat.FIELD_OF)) {
            Population population = census.group(name.value());
            if (population == null || !census.isCell(population.first())) {
                values.report(name, name.where(), "there is no population of cells '" + name.value() + "'",
                        Suggestion.hint(name.value(), "populations", census.cellNames()));
            } else {
                chosen.add(population);
            }
        }
        return entry.has(NetworkFormat.FIELD_OF)
                ? chosen
                : census.populations().stream().filter(p -> census.isCell(p.first())).toList();
    }
}
