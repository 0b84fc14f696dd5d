package huxley.io.morphology;

import huxley.neuron.cell.Compartments;

/** Solves the steady state of a leaky tree by elimination. */
final class SteadyState {
    private SteadyState() {
    }

    /** Voltage per current injected into one compartment: [compartment]. */
    static double[] response_MOhm(Compartments cell, int at, double leak_S_per_cm2) {
        int n = cell.size();
        double[] diagonal = new double[n];
        double[] right = new double[n];
        right[at] = 1;
        for (int i = 0; i < n; i++) {
            diagonal[i] += leak_S_per_cm2 * cell.area_um2()[i] * 1e-2;
            if (i > 0) {
                diagonal[i] += 1 / cell.resistance_MOhm()[i];
                diagonal[cell.parent()[i]] += 1 / cell.resistance_MOhm()[i];
            }
        }
        for (int i = n - 1; i > 0; i--) {
            double factor = 1 / cell.resistance_MOhm()[i] / diagonal[i];
            diagonal[cell.parent()[i]] -= factor / cell.resistance_MOhm()[i];
            right[cell.parent()[i]] += factor * right[i];
        }
        double[] voltage = new double[n];
        for (int i = 0; i < n; i++) {
            double above = i > 0 ? voltage[cell.parent()[i]] / cell.resistance_MOhm()[i] : 0;
            voltage[i] = (right[i] + above) / diagonal[i];
        }
        return voltage;
    }
}
