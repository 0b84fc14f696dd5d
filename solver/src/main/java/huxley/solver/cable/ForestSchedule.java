package huxley.solver.cable;

import java.util.Arrays;

/**
 * In which order to solve cells of any shape {@link #LANES} compartments at a time: dendritic hierarchical scheduling [1]
 * over all trees together. A slot holds compartments of one region whose children all stand in earlier slots, the deepest
 * ones that are ready; the roots come last. A compartment is chained to its last child (last in the order of the sum,
 * that is, the first by number) if that stands on the same lane {@link #DISTANCE} slots before: what it passes on is at
 * hand without looking it up. Slots next to each other do not wait for each other, where there is enough to choose from.
 *
 * <p>Place {@code slot * LANES + lane}; lanes that are idle belong to no compartment.
 *
 * <p>[1] Y. Zhang et al., A GPU-based computational framework that bridges neuron simulation and artificial intelligence,
 * Nat. Commun. 14 (2023) 5798, doi:10.1038/s41467-023-41553-7
 */
public final class ForestSchedule {
    /** Compartments in a slot. */
    public static final int LANES = 8;
    /** Slots from a compartment to the one that is chained to it. */
    public static final int DISTANCE = 2;
    /** By how much deeper another compartment must be to break a chain; breaking none at all leaves long tails. */
    private static final int WORTH_BREAKING = 8;
    /** Depth that a chain is worth when the region of a slot is chosen. */
    private static final int CHAIN = 4;
    private static final int NONE = -1;

    private final int[] parent;
    private final int[] region;
    private final int[] depth;
    private final int[] waiting;
    /** [compartment] the child whose contribution is the last to be summed. */
    private final int[] last;
    /** [region] */
    private final Ready[] ready;
    /** [compartment] the next that is ready, of the same region and depth. */
    private final int[] next;
    /** [lane] compartment that may be chained there. */
    private final int[] continued = new int[LANES];
    /** [slot modulo DISTANCE] [lane] what stands in the last slots and is not yet seen as done. */
    private final int[][] recent = new int[DISTANCE][LANES];

    private final int[] place;
    private final int slots;

    /**
     * @param parent [compartment] above its children, -1 for roots
     * @param region [compartment] from 0 on
     */
    public ForestSchedule(int[] parent, int[] region) {
        int n = parent.length;
        this.parent = parent;
        this.region = region;
        depth = new int[n];
        waiting = new int[n];
        last = new int[n];
        next = new int[n];
        place = new int[n];
        for (int c = 0; c < n; c++) {
            int above = parent[c];
            if (above >= 0) {
                depth[c] = depth[above] + 1;
                if (waiting[above]++ == 0) {
                    last[above] = c;
                }
            }
        }
        int levels = Arrays.stream(depth).max().orElse(0) + 1;
        ready = new Ready[Arrays.stream(region).max().orElse(0) + 1];
        Arrays.setAll(ready, r -> new Ready(levels));
        Arrays.stream(recent).forEach(slot -> Arrays.fill(slot, NONE));
        for (int c = 0; c < n; c++) {
            if (waiting[c] == 0 && parent[c] >= 0) {
                push(c);
            }
        }
        int slot = 0;
        while (assign(slot)) {
            slot++;
        }
        for (int c = 0; c < n; c++) {
            if (parent[c] == NONE) {
                push(c);
            }
        }
        while (assign(slot)) {
            slot++;
        }
        slots = slot;
    }

    /** [compartment] */
    public int[] place() {
        return place;
    }

    public int slots() {
        return slots;
    }

    /** The compartments of one region that are ready. */
    private static final class Ready {
        /** [depth] the first, others follow it. */
        final int[] first;
        int deepest;
        int count;

        Ready(int levels) {
            first = new int[levels];
            Arrays.fill(first, NONE);
        }
    }

    private void push(int c) {
        Ready here = ready[region[c]];
        next[c] = here.first[depth[c]];
        here.first[depth[c]] = c;
        here.deepest = Math.max(here.deepest, depth[c]);
        here.count++;
    }

    /** Takes the deepest of a region if it is deeper than {@code limit}. */
    private int pop(Ready here, int limit) {
        while (here.deepest > 0 && here.first[here.deepest] == NONE) {
            here.deepest--;
        }
        int found = here.deepest > limit ? here.first[here.deepest] : NONE;
        if (found != NONE) {
            here.first[here.deepest] = next[found];
            here.count--;
        }
        return found;
    }

    /** Chooses the compartments of a slot; false if none is left. */
    private boolean assign(int slot) {
        int[] here = recent[slot % DISTANCE];
        for (int lane = 0; lane < LANES; lane++) {
            continued[lane] = finish(here[lane]);
            here[lane] = NONE;
        }
        int chosen = choose();
        if (chosen == NONE) {
            finishAll();
            chosen = choose();
        }
        if (chosen == NONE) {
            return false;
        }
        unchainOthers(chosen);
        for (int lane = 0; lane < LANES; lane++) {
            int kept = continued[lane];
            int better = pop(ready[chosen], kept == NONE ? NONE : depth[kept] + WORTH_BREAKING);
            if (better != NONE && kept != NONE) {
                push(kept);
            }
            here[lane] = better != NONE ? better : kept;
            continued[lane] = NONE;
            if (here[lane] != NONE) {
                place[here[lane]] = slot * LANES + lane;
            }
        }
        return true;
    }

    /** Where nothing else is ready: chains nothing to the last slots. */
    private void finishAll() {
        for (int[] slot : recent) {
            for (int lane = 0; lane < LANES; lane++) {
                int above = finish(slot[lane]);
                slot[lane] = NONE;
                if (above != NONE) {
                    push(above);
                }
            }
        }
    }

    private void unchainOthers(int chosen) {
        for (int lane = 0; lane < LANES; lane++) {
            int kept = continued[lane];
            if (kept != NONE && region[kept] != chosen) {
                push(kept);
                continued[lane] = NONE;
            }
        }
    }

    /** The region of the next slot: one that fills it, and of these the one with the deepest compartments. */
    private int choose() {
        int best = NONE;
        int most = 0;
        for (int r = 0; r < ready.length; r++) {
            Ready here = ready[r];
            int count = here.count;
            int deepest = 0;
            int chains = 0;
            while (here.deepest > 0 && here.first[here.deepest] == NONE) {
                here.deepest--;
            }
            deepest = here.deepest;
            for (int kept : continued) {
                if (kept != NONE && region[kept] == r) {
                    chains++;
                    deepest = Math.max(deepest, depth[kept]);
                }
            }
            int filled = Math.min(LANES, count + chains);
            int score = filled == 0 ? 0 : filled * ready[0].first.length * 10 + deepest + CHAIN * chains;
            if (score > most) {
                most = score;
                best = r;
            }
        }
        return best;
    }

    /** Its parent if that can be chained to it; else the parent is ready when it waits for no other. */
    private int finish(int c) {
        int above = c == NONE ? NONE : parent[c];
        if (above == NONE || --waiting[above] > 0 || parent[above] == NONE) {
            return NONE;
        }
        if (last[above] == c) {
            return above;
        }
        push(above);
        return NONE;
    }
}
