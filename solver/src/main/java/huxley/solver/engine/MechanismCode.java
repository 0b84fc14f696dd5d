package huxley.solver.engine;

import huxley.neuron.mechanism.Mechanism;
import huxley.neuron.mechanism.Mechanism.Hook.Moment;
import huxley.neuron.mechanism.Variable.Role;
import huxley.solver.kernel.Backend;
import huxley.solver.kernel.CompiledKernel;
import huxley.solver.kernel.LoweredMechanism;
import huxley.solver.lowering.Lowering;
import huxley.solver.lowering.MemoryLayout;
import huxley.solver.program.Field;
import huxley.solver.program.Field.Storage;
import huxley.solver.program.Field.Symbol;
import huxley.solver.program.Instruction;
import huxley.solver.program.Kernel;
import huxley.solver.precision.Precision;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A mechanism made executable, its memory numbered: what all groups share of it. */
final class MechanismCode {
    /** A kernel and, for each of its fields, the number of the memory it is bound to. */
    record Code(Kernel kernel, CompiledKernel compiled, int[] memory, boolean loadsPointers, boolean storesPointers) {
    }

    final Mechanism mechanism;
    final LoweredMechanism lowered;
    /** [memory] the distinct fields of all kernels. */
    final List<Field> fields;
    final @Nullable Code initial;
    final @Nullable Code current;
    final @Nullable Code state;
    final @Nullable Code netReceive;
    final @Nullable Code netReceiveInitial;
    final List<Code> watches;
    final List<Code> forNetcons;
    final Map<Moment, Code> hooks = new EnumMap<>(Moment.class);
    /** Weights that kernels know of. */
    final int weights;
    /** [weight] whether a kernel stores to it. */
    final boolean[] changedWeights;

    private final Precision precision;
    private final Map<Field, Integer> numbers = new LinkedHashMap<>();

    private MechanismCode(Mechanism mechanism, LoweredMechanism lowered, Precision precision,
            List<CompiledKernel> compiled) {
        this.mechanism = mechanism;
        this.precision = precision;
        this.lowered = lowered;
        var next = compiled.iterator();
        initial = code(lowered.initial(), next);
        current = code(lowered.current(), next);
        state = code(lowered.state(), next);
        netReceive = code(lowered.netReceive(), next);
        netReceiveInitial = code(lowered.netReceiveInitial(), next);
        watches = lowered.watches().stream().map(k -> present(k, next)).toList();
        forNetcons = lowered.forNetcons().stream().map(k -> present(k, next)).toList();
        lowered.hooks().forEach((moment, kernel) -> hooks.put(moment, present(kernel, next)));
        lowered.stored().forEach(this::number);
        fields = List.copyOf(numbers.keySet());
        weights = fields.stream().mapToInt(f -> f.symbol() instanceof Symbol.Weight w ? w.index() + 1 : 0).max()
                .orElse(0);
        changedWeights = new boolean[weights];
        for (Field field : fields) {
            if (field.symbol() instanceof Symbol.Weight w) {
                changedWeights[w.index()] = stores(field);
            }
        }
    }

    /** Whether any kernel stores to the field. */
    boolean stores(Field field) {
        return lowered.kernels().stream().anyMatch(k -> isStored(k.body(), field));
    }

    /** What is made executable. */
    record Recipe(Mechanism mechanism, MemoryLayout layout) {
        boolean sameAs(Recipe other) {
            return mechanism == other.mechanism && layout.equals(other.layout);
        }
    }

    /** Lowers all mechanisms and compiles all their kernels in one go. */
    static List<MechanismCode> compile(List<Recipe> recipes, Precision precision, Backend backend,
            Lowering.PassObserver passes) {
        List<LoweredMechanism> all = recipes.stream().map(r -> Lowering.lower(r.mechanism, r.layout, passes))
                .map(m -> m.in(precisionOf(m, precision), precision)).toList();
        List<Kernel> kernels = all.stream().flatMap(m -> m.kernels().stream()).toList();
        List<CompiledKernel> compiled = backend.compile(kernels);
        List<MechanismCode> codes = new ArrayList<>();
        int from = 0;
        for (int i = 0; i < all.size(); i++) {
            int to = from + all.get(i).kernels().size();
            codes.add(new MechanismCode(recipes.get(i).mechanism, all.get(i), precisionOf(all.get(i), precision),
                    compiled.subList(from, to)));
            from = to;
        }
        return codes;
    }

