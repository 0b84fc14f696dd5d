package huxley.solver.engine;

import huxley.neuron.cell.Cell;
import huxley.neuron.mechanism.Ion.Quantity;
import huxley.neuron.mechanism.Mechanism;
import huxley.neuron.mechanism.Place;
import huxley.solver.engine.MechanismCode.Recipe;
import huxley.solver.kernel.Frame;
import huxley.solver.kernel.LoweredMechanism;
import huxley.solver.lowering.IonField;
import huxley.solver.lowering.Lowering;
import huxley.solver.lowering.Superposition;
import huxley.solver.precision.Precision;
import huxley.solver.program.Field;
import huxley.solver.program.Field.Storage;
import huxley.solver.program.Field.Symbol;
import huxley.solver.program.Instruction;
import huxley.synapse.Circuit;
import huxley.synapse.Experiment;
import huxley.synapse.Projection;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the engine keeps for each part of a circuit, told from a few groups of cells: nothing is built.
 *
 * @param compartment_bytes voltage, ions and geometry of one compartment
 * @param instance_bytes of one instance of a mechanism that is painted, placed or an artificial cell
 * @param synapse_bytes [projection] of one synapse that it makes; 0 onto artificial cells
 * @param merged [projection] whether its synapses on one compartment become one
 * @param synapse [projection] number of its kind of synapse, -1 onto artificial cells; those of one kind are merged with
 *     each other
 * @param changing [weight] whether a connection's weight may change while running; as many as are kept of each connection
 * @param kernels in all
 */
