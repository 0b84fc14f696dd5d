package huxley.neuron.mechanism;

import org.jspecify.annotations.Nullable;

/** Something a program reads or assigns. */
public sealed interface Place {
    /** A declared variable; {@code index} selects an element when its length is above 1. */
    record OfVariable(Variable variable, @Nullable Expression index) implements Place {
    }

    /** A LOCAL, a function argument, a loop counter, or a NET_RECEIVE argument. Identity matters, not the name. */
    record OfLocal(Local local, @Nullable Expression index) implements Place {
    }

    /** A quantity of an ion declared by USEION. */
    record OfIon(Ion ion, Ion.Quantity quantity) implements Place {
    }

    /** A quantity that the engine provides. */
    record OfEngine(Engine quantity) implements Place {
    }

    /** What the engine provides to every mechanism. */
    enum Engine {
        /** Membrane potential, mV. */
        V,
        /** Time, ms; in NET_RECEIVE the event's own. */
        T,
        /** Time step, ms. */
        DT,
        /** Temperature, degC. */
        CELSIUS,
        /** Diameter of the compartment, um. */
        DIAM,
        /** Area of the compartment, um2. */
        AREA,
        /** The flag of the event being delivered (NET_RECEIVE). */
        FLAG
    }

    /** A local variable. Two locals are the same only if they are the same object. */
    final class Local {
        private final String name;
        private final int length;

        public Local(String name, int length) {
            this.name = name;
            this.length = length;
        }

        public String name() {
            return name;
        }

        /** 1 for a scalar, n for {@code LOCAL x[n]}. */
        public int length() {
            return length;
        }

        @Override
        public String toString() {
            return name;
        }
    }
}
