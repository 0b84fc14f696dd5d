package huxley.viz.viewer;

import java.util.Arrays;
import javafx.geometry.VPos;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.layout.Pane;
import javafx.scene.paint.Color;
import javafx.scene.text.Font;
import javafx.scene.text.TextAlignment;

/** Spikes of the last stretch of time, a row for each gid, and below them their rate. */
final class RasterPlot extends Pane {
    private static final int MOST = 1 << 20;
    private static final double LEFT = 66;
    private static final double RATE = 36;
    private static final double BOTTOM = 4;
    private static final int BINS = 100;

    private final Canvas canvas = new Canvas(100, 100);
    private double[] time_ms = new double[1024];
    private int[] gid = new int[1024];
    private int size;
    private int cells = 1;
    private boolean onlyCells;

    RasterPlot() {
        getChildren().add(canvas);
        canvas.widthProperty().bind(widthProperty());
        canvas.heightProperty().bind(heightProperty());
        setMinSize(60, 40);
    }

    /** @param all cells; spikes of artificial ones, which may be very many, are left out where there are others */
    void show(int all) {
        cells = Math.max(1, all);
        onlyCells = all > 0;
        size = 0;
    }

    int size() {
        return size;
    }

    void add(double[] times_ms, int[] gids) {
        for (int i = 0; i < gids.length; i++) {
            if (gids[i] < cells || !onlyCells) {
                add(times_ms[i], gids[i]);
            }
        }
    }

    private void add(double at_ms, int of) {
        if (size == MOST) {
            size = MOST / 2;
            System.arraycopy(time_ms, MOST / 2, time_ms, 0, size);
            System.arraycopy(gid, MOST / 2, gid, 0, size);
        }
        if (size == gid.length) {
            gid = Arrays.copyOf(gid, 2 * size);
            time_ms = Arrays.copyOf(time_ms, 2 * size);
        }
        gid[size] = of;
        time_ms[size++] = at_ms;
        cells = Math.max(cells, of + 1);
    }

    void draw(double from_ms, double to_ms, double now_ms) {
        GraphicsContext g = canvas.getGraphicsContext2D();
        double width = canvas.getWidth();
        double height = canvas.getHeight();
        g.setFill(TracePlot.PAPER);
        g.fillRect(0, 0, width, height);
        double across = width - LEFT - 8;
        double rows = height - RATE - BOTTOM;
        double perMs = across / (to_ms - from_ms);
        double tick = Math.clamp(rows / cells * 0.8, 1, 10);
        int[] rate = new int[BINS];
        g.setFill(Color.web("#c9d1d9"));
        int begin = Arrays.binarySearch(time_ms, 0, size, from_ms);
        for (int i = begin < 0 ? -begin - 1 : begin; i < size && time_ms[i] <= Math.min(to_ms, now_ms); i++) {
            double x = LEFT + (time_ms[i] - from_ms) * perMs;
            g.fillRect(x, 2 + rows * gid[i] / cells, 1.4, tick);
            rate[(int) Math.clamp((time_ms[i] - from_ms) / (to_ms - from_ms) * BINS, 0, BINS - 1)]++;
        }
        int most = Math.max(1, Arrays.stream(rate).max().orElse(1));
        g.setFill(Color.web("#58a6ff"));
        for (int b = 0; b < BINS; b++) {
            double bar = (RATE - 6) * rate[b] / most;
            g.fillRect(LEFT + across * b / BINS, height - BOTTOM - bar, across / BINS - 0.5, bar);
        }
        g.setFont(Font.font(11));
        g.setFill(Color.web("#c9d1d9"));
        g.setTextAlign(TextAlignment.RIGHT);
        g.setTextBaseline(VPos.TOP);
        g.fillText("gid", LEFT - 4, 2);
        double bin_s = (to_ms - from_ms) / BINS * 1e-3;
        g.fillText(TracePlot.number(most / bin_s / cells) + " Hz", LEFT - 4, height - RATE);
    }
}
