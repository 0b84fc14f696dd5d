package huxley.io.morphology;

import static org.junit.jupiter.api.Assertions.assertEquals;

import huxley.neuron.problem.Span;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The body of revolution that stands for an outline, over random outlines (see {@code outlines.py}). */
class SomaOutlineTest {
    @Test
    void bodyOfEveryOutlineMatchesNeuron() throws IOException {
        for (String line : reference()) {
            String[] row = line.split(",");
            List<double[]> outline = new ArrayList<>();
            double[] points = numbers(row[0]);
            for (int i = 0; i < points.length; i += 3) {
                outline.add(new double[] {points[i], points[i + 1], points[i + 2], 0});
            }
            double[] body = new SomaContour(outline, Span.none("outline")).alongMajorAxis().stream()
                    .flatMapToDouble(Arrays::stream).toArray();
            double[] expected = numbers(row[1]);
            assertEquals(expected.length, body.length, line);
            for (int i = 0; i < body.length; i++) {
                assertEquals(expected[i], body[i], 2e-5, line);
            }
        }
    }

    private static double[] numbers(String row) {
        return Arrays.stream(row.split(" ")).mapToDouble(Double::parseDouble).toArray();
    }

    private static List<String> reference() throws IOException {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                SomaOutlineTest.class.getResourceAsStream("outlines.csv"), StandardCharsets.US_ASCII))) {
            return lines.lines().skip(1).toList();
        }
    }
}
