package huxley.viz.plot;

import java.util.List;

/** An interval of an axis; {@code high} is above {@code low}. */
record Range(double low, double high) {
    private static final Range UNIT = new Range(0, 1);

    /** What all panels span horizontally, exactly. */
    static Range ofX(List<Panel> panels) {
        Range all = new Range(Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY);
        for (Panel panel : panels) {
            switch (panel) {
            case Panel.Curves curves -> {
                for (Panel.Curve curve : curves.curves()) {
                    all = all.over(curve.x());
                }
            }
            case Panel.Raster raster -> all = all.over(raster.x()).over(new double[] {raster.from(), raster.to()});
            }
        }
        return !(all.low <= all.high) ? UNIT : all.low == all.high ? new Range(all.low - 0.5, all.high + 0.5) : all;
    }

    /** What a panel spans vertically, with a margin. */
    static Range ofY(Panel panel) {
        return switch (panel) {
        case Panel.Curves curves -> {
            Range all = new Range(Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY);
            for (Panel.Curve curve : curves.curves()) {
                all = all.over(curve.y());
            }
            yield all.low <= all.high ? all.withMargin() : UNIT;
        }
        case Panel.Raster raster -> new Range(-0.7, Math.max(1, raster.rows()) - 0.3);
        };
    }

    private Range withMargin() {
        double span = high - low;
        double size = Math.max(Math.abs(low), Math.abs(high));
        // Constant curves (up to rounding) get a range that shows them as constant.
        double margin = span > 1e-9 * size ? 0.05 * span : size > 0 ? 0.1 * size : 1;
        return new Range(low - margin, high + margin);
    }

    private Range over(double[] values) {
        double least = low;
        double most = high;
        for (double value : values) {
            if (Double.isFinite(value)) {
                least = Math.min(least, value);
                most = Math.max(most, value);
            }
        }
        return new Range(least, most);
    }
}
