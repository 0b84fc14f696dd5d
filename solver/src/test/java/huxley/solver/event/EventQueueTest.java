package huxley.solver.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class EventQueueTest {
    @Test
    void eventsComeOutAsASortedListWould() {
        SplittableRandom random = new SplittableRandom(4);
        EventQueue queue = new EventQueue();
        List<double[]> expected = new ArrayList<>();
        Comparator<double[]> order = Comparator.comparingDouble((double[] e) -> e[0]).thenComparingDouble(e -> e[1])
                .thenComparingDouble(e -> e[2]).thenComparingDouble(e -> e[3]).thenComparingDouble(e -> e[4]);
        for (int i = 0; i < 5000; i++) {
            if (random.nextInt(3) > 0 || expected.isEmpty()) {
                double at = random.nextInt(20);
                int connection = random.nextInt(9);
                int number = random.nextInt(-1, 3);
                double wait = random.nextInt(3);
                queue.arrive(at, wait, number, connection);
                expected.add(new double[] {at, -wait, number, connection, i});
            } else {
                expected.sort(order);
                double[] first = expected.removeFirst();
                assertEquals(first[0], queue.next_ms());
                int slot = queue.take();
                assertEquals(first[3], queue.item(slot));
                assertEquals(-first[1], queue.wait_ms(slot));
                assertEquals(first[2], queue.sending(slot));
            }
            assertEquals(expected.size(), queue.size());
        }
    }

    @Test
    void movedEventComesAtItsNewTimeOnly() {
        EventQueue queue = new EventQueue();
        queue.arrive(2, 1, SendingNumber.EARLY, 0);
        int slot = queue.send(5, 1, SendingNumber.EARLY, 1, 0, 7, -1, 3);
        long number = queue.number(slot);
        assertTrue(queue.holds(slot, number));
        queue.move(slot, 1, 1);
        assertFalse(queue.holds(slot, number));
        assertEquals(1, queue.next_ms());
        int first = queue.take();
        assertEquals(7, queue.instance(first));
        assertEquals(3, queue.flag(first));
        assertEquals(EventQueue.ARRIVAL, queue.kind(queue.take()));
        assertEquals(Double.POSITIVE_INFINITY, queue.next_ms());
    }

    @Test
    void simultaneousEventsOfOneSourceKeepTheirOrder() {
        EventQueue queue = new EventQueue();
        for (int i = 0; i < 40; i++) {
            queue.send(1, 1, SendingNumber.EARLY, 0, 0, i, -1, 0);
        }
        for (int i = 0; i < 40; i++) {
            assertEquals(i, queue.instance(queue.take()));
        }
    }
}
