package huxley.partition;

import huxley.neuron.cell.Cell;
import huxley.neuron.cell.Compartments;
import huxley.neuron.mechanism.Mechanism;
import huxley.neuron.morphology.Section;
import huxley.synapse.Circuit;
import huxley.synapse.Population;
import huxley.synapse.Projection;
import huxley.synapse.Report;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The memory that a circuit takes when it is simulated, told before anything of it is built. Connections are counted from a
 * few cells of each population. Objects count as the JVM lays them out (references of 4 bytes, headers of 12, multiples
 * of 8).
 *
 * @param parts what there is at the moment when most is taken
 */
public record MemoryPlan(List<Part> parts) {
    static final String SORTED = "connections being sorted";

    /** What there is {@code count} of, and what all of it takes. */
    public record Part(String name, double count, double bytes) {
    }

    /** Everything at the moment when most is taken. */
    public double bytes() {
        return parts.stream().mapToDouble(Part::bytes).sum();
    }

    /** What stays when the circuit is built. */
    public double builtBytes() {
        return parts.stream().filter(part -> !part.name().equals(SORTED)).mapToDouble(Part::bytes).sum();
    }

    /**
     * @param groups gids that are advanced together
     * @param threads that build and advance
     */
    public static MemoryPlan of(Circuit circuit, int[][] groups, MemoryNeed need, int threads) {
        return new Sum(circuit, groups, need, threads).plan();
    }

    /** Adds up. */
    private static final class Sum {
        private static final double OBJECT = 16;
        /** A source and a group that hears it, over a few connections or over many. */
        private static final double LISTENER = 3 * Short.BYTES;
        private static final double FAR_LISTENER = Short.BYTES + 2 * Integer.BYTES;
        private static final double MANY_EACH = 16;
        private static final double REFERENCE = 4;
        /** Label of a cell or artificial cell, with its place in lists. */
        private static final double LABELLED = 24 + 32 + 2 * REFERENCE;
        /** Group and lane of a gid, its group and its audience as a source, its place in its group. */
        private static final double WHEREABOUTS = 6 * Integer.BYTES;
        /** A spike detector and what the engine keeps of it. */
        private static final double DETECTOR = 32 + 2 * REFERENCE + 17;
        /** A block of eight cells side by side, or of one, without arrays. */
        private static final double BLOCK = 32 + 24 + 40 + 48;
        /** Of one compartment of a kind of cell: its geometry, its row of the matrix, its place. */
        private static final double KIND_COMPARTMENT = 80 + 2 * Double.BYTES + 48 + 2 * Integer.BYTES;
        /** Of one compartment of a cell that shares no block: its place, its row of the solver. */
        private static final double UNLIKE_COMPARTMENT = 3 * Double.BYTES + 5 * Integer.BYTES;
        /** Of one compartment with a mechanism: where it is. */
        private static final double PAINTED_COMPARTMENT = Integer.BYTES;
        private static final double POINT_OF_MORPHOLOGY = 4 * Double.BYTES;
        private static final double SECTION = 160;
        /** Queue, calendar, lists of spikes. */
        private static final double GROUP = 9_000;
        private static final double MECHANISM_OF_GROUP = 1_300;
        private static final double KERNEL = 8_000;
        private static final double PLACED_BY_HAND = 110;
        private static final double GAP_JUNCTION = 2.0 * (6 * Integer.BYTES + 4 * Double.BYTES);
        private static final int MOST_SAMPLES = 1024;
        private static final int ENOUGH_NUMBERS = 1 << 16;
        private static final int LANES = 8;
        private static final int FEW = 7;

        private final Circuit circuit;
        private final int[][] groups;
        private final MemoryNeed need;
        private final int threads;
        private final List<Part> parts = new ArrayList<>();
        private final Map<Compartments, Cell> shapes = new IdentityHashMap<>();
        private double compartments;

        Sum(Circuit circuit, int[][] groups, MemoryNeed need, int threads) {
            this.circuit = circuit;
            this.groups = groups;
            this.need = need;
            this.threads = threads;
        }

        MemoryPlan plan() {
            cells();
            artificialCells();
            compartments();
            ConnectionSample sample = new ConnectionSample(circuit, need);
            synapses(sample);
            connections(sample);
            recordings();
            parts.add(new Part("groups", groups.length, groups.length * GROUP + need.kernels() * KERNEL
                    + mechanismsOfGroups() * MECHANISM_OF_GROUP));
            parts.removeIf(part -> part.count() == 0);
            return new MemoryPlan(List.copyOf(parts));
        }

