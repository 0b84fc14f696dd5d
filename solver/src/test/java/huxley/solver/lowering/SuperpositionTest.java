package huxley.solver.lowering;

import static org.junit.jupiter.api.Assertions.assertEquals;

import huxley.neuron.nmodl.BuiltIns;
import huxley.neuron.nmodl.Includes;
import huxley.neuron.nmodl.Nmodl;
import huxley.neuron.problem.Source;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which synapses can share a state. */
class SuperpositionTest {
    @Test
    void exponentialSynapsesOfTheLibraryAreLinear() {
        assertEquals(true, Superposition.holds(BuiltIns.find("ExpSyn").orElseThrow()));
        assertEquals(true, Superposition.holds(BuiltIns.find("Exp2Syn").orElseThrow()));
        assertEquals(false, Superposition.holds(BuiltIns.find("AlphaSynapse").orElseThrow()));
    }

    @Test
    void plasticityOfTheConnectionLeavesTheConductanceLinear() {
        assertEquals(true, Superposition.holds(BuiltIns.find("TsodyksMarkram").orElseThrow()));
    }

    /** Current, derivative, start and event of a synapse with one state. */
    @ParameterizedTest
    @CsvSource({"i = g*(v - e), g' = -g/tau, 0, g = g + w, true", "i = g*(v - e), g' = -g/tau, 0, g = g + w*w*v, true",
            "i = g*(v - e)/(1 + exp(-0.06*v)), g' = -g/tau, 0, g = g + w, true",
            "i = (g + 1e-6)*(v - e), g' = -g/tau, 0, g = g + w, false",
            "i = g*g*(v - e), g' = -g/tau, 0, g = g + w, false",
            "i = g*(v - e), g' = (1e-6 - g)/tau, 0, g = g + w, false",
            "i = g*(v - e), g' = -g*g/tau, 0, g = g + w, false", "i = g*(v - e), g' = -g/tau, 1e-3, g = g + w, false",
            "i = g*(v - e), g' = -g/tau, 0, g = w, false", "i = g*(v - e), g' = -g/tau, 0, g = g + w*(1 - g), false",
            "i = g*(v - e), g' = -g/tau, 0, g = g + w last = t, false",
            "i = g*(v - e), g' = -g/tau, 0, g = g + w w = w/2, true",
            "i = g*(v - e), g' = -g/tau, 0, g = g + w w = w/2 INITIAL { w = 3*w }, true",
            "i = g*(v - e), g' = -g/tau, 0, g = g + w w = w/2 INITIAL { last = t }, false",
            "i = g*(v - e), g' = -g/tau, 0, g = g + w w = w + g, false",
            "i = g*(v - e), g' = -g/tau, 0, g = g + w w = w + i, false",
            "i = g*(v - e), g' = -g/tau, 0, g = g + w net_event(t), false"})
    void anythingElseKeepsItsOwnState(String current, String derivative, String start, String event, boolean linear) {
        String method = derivative.contains("g*g") ? "derivimplicit" : "cnexp";
        assertEquals(linear, Superposition.holds(Nmodl.compile(new Source("test.mod", """
                NEURON { POINT_PROCESS Test RANGE last NONSPECIFIC_CURRENT i }
                PARAMETER { tau = 2 e = 0 }
                ASSIGNED { v i last }
                STATE { g }
                INITIAL { g = %s }
                BREAKPOINT { SOLVE dynamics METHOD %s %s }
                DERIVATIVE dynamics { %s }
                NET_RECEIVE(w) { %s }
                """.formatted(start, method, current, derivative, event)), Includes.none())));
    }
}
