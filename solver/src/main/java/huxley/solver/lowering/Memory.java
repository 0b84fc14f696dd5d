package huxley.solver.lowering;

import huxley.neuron.mechanism.Ion;
import huxley.neuron.mechanism.Ion.Quantity;
import huxley.neuron.mechanism.Mechanism;
import huxley.neuron.mechanism.Place.Engine;
import huxley.neuron.mechanism.Statement.Block;
import huxley.neuron.mechanism.Variable;
import huxley.neuron.mechanism.Variable.Role;
import huxley.neuron.mechanism.Variable.Scope;
import huxley.neuron.problem.Span;
import huxley.solver.program.Field;
import huxley.solver.program.Field.Storage;
import huxley.solver.program.Field.Symbol;
import huxley.solver.program.KernelText;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Which memory stands behind each cell of a mechanism. */
final class Memory {
    /** Arrays above this length that are no states are read and written in memory, not element by element. */
    private static final int LONGEST_PROMOTED = 32;

    private final Mechanism mechanism;
    private final MemoryLayout layout;
    private final Span nowhere;
    private final Set<Variable> written = new HashSet<>();

    Memory(Mechanism mechanism, MemoryLayout layout) {
        this.mechanism = mechanism;
        this.layout = layout;
        this.nowhere = Span.none(mechanism.name());
        for (Block block : blocks(mechanism)) {
            for (Cell cell : Assignments.in(mechanism, block)) {
                if (cell instanceof Cell.OfVariable v) {
                    written.add(v.variable());
                }
            }
        }
    }

    MemoryLayout layout() {
        return layout;
    }

    private static List<Block> blocks(Mechanism mechanism) {
        List<Block> blocks = new ArrayList<>();
        blocks.add(mechanism.initial());
        blocks.add(mechanism.breakpoint());
        if (mechanism.netReceive() != null) {
            blocks.add(mechanism.netReceive().body());
            blocks.add(mechanism.netReceive().initial());
        }
        mechanism.hooks().forEach(h -> blocks.add(h.body()));
        blocks.removeIf(Objects::isNull);
        return blocks;
    }

    /** Whether elements of the variable are reached through memory one by one rather than held as values. */
    boolean inMemory(Variable variable) {
        return variable.length() > LONGEST_PROMOTED && variable.role() != Role.STATE;
    }

    /** Whether the variable exists only as a quantity of an ion that it names (a STATE called cai with WRITE cai). */
    Optional<Cell.OfIon> asIon(Variable variable) {
        if (variable.length() == 1) {
            for (Ion ion : mechanism.ions()) {
                for (Quantity quantity : List.of(Quantity.REVERSAL, Quantity.INNER, Quantity.OUTER)) {
                    boolean used = ion.writes().contains(quantity) || ion.reads().contains(quantity);
                    if (used && ion.nameOf(quantity).equals(variable.name())) {
                        return Optional.of(new Cell.OfIon(ion, quantity));
                    }
                }
            }
        }
        return Optional.empty();
    }

    Field of(Variable variable) {
        return new Field(new Symbol.OfVariable(variable), storage(variable), variable.length());
    }

    private Storage storage(Variable variable) {
        return switch (variable.role()) {
        case STATE, POINTER, RANDOM, OPAQUE -> Storage.INSTANCE;
        case PARAMETER, ASSIGNED -> {
            boolean varies = variable.scope() == Scope.INSTANCE
                    && (layout.varying().contains(variable.name()) || layout.observed().contains(variable.name()));
            yield varies || written.contains(variable) ? Storage.INSTANCE : Storage.UNIFORM;
        }
        };
    }

    /** Number of a RANDOM variable among those of the mechanism; the unnamed stream of older functions comes after them. */
    int purpose(Variable stream) {
        List<Variable> streams = mechanism.variables().stream().filter(v -> v.role() == Role.RANDOM).toList();
        int index = streams.indexOf(stream);
        return index >= 0 ? index : streams.size();
    }

    /** The membrane-wide quantity of an ion. */
    Field of(Ion ion, Quantity quantity) {
        boolean uniform = layout.uniformIons().contains(new IonField(ion.name(), quantity));
        return new Field(new Symbol.OfIon(ion.name(), quantity), uniform ? Storage.UNIFORM : Storage.NODE, 1);
    }

    /** What the mechanism itself contributes to an ion current, kept under the current's NMODL name. */
    Field ownCurrent(Ion ion) {
        String name = ion.nameOf(Quantity.CURRENT);
        Variable variable = mechanism.variable(name)
                .orElseGet(() -> new Variable(name, Role.ASSIGNED, Scope.INSTANCE, "mA/cm2", 1, 0,
                        Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, true, ion.where()));
        return new Field(new Symbol.OfVariable(variable), Storage.INSTANCE, 1);
    }

    /** Memory for what the engine needs of a state that diffuses along the cable: {@code coefficient} or {@code volume}. */
    Field diffusion(Field state, String what) {
        Variable variable = new Variable(KernelText.name(state) + " " + what, Role.STATE, Scope.INSTANCE, "",
                state.length(),
                0, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, false, nowhere);
        return new Field(new Symbol.OfVariable(variable), Storage.INSTANCE, state.length());
    }

    Field of(Engine quantity, boolean event) {
        Storage storage = switch (quantity) {
        case V, DIAM, AREA -> Storage.NODE;
        case DT, CELSIUS -> Storage.UNIFORM;
        case T -> event ? Storage.EVENT : Storage.UNIFORM;
        case FLAG -> Storage.EVENT;
        };
        return new Field(new Symbol.OfEngine(quantity), storage, 1);
    }

    static Field rightHandSide() {
        return new Field(new Symbol.RightHandSide(), Storage.NODE, 1);
    }

    static Field diagonal() {
        return new Field(new Symbol.Diagonal(), Storage.NODE, 1);
    }

    static Field weight(int index) {
        return new Field(new Symbol.Weight(index), Storage.EVENT, 1);
    }

    /** Whether a store to the field matters although no kernel loads it. */
    boolean isVisible(Field field) {
        return !(field.symbol() instanceof Symbol.OfVariable v) || v.variable().role() != Role.ASSIGNED
                && v.variable().role() != Role.PARAMETER || layout.observed().contains(v.variable().name());
    }
}
