package huxley.solver.elementary;

import static org.junit.jupiter.api.Assertions.assertEquals;

import huxley.solver.program.Instruction.Draw.Distribution;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
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

    /** Words and uniform numbers to the bit; the others as far as logarithms agree. */
    @Test
    void drawsEqualThoseOfNeuron() throws IOException {
        for (String line : reference()) {
            String[] row = line.split(",");
            Distribution distribution = switch (row[0]) {
            case "ipick" -> Distribution.IPICK;
            case "dblpick" -> Distribution.UNIFORM;
            case "negexp" -> Distribution.NEGEXP;
            default -> Distribution.NORMAL;
            };
            boolean exact = distribution == Distribution.IPICK || distribution == Distribution.UNIFORM;
            boolean normal = distribution == Distribution.NORMAL;
            long identity = Long.parseLong(row[2]) << 32 | Long.parseLong(row[1]);
            double[] position = {Double.parseDouble(row[4])};
            for (String value : row[5].split(" ")) {
                double expected = Double.parseDouble(value);
                double drawn = MechanismDraws.draw(distribution, position, 0, identity, Integer.parseInt(row[3]), 0,
                        distribution == Distribution.NEGEXP ? 1 : 0, normal || exact ? 1 : 0);
                assertEquals(expected, drawn, exact ? 0 : 2 * Math.ulp(expected), line);
            }
        }
    }

    private static List<String> reference() throws IOException {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                MechanismDrawsTest.class.getResourceAsStream("random123.csv"), StandardCharsets.US_ASCII))) {
            return lines.lines().skip(1).toList();
        }
    }
}
