package huxley.neuron.nmodl;

import huxley.neuron.mechanism.Ion;
import huxley.neuron.mechanism.Place;
import huxley.neuron.mechanism.Variable;

/** What a name stands for. */
sealed interface Symbol {
    record OfVariable(Variable variable) implements Symbol {
    }

    record OfLocal(Place.Local local) implements Symbol {
    }

    record OfIon(Ion ion, Ion.Quantity quantity) implements Symbol {
    }

    record OfEngine(Place.Engine quantity) implements Symbol {
    }

    /** A name from UNITS, CONSTANT or DEFINE. */
    record Constant(double value) implements Symbol {
    }
}
