package huxley.solver.cable;

import java.util.Arrays;

/**
 * In which order to eliminate trees with {@code lanes} compartments at once: dendritic hierarchical scheduling [1]. A slot
 * takes the deepest compartments whose children all stand in earlier slots, at most so many as there are lanes. For trees
 * whose compartments take equal time no schedule has fewer slots [2].
 *
 * <p>Places are numbered slot by slot without gaps. What is passed from children to parents is gathered by the parent, in a
 * fixed order, so two children in a slot never write to one place; on the way back slots go the other way round.
 *
 * <p>[1] Y. Zhang et al., A GPU-based computational framework that bridges neuron simulation and artificial intelligence,
 * Nat. Commun. 14 (2023) 5798, doi:10.1038/s41467-023-41553-7
 * <br>[2] T. C. Hu, Parallel sequencing and assembly line problems, Oper. Res. 9 (1961) 841-848, doi:10.1287/opre.9.6.841
 *
 * @param begin [slot] its first place; one more entry ends the last slot
 * @param compartment [place]
 * @param depth compartments from the deepest one to its root, both counted
 */
public record SlotSchedule(int lanes, int[] begin, int[] compartment, int depth) {
    private static final int NONE = -1;

    /** @param parent [compartment] above its children, -1 for roots */
    public static SlotSchedule of(int[] parent, int lanes) {
        int n = parent.length;
        int[] depth = new int[n];
        int[] children = new int[n];
        int deepest = 0;
        for (int c = 0; c < n; c++) {
            if (parent[c] != NONE) {
                depth[c] = depth[parent[c]] + 1;
                children[parent[c]]++;
                deepest = Math.max(deepest, depth[c]);
            }
        }
        Ready ready = new Ready(n, deepest);
        for (int c = n - 1; c >= 0; c--) {
            if (children[c] == 0) {
                ready.push(c, depth[c]);
            }
        }
        int[] begin = new int[n + 1];
        int[] compartment = new int[n];
        int slots = 0;
        for (int done = 0; done < n;) {
            int from = done;
            for (int c = ready.pop(); c != NONE; c = done - from < lanes ? ready.pop() : NONE) {
                compartment[done++] = c;
            }
            Arrays.sort(compartment, from, done);
            for (int place = from; place < done; place++) {
                int above = parent[compartment[place]];
                if (above != NONE && --children[above] == 0) {
                    ready.push(above, depth[above]);
                }
            }
            begin[++slots] = done;
        }
        return new SlotSchedule(lanes, Arrays.copyOf(begin, slots + 1), compartment, n == 0 ? 0 : deepest + 1);
    }

    public int slots() {
        return begin.length - 1;
    }

    /** No schedule has fewer slots than this. */
    public int bound() {
        return Math.max(depth, (compartment.length + lanes - 1) / lanes);
    }

    /** [compartment] */
    public int[] place() {
        int[] place = new int[compartment.length];
        for (int p = 0; p < place.length; p++) {
            place[compartment[p]] = p;
        }
        return place;
    }

    /** Compartments whose children are done, the deepest first. */
    private static final class Ready {
        /** [depth] the first of a list, -1 for none. */
        private final int[] first;
        /** [compartment] the one after it in its list. */
        private final int[] next;
        private int deepest = NONE;

        Ready(int n, int levels) {
            first = new int[levels + 1];
            next = new int[n];
            Arrays.fill(first, NONE);
        }

        void push(int c, int depth) {
            next[c] = first[depth];
            first[depth] = c;
            deepest = Math.max(deepest, depth);
        }

        int pop() {
            while (deepest >= 0 && first[deepest] == NONE) {
                deepest--;
            }
            if (deepest < 0) {
                return NONE;
            }
            int c = first[deepest];
            first[deepest] = next[c];
            return c;
        }
    }
}
