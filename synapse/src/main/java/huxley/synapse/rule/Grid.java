package huxley.synapse.rule;

import java.util.Arrays;

/** Boxes sorted into the cells of a regular grid, so that those near a place are found without looking at all. Immutable. */
final class Grid {
    /** More cells than this bring nothing and cost memory. */
    private static final int MOST_CELLS = 1 << 22;

    /** Tells the extent of a box. */
    @FunctionalInterface
    interface Boxes {
        /** @param box [6] least x, y, z, then largest */
        void of(int index, double[] box);
    }

    private final double[] origin_um = new double[3];
    private final int[] size = new int[3];
    private final double step_um;
    /** [cell + 1] where its boxes begin in {@code items}. */
    private final int[] first;
    private final int[] items;

    /** @param wanted_um edge of the grid's cells; larger where there would be too many */
    Grid(int count, double wanted_um, Boxes boxes) {
        double[] least = {Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY};
        double[] largest = {Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY};
        double[] box = new double[6];
        for (int i = 0; i < count; i++) {
            boxes.of(i, box);
            for (int axis = 0; axis < 3; axis++) {
                least[axis] = Math.min(least[axis], box[axis]);
                largest[axis] = Math.max(largest[axis], box[axis + 3]);
            }
        }
        double step = Math.max(wanted_um, 1e-3);
        for (int axis = 0; axis < 3; axis++) {
            origin_um[axis] = count == 0 ? 0 : least[axis];
        }
        while (cells(step, least, largest, size) > MOST_CELLS) {
            step *= 1.5;
        }
        step_um = step;
        first = new int[size[0] * size[1] * size[2] + 1];
        sort(count, boxes, (cell, item) -> first[cell + 1]++);
        for (int cell = 0; cell < first.length - 1; cell++) {
            first[cell + 1] += first[cell];
        }
        items = new int[first[first.length - 1]];
        int[] next = first.clone();
        sort(count, boxes, (cell, item) -> items[next[cell]++] = item);
    }

    private static double cells(double step, double[] least, double[] largest, int[] size) {
        double cells = 1;
        for (int axis = 0; axis < 3; axis++) {
            double n = Math.max(1, Math.floor((largest[axis] - least[axis]) / step) + 1);
            size[axis] = (int) Math.min(n, MOST_CELLS);
            cells *= n;
        }
        return cells;
    }

    private interface Visit {
        void cell(int cell, int item);
    }

    private void sort(int count, Boxes boxes, Visit visit) {
        double[] box = new double[6];
        for (int i = 0; i < count; i++) {
            boxes.of(i, box);
            int item = i;
            cellsOf(box, cell -> visit.cell(cell, item));
        }
    }

    private void cellsOf(double[] box, java.util.function.IntConsumer visit) {
        for (int z = place(box[2], 2); z <= place(box[5], 2); z++) {
            for (int y = place(box[1], 1); y <= place(box[4], 1); y++) {
                for (int x = place(box[0], 0); x <= place(box[3], 0); x++) {
                    visit.accept((z * size[1] + y) * size[0] + x);
                }
            }
        }
    }

    private int place(double at_um, int axis) {
        return (int) Math.clamp(Math.floor((at_um - origin_um[axis]) / step_um), 0, size[axis] - 1.0);
    }

    /** Indices of all boxes that meet this one, and of some near it; those that lie in several cells come several times. */
    int[] near(double x0, double y0, double z0, double x1, double y1, double z1) {
        int[][] found = {new int[16]};
        int[] count = new int[1];
        cellsOf(new double[] {x0, y0, z0, x1, y1, z1}, cell -> {
            int more = first[cell + 1] - first[cell];
            if (count[0] + more > found[0].length) {
                found[0] = Arrays.copyOf(found[0], Math.max(2 * found[0].length, count[0] + more));
            }
            System.arraycopy(items, first[cell], found[0], count[0], more);
            count[0] += more;
        });
        return Arrays.copyOf(found[0], count[0]);
    }
}
