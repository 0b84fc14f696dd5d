package huxley.solver.lowering;

import static org.junit.jupiter.api.Assertions.assertEquals;

import huxley.solver.program.Field;
import huxley.solver.program.Field.Storage;
import huxley.solver.program.Instruction;
import huxley.solver.program.Kernel;
import huxley.solver.program.KernelText;
import huxley.solver.program.Op;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class HodgkinHuxleyTest {
    private final Bench bench = new Bench(Lowering.lower(HodgkinHuxley.mechanism(), MemoryLayout.plain()), 3);

    @Test
    void keepsOnlyItsStatesPerInstance() {
        assertEquals(Set.of("m", "h", "n"), bench.mechanism.stored().stream()
                .filter(f -> f.storage() == Storage.INSTANCE).map(KernelText::name).collect(Collectors.toSet()));
    }

    @Test
    void observedVariablesAreStored() {
        MemoryLayout layout = new MemoryLayout(Set.of("gkbar"), Set.of("gna", "minf"), Set.of(), Set.of(), false);
        List<Field> stored = Lowering.lower(HodgkinHuxley.mechanism(), layout).stored();
        assertEquals(Set.of("m", "h", "n", "gna", "minf", "gkbar"), stored.stream()
                .filter(f -> f.storage() == Storage.INSTANCE).map(KernelText::name).collect(Collectors.toSet()));
    }

    @Test
    void stateUpdateTakesNineExponentialsAndSixDivisions() {
        Kernel state = Objects.requireNonNull(bench.mechanism.state());
        assertEquals(9, state.body().stream().filter(i -> isCompute(i, Op.EXP)).count());
        assertEquals(6 + 1, state.body().stream().filter(i -> isCompute(i, Op.DIV)).count(), "one of the temperature");
    }

    private static boolean isCompute(Instruction instruction, Op op) {
        return instruction instanceof Instruction.Compute c && c.op() == op;
    }

    @Test
    void statesRelaxByTheExactSolutionOfEachEquation() {
        for (double v = -100.3; v < 60; v += 7.1) {
            bench.set("v", v).set("celsius", 16.3).set("m", 0.2).set("h", 0.7).set("n", 0.4);
            bench.run(bench.mechanism.state());
            double q10 = Math.pow(3, 1);
            assertEquals(relaxed(0.2, 0.1 * trap(-(v + 40)), 4 * Math.exp(-(v + 65) / 18), q10), bench.get("m"), 1e-15);
            assertEquals(relaxed(0.7, 0.07 * Math.exp(-(v + 65) / 20), 1 / (Math.exp(-(v + 35) / 10) + 1), q10),
                    bench.get("h"), 1e-15);
            assertEquals(relaxed(0.4, 0.01 * trap(-(v + 55)), 0.125 * Math.exp(-(v + 65) / 80), q10), bench.get("n"),
                    1e-15);
        }
    }

    private static double trap(double x) {
        return x / (Math.exp(x / 10) - 1);
    }

    private static double relaxed(double x, double alpha, double beta, double q10) {
        double target = alpha / (alpha + beta);
        return target + (x - target) * Math.exp(-0.025 * q10 * (alpha + beta));
    }

    @Test
    void currentsAndTheirDerivativesAreAccumulated() {
        bench.set("v", -30).set("m", 0.5).set("h", 0.3).set("n", 0.6).set("na.reversal", 50).set("k.reversal", -77);
        bench.run(bench.mechanism.current());
        double gna = 0.12 * 0.125 * 0.3;
        double gk = 0.036 * Math.pow(0.6, 4);
        double sodium = gna * (-30 - 50);
        double potassium = gk * (-30 + 77);
        double leak = 0.0003 * (-30 + 54.3);
        assertEquals(sodium, bench.get("na.current"), 1e-15);
        assertEquals(gk, bench.get("k.conductance"), 1e-15);
        assertEquals(-(sodium + potassium + leak), bench.get("rhs"), 1e-15);
        assertEquals(gna + gk + 0.0003, bench.get("diagonal"), 1e-15);
        assertEquals(bench.get("rhs"), bench.array("rhs")[2]);
    }

    @Test
    void initialStatesAreSteady() {
        bench.set("v", -65);
        bench.run(bench.mechanism.initial());
        assertEquals(0.0529, bench.get("m"), 5e-5);
        assertEquals(0.5961, bench.get("h"), 5e-5);
        assertEquals(0.3177, bench.get("n"), 5e-5);
    }
}
