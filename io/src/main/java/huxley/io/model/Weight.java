package huxley.io.model;

import huxley.io.document.Node;
import huxley.io.formula.Quantity;
import huxley.neuron.mechanism.Mechanism;
import huxley.neuron.units.Unit;
import java.util.List;
import java.util.Optional;

/**
 * A weight of connections: in the unit that {@code NET_RECEIVE} gives its argument, else in those that point processes use,
 * uS, nA or mV; or a plain number.
 *
 * @param index which of the arguments
 */
record Weight(Mechanism receiver, int index, Values values) implements Measure {
    private static final List<Unit> USUAL = List.of(Unit.ONE, Unit.parse("uS"), Unit.parse("nA"), Unit.parse("mV"));

    /** Several weights of a connection. */
    static double[] constants(List<Node> nodes, Mechanism receiver, Values values) {
        double[] weights = new double[nodes.size()];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = new Weight(receiver, i, values).constant(nodes.get(i));
        }
        return weights;
    }

    private Optional<Unit> declared() {
        return Optional.ofNullable(receiver.netReceive()).filter(receive -> index < receive.units().size())
                .flatMap(receive -> Settings.unit(receive.units().get(index)))
                .filter(unit -> !unit.measuresSameAs(Unit.ONE));
    }

    private List<Unit> units() {
        return declared().map(unit -> List.of(Unit.ONE, unit)).orElse(USUAL);
    }

    @Override
    public double constant(Node node) {
        Optional<Quantity> quantity = values.quantity(node);
        if (quantity.isEmpty()) {
            return Double.NaN;
        }
        for (Unit unit : units()) {
            Optional<Double> value = quantity.get().in(unit);
            if (value.isPresent()) {
                return value.get();
            }
        }
        values.report(node, node.where(), "a weight of '" + receiver.name() + "' cannot be a "
                + quantity.get().dimension() + " (" + quantity.get() + ")",
                declared().map(unit -> "it takes a value in " + unit + ", or a plain number as it is").orElse(
                        "write a conductance such as \"0.5 nS\", a current, a voltage or a plain number"));
        return Double.NaN;
    }

    @Override
    public Optional<Unit> target(Unit got) {
        return units().stream().filter(got::measuresSameAs).findFirst();
    }

    @Override
    public String expected() {
        return declared().map(unit -> unit.dimension().describe() + " or a plain number")
                .orElse("a conductance, a current, a voltage or a plain number");
    }
}
