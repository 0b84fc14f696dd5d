package huxley.solver.lowering;

import huxley.neuron.mechanism.Ion;
import huxley.neuron.mechanism.Place;
import huxley.neuron.mechanism.Place.Local;
import huxley.neuron.mechanism.Variable;

/** One scalar that a program reads and assigns: an element of a variable, of a local, or an ion quantity. */
sealed interface Cell {
    record OfVariable(Variable variable, int element) implements Cell {
    }

    record OfLocal(Local local, int element) implements Cell {
    }

    /** For CURRENT, what the mechanism itself contributes, once assigned. */
    record OfIon(Ion ion, Ion.Quantity quantity) implements Cell {
    }

    record OfEngine(Place.Engine quantity) implements Cell {
    }
}
