package huxley.solver.lowering;

import static org.junit.jupiter.api.Assertions.assertEquals;

import huxley.solver.program.KernelText;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What each pass makes of a small program, as text. */
class PassesTest {
    private static final String TEXT = """
            NEURON { SUFFIX test NONSPECIFIC_CURRENT i RANGE unread }
            PARAMETER { g = 1 e = -70 }
            ASSIGNED { v i unread }
            BREAKPOINT {
              unread = 2*v
              i = g*(v - e)
            }
            """;

    @Test
    void eachPassIsShownWithTheLinesOfTheFile() {
        Map<Lowering.Pass, String> shown = new LinkedHashMap<>();
        Lowering.lower(Programs.mechanism(TEXT), MemoryLayout.plain(), (pass, kernel) -> {
            if (kernel.name().equals("test.current")) {
                shown.put(pass, KernelText.of(kernel));
            }
        });
        assertEquals("[BUILT, LIVE, CONTRACTED]", shown.keySet().toString());
        assertEquals("""
                test.current
                  memory v : node
                  memory g : uniform
                  memory e : uniform
                  memory rhs : node
                  memory diagonal : node
                  v0 = v
                  v1 = g                                        ; 6: i = g*(v - e)
                  v2 = e                                        ; 6: i = g*(v - e)
                  v3 = sub v0 v2                                ; 6: i = g*(v - e)
                  v4 = neg v1                                   ; 4: BREAKPOINT {
                  v5 = mul v3 v4                                ; 4: BREAKPOINT {
                  rhs += v5                                     ; 4: BREAKPOINT {
                  diagonal += v1                                ; 4: BREAKPOINT {
                """, shown.get(Lowering.Pass.CONTRACTED));
    }
}
