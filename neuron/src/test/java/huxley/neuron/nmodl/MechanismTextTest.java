package huxley.neuron.nmodl;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class MechanismTextTest {
    @Test
    void expSynReadsAsWhatItDoes() {
        assertEquals("""
                point mechanism ExpSyn from built-in ExpSyn.mod
                instance parameter tau = 0.1 (ms)                                       : 17
                instance parameter e = 0 (mV)                                           : 18
                instance assigned i (nA)                                                : 23
                instance state g (uS)                                                   : 26
                membrane current i

                initial {                                                               : 28
                    g = 0                                                               : 28
                }

                breakpoint {                                                            : 30
                    solve state by cnexp                                                : 31
                    i = g*(v - e)                                                       : 32
                }

                derivative state {                                                      : 35
                    d/dt g = -g/tau                                                     : 35
                }

                receive(weight) {                                                       : 37
                    g = g + weight                                                      : 37
                }
                """, MechanismText.print(BuiltIns.find("ExpSyn").orElseThrow()));
    }
}
