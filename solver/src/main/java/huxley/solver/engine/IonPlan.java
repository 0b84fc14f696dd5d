package huxley.solver.engine;

import huxley.neuron.cell.Cell;
import huxley.neuron.cell.Cell.IonSetting;
import huxley.neuron.mechanism.Ion;
import huxley.neuron.mechanism.Ion.Quantity;
import huxley.solver.elementary.Elementary;
import java.util.Arrays;
import java.util.BitSet;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * One ion species in a circuit: its charge, and how every kind of cell starts with it.
 *
 * <p>Which reversal potentials follow the concentrations is decided per compartment by what the mechanisms there do: some
 * mechanism writes a concentration: Nernst, every step; some reads one and the model gives no reversal potential: Nernst,
 * once; otherwise the model's value or the default of the species.
 */
final class IonPlan {
    /** Molar gas constant, J/(mol K), and Faraday constant, C/mol: CODATA 2018 (exact). */
    private static final double GAS_CONSTANT = 8.31446261815324;
    private static final double FARADAY = 96485.33212331001;
    private static final double ZERO_CELSIUS_K = 273.15;
    /** What stands for a reversal potential where a concentration is not positive, mV. */
    private static final double BOUND_mV = 1e6;

    /**
     * Start values of one kind of cell, by position in the order of solution; one value where all are the same.
     *
     * @param refreshed compartments whose reversal potential is refreshed every step, in order of solution
     * @param used positions that some mechanism uses the species at
     */
    record Start(double[] reversal_mV, double[] inner_mM, double[] outer_mM, int[] refreshed, BitSet used) {
        Start {
            reversal_mV = shortened(reversal_mV);
            inner_mM = shortened(inner_mM);
            outer_mM = shortened(outer_mM);
        }

        private static double[] shortened(double[] values) {
            for (double value : values) {
                if (Double.compare(value, values[0]) != 0) {
                    return values;
                }
            }
            return Arrays.copyOf(values, 1);
        }

        boolean isUsed() {
            return !used.isEmpty();
        }

        double at(Quantity quantity, int position) {
            double[] values = of(quantity);
            return values[values.length == 1 ? 0 : position];
        }

        private double[] of(Quantity quantity) {
            return switch (quantity) {
            case REVERSAL -> reversal_mV;
            case INNER -> inner_mM;
            case OUTER -> outer_mM;
            case CURRENT, CONDUCTANCE -> throw new IllegalArgumentException(quantity.name());
            };
        }

        /** Whether all positions that are used have the same value. */
        boolean isSame(Quantity quantity) {
            double[] values = of(quantity);
            int first = used.nextSetBit(0);
            for (int p = first; p >= 0 && values.length > 1; p = used.nextSetBit(p + 1)) {
                if (values[p] != values[first]) {
                    return false;
                }
            }
            return true;
        }
    }

    final String name;
    final double valence;
    private final double temperature_degC;
    private final boolean reversalObserved;
    private final Map<CellPlan, Start> starts = new IdentityHashMap<>();

    IonPlan(String name, double valence, double temperature_degC, boolean reversalObserved) {
        this.name = name;
        this.valence = valence;
        this.temperature_degC = temperature_degC;
        this.reversalObserved = reversalObserved;
    }

    /** Voltage per e-fold of concentration ratio, mV. */
    double slope_mV() {
        return valence == 0 ? 0 : 1000 * GAS_CONSTANT * (temperature_degC + ZERO_CELSIUS_K) / FARADAY / valence;
    }

    double nernst_mV(double inner_mM, double outer_mM) {
        if (valence == 0) {
            return 0;
        }
        if (inner_mM <= 0) {
            return BOUND_mV;
        }
        return outer_mM <= 0 ? -BOUND_mV : slope_mV() * Elementary.log(outer_mM / inner_mM);
    }

    Start start(CellPlan plan) {
        return starts.computeIfAbsent(plan.like, this::computeStart);
    }

