package huxley.solver.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CalendarTest {
    private record Arrival(double time_ms, int number, int connection) {
    }

    @Test
    void arrivalsComeAtTheirHalfStepInOrderOfTimeThenSpikeThenConnection() {
        double dt_ms = 0.1;
        SplittableRandom random = new SplittableRandom(3);
        for (int most : new int[] {3, 40, 400, 4000}) {
            Calendar calendar = new Calendar(dt_ms, Connections.NONE);
            List<Arrival> pending = new ArrayList<>();
            for (long half = 0; half < (most < 1000 ? 300 : 30); half++) {
                for (int i = random.nextInt(most); i > 0; i--) {
                    double now_ms = Math.max(0, calendar.end_ms(half - 1));
                    double at_ms = random.nextBoolean()
                            ? now_ms + 3 * random.nextDouble()
                            : calendar.end_ms(half + random.nextInt(50));
                    int connection = random.nextInt(10_000);
                    int number = random.nextInt(-1, 4);
                    assertTrue(calendar.reaches(at_ms));
                    calendar.add(at_ms, connection, number);
                    pending.add(new Arrival(at_ms, number, connection));
                }
                double end_ms = calendar.end_ms(half);
                List<Arrival> due = pending.stream().filter(a -> a.time_ms <= end_ms)
                        .sorted(Comparator.comparingDouble(Arrival::time_ms)
                                .thenComparingInt(Arrival::number).thenComparingInt(Arrival::connection))
                        .toList();
                pending.removeAll(due);
                calendar.turn();
                for (Arrival arrival : due) {
                    assertEquals(arrival.time_ms, calendar.next_ms());
                    assertEquals(arrival.number, calendar.sendingNumber());
                    assertEquals(arrival.connection, calendar.connection());
                    calendar.take();
                }
                assertEquals(Double.POSITIVE_INFINITY, calendar.next_ms());
                calendar.close();
            }
        }
    }
}