public record Footprint(long compartment_bytes, Map<Mechanism, Double> instance_bytes, double[] synapse_bytes,
        boolean[] merged, int[] synapse, boolean[] changing, int kernels) {
    /** Groups that are looked at; more if mechanisms would be missed. */
    private static final int SAMPLE = 32;

    /** @param groups [group] gids of cells and artificial cells advanced together */
    public static Footprint of(Circuit circuit, Experiment experiment, Precision precision, int[][] groups) {
        return new Survey(circuit, experiment, precision, groups).footprint();
    }

    /** A census of few groups. */
    private static final class Survey {
        private final Circuit circuit;
        private final Precision precision;
        private final Census census;
        private final Map<Mechanism, LoweredMechanism> lowered = new IdentityHashMap<>();
        private final Set<Field> perNode = new HashSet<>();

        Survey(Circuit circuit, Experiment experiment, Precision precision, int[][] groups) {
            this.circuit = circuit;
            this.precision = precision;
            census = new Census(circuit, experiment.temperature_degC(),
                    experiment.scheme() == Experiment.Scheme.CRANK_NICOLSON, examples(circuit, groups));
        }

        /** Some groups, and those with mechanisms that no other has. */
        private static int[][] examples(Circuit circuit, int[][] groups) {
            List<int[]> examples = new ArrayList<>();
            Set<Mechanism> seen = Collections.newSetFromMap(new IdentityHashMap<>());
            int stride = Math.max(1, groups.length / SAMPLE);
            for (int g = 0; g < groups.length; g++) {
                if (addMechanisms(circuit, groups[g], seen) || g % stride == 0) {
                    examples.add(groups[g]);
                }
            }
            return examples.toArray(int[][]::new);
        }

        private static boolean addMechanisms(Circuit circuit, int[] gids, Set<Mechanism> seen) {
            int before = seen.size();
            Cell last = null;
            for (int gid : gids) {
                if (gid >= circuit.cells().size()) {
                    seen.add(circuit.artificialCells().get(gid - circuit.cells().size()).mechanism());
                } else if (circuit.cells().get(gid).cell() != last) {
                    last = circuit.cells().get(gid).cell();
                    last.painted().forEach(painted -> seen.add(painted.mechanism()));
                    last.placed().forEach(placed -> seen.add(placed.mechanism()));
                }
            }
            return seen.size() > before;
        }

        Footprint footprint() {
            Map<Mechanism, Double> instance_bytes = new IdentityHashMap<>();
            int kernels = 0;
            int weights = 0;
            for (Mechanism mechanism : census.mechanisms) {
                if (census.standsAlone(mechanism)) {
                    LoweredMechanism own = lower(new Recipe(mechanism, census.layoutOf(mechanism, false)));
                    instance_bytes.put(mechanism, instance(own, false));
                    kernels += own.kernels().size();
                    weights = Math.max(weights, weights(own));
                }
            }
            double[] kind_bytes = new double[census.synapses.size()];
            boolean[] linear = new boolean[kind_bytes.length];
            for (int s = 0; s < kind_bytes.length; s++) {
                Species.Synapse synapse = census.synapses.get(s);
                LoweredMechanism made = lower(new Recipe(synapse.mechanism(), census.layoutOf(synapse, false)));
                kind_bytes[s] = instance(made, true);
                linear[s] = synapse.merged() && Superposition.holds(synapse.mechanism());
                kernels += made.kernels().size();
                weights = Math.max(weights, weights(made));
            }
            int projections = circuit.projections().size();
            double[] synapse_bytes = new double[projections];
            boolean[] merged = new boolean[projections];
            for (int p = 0; p < projections; p++) {
                int kind = census.synapseOf[p];
                synapse_bytes[p] = kind < 0 ? 0 : kind_bytes[kind];
                merged[p] = kind >= 0 && linear[kind];
            }
            return new Footprint(compartment(), instance_bytes, synapse_bytes, merged, census.synapseOf,
                    changing(weights), kernels);
        }

        private LoweredMechanism lower(Recipe recipe) {
            LoweredMechanism made = Lowering.lower(recipe.mechanism(), recipe.layout());
            lowered.put(recipe.mechanism(), made);
            fields(made).stream().filter(f -> f.storage() == Storage.NODE).forEach(perNode::add);
            return made;
        }

        private static Set<Field> fields(LoweredMechanism made) {
            Set<Field> fields = new LinkedHashSet<>(made.stored());
            made.kernels().forEach(kernel -> fields.addAll(kernel.fields()));
            return fields;
        }

        private double instance(LoweredMechanism made, boolean scattered) {
            int number = made.needsDouble() ? Double.BYTES : precision.bytes();
            boolean point = made.mechanism().kind() != Mechanism.Kind.DENSITY;
            double bytes = scattered || made.mechanism().kind() == Mechanism.Kind.ARTIFICIAL
                    ? Integer.BYTES
                    : (double) Integer.BYTES / Frame.CHUNK;
            bytes += point ? Integer.BYTES : 0;
            for (Field field : fields(made)) {
                if (field.storage() == Storage.INSTANCE) {
                    bytes += (double) field.length() * (field.isRandomStream() ? 2 * Double.BYTES : number);
                }
            }
            return bytes;
        }

        private static int weights(LoweredMechanism made) {
            return fields(made).stream().mapToInt(f -> f.symbol() instanceof Symbol.Weight w ? w.index() + 1 : 0).max()
                    .orElse(0);
        }

        private boolean[] changing(int weights) {
            boolean[] changing = new boolean[weights];
            for (LoweredMechanism made : lowered.values()) {
                made.kernels().forEach(kernel -> stored(kernel.body(), changing));
            }
            return changing;
        }

        private static void stored(List<Instruction> body, boolean[] changing) {
            for (Instruction instruction : body) {
                if (instruction instanceof Instruction.Store store
                        && store.field().symbol() instanceof Symbol.Weight w) {
                    changing[w.index()] = true;
                } else if (instruction instanceof Instruction.Loop loop) {
                    stored(loop.body(), changing);
                }
            }
        }

        private long compartment() {
            long numbers = 1;
            for (String ion : census.ions.keySet()) {
                for (Quantity quantity : List.of(Quantity.REVERSAL, Quantity.INNER, Quantity.OUTER)) {
                    numbers += census.uniformIons.contains(new IonField(ion, quantity)) ? 0 : 1;
                }
            }
            for (Field field : perNode) {
                numbers += switch (field.symbol()) {
                case Symbol.OfIon(String _, Quantity quantity) ->
                    quantity == Quantity.CURRENT || quantity == Quantity.CONDUCTANCE ? 1 : 0;
                case Symbol.OfEngine(Place.Engine quantity) ->
                    quantity == Place.Engine.AREA || quantity == Place.Engine.DIAM ? 1 : 0;
                case Symbol.OfVariable _,Symbol.Weight _,Symbol.RightHandSide _,Symbol.Diagonal _ -> 0;
                };
            }
            return numbers * precision.bytes();
        }
    }
}
