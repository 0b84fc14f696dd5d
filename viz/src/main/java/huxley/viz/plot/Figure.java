package huxley.viz.plot;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;

/**
 * Panels on top of each other that share the horizontal axis.
 *
 * @param title of the whole, may be empty
 * @param xTitle name of the horizontal axis, with its unit
 */
public record Figure(String title, String xTitle, List<Panel> panels) {
    /** Pixels for each unit of the layout, so that print is sharp. */
    public static final int SCALE = 2;
    private static final int WIDTH = 900;

    public Figure {
        panels = List.copyOf(panels);
        if (panels.isEmpty()) {
            throw new IllegalArgumentException("a figure needs a panel");
        }
    }

    /** Draws the figure, {@code SCALE * 900} pixels wide. */
    public BufferedImage draw() {
        FigureLayout layout = new FigureLayout(this, WIDTH);
        BufferedImage image = new BufferedImage(WIDTH * SCALE, layout.height() * SCALE, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        try {
            smooth(graphics);
            graphics.scale(SCALE, SCALE);
            layout.draw(graphics);
        } finally {
            graphics.dispose();
        }
        return image;
    }

    /** Draws the figure into a PNG file. */
    public void write(Path png) throws IOException {
        writePng(draw(), png);
    }

    /** Writes an image as PNG. */
    public static void writePng(BufferedImage image, Path png) throws IOException {
        ImageIO.setUseCache(false);
        try (OutputStream out = Files.newOutputStream(png)) {
            ImageIO.write(image, "png", out);
        }
    }

    /** Asks for smooth lines and text. */
    public static void smooth(Graphics2D graphics) {
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        graphics.setRenderingHint(RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
    }
}
