package huxley.solver.event;

import java.util.Arrays;

/**
 * The connections onto one group of cells, sorted by their source, those of one source by their target's gid, then as the
 * model gives them. A connection is known by its number in this order, which decides ties in time. Weights that a NET_RECEIVE
 * changes are changed here.
 *
 * <p>A target is a number below 2^31 that the engine gives to every point process of the group.
 */
public final class Connections implements WeightTable {
    public static final Connections NONE = new Connections(new int[0], Column.constant(0), new Column[0], new int[0],
            new int[0]);

    /** [connection] target; negative (complemented) for the last one of its source. */
    private final int[] target;
    private final Column delay_ms;
    /** [weight] */
    private final Column[] weights;
    /** [listed source] ascending */
    private final int[] source;
    /** [listed source + 1] its first connection */
    private final int[] first;

    Connections(int[] target, Column delay_ms, Column[] weights, int[] source, int[] first) {
        this.target = target;
        this.delay_ms = delay_ms;
        this.weights = weights;
        this.source = source;
        this.first = first;
    }

    public int size() {
        return target.length;
    }

    public int target(int connection) {
        int t = target[connection];
        return t < 0 ? ~t : t;
    }

    /** Whether a connection is the last one of its source. */
    public boolean isLast(int connection) {
        return target[connection] < 0;
    }

    public double delay_ms(int connection) {
        return delay_ms.get(connection);
    }

    /** Whether all connections have the same delay. */
    public boolean sameDelay() {
        return delay_ms.isConstant();
    }

    public int weights() {
        return weights.length;
    }

    @Override
    public double weight(int connection, int index) {
        return weights[index].get(connection);
    }

    public void setWeight(int connection, int index, double value) {
        weights[index].set(connection, value);
    }

    /** Sources that have a connection. */
    public int sources() {
        return source.length;
    }

    /** Source number {@code i} of those that have a connection, ascending. */
    public int source(int i) {
        return source[i];
    }

    /** First connection of source number {@code i}. */
    public int first(int i) {
        return first[i];
    }

    /** The source of a connection. */
    public int sourceOf(int connection) {
        int found = Arrays.binarySearch(first, connection);
        return source[found < 0 ? -found - 2 : found];
    }

    /** The least delay of the connections of source number {@code i}. */
    public double leastDelay_ms(int i) {
        if (delay_ms.isConstant()) {
            return delay_ms.get(0);
        }
        double least = Double.POSITIVE_INFINITY;
        int connection = first[i];
        do {
            least = Math.min(least, delay_ms.get(connection));
        } while (!isLast(connection++));
        return least;
    }

    /** Memory taken. */
    public long bytes() {
        long sum = delay_ms.bytes() + (long) Integer.BYTES * (target.length + source.length + first.length);
        for (Column weight : weights) {
            sum += weight.bytes();
        }
        return sum;
    }
}
