package huxley.solver.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.Test;

class ColumnTest {
    private static Column check(int count, DoubleSupplier next, long atMost_bytes) {
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            values[i] = next.getAsDouble();
        }
        Column column = Column.fixed(values, count);
        for (int i = 0; i < count; i++) {
            assertEquals(Double.doubleToRawLongBits(values[i]), Double.doubleToRawLongBits(column.get(i)));
        }
        assertTrue(column.bytes() <= atMost_bytes, column.bytes() + " bytes");
        return column;
    }

    @Test
    void valuesAreKeptExactlyInLittleMemory() {
        SplittableRandom random = new SplittableRandom(1);
        check(0, () -> 1, 0);
        assertTrue(check(1000, () -> 0.1, 0).isConstant());
        check(1000, () -> random.nextBoolean() ? 0.0 : -0.0, 1000 + 16);
        check(10_000, () -> 0.1 * random.nextInt(256), 10_000 + 256 * 8);
        check(300_000, () -> 0.1 * random.nextInt(60_000), 600_000 + 60_000 * 8);
        check(10_000, () -> (float) random.nextDouble(), 40_000);
        check(10_000, random::nextDouble, 80_000);
    }
}