        /** Objects that say what a cell is; those of one kind share most. */
        private void cells() {
            Set<Cell> distinct = Collections.newSetFromMap(new IdentityHashMap<>());
            Cell last = null;
            double bytes = 0;
            for (Circuit.CellInstance instance : circuit.cells()) {
                Cell cell = instance.cell();
                if (cell != last && distinct.add(cell)) {
                    Cell like = shapes.putIfAbsent(cell.compartments(), cell);
                    bytes += like == null ? kind(cell) : variant(cell, like);
                }
                last = cell;
            }
            bytes += circuit.cells().size() * (24 + LABELLED + WHEREABOUTS);
            bytes += circuit.spikeDetectors().size() * DETECTOR;
            for (Population population : circuit.populations()) {
                Population.Placement placement = population.placement();
                bytes += placement == null
                        ? 0
                        : Double.BYTES * (3.0 * population.count() + placement.rotation().length);
            }
            parts.add(new Part("cells", circuit.cells().size(), bytes));
        }

        private static double kind(Cell cell) {
            double points = 0;
            double sections = 0;
            if (cell.morphology() != null) {
                sections = cell.morphology().sections().size();
                for (Section section : cell.morphology().sections()) {
                    points += section.x_um().length;
                }
            }
            double bytes = points * POINT_OF_MORPHOLOGY + sections * SECTION
                    + cell.compartments().size() * KIND_COMPARTMENT + ofLists(cell);
            for (Cell.Painted painted : cell.painted()) {
                bytes += painted.compartment().length * 2.0 * Integer.BYTES;
                for (double[] values : painted.parameters().values()) {
                    bytes += Double.BYTES * (2.0 + values.length);
                }
            }
            return bytes;
        }

        /** What a cell does not share with another of its shape. */
        private static double variant(Cell cell, Cell like) {
            double bytes = ofLists(cell);
            if (cell.initialVoltage_mV() != like.initialVoltage_mV()) {
                bytes += OBJECT + (double) Double.BYTES * cell.compartments().size();
            }
            for (int i = 0; i < cell.painted().size(); i++) {
                Cell.Painted painted = cell.painted().get(i);
                boolean shared = i < like.painted().size() && like.painted().get(i) == painted;
                for (double[] values : painted.parameters().values()) {
                    bytes += shared ? 0 : 56 + 16 + Double.BYTES * (double) values.length;
                }
            }
            for (int i = 0; i < cell.placed().size(); i++) {
                boolean shared = i < like.placed().size() && like.placed().get(i) == cell.placed().get(i);
                bytes += shared ? 0 : 100 + 60.0 * cell.placed().get(i).parameters().size();
            }
            return bytes;
        }

        /** The cell, its plan in the engine, and a use for each mechanism. */
        private static double ofLists(Cell cell) {
            return 48 + 40 + 24 + 24 + 40 * (cell.painted().size() + cell.placed().size());
        }

        private void artificialCells() {
            if (circuit.artificialCells().isEmpty()) {
                return;
            }
            double bytes = 0;
            Map<String, Double> last = Map.of();
            for (Circuit.ArtificialCell cell : circuit.artificialCells()) {
                bytes += 32 + LABELLED + WHEREABOUTS + need.instance_bytes().getOrDefault(cell.mechanism(), 0.0);
                bytes += cell.parameters() == last ? 0 : 64 + OBJECT + 75.0 * cell.parameters().size();
                bytes += cell.replay_ms().length == 0 ? 0 : OBJECT + Double.BYTES * (double) cell.replay_ms().length;
                last = cell.parameters();
            }
            parts.add(new Part("artificial cells", circuit.artificialCells().size(), bytes));
        }

        /** Voltages, matrix, and the mechanisms that cells have themselves. */
        private void compartments() {
            double compartment_bytes = 0;
            double instances = 0;
            double instance_bytes = 0;
            for (int[] gids : groups) {
                Map<Compartments, Integer> equal = new IdentityHashMap<>();
                for (int gid : gids) {
                    if (gid < circuit.cells().size()) {
                        equal.merge(circuit.cells().get(gid).cell().compartments(), 1, Integer::sum);
                    }
                }
                for (Map.Entry<Compartments, Integer> some : equal.entrySet()) {
                    int size = some.getKey().size();
                    int left = some.getValue() % LANES;
                    int blocks = some.getValue() / LANES + (left >= FEW ? 1 : 0);
                    int single = left >= FEW ? 0 : left;
                    double lanes = (double) LANES * blocks + single;
                    compartments += (double) size * some.getValue();
                    compartment_bytes += (blocks + single) * (BLOCK + (double) Double.BYTES * size)
                            + lanes * size * need.compartment_bytes() + (double) single * size * UNLIKE_COMPARTMENT;
                    Cell cell = shapes.getOrDefault(some.getKey(), circuit.cells().getFirst().cell());
                    for (Cell.Painted painted : cell.painted()) {
                        double count = painted.compartment().length;
                        instances += count * some.getValue();
                        instance_bytes += count * (lanes * bytesOf(painted.mechanism()) + single * PAINTED_COMPARTMENT);
                    }
                    for (Cell.Placed placed : cell.placed()) {
                        instances += some.getValue();
                        instance_bytes += lanes * bytesOf(placed.mechanism());
                    }
                }
            }
            double scratch = 2.0 * threads * largestGroup() * need.number_bytes();
            parts.add(new Part("compartments", compartments, compartment_bytes + scratch));
            parts.add(new Part("mechanisms on them", instances, instance_bytes));
        }

