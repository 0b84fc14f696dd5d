package huxley.viz.viewer;

import huxley.viz.plot.Palette;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javafx.geometry.VPos;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.layout.Pane;
import javafx.scene.paint.Color;
import javafx.scene.text.Font;
import javafx.scene.text.TextAlignment;

/**
 * Traces over the last stretch of time, a panel for each unit. Of the samples in one column of pixels only the least and the
 * greatest are drawn, which looks the same.
 */
final class TracePlot extends Pane {
    private static final double LEFT = 66;
    private static final double BOTTOM = 18;
    private static final int MOST_PANELS = 4;
    private static final int MOST_LABELS = 8;
    private static final Color INK = Color.web("#c9d1d9");
    private static final Color FAINT = Color.web("#2a313c");
    static final Color PAPER = Color.web("#161b22");

    private final Canvas canvas = new Canvas(100, 100);
    private List<Curve> curves = List.of();

    TracePlot() {
        getChildren().add(canvas);
        canvas.widthProperty().bind(widthProperty());
        canvas.heightProperty().bind(heightProperty());
        setMinSize(60, 60);
    }

    void show(List<Curve> next) {
        curves = List.copyOf(next);
    }

    static Color colour(int i) {
        java.awt.Color c = Palette.category(i);
        return Color.rgb(c.getRed(), c.getGreen(), c.getBlue()).interpolate(Color.WHITE, 0.25);
    }

    /** Draws what is between two times; {@code now_ms} is marked. */
    void draw(double from_ms, double to_ms, double now_ms) {
        GraphicsContext g = canvas.getGraphicsContext2D();
        double width = canvas.getWidth();
        double height = canvas.getHeight();
        g.setFill(PAPER);
        g.fillRect(0, 0, width, height);
        g.setFont(Font.font(11));
        Map<String, List<Integer>> byUnit = new LinkedHashMap<>();
        for (int i = 0; i < curves.size(); i++) {
            byUnit.computeIfAbsent(curves.get(i).unit, _ -> new ArrayList<>()).add(i);
        }
        int panels = Math.min(MOST_PANELS, byUnit.size());
        int panel = 0;
        for (Map.Entry<String, List<Integer>> one : byUnit.entrySet()) {
            if (panel < panels) {
                double top = panel * (height - BOTTOM) / panels;
                panel(g, one.getKey(), one.getValue(), new Box(LEFT, top + 4, width - LEFT - 8,
                        (height - BOTTOM) / panels - 8), from_ms, to_ms);
            }
            panel++;
        }
        double x = LEFT + (now_ms - from_ms) / (to_ms - from_ms) * (width - LEFT - 8);
        g.setStroke(INK);
        g.setLineWidth(1);
        g.strokeLine(x, 0, x, height - BOTTOM);
        g.setFill(INK);
        g.setTextBaseline(VPos.BOTTOM);
        g.setTextAlign(TextAlignment.LEFT);
        g.fillText(number(from_ms), LEFT, height - 2);
        g.setTextAlign(TextAlignment.RIGHT);
        g.fillText(number(to_ms) + " ms", width - 8, height - 2);
    }

    private record Box(double x, double y, double width, double height) {
    }

    private void panel(GraphicsContext g, String unit, List<Integer> which, Box box, double from_ms, double to_ms) {
        float low = Float.POSITIVE_INFINITY;
        float high = Float.NEGATIVE_INFINITY;
        for (int i : which) {
            Curve curve = curves.get(i);
            for (int k = curve.from(from_ms); k < curve.size() && curve.time_ms(k) <= to_ms; k++) {
                low = Math.min(low, curve.value(k));
                high = Math.max(high, curve.value(k));
            }
        }
        if (!(low <= high)) {
            low = 0;
            high = 1;
        }
        float margin = Math.max((high - low) * 0.08f, Math.max(1e-9f, Math.abs(high) * 1e-3f));
        low -= margin;
        high += margin;
        g.setStroke(FAINT);
        g.strokeRect(box.x, box.y, box.width, box.height);
        g.setFill(INK);
        g.setTextAlign(TextAlignment.RIGHT);
        g.setTextBaseline(VPos.TOP);
        g.fillText(number(high), box.x - 4, box.y);
        g.setTextBaseline(VPos.CENTER);
        g.fillText(unit, box.x - 4, box.y + box.height / 2);
        g.setTextBaseline(VPos.BOTTOM);
        g.fillText(number(low), box.x - 4, box.y + box.height);
        for (int i : which) {
            g.setStroke(colour(i));
            g.setLineWidth(1.3);
            line(g, curves.get(i), box, from_ms, to_ms, low, high);
        }
        g.setTextAlign(TextAlignment.RIGHT);
        g.setTextBaseline(VPos.TOP);
        for (int k = 0; k < Math.min(MOST_LABELS, which.size()); k++) {
            g.setFill(colour(which.get(k)));
            g.fillText(curves.get(which.get(k)).label, box.x + box.width - 6, box.y + 2 + 13 * k);
        }
    }

    private static void line(GraphicsContext g, Curve curve, Box box, double from_ms, double to_ms, float low,
            float high) {
        double perMs = box.width / (to_ms - from_ms);
        double perUnit = box.height / (high - low);
        g.beginPath();
        int i = curve.from(from_ms);
        boolean first = true;
        while (i < curve.size() && curve.time_ms(i) <= to_ms) {
            long column = (long) ((curve.time_ms(i) - from_ms) * perMs);
            float least = curve.value(i);
            float most = least;
            while (i < curve.size() && (long) ((curve.time_ms(i) - from_ms) * perMs) == column) {
                least = Math.min(least, curve.value(i));
                most = Math.max(most, curve.value(i));
                i++;
            }
            double x = box.x + Math.min(box.width, (curve.time_ms(i - 1) - from_ms) * perMs);
            double y = box.y + box.height - (least - low) * perUnit;
            if (first) {
                g.moveTo(x, y);
            } else {
                g.lineTo(x, y);
            }
            if (most > least) {
                g.lineTo(x, box.y + box.height - (most - low) * perUnit);
            }
            first = false;
        }
        g.stroke();
    }

    /** Four digits, or as many as stand before the point. */
    static String number(double value) {
        double size = Math.abs(value);
        String text = String.format(Locale.ROOT, size >= 1e4 && size < 1e7 ? "%.0f" : "%.4g", value);
        return text.contains("e") || !text.contains(".") ? text : text.replaceAll("0+$", "").replaceAll("\\.$", "");
    }
}
