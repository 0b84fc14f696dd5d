package huxley.io.model;

import huxley.neuron.problem.Span;
import huxley.neuron.problem.Problems;
import java.util.Locale;

/**
 * Adds up the least that what a reader makes will take, so that a network far too large for this machine is refused while it
 * is read. Whether the rest fits, connections above all, is told from the circuit once it is there.
 */
final class MemoryEstimate {
    private static final long COMPARTMENT_BYTES = 8;
    private static final long CELL_BYTES = 150;
    private static final long GAP_JUNCTION_BYTES = 48;
    private static final double GIB = 1L << 30;

    private final Problems problems;
    private final long limit_bytes;
    private double bytes;

    MemoryEstimate(Problems problems, long limit_bytes) {
        this.problems = problems;
        this.limit_bytes = limit_bytes;
    }

    /** Counts cells; false (and reported) if there is no room for them. */
    boolean cells(Span where, BoundCell kind, int count) {
        long compartments = kind.cell().compartments().size();
        return add(where, (double) count * (CELL_BYTES + COMPARTMENT_BYTES * compartments),
                String.format(Locale.ROOT, "%,d cells of %,d compartments", count, compartments));
    }

    /** Counts gap junctions; false (and reported) if there is no room for them. */
    boolean gapJunctions(Span where, double count) {
        return add(where, count * GAP_JUNCTION_BYTES, String.format(Locale.ROOT, "about %,.0f gap junctions", count));
    }

    private boolean add(Span where, double more, String what) {
        bytes += more;
        if (bytes <= limit_bytes) {
            return true;
        }
        problems.error(where,
                String.format(Locale.ROOT, "the network does not fit: %s need %.1f GiB or more%s, there are %.1f GiB",
                        what, more / GIB,
                        bytes > more
                                ? String.format(Locale.ROOT, " (with what stands before, %.1f GiB)", bytes / GIB)
                                : "",
                        limit_bytes / GIB),
                "make it smaller, or give the simulator more memory: HUXLEY_JAVA_OPTS=-Xmx16g gives 16 GiB");
        bytes -= more;
        return false;
    }
}
