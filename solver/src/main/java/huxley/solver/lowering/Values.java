package huxley.solver.lowering;

import huxley.neuron.problem.Span;
import huxley.solver.program.Field;
import huxley.solver.program.Field.Storage;
import huxley.solver.program.Instruction;
import huxley.solver.program.Instruction.Compute;
import huxley.solver.program.Instruction.Constant;
import huxley.solver.program.Instruction.Load;
import huxley.solver.program.Instruction.LoadElement;
import huxley.solver.program.Instruction.Loop;
import huxley.solver.program.Op;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The values of a kernel under construction, in static single assignment. Asking twice for the same pure expression gives
 * the same id; constants are folded and expressions simplified ({@link Simplifier}); a pure expression stands in the
 * outermost loop body where its operands exist, so loop-invariant code moves out by itself.
 */
final class Values {
    /** No operand. */
    static final int NONE = -1;

    private sealed interface Key {
        record OfConstant(long bits) implements Key {
        }

        record OfLoad(Field field, int element) implements Key {
        }

        record OfCompute(Op op, int a, int b, int c) implements Key {
        }

        record OfLookup(String table, List<Integer> arguments) implements Key {
        }
    }

    /** A parameter of a loop: {@code loop} is null while the loop is open. */
    record Parameter(@Nullable Loop loop, int index) {
    }

    private static final class Scope {
        final List<Instruction> instructions = new ArrayList<>();
        final Map<Key, Integer> known = new HashMap<>();
    }

    private static final class OpenLoop {
        final int[] parameters;
        final int[] initial;
        final Span where;
        @Nullable
        List<Instruction> condition;
        int conditionValue;

        OpenLoop(int[] parameters, int[] initial, Span where) {
            this.parameters = parameters;
            this.initial = initial;
            this.where = where;
        }
    }

    private final List<@Nullable Instruction> definitions = new ArrayList<>();
    private final BitSet uniform = new BitSet();
    private final List<Integer> depths = new ArrayList<>();
    private final Map<Integer, Parameter> parameters = new HashMap<>();
    private final List<Scope> scopes = new ArrayList<>(List.of(new Scope()));
    private final List<OpenLoop> loops = new ArrayList<>();
    private final Simplifier simplifier = new Simplifier(this);
    private Span where;

    Values(Span where) {
        this.where = where;
    }

    /** New values belong to this stretch of the source. */
    void at(Span span) {
        where = span;
    }

    Span where() {
        return where;
    }

    int count() {
        return definitions.size();
    }

    /** Instructions outside all loops, in order. */
    List<Instruction> body() {
        return scopes.getFirst().instructions;
    }

    /** What computes a value; null for a loop parameter. */
    @Nullable
    Instruction definition(int id) {
        return definitions.get(id);
    }

    /** The loop a value is a parameter of, or null. */
    @Nullable
    Parameter parameter(int id) {
        return parameters.get(id);
    }

    /** Whether a value is read from memory or carried by a loop, so that expressions refer to it by its id alone. */
    boolean isLeaf(int id) {
        return definitions.get(id) == null || definitions.get(id) instanceof Load;
    }

    boolean isConstant(int id) {
        return definitions.get(id) instanceof Constant;
    }

    boolean isConstant(int id, double value) {
        return definitions.get(id) instanceof Constant c && c.value() == value;
    }

    double constantValue(int id) {
        if (definitions.get(id) instanceof Constant c) {
            return c.value();
        }
        throw new IllegalStateException("value " + id + " is no constant; please report");
    }

    boolean hasLoops() {
        return !parameters.isEmpty();
    }

    /** Whether a value is the same for all instances, so that a sweep computes it once. */
    boolean isUniform(int id) {
        return uniform.get(id);
    }

    private boolean uniform(Instruction instruction) {
        return switch (instruction) {
        case Constant ignored -> true;
        case Load i -> i.field().storage() == Storage.UNIFORM;
        case Compute i -> IntStream.of(Operands.of(i)).allMatch(uniform::get);
        default -> false;
        };
    }

    int constant(double value) {
        Key key = new Key.OfConstant(Double.doubleToRawLongBits(value));
        return known(key, 0, id -> new Constant(id, value, where));
    }

    int load(Field field, int element) {
        return known(new Key.OfLoad(field, element), 0, id -> new Load(id, field, element, where));
    }

    /** A value without definition, for expressions that are taken apart and never run. */
    int symbol() {
        return define(loops.size());
    }

