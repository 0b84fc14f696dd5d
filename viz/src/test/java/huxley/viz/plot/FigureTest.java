package huxley.viz.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FigureTest {
    private static Panel.Curve curve(String label, int samples, java.util.function.DoubleUnaryOperator f) {
        double[] x = IntStream.range(0, samples).mapToDouble(i -> i * 100.0 / samples).toArray();
        return new Panel.Curve(label, x, DoubleStream.of(x).map(f).toArray());
    }

    private static int pixelsOf(BufferedImage image, Color color) {
        int count = 0;
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                count += (image.getRGB(x, y) & 0xffffff) == (color.getRGB() & 0xffffff) ? 1 : 0;
            }
        }
        return count;
    }

    @Test
    void everyCurveIsVisibleInItsColour(@TempDir Path folder) throws IOException {
        Figure figure = new Figure("A cell", "time (ms)",
                List.of(new Panel.Curves("potential (mV)",
                        List.of(curve("soma.v", 4000, t -> -65 + 90 * Math.exp(-Math.pow(t - 30, 2))),
                                curve("dend.v", 4000, t -> -65 + 5 * Math.sin(t / 5))),
                        false), new Panel.Raster("cell", new int[] {0, 1}, new double[] {30, 60}, 0, 100, 2, -1)));
        Path png = folder.resolve("a.png");
        figure.write(png);
        BufferedImage image = ImageIO.read(png.toFile());
        assertEquals(1800, image.getWidth());
        assertTrue(pixelsOf(image, Palette.category(0)) > 500);
        assertTrue(pixelsOf(image, Palette.category(1)) > 500);
    }

    /** A spike of one sample among a million must not vanish by decimation. */
    @Test
    void oneSampleAmongAMillionIsDrawn() {
        double[] x = IntStream.range(0, 1_000_000).asDoubleStream().toArray();
        double[] y = new double[x.length];
        y[612_345] = 1;
        Panel.Curves panel = new Panel.Curves("v", List.of(new Panel.Curve("v", x, y)), false);
        BufferedImage image = new Figure("", "t", List.of(panel)).draw();
        int highest = IntStream.range(0, image.getHeight()).filter(row -> IntStream.range(200, image.getWidth() - 300)
                .anyMatch(
                        column -> (image.getRGB(column, row) & 0xffffff) == (Palette.category(0).getRGB() & 0xffffff)))
                .findFirst().orElseThrow();
        assertTrue(highest < image.getHeight() / 6, "highest pixel of the line in row " + highest);
    }

    /** In time and memory that do not grow with the ink: more spikes than pixels become shades. */
    @Test
    void shadesTellHowManyOfMillionsOfSpikesThereAre() {
        int spikes = 3_000_000;
        int rows = 100_000;
        double[] x = new double[spikes];
        int[] row = new int[spikes];
        for (int i = 0; i < spikes; i++) {
            // Four times as many in the first half of the time.
            double share = i * 0.6180339887498949 % 1;
            x[i] = i % 5 == 0 ? 500 + 500 * share : 500 * share;
            row[i] = (int) (rows * (i * 0.7548776662466927 % 1));
        }
        Panel.Raster raster = new Panel.Raster("cells", row, x, 0, 1000, rows, -1);
        var threads = (com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        BufferedImage image = new Figure("", "time (ms)", List.of(raster)).draw();
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        assertTrue(allocated < 10L * spikes, allocated + " bytes for " + spikes + " spikes");
        double left = darkness(image, 300, 800);
        double right = darkness(image, 1100, 1600);
        assertTrue(left > 1.5 * right && left < 0.95 && right > 0.1, left + " and " + right);
    }

    /** 0 white, 1 black: mean of the middle of some columns. */
    private static double darkness(BufferedImage image, int from, int to) {
        return 1 - IntStream.range(from, to).mapToDouble(x -> IntStream.range(200, 500)
                .mapToDouble(y -> (image.getRGB(x, y) & 0xff) / 255.0).average().orElseThrow()).average().orElseThrow();
    }

    @Test
    void oddInputStillGivesAFigure() {
        List<Panel> odd = List.of(new Panel.Curves("nothing", List.of(), false),
                new Panel.Curves("empty", List.of(new Panel.Curve("a", new double[0], new double[0])), false),
                new Panel.Curves("not finite",
                        List.of(new Panel.Curve("a", new double[] {0, 1, 2}, new double[] {Double.NaN, 1, 0})), false),
                new Panel.Curves("constant",
                        List.of(new Panel.Curve("a", new double[] {0, 1}, new double[] {-65, -65})), false),
                new Panel.Raster("none", new int[0], new double[0], 0, 100, 0, -1));
        for (Panel panel : odd) {
            assertEquals(1800, new Figure("", "time (ms)", List.of(panel)).draw().getWidth());
        }
    }

    @Test
    void ticksStandAtRoundNumbers() {
        Ticks ticks = Ticks.between(-71.3, 42, 5);
        assertEquals(List.of("\u221260", "\u221240", "\u221220", "0", "20", "40"),
                ticks.values().stream().map(ticks::label).toList());
        assertEquals("\u00d710\u207b\u2076", Ticks.between(0, 4e-6, 4).multiplier());
        assertEquals("2", Ticks.between(0, 4e-6, 4).label(2e-6));
        assertEquals("0.005", Ticks.between(0, 0.01, 2).label(0.005));
    }
}
