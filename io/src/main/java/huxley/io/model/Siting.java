package huxley.io.model;

import huxley.io.document.Node;
import huxley.io.model.Shape.Key;
import huxley.neuron.cell.Compartments;
import huxley.neuron.units.Unit;
import huxley.synapse.rule.Sites;
import java.util.Arrays;
import java.util.BitSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/** Reads where synapses sit on the cells of a population. */
final class Siting {
    private final Census census;
    private final Values values;

    Siting(Census census, Values values) {
        this.census = census;
        this.values = values;
    }

    /** Places by index within the cells from {@code firstGid} on. */
    IntFunction<Sites> sites(Entry entry, Key key, int firstGid, int count) {
        Map<BoundCell, Sites> byKind = new IdentityHashMap<>();
        for (int i = 0; i < count; i++) {
            byKind.computeIfAbsent(census.kind(firstGid + i), kind -> onKind(entry, key, kind));
        }
        if (byKind.size() == 1) {
            Sites only = byKind.values().iterator().next();
            return i -> only;
        }
        return i -> java.util.Objects.requireNonNull(byKind.get(census.kind(firstGid + i)));
    }

    private Sites onKind(Entry entry, Key key, BoundCell kind) {
        Anatomy anatomy = kind.anatomy();
        Compartments compartments = anatomy.compartments();
        double[] distance_um = compartments.distance_um();
        if (entry.entry(key).isPresent()) {
            return spread(entry.entry(key).get(), kind);
        }
        List<Location> at = new Places(anatomy, values, 0).at(entry, key, "sites");
        int[] chosen = at.stream().mapToInt(l -> compartments.locate(l.section(), l.x())).toArray();
        if (chosen.length == 0) {
            return Sites.at(compartments.locate(anatomy.morphology().root(), 0.5), distance_um);
        }
        double[] share = new double[chosen.length];
        Arrays.fill(share, 1);
        return Sites.shared(chosen, share, distance_um);
    }

    private Sites spread(Entry spread, BoundCell kind) {
        Anatomy anatomy = kind.anatomy();
        Compartments compartments = anatomy.compartments();
        List<Node.Text> names = spread.texts(NetworkFormat.SITE_REGION);
        BitSet region = names.isEmpty() ? all(compartments) : anatomy.regions(names);
        spread.entry(NetworkFormat.SITE_DISTANCE).ifPresent(range -> {
            double from = range.has(ModelFormat.RANGE_FROM) ? range.number(ModelFormat.RANGE_FROM) : 0;
            double to = range.has(ModelFormat.RANGE_TO)
                    ? range.number(ModelFormat.RANGE_TO)
                    : Double.POSITIVE_INFINITY;
            double[] distance_um = compartments.distance_um();
            for (int i = 0; i < distance_um.length; i++) {
                if (!(distance_um[i] >= from && distance_um[i] < to)) {
                    region.clear(i);
                }
            }
        });
        int[] chosen = region.stream().filter(i -> compartments.length_um()[i] > 0).toArray();
        double[] share = new double[chosen.length];
        for (int k = 0; k < chosen.length; k++) {
            int i = chosen[k];
            share[k] = switch (spread.text(NetworkFormat.SITE_BY)) {
            case "area" -> compartments.area_um2()[i];
            case "compartment" -> 1;
            default -> compartments.length_um()[i];
            } * density(spread, anatomy, i);
        }
        if (!(Arrays.stream(share).sum() > 0)) {
            spread.node(NetworkFormat.SITE_REGION).or(() -> spread.node(NetworkFormat.SITE_DISTANCE))
                    .or(() -> spread.node(NetworkFormat.SITE_DENSITY))
                    .ifPresent(node -> values.report(node, node.where(), "there is no such place on cells of kind '"
                            + kind.name() + "'",
                            "distances from the soma reach up to "
                                    + Math.round(Arrays.stream(compartments.distance_um()).max().orElse(0)) + " um"));
            return Sites.at(0, compartments.distance_um());
        }
        return Sites.shared(chosen, share, compartments.distance_um());
    }

    private static BitSet all(Compartments compartments) {
        BitSet all = new BitSet();
        all.set(0, compartments.size());
        return all;
    }

    private double density(Entry spread, Anatomy anatomy, int compartment) {
        return spread.node(NetworkFormat.SITE_DENSITY).map(node -> {
            double density = values.number(node, Unit.ONE, anatomy.at(compartment));
            if (density < 0) {
                values.report(node, node.where(), "a density must be 0 or more, got " + density, null);
            }
            return Double.isNaN(density) ? 0 : Math.max(0, density);
        }).orElse(1.0);
    }
}
