package huxley.solver.engine;

import huxley.solver.engine.Sampler.Reading;
import huxley.solver.precision.Numbers;
import huxley.synapse.Circuit;
import huxley.synapse.Circuit.Quantity;
import huxley.synapse.Electrode;
import huxley.synapse.Experiment;
import huxley.synapse.Report;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Finds where everything that a circuit records stands in memory. Probes of one interval are recorded together, as a report
 * is; an electrode records a column for each cell that counts, and their sum, ascending by gid, is handed over.
 */
final class Recordings {
    /** Of all probes of one interval, of each report and of each electrode. */
    final List<Samples> samples = new ArrayList<>();

    private final Circuit circuit;
    private final Experiment experiment;
    private final Addresses addresses;
    private final Location location;
    private final double rate_per_ms;
    private final Map<Group, MembraneCurrents> currents = new IdentityHashMap<>();

    /** The places of one group that stand in one array. */
    private static final class Column {
        private int size;
        private int[] index = new int[8];
        private int[] place = new int[8];

        void add(int at, int number) {
            if (size == index.length) {
                index = Arrays.copyOf(index, 2 * size);
                place = Arrays.copyOf(place, 2 * size);
            }
            index[size] = at;
            place[size++] = number;
        }

        Reading of(Numbers numbers) {
            return new Reading.Copy(numbers, Arrays.copyOf(index, size), Arrays.copyOf(place, size));
        }
    }

    /** @param rate_per_ms 1 / dt, or 2 / dt for half a step */
    Recordings(Circuit circuit, Experiment experiment, Addresses addresses, Location location,
            double rate_per_ms) {
        this.circuit = circuit;
        this.experiment = experiment;
        this.addresses = addresses;
        this.location = location;
        this.rate_per_ms = rate_per_ms;
        probes();
        for (int i = 0; i < circuit.reports().size(); i++) {
            report(i, circuit.reports().get(i));
        }
        for (int i = 0; i < circuit.electrodes().size(); i++) {
            electrode(i, circuit.electrodes().get(i));
        }
    }

    private void probes() {
        TreeMap<Integer, List<Integer>> byStride = new TreeMap<>();
        for (int i = 0; i < circuit.probes().size(); i++) {
            byStride.computeIfAbsent(stride(circuit.probes().get(i).interval_ms()), s -> new ArrayList<>()).add(i);
        }
        byStride.forEach((stride, members) -> {
            int[] probes = members.stream().mapToInt(Integer::intValue).toArray();
            IntFunction<Quantity> quantity = i -> circuit.probes().get(probes[i]).quantity();
            int[] here = here(probes.length, quantity);
            record(new Samples(probes.length, here, stride, 0, Long.MAX_VALUE,
                    (time_ms, row, observer) -> observer.traces(probes, time_ms, columns(row, probes.length))), here,
                    quantity);
        });
    }

    private static double[][] columns(double[][] row, int size) {
        double[][] column = new double[size][row.length];
        for (int i = 0; i < row.length; i++) {
            for (int p = 0; p < size; p++) {
                column[p][i] = row[i][p];
            }
        }
        return column;
    }

    private void report(int number, Report report) {
        if (report.size() > 0) {
            int[] here = here(report.size(), report.quantity());
            record(new Samples(report.size(), here, stride(report.interval_ms()), step(report.begin_ms()),
                    step(report.end_ms()), (time_ms, row, observer) -> observer.report(number, time_ms, row)), here,
                    report.quantity());
        }
    }

    /** The places of cells that this rank has. */
    private int[] here(int places, IntFunction<Quantity> quantity) {
        return IntStream.range(0, places).filter(place -> location.isHere(quantity.apply(place).gid())).toArray();
    }

    /** @param here [column] place */
    private void record(Samples all, int[] here, IntFunction<Quantity> quantity) {
        Map<Group, Map<Numbers, Column>> byGroup = new LinkedHashMap<>();
        for (int column = 0; column < here.length; column++) {
            Quantity recorded = quantity.apply(here[column]);
            Slot slot = recorded instanceof Quantity.MembraneCurrent current
                    ? new Slot(Numbers.of(currents(current.gid()).current_nA),
                            record(current.gid(), current.compartment()))
                    : addresses.slot(recorded);
            byGroup.computeIfAbsent(addresses.groupOf(recorded.gid()), g -> new LinkedHashMap<>())
                    .computeIfAbsent(slot.numbers(), n -> new Column()).add(slot.index(), column);
        }
        byGroup.forEach((group, columns) -> group.samplers.add(all.sampler(
                columns.entrySet().stream().map(c -> c.getValue().of(c.getKey())).toArray(Reading[]::new))));
        samples.add(all);
    }

    private void electrode(int number, Electrode electrode) {
        Map<Group, List<Reading>> byGroup = new LinkedHashMap<>();
        int[] here = new int[circuit.cells().size()];
        int places = 0;
        int columns = 0;
        for (int gid = 0; gid < here.length; gid++) {
            double[] transfer_MOhm = electrode.transfer().of(gid);
            if (transfer_MOhm != null && location.isHere(gid)) {
                byGroup.computeIfAbsent(addresses.groupOf(gid), g -> new ArrayList<>())
                        .add(potential(gid, transfer_MOhm, columns));
                here[columns++] = places;
            }
            places += transfer_MOhm == null ? 0 : 1;
        }
        if (places > 0) {
            Samples all = new Samples(places, Arrays.copyOf(here, columns), stride(electrode.interval_ms()), 0,
                    Long.MAX_VALUE,
                    (time_ms, row, observer) -> observer.field(number, time_ms, sums(row)));
            byGroup.forEach((group, readings) -> group.samplers.add(all.sampler(readings.toArray(Reading[]::new))));
            samples.add(all);
        }
    }

    private static double[] sums(double[][] row) {
        double[] sum = new double[row.length];
        for (int i = 0; i < row.length; i++) {
            for (double part : row[i]) {
                sum[i] += part;
            }
        }
        return sum;
    }

    private Reading potential(int gid, double[] transfer_MOhm, int place) {
        int[] node = new int[transfer_MOhm.length];
        double[] counted = new double[transfer_MOhm.length];
        int n = 0;
        for (int c = 0; c < transfer_MOhm.length; c++) {
            if (transfer_MOhm[c] != 0) {
                node[n] = record(gid, c);
                counted[n++] = transfer_MOhm[c];
            }
        }
        return new Reading.Potential(currents(gid).current_nA, Arrays.copyOf(node, n), Arrays.copyOf(counted, n),
                place);
    }

    private MembraneCurrents currents(int gid) {
        return currents.computeIfAbsent(addresses.groupOf(gid), group -> {
            MembraneCurrents all = new MembraneCurrents(group.memory.layout.length(), rate_per_ms);
            group.record(all);
            return all;
        });
    }

    /** Lets the membrane current of a compartment be computed. @return its node */
    private int record(int gid, int compartment) {
        int node = addresses.nodeOf(gid, compartment);
        currents(gid).record(node, addresses.partOf(gid).plan(addresses.laneOf(gid)).matrix, compartment);
        return node;
    }

    private int stride(double interval_ms) {
        return Math.clamp(Math.round(interval_ms / experiment.dt_ms()), 1, Integer.MAX_VALUE);
    }

    /** The first step at this time or later. */
    private long step(double time_ms) {
        return (long) Math.max(0, Math.ceil(time_ms / experiment.dt_ms() - Epochs.ROUNDING));
    }
}
