package huxley.solver.lowering;

import huxley.solver.program.Field;
import huxley.solver.program.Instruction;
import huxley.solver.program.Instruction.Loop;
import huxley.solver.program.Kernel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Leaves out what nobody needs: values without use, loop parameters that only feed themselves, stores to memory that
 * nobody reads. Numbers the remaining values from 0 and lists the fields touched.
 */
final class DeadCode {
    private final Predicate<Field> wanted;
    private final Map<Integer, Instruction> definitions = new HashMap<>();
    private final Map<Integer, Loop> loops = new HashMap<>();
    private final Map<Loop, Loop> enclosing = new HashMap<>();
    private final BitSet live = new BitSet();
    private final Set<Loop> liveLoops = new LinkedHashSet<>();
    private final Deque<Integer> pending = new ArrayDeque<>();
    private final Map<Integer, Integer> numbers = new HashMap<>();
    private final Set<Field> fields = new LinkedHashSet<>();

    private DeadCode(Predicate<Field> wanted) {
        this.wanted = wanted;
    }

    /** The kernel without dead code; stores to fields that are not {@code wanted} are dead. */
    static Kernel remove(Kernel kernel, Predicate<Field> wanted) {
        DeadCode pass = new DeadCode(wanted);
        pass.index(kernel.body(), null);
        pass.markEffects(kernel.body());
        pass.markLoopsWithEffects(kernel.body());
        pass.markOperands();
        List<Instruction> body = pass.sweep(kernel.body());
        return kernel.with(List.copyOf(pass.fields), body, pass.numbers.size());
    }

    /** The id that an instruction defines, or -1. */
    static int result(Instruction instruction) {
        return switch (instruction) {
        case Instruction.Constant i -> i.id();
        case Instruction.Load i -> i.id();
        case Instruction.LoadElement i -> i.id();
        case Instruction.Compute i -> i.id();
        case Instruction.Lookup i -> i.id();
        case Instruction.Draw i -> i.id();
        case Instruction.Store ignored -> Values.NONE;
        case Instruction.StoreElement ignored -> Values.NONE;
        case Instruction.Accumulate ignored -> Values.NONE;
        case Instruction.StoreNode ignored -> Values.NONE;
        case Loop ignored -> Values.NONE;
        case Instruction.Effect ignored -> Values.NONE;
        };
    }

    private void index(List<Instruction> body, @Nullable Loop outer) {
        for (Instruction instruction : body) {
            if (instruction instanceof Loop loop) {
                if (outer != null) {
                    enclosing.put(loop, outer);
                }
                for (int parameter : loop.parameters()) {
                    loops.put(parameter, loop);
                }
                index(loop.condition(), loop);
                index(loop.body(), loop);
            } else if (result(instruction) != Values.NONE) {
                definitions.put(result(instruction), instruction);
            }
        }
    }

    private void markEffects(List<Instruction> body) {
        for (Instruction instruction : body) {
            if (instruction instanceof Loop loop) {
                markEffects(loop.condition());
                markEffects(loop.body());
            } else if (hasEffect(instruction)) {
                for (int operand : Operands.of(instruction)) {
                    mark(operand);
                }
                if (result(instruction) != Values.NONE) {
                    mark(result(instruction));
                }
            }
        }
    }

    /** A loop with an effect inside runs; so does every loop around it. */
    private void markLoopsWithEffects(List<Instruction> body) {
        for (Instruction instruction : body) {
            if (instruction instanceof Loop loop) {
                if (containsEffect(loop)) {
                    mark(loop);
                }
                markLoopsWithEffects(loop.condition());
                markLoopsWithEffects(loop.body());
            }
        }
    }

    private boolean containsEffect(Loop loop) {
        return Stream.concat(loop.condition().stream(), loop.body().stream())
                .anyMatch(i -> i instanceof Loop inner ? containsEffect(inner) : hasEffect(i));
    }

    private boolean hasEffect(Instruction instruction) {
        return switch (instruction) {
        case Instruction.Store i -> wanted.test(i.field());
        case Instruction.StoreElement i -> wanted.test(i.field());
        case Instruction.Accumulate i -> wanted.test(i.field());
        case Instruction.StoreNode i -> wanted.test(i.field());
        case Instruction.Draw ignored -> true;
        case Instruction.Effect ignored -> true;
        default -> false;
        };
    }

