package huxley.io.model;

import huxley.io.document.Node;
import huxley.neuron.cell.Compartments;
import huxley.neuron.cell.SectionEnd;
import huxley.neuron.morphology.Morphology;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/** Turns {@code at} into locations: a location, a list of them, or a spread over a region. */
final class Places {
    private final Anatomy anatomy;
    private final Values values;
    private final long seed;

    Places(Anatomy anatomy, Values values, long seed) {
        this.anatomy = anatomy;
        this.values = values;
        this.seed = seed;
    }

    /** @param purpose keeps random spreads of different things apart */
    List<Location> at(Entry entry, Shape.Key key, String purpose) {
        List<Location> locations = new ArrayList<>();
        for (Node.Text text : entry.texts(key)) {
            Location.read(text, anatomy.morphology(), 0.5, values).ifPresent(locations::add);
        }
        entry.entry(key).ifPresent(spread -> locations.addAll(spread(spread, purpose)));
        return locations;
    }

    private List<Location> spread(Entry spread, String purpose) {
        BitSet region = anatomy.regions(spread.texts(ModelFormat.SPREAD_REGION));
        if (spread.has(ModelFormat.SPREAD_EVERY)) {
            return every(spread, region);
        }
        if (spread.has(ModelFormat.SPREAD_RANDOM)) {
            return random((int) spread.whole(ModelFormat.SPREAD_RANDOM), region, purpose);
        }
        Compartments compartments = anatomy.compartments();
        return region.stream().filter(i -> compartments.length_um()[i] > 0)
                .mapToObj(i -> new Location(compartments.section()[i], compartments.x()[i])).toList();
    }

    private List<Location> every(Entry spread, BitSet region) {
        double every_um = spread.number(ModelFormat.SPREAD_EVERY);
        List<Location> locations = new ArrayList<>();
        if (!(every_um > 0)) {
            if (!Double.isNaN(every_um)) {
                spread.node(ModelFormat.SPREAD_EVERY)
                        .ifPresent(node -> values.report(node, node.where(), "\"every\" must be above 0 um", null));
            }
            return locations;
        }
        Morphology morphology = anatomy.morphology();
        for (int s = 0; s < morphology.size(); s++) {
            int n = (int) Math.max(1, Math.rint(morphology.section(s).length_um() / every_um));
            for (int i = 0; i < n; i++) {
                double x = (i + 0.5) / n;
                if (region.get(anatomy.compartments().locate(s, x))) {
                    locations.add(new Location(s, x));
                }
            }
        }
        return locations;
    }

    private List<Location> random(int count, BitSet region, String purpose) {
        Compartments compartments = anatomy.compartments();
        int[] candidates = region.stream().filter(i -> compartments.length_um()[i] > 0).toArray();
        double total_um = java.util.Arrays.stream(candidates).mapToDouble(i -> compartments.length_um()[i]).sum();
        SplittableRandom random = new SplittableRandom(seed * 0x9E3779B97F4A7C15L + purpose.hashCode());
        List<Location> locations = new ArrayList<>();
        for (int k = 0; k < count && candidates.length > 0; k++) {
            double left_um = random.nextDouble() * total_um;
            int c = 0;
            while (c < candidates.length - 1 && left_um >= compartments.length_um()[candidates[c]]) {
                left_um -= compartments.length_um()[candidates[c]];
                c++;
            }
            int i = candidates[c];
            double half = 0.5 / compartments.countIn(compartments.section()[i]);
            double within = Math.min(1, left_um / compartments.length_um()[i]);
            locations.add(new Location(compartments.section()[i], compartments.x()[i] + half * (2 * within - 1)));
        }
        return locations;
    }

    /** The section ends among the locations that texts name; other mistakes are left to {@link #at}. */
    static Set<SectionEnd> ends(List<Node.Text> texts, Morphology morphology, Values values) {
        Set<SectionEnd> ends = new HashSet<>();
        for (Node.Text text : texts) {
            Location.read(text, morphology, 0.5, values).filter(location -> location.x() == 0 || location.x() == 1)
                    .ifPresent(location -> ends.add(new SectionEnd(location.section(), (int) location.x())));
        }
        return ends;
    }
}
