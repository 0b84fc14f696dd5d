package huxley.solver.engine;

import huxley.neuron.mechanism.Place;
import huxley.solver.kernel.Frame;
import huxley.solver.precision.Numbers;
import huxley.solver.program.Field.Symbol;
import huxley.solver.precision.Precision;
import java.util.ArrayList;
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
    final Numbers v_mV;
    final double[] time_ms = new double[1];
    final double[] dt_ms;
    final double[] temperature_degC;
    final Map<String, IonMemory> ions;
    /** Of memory per node; what is the same for all nodes, such as time, is always kept in double precision. */
    final Precision precision;

    private @Nullable Numbers area_um2;
    private @Nullable Numbers diam_um;
    private final List<Binding> scratch = new ArrayList<>();
    private Numbers rightHandSide;
    private Numbers diagonal;

    /** An entry of a frame that takes the scratch memory of the present thread. */
    private record Binding(Frame frame, int index, boolean isDiagonal) {
    }

    GroupMemory(GroupLayout layout, Precision precision, double dt_ms, double temperature_degC,
            Map<String, IonMemory> ions) {
        this.layout = layout;
        this.precision = precision;
        rightHandSide = Numbers.of(precision, 0);
        diagonal = Numbers.of(precision, 0);
        this.dt_ms = new double[] {dt_ms};
        this.temperature_degC = new double[] {temperature_degC};
        this.ions = ions;
        v_mV = perNode((plan, c) -> plan.cell.initialVoltage_mV()[c]);
    }

    Numbers rightHandSide() {
        return rightHandSide;
    }

    Numbers diagonal() {
        return diagonal;
    }

    /** Lends the group scratch memory of at least {@code layout.length()} nodes. */
    void useScratch(Numbers rhs, Numbers d) {
        if (rightHandSide != rhs) {
            rightHandSide = rhs;
            diagonal = d;
            for (Binding binding : scratch) {
                binding.frame.bind(binding.index, binding.isDiagonal ? d : rhs);
            }
        }
    }

    /** Binds node memory to an entry of a frame. */
    void bindNode(Symbol symbol, Frame frame, int index) {
        switch (symbol) {
        case Symbol.RightHandSide r -> {
            scratch.add(new Binding(frame, index, false));
            frame.bind(index, rightHandSide);
        }
        case Symbol.Diagonal d -> {
            scratch.add(new Binding(frame, index, true));
            frame.bind(index, diagonal);
        }
        default -> frame.bind(index, node(symbol));
        }
    }

    /** Lasting memory per node. */
    Numbers node(Symbol symbol) {
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
    Numbers uniform(Symbol symbol) {
        return switch (symbol) {
        case Symbol.OfEngine e when e.quantity() == Place.Engine.T -> Numbers.of(time_ms);
        case Symbol.OfEngine e when e.quantity() == Place.Engine.DT -> Numbers.of(dt_ms);
        case Symbol.OfEngine e when e.quantity() == Place.Engine.CELSIUS -> Numbers.of(temperature_degC);
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

    private Numbers geometry(Place.Engine quantity) {
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

    private Numbers perNode(ToDoubleBiFunction<CellPlan, Integer> value) {
        Numbers numbers = Numbers.of(precision, layout.length());
        for (GroupLayout.Part part : layout.parts) {
            int width = part.block().width();
            for (int c = 0; c < part.plan().matrix.size(); c++) {
                int node = part.block().node(c, 0);
                numbers.fill(node, node + width, value.applyAsDouble(part.plan(), c));
                for (int lane = 1; lane < part.plans().size(); lane++) {
                    if (part.plan(lane) != part.plan()) {
                        numbers.set(node + lane, value.applyAsDouble(part.plan(lane), c));
                    }
                }
            }
        }
        layout.fillIdle(numbers);
        numbers.fill(layout.spare, numbers.length(), layout.nodes == 0 ? 0 : numbers.get(0));
        return numbers;
    }

    private static IllegalStateException unknown(Symbol symbol) {
        return new IllegalStateException("a kernel wants " + symbol + " in memory it cannot have; please report");
    }
}
