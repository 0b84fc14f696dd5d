package huxley.solver.simd;

import huxley.solver.program.CodeText;
import huxley.solver.program.Field;
import huxley.solver.program.Field.Storage;
import huxley.solver.program.Instruction;
import huxley.solver.program.Instruction.Accumulate;
import huxley.solver.program.Instruction.Compute;
import huxley.solver.program.Instruction.Constant;
import huxley.solver.program.Instruction.Draw;
import huxley.solver.program.Instruction.Effect;
import huxley.solver.program.Instruction.Load;
import huxley.solver.program.Instruction.LoadElement;
import huxley.solver.program.Instruction.Lookup;
import huxley.solver.program.Instruction.Loop;
import huxley.solver.program.Instruction.Store;
import huxley.solver.program.Instruction.StoreElement;
import huxley.solver.program.Instruction.StoreNode;
import huxley.solver.program.Kernel;
import huxley.solver.program.Op;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes the instructions of one loop as vector code for the lanes from {@code i} on. Truth values are kept as masks
 * until something needs a number; constants and uniform values become vectors before the loop.
 */
final class VectorText {
    private final CodeText text;
    private final Kernel kernel;
    private final Dialect dialect;
    private final ElementaryText functions;
    private final Map<Integer, String> numbers = new HashMap<>();
    private final Map<Integer, String> masks = new HashMap<>();
    private final Map<Integer, Double> constants = new HashMap<>();
    private final Map<Integer, Integer> uniforms = new HashMap<>();
    /** Declarations before the loop: expression by name. */
    private final Map<String, String> vectors = new LinkedHashMap<>();
    private final Map<String, String> names = new HashMap<>();
    private final Map<String, String> longs = new LinkedHashMap<>();
    private final Map<Field, String> arrays = new LinkedHashMap<>();
    private boolean atNodes;

    /** @param rare where in {@code s} functions find room */
    VectorText(CodeText text, Kernel kernel, Dialect dialect, String rare) {
        this.text = text;
        this.kernel = kernel;
        this.dialect = dialect;
        this.functions = new ElementaryText(this, dialect, rare);
    }

    void constant(int id, double value) {
        constants.put(id, value);
    }

    void uniform(int id, int slot) {
        uniforms.put(id, slot);
    }

    /** A value that an earlier loop left in a slot of the scratch memory. */
    void incoming(int id, String position) {
        declare(id, dialect.vector() + ".fromArray(S, s, " + position + ")");
    }

    void outgoing(int id, String position) {
        text.line(number(id) + ".intoArray(s, " + position + ");");
    }

    boolean atNodes() {
        return atNodes;
    }

    /** Writes what stands before the loop. */
    void writeHead(CodeText head) {
        arrays.forEach((field, name) -> head.line(
                dialect.number() + "[] " + name + " = a[" + kernel.fields().indexOf(field) + "];"));
        vectors.forEach(
                (name, value) -> head.line(vector(name) + " = " + dialect.vector() + ".broadcast(S, " + value + ");"));
        longs.forEach((value, name) -> head.line(
                dialect.bits() + " " + name + " = " + dialect.bits() + ".broadcast(L, " + value + ");"));
    }

    /** A vector that holds a constant in every lane. */
    String broadcast(double value) {
        return broadcast(dialect.literal(value), "c");
    }

    private String broadcast(String expression, String prefix) {
        return names.computeIfAbsent(expression, e -> {
            String name = prefix + names.size();
            vectors.put(name, e);
            return name;
        });
    }

    String broadcastBits(long value) {
        return longs.computeIfAbsent(dialect.bitLiteral(value), v -> "b" + longs.size());
    }

    private String vector(String name) {
        return dialect.vector() + " " + name;
    }

    private String maskType() {
        return "VectorMask<" + dialect.boxed() + ">";
    }

    void line(String line) {
        text.line(line);
    }

    private String number(int id) {
        String name = numbers.get(id);
        if (name != null) {
            return name;
        }
        Double constant = constants.get(id);
        if (constant != null) {
            return broadcast(constant);
        }
        Integer slot = uniforms.get(id);
        if (slot != null) {
            return broadcast(dialect.rounded("u[" + slot + "]"), "u");
        }
        String mask = masks.get(id);
        if (mask == null) {
            throw new AssertionError("value " + id + " of " + kernel.name() + " is not in reach; please report");
        }
        declare(id, broadcast(0.0) + ".blend(" + broadcast(1.0) + ", " + mask + ")");
        return "x" + id;
    }

    private String mask(int id) {
        String name = masks.get(id);
        return name != null ? name : number(id) + ".compare(NE, " + broadcast(0.0) + ")";
    }

    private void declare(int id, String expression) {
        text.line(vector("x" + id) + " = " + expression + ";");
        numbers.put(id, "x" + id);
    }

    private void declareMask(int id, String expression) {
        text.line(maskType() + " is" + id + " = " + expression + ";");
        masks.put(id, "is" + id);
    }

    void write(List<Instruction> instructions) {
        instructions.forEach(this::write);
    }

    private void write(Instruction instruction) {
        text.from(instruction.where());
        switch (instruction) {
        case Constant constant -> constants.put(constant.id(), constant.value());
        case Load load -> load(load);
        case Compute compute -> compute(compute);
        case Store store ->
            text.line(number(store.value()) + ".intoArray(" + place(store.field(), store.element()) + ");");
        case Accumulate add -> {
            String place = place(add.field(), 0);
            text.line(dialect.vector() + ".fromArray(S, " + place + ").add(" + number(add.value()) + ").intoArray("
                    + place
                    + ");");
        }
        case StoreNode store -> text.line(number(store.value()) + ".intoArray(" + place(store.field(), 0) + ");");
        case Loop loop -> loop(loop);
        case LoadElement _,StoreElement _,Lookup _,Draw _,Effect _ ->
            throw new AssertionError(instruction + " has no vector form");
        }
    }

