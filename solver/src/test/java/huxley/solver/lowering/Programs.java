package huxley.solver.lowering;

import huxley.neuron.mechanism.Mechanism;
import huxley.neuron.nmodl.Includes;
import huxley.neuron.nmodl.Nmodl;
import huxley.neuron.problem.Source;
import huxley.solver.kernel.LoweredMechanism;
import java.util.Set;

/** Mechanisms written as text inside tests. */
final class Programs {
    private Programs() {
    }

    static Mechanism mechanism(String text) {
        return Nmodl.compile(new Source("test.mod", text), Includes.none());
    }

    /** Lowered, with all the named variables observed. */
    static LoweredMechanism lower(String text, String... observed) {
        return Lowering.lower(mechanism(text), new MemoryLayout(Set.of(), Set.of(observed), Set.of(), Set.of(), false));
    }

    /** A workbench of one instance. */
    static Bench bench(String text, String... observed) {
        return new Bench(lower(text, observed), 1);
    }
}