    private Start computeStart(CellPlan plan) {
        int n = plan.matrix.size();
        boolean[] used = new boolean[n];
        boolean[] reads = new boolean[n];
        boolean[] writes = new boolean[n];
        boolean[] wantsReversal = new boolean[n];
        boolean[] setsReversal = new boolean[n];
        int[] everywhere = IntStream.range(0, n).toArray();
        Map<Ion, int[]> where = new IdentityHashMap<>();
        plan.uses.forEach(use -> use.mechanism.ion(name).ifPresent(ion -> where.put(ion, use.compartment)));
        plan.synapses.forEach(synapse -> synapse.ion(name).ifPresent(ion -> where.put(ion, everywhere)));
        where.forEach((ion, compartments) -> {
            for (int c : compartments) {
                used[c] = true;
                reads[c] |= ion.reads().contains(Quantity.INNER) || ion.reads().contains(Quantity.OUTER);
                writes[c] |= ion.writes().contains(Quantity.INNER) || ion.writes().contains(Quantity.OUTER);
                wantsReversal[c] |= ion.reads().contains(Quantity.REVERSAL) || reversalObserved;
                setsReversal[c] |= ion.writes().contains(Quantity.REVERSAL);
            }
        });
        int[] refreshed = new int[n];
        int count = 0;
        int[] compartment = inverse(plan.matrix.position());
        for (int c : compartment) {
            if (writes[c] && wantsReversal[c] && !setsReversal[c]) {
                refreshed[count++] = c;
            }
        }
        BitSet usedAt = new BitSet(n);
        double[] reversal_mV = new double[n];
        double[] inner_mM = new double[n];
        double[] outer_mM = new double[n];
        IonSetting setting = setting(plan.cell);
        double computed = 0;
        for (int p = 0; p < n; p++) {
            int c = compartment[p];
            usedAt.set(p, used[c]);
            inner_mM[p] = given(setting == null ? null : setting.inner_mM(), c, defaultInner_mM());
            outer_mM[p] = given(setting == null ? null : setting.outer_mM(), c, defaultOuter_mM());
            boolean same = p > 0 && inner_mM[p] == inner_mM[p - 1] && outer_mM[p] == outer_mM[p - 1];
            computed = same ? computed : nernst_mV(inner_mM[p], outer_mM[p]);
            boolean follows = (reads[c] || writes[c]) && !setsReversal[c];
            double reversal = given(setting == null ? null : setting.reversal_mV(), c,
                    follows ? computed : defaultReversal_mV());
            reversal_mV[p] = writes[c] && !setsReversal[c] ? computed : reversal;
        }
        return new Start(reversal_mV, inner_mM, outer_mM, Arrays.copyOf(refreshed, count), usedAt);
    }

    private @Nullable IonSetting setting(Cell cell) {
        return cell.ions().stream().filter(s -> s.ion().equals(name)).findFirst().orElse(null);
    }

    private static double given(double @Nullable [] values, int compartment, double otherwise) {
        double value = values == null ? Double.NaN : values[values.length == 1 ? 0 : compartment];
        return Double.isNaN(value) ? otherwise : value;
    }

    private static int[] inverse(int[] position) {
        int[] compartment = new int[position.length];
        for (int c = 0; c < position.length; c++) {
            compartment[position[c]] = c;
        }
        return compartment;
    }

    private double defaultInner_mM() {
        return switch (name) {
        case "na" -> 10;
        case "k" -> 54.4;
        case "ca" -> 5e-5;
        default -> 1;
        };
    }

    private double defaultOuter_mM() {
        return switch (name) {
        case "na" -> 140;
        case "k" -> 2.5;
        case "ca" -> 2;
        default -> 1;
        };
    }

    private double defaultReversal_mV() {
        return switch (name) {
        case "na" -> 50;
        case "k" -> -77;
        case "ca" -> 132.4579341637009;
        default -> 0;
        };
    }
}
