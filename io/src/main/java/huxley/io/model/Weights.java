package huxley.io.model;

import huxley.io.document.Node;
import huxley.io.formula.Quantity;
import huxley.neuron.units.Unit;
import java.util.List;
import java.util.Optional;

/** Weights of connections, in the units point processes use: uS, nA, mV, or plain numbers. */
final class Weights {
    static final List<Unit> UNITS = List.of(Unit.ONE, Unit.parse("uS"), Unit.parse("nA"), Unit.parse("mV"));

    private Weights() {
    }

    static double value(Node node, Values values) {
        Optional<Quantity> quantity = values.quantity(node);
        if (quantity.isEmpty()) {
            return Double.NaN;
        }
        for (Unit unit : UNITS) {
            Optional<Double> value = quantity.get().in(unit);
            if (value.isPresent()) {
                return value.get();
            }
        }
        values.report(node, node.where(),
                "a weight cannot be a " + quantity.get().dimension() + " (" + quantity.get() + ")",
                "write a conductance such as \"0.5 nS\", a current, a voltage or a plain number");
        return Double.NaN;
    }
}
