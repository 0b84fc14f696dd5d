package huxley.solver.lowering;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Set;
import org.junit.jupiter.api.Test;

class TabulationTest {
    private static final String TEXT = """
            NEURON { SUFFIX test RANGE y, w }
            ASSIGNED { v y w }
            INITIAL { rates(v) w = f(v) }
            PROCEDURE rates(x) {
              TABLE y FROM -100 TO 100 WITH 50
              y = exp(x/40)
            }
            FUNCTION f(x) {
              TABLE FROM 0 TO 10 WITH 10
              f = x*x
            }
            """;

    private static Bench at(double v, boolean tables) {
        Bench bench = new Bench(Lowering.lower(Programs.mechanism(TEXT),
                new MemoryLayout(Set.of(), Set.of("y", "w"), Set.of(), Set.of(), tables)), 1);
        bench.set("v", v);
        bench.run(bench.mechanism.initial());
        return bench;
    }

    @Test
    void interpolatesBetweenThePointsOfTheTable() {
        assertEquals(0.75 * Math.exp(0.1) + 0.25 * Math.exp(0.2), at(5, true).get("y"), 1e-15);
        assertEquals(0.7 * 4 + 0.3 * 9, at(2.3, true).get("w"), 1e-14);
    }

    @Test
    void isConstantBeyondTheEnds() {
        assertEquals(Math.exp(-2.5), at(-170, true).get("y"), 1e-15);
        assertEquals(Math.exp(2.5), at(170, true).get("y"), 1e-14);
    }

    @Test
    void isExactUnlessTablesAreAskedFor() {
        assertEquals(Math.exp(5.0 / 40), at(5, false).get("y"), 1e-15);
    }
}
