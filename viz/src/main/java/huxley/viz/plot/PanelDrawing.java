package huxley.viz.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;

/** Draws what is inside the axes. */
final class PanelDrawing {
    private PanelDrawing() {
    }

    static void draw(Graphics2D g, Panel panel, Axes axes) {
        Shape before = g.getClip();
        Rectangle2D area = axes.area();
        g.clip(new Rectangle2D.Double(area.getMinX(), area.getMinY() - 2, area.getWidth() + 2, area.getHeight() + 4));
        switch (panel) {
        case Panel.Curves curves -> {
            for (int i = 0; i < curves.curves().size(); i++) {
                g.setColor(color(curves, i));
                g.setStroke(new BasicStroke(1.3f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
                g.draw(path(curves.curves().get(i), axes));
            }
        }
        case Panel.Raster raster -> drawRaster(g, raster, axes);
        }
        g.setClip(before);
    }

    static Color color(Panel.Curves panel, int i) {
        int n = panel.curves().size();
        boolean graded = panel.graded() || n > Palette.categories();
        return graded ? Palette.scale(n == 1 ? 0 : i / (n - 1.0)) : Palette.category(i);
    }

    /**
     * The line; where several points fall on one column of pixels, only the first, least, greatest and last of them are
     * kept, which looks the same.
     */
    private static Path2D path(Panel.Curve curve, Axes axes) {
        Path2D path = new Path2D.Double();
        boolean drawing = false;
        int n = curve.x().length;
        for (int i = 0; i < n;) {
            double column = column(curve, i, axes);
            int end = i + 1;
            while (end < n && column(curve, end, axes) == column) {
                end++;
            }
            int least = i;
            int most = i;
            for (int j = i; j < end; j++) {
                least = curve.y()[j] < curve.y()[least] ? j : least;
                most = curve.y()[j] > curve.y()[most] ? j : most;
            }
            int[] kept = {i, Math.min(least, most), Math.max(least, most), end - 1};
            for (int j : kept) {
                drawing = extend(path, axes.toX(curve.x()[j]), axes.toY(curve.y()[j]), drawing);
            }
            i = end;
        }
        return path;
    }

    private static double column(Panel.Curve curve, int i, Axes axes) {
        return Math.floor(axes.toX(curve.x()[i]) * Figure.SCALE);
    }

    private static boolean extend(Path2D path, double x, double y, boolean drawing) {
        if (!Double.isFinite(y)) {
            return false;
        }
        if (drawing) {
            path.lineTo(x, y);
        } else {
            path.moveTo(x, y);
        }
        return true;
    }

    private static void drawRaster(Graphics2D g, Panel.Raster raster, Axes axes) {
        double row = axes.toY(0) - axes.toY(1);
        float width = (float) Math.clamp(row / 8, 0.8, 1.4);
        double area = axes.area().getWidth() * axes.area().getHeight();
        // Few ticks may be taller than their row; many are drawn pale, so that more and less can be told apart.
        double sparse = 0.02 * area / (2 * width * Math.max(1, raster.x().length));
        double half = Math.clamp(0.35 * row, Math.clamp(sparse, 0.5, 2), 9);
        Color color = raster.category() < 0 ? Palette.INK : Palette.category(raster.category());
        double covered = raster.x().length * 2 * half * width / area;
        if (covered > 1) {
            drawDensity(g, raster, axes, color);
            return;
        }
        int alpha = (int) Math.round(255 * Math.clamp(0.6 / covered, 0.06, 1));
        g.setColor(new Color(color.getRed(), color.getGreen(), color.getBlue(), alpha));
        g.setStroke(new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER));
        for (int i = 0; i < raster.x().length; i++) {
            double x = axes.toX(raster.x()[i]);
            double y = axes.toY(raster.row()[i]);
            if (alpha == 255) {
                g.draw(new Line2D.Double(x, y - half, x, y + half));
            } else {
                g.fill(new Rectangle2D.Double(x - width / 2, y - half, width, 2 * half));
            }
        }
    }

    /** More spikes than there is room for, as shades: what ticks without extent, each as pale as needed, would add up to. */
    private static void drawDensity(Graphics2D g, Panel.Raster raster, Axes axes, Color color) {
        Rectangle2D area = axes.area();
        int width = (int) Math.ceil(area.getWidth() * Figure.SCALE);
        int height = (int) Math.ceil(area.getHeight() * Figure.SCALE);
        int[] pixels = new int[width * height];
        for (int i = 0; i < raster.x().length; i++) {
            int x = (int) ((axes.toX(raster.x()[i]) - area.getMinX()) * Figure.SCALE);
            int y = (int) ((axes.toY(raster.row()[i]) - area.getMinY()) * Figure.SCALE);
            if (x >= 0 && x <= width && y >= 0 && y <= height) {
                pixels[Math.min(y, height - 1) * width + Math.min(x, width - 1)]++;
            }
        }
        double mean = (double) raster.x().length / pixels.length;
        int rgb = color.getRGB() & 0xffffff;
        for (int i = 0; i < pixels.length; i++) {
            int alpha = (int) Math.round(255 * (1 - Math.exp(-pixels[i] / Math.max(1, mean))));
            pixels[i] = alpha << 24 | rgb;
        }
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
        image.setRGB(0, 0, width, height, pixels, 0, width);
        AffineTransform placed = AffineTransform.getTranslateInstance(area.getMinX(), area.getMinY());
        placed.scale(1.0 / Figure.SCALE, 1.0 / Figure.SCALE);
        g.drawImage(image, placed, null);
    }
}
