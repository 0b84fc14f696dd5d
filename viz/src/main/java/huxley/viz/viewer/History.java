package huxley.viz.viewer;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What was seen, so that one can look back. When it gets large, every other moment is forgotten. */
final class History {
    private static final long MOST_VALUES = 1 << 25;

    /**
     * What was seen at one moment.
     *
     * @param variable index into the variables of the scene
     */
    record Moment(double time_ms, int variable, float[] values) {
    }

    private final List<Moment> moments = new ArrayList<>();
    private long values;

    void add(double time_ms, int variable, float[] seen) {
        if (!moments.isEmpty() && moments.getLast().time_ms() >= time_ms) {
            return;
        }
        moments.add(new Moment(time_ms, variable, seen));
        values += seen.length;
        if (values > MOST_VALUES && moments.size() > 2) {
            List<Moment> kept = new ArrayList<>();
            for (int i = 0; i < moments.size(); i += 2) {
                kept.add(moments.get(i));
            }
            moments.clear();
            moments.addAll(kept);
            values = moments.stream().mapToLong(m -> m.values().length).sum();
        }
    }

    void clear() {
        moments.clear();
        values = 0;
    }

    /** The last moment at a time or before, else the first. */
    @Nullable
    Moment at(double time_ms) {
        if (moments.isEmpty()) {
            return null;
        }
        int found = Collections.binarySearch(moments, new Moment(time_ms, 0, new float[0]),
                (a, b) -> Double.compare(a.time_ms(), b.time_ms()));
        return moments.get(Math.max(0, found >= 0 ? found : -found - 2));
    }
}
