package huxley.synapse;

import org.jspecify.annotations.Nullable;

/**
 * A named range of gids: either cells only or artificial cells only. Populations do not overlap; a gid may be in none.
 *
 * @param first gid of its first member; the members follow each other
 * @param placement where they stand, null if the model does not say
 * @param origin what a file that they come from calls them; null if they are called by {@code name} and counted from 0
 */
public record Population(String name, int first, int count, @Nullable Placement placement, @Nullable Origin origin) {
    /** A population whose members are counted from 0. */
    public Population(String name, int first, int count, @Nullable Placement placement) {
        this(name, first, count, placement, null);
    }

    /**
     * A file may count cells and artificial cells as one population, so that one of its populations becomes two of ours.
     *
     * @param node [member] number in the file's population
     */
    public record Origin(String population, int[] node) {
    }

    /** One past the last gid. */
    public int end() {
        return first + count;
    }

    public boolean contains(int gid) {
        return gid >= first && gid < end();
    }

    /** Where a point of a member's own morphology is in the network; there if the model does not place it: {x, y, z}. */
    public double[] inNetwork_um(int member, double x_um, double y_um, double z_um) {
        if (placement == null) {
            return new double[] {x_um, y_um, z_um};
        }
        double[] r = placement.rotation();
        int m = 9 * member;
        double[] turned = r.length == 0
                ? new double[] {x_um, y_um, z_um}
                : new double[] {r[m] * x_um + r[m + 1] * y_um + r[m + 2] * z_um,
                        r[m + 3] * x_um + r[m + 4] * y_um + r[m + 5] * z_um,
                        r[m + 6] * x_um + r[m + 7] * y_um + r[m + 8] * z_um};
        return new double[] {turned[0] + placement.x_um()[member], turned[1] + placement.y_um()[member],
                turned[2] + placement.z_um()[member]};
    }

    /**
     * Where the members of a population stand: a point p of a cell's own morphology is at {@code rotation * p + (x, y, z)}.
     *
     * @param x_um [member]
     * @param y_um [member]
     * @param z_um [member]
     * @param rotation [member * 9] row-major matrices; empty if none is rotated
     */
    public record Placement(double[] x_um, double[] y_um, double[] z_um, double[] rotation) {
    }
}
