package huxley.viz.picture;

import huxley.neuron.morphology.Morphology;
import huxley.neuron.morphology.Section;

/**
 * The view along the axis in which the cell spreads least; the y axis points up where it is in view.
 *
 * @param across 0, 1 or 2: the coordinate that goes to the right
 * @param up the coordinate that goes up
 * @param width of the projected cell, pixels
 */
record Projection(int across, int up, double left_um, double top_um, double pixelsPerMicrometre, double width,
        double height) {
    /** The projection whose longer side has {@code size} pixels. */
    static Projection of(Morphology morphology, double size) {
        double[] low = {Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY};
        double[] high = {Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY};
        for (Section section : morphology.sections()) {
            for (int i = 0; i < section.points(); i++) {
                for (int axis = 0; axis < 3; axis++) {
                    double at = coordinate(section, i, axis);
                    double radius = section.diam_um()[i] / 2;
                    low[axis] = Math.min(low[axis], at - radius);
                    high[axis] = Math.max(high[axis], at + radius);
                }
            }
        }
        double spreadX = high[0] - low[0];
        double spreadY = high[1] - low[1];
        double spreadZ = high[2] - low[2];
        boolean hideY = spreadY < spreadX && spreadY < spreadZ;
        boolean hideX = !hideY && spreadX < spreadY && spreadX < spreadZ;
        int across = hideX ? 2 : 0;
        int up = hideY ? 2 : 1;
        double width_um = high[across] - low[across];
        double height_um = high[up] - low[up];
        double scale = size / Math.max(1e-9, Math.max(width_um, height_um));
        return new Projection(across, up, low[across], high[up], scale, width_um * scale, height_um * scale);
    }

    double x(Section section, int point) {
        return (coordinate(section, point, across) - left_um) * pixelsPerMicrometre;
    }

    double y(Section section, int point) {
        return (top_um - coordinate(section, point, up)) * pixelsPerMicrometre;
    }

    /** Distance towards the viewer. */
    double depth(Section section, int point) {
        return coordinate(section, point, 3 - across - up);
    }

    private static double coordinate(Section section, int point, int axis) {
        return switch (axis) {
        case 0 -> section.x_um()[point];
        case 1 -> section.y_um()[point];
        default -> section.z_um()[point];
        };
    }
}
