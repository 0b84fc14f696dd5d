package huxley.app.fidelity;

import huxley.synapse.Circuit;
import huxley.synapse.Observer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** Keeps everything a run reports. */
final class Recorded implements Observer {
    private final Circuit circuit;
    private final Map<String, double[]> traces = new LinkedHashMap<>();
    private double[] time_ms = new double[0];
    private final Map<Integer, double[]> spikes = new TreeMap<>();

    Recorded(Circuit circuit) {
        this.circuit = circuit;
    }

    @Override
    public void traces(int[] probes, double[] time, double[][] values) {
        time_ms = join(time_ms, time);
        for (int i = 0; i < probes.length; i++) {
            traces.merge(circuit.probes().get(probes[i]).label(), values[i].clone(), Recorded::join);
        }
    }

    @Override
    public void spikes(int[] gid, double[] time) {
        for (int i = 0; i < gid.length; i++) {
            spikes.merge(gid[i], new double[] {time[i]}, Recorded::join);
        }
    }

    double[] time_ms() {
        return time_ms;
    }

    double[] trace(String label) {
        double[] trace = traces.get(label);
        if (trace == null) {
            throw new IllegalArgumentException("nothing recorded as " + label);
        }
        return trace;
    }

    Map<String, double[]> traces() {
        return traces;
    }

    double[] spikesOf(int gid) {
        return spikes.getOrDefault(gid, new double[0]);
    }

    private static double[] join(double[] a, double[] b) {
        double[] all = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, all, a.length, b.length);
        return all;
    }
}