    private void load(Load load) {
        declare(load.id(), load.field().storage() == Storage.UNIFORM
                ? dialect.vector() + ".broadcast(S, "
                        + dialect.rounded(
                                "f.arrays[" + kernel.fields().indexOf(load.field()) + "][" + load.element() + "]")
                        + ")"
                : dialect.vector() + ".fromArray(S, " + place(load.field(), load.element()) + ")");
    }

    /** Array and index of the first lane. */
    private String place(Field field, int element) {
        String array = arrays.computeIfAbsent(field, f -> "a" + kernel.fields().indexOf(f));
        if (field.storage() == Storage.NODE) {
            atNodes = true;
            return array + ", n";
        }
        return array + (element == 0 ? ", i" : ", " + element + " * f.padded + i");
    }

    private void compute(Compute compute) {
        int id = compute.id();
        switch (compute.op()) {
        case LT, LE, GT, GE, EQ, NE -> declareMask(id,
                number(compute.a()) + ".compare(" + compute.op() + ", " + number(compute.b()) + ")");
        case AND -> declareMask(id, mask(compute.a()) + ".and(" + mask(compute.b()) + ")");
        case OR -> declareMask(id, mask(compute.a()) + ".or(" + mask(compute.b()) + ")");
        case NOT -> declareMask(id, mask(compute.a()) + ".not()");
        case SELECT -> declare(id,
                number(compute.c()) + ".blend(" + number(compute.b()) + ", " + mask(compute.a()) + ")");
        case ADD, SUB, MUL, DIV, NEG, FMA, ABS, SQRT, FLOOR, CEIL, FMOD, MIN, MAX, EXP, LOG, LOG10, POW, SIN, COS,
                TAN, ASIN, ACOS, ATAN, ATAN2, SINH, COSH, TANH, ERF -> {
            String a = number(compute.a());
            String b = compute.b() < 0 ? "" : number(compute.b());
            String c = compute.c() < 0 ? "" : number(compute.c());
            switch (compute.op()) {
            case FLOOR, CEIL, EXP, LOG, TANH, POW -> function(compute.op(), id, a, b);
            default -> declare(id, arithmetic(compute.op(), a, b, c));
            }
        }
        }
    }

    private void function(Op op, int id, String a, String b) {
        String name = "x" + id;
        text.line(vector(name) + ";");
        numbers.put(id, name);
        switch (op) {
        case FLOOR -> functions.floor(name, a);
        case CEIL -> functions.ceil(name, a);
        case EXP -> functions.exp(name, a);
        case LOG -> functions.log(name, a);
        case TANH -> functions.tanh(name, a);
        case POW -> functions.pow(name, a, b);
        default -> throw new AssertionError(op + " has no vector form");
        }
    }

    private static String arithmetic(Op op, String a, String b, String c) {
        return switch (op) {
        case ADD, SUB, MUL, DIV -> a + "." + op.name().toLowerCase(java.util.Locale.ROOT) + "(" + b + ")";
        case NEG -> a + ".neg()";
        case FMA -> fma(a, b, c);
        case ABS -> a + ".abs()";
        case SQRT -> a + ".sqrt()";
        case MIN -> b + ".blend(" + a + ", " + a + ".compare(LT, " + b + "))";
        case MAX -> b + ".blend(" + a + ", " + a + ".compare(GT, " + b + "))";
        case LT, LE, GT, GE, EQ, NE, AND, OR, NOT, SELECT, FLOOR, CEIL, EXP, LOG, TANH, FMOD, LOG10, POW, SIN, COS, TAN,
                ASIN, ACOS, ATAN, ATAN2,
                SINH, COSH, ERF ->
            throw new AssertionError(op + " has no vector form");
        };
    }

    static String fma(String a, String b, String c) {
        return a + ".lanewise(FMA, " + b + ", " + c + ")";
    }

    private void loop(Loop loop) {
        int[] parameters = loop.parameters();
        for (int p = 0; p < parameters.length; p++) {
            text.line(dialect.vector() + " p" + parameters[p] + " = " + number(loop.initial()[p]) + ";");
        }
        for (int parameter : parameters) {
            numbers.put(parameter, "p" + parameter);
        }
        String active = "active" + loop.conditionValue();
        String round = "round" + loop.conditionValue();
        Map<Integer, String> numbersBefore = new HashMap<>(numbers);
        text.line("for (int " + round + " = 0;; " + round + "++) {");
        write(loop.condition());
        text.line(maskType() + " " + active + " = " + mask(loop.conditionValue()) + ";");
        text.line("if (!" + active + ".anyTrue()) break;");
        text.line("if (" + round + " == " + loop.limit() + ") {");
        text.line("endless(f, i, " + active + ".toLong());");
        text.line("break;");
        text.line("}");
        write(loop.body());
        for (int p = 0; p < parameters.length; p++) {
            text.line(dialect.vector() + " next" + parameters[p] + " = p" + parameters[p] + ".blend("
                    + number(loop.next()[p])
                    + ", " + active + ");");
        }
        for (int parameter : parameters) {
            text.line("p" + parameter + " = next" + parameter + ";");
        }
        text.line("}");
        numbers.keySet().retainAll(numbersBefore.keySet());
    }
}
