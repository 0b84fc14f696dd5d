package huxley.solver.engine;

/** Where cells are: {@code group [gid]}, {@code part [gid]} of the group's layout and {@code lane [gid]} of the part.
 * For an artificial cell the part is -1 and the lane its number among those of the group that have its mechanism.
 */
record Location(int[] group, int[] part, int[] lane) {
    /** Whether this rank has a cell; the group of others is -1. */
    boolean isHere(int gid) {
        return group[gid] >= 0;
    }
}
