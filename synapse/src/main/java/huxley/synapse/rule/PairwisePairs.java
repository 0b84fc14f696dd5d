package huxley.synapse.rule;

import huxley.neuron.random.RandomKey;
import huxley.neuron.random.RandomStream;
import huxley.synapse.Population.Placement;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A probability for each pair. The draw of a pair belongs to its two indices, so how neighbours are found does not matter. */
final class PairwisePairs implements Pairs {
    private final Rule.Pairwise rule;
    private final Field field;
    private final RandomKey key;
    private @Nullable Grid grid;

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
        for (int source : near(target)) {
            if (!(spared && source == target) && contact.between(source, target, -1).distance_um() <= rule.reach_um()
                    && made(contact, stream)) {
                sink.pair(source, -1, -1);
            }
        }
    }

    private boolean made(Contact contact, RandomStream stream) {
        stream.at(contact.target(), contact.source());
        double probability = rule.probability().of(contact, stream);
        return probability >= 1 || probability > 0 && stream.nextDouble() < probability;
    }

    /** Ascending indices of all sources within reach, and of some beyond. */
    private int[] near(int target) {
        Placement targets = field.targets();
        double reach_um = rule.reach_um();
        int[] found = grid().near(targets.x_um()[target] - reach_um, targets.y_um()[target] - reach_um,
                targets.z_um()[target] - reach_um, targets.x_um()[target] + reach_um, targets.y_um()[target] + reach_um,
                targets.z_um()[target] + reach_um);
        Arrays.sort(found);
        return found;
    }

    private synchronized Grid grid() {
        if (grid == null) {
            Placement at = field.sources();
            grid = new Grid(field.source().count(), rule.reach_um(), (i, box) -> {
                box[0] = box[3] = at.x_um()[i];
                box[1] = box[4] = at.y_um()[i];
                box[2] = box[5] = at.z_um()[i];
            });
        }
        return grid;
    }
}
