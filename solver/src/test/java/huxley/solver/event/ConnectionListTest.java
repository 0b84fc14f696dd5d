package huxley.solver.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ConnectionListTest {
    private record Given(int source, int target, double delay_ms, double weight) {
    }

    @Test
    void connectionsComeBySourceThenDelayThenAsGiven() {
        SplittableRandom random = new SplittableRandom(5);
        ConnectionList list = new ConnectionList(1);
        for (int[] shape : new int[][] {{0, 1, 1}, {1, 1, 1}, {500, 3, 1}, {5000, 7, 5}, {5000, 3000, 5},
                {3000, 2, 100_000},
                {4000, 90_000, 1}, {300, 2_000_000_000, 2}, {6400, 100, 1}}) {
            list.clear();
            List<Given> given = new ArrayList<>();
            for (int i = 0; i < shape[0]; i++) {
                Given one = new Given(random.nextInt(shape[1]), i, 1 + 0.1 * random.nextInt(shape[2]),
                        random.nextDouble());
                given.add(one);
                list.add(one.source, one.target, one.delay_ms, new double[] {one.weight}, 1);
            }
            given.sort(Comparator.comparingInt(Given::source).thenComparingDouble(Given::delay_ms)
                    .thenComparingInt(Given::target));
            check(given, list.sorted(new boolean[] {false}));
        }
    }

    private static void check(List<Given> given, Connections connections) {
        assertEquals(given.size(), connections.size());
        Connections.Walk walk = connections.walkFrom(0);
        for (int c = 0; c < given.size(); c++) {
            Given one = given.get(c);
            assertEquals(one.target, connections.target(c));
            assertEquals(one.delay_ms, connections.delay_ms(c));
            assertEquals(one.weight, connections.weight(c, 0));
            Given next = c + 1 < given.size() ? given.get(c + 1) : new Given(-1, 0, 0, 0);
            assertEquals(next.source != one.source, connections.isLast(c));
            assertEquals(next.source != one.source || next.delay_ms != one.delay_ms, connections.isLastOfDelay(c));
            assertEquals(one.source, connections.sourceOf(c));
            if (c == 0 || given.get(c - 1).source != one.source) {
                assertTrue(walk.next());
                for (Connections.Walk at : new Connections.Walk[] {walk, from(one.source, connections)}) {
                    assertEquals(one.source, at.source());
                    assertEquals(c, at.first());
                    assertEquals(one.delay_ms, at.leastDelay_ms());
                }
            }
        }
        assertFalse(walk.next());
        assertFalse(connections.walkFrom(Integer.MAX_VALUE).next());
    }

    private static Connections.Walk from(int source, Connections connections) {
        Connections.Walk walk = connections.walkFrom(source);
        assertTrue(walk.next());
        return walk;
    }
}
