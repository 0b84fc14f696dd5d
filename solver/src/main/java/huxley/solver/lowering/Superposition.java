package huxley.solver.lowering;

import huxley.neuron.mechanism.Mechanism;
import huxley.neuron.mechanism.Variable;
import huxley.neuron.mechanism.Variable.Role;
import huxley.solver.kernel.LoweredMechanism;
import huxley.solver.program.Field;
import huxley.solver.program.Field.Storage;
import huxley.solver.program.Field.Symbol;
import huxley.solver.program.Instruction;
import huxley.solver.program.Instruction.Compute;
import huxley.solver.program.Kernel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Whether many equal synapses at one place act as one that gets the events of all: the sum of their states obeys the
 * equations of each. That is so when
 *
 * <ul>
 * <li>states start at 0 and each step maps them to a homogeneous linear function of themselves,
 * <li>currents and their slopes are homogeneous linear functions of the states,
 * <li>an event adds to states what depends on no state (its weights, parameters, the voltage) and does nothing else, but for
 * changing weights of its connection by what depends on no state either: short-term plasticity, say.
 * </ul>
 */
public final class Superposition {
    /** How a value depends on the states. */
    private enum Shape {
        /** The constant 0. */
        ZERO,
        /** Not at all. */
        FREE,
        /** Homogeneous linear. */
        LINEAR,
        OTHER
    }

    /** Variables that are linear in the states, the states included. */
    private final Set<Variable> linear = new HashSet<>();
    private boolean holds = true;

    private Superposition() {
    }

    /** Whether it holds for a synapse, whichever of its variables somebody looks at. */
    public static boolean holds(Mechanism mechanism) {
        Set<String> visible = mechanism.variables().stream().filter(Variable::visible).map(Variable::name)
                .collect(Collectors.toSet());
        return holds(Lowering.lower(mechanism, new MemoryLayout(Set.of(), visible, Set.of(), Set.of(), false)));
    }

    private static boolean holds(LoweredMechanism mechanism) {
        Kernel receive = mechanism.netReceive();
        boolean plain = receive != null && mechanism.watches().isEmpty()
                && mechanism.forNetcons().isEmpty() && mechanism.hooks().isEmpty()
                && mechanism.diffusions().isEmpty();
        return plain && new Superposition().holdsFor(mechanism, Objects.requireNonNull(receive));
    }

    private boolean holdsFor(LoweredMechanism mechanism, Kernel receive) {
        mechanism.mechanism().variables().stream().filter(v -> v.role() == Role.STATE).forEach(linear::add);
        List<Kernel> sweeps = new ArrayList<>();
        for (Kernel kernel : new Kernel[] {mechanism.initial(), mechanism.current(), mechanism.state()}) {
            if (kernel != null) {
                sweeps.add(kernel);
            }
        }
        int before;
        do {
            before = linear.size();
            sweeps.forEach(kernel -> new Walk(kernel, false).walk());
            new Walk(receive, true).walk();
            if (mechanism.netReceiveInitial() != null) {
                new Walk(mechanism.netReceiveInitial(), true).walk();
            }
        } while (holds && linear.size() > before);
        if (mechanism.initial() != null && holds) {
            new Walk(mechanism.initial(), false).startsAtZero();
        }
        return holds;
    }

    private boolean isLinear(Field field) {
        return field.symbol() instanceof Symbol.OfVariable v && linear.contains(v.variable());
    }

    /** One pass over a kernel. */
    private final class Walk {
        private final Kernel kernel;
        private final boolean event;
        private final Map<Integer, Shape> shapes = new HashMap<>();
        /** The field that a value is the sum of and something free. */
        private final Map<Integer, Field> addedTo = new HashMap<>();

        Walk(Kernel kernel, boolean event) {
            this.kernel = kernel;
            this.event = event;
        }

        void startsAtZero() {
            for (Instruction instruction : kernel.body()) {
                shape(instruction);
                if (instruction instanceof Instruction.Store s && isLinear(s.field())) {
                    holds &= shape(s.value()) == Shape.ZERO || shape(s.value()) == Shape.LINEAR;
                }
            }
        }

        void walk() {
            kernel.body().forEach(this::visit);
        }

