package huxley.solver.lowering;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Integration methods against closed forms and against the same step done by hand. */
class MethodTest {
    private static final double DT = 0.025;

    private static String decay(String method, String equations) {
        return """
                NEURON { SUFFIX test RANGE a, b, c, d, e }
                PARAMETER { a = 2 b = 3 c = 0.5 }
                ASSIGNED { v d e }
                STATE { x y z[3] }
                INITIAL { x = 1 y = 2 z[0] = 1 z[1] = 2 z[2] = 3 }
                BREAKPOINT { SOLVE states %s }
                DERIVATIVE states { %s }
                """.formatted(method, equations);
    }

    private static Bench afterOneStep(String text, String... observed) {
        Bench bench = Programs.bench(text, observed);
        bench.run(bench.mechanism.initial());
        bench.run(bench.mechanism.state());
        return bench;
    }

    @Test
    void cnexpIsExactForLinearEquations() {
        Bench bench = afterOneStep(decay("METHOD cnexp", "x' = a - b*x  y' = (c - y)/a"));
        assertEquals(2.0 / 3 + (1 - 2.0 / 3) * Math.exp(-3 * DT), bench.get("x"), 1e-15);
        assertEquals(0.5 + 1.5 * Math.exp(-DT / 2), bench.get("y"), 1e-15);
    }

    @Test
    void cnexpUsesStatesAlreadyAdvanced() {
        Bench bench = afterOneStep(decay("METHOD cnexp", "x' = -b*x  y' = x - a*y"));
        double x = Math.exp(-3 * DT);
        assertEquals(x, bench.get("x"), 1e-15);
        assertEquals(x / 2 + (2 - x / 2) * Math.exp(-2 * DT), bench.get("y"), 1e-15);
    }

    @Test
    void cnexpGrowsStraightWhereTheSlopeVanishes() {
        assertEquals(1 + 2 * DT, afterOneStep(decay("METHOD cnexp", "x' = a")).get("x"), 1e-15);
        Bench bench = Programs.bench(decay("METHOD cnexp", "x' = a - b*x"));
        bench.set("b", 0);
        bench.run(bench.mechanism.initial());
        bench.run(bench.mechanism.state());
        assertEquals(1 + 2 * DT, bench.get("x"), 1e-15);
    }

    @Test
    void cnexpUnderConditionsSelectsItsEquation() {
        String text = decay("METHOD cnexp", "if (v > -50) { x' = -a*x } else { x' = -b*x }");
        assertEquals(Math.exp(-3 * DT), afterOneStep(text).get("x"), 1e-15);
    }

    @Test
    void cnexpHoldsVariablesComputedBeforeItsEquation() {
        Bench bench = afterOneStep(decay("METHOD cnexp", "d = x*x  x' = -a*d - b*x"));
        assertEquals(-2.0 / 3 + (1 + 2.0 / 3) * Math.exp(-3 * DT), bench.get("x"), 1e-15);
        assertEquals(java.util.List.of(), bench.mechanism.warnings());
    }

    @Test
    void cnexpThatCannotBeBecomesDerivimplicitWithAWarning() {
        String square = decay("METHOD cnexp", "x' = -a*x*x");
        Bench bench = afterOneStep(square);
        assertEquals(1, bench.get("x") + DT * 2 * bench.get("x") * bench.get("x"), 1e-14);
        assertTrue(bench.mechanism.warnings().getLast().message().contains("derivimplicit is used"));
    }

    @Test
    void derivimplicitSolvesLinearSystemsInOneGo() {
        Bench bench = afterOneStep(decay("METHOD derivimplicit", "x' = a - b*x + y  y' = x - c*y  d = x"), "d");
        double x = bench.get("x");
        double y = bench.get("y");
        assertEquals(1, x - DT * (2 - 3 * x + y), 1e-15);
        assertEquals(2, y - DT * (x - 0.5 * y), 1e-15);
        assertEquals(x, bench.get("d"));
    }

    @Test
    void derivimplicitIteratesOtherSystemsUntilTheyHold() {
        Bench bench = afterOneStep(decay("METHOD derivimplicit",
                "x' = -a*x*x*x + exp(-y)  y' = x*y - c*y*y  z'[0] = -z[0]*z[1]  z'[1] = -z[1]*z[2] z'[2] = z[0]*z[0]"));
        double x = bench.get("x");
        double y = bench.get("y");
        assertEquals(1, x - DT * (-2 * x * x * x + Math.exp(-y)), 1e-14);
        assertEquals(2, y - DT * (x * y - 0.5 * y * y), 1e-14);
        assertEquals(java.util.List.of(), bench.effects);
    }

    @Test
    void eulerMovesAllStatesAtOnce() {
        Bench bench = afterOneStep(decay("METHOD euler", "x' = y  y' = -x"));
        assertEquals(1 + 2 * DT, bench.get("x"), 1e-15);
        assertEquals(2 - DT, bench.get("y"), 1e-15);
    }

