package huxley.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import huxley.io.results.Results;
import huxley.io.results.Trace;
import huxley.viz.plot.Figure;
import huxley.viz.plot.Panel;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The window that the page about plasticity shows is measured here; {@code -Dhuxley.update=true} draws it again. */
class PlasticityPageTest {
    private static final Path ROOT = Path.of(System.getProperty("huxley.root", ".."));
    private static final int PAIRS = 41;
    private static final double DELAY_ms = 0.1;

    @TempDir
    private Path folder;

    @Test
    void measuredWindowIsThatOfTheEquations() throws IOException {
        StringWriter log = new StringWriter();
        PrintWriter writer = new PrintWriter(log, true);
        String model = ROOT.resolve("models/spike-timing/model.json").toString();
        assertEquals(0, Huxley.execute(writer, writer, "run", model, "--out", folder.resolve("run").toString()),
                log::toString);
        Results results = Results.read(folder.resolve("run"));
        double[] lag_ms = new double[PAIRS];
        double[] change_percent = new double[PAIRS];
        for (int i = 0; i < PAIRS; i++) {
            String label = "plastic/pre[" + i + "] to post[" + i + "].strength";
            Trace strength = results.traces().stream().filter(t -> t.label().equals(label)).findFirst().orElseThrow();
            double[] weight_uS = strength.values();
            lag_ms[i] = spike_ms(results, i) - spike_ms(results, PAIRS + i);
            change_percent[i] = 100 * (weight_uS[weight_uS.length - 1] - weight_uS[0]) / 1e-3;
            double expected_percent = lag_ms[i] > 0
                    ? Math.exp(-lag_ms[i] / 20)
                    : -1.2 * Math.exp(lag_ms[i] / 30);
            assertEquals(expected_percent, change_percent[i], 1e-9, "lag " + lag_ms[i]);
        }
        assertTrue(lag_ms[0] > 70 && lag_ms[PAIRS - 1] < -70);
        if (Boolean.getBoolean("huxley.update")) {
            draw(lag_ms, change_percent);
        }
    }

    /** Time of the only spike; both sides have the same delay to the synapse. */
    private static double spike_ms(Results results, int gid) {
        for (int s = 0; s < results.gid().length; s++) {
            if (results.gid()[s] == gid) {
                return results.spike_ms()[s] + DELAY_ms;
            }
        }
        throw new AssertionError("gid " + gid + " is silent");
    }

    private static void draw(double[] lag_ms, double[] change_percent) throws IOException {
        int acausal = (int) java.util.Arrays.stream(lag_ms).filter(t -> t < 0).count();
        Panel.Curve[] halves = new Panel.Curve[2];
        for (int half = 0; half < 2; half++) {
            int count = half == 0 ? acausal : PAIRS - acausal;
            double[] x = new double[count];
            double[] y = new double[count];
            for (int i = 0; i < count; i++) {
                int pair = half == 0 ? PAIRS - 1 - i : PAIRS - acausal - 1 - i;
                x[i] = lag_ms[pair];
                y[i] = change_percent[pair];
            }
            halves[half] = new Panel.Curve(half == 0 ? "post before pre" : "pre before post", x, y);
        }
        new Figure("Spike-timing dependent plasticity", "postsynaptic spike after presynaptic spike (ms)",
                List.of(new Panel.Curves("change of weight (% of wmax)", List.of(halves), false)))
                .write(ROOT.resolve("docs/images/stdp-window.png"));
    }
}