        private void visit(Instruction instruction) {
            shape(instruction);
            switch (instruction) {
            case Instruction.Store s -> store(s);
            case Instruction.Accumulate a -> holds &= homogeneous(a.value());
            case Instruction.Constant c -> {
            }
            case Instruction.Load l -> holds &= l.field().storage() != Storage.EVENT || event;
            case Instruction.Compute c -> {
            }
            case Instruction.Lookup l -> {
                for (int argument : l.arguments()) {
                    holds &= shape(argument) == Shape.FREE || shape(argument) == Shape.ZERO;
                }
            }
            case Instruction.LoadElement l -> holds = false;
            case Instruction.StoreElement s -> holds = false;
            case Instruction.StoreNode s -> holds = false;
            case Instruction.Loop l -> holds = false;
            case Instruction.Draw d -> holds = false;
            case Instruction.Effect e -> holds = false;
            }
        }

        private void store(Instruction.Store s) {
            if (event && s.field().symbol() instanceof Symbol.Weight) {
                holds &= isFree(shape(s.value()));
            } else if (!(s.field().symbol() instanceof Symbol.OfVariable v) || v.variable().role() == Role.POINTER) {
                holds = false;
            } else if (event) {
                holds &= isLinear(s.field()) && s.field().equals(addedTo.get(s.value())) && s.field().length() == 1;
            } else if (shape(s.value()) == Shape.LINEAR) {
                linear.add(v.variable());
            } else {
                holds &= shape(s.value()) == Shape.ZERO
                        || shape(s.value()) == Shape.FREE && !linear.contains(v.variable());
            }
        }

        private boolean homogeneous(int value) {
            return shape(value) == Shape.LINEAR || shape(value) == Shape.ZERO;
        }

        private Shape shape(int id) {
            return shapes.getOrDefault(id, Shape.OTHER);
        }

        private void shape(Instruction instruction) {
            switch (instruction) {
            case Instruction.Constant c -> shapes.put(c.id(), c.value() == 0 ? Shape.ZERO : Shape.FREE);
            case Instruction.Load l -> {
                shapes.put(l.id(), isLinear(l.field()) ? Shape.LINEAR : Shape.FREE);
                if (isLinear(l.field())) {
                    addedTo.put(l.id(), l.field());
                }
            }
            case Instruction.Lookup l -> shapes.put(l.id(), Shape.FREE);
            case Compute c -> compute(c);
            default -> {
            }
            }
        }

        private void compute(Compute c) {
            Shape a = shape(c.a());
            Shape b = c.op().arity() > 1 ? shape(c.b()) : Shape.ZERO;
            Shape last = c.op().arity() > 2 ? shape(c.c()) : Shape.ZERO;
            shapes.put(c.id(), switch (c.op()) {
            case ADD, SUB -> sum(a, b);
            case NEG -> a;
            case MUL -> product(a, b);
            case DIV -> b == Shape.FREE ? product(a, b) : Shape.OTHER;
            case FMA -> sum(product(a, b), last);
            case SELECT -> isFree(a) ? sum(b, last) : Shape.OTHER;
            default -> isFree(a) && isFree(b) && isFree(last) ? Shape.FREE : Shape.OTHER;
            });
            Field field = switch (c.op()) {
            case ADD -> isFree(b) ? addedTo.get(c.a()) : isFree(a) ? addedTo.get(c.b()) : null;
            case SUB -> isFree(b) ? addedTo.get(c.a()) : null;
            case FMA -> isFree(product(a, b)) ? addedTo.get(c.c()) : null;
            case SELECT -> isFree(a) && Objects.equals(addedTo.get(c.b()), addedTo.get(c.c()))
                    ? addedTo.get(c.b())
                    : null;
            default -> null;
            };
            remember(c.id(), field);
        }

        private void remember(int id, @Nullable Field field) {
            if (field != null) {
                addedTo.put(id, field);
            }
        }

        private static boolean isFree(Shape shape) {
            return shape == Shape.FREE || shape == Shape.ZERO;
        }

        private static Shape sum(Shape a, Shape b) {
            if (a == Shape.ZERO) {
                return b;
            }
            return b == Shape.ZERO || a == b ? a : Shape.OTHER;
        }

        private static Shape product(Shape a, Shape b) {
            if (a == Shape.OTHER || b == Shape.OTHER || a == Shape.LINEAR && b == Shape.LINEAR) {
                return Shape.OTHER;
            }
            if (a == Shape.ZERO || b == Shape.ZERO) {
                return Shape.ZERO;
            }
            return a == Shape.LINEAR || b == Shape.LINEAR ? Shape.LINEAR : Shape.FREE;
        }
    }
}