    @Test
    void rungeIsOfFourthOrder() {
        double[] error = new double[2];
        for (int k = 0; k < 2; k++) {
            Bench bench = Programs.bench(decay("METHOD runge", "x' = y  y' = -x"));
            bench.run(bench.mechanism.initial());
            int steps = 10 << k;
            bench.set("dt", 1.0 / steps);
            for (int i = 0; i < steps; i++) {
                bench.run(bench.mechanism.state());
            }
            error[k] = Math.hypot(bench.get("x") - (Math.cos(1) + 2 * Math.sin(1)),
                    bench.get("y") - (2 * Math.cos(1) - Math.sin(1)));
        }
        assertEquals(4, Math.log(error[0] / error[1]) / Math.log(2), 0.2);
    }

    private static String kinetic(String states, String body) {
        return """
                NEURON { SUFFIX test RANGE a, b, e }
                PARAMETER { a = 2 b = 3 }
                ASSIGNED { e }
                STATE { %s }
                INITIAL { c = 1 o = 0.5 i = 0.25 }
                BREAKPOINT { SOLVE scheme METHOD sparse }
                KINETIC scheme { %s }
                """.formatted(states, body);
    }

    @Test
    void linearKineticSchemeIsImplicitEuler() {
        Bench bench = afterOneStep(
                kinetic("c o i", "~ c <-> o (a, b) ~ o <-> i (1, 0.5) ~ i -> (0.1) ~ c << (0.7) e = o"),
                "e");
        double c = bench.get("c");
        double o = bench.get("o");
        double i = bench.get("i");
        assertEquals(1, c - DT * (-2 * c + 3 * o + 0.7), 1e-15);
        assertEquals(0.5, o - DT * (2 * c - 3 * o - o + 0.5 * i), 1e-15);
        assertEquals(0.25, i - DT * (o - 0.5 * i - 0.1 * i), 1e-15);
        assertEquals(o, bench.get("e"), "assigned again at the new states, as in NEURON");
    }

    @Test
    void conservationReplacesAnEquationOfTheScheme() {
        Bench bench = afterOneStep(kinetic("c o i", "~ c <-> o (a, b) ~ o <-> i (1, 0.5) CONSERVE c + o + i = 2"));
        double c = bench.get("c");
        double o = bench.get("o");
        double i = bench.get("i");
        assertEquals(2, c + o + i, 1e-15);
        assertEquals(1, c - DT * (-2 * c + 3 * o), 1e-15);
        assertEquals(0.5, o - DT * (2 * c - 3 * o - o + 0.5 * i), 1e-15);
    }

    @Test
    void secondOrderReactionsAndVolumesConserveMass() {
        Bench bench = Programs.bench(kinetic("c o i", "COMPARTMENT 4 {c} ~ c + 2 o <-> i (a, b)"));
        bench.run(bench.mechanism.initial());
        for (int step = 0; step < 4000; step++) {
            bench.run(bench.mechanism.state());
        }
        double c = bench.get("c");
        double o = bench.get("o");
        double i = bench.get("i");
        assertEquals(2 * c * o * o, 3 * i, 1e-6);
        assertEquals(4 * 1 + 0.25, 4 * c + i, 1e-9);
        assertEquals(0.5 + 2 * 0.25, o + 2 * i, 1e-9);
    }

    @Test
    void reactionsUnderConditionsReactOnlyThere() {
        Bench bench = afterOneStep(kinetic("c o i", "if (a > b) { ~ c <-> o (a, b) } else { ~ c -> (b) }"));
        assertEquals(1 / (1 + 3 * DT), bench.get("c"), 1e-15);
        assertEquals(0.5, bench.get("o"));
    }

    @Test
    void steadyStateOfAKineticSchemeHasNoNetFlux() {
        String text = kinetic("c o i", "~ c <-> o (a, b) ~ o <-> i (1, 0.5) CONSERVE c + o + i = 1")
                .replace("INITIAL {", "INITIAL { SOLVE scheme STEADYSTATE sparse} PROCEDURE unused() {");
        Bench bench = Programs.bench(text);
        bench.run(bench.mechanism.initial());
        double o = 1 / (1.5 + 1 + 2);
        assertEquals(o, bench.get("o"), 1e-8);
        assertEquals(1.5 * o, bench.get("c"), 1e-8);
        assertEquals(java.util.List.of(), bench.effects);
    }

    @Test
    void steadyStateOfADerivativeBlock() {
        Bench bench = Programs.bench(decay("METHOD derivimplicit", "x' = a - b*x  y' = x - c*y*y").replace("INITIAL {",
                "INITIAL { y = 1 SOLVE states STEADYSTATE derivimplicit} PROCEDURE unused() {"));
        bench.run(bench.mechanism.initial());
        assertEquals(2.0 / 3, bench.get("x"), 1e-8);
        assertEquals(Math.sqrt(4.0 / 3), bench.get("y"), 1e-8);
    }

