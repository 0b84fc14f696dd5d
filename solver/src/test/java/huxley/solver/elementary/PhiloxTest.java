package huxley.solver.elementary;

import static org.junit.jupiter.api.Assertions.assertEquals;

import huxley.solver.program.Instruction.Draw.Distribution;
import org.junit.jupiter.api.Test;

class PhiloxTest {
    @Test
    void wordsMatchThePublishedAnswers() {
        assertWords(new int[] {0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}, 0, 0, 0, 0, 0, 0);
        assertWords(new int[] {0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}, -1, -1, -1, -1, -1, -1);
        assertWords(new int[] {0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}, 0x243f6a88, 0x85a308d3, 0x13198a2e,
                0x03707344, 0xa4093822, 0x299f31d0);
    }

    private static void assertWords(int[] expected, int c0, int c1, int c2, int c3, int k0, int k1) {
        for (int i = 0; i < 4; i++) {
            assertEquals(expected[i], Philox.word(i, c0, c1, c2, c3, k0, k1));
        }
    }

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
            double x = Philox.draw(distribution, position, 0, 42L << 32 | 7, 3, 1, a, b) - mean;
            sum += x;
            squares += x * x;
        }
        assertEquals(0, sum / n, 4 * Math.sqrt(variance / n), distribution + " mean");
        assertEquals(1, squares / n / variance, 0.08, distribution + " variance");
    }

    @Test
    void aStreamMovesOnByTheWordsItUses() {
        double[] position = {0};
        Philox.draw(Distribution.UNIFORM, position, 0, 1, 0, 0, 0, 1);
        double second = Philox.draw(Distribution.UNIFORM, position, 0, 1, 0, 0, 0, 1);
        assertEquals(2, position[0]);
        position[0] = 1;
        assertEquals(second, Philox.draw(Distribution.UNIFORM, position, 0, 1, 0, 0, 0, 1));
    }
}