    private void mark(int id) {
        if (!live.get(id)) {
            live.set(id);
            pending.add(id);
        }
    }

    private void mark(Loop loop) {
        if (liveLoops.add(loop)) {
            mark(loop.conditionValue());
            Loop outer = enclosing.get(loop);
            if (outer != null) {
                mark(outer);
            }
        }
    }

    private void markOperands() {
        while (!pending.isEmpty()) {
            int id = pending.remove();
            Loop loop = loops.get(id);
            Instruction definition = definitions.get(id);
            if (loop != null) {
                mark(loop);
                int index = IntStream.range(0, loop.parameters().length).filter(i -> loop.parameters()[i] == id)
                        .findFirst().orElseThrow();
                mark(loop.initial()[index]);
                mark(loop.next()[index]);
            } else if (definition != null) {
                for (int operand : Operands.of(definition)) {
                    mark(operand);
                }
            }
        }
    }

    private List<Instruction> sweep(List<Instruction> body) {
        List<Instruction> kept = new ArrayList<>();
        for (Instruction instruction : body) {
            int id = result(instruction);
            if (instruction instanceof Loop loop) {
                if (liveLoops.contains(loop)) {
                    kept.add(sweep(loop));
                }
            } else if (id == Values.NONE ? hasEffect(instruction) : live.get(id)) {
                kept.add(renumber(instruction));
            }
        }
        return List.copyOf(kept);
    }

    private Loop sweep(Loop loop) {
        int[] kept = IntStream.range(0, loop.parameters().length).filter(i -> live.get(loop.parameters()[i])).toArray();
        int[] initial = IntStream.of(kept).map(i -> number(loop.initial()[i])).toArray();
        int[] parameters = IntStream.of(kept).map(i -> define(loop.parameters()[i])).toArray();
        List<Instruction> condition = sweep(loop.condition());
        int conditionValue = number(loop.conditionValue());
        List<Instruction> body = sweep(loop.body());
        int[] next = IntStream.of(kept).map(i -> number(loop.next()[i])).toArray();
        return new Loop(parameters, initial, condition, conditionValue, body, next, loop.limit(), loop.where());
    }

    private int define(int id) {
        int number = numbers.size();
        numbers.put(id, number);
        return number;
    }

    private int number(int id) {
        return id == Values.NONE ? id : Objects.requireNonNull(numbers.get(id));
    }

    private Field touched(Field field) {
        fields.add(field);
        return field;
    }

    private Instruction renumber(Instruction instruction) {
        return switch (instruction) {
        case Instruction.Constant i -> new Instruction.Constant(define(i.id()), i.value(), i.where());
        case Instruction.Load i -> new Instruction.Load(define(i.id()), touched(i.field()), i.element(), i.where());
        case Instruction.LoadElement i -> {
            int element = number(i.element());
            yield new Instruction.LoadElement(define(i.id()), touched(i.field()), element, i.where());
        }
        case Instruction.Compute i -> {
            int a = number(i.a());
            int b = number(i.b());
            int c = number(i.c());
            yield new Instruction.Compute(define(i.id()), i.op(), a, b, c, i.where());
        }
        case Instruction.Lookup i -> {
            int[] arguments = IntStream.of(i.arguments()).map(this::number).toArray();
            yield new Instruction.Lookup(define(i.id()), i.table(), arguments, i.where());
        }
        case Instruction.Draw i -> {
            int a = number(i.a());
            int b = number(i.b());
            int predicate = number(i.predicate());
            yield new Instruction.Draw(define(i.id()), i.distribution(), touched(i.stream()), i.purpose(), a, b,
                    predicate, i.where());
        }
        case Instruction.Store i ->
            new Instruction.Store(touched(i.field()), i.element(), number(i.value()), i.where());
        case Instruction.StoreElement i -> new Instruction.StoreElement(touched(i.field()), number(i.element()),
                number(i.value()), number(i.predicate()), i.where());
        case Instruction.Accumulate i -> new Instruction.Accumulate(touched(i.field()), number(i.value()), i.where());
        case Instruction.StoreNode i -> new Instruction.StoreNode(touched(i.field()), number(i.value()), i.where());
        case Instruction.Effect i ->
            new Instruction.Effect(i.kind(), number(i.a()), number(i.b()), number(i.predicate()), i.where());
        case Loop i -> sweep(i);
        };
    }
}
