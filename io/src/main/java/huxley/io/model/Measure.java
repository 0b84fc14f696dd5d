package huxley.io.model;

import huxley.io.document.Node;
import huxley.neuron.mechanism.Mechanism;
import huxley.neuron.mechanism.Variable;
import huxley.neuron.units.Unit;
import java.util.Optional;

/** What a value that varies measures: how a constant is read, and which unit anything else is converted to. */
interface Measure {
    /** The value of a node that depends on parameters alone; NaN if it is wrong (and reported). */
    double constant(Node node);

    /** The unit that values of unit {@code got} are converted to; nothing if they measure something else. */
    Optional<Unit> target(Unit got);

    /** What is expected, for complaints. */
    String expected();

    /** Values of one unit. */
    static Measure of(Unit unit, Values values) {
        return new Measure() {
            @Override
            public double constant(Node node) {
                return values.number(node, unit);
            }

            @Override
            public Optional<Unit> target(Unit got) {
                return Optional.of(unit).filter(got::measuresSameAs);
            }

            @Override
            public String expected() {
                return unit.dimension().describe();
            }
        };
    }

    /** A variable of a mechanism. */
    static Measure of(Mechanism mechanism, Variable variable, Values values) {
        Unit unit = Settings.unit(variable).orElse(Unit.ONE);
        return new Measure() {
            @Override
            public double constant(Node node) {
                return new Settings(values).value(mechanism, variable, node, Optional.empty());
            }

            @Override
            public Optional<Unit> target(Unit got) {
                return Optional.of(unit).filter(got::measuresSameAs);
            }

            @Override
            public String expected() {
                return unit.dimension().describe();
            }
        };
    }
}