    private static Precision precisionOf(LoweredMechanism lowered, Precision wanted) {
        return lowered.needsDouble() ? Precision.DOUBLE : wanted;
    }

    private @Nullable Code code(@Nullable Kernel kernel, Iterator<CompiledKernel> compiled) {
        return kernel == null ? null : present(kernel, compiled);
    }

    private Code present(Kernel kernel, Iterator<CompiledKernel> compiled) {
        return new Code(kernel, compiled.next(), numbers(kernel), touchesPointers(kernel, false),
                touchesPointers(kernel, true));
    }

    private int[] numbers(Kernel kernel) {
        return kernel.fields().stream().mapToInt(this::number).toArray();
    }

    private int number(Field field) {
        return numbers.computeIfAbsent(field, f -> numbers.size());
    }

    /** How the memory of a field is kept. */
    Precision precision(Field field) {
        return switch (field.storage()) {
        case INSTANCE -> field.isRandomStream() ? Precision.DOUBLE : precision;
        case NODE -> throw new IllegalArgumentException(field + " is no memory of a mechanism");
        case UNIFORM, EVENT -> Precision.DOUBLE;
        };
    }

    /** Memory of a variable, -1 if it has none. */
    int memoryOf(String variable) {
        for (int i = 0; i < fields.size(); i++) {
            if (fields.get(i).symbol() instanceof Symbol.OfVariable v && v.variable().name().equals(variable)) {
                return i;
            }
        }
        return -1;
    }

    /** Whether kernels move self-events. */
    boolean moves() {
        return lowered.kernels().stream().anyMatch(k -> moves(k.body()));
    }

    private static boolean moves(List<Instruction> body) {
        return body.stream().anyMatch(i -> i instanceof Instruction.Effect e
                && e.kind() == Instruction.Effect.Kind.NET_MOVE
                || i instanceof Instruction.Loop loop && moves(loop.body()));
    }

    /** Whether kernels draw random numbers. */
    boolean draws() {
        return fields.stream()
                .anyMatch(f -> f.symbol() instanceof Symbol.OfVariable v && v.variable().role() == Role.RANDOM);
    }

    /** Memory of the EVENT field that the condition of a watch is stored to. */
    static int conditionMemory(Code watch) {
        for (Instruction instruction : watch.kernel.body()) {
            if (instruction instanceof Instruction.Store store && store.field().storage() == Storage.EVENT) {
                return watch.memory[watch.kernel.fields().indexOf(store.field())];
            }
        }
        throw new IllegalStateException("kernel " + watch.kernel.name() + " stores no condition; please report");
    }

    private static boolean touchesPointers(Kernel kernel, boolean stores) {
        return kernel.fields().stream().filter(MechanismCode::isPointer)
                .anyMatch(f -> !stores || isStored(kernel.body(), f));
    }

    static boolean isPointer(Field field) {
        return field.symbol() instanceof Symbol.OfVariable v && v.variable().role() == Role.POINTER;
    }

    private static boolean isStored(List<Instruction> body, Field field) {
        return body.stream().anyMatch(i -> switch (i) {
        case Instruction.Store s -> s.field().equals(field);
        case Instruction.StoreElement s -> s.field().equals(field);
        case Instruction.Loop loop -> isStored(loop.body(), field);
        case Instruction.Constant c -> false;
        case Instruction.Load l -> false;
        case Instruction.LoadElement l -> false;
        case Instruction.Compute c -> false;
        case Instruction.Accumulate a -> false;
        case Instruction.StoreNode s -> false;
        case Instruction.Lookup l -> false;
        case Instruction.Draw d -> false;
        case Instruction.Effect e -> false;
        });
    }
}
