package huxley.solver.lowering;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** dI/dV of currents against central differences. */
class DerivativeTest {
    @ParameterizedTest
    @ValueSource(strings = {"v", "3*v - 2", "v*v*v", "v/(v + 200)", "v^3", "2^(v/20)", "(v + 200)^(v/100)", "exp(v/25)",
            "log(v + 300)",
            "log10(v + 300)", "sqrt(v + 300)", "sin(v/10)", "cos(v/10)", "tan(v/100)", "asin(v/200)", "acos(v/200)",
            "atan(v/20)", "atan2(v, 7)", "sinh(v/40)", "cosh(v/40)", "tanh(v/40)", "fabs(v - 1)", "fmod(v, 7)",
            "erf(v/40)",
            "nrn_ghk(v, 1e-4, 2, 2)", "1/(1 + exp(-(v + 30)/7))", "f(v)", "f(f(v)/3)", "g(v)", "w(v)"})
    void agreesWithDifferences(String current) {
        Bench bench = Programs.bench("""
                NEURON { SUFFIX test NONSPECIFIC_CURRENT i }
                ASSIGNED { v i celsius }
                BREAKPOINT { i = %s }
                FUNCTION f(x) { if (x < -10) { f = x*x } else { f = 5 - 3*x } }
                FUNCTION g(x) { FROM k = 1 TO 5 { g = g*x/50 + k } }
                FUNCTION w(x) { LOCAL y, n
                  y = x n = 0 w = 1
                  while (y > 1) { y = y/1.7 w = w + y*w/10 n = n + 1 }
                }
                """.formatted(current));
        for (double v : new double[] {-63.7, -11, 0.4, 12.9, 51.2}) {
            double h = 1e-4;
            double slope = (outward(bench, v + h) - outward(bench, v - h)) / (2 * h);
            outward(bench, v);
            assertEquals(slope, bench.get("diagonal"), 1e-7 * (1 + Math.abs(slope)), current + " at " + v);
        }
    }

    @Test
    void pointCurrentsSpreadOverTheAreaOfTheirCompartment() {
        Bench bench = Programs.bench("""
                NEURON { POINT_PROCESS test NONSPECIFIC_CURRENT i USEION ca WRITE ica }
                ASSIGNED { v i ica }
                BREAKPOINT { i = 3*(v - 2) ica = v*v }
                """);
        bench.set("area", 250);
        assertEquals((3 * (10 - 2) + 100) * 100 / 250.0, outward(bench, 10), 1e-13);
        assertEquals((3 + 20) * 100 / 250.0, bench.get("diagonal"), 1e-13);
        assertEquals(20 * 100 / 250.0, bench.get("ca.conductance"), 1e-13);
    }

    @Test
    void electrodeCurrentsFlowInward() {
        Bench bench = Programs.bench("""
                NEURON { POINT_PROCESS test ELECTRODE_CURRENT i RANGE g }
                PARAMETER { g = 2 }
                ASSIGNED { v i }
                BREAKPOINT { i = g*(7 - v) }
                """);
        assertEquals(-2 * (7 - 10), outward(bench, 10), 1e-13);
        assertEquals(2, bench.get("diagonal"), 1e-13);
    }

    private static double outward(Bench bench, double v) {
        bench.set("v", v).set("rhs", 0).set("diagonal", 0);
        bench.run(bench.mechanism.current());
        return -bench.get("rhs");
    }
}
