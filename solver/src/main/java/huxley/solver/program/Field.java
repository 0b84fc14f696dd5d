package huxley.solver.program;

import huxley.neuron.mechanism.Ion;
import huxley.neuron.mechanism.Place;
import huxley.neuron.mechanism.Variable;

/**
 * Memory that a kernel touches, bound to an array by the engine.
 *
 * @param length elements per instance: 1, or n for an array variable
 */
public record Field(Symbol symbol, Storage storage, int length) {
    /** Whether it holds the positions of instances in random streams. */
    public boolean isRandomStream() {
        return symbol instanceof Symbol.OfVariable v && v.variable().role() == Variable.Role.RANDOM;
    }

    /** Where the value of an instance is found. */
    public enum Storage {
        /** {@code array[element * paddedInstances + instance]}. */
        INSTANCE,
        /** {@code array[node of the instance]}, in the group's node order. */
        NODE,
        /** {@code array[element]}: the same for all instances. */
        UNIFORM,
        /** {@code array[element]}: belongs to the one event being delivered (NET_RECEIVE): its weights, flag and time. */
        EVENT
    }

    /** What the memory means. */
    public sealed interface Symbol {
        /** A variable of the mechanism. */
        record OfVariable(Variable variable) implements Symbol {
        }

        /** A quantity of the compartment or of the run. */
        record OfEngine(Place.Engine quantity) implements Symbol {
        }

        /** A quantity of an ion. */
        record OfIon(String ion, Ion.Quantity quantity) implements Symbol {
        }

        /** Right-hand side of the cable equation, mA/cm2: kernels subtract outward current. */
        record RightHandSide() implements Symbol {
        }

        /** Diagonal of the cable equation, S/cm2: kernels add dI/dV. */
        record Diagonal() implements Symbol {
        }

        /** Weight number {@code index} of the event's connection. */
        record Weight(int index) implements Symbol {
        }
    }
}
