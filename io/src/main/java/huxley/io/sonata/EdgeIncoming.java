package huxley.io.sonata;

import huxley.synapse.Population;
import huxley.synapse.Projection;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The edges of a kind onto a population, served from columns. Connections come in the order of the file's rows; an edge of
 * several synapses gives them one after the other.
 *
 * @param firstTarget gid of the first member of the target population
 * @param first [member + 1] place of a member's first edge in {@code edge}
 * @param edge [place] row of the file
 * @param source [edge] node id
 * @param sourceGid [node]
 * @param places where the synapses are, null on artificial cells
 * @param values [place] what a connection gives, weight first
 */
record EdgeIncoming(int firstTarget, int[] first, int[] edge, int[] source, int[] sourceGid,
        @Nullable SynapsePlaces places, EdgeValues delay_ms, EdgeValues[] values) implements Projection.Incoming {
    @Override
    public double expected(Population target) {
        return places == null ? edge.length : Arrays.stream(edge).mapToLong(e -> places.end(e) - places.first(e)).sum();
    }

    /** Of the columns that many projections share, the part of these edges. */
    @Override
    public double expectedBytes() {
        double perEdge = 2.0 * Integer.BYTES + Double.BYTES * (1 + values.length);
        double perSynapse = places == null ? 0 : Integer.BYTES;
        return perEdge * edge.length + perSynapse * edge.length + (double) Integer.BYTES * first.length;
    }

    @Override
    public void onto(int target, Projection.Sink sink) {
        int member = target - firstTarget;
        double[] given = new double[values.length];
        for (int p = first[member]; p < first[member + 1]; p++) {
            int e = edge[p];
            for (int v = 0; v < given.length; v++) {
                given[v] = values[v].of(p);
            }
            int from = sourceGid[source[e]];
            double delay = delay_ms.of(p);
            if (places == null) {
                sink.connection(from, -1, delay, given);
            } else {
                for (int s = places.first(e); s < places.end(e); s++) {
                    if (places.compartment()[s] >= 0) {
                        sink.connection(from, places.compartment()[s], delay, given);
                    }
                }
            }
        }
    }
}
