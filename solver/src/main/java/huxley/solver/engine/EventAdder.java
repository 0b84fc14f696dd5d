package huxley.solver.engine;

import huxley.solver.event.WeightTable;
import huxley.solver.precision.Precision;
import huxley.solver.program.Field;
import huxley.solver.program.Field.Storage;
import huxley.solver.program.Field.Symbol;
import huxley.solver.program.Instruction;
import huxley.solver.program.Instruction.Compute;
import huxley.solver.program.Instruction.Load;
import huxley.solver.program.Instruction.Store;
import huxley.solver.program.Kernel;
import huxley.solver.program.Op;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A NET_RECEIVE that does nothing but add a weight, perhaps times a variable, to states: as most synapses with linear
 * states have it. Done without a kernel, in the same arithmetic.
 */
final class EventAdder {
    /** {@code state += weight}, or {@code state = fma(weight, factor, state)} where there is a factor. */
    private record Term(int weight, double[] state, double @Nullable [] factor) {
    }

    private final Term[] terms;

    private EventAdder(List<Term> terms) {
        this.terms = terms.toArray(Term[]::new);
    }

    void add(int instance, WeightTable weights, int entry) {
        for (Term term : terms) {
            double weight = weights.weight(entry, term.weight);
            double state = term.state[instance];
            term.state[instance] = term.factor == null
                    ? state + weight
                    : Math.fma(weight, term.factor[term.factor.length == 1 ? 0 : instance], state);
        }
    }

    /** Null where an event does anything else. */
    static @Nullable EventAdder of(Instances instances) {
        Kernel kernel = instances.code.lowered.netReceive();
        boolean only = kernel != null && instances.code.lowered.netReceiveInitial() == null
                && instances.code.lowered.watches().isEmpty() && instances.code.lowered.forNetcons().isEmpty();
        return kernel == null || !only ? null : new Reader(instances, kernel).read();
    }

    /** Recognises the terms in a kernel. */
    private static final class Reader {
        private final Instances instances;
        private final Kernel kernel;
        private final Map<Integer, Instruction> definition = new HashMap<>();

        Reader(Instances instances, Kernel kernel) {
            this.instances = instances;
            this.kernel = kernel;
        }

        @Nullable
        EventAdder read() {
            List<Term> terms = new ArrayList<>();
            List<Field> stored = new ArrayList<>();
            for (Instruction instruction : kernel.body()) {
                switch (instruction) {
                case Load load -> definition.put(load.id(), load);
                case Compute compute -> definition.put(compute.id(), compute);
                case Store store -> {
                    Term term = stored.contains(store.field()) ? null : term(store);
                    if (term == null) {
                        return null;
                    }
                    stored.add(store.field());
                    terms.add(term);
                }
                default -> {
                    return null;
                }
                }
            }
            boolean factorsChange = stored.stream().anyMatch(this::isFactor);
            return factorsChange || terms.isEmpty() ? null : new EventAdder(terms);
        }

        private boolean isFactor(Field field) {
            return definition.values().stream().anyMatch(d -> d instanceof Compute c && c.op() == Op.FMA
                    && (field.equals(loaded(c.a())) || field.equals(loaded(c.b()))));
        }

        private @Nullable Field loaded(int id) {
            return definition.get(id) instanceof Load load && load.element() == 0 && load.field().length() == 1
                    ? load.field()
                    : null;
        }

        private @Nullable Term term(Store store) {
            double[] state = memory(store.field());
            if (state == null || store.field().storage() != Storage.INSTANCE
                    || !(definition.get(store.value()) instanceof Compute sum)) {
                return null;
            }
            if (sum.op() == Op.ADD) {
                int other = store.field().equals(loaded(sum.a())) ? sum.b() : sum.a();
                boolean own = store.field().equals(loaded(sum.a())) || store.field().equals(loaded(sum.b()));
                return own && weight(other) >= 0 ? new Term(weight(other), state, null) : null;
            }
            if (sum.op() == Op.FMA && store.field().equals(loaded(sum.c()))) {
                int factor = weight(sum.a()) >= 0 ? sum.b() : sum.a();
                int weight = Math.max(weight(sum.a()), weight(sum.b()));
                Field field = loaded(factor);
                double[] values = field == null ? null : memory(field);
                return weight >= 0 && values != null ? new Term(weight, state, values) : null;
            }
            return null;
        }

        private int weight(int id) {
            Field field = loaded(id);
            return field != null && field.symbol() instanceof Symbol.Weight w ? w.index() : -1;
        }

        /** Of an instance or uniform variable in double precision. */
        private double @Nullable [] memory(Field field) {
            boolean own = field.symbol() instanceof Symbol.OfVariable && !MechanismCode.isPointer(field)
                    && field.length() == 1;
            boolean plain = field.storage() == Storage.INSTANCE || field.storage() == Storage.UNIFORM;
            return own && plain && instances.array(field).precision() == Precision.DOUBLE
                    ? instances.array(field).doubles()
                    : null;
        }
    }
}
