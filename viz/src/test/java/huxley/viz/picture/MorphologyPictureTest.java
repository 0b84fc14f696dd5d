package huxley.viz.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import huxley.neuron.morphology.Morphology;
import huxley.neuron.morphology.Section;
import huxley.viz.plot.Palette;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.List;
import org.junit.jupiter.api.Test;

class MorphologyPictureTest {
    private static final Section SOMA = new Section("soma", 1, -1, 0, new double[] {-10, 10}, new double[] {0, 0},
            new double[] {0, 0}, new double[] {20, 20});

    private static Section branch(String name, int type, double x, double y, double z) {
        return new Section(name, type, 0, 0.5, new double[] {0, x}, new double[] {0, y}, new double[] {0, z},
                new double[] {4, 1});
    }

    private static int columns(BufferedImage image, Color color) {
        int left = image.getWidth();
        int right = 0;
        // Below the legend.
        for (int y = 200; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                if ((image.getRGB(x, y) & 0xffffff) == (color.getRGB() & 0xffffff)) {
                    left = Math.min(left, x);
                    right = Math.max(right, x);
                }
            }
        }
        return right - left;
    }

    @Test
    void branchesAreDrawnToScaleInTheColourOfTheirType() {
        BufferedImage image = MorphologyPicture.draw(new Morphology("c",
                List.of(SOMA, branch("dend", 3, 100, -60, 0), branch("apic", 4, 0, 400, 0))));
        assertEquals(2000, Math.max(image.getWidth(), image.getHeight()), 45);
        double basal = columns(image, Palette.category(1));
        double apical = columns(image, Palette.category(0));
        assertTrue(basal > 20 * apical, basal + " against " + apical);
    }

    @Test
    void viewIsAlongTheShortestSide() {
        Morphology flat = new Morphology("c", List.of(SOMA, branch("dend", 3, 0, 100, 300)));
        assertEquals(2, Projection.of(flat, 100).across());
        assertEquals(1, Projection.of(flat, 100).up());
    }
}
