package huxley.viz.picture;

import huxley.neuron.morphology.Morphology;
import huxley.neuron.morphology.Section;
import huxley.viz.plot.Figure;
import huxley.viz.plot.Palette;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/** Draws a morphology as it would be seen through a microscope, with a scale bar and the types named. */
public final class MorphologyPicture {
    private static final int LONG_SIDE = 1000;
    private static final int MARGIN = 60;
    private static final double THINNEST = 0.7;
    private static final Font TEXT = new Font(Font.SANS_SERIF, Font.PLAIN, 13);

    private final Morphology morphology;
    /** Cable length by SWC type. */
    private final TreeMap<Integer, Double> lengths_um = new TreeMap<>();
    /** Where the cell begins, below the legend. */
    private final int top;
    private final Projection projection;

    private MorphologyPicture(Morphology morphology) {
        this.morphology = morphology;
        morphology.sections().forEach(s -> lengths_um.merge(s.type(), s.length_um(), Double::sum));
        this.top = Math.max(MARGIN, 28 + 20 * lengths_um.size());
        this.projection = Projection.of(morphology, LONG_SIDE - (double) MARGIN - top);
    }

    /** A truncated cone on its way to the screen. */
    private record Cone(double x1, double y1, double r1, double x2, double y2, double r2, double depth, int type) {
    }

    /** The picture, 2000 pixels on its longer side. */
    public static BufferedImage draw(Morphology morphology) {
        MorphologyPicture picture = new MorphologyPicture(morphology);
        int width = (int) Math.max(360, picture.projection.width() + 2.0 * MARGIN);
        int height = (int) Math.max(240, picture.projection.height() + picture.top + MARGIN + 20);
        BufferedImage image = new BufferedImage(width * Figure.SCALE, height * Figure.SCALE,
                BufferedImage.TYPE_INT_RGB);
        Graphics2D g = image.createGraphics();
        try {
            Figure.smooth(g);
            g.scale(Figure.SCALE, Figure.SCALE);
            g.setColor(Color.WHITE);
            g.fillRect(0, 0, width, height);
            g.translate((width - picture.projection.width()) / 2, picture.top);
            picture.cones().forEach(cone -> drawCone(g, cone));
            g.translate(-(width - picture.projection.width()) / 2, -picture.top);
            picture.drawScaleBar(g, height);
            picture.drawLegend(g);
        } finally {
            g.dispose();
        }
        return image;
    }

    /** All cones, the farthest first, the soma last. */
    private List<Cone> cones() {
        List<Cone> cones = new ArrayList<>();
        for (Section section : morphology.sections()) {
            for (int i = 1; i < section.points(); i++) {
                cones.add(cone(section, i - 1, i));
            }
        }
        cones.sort(Comparator.comparing((Cone cone) -> cone.type() == 1).thenComparing(Cone::depth));
        return cones;
    }

    private Cone cone(Section s, int a, int b) {
        double k = projection.pixelsPerMicrometre() / 2;
        return new Cone(projection.x(s, a), projection.y(s, a), Math.max(THINNEST / 2, s.diam_um()[a] * k),
                projection.x(s, b), projection.y(s, b), Math.max(THINNEST / 2, s.diam_um()[b] * k),
                projection.depth(s, a) + projection.depth(s, b), s.type());
    }

    private static void drawCone(Graphics2D g, Cone cone) {
        g.setColor(color(cone.type()));
        double dx = cone.x2() - cone.x1();
        double dy = cone.y2() - cone.y1();
        double length = Math.hypot(dx, dy);
        if (length > 0) {
            double nx = -dy / length;
            double ny = dx / length;
            Path2D side = new Path2D.Double();
            side.moveTo(cone.x1() + nx * cone.r1(), cone.y1() + ny * cone.r1());
            side.lineTo(cone.x2() + nx * cone.r2(), cone.y2() + ny * cone.r2());
            side.lineTo(cone.x2() - nx * cone.r2(), cone.y2() - ny * cone.r2());
            side.lineTo(cone.x1() - nx * cone.r1(), cone.y1() - ny * cone.r1());
            side.closePath();
            g.fill(side);
        }
        // Round joints between cones; the flat ends of the soma's stay flat.
        if (cone.type() != 1) {
            g.fill(new Ellipse2D.Double(cone.x1() - cone.r1(), cone.y1() - cone.r1(), 2 * cone.r1(), 2 * cone.r1()));
            g.fill(new Ellipse2D.Double(cone.x2() - cone.r2(), cone.y2() - cone.r2(), 2 * cone.r2(), 2 * cone.r2()));
        }
    }

    private void drawScaleBar(Graphics2D g, int height) {
        double wanted_um = 150 / projection.pixelsPerMicrometre();
        double power = Math.pow(10, Math.floor(Math.log10(wanted_um)));
        double factor = wanted_um / power;
        double length_um = power * (factor >= 5 ? 5 : factor >= 2 ? 2 : 1);
        double length = length_um * projection.pixelsPerMicrometre();
        g.setColor(Palette.INK);
        g.setStroke(new BasicStroke(3, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER));
        g.draw(new Line2D.Double(24, height - 24, 24 + length, height - 24));
        g.setFont(TEXT);
        g.drawString((length_um >= 1 ? "%.0f" : "%.2g").formatted(length_um) + " \u00b5m", 24, height - 34);
    }

    private void drawLegend(Graphics2D g) {
        g.setFont(TEXT);
        int y = 28;
        for (var entry : lengths_um.entrySet()) {
            g.setColor(color(entry.getKey()));
            g.fill(new Ellipse2D.Double(24, y - 10, 11, 11));
            g.setColor(Palette.INK);
            g.drawString("%s, %,.0f \u00b5m".formatted(name(entry.getKey()), entry.getValue()), 44, y);
            y += 20;
        }
    }

    private static String name(int type) {
        return switch (type) {
        case 1 -> "soma";
        case 2 -> "axon";
        case 3 -> "basal dendrite";
        case 4 -> "apical dendrite";
        default -> "type " + type;
        };
    }

    private static Color color(int type) {
        return switch (type) {
        case 1 -> Palette.INK;
        case 2 -> Palette.category(5);
        case 3 -> Palette.category(1);
        case 4 -> Palette.category(0);
        default -> Palette.category(type % 2 == 0 ? 2 : 3);
        };
    }
}
