package huxley.solver.cable;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SlotScheduleTest {
    /** Unbranched stretches of about {@code stretch} compartments that part in two, some roots. */
    private static int[] trees(int n, int roots, double stretch, long seed) {
        Random random = new Random(seed);
        int[] parent = new int[n];
        for (int c = 0; c < n; c++) {
            parent[c] = c < roots ? -1 : random.nextDouble() < 1 / stretch ? random.nextInt(c) : c - 1;
        }
        return parent;
    }

    private static int[] depths(int[] parent) {
        int[] depth = new int[parent.length];
        for (int c = 0; c < depth.length; c++) {
            depth[c] = parent[c] < 0 ? 1 : depth[parent[c]] + 1;
        }
        return depth;
    }

    /** The least number of slots, by Hu's theorem: all compartments deeper than some level, then a slot a level. */
    private static int least(int[] parent, int lanes) {
        int[] depth = depths(parent);
        int deepest = Arrays.stream(depth).max().orElse(0);
        return IntStream.rangeClosed(0, deepest).map(level -> {
            int deeper = (int) Arrays.stream(depth).filter(d -> d > level).count();
            return level + (deeper + lanes - 1) / lanes;
        }).max().orElse(0);
    }

    @Test
    void everyCompartmentStandsOnceAndAfterItsChildren() {
        for (int lanes : new int[] {1, 2, 4, 7, 16, 32, 1000}) {
            for (int seed = 0; seed < 20; seed++) {
                int[] parent = trees(1 + 97 * seed, 1 + seed % 3, 1 + seed, seed);
                SlotSchedule schedule = SlotSchedule.of(parent, lanes);
                int[] sorted = schedule.compartment().clone();
                Arrays.sort(sorted);
                assertArrayEquals(IntStream.range(0, parent.length).toArray(), sorted);
                int[] slotOf = new int[parent.length];
                for (int slot = 0; slot < schedule.slots(); slot++) {
                    int size = schedule.begin()[slot + 1] - schedule.begin()[slot];
                    assertTrue(size > 0 && size <= lanes, "slot " + slot + " has " + size);
                    for (int p = schedule.begin()[slot]; p < schedule.begin()[slot + 1]; p++) {
                        slotOf[schedule.compartment()[p]] = slot;
                    }
                }
                assertEquals(parent.length, schedule.begin()[schedule.slots()]);
                for (int c = 0; c < parent.length; c++) {
                    assertTrue(parent[c] < 0 || slotOf[c] < slotOf[parent[c]], "compartment " + c);
                    assertEquals(c, schedule.compartment()[schedule.place()[c]]);
                }
            }
        }
    }

    @Test
    void slotsAreTheLeastThatHuProves() {
        for (int lanes : new int[] {1, 3, 8, 16, 64}) {
            for (int seed = 0; seed < 20; seed++) {
                int[] parent = trees(1 + 71 * seed, 1 + seed % 4, 1 + 2 * seed, 100 + seed);
                SlotSchedule schedule = SlotSchedule.of(parent, lanes);
                assertEquals(least(parent, lanes), schedule.slots(), lanes + " lanes, seed " + seed);
                assertTrue(schedule.slots() >= schedule.bound());
                assertEquals(Arrays.stream(depths(parent)).max().orElse(0), schedule.depth());
            }
        }
    }

    /** The published reference point is a CA1 cell of 1414 compartments: 108 slots of 16, where 89 are the bound. */
    @Test
    void treesOfTheSizeOfACA1CellNeedAboutAsManySlotsAsTheBound() {
        int[] parent = trees(1414, 1, 15, 7);
        SlotSchedule schedule = SlotSchedule.of(parent, 16);
        assertTrue(schedule.bound() >= 89);
        assertTrue(schedule.slots() <= 1.25 * schedule.bound(), schedule.slots() + " of " + schedule.bound());
    }

    @Test
    void emptyForestHasNoSlots() {
        SlotSchedule none = SlotSchedule.of(new int[0], 8);
        assertEquals(0, none.slots());
        assertEquals(0, none.bound());
    }
}
