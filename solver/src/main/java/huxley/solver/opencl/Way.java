package huxley.solver.opencl;

/**
 * How the work-items of a work-group advance a group of cells.
 *
 * @param items work-items
 * @param width instances that a work-item handles at once: 1, 2, 4 or 8
 * @param cable how they solve the cable equation
 */
public record Way(int items, int width, Cable cable) {
    /** Who solves which part of the cable equation. */
    public enum Cable {
        /** A work-item takes a cell, or as many equal ones as it is wide. */
        CELLS,
        /** All work-items take the cells together, slot by slot ({@link huxley.solver.cable.SlotSchedule}). */
        SLOTS,
        /** The same in local memory. */
        LOCAL_SLOTS
    }

    public Way {
        if (items < 1) {
            throw new IllegalArgumentException(items + " work-items");
        }
    }

    /** A work-item for each cell. */
    public static Way cells(int items, int width) {
        return new Way(items, width, Cable.CELLS);
    }

    /** All together, in local memory where that does. */
    public static Way slots(int items) {
        return new Way(items, 1, Cable.LOCAL_SLOTS);
    }

    @Override
    public String toString() {
        String all = items == 1 ? "one work-item" : items + " work-items";
        String wide = width == 1 ? "" : ", " + width + " instances at once";
        return all + (cable == Cable.CELLS ? ", each for cells of its own" : " for all cells together") + wide;
    }
}
