package huxley.neuron.cell;

import huxley.neuron.cell.Cell.Painted;
import huxley.neuron.cell.Cell.Placed;
import java.util.Arrays;

/**
 * What cells that are advanced side by side have in common: the compartments object, the capacitances, ion settings, and
 * which mechanisms are painted and placed where. Parameters and start voltages do not belong to it.
 */
public final class Shape {
    private final Cell cell;

    public Shape(Cell cell) {
        this.cell = cell;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Shape shape && alike(cell, shape.cell);
    }

    private static boolean alike(Cell a, Cell b) {
        if (a == b) {
            return true;
        }
        boolean alike = a.compartments() == b.compartments()
                && same(a.capacitance_uF_per_cm2(), b.capacitance_uF_per_cm2()) && a.ions().equals(b.ions())
                && a.painted().size() == b.painted().size() && a.placed().size() == b.placed().size();
        for (int i = 0; alike && i < a.painted().size(); i++) {
            Painted first = a.painted().get(i);
            Painted second = b.painted().get(i);
            alike = first.mechanism() == second.mechanism() && (first.compartment() == second.compartment()
                    || Arrays.equals(first.compartment(), second.compartment()));
        }
        for (int i = 0; alike && i < a.placed().size(); i++) {
            Placed first = a.placed().get(i);
            Placed second = b.placed().get(i);
            alike = first.mechanism() == second.mechanism() && first.compartment() == second.compartment();
        }
        return alike;
    }

    private static boolean same(double[] a, double[] b) {
        return a == b || Arrays.equals(a, b);
    }

    @Override
    public int hashCode() {
        int hash = System.identityHashCode(cell.compartments());
        for (Painted painted : cell.painted()) {
            hash = 31 * hash + System.identityHashCode(painted.mechanism());
        }
        for (Placed placed : cell.placed()) {
            hash = 31 * hash + System.identityHashCode(placed.mechanism()) + placed.compartment();
        }
        return hash;
    }
}
