package huxley.solver.engine;

import huxley.synapse.Projection;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Which projections lead to a gid. */
final class ProjectionTargets {
    /** Ascending gids at which the projections change. */
    private final int[] border;
    /** [border] projections from there to the next border. */
    private final int[][] projections;

    ProjectionTargets(List<Projection> all) {
        border = all.stream().flatMapToInt(p -> IntStream.of(p.target().first(), p.target().end())).sorted().distinct()
                .toArray();
        projections = new int[border.length][];
        Arrays.setAll(projections, b -> IntStream.range(0, all.size())
                .filter(p -> all.get(p).target().contains(border[b])).toArray());
    }

    /** Ascending. */
    int[] onto(int gid) {
        int found = Arrays.binarySearch(border, gid);
        int b = found >= 0 ? found : -found - 2;
        return b < 0 ? NOTHING : projections[b];
    }

    private static final int[] NOTHING = new int[0];
}
