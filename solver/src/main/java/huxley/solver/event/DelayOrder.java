package huxley.solver.event;

/** Sorts parts of a list of connections by delay, stably: insertion for few, merging for more. Used again and again: it keeps its memory. */
final class DelayOrder {
    private static final int FEW = 16;

    private int[] connection = new int[FEW];
    private double[] delay_ms = new double[FEW];
    private int[] otherConnection = new int[FEW];
    private double[] otherDelay_ms = new double[FEW];

    /**
     * @param order connections, of which those from {@code from} to {@code to} exclusive are sorted
     * @param delays_ms [connection]
     */
    void sort(int[] order, int from, int to, double[] delays_ms) {
        int n = to - from;
        if (n > connection.length) {
            connection = new int[2 * n];
            delay_ms = new double[2 * n];
            otherConnection = new int[2 * n];
            otherDelay_ms = new double[2 * n];
        }
        boolean sorted = true;
        for (int i = 0; i < n; i++) {
            connection[i] = order[from + i];
            delay_ms[i] = delays_ms[connection[i]];
            sorted &= i == 0 || delay_ms[i - 1] <= delay_ms[i];
        }
        if (!sorted) {
            for (int begin = 0; begin < n; begin += FEW) {
                insert(begin, Math.min(n, begin + FEW));
            }
            for (int width = FEW; width < n; width *= 2) {
                for (int begin = 0; begin < n; begin += 2 * width) {
                    merge(begin, Math.min(n, begin + width), Math.min(n, begin + 2 * width));
                }
                swap();
            }
            System.arraycopy(connection, 0, order, from, n);
        }
    }

    private void insert(int begin, int end) {
        for (int i = begin + 1; i < end; i++) {
            int c = connection[i];
            double d = delay_ms[i];
            int at = i;
            while (at > begin && delay_ms[at - 1] > d) {
                connection[at] = connection[at - 1];
                delay_ms[at] = delay_ms[at - 1];
                at--;
            }
            connection[at] = c;
            delay_ms[at] = d;
        }
    }

    private void merge(int begin, int middle, int end) {
        int a = begin;
        int b = middle;
        for (int i = begin; i < end; i++) {
            boolean second = a == middle || b < end && delay_ms[b] < delay_ms[a];
            int taken = second ? b++ : a++;
            otherConnection[i] = connection[taken];
            otherDelay_ms[i] = delay_ms[taken];
        }
    }

    private void swap() {
        int[] connections = connection;
        connection = otherConnection;
        otherConnection = connections;
        double[] delays = delay_ms;
        delay_ms = otherDelay_ms;
        otherDelay_ms = delays;
    }
}
