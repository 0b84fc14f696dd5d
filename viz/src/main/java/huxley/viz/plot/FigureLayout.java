package huxley.viz.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.List;

/** Where everything of a figure goes, and the drawing of it. */
final class FigureLayout {
    private static final int PANEL_HEIGHT = 190;
    private static final int SINGLE_PANEL_HEIGHT = 320;
    private static final int GAP = 26;
    private static final int LEFT = 78;
    private static final int BOTTOM = 54;
    private static final int LEGEND_ROW = 17;
    private static final int MAX_LEGEND_ROWS = 10;
    private static final Font TITLE = new Font(Font.SANS_SERIF, Font.BOLD, 15);
    private static final Font AXIS = new Font(Font.SANS_SERIF, Font.PLAIN, 13);
    private static final Font TICK = new Font(Font.SANS_SERIF, Font.PLAIN, 12);

    private final Figure figure;
    private final int width;
    private final int top;
    private final int panelHeight;

    FigureLayout(Figure figure, int width) {
        this.figure = figure;
        this.width = width;
        this.top = figure.title().isEmpty() ? 18 : 44;
        this.panelHeight = figure.panels().size() == 1 ? SINGLE_PANEL_HEIGHT : PANEL_HEIGHT;
    }

    int height() {
        int n = figure.panels().size();
        return top + n * panelHeight + (n - 1) * GAP + BOTTOM;
    }

    void draw(Graphics2D g) {
        g.setColor(Color.WHITE);
        g.fillRect(0, 0, width, height());
        g.setColor(Palette.INK);
        g.setFont(TITLE);
        g.drawString(fitting(figure.title(), g.getFontMetrics(), width - LEFT - 24), LEFT, 26);
        Range x = Range.ofX(figure.panels());
        int right = width - 24 - legendWidth(g);
        for (int i = 0; i < figure.panels().size(); i++) {
            Panel panel = figure.panels().get(i);
            Rectangle2D area = new Rectangle2D.Double(LEFT, top + i * (panelHeight + GAP), right - LEFT, panelHeight);
            Axes axes = new Axes(area, x, Range.ofY(panel));
            drawAxes(g, axes, panel, i == figure.panels().size() - 1);
            PanelDrawing.draw(g, panel, axes);
            drawLegend(g, panel, area);
        }
    }

    private static String fitting(String text, FontMetrics metrics, int width) {
        String shown = text;
        for (int length = text.length() - 1; length > 0 && metrics.stringWidth(shown) > width; length--) {
            shown = text.substring(0, length).stripTrailing() + "\u2026";
        }
        return shown;
    }

    private void drawAxes(Graphics2D g, Axes axes, Panel panel, boolean lowest) {
        Rectangle2D area = axes.area();
        Ticks horizontal = Ticks.between(axes.x().low(), axes.x().high(), 8);
        boolean raster = panel instanceof Panel.Raster;
        Ticks vertical = Ticks.between(axes.y().low(), axes.y().high(), (int) (area.getHeight() / 45));
        g.setStroke(new BasicStroke(0.7f));
        g.setFont(TICK);
        FontMetrics metrics = g.getFontMetrics();
        for (double value : vertical.values()) {
            if (raster && value != Math.rint(value)) {
                continue;
            }
            double y = axes.toY(value);
            g.setColor(Palette.FAINT);
            g.draw(new Line2D.Double(area.getMinX(), y, area.getMaxX(), y));
            g.setColor(Palette.INK);
            g.draw(new Line2D.Double(area.getMinX() - 4, y, area.getMinX(), y));
            String label = vertical.label(value);
            g.drawString(label, (float) (area.getMinX() - 8 - metrics.stringWidth(label)), (float) (y + 4));
        }
        g.setStroke(new BasicStroke(1f));
        g.draw(new Line2D.Double(area.getMinX(), area.getMinY(), area.getMinX(), area.getMaxY()));
        g.draw(new Line2D.Double(area.getMinX(), area.getMaxY(), area.getMaxX(), area.getMaxY()));
        for (double value : horizontal.values()) {
            double at = axes.toX(value);
            g.draw(new Line2D.Double(at, area.getMaxY(), at, area.getMaxY() + 4));
            if (lowest) {
                String label = horizontal.label(value);
                g.drawString(label, (float) (at - metrics.stringWidth(label) / 2.0), (float) (area.getMaxY() + 19));
            }
        }
        drawTitles(g, area, named(panel.title(), vertical), lowest ? named(figure.xTitle(), horizontal) : "");
    }

    private static String named(String title, Ticks ticks) {
        return ticks.exponent() == 0 ? title : title + " " + ticks.multiplier();
    }

    private static void drawTitles(Graphics2D g, Rectangle2D area, String vertical, String horizontal) {
        g.setFont(AXIS);
        FontMetrics metrics = g.getFontMetrics();
        g.drawString(horizontal, (float) (area.getCenterX() - metrics.stringWidth(horizontal) / 2.0),
                (float) (area.getMaxY() + 42));
        AffineTransform upright = g.getTransform();
        g.rotate(-Math.PI / 2);
        g.drawString(vertical, (float) (-area.getCenterY() - metrics.stringWidth(vertical) / 2.0), 20f);
        g.setTransform(upright);
    }

    /** Labels beside a panel; those of many curves are thinned out evenly. */
    private static void drawLegend(Graphics2D g, Panel panel, Rectangle2D area) {
        if (!(panel instanceof Panel.Curves curves)) {
            return;
        }
        g.setFont(TICK);
        List<Panel.Curve> all = curves.curves();
        int rows = Math.min(all.size(), MAX_LEGEND_ROWS);
        for (int row = 0; row < rows; row++) {
            int i = rows == 1 ? 0 : (int) Math.round(row * (all.size() - 1.0) / (rows - 1));
            double y = area.getMinY() + 8 + row * LEGEND_ROW;
            g.setColor(PanelDrawing.color(curves, i));
            g.setStroke(new BasicStroke(2.2f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
            g.draw(new Line2D.Double(area.getMaxX() + 14, y, area.getMaxX() + 30, y));
            g.setColor(Palette.INK);
            g.drawString(shortened(all.get(i).label()), (float) (area.getMaxX() + 37), (float) (y + 4));
        }
    }

    private int legendWidth(Graphics2D g) {
        g.setFont(TICK);
        FontMetrics metrics = g.getFontMetrics();
        int widest = 0;
        for (Panel panel : figure.panels()) {
            if (panel instanceof Panel.Curves curves) {
                for (Panel.Curve curve : curves.curves()) {
                    widest = Math.max(widest, metrics.stringWidth(shortened(curve.label())));
                }
            }
        }
        return widest == 0 ? 0 : widest + 40;
    }

    private static String shortened(String label) {
        return label.length() <= 32 ? label : label.substring(0, 15) + "\u2026" + label.substring(label.length() - 16);
    }
}
