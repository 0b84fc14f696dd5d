package huxley.solver.engine;

import huxley.neuron.mechanism.Ion.Quantity;
import huxley.solver.kernel.CompiledKernel;
import huxley.solver.kernel.Frame;
import huxley.solver.lowering.IonField;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One ion species in one group: an array per quantity, per node or [1] where it is the same everywhere. */
final class IonMemory {
    final IonPlan plan;
    private final GroupLayout layout;
    private final Map<Quantity, double[]> arrays = new EnumMap<>(Quantity.class);
    private final @Nullable CompiledKernel nernst;
    private @Nullable Frame refreshed;
    private double @Nullable [] current;
    private double @Nullable [] conductance;

    IonMemory(IonPlan plan, GroupLayout layout, Set<IonField> uniform, @Nullable CompiledKernel nernst) {
        this.plan = plan;
        this.layout = layout;
        this.nernst = nernst;
        for (Quantity quantity : new Quantity[] {Quantity.REVERSAL, Quantity.INNER, Quantity.OUTER}) {
            boolean same = uniform.contains(new IonField(plan.name, quantity));
            arrays.put(quantity, same ? new double[1] : new double[layout.length()]);
        }
    }

    /** The array of a quantity; currents exist from the first call on. */
    double[] array(Quantity quantity) {
        return arrays.computeIfAbsent(quantity, q -> new double[layout.length()]);
    }

    boolean uniform(Quantity quantity) {
        return array(quantity).length == 1;
    }

    /** Sets everything to its start. */
    void reset() {
        arrays.forEach((quantity, array) -> {
            if (quantity == Quantity.CURRENT || quantity == Quantity.CONDUCTANCE) {
                Arrays.fill(array, 0);
            } else {
                reset(quantity, array);
            }
        });
        current = arrays.get(Quantity.CURRENT);
        conductance = arrays.get(Quantity.CONDUCTANCE);
        if (refreshed == null && nernst != null) {
            NodeSet nodes = NodeSet.of(layout, p -> plan.start(p).refreshed);
            if (nodes.count() > 0) {
                double[][] bound = {array(Quantity.INNER), array(Quantity.OUTER), array(Quantity.REVERSAL)};
                refreshed = new Frame(bound, nodes.node(), nodes.chunked(), nodes.count(), nodes.padded(), false,
                        new long[0], 0, null, (table, arguments) -> Double.NaN);
            }
        }
    }

    private void reset(Quantity quantity, double[] array) {
        boolean first = true;
        for (GroupLayout.Part part : layout.parts) {
            IonPlan.Start start = plan.start(part.plan());
            double[] values = start.of(quantity);
            int width = part.block().width();
            for (int p = 0; p < values.length; p++) {
                if (array.length > 1) {
                    Arrays.fill(array, part.block().base() + p * width, part.block().base() + (p + 1) * width,
                            values[p]);
                }
                if (first && start.used[p]) {
                    first = false;
                    Arrays.fill(array, array.length == 1 ? 0 : layout.spare, array.length, values[p]);
                }
            }
        }
    }

    /** Reversal potentials that follow concentrations. */
    void refreshReversals() {
        if (refreshed != null && nernst != null) {
            nernst.run(refreshed, 0, refreshed.padded);
        }
    }

    /** Currents are summed anew every step. */
    void clearCurrents() {
        if (current != null) {
            Arrays.fill(current, 0);
        }
        if (conductance != null) {
            Arrays.fill(conductance, 0);
        }
    }

    /** Brings currents to the middle of the step: {@code change} is the voltage change of half a step. */
    void correctCurrents(double[] change) {
        if (current != null && conductance != null) {
            for (int i = 0; i < layout.nodes; i++) {
                current[i] = Math.fma(conductance[i], change[i], current[i]);
            }
        }
    }
}
