package huxley.synapse.rule;

import huxley.neuron.random.RandomKey;
import huxley.neuron.random.RandomStream;
import huxley.synapse.Population.Placement;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Connections where branches come near each other; all branches of the sources are sorted into a grid once. */
final class TouchPairs implements Pairs {
    private static final double LEAST_CELL_um = 10;

    /** Pieces of the sources in space. */
    private record Pieces(int[] source, float[] from_um, float[] to_um, float[] radius_um, Grid grid) {
    }

    private final Rule.Touch rule;
    private final Field field;
    private final RandomKey key;
    private @Nullable Pieces pieces;

    TouchPairs(Rule.Touch rule, Field field, String purpose) {
        this.rule = rule;
        this.field = field;
        this.key = RandomKey.of(field.seed(), field.name(), purpose);
    }

    @Override
    public void onto(int target, Sink sink) {
        boolean spared = field.recurrent() && !rule.autapses();
        RandomStream stream = key.stream();
        for (long touch : touches(target)) {
            int source = (int) (touch >>> 32);
            int compartment = (int) touch;
            boolean made = rule.probability() >= 1
                    || stream.at(target, source, compartment).nextDouble() < rule.probability();
            if (made && !(spared && source == target)) {
                sink.pair(source, compartment, -1);
            }
        }
    }

    /** Source and compartment of the target, ascending, each once. */
    private long[] touches(int target) {
        Pieces sources = pieces();
        Branches branches = rule.targetBranches().apply(target);
        Placement placement = field.targets();
        long[] found = new long[16];
        int count = 0;
        float[] ends = new float[6];
        for (int i = 0; i < branches.size(); i++) {
            moved(branches.from_um(), i, placement, target, ends, 0);
            moved(branches.to_um(), i, placement, target, ends, 3);
            double reach = rule.distance_um() + branches.radius_um()[i];
            for (int piece : sources.grid().near(Math.min(ends[0], ends[3]) - reach, Math.min(ends[1], ends[4]) - reach,
                    Math.min(ends[2], ends[5]) - reach, Math.max(ends[0], ends[3]) + reach,
                    Math.max(ends[1], ends[4]) + reach, Math.max(ends[2], ends[5]) + reach)) {
                if (Segments.distance_um(ends, sources.from_um(), sources.to_um(), piece) <= reach
                        + sources.radius_um()[piece]) {
                    if (count == found.length) {
                        found = Arrays.copyOf(found, 2 * count);
                    }
                    found[count++] = (long) sources.source()[piece] << 32 | branches.compartment()[i];
                }
            }
        }
        long[] touches = Arrays.copyOf(found, count);
        Arrays.sort(touches);
        return Arrays.stream(touches).distinct().toArray();
    }

    /** Pieces of branches, and about one place in the grid for each. */
    @Override
    public double expectedBytes() {
        int sources = field.source().count();
        int asked = Math.min(SAMPLE, sources);
        double found = 0;
        for (int i = 0; i < asked; i++) {
            found += rule.sourceBranches().apply((int) ((long) i * sources / asked)).size();
        }
        return asked == 0 ? 0 : 10.0 * Float.BYTES * found / asked * sources;
    }

    private synchronized Pieces pieces() {
        if (pieces == null) {
            pieces = gathered();
        }
        return pieces;
    }

    private Pieces gathered() {
        int total = 0;
        for (int s = 0; s < field.source().count(); s++) {
            total = Math.addExact(total, rule.sourceBranches().apply(s).size());
        }
        int[] source = new int[total];
        float[] from = new float[3 * total];
        float[] to = new float[3 * total];
        float[] radius = new float[total];
        Placement placement = field.sources();
        float[] end = new float[3];
        int n = 0;
        for (int s = 0; s < field.source().count(); s++) {
            Branches branches = rule.sourceBranches().apply(s);
            for (int i = 0; i < branches.size(); i++, n++) {
                source[n] = s;
                radius[n] = branches.radius_um()[i];
                moved(branches.from_um(), i, placement, s, end, 0);
                System.arraycopy(end, 0, from, 3 * n, 3);
                moved(branches.to_um(), i, placement, s, end, 0);
                System.arraycopy(end, 0, to, 3 * n, 3);
            }
        }
        Grid grid = new Grid(total, Math.max(LEAST_CELL_um, 2 * rule.distance_um()), (i, box) -> {
            for (int axis = 0; axis < 3; axis++) {
                box[axis] = Math.min(from[3 * i + axis], to[3 * i + axis]) - radius[i];
                box[axis + 3] = Math.max(from[3 * i + axis], to[3 * i + axis]) + radius[i];
            }
        });
        return new Pieces(source, from, to, radius, grid);
    }

    /** A point of a morphology where the cell stands. */
    private static void moved(float[] points, int i, Placement placement, int member, float[] out, int at) {
        float x = points[3 * i];
        float y = points[3 * i + 1];
        float z = points[3 * i + 2];
        double[] r = placement.rotation();
        if (r.length == 0) {
            out[at] = (float) (x + placement.x_um()[member]);
            out[at + 1] = (float) (y + placement.y_um()[member]);
            out[at + 2] = (float) (z + placement.z_um()[member]);
            return;
        }
        int m = 9 * member;
        out[at] = (float) (r[m] * x + r[m + 1] * y + r[m + 2] * z + placement.x_um()[member]);
        out[at + 1] = (float) (r[m + 3] * x + r[m + 4] * y + r[m + 5] * z + placement.y_um()[member]);
        out[at + 2] = (float) (r[m + 6] * x + r[m + 7] * y + r[m + 8] * z + placement.z_um()[member]);
    }
}
