package huxley.solver.event;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Blocks of sources against lists of who hears whom, up to the last sources that there can be. */
class AudienceTest {
    private static final int LAST = Integer.MAX_VALUE / Audience.BLOCK;

    @Test
    void listenersOfFewConnectionsAreFound() {
        check(0, 20, 300);
        check(LAST, 20, 300);
    }

    @Test
    void listenersOfMoreConnectionsThanTwoBytesCountAreFound() {
        check(3, 2, 90_000);
        check(LAST, 2, 90_000);
    }

    private static void check(int number, int groups, int connections) {
        SplittableRandom random = new SplittableRandom(7);
        Connections[] all = new Connections[groups];
        List<TreeMap<Integer, Integer>> first = new ArrayList<>();
        ConnectionList list = new ConnectionList(0);
        for (int g = 0; g < groups; g++) {
            list.clear();
            List<Integer> sources = new ArrayList<>();
            for (int c = 0; c < connections; c++) {
                // Some of the block before.
                long source = (long) number * Audience.BLOCK + random.nextInt(-200, Audience.BLOCK);
                sources.add((int) Math.max(0, source));
            }
            sources.sort(null);
            TreeMap<Integer, Integer> firstOf = new TreeMap<>();
            for (int c = 0; c < connections; c++) {
                firstOf.putIfAbsent(sources.get(c), c);
                list.add(sources.get(c), c, 1, new double[0], 0);
            }
            first.add(firstOf);
            all[g] = list.sorted(new boolean[0]);
        }
        Audience.Block block = new Audience.Block(number, all);
        int begin = number * Audience.BLOCK;
        for (int i = 0; i < Audience.BLOCK; i++) {
            int source = begin + i;
            int listener = block.from(source);
            for (int g = 0; g < groups; g++) {
                Integer expected = first.get(g).get(source);
                if (expected != null) {
                    assertEquals(g, block.group(listener));
                    assertEquals(expected, block.first(listener));
                    assertEquals(listener, block.from(source, g));
                    listener++;
                }
            }
            assertEquals(block.to(source), listener);
        }
    }
}
