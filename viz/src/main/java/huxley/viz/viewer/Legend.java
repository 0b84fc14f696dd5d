package huxley.viz.viewer;

import huxley.viz.live.Scene;
import javafx.geometry.VPos;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.text.Font;
import javafx.scene.text.TextAlignment;

/** Which colour is which number. */
final class Legend extends Canvas {
    private static final int WIDTH = 110;
    private static final int HEIGHT = 180;
    private static final int BAR = 16;
    private static final int TOP = 22;

    Legend() {
        super(WIDTH, HEIGHT);
        setMouseTransparent(true);
    }

    void show(Scene.Variable variable, double low, double high, ColourMap map) {
        GraphicsContext g = getGraphicsContext2D();
        g.clearRect(0, 0, WIDTH, HEIGHT);
        int length = HEIGHT - TOP - 10;
        for (int y = 0; y < length; y++) {
            int argb = map.argb(1 - (double) y / (length - 1));
            g.setFill(Color.rgb(argb >> 16 & 0xff, argb >> 8 & 0xff, argb & 0xff));
            g.fillRect(WIDTH - BAR, TOP + y, BAR, 1);
        }
        g.setFill(Color.web("#e6edf3"));
        g.setFont(Font.font(12));
        g.setTextAlign(TextAlignment.RIGHT);
        g.setTextBaseline(VPos.TOP);
        g.fillText(variable.name() + (variable.unit().isEmpty() ? "" : " (" + variable.unit() + ")"), WIDTH, 2);
        g.fillText(TracePlot.number(high), WIDTH - BAR - 4, TOP);
        g.setTextBaseline(VPos.CENTER);
        g.fillText(TracePlot.number((low + high) / 2), WIDTH - BAR - 4, TOP + length / 2.0);
        g.setTextBaseline(VPos.BOTTOM);
        g.fillText(TracePlot.number(low), WIDTH - BAR - 4, TOP + length);
    }
}
