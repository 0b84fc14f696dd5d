package huxley.io.formula;

import huxley.neuron.units.Unit;
import java.util.Optional;

/** A number with its unit. */
public record Quantity(double value, Unit unit) {
    public static Quantity plain(double value) {
        return new Quantity(value, Unit.ONE);
    }

    /** The value in {@code target}, or nothing if that measures something else. */
    public Optional<Double> in(Unit target) {
        return unit.measuresSameAs(target) ? Optional.of(unit.convert(value, target)) : Optional.empty();
    }

    boolean isPlain() {
        return unit.measuresSameAs(Unit.ONE);
    }

    /** What it measures, for messages: {@code voltage}. */
    public String dimension() {
        return unit.dimension().describe();
    }

    @Override
    public String toString() {
        String number = value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
        return unit.text().equals("1") ? number : number + " " + unit.text();
    }
}