    int lookup(String table, int[] arguments) {
        int depth = 0;
        List<Integer> ids = new ArrayList<>();
        for (int argument : arguments) {
            depth = Math.max(depth, depths.get(argument));
            ids.add(argument);
        }
        return known(new Key.OfLookup(table, ids), depth, id -> new Instruction.Lookup(id, table, arguments, where));
    }

    /** Reads memory where it stands, after the stores before it. */
    int loadElement(Field field, int element) {
        int id = define(loops.size());
        emit(new LoadElement(id, field, element, where));
        definitions.set(id, last());
        return id;
    }

    int draw(Instruction.Draw.Distribution distribution, Field stream, int purpose, int a, int b, int predicate) {
        int id = define(loops.size());
        emit(new Instruction.Draw(id, distribution, stream, purpose, a, b, predicate, where));
        definitions.set(id, last());
        return id;
    }

    int apply(Op op, int a) {
        return apply(op, a, NONE, NONE);
    }

    int apply(Op op, int a, int b) {
        return apply(op, a, b, NONE);
    }

    int apply(Op op, int a, int b, int c) {
        return simplifier.apply(op, a, b, c);
    }

    /** The operation as it stands, unless it exists already. */
    int compute(Op op, int a, int b, int c) {
        boolean commutes = op == Op.ADD || op == Op.MUL || op == Op.EQ || op == Op.NE || op == Op.AND || op == Op.OR;
        boolean swap = commutes
                && (isUniform(a) == isUniform(b) ? isConstant(a) || a > b && !isConstant(b) : isUniform(a));
        int first = swap ? b : a;
        int second = swap ? a : b;
        int depth = depths.get(a);
        depth = b == NONE ? depth : Math.max(depth, depths.get(b));
        depth = c == NONE ? depth : Math.max(depth, depths.get(c));
        Key key = new Key.OfCompute(op, first, second, c);
        return known(key, depth, id -> new Compute(id, op, first, second, c, where));
    }

    int add(int a, int b) {
        return apply(Op.ADD, a, b);
    }

    int sub(int a, int b) {
        return apply(Op.SUB, a, b);
    }

    int mul(int a, int b) {
        return apply(Op.MUL, a, b);
    }

    int div(int a, int b) {
        return apply(Op.DIV, a, b);
    }

    int neg(int a) {
        return apply(Op.NEG, a);
    }

    int select(int condition, int then, int otherwise) {
        return apply(Op.SELECT, condition, then, otherwise);
    }

    /** Appends an instruction that yields no value (or one with an effect) where the program stands. */
    void emit(Instruction instruction) {
        scopes.getLast().instructions.add(instruction);
    }

    /** Begins a loop; its condition follows. Returns the parameters. */
    int[] openLoop(int[] initial) {
        int[] ids = new int[initial.length];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = define(loops.size() + 1);
            parameters.put(ids[i], new Parameter(null, i));
        }
        loops.add(new OpenLoop(ids, initial.clone(), where));
        scopes.add(new Scope());
        return ids;
    }

    /** Ends the condition of the innermost loop; its body follows. */
    void beginBody(int conditionValue) {
        OpenLoop loop = loops.getLast();
        loop.condition = scopes.removeLast().instructions;
        loop.conditionValue = conditionValue;
        scopes.add(new Scope());
    }

    /** Ends the innermost loop; from here on its parameters hold their last values. */
    void closeLoop(int[] next, int limit) {
        OpenLoop open = loops.removeLast();
        List<Instruction> body = scopes.removeLast().instructions;
        List<Instruction> condition = open.condition == null ? List.of() : open.condition;
        Loop loop = new Loop(open.parameters, open.initial, condition, open.conditionValue, body, next.clone(), limit,
                open.where);
        emit(loop);
        for (int i = 0; i < open.parameters.length; i++) {
            depths.set(open.parameters[i], loops.size());
            parameters.put(open.parameters[i], new Parameter(loop, i));
        }
    }

    private interface Definition {
        Instruction of(int id);
    }

    private int known(Key key, int depth, Definition definition) {
        for (int i = depth; i < scopes.size(); i++) {
            Integer id = scopes.get(i).known.get(key);
            if (id != null) {
                return id;
            }
        }
        int id = define(depth);
        Instruction instruction = definition.of(id);
        definitions.set(id, instruction);
        uniform.set(id, uniform(instruction));
        scopes.get(depth).instructions.add(instruction);
        scopes.get(depth).known.put(key, id);
        return id;
    }

    private int define(int depth) {
        definitions.add(null);
        depths.add(depth);
        return definitions.size() - 1;
    }

    private Instruction last() {
        return scopes.getLast().instructions.getLast();
    }
}
