package huxley.synapse.rule;

import huxley.neuron.random.RandomKey;
import huxley.neuron.random.RandomStream;
import huxley.synapse.Population;
import huxley.synapse.Population.Placement;
import java.util.Arrays;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** A probability for each pair. The draw of a pair belongs to its two indices, so how neighbours are found does not matter. */
final class PairwisePairs implements Pairs {
    /** The finer the grid, the fewer cells beyond reach are looked at. */
    private static final int STEPS_TO_REACH = 4;

    private final Rule.Pairwise rule;
    private final Field field;
    private final RandomKey key;
    private @Nullable Grid sourceGrid;
    private @Nullable Grid targetGrid;

    PairwisePairs(Rule.Pairwise rule, Field field, String purpose) {
        this.rule = rule;
        this.field = field;
        this.key = RandomKey.of(field.seed(), field.name(), purpose);
    }

    @Override
    public void onto(int target, Sink sink) {
        Contact contact = new Contact(field);
        RandomStream stream = key.stream();
        boolean spared = field.recurrent() && !rule.autapses();
        if (Double.isInfinite(rule.reach_um())) {
            for (int source = 0; source < field.source().count(); source++) {
                if (!(spared && source == target) && made(contact.between(source, target, -1), stream)) {
                    sink.pair(source, -1, -1);
                }
            }
            return;
        }
        int[] sources = near(sourceGrid(), field.targets(), target);
        Arrays.sort(sources);
        for (int source : sources) {
            if (!(spared && source == target) && contact.between(source, target, -1).distance_um() <= rule.reach_um()
                    && made(contact, stream)) {
                sink.pair(source, -1, -1);
            }
        }
    }

    @Override
    public void from(int source, IntConsumer targets) {
        Contact contact = new Contact(field);
        RandomStream stream = key.stream();
        boolean spared = field.recurrent() && !rule.autapses();
        boolean everywhere = Double.isInfinite(rule.reach_um());
        int[] asked = everywhere ? new int[0] : near(targetGrid(), field.sources(), source);
        for (int i = 0; i < (everywhere ? field.target().count() : asked.length); i++) {
            int target = everywhere ? i : asked[i];
            if (!(spared && source == target)
                    && (everywhere || contact.between(source, target, -1).distance_um() <= rule.reach_um())
                    && made(contact.between(source, target, -1), stream)) {
                targets.accept(target);
            }
        }
    }

    private boolean made(Contact contact, RandomStream stream) {
        stream.at(contact.target(), contact.source());
        double probability = rule.probability().of(contact, stream);
        return probability >= 1 || probability > 0 && stream.nextDouble() < probability;
    }

    /** Indices of all that a grid holds within reach of a cell, and of some beyond. */
    private int[] near(Grid grid, Placement placement, int cell) {
        double reach_um = rule.reach_um();
        double x_um = placement.x_um()[cell];
        double y_um = placement.y_um()[cell];
        double z_um = placement.z_um()[cell];
        return grid.near(x_um - reach_um, y_um - reach_um, z_um - reach_um, x_um + reach_um, y_um + reach_um,
                z_um + reach_um);
    }

    private synchronized Grid sourceGrid() {
        if (sourceGrid == null) {
            sourceGrid = grid(field.source(), field.sources());
        }
        return sourceGrid;
    }

    private synchronized Grid targetGrid() {
        if (targetGrid == null) {
            targetGrid = field.recurrent() ? sourceGrid() : grid(field.target(), field.targets());
        }
        return targetGrid;
    }

    private Grid grid(Population population, Placement at) {
        return new Grid(population.count(), rule.reach_um() / STEPS_TO_REACH, (i, box) -> {
            box[0] = box[3] = at.x_um()[i];
            box[1] = box[4] = at.y_um()[i];
            box[2] = box[5] = at.z_um()[i];
        });
    }
}
