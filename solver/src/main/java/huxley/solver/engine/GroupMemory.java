package huxley.solver.engine;

import huxley.neuron.mechanism.Place;
import huxley.solver.program.Field.Symbol;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleBiFunction;
import org.jspecify.annotations.Nullable;

/**
 * What all mechanisms of a group see: voltage, geometry, ions and time. Right-hand side and diagonal belong to the thread
 * that advances the group.
 */
final class GroupMemory {
    final GroupLayout layout;
    /** [node] */
    final double[] v_mV;
    final double[] time_ms = new double[1];
    final double[] dt_ms;
    final double[] temperature_degC;
    final Map<String, IonMemory> ions;

    private double @Nullable [] area_um2;
    private double @Nullable [] diam_um;
    private final List<Binding> scratch = new ArrayList<>();
    private double[] rightHandSide = new double[0];
    private double[] diagonal = new double[0];

    /** An entry of a frame that takes the scratch memory of the present thread. */
    private record Binding(double[][] arrays, int index, boolean isDiagonal) {
    }

    GroupMemory(GroupLayout layout, double dt_ms, double temperature_degC, Map<String, IonMemory> ions) {
        this.layout = layout;
        this.dt_ms = new double[] {dt_ms};
        this.temperature_degC = new double[] {temperature_degC};
        this.ions = ions;
        v_mV = perNode((plan, c) -> plan.cell.initialVoltage_mV()[c]);
    }

    double[] rightHandSide() {
        return rightHandSide;
    }

    double[] diagonal() {
        return diagonal;
    }

    /** Lends the group scratch memory of at least {@code layout.length()} nodes. */
    void useScratch(double[] rhs, double[] d) {
        if (rightHandSide != rhs) {
            rightHandSide = rhs;
            diagonal = d;
            for (Binding binding : scratch) {
                binding.arrays[binding.index] = binding.isDiagonal ? d : rhs;
            }
        }
    }

    /** Binds node memory to an entry of a frame. */
    void bindNode(Symbol symbol, double[][] arrays, int index) {
        switch (symbol) {
        case Symbol.RightHandSide r -> {
            scratch.add(new Binding(arrays, index, false));
            arrays[index] = rightHandSide;
        }
        case Symbol.Diagonal d -> {
            scratch.add(new Binding(arrays, index, true));
            arrays[index] = diagonal;
        }
        default -> arrays[index] = node(symbol);
        }
    }

    /** Lasting memory per node. */
    double[] node(Symbol symbol) {
        return switch (symbol) {
        case Symbol.OfEngine e -> geometry(e.quantity());
        case Symbol.OfIon ion -> ion(ion.ion()).array(ion.quantity());
        case Symbol.OfVariable v -> throw unknown(symbol);
        case Symbol.Weight w -> throw unknown(symbol);
        case Symbol.RightHandSide r -> throw unknown(symbol);
        case Symbol.Diagonal d -> throw unknown(symbol);
        };
    }

    /** Memory that is the same for all nodes. */
    double[] uniform(Symbol symbol) {
        return switch (symbol) {
        case Symbol.OfEngine e when e.quantity() == Place.Engine.T -> time_ms;
        case Symbol.OfEngine e when e.quantity() == Place.Engine.DT -> dt_ms;
        case Symbol.OfEngine e when e.quantity() == Place.Engine.CELSIUS -> temperature_degC;
        case Symbol.OfIon ion -> ion(ion.ion()).array(ion.quantity());
        default -> throw unknown(symbol);
        };
    }

    IonMemory ion(String name) {
        IonMemory ion = ions.get(name);
        if (ion == null) {
            throw new IllegalStateException("no memory for ion " + name + "; please report");
        }
        return ion;
    }

    private double[] geometry(Place.Engine quantity) {
        return switch (quantity) {
        case V -> v_mV;
        case AREA -> {
            if (area_um2 == null) {
                area_um2 = perNode((plan, c) -> plan.matrix.area_um2()[plan.matrix.position()[c]]);
            }
            yield area_um2;
        }
        case DIAM -> {
            if (diam_um == null) {
                diam_um = perNode((plan, c) -> plan.cell.compartments().diam_um()[c]);
            }
            yield diam_um;
        }
        case T, DT, CELSIUS, FLAG -> throw new IllegalArgumentException(quantity.name());
        };
    }

    private double[] perNode(ToDoubleBiFunction<CellPlan, Integer> value) {
        double[] array = new double[layout.length()];
        for (GroupLayout.Part part : layout.parts) {
            int width = part.block().width();
            for (int c = 0; c < part.plan().matrix.size(); c++) {
                int node = part.block().node(c, 0);
                Arrays.fill(array, node, node + width, value.applyAsDouble(part.plan(), c));
            }
        }
        Arrays.fill(array, layout.spare, array.length, layout.nodes == 0 ? 0 : array[0]);
        return array;
    }

    private static IllegalStateException unknown(Symbol symbol) {
        return new IllegalStateException("a kernel wants " + symbol + " in memory it cannot have; please report");
    }
}
