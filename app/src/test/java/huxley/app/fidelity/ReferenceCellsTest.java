package huxley.app.fidelity;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import huxley.solver.opencl.Device;
import huxley.solver.opencl.DeviceAccelerator;
import huxley.solver.opencl.Devices;
import huxley.solver.scalar.ScalarBackend;
import huxley.solver.simd.SimdBackend;
import huxley.synapse.Experiment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every single-cell reference case, at NEURON's own time step, against NEURON's traces and spike times. */
class ReferenceCellsTest {
    /** Voltage without spikes, mV. */
    private static final double QUIET_MV = 1e-3;
    /** Voltage with spikes laid over each other, mV. */
    private static final double SPIKING_MV = 0.05;
    /** Interpolated spike times, ms. */
    private static final double SPIKE_MS = 1e-3;
    /** Everything that is no voltage, relative to its largest magnitude. */
    private static final double RELATIVE = 1e-3;

    static Stream<ReferenceCase> cases() {
        return ReferenceData.list(ReferenceData.ROOT.resolve("reference/cells")).stream().map(ReferenceCase::read);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void tracesMatchNeuronAtTheUsualStep(ReferenceCase reference) {
        compare(reference, 0.025);
    }

    @Tag("slow")
    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void tracesMatchNeuronAtAFineStep(ReferenceCase reference) {
        compare(reference, 0.005);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void backendsGiveTheSameBits(ReferenceCase reference) {
        ReferenceModels.Model model = ReferenceModels.build(reference, 0.025);
        double duration_ms = Math.min(model.experiment().duration_ms(), 10);
        Recorded scalar = Runs.run(model.circuit(), Runs.shorter(model.experiment(), duration_ms), new ScalarBackend());
        Recorded simd = Runs.run(model.circuit(), Runs.shorter(model.experiment(), duration_ms), new SimdBackend());
        for (String column : scalar.traces().keySet()) {
            assertArrayEquals(bits(scalar.trace(column)), bits(simd.trace(column)), column);
        }
    }

    @Tag("slow")
    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void deviceGivesTheSameBits(ReferenceCase reference) {
        Device device = Devices.find().devices().stream().filter(d -> d.properties().hasDouble()).findFirst()
                .orElse(null);
        Assumptions.assumeTrue(device != null, "no OpenCL device with double precision");
        ReferenceModels.Model model = ReferenceModels.build(reference, 0.025);
        Experiment experiment = Runs.shorter(model.experiment(), Math.min(model.experiment().duration_ms(), 30));
        Recorded scalar = Runs.run(model.circuit(), experiment, new ScalarBackend());
        List<String> told = new ArrayList<>();
        Recorded there = Runs.run(model.circuit(), experiment, new DeviceAccelerator(device, told::add, told::add));
        for (String column : scalar.traces().keySet()) {
            assertArrayEquals(bits(scalar.trace(column)), bits(there.trace(column)), column);
        }
        assertTrue(told.stream().anyMatch(said -> said.startsWith("opencl:")), told.toString());
    }

    private static long[] bits(double[] values) {
        long[] bits = new long[values.length];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = Double.doubleToRawLongBits(values[i]);
        }
        return bits;
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.025, 0.005})
    void gapJunctionsMatchPointProcessesThatReadEachOthersVoltage(double dt_ms) {
        ReferenceCase reference = cases().filter(c -> c.name().equals("15_gapjunction")).findFirst().orElseThrow();
        compare(reference, dt_ms, ReferenceModels.joined(reference, dt_ms), List.of("v_0", "v_1"));
    }

    private static void compare(ReferenceCase reference, double dt_ms) {
        compare(reference, dt_ms, ReferenceModels.build(reference, dt_ms), reference.columns());
    }

    private static void compare(ReferenceCase reference, double dt_ms, ReferenceModels.Model model,
            List<String> columns) {
        Recorded ours = Runs.run(model.circuit(), model.experiment(), new SimdBackend());
        Map<String, double[]> theirs = reference.traces(dt_ms);
        double[] theirTime = theirs.get("t_ms");
        List<String> report = new ArrayList<>();
        boolean good = true;
        double[] ourSpikes = new double[0];
        double[] theirSpikes = new double[0];
        double threshold = reference.number("spike_threshold_mV");
        Map<String, double[]> spikes = reference.spikes(dt_ms, "spikes_ms");
        for (String column : columns) {
            boolean voltage = column.equals("v") || column.startsWith("v_");
            double[] trace = ours.trace(column);
            double[] them = theirs.get(column);
            if (voltage) {
                ourSpikes = Alignment.crossings(ours.time_ms(), trace, threshold);
                theirSpikes = spikes.getOrDefault(column, new double[0]);
                good &= sameSpikes(column, ourSpikes, theirSpikes, report);
                theirSpikes = Alignment.crossings(theirTime, them, threshold);
                ourSpikes = Alignment.crossings(theirTime, Alignment.sampled(dt_ms, trace, theirTime), threshold);
            }
            double difference = Alignment.largestDifference(dt_ms, trace, theirTime, them, ourSpikes, theirSpikes);
            double bound = voltage ? theirSpikes.length == 0 ? QUIET_MV : SPIKING_MV : RELATIVE * largest(them);
            report.add("%s: %.3g (bound %.3g)".formatted(column, difference, bound));
            good &= difference <= bound;
        }
        for (Map.Entry<String, double[]> stamped : reference.spikes(dt_ms, "netcon_spikes_ms").entrySet()) {
            int gid = model.sources().get(stamped.getKey());
            assertArrayEquals(stamped.getValue(), ours.spikesOf(gid), 1e-6, "spikes of " + stamped.getKey());
        }
        assertTrue(good, () -> reference.name() + " at dt " + dt_ms + " ms: " + String.join("\n", report));
    }

    private static boolean sameSpikes(String column, double[] ours, double[] theirs, List<String> report) {
        if (ours.length != theirs.length) {
            report.add(column + ": " + ours.length + " spikes, NEURON " + theirs.length);
            return false;
        }
        double worst = 0;
        for (int i = 0; i < ours.length; i++) {
            worst = Math.max(worst, Math.abs(ours[i] - theirs[i]));
        }
        if (ours.length > 0) {
            report.add("%s spikes: %.2g ms".formatted(column, worst));
        }
        return worst <= SPIKE_MS;
    }

    private static double largest(double[] values) {
        double largest = 0;
        for (double v : values) {
            largest = Math.max(largest, Math.abs(v));
        }
        return largest;
    }
}
