package huxley.solver.engine;

import huxley.solver.accelerator.Resident;
import huxley.solver.cable.Block;
import huxley.solver.cable.CableMatrix;
import huxley.solver.precision.Numbers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What is played into a group from outside: waveforms into variables, and imposed extracellular potentials. */
final class Stimuli {
    private record Played(Slot target, Waveform waveform) {
    }

    /** Axial current, mA/cm2 [position] per unit of the waveform, that the potential drives into each compartment. */
    private record Imposed(Block block, int lane, double[] drive, Waveform waveform) {
    }

    /** A current into one node from one time to another, mA/cm2. */
    private record Injected(int node, double density_mA_per_cm2, double from_ms, double to_ms) {
    }

    /** mA/cm2 per nA/um2. */
    private static final double PER_AREA = 100;

    private final List<Injected> injected = new ArrayList<>();
    private final List<Played> played = new ArrayList<>();
    private final List<Imposed> imposed = new ArrayList<>();

    void play(Slot target, Waveform waveform) {
        played.add(new Played(target, waveform));
    }

    /** @param scale_mV [compartment] */
    void impose(Block block, int lane, double[] scale_mV, Waveform waveform) {
        CableMatrix matrix = block.matrix();
        double[] outside = new double[matrix.size()];
        for (int c = 0; c < outside.length; c++) {
            outside[matrix.position()[c]] = scale_mV[c];
        }
        double[] drive = new double[matrix.size()];
        for (int p = matrix.size() - 1; p > 0; p--) {
            double drop = outside[matrix.parent()[p]] - outside[p];
            drive[p] += matrix.upper_S_per_cm2()[p] * drop;
            drive[matrix.parent()[p]] -= matrix.lower_S_per_cm2()[p] * drop;
        }
        imposed.add(new Imposed(block, lane, drive, waveform));
    }

    /** A current that depolarises where it is positive. */
    void inject(Block block, int lane, int compartment, double current_nA, double from_ms, double to_ms) {
        double area_um2 = block.matrix().area_um2()[block.matrix().position()[compartment]];
        injected.removeIf(i -> i.to_ms <= from_ms);
        injected.add(new Injected(block.node(compartment, lane), PER_AREA * current_nA / area_um2, from_ms, to_ms));
    }

    /** The variables that waveforms are played into. */
    Set<Slot> targets() {
        return waveforms().keySet();
    }

    /** What is played into each variable, in the order in which it is set. */
    Map<Slot, List<Resident.Waveform>> waveforms() {
        Map<Slot, List<Resident.Waveform>> waveforms = new LinkedHashMap<>();
        for (Played p : played) {
            waveforms.computeIfAbsent(p.target, t -> new ArrayList<>()).add(p.waveform.points());
        }
        return waveforms;
    }

    Resident.Imposed[] imposed() {
        return imposed.stream().map(i -> {
            int[] node = new int[i.drive.length];
            Arrays.setAll(node, p -> i.block.nodeAt(p, i.lane));
            return new Resident.Imposed(node, i.drive, i.waveform.points());
        }).toArray(Resident.Imposed[]::new);
    }

    /** Sets played variables. */
    void playAt(double t_ms, boolean afterSteps) {
        for (int i = 0; i < played.size(); i++) {
            Played p = played.get(i);
            if (p.waveform.covers(t_ms)) {
                p.target.set(p.waveform.at(t_ms, afterSteps));
            }
        }
    }

    /** Adds currents that are injected, and those that imposed potentials drive along the cable. */
    void drive(double t_ms, Numbers rhs) {
        for (int i = 0; i < injected.size(); i++) {
            Injected current = injected.get(i);
            if (t_ms >= current.from_ms && t_ms < current.to_ms) {
                rhs.set(current.node, rhs.get(current.node) + current.density_mA_per_cm2);
            }
        }
        for (int i = 0; i < imposed.size(); i++) {
            Imposed field = imposed.get(i);
            if (field.waveform.covers(t_ms)) {
                double value = field.waveform.at(t_ms, true);
                for (int p = 0; p < field.drive.length; p++) {
                    int node = field.block.nodeAt(p, field.lane);
                    rhs.set(node, Math.fma(field.drive[p], value, rhs.get(node)));
                }
            }
        }
    }
}
