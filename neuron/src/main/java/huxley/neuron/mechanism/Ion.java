package huxley.neuron.mechanism;

import huxley.neuron.problem.Span;
import java.util.Set;

/**
 * How a mechanism uses one ion species (USEION).
 *
 * @param name species, such as {@code na}
 * @param valence charge number as given by VALENCE, or the usual one of na, k, ca; NaN if it must come from elsewhere
 * @param reads quantities read
 * @param writes quantities written
 */
public record Ion(String name, double valence, Set<Quantity> reads, Set<Quantity> writes, Span where) {
    /** A quantity that an ion species has in every compartment it is used in. */
    public enum Quantity {
        /** Reversal potential, {@code ena}, mV. */
        REVERSAL,
        /** Concentration just inside the membrane, {@code nai}, mM. */
        INNER,
        /** Concentration just outside the membrane, {@code nao}, mM. */
        OUTER,
        /** Membrane current density, {@code ina}, mA/cm2, outward positive. */
        CURRENT,
        /** Derivative of the current density by voltage, {@code dinadv}, S/cm2: engine's own. */
        CONDUCTANCE
    }

    /** The NMODL name of a quantity of this ion, such as {@code nai}. */
    public String nameOf(Quantity quantity) {
        return switch (quantity) {
        case REVERSAL -> "e" + name;
        case INNER -> name + "i";
        case OUTER -> name + "o";
        case CURRENT -> "i" + name;
        case CONDUCTANCE -> "di" + name + "dv";
        };
    }
}