    private static String algebraic(String form, String equations) {
        return """
                NEURON { SUFFIX test RANGE a, b }
                PARAMETER { a = 2 b = 3 }
                STATE { x y z }
                INITIAL { SOLVE system }
                %s system { %s }
                """.formatted(form, equations);
    }

    @Test
    void linearBlockPivotsWhereADiagonalVanishes() {
        Bench bench = Programs.bench(algebraic("LINEAR", "~ b*y + z = 5 ~ a*x + y - z = 1 ~ x + y + z = 4"));
        bench.run(bench.mechanism.initial());
        double x = bench.get("x");
        double y = bench.get("y");
        double z = bench.get("z");
        assertEquals(5, 3 * y + z, 1e-14);
        assertEquals(1, 2 * x + y - z, 1e-14);
        assertEquals(4, x + y + z, 1e-14);
    }

    @Test
    void nonlinearBlockFindsARoot() {
        Bench bench = Programs.bench(algebraic("NONLINEAR", "~ exp(x) + y = a ~ x*x + y*y = b ~ z - x = 0")
                .replace("INITIAL {", "INITIAL { x = 0.2 y = 1"));
        bench.run(bench.mechanism.initial());
        double x = bench.get("x");
        double y = bench.get("y");
        assertEquals(2, Math.exp(x) + y, 1e-13);
        assertEquals(3, x * x + y * y, 1e-13);
        assertEquals(x, bench.get("z"), 1e-15);
    }

    @Test
    void loopsOfUnknownLengthRunToTheirEndForEachInstance() {
        Bench bench = new Bench(Programs.lower("""
                NEURON { SUFFIX test RANGE sum, n }
                PARAMETER { n = 4 }
                ASSIGNED { v sum }
                INITIAL { LOCAL i
                  sum = 0 i = 0
                  while (i*i < v) { i = i + 1  FROM k = 1 TO i { sum = sum + k } }
                }
                """, "sum"), 3);
        bench.array("v")[0] = -1;
        bench.array("v")[1] = 9;
        bench.array("v")[2] = 10;
        bench.run(bench.mechanism.initial());
        assertEquals(0, bench.array("sum")[0]);
        assertEquals(1 + 3 + 6, bench.array("sum")[1]);
        assertEquals(1 + 3 + 6 + 10, bench.array("sum")[2]);
    }

    @Test
    void mechanismWithoutBreakpointHasNoSweeps() {
        Bench bench = Programs.bench("NEURON { SUFFIX test } PARAMETER { a = 1 }");
        assertNull(bench.mechanism.current());
        assertNull(bench.mechanism.state());
        assertNull(bench.mechanism.initial());
    }

    @Test
    void matexpSolvesLinearEquationsExactly() {
        Bench bench = afterOneStep(decay("METHOD matexp", "x' = -a*x + a*y  y' = a*x - a*y"));
        assertEquals(1.5 - 0.5 * Math.exp(-4 * DT), bench.get("x"), 1e-15);
        assertEquals(1.5 + 0.5 * Math.exp(-4 * DT), bench.get("y"), 1e-15);
    }

    @Test
    void matexpSolvesKineticSchemesExactlyHoweverFast() {
        for (double rate : new double[] {0.1, 10, 1e3, 1e5}) {
            String text = """
                    NEURON { SUFFIX test RANGE seen }
                    ASSIGNED { seen }
                    STATE { x y z }
                    INITIAL { x = 1 }
                    BREAKPOINT { SOLVE scheme METHOD matexp }
                    KINETIC scheme { seen = z  ~ x <-> y (%s, 0)  ~ y <-> z (3, 0) }
                    """.formatted(rate);
            Bench bench = afterOneStep(text, "seen");
            double x = Math.exp(-rate * DT);
            double y = rate / (rate - 3) * (Math.exp(-3 * DT) - x);
            assertEquals(x, bench.get("x"), 2e-15, "rate " + rate);
            assertEquals(y, bench.get("y"), 1e-13, "rate " + rate);
            assertEquals(1 - x - y, bench.get("seen"), 1e-13, "rate " + rate);
        }
    }

    @Test
    void withoutMethodDecoupledLinearEquationsAreSolvedExactly() {
        Bench bench = afterOneStep(decay("", "x' = a - b*x  y' = (c - y)/a  d = x"), "d");
        assertEquals(2.0 / 3 + (1 - 2.0 / 3) * Math.exp(-3 * DT), bench.get("x"), 1e-15);
        assertEquals(0.5 + 1.5 * Math.exp(-DT / 2), bench.get("y"), 1e-15);
        assertEquals(bench.get("x"), bench.get("d"));
    }
}
