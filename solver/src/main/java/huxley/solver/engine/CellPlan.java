package huxley.solver.engine;

import huxley.neuron.cell.Cell;
import huxley.neuron.cell.Cell.Painted;
import huxley.neuron.mechanism.Mechanism;
import huxley.neuron.mechanism.Variable;
import huxley.solver.cable.CableMatrix;
import huxley.solver.kernel.Frame;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** One kind of cell as groups use it: its matrix, and its mechanisms with their instances numbered. */
final class CellPlan {
    final Cell cell;
    /** The first plan of this shape, which those of the same shape share what they can with. */
    final CellPlan like;
    final CableMatrix matrix;
    final List<Use> uses;
    private int @Nullable [] interleaved;
    /** Mechanisms of synapses that projections may make anywhere on a cell of this shape. */
    final Set<Mechanism> synapses;

    CellPlan(Cell cell) {
        this(cell, null);
    }

    /** @param alike the first plan of the same shape, null for the first */
    CellPlan(Cell cell, @Nullable CellPlan alike) {
        this.cell = cell;
        like = alike == null ? this : alike;
        matrix = alike == null
                ? CableMatrix.of(cell.compartments(), cell.capacitance_uF_per_cm2())
                : alike.matrix;
        synapses = alike == null ? Collections.newSetFromMap(new IdentityHashMap<>()) : alike.synapses;
        List<Use> all = new ArrayList<>();
        List<Spots> spots = new ArrayList<>();
        for (Painted painted : cell.painted()) {
            if (all.stream().noneMatch(u -> u.mechanism == painted.mechanism())) {
                all.add(painted(painted.mechanism(), spots));
            }
        }
        int painted = all.size();
        for (Cell.Placed placed : cell.placed()) {
            if (all.stream().skip(painted).noneMatch(u -> u.mechanism == placed.mechanism())) {
                all.add(placed(placed.mechanism()));
            }
        }
        uses = List.copyOf(all);
    }

    /** [position] first node of a block of {@link Frame#CHUNK} cells */
    int[] interleaved() {
        if (interleaved == null) {
            interleaved = new int[matrix.size()];
            Arrays.setAll(interleaved, position -> position * Frame.CHUNK);
        }
        return interleaved;
    }

    Optional<Use> use(Mechanism mechanism) {
        return uses.stream().filter(u -> u.mechanism == mechanism).findFirst();
    }

    private Use painted(Mechanism mechanism, List<Spots> known) {
        List<Painted> layers = cell.painted().stream().filter(p -> p.mechanism() == mechanism).toList();
        Spots spots = like == this
                ? Spots.of(layers, matrix.position()).sharing(known)
                : ((PaintedUse) like.use(mechanism).orElseThrow()).spots;
        known.add(spots);
        return new PaintedUse(mechanism, layers, spots);
    }

    /** Where a density mechanism is, in order of solution: at {@code index} of the compartments of a layer of paint. */
    private record Spots(int[] compartment, int[] layer, int[] index) {
        static Spots of(List<Painted> layers, int[] position) {
            int n = layers.stream().mapToInt(p -> p.compartment().length).sum();
            int[] layer = new int[n];
            int[] index = new int[n];
            long[] key = new long[n];
            int found = 0;
            for (int l = 0; l < layers.size(); l++) {
                int[] compartments = layers.get(l).compartment();
                for (int i = 0; i < compartments.length; i++) {
                    layer[found] = l;
                    index[found] = i;
                    key[found] = (long) position[compartments[i]] << Integer.SIZE | found;
                    found++;
                }
            }
            Arrays.sort(key);
            int[] order = Arrays.stream(key).mapToInt(k -> (int) k).toArray();
            return new Spots(IntStream.of(order).map(i -> layers.get(layer[i]).compartment()[index[i]]).toArray(),
                    IntStream.of(order).map(i -> layer[i]).toArray(), IntStream.of(order).map(i -> index[i]).toArray());
        }

        /** As this, with the arrays of {@code others} where they hold the same. */
        Spots sharing(List<Spots> others) {
            Spots shared = this;
            for (Spots other : others) {
                shared = new Spots(either(other.compartment, shared.compartment), either(other.layer, shared.layer),
                        either(other.index, shared.index));
            }
            return shared;
        }

        private static int[] either(int[] known, int[] array) {
            return Arrays.equals(known, array) ? known : array;
        }
    }

    private static final class PaintedUse extends Use {
        private final List<Painted> layers;
        private final Spots spots;

        PaintedUse(Mechanism mechanism, List<Painted> layers, Spots spots) {
            super(mechanism, spots.compartment, new int[0]);
            this.layers = layers;
            this.spots = spots;
        }

        @Override
        double value(Variable parameter, int j) {
            double[] values = layers.get(spots.layer[j]).parameters().get(parameter.name());
            return values == null ? parameter.initial() : values[values.length == 1 ? 0 : spots.index[j]];
        }

        @Override
        boolean isUniform(Variable parameter) {
            double[] values = layers.getFirst().parameters().get(parameter.name());
            return layers.size() == 1 && (values == null || values.length == 1);
        }
    }

    private Use placed(Mechanism mechanism) {
        int[] placed = IntStream.range(0, cell.placed().size())
                .filter(i -> cell.placed().get(i).mechanism() == mechanism).toArray();
        int[] compartment = IntStream.of(placed).map(i -> cell.placed().get(i).compartment()).toArray();
        return new Use(mechanism, compartment, placed) {
            @Override
            double value(Variable parameter, int j) {
                return cell.placed().get(placed[j]).parameters().getOrDefault(parameter.name(), parameter.initial());
            }
        };
    }

    /** The instances of one mechanism in one cell: density mechanisms in order of solution, points as they were placed. */
    abstract static class Use {
        final Mechanism mechanism;
        /** [instance of the cell] */
        final int[] compartment;
        /** [instance of the cell] index into the placed list; empty for density mechanisms. */
        final int[] placed;

        Use(Mechanism mechanism, int[] compartment, int[] placed) {
            this.mechanism = mechanism;
            this.compartment = compartment;
            this.placed = placed;
        }

        int count() {
            return compartment.length;
        }

        /** The model's value of a parameter of instance {@code j}. */
        abstract double value(Variable parameter, int j);

        /** Whether it is known without looking that all instances have the same value. */
        boolean isUniform(Variable parameter) {
            return false;
        }

        /** Which instance of the cell is at a compartment (density) or is a placed point; -1 if none. */
        int find(int[] among, int what) {
            for (int j = 0; j < among.length; j++) {
                if (among[j] == what) {
                    return j;
                }
            }
            return -1;
        }
    }
}
