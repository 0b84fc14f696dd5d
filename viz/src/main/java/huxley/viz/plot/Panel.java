package huxley.viz.plot;

import java.util.List;

/** One coordinate system of a figure. */
public sealed interface Panel {
    /** Name of the vertical axis. */
    String title();

    /**
     * Lines.
     *
     * @param title name of the vertical axis, with its unit
     * @param graded whether the curves are steps of one quantity, to be coloured along a scale
     */
    record Curves(String title, List<Curve> curves, boolean graded) implements Panel {
        public Curves {
            curves = List.copyOf(curves);
        }
    }

    /** A line; x ascending, as long as y. Values that are not finite leave a gap. */
    record Curve(String label, double[] x, double[] y) {
    }

    /**
     * A tick for each event.
     *
     * @param row [event] 0 and up
     * @param x [event]
     * @param from where the observation began, which the axis shows even when nothing happened there
     * @param to where it ended
     * @param rows how many rows there are
     * @param category whose colour it has, -1 for that of text
     */
    record Raster(String title, int[] row, double[] x, double from, double to, int rows,
            int category) implements Panel {
    }
}
