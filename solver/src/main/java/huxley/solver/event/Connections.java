package huxley.solver.event;

/**
 * The connections onto one group of cells, sorted by their source, those of one source by their delay, those of one delay, which
 * arrive together, by their target's gid, then as the model gives them. A connection is known by its number in this order, which decides ties in time. Weights that a NET_RECEIVE
 * changes are changed here.
 *
 * <p>A target is a number below 2^31 that the engine gives to every point process of the group.
 */
public final class Connections implements WeightTable {
    public static final Connections NONE = new Connections(new int[0], Column.constant(0), new Column[0], new int[0]);

    /** [connection] target; negative (complemented) for the last one of its source. */
    private final int[] target;
    private final Column delay_ms;
    /** [weight] */
    private final Column[] weights;
    private final SourceIndex sources;

    /** @param source ascending, those that have a connection */
    Connections(int[] target, Column delay_ms, Column[] weights, int[] source) {
        this.target = target;
        this.delay_ms = delay_ms;
        this.weights = weights;
        sources = new SourceIndex(target, source);
    }

    /** Goes through sources and their connections. */
    public final class Walk {
        private int number;
        private int first;

        private Walk(int number) {
            this.number = number - 1;
            first = sources.first(number) - 1;
        }

        /** Goes to the next source; false at the end. */
        public boolean next() {
            if (++number >= sources.size()) {
                return false;
            }
            while (first >= 0 && !isLast(first)) {
                first++;
            }
            first++;
            return true;
        }

        public int source() {
            return sources.source(number);
        }

        /** First connection of the source. */
        public int first() {
            return first;
        }

        /** The least delay of the connections of the source. */
        public double leastDelay_ms() {
            return delay_ms.get(first);
        }
    }

    /** Through the sources from one on, ascending, that have a connection: its {@code next} goes to the first. */
    public Walk walkFrom(int source) {
        return new Walk(sources.numberFrom(source));
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

    /** Whether a connection is the last one of its source that has its delay. */
    public boolean isLastOfDelay(int connection) {
        return isLast(connection) || !delay_ms.same(connection, connection + 1);
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

    /** The source of a connection. */
    public int sourceOf(int connection) {
        return sources.source(sources.numberOf(connection));
    }

    /** Memory taken. */
    public long bytes() {
        long sum = delay_ms.bytes() + sources.bytes() + (long) Integer.BYTES * target.length;
        for (Column weight : weights) {
            sum += weight.bytes();
        }
        return sum;
    }
}
