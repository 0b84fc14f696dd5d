package huxley.solver.program;

import huxley.neuron.problem.Span;
import java.util.List;

/**
 * One instruction of a kernel in static single assignment: {@code id} names the value it produces, unique in the
 * kernel; operands are ids of values produced earlier in the same block or an enclosing one.
 */
public sealed interface Instruction {
    Span where();

    record Constant(int id, double value, Span where) implements Instruction {
    }

    /** The value of an element of a field known at compile time. */
    record Load(int id, Field field, int element, Span where) implements Instruction {
    }

    /** The element is computed; outside 0 to length - 1 is a numerical failure. */
    record LoadElement(int id, Field field, int element, Span where) implements Instruction {
    }

    /** Operands beyond the arity of {@code op} are -1. */
    record Compute(int id, Op op, int a, int b, int c, Span where) implements Instruction {
    }

    /** Instance, event (or, where an event kernel runs alone, uniform) memory gets a value. */
    record Store(Field field, int element, int value, Span where) implements Instruction {
    }

    /** The element is computed; nothing happens where {@code predicate} (an id) is 0; -1 is always. */
    record StoreElement(Field field, int element, int value, int predicate, Span where) implements Instruction {
    }

    /**
     * {@code node memory += value}, one instance after the other in instance order. But where all instances of an aligned
     * chunk of 8 lie at one node, it is their sum that is added, ((x0 + x4) + (x2 + x6)) + ((x1 + x5) + (x3 + x7)): halves
     * of a vector until one number is left. So many synapses at a compartment need not wait for each other. Stands outside
     * loops.
     */
    record Accumulate(Field field, int value, Span where) implements Instruction {
    }

    /** {@code node memory = value}; where several instances share a node the last one wins. */
    record StoreNode(Field field, int value, Span where) implements Instruction {
    }

    /**
     * Repeats {@code body} for the instances for which {@code conditionValue} is not 0. {@code parameters} start as {@code
     * initial}, become {@code next} after each round (only where the condition held), and keep their last value
     * afterwards. More than {@code limit} rounds is a numerical failure.
     */
    record Loop(int[] parameters, int[] initial, List<Instruction> condition, int conditionValue,
            List<Instruction> body, int[] next, int limit, Span where) implements Instruction {
    }

    /** Looks a FUNCTION_TABLE up. */
    record Lookup(int id, String table, int[] arguments, Span where) implements Instruction {
    }

    /**
     * A draw where predicate is not 0, else 0 ({@code huxley.solver.elementary.MechanismDraws}); {@code stream} holds the position in
     * the instance's stream and moves on by the words used. {@code purpose} tells the streams of an instance apart.
     */
    record Draw(int id, Distribution distribution, Field stream, int purpose, int a, int b, int predicate, Span where)
            implements
                Instruction {
        /** What is drawn from. */
        public enum Distribution {
            UNIFORM,
            NEGEXP,
            NORMAL,
            IPICK,
            POISSON
        }
    }

    /** Something told to the engine, where {@code predicate} (an id, -1 always) is not 0. */
    record Effect(Kind kind, int a, int b, int predicate, Span where) implements Instruction {
        /** What is told. */
        public enum Kind {
            /** a delay ms, b flag. */
            NET_SEND,
            /** a time ms. */
            NET_MOVE,
            /** a time ms. */
            NET_EVENT,
            /** a index of the WATCH statement, b flag: starts watching; the first WATCH executed in a block ends all others. */
            WATCH,
            /** a index of the FOR_NETCONS statement, to run for every connection when this kernel is over. */
            FOR_NETCONS,
            /** a code: the numerical method failed (0 a loop did not end, 1 singular matrix, 2 index out of range). */
            FAIL
        }
    }
}
