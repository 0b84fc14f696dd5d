package huxley.solver.accelerator;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SeveralAcceleratorsTest {
    @Test
    void groupsAreSharedByMeasuredSpeed() {
        double[] cost = new double[100];
        Arrays.fill(cost, 7);
        int[][] shares = SeveralAccelerators.share(cost, new double[] {1, 3, 0});
        assertEquals(25, shares[0].length);
        assertEquals(75, shares[1].length);
        assertEquals(0, shares[2].length);
        assertArrayEquals(IntStream.range(0, 100).toArray(),
                Arrays.stream(shares).flatMapToInt(Arrays::stream).sorted().toArray());
    }

    @Test
    void oneSlowGroupGoesWhereItIsDoneEarliest() {
        assertArrayEquals(new int[][] {{1, 2}, {0}},
                SeveralAccelerators.share(new double[] {100, 10, 10}, new double[] {1, 5}));
    }
}