        private double largestGroup() {
            return Arrays.stream(groups).mapToDouble(gids -> Arrays.stream(gids).filter(g -> g < circuit.cells().size())
                    .mapToDouble(g -> circuit.cells().get(g).cell().compartments().size()).sum()).max().orElse(0);
        }

        private double bytesOf(Mechanism mechanism) {
            return need.instance_bytes().getOrDefault(mechanism, 0.0);
        }

        private double mechanismsOfGroups() {
            double kinds = shapes.values().stream().mapToDouble(c -> c.painted().size() + c.placed().size()).average()
                    .orElse(0);
            long synapses = Arrays.stream(need.synapse()).distinct().count();
            return groups.length * (kinds + synapses);
        }

        private void synapses(ConnectionSample sample) {
            double count = 0;
            double bytes = 0;
            for (int p = 0; p < sample.synapses.length; p++) {
                count += sample.synapses[p];
                bytes += sample.synapses[p] * need.synapse_bytes()[p];
            }
            parts.add(new Part("synapses", count, bytes));
        }

        private void connections(ConnectionSample sample) {
            double byRules = 0;
            double each = sample.connection_bytes();
            double bytes = circuit.connections().size() * (PLACED_BY_HAND + each);
            for (int p = 0; p < sample.connections.length; p++) {
                if (sample.stored[p]) {
                    byRules += sample.connections[p];
                    bytes += sample.connections[p] * each + circuit.projections().get(p).incoming().expectedBytes();
                }
            }
            double[] heard = new double[1];
            double most = eachGroup(sample, heard);
            bytes += heard[0];
            bytes += circuit.gapJunctions().count() * GAP_JUNCTION;
            parts.add(new Part("connections",
                    byRules + circuit.connections().size() + circuit.gapJunctions().count(), bytes));
            double row = 12 * Integer.BYTES + Double.BYTES * (2 + need.changing().length);
            double sorted = most * Math.min(threads, groups.length);
            parts.add(new Part(SORTED, sorted, sorted * row));
        }

        /** Adds the bytes of pairs of a source and a group that hears it; returns the most connections onto one group. */
        private double eachGroup(ConnectionSample sample, double[] heard) {
            Map<Population, double[]> bySource = new HashMap<>();
            Map<Population, int[]> members = new HashMap<>();
            double[] onto = new double[groups.length];
            for (int p = 0; p < sample.connections.length; p++) {
                if (!sample.stored[p]) {
                    continue;
                }
                Projection projection = circuit.projections().get(p);
                Population target = projection.target();
                int[] inGroup = members.computeIfAbsent(target, this::membersByGroup);
                double[] fromSource = bySource.computeIfAbsent(projection.source(), s -> new double[groups.length]);
                for (int g = 0; g < groups.length; g++) {
                    double some = sample.connections[p] * inGroup[g] / target.count();
                    fromSource[g] += some;
                    onto[g] += some;
                }
            }
            bySource.forEach((source, connections) -> {
                for (double count : connections) {
                    double each = count / source.count();
                    heard[0] += source.count() * -Math.expm1(-each) * (each < MANY_EACH ? LISTENER : FAR_LISTENER);
                }
            });
            return Arrays.stream(onto).max().orElse(0);
        }

        private int[] membersByGroup(Population population) {
            return Arrays.stream(groups)
                    .mapToInt(gids -> (int) Arrays.stream(gids).filter(population::contains).count())
                    .toArray();
        }

        private void recordings() {
            double count = circuit.probes().size();
            double bytes = buffered(circuit.probes().size());
            for (Report report : circuit.reports()) {
                count += report.size();
                bytes += buffered(report.size());
            }
            bytes += circuit.electrodes().size() * (buffered(circuit.cells().size()) + Double.BYTES * compartments);
            parts.add(new Part("recordings", count + circuit.electrodes().size(), bytes));
        }

        /** Places, and the rows that are filled before they are handed over. */
        private static double buffered(double places) {
            double rows = places == 0 ? 0 : Math.clamp(ENOUGH_NUMBERS / places, 1, MOST_SAMPLES);
            return places * (4 * Integer.BYTES + rows * Double.BYTES);
        }
    }
}
