package huxley.solver.engine;

import huxley.neuron.cell.Compartments;
import huxley.solver.kernel.LoweredMechanism.Diffusion;
import huxley.solver.precision.Numbers;
import huxley.solver.program.Field.Storage;
import java.util.Arrays;

/**
 * Diffusion of a state of a density mechanism along the cable, one implicit Euler step. Between neighbours that have the
 * mechanism flows {@code (D_i + D_p) / 2 * (c_p - c_i) / distance}, D being the coefficient (um4/ms, diffusion constant
 * times cross-section); {@code volume * length} takes it up. Nodes without length are passed through.
 */
final class CableDiffusion {
    private final Instances instances;
    private final Numbers state;
    private final Numbers coefficient;
    private final Numbers volume;
    private final int elements;
    private final boolean perNode;
    private final double[] dt_ms;
    /** Instances in an order in which parents stand before their children. */
    private final int[] order;
    /** [instance] instance of the parent; -1 for a root. */
    private final int[] parent;
    private final double[] distance_um;
    private final double[] length_um;
    private final double[] d;
    private final double[] rhs;
    private final double[] upper;
    private int ordered;

    CableDiffusion(Diffusion diffusion, Instances instances, GroupMemory group) {
        this.instances = instances;
        state = instances.array(diffusion.state());
        coefficient = instances.array(diffusion.coefficient());
        volume = instances.array(diffusion.volume());
        elements = diffusion.coefficient().length();
        perNode = diffusion.state().storage() == Storage.NODE;
        dt_ms = group.dt_ms;
        int n = instances.nodes.count();
        parent = new int[n];
        order = new int[n];
        distance_um = new double[n];
        length_um = new double[n];
        d = new double[n];
        rhs = new double[n];
        upper = new double[n];
        Arrays.fill(parent, -1);
        for (int p = 0; p < group.layout.parts.size(); p++) {
            GroupLayout.Part part = group.layout.parts.get(p);
            int number = p;
            part.plan().use(instances.code.mechanism).ifPresent(use -> connect(use, part, number, group.layout));
        }
    }

    private void connect(CellPlan.Use use, GroupLayout.Part part, int p, GroupLayout layout) {
        Compartments tree = part.plan().cell.compartments();
        int width = part.block().width();
        int[] instanceAt = new int[tree.size()];
        Arrays.fill(instanceAt, -1);
        for (int j = 0; j < use.count(); j++) {
            instanceAt[use.compartment[j]] = j;
        }
        for (int j = 0; j < use.count(); j++) {
            int c = use.compartment[j];
            int above = tree.parent()[c];
            while (above >= 0 && instanceAt[above] < 0 && tree.length_um()[above] == 0) {
                above = tree.parent()[above];
            }
            for (int lane = 0; lane < width; lane++) {
                int i = instances.nodes.instance(layout, p, j, lane, c);
                order[ordered++] = i;
                length_um[i] = tree.length_um()[c];
                if (above >= 0 && instanceAt[above] >= 0) {
                    parent[i] = instances.nodes.instance(layout, p, instanceAt[above], lane, above);
                    distance_um[i] = (tree.length_um()[c] + tree.length_um()[above]) / 2;
                }
            }
        }
    }

    void step() {
        for (int element = 0; element < elements; element++) {
            step(element * instances.nodes.padded());
        }
    }

    private void step(int offset) {
        for (int k = 0; k < ordered; k++) {
            int i = order[k];
            d[i] = 1;
            rhs[i] = state.get(at(offset, i));
        }
        for (int k = ordered - 1; k >= 0; k--) {
            int i = order[k];
            int p = parent[i];
            if (p >= 0) {
                double flow = dt_ms[0] * (coefficient.get(offset + i) + coefficient.get(offset + p))
                        / (2 * distance_um[i]);
                double own = flow / (volume.get(offset + i) * length_um[i]);
                double parents = flow / (volume.get(offset + p) * length_um[p]);
                d[i] += own;
                double factor = parents / d[i];
                upper[i] = own;
                d[p] += parents - factor * own;
                rhs[p] += factor * rhs[i];
            }
        }
        for (int k = 0; k < ordered; k++) {
            int i = order[k];
            double above = parent[i] >= 0 ? upper[i] * state.get(at(offset, parent[i])) : 0;
            state.set(at(offset, i), (rhs[i] + above) / d[i]);
        }
    }

    private int at(int offset, int instance) {
        return perNode ? instances.nodes.nodeOf(instance) : offset + instance;
    }
}
