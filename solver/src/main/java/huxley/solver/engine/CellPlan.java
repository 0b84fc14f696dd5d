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
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** One kind of cell as groups use it: its matrix, and its mechanisms with their instances numbered. */
final class CellPlan {
    final Cell cell;
    final CableMatrix matrix;
    final List<Use> uses;
    private int @Nullable [] interleaved;
    /** Mechanisms of synapses that projections may make anywhere on it. */
    final Set<Mechanism> synapses = Collections.newSetFromMap(new IdentityHashMap<>());

    CellPlan(Cell cell) {
        this.cell = cell;
        matrix = CableMatrix.of(cell.compartments(), cell.capacitance_uF_per_cm2());
        List<Use> all = new ArrayList<>();
        for (Painted painted : cell.painted()) {
            if (all.stream().noneMatch(u -> u.mechanism == painted.mechanism())) {
                all.add(painted(painted.mechanism()));
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

    private Use painted(Mechanism mechanism) {
        record Spot(Painted painted, int index, int position) {
        }
        List<Spot> spots = cell.painted().stream().filter(p -> p.mechanism() == mechanism)
                .flatMap(p -> IntStream.range(0, p.compartment().length)
                        .mapToObj(i -> new Spot(p, i, matrix.position()[p.compartment()[i]])))
                .sorted(Comparator.comparingInt(Spot::position)).toList();
        int[] compartment = spots.stream().mapToInt(s -> s.painted.compartment()[s.index]).toArray();
        return new Use(mechanism, compartment, new int[0]) {
            @Override
            double value(Variable parameter, int j) {
                Spot spot = spots.get(j);
                double[] values = spot.painted.parameters().get(parameter.name());
                return values == null ? parameter.initial() : values[values.length == 1 ? 0 : spot.index];
            }
        };
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
