package huxley.solver.opencl;

import huxley.solver.accelerator.Resident;
import huxley.solver.cable.Block;
import huxley.solver.cable.CableMatrix;
import huxley.solver.cable.SlotSchedule;
import huxley.solver.kernel.Frame;
import huxley.solver.precision.Numbers;
import huxley.solver.precision.Precision;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What kernels look up to solve the cable equation. Equal blocks share it. */
final class CableTables {
    /** Numbers that a compartment needs while slots are solved. */
    static final int SCRATCH = 4;
    /** Whole numbers of a row of trees. */
    private static final int TREES = 7;

    private final WholeNumbers whole;
    private final NumberArena doubles;
    private final NumberArena floats;
    private final Map<Shape, int[]> shapes = new HashMap<>();

    CableTables(WholeNumbers whole, NumberArena doubles, NumberArena floats) {
        this.whole = whole;
        this.doubles = doubles;
        this.floats = floats;
    }

    /**
     * Known by what its arrays are, not by what stands in them.
     *
     * @param items work-items that solve a block together, 0 if each takes cells of its own
     */
    private record Shape(CableMatrix matrix, int[] offset, double rate_per_ms, Precision precision, int items) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Shape s && s.matrix.parent() == matrix.parent()
                    && s.matrix.upper_S_per_cm2() == matrix.upper_S_per_cm2()
                    && s.matrix.capacity_mF_per_cm2() == matrix.capacity_mF_per_cm2() && s.offset == offset
                    && s.rate_per_ms == rate_per_ms && s.precision == precision && s.items == items;
        }

        @Override
        public int hashCode() {
            return 31 * System.identityHashCode(matrix.upper_S_per_cm2()) + System.identityHashCode(offset);
        }
    }

    static boolean isWide(Block block) {
        return block.width() == Frame.CHUNK;
    }

    /** Numbers that solving the slots of a group needs. */
    static int scratch(Resident resident) {
        return SCRATCH * resident.blocks().stream().mapToInt(Block::nodes).sum();
    }

    /** Where blocks begin, the wide ones first: base, compartments, where parents and where coefficients begin. */
    int blocks(Resident resident) {
        List<Block> blocks = Stream.concat(resident.blocks().stream().filter(CableTables::isWide),
                resident.blocks().stream().filter(b -> !isWide(b))).toList();
        return whole.add(blocks.stream().flatMapToInt(block -> {
            int[] shared = shapes.computeIfAbsent(shape(block, resident, 0), this::place);
            return IntStream.of(block.base(), block.matrix().size(), shared[0], shared[1]);
        }).toArray());
    }

    private static Shape shape(Block block, Resident of, int items) {
        return new Shape(block.matrix(), block.offset(), of.program().rate_per_ms(), of.program().precision(), items);
    }

    /** Where parents and coefficients of a shape begin. */
    private int[] place(Shape shape) {
        CableMatrix matrix = shape.matrix;
        int n = matrix.size();
        int parents = whole.add(matrix.parent());
        whole.add(shape.offset);
        double[] all = Arrays.copyOf(matrix.upper_S_per_cm2(), 3 * n);
        System.arraycopy(matrix.lower_S_per_cm2(), 0, all, n, n);
        System.arraycopy(matrix.diagonal(shape.rate_per_ms), 0, all, 2 * n, n);
        return new int[] {parents, coefficients(all, shape.precision)};
    }

    /** Where coefficients begin, rounded to the precision of the cable equation. */
    private int coefficients(double[] values, Precision precision) {
        if (precision == Precision.DOUBLE) {
            return Math.toIntExact(doubles.place(Numbers.of(values), false));
        }
        Numbers rounded = Numbers.of(precision, values.length);
        for (int i = 0; i < values.length; i++) {
            rounded.set(i, values[i]);
        }
        return Math.toIntExact(floats.place(rounded, false));
    }

    /**
     * Where trees begin that so many work-items solve together, a row each: cells, first node, places, slots, where ints,
     * coefficients and scratch begin; and how many there are.
     */
    int[] trees(Resident resident, int items) {
        WholeNumbers rows = new WholeNumbers();
        int scratch = 0;
        for (List<Block> together : together(resident)) {
            Block first = together.getFirst();
            int[] placed = isWide(first)
                    ? shapes.computeIfAbsent(shape(first, resident, items), s -> place(together, resident, items))
                    : place(together, resident, items);
            rows.add(first.width(), isWide(first) ? first.base() : 0, placed[0], placed[1], placed[2], placed[3],
                    scratch);
            scratch += SCRATCH * placed[0] * first.width();
        }
        return new int[] {whole.add(Arrays.copyOf(rows.numbers(), rows.size())), rows.size() / TREES};
    }

    /** Equal cells side by side by themselves, all others as one forest. */
    private static List<List<Block>> together(Resident resident) {
        List<List<Block>> together = new ArrayList<>();
        resident.blocks().stream().filter(CableTables::isWide).forEach(b -> together.add(List.of(b)));
        List<Block> narrow = resident.blocks().stream().filter(b -> !isWide(b)).toList();
        if (!narrow.isEmpty()) {
            together.add(narrow);
        }
        return together;
    }

    private static Trees trees(List<Block> together, Resident resident, int items) {
        Block first = together.getFirst();
        return Trees.of(together, isWide(first) ? first.base() : 0, resident.program().rate_per_ms(),
                Math.max(1, items / first.width()));
    }

    /** How so many work-items solve a group together. */
    static List<SlotSchedule> schedules(Resident resident, int items) {
        return together(resident).stream().map(t -> trees(t, resident, items).schedule()).toList();
    }

    /** Places, slots, where ints and coefficients begin. */
    private int[] place(List<Block> together, Resident resident, int items) {
        Trees trees = trees(together, resident, items);
        return new int[] {trees.places(), trees.schedule().slots(), whole.add(trees.ints()),
                coefficients(trees.coefficients(), resident.program().precision())};
    }
}
