package huxley.neuron.nmodl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import huxley.neuron.mechanism.Mechanism;
import huxley.neuron.problem.InvalidInputException;
import huxley.neuron.problem.Source;
import org.junit.jupiter.api.Test;

/** C idioms of published files and the NMODL they become. */
class VerbatimTest {
    private static String translated(String text) {
        return Nmodl.translated(new Source("x.mod", text), Includes.none());
    }

    @Test
    void streamBehindAPointerBecomesRandom() {
        assertEquals("""
                NEURON {
                    POINT_PROCESS x
                    BBCOREPOINTER other
                    RANDOM rng
                }
                FUNCTION urand() {
                    urand = random_uniform(rng)
                }
                INITIAL {
                    random_setseq(rng, 0)
                    a = urand()
                }
                """, translated("""
                NEURON { POINT_PROCESS x BBCOREPOINTER rng, other }
                VERBATIM
                #include "nrnran123.h"
                double nrn_random_pick(void* r);
                ENDVERBATIM
                FUNCTION urand() {
                VERBATIM
                    double value;
                    if (usingR123) { value = nrnran123_dblpick((nrnran123_State*)_p_rng); }
                    else if (_p_rng) { value = nrn_random_pick(_p_rng); }
                    _lurand = value;
                ENDVERBATIM
                }
                PROCEDURE setRNG() {
                VERBATIM
                    *pv = nrnran123_newstream3((uint32_t)*getarg(1), a2, a3);
                ENDVERBATIM
                }
                INITIAL {
                VERBATIM
                    if (usingR123) { nrnran123_setseq((nrnran123_State*)_p_rng, 0, 0); }
                ENDVERBATIM
                    a = urand()
                }
                """));
    }

    @Test
    void returnBecomesTheOtherBranch() {
        assertEquals("""
                NET_RECEIVE(w) {
                    IF (w <= 0) {
                    } ELSE {
                        g = g + w
                    }
                }
                """, translated("""
                NET_RECEIVE(w) {
                    IF (w <= 0) {
                        VERBATIM
                        return;
                        ENDVERBATIM
                    }
                    g = g + w
                }
                """));
    }

    @Test
    void breakLeavesTheRestOfTheLoopUndone() {
        assertEquals("""
                NET_RECEIVE(w) {
                    {
                        LOCAL ended_
                        ended_ = 0
                        FROM i = 0 TO 9 {
                            IF (ended_ == 0) {
                                s = s + a[i]
                                IF (s > 1) {
                                    ended_ = 1
                                } ELSE {
                                    n = n + 1
                                }
                            }
                        }
                    }
                    m = n
                }
                """, translated("""
                NET_RECEIVE(w) {
                    FROM i = 0 TO 9 {
                        s = s + a[i]
                        IF (s > 1) {
                            VERBATIM
                            break;
                            ENDVERBATIM
                        }
                        n = n + 1
                    }
                    m = n
                }
                """));
    }

    @Test
    void returnBesideABreakIsNotTakenForOne() {
        assertThrows(InvalidInputException.class, () -> Nmodl.compile(new Source("x.mod", """
                NEURON { POINT_PROCESS x RANGE s }
                ASSIGNED { s }
                NET_RECEIVE(w) {
                    FROM i = 0 TO 9 {
                        IF (s > 1) {
                            VERBATIM
                            break;
                            ENDVERBATIM
                        }
                        IF (s > 2) {
                            VERBATIM
                            return;
                            ENDVERBATIM
                        }
                    }
                    s = s + 1
                }
                """), Includes.none()));
    }

    @Test
    void loopOverAVectorOfAScriptVanishes() {
        assertEquals("""
                NET_RECEIVE(w) {
                    INITIAL {
                        w = 1
                    }
                }
                """, translated("""
                NET_RECEIVE(w) {
                    INITIAL {
                        VERBATIM
                        if (vv && vector_capacity(vv) >= 1) {
                            for (int i = 0; i < vector_capacity(vv); ++i) { double next = px[i];
                        ENDVERBATIM
                                net_send(next, 1)
                        VERBATIM
                            }
                        }
                        ENDVERBATIM
                        w = 1
                    }
                }
                """));
    }

    @Test
    void codeThatIsNmodlButForItsSemicolonsIsTranslated() {
        assertEquals("""
                PROCEDURE p(a) {
                    IF (a > 1 && b) {
                        b = b + (2*a)
                    } ELSE {
                        b = 0
                    }
                }
                INITIAL {
                    p(1)
                }
                """, translated("""
                PROCEDURE p(a) {
                VERBATIM
                    /* C */ if (_la > 1 && b) { b += 2*_la; } else { b = 0; } // end
                    return 0;
                ENDVERBATIM
                }
                INITIAL { p(1) }
                """.replace("    return 0;\n", "")));
    }

    @Test
    void vectorOfEventTimesIsLeftToTheReplay() {
        Mechanism m = Nmodl.compile(new Source("vecevent.mod", """
                NEURON { ARTIFICIAL_CELL VecStim }
                ASSIGNED { index etime (ms) space }
                INITIAL { index = 0 element() IF (index > 0) { net_send(etime - t, 1) } }
                NET_RECEIVE (w) {
                    IF (flag == 1) { net_event(t) element() IF (index > 0) { net_send(etime - t, 1) } }
                }
                PROCEDURE element() {
                VERBATIM
                { void* vv; int i = (int)index; vv = *((void**)(&space));
                  if (vv && i < vector_capacity(vv)) { etime = vector_vec(vv)[i]; index += 1.; } else { index = -1.; } }
                ENDVERBATIM
                }
                """), Includes.none());
        assertEquals(1, m.procedures().get("element").body().statements().size());
    }

    @Test
    void otherCodeIsRefusedWithItsLines() {
        InvalidInputException e = assertThrows(InvalidInputException.class, () -> Nmodl.compile(new Source("x.mod", """
                NEURON { SUFFIX x }
                INITIAL {
                VERBATIM
                    my_function(_p);
                ENDVERBATIM
                }
                """), Includes.none()));
        assertEquals("x.mod:3:1: error: C code in VERBATIM (lines 3 to 5) is not run",
                e.getMessage().lines().findFirst().orElse(""));
    }
}
