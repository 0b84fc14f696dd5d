package huxley.viz.plot;

import java.awt.geom.Rectangle2D;

/** A coordinate system: numbers to places of the drawing. */
record Axes(Rectangle2D area, Range x, Range y) {
    double toX(double value) {
        return area.getMinX() + (value - x.low()) / (x.high() - x.low()) * area.getWidth();
    }

    double toY(double value) {
        return area.getMaxY() - (value - y.low()) / (y.high() - y.low()) * area.getHeight();
    }
}
