package huxley.solver.elementary;

import static org.junit.jupiter.api.Assertions.assertEquals;

import huxley.solver.program.Instruction.Draw.Distribution;
import org.junit.jupiter.api.Test;

class MechanismDrawsTest {
    @Test
    void momentsMatchTheDistributions() {
        assertMoments(Distribution.UNIFORM, 2, 5, 3.5, 0.75);
        assertMoments(Distribution.NEGEXP, 3, 0, 3, 9);
        assertMoments(Distribution.NORMAL, -1, 2, -1, 4);
        assertMoments(Distribution.POISSON, 7, 0, 7, 7);
        assertMoments(Distribution.POISSON, 1200, 0, 1200, 1200);
    }

    private static void assertMoments(Distribution distribution, double a, double b, double mean, double variance) {
        int n = 20_000;
        double[] position = {0};
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < n; i++) {
            double x = MechanismDraws.draw(distribution, position, 0, 42L << 32 | 7, 3, 1, a, b) - mean;
            sum += x;
            squares += x * x;
        }
        assertEquals(0, sum / n, 4 * Math.sqrt(variance / n), distribution + " mean");
        assertEquals(1, squares / n / variance, 0.08, distribution + " variance");
    }

    @Test
    void aStreamMovesOnByTheWordsItUses() {
        double[] position = {0};
        MechanismDraws.draw(Distribution.UNIFORM, position, 0, 1, 0, 0, 0, 1);
        double second = MechanismDraws.draw(Distribution.UNIFORM, position, 0, 1, 0, 0, 0, 1);
        assertEquals(2, position[0]);
        position[0] = 1;
        assertEquals(second, MechanismDraws.draw(Distribution.UNIFORM, position, 0, 1, 0, 0, 0, 1));
    }
}
