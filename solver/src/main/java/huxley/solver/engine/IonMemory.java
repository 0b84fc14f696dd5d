package huxley.solver.engine;

import huxley.neuron.mechanism.Ion.Quantity;
import huxley.solver.kernel.CompiledKernel;
import huxley.solver.kernel.Frame;
import huxley.solver.precision.Numbers;
import huxley.solver.lowering.IonField;
import huxley.solver.precision.Precision;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One ion species in one group: an array per quantity, per node or [1] where it is the same everywhere. */
final class IonMemory {
    final IonPlan plan;
    private final GroupLayout layout;
    private final Precision precision;
    private final Map<Quantity, Numbers> arrays = new EnumMap<>(Quantity.class);
    private final @Nullable CompiledKernel nernst;
    private @Nullable Frame refreshed;
    private @Nullable NodeSet refreshedNodes;
    private @Nullable Numbers current;
    private @Nullable Numbers conductance;

    IonMemory(IonPlan plan, GroupLayout layout, Precision precision, Set<IonField> uniform,
            @Nullable CompiledKernel nernst) {
        this.plan = plan;
        this.layout = layout;
        this.precision = precision;
        this.nernst = nernst;
        for (Quantity quantity : new Quantity[] {Quantity.REVERSAL, Quantity.INNER, Quantity.OUTER}) {
            boolean same = uniform.contains(new IonField(plan.name, quantity));
            arrays.put(quantity, same ? Numbers.of(0) : Numbers.of(precision, layout.length()));
        }
    }

    /** The array of a quantity; currents exist from the first call on. */
    Numbers array(Quantity quantity) {
        return arrays.computeIfAbsent(quantity, q -> Numbers.of(precision, layout.length()));
    }

    /** The array of a quantity, empty if nobody has asked for it yet. */
    Numbers present(Quantity quantity) {
        return arrays.getOrDefault(quantity, Numbers.of());
    }

    boolean uniform(Quantity quantity) {
        return array(quantity).length() == 1;
    }

    /** Sets everything to its start. */
    void reset() {
        arrays.forEach((quantity, array) -> {
            if (quantity == Quantity.CURRENT || quantity == Quantity.CONDUCTANCE) {
                array.fill(0);
            } else {
                reset(quantity, array);
            }
        });
        current = arrays.get(Quantity.CURRENT);
        conductance = arrays.get(Quantity.CONDUCTANCE);
        if (refreshed == null && nernst != null) {
            NodeSet nodes = NodeSet.ordered(layout, p -> plan.start(p).refreshed());
            if (nodes.count() > 0) {
                refreshedNodes = nodes;
                refreshed = new Frame(3, precision, nodes.node(), nodes.chunked(), nodes.count(), nodes.padded(), false,
                        new long[0], 0, null, (table, arguments) -> Double.NaN);
                refreshed.bind(0, array(Quantity.INNER));
                refreshed.bind(1, array(Quantity.OUTER));
                refreshed.bind(2, array(Quantity.REVERSAL));
            }
        }
    }

    private void reset(Quantity quantity, Numbers array) {
        boolean first = true;
        for (GroupLayout.Part part : layout.parts) {
            IonPlan.Start start = plan.start(part.plan());
            int width = part.block().width();
            for (int p = 0; p < part.plan().matrix.size() && array.length() > 1; p++) {
                int node = part.block().nodeAt(p, 0);
                array.fill(node, node + width, start.at(quantity, p));
            }
            if (first && start.isUsed()) {
                first = false;
                array.fill(array.length() == 1 ? 0 : layout.spare, array.length(),
                        start.at(quantity, start.used().nextSetBit(0)));
            }
        }
        if (array.length() > 1) {
            layout.fillIdle(array);
        }
    }

    /** Reversal potentials that follow concentrations. */
    void refreshReversals() {
        if (refreshed != null && nernst != null) {
            nernst.run(refreshed, 0, refreshed.padded);
        }
    }

    /** Where reversal potentials follow concentrations; null if nowhere. */
    @Nullable
    NodeSet refreshed() {
        return refreshedNodes;
    }

    /** Current and its slope, as far as somebody sums them. */
    List<Numbers> summed() {
        return Stream.of(current, conductance).filter(Objects::nonNull).toList();
    }

    /** Currents are summed anew every step. */
    void clearCurrents() {
        if (current != null) {
            current.fill(0);
        }
        if (conductance != null) {
            conductance.fill(0);
        }
    }

    /** Brings currents to the middle of the step: {@code change} is the voltage change of half a step. */
    void correctCurrents(Numbers change) {
        if (current != null && conductance != null) {
            for (int i = 0; i < layout.nodes; i++) {
                current.set(i, Math.fma(conductance.get(i), change.get(i), current.get(i)));
            }
        }
    }
}
