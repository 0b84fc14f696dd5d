package huxley.solver.simd;

import huxley.solver.precision.Precision;
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
import java.util.List;
import java.util.Map;

/**
 * Writes instructions as Java for one instance {@code i} of frame {@code f}; {@code a} are its arrays. Truth values are
 * kept as booleans until something needs a number.
 */
final class ScalarText {
    private final CodeText text;
    private final Kernel kernel;
    private final Dialect dialect;
    /** Values in double precision, whatever the dialect. */
    private final Map<Integer, String> doubles = new HashMap<>();
    private final Map<Integer, String> numbers = new HashMap<>();
    private final Map<Integer, String> truths = new HashMap<>();
    /** Index of the instance's node in a node field's array. */
    private final String node;

    ScalarText(CodeText text, Kernel kernel, Dialect dialect, String node) {
        this.text = text;
        this.kernel = kernel;
        this.dialect = dialect;
        this.node = node;
    }

    /** Lets instructions read a value under a name already in scope. */
    void define(int id, String name) {
        numbers.put(id, name);
    }

    /** The same for a value in double precision. */
    void defineDouble(int id, String name) {
        doubles.put(id, name);
        numbers.put(id, dialect.isSingle() ? "((float) " + name + ")" : name);
    }

    /** A number: a name or a literal. */
    String number(int id) {
        String name = numbers.get(id);
        return name != null ? name : "(" + truths.get(id) + (dialect.isSingle() ? " ? 1f : 0f)" : " ? 1.0 : 0.0)");
    }

    /** A number for the engine, not rounded where it need not be. */
    private String exact(int id) {
        String name = doubles.get(id);
        return name != null ? name : number(id);
    }

    private String truth(int id) {
        String name = truths.get(id);
        return name != null ? name : "(" + numbers.get(id) + " != 0)";
    }

    private static String parenthesised(String condition) {
        return condition.startsWith("(") ? condition : "(" + condition + ")";
    }

    void write(List<Instruction> instructions) {
        instructions.forEach(this::write);
    }

    private void write(Instruction instruction) {
        text.from(instruction.where());
        switch (instruction) {
        case Constant constant -> defineDouble(constant.id(), Dialect.doubleLiteral(constant.value()));
        case Load load -> value(load.id(), loaded(load.field(), place(load.field(), load.element())));
        case LoadElement load -> {
            String index = index("e" + load.id(), load.field(), load.element());
            value(load.id(), index + " < 0 ? " + dialect.boxed() + ".NaN : "
                    + loaded(load.field(), element(load.field(), index)));
        }
        case Compute compute -> write(compute);
        case Store store -> text.line(
                place(store.field(), store.element()) + " = " + stored(store.field(), store.value()) + ";");
        case StoreElement store -> write(store);
        case Accumulate add -> text.line(place(add.field(), 0) + " += " + number(add.value()) + ";");
        case StoreNode store ->
            text.line(place(store.field(), 0) + " = " + stored(store.field(), store.value()) + ";");
        case Lookup lookup -> write(lookup);
        case Draw draw -> write(draw);
        case Effect effect -> write(effect);
        case Loop loop -> write(loop);
        }
    }

    private void value(int id, String expression) {
        String name = "x" + id;
        text.line(dialect.number() + " " + name + " = " + expression + ";");
        numbers.put(id, name);
    }

    private void truthValue(int id, String expression) {
        String name = "is" + id;
        text.line("boolean " + name + " = " + expression + ";");
        truths.put(id, name);
    }

    /** Sweeps find memory of their own precision in {@code a}. */
    private String array(Field field) {
        String index = "[" + kernel.fields().indexOf(field) + "]";
        if (kernel.isForEvents()) {
            return (isSingle(field) ? "f.floats" : "f.arrays") + index;
        }
        return (dialect.isSingle() && !isSingle(field) ? "f.arrays" : "a") + index;
    }

    private boolean isSingle(Field field) {
        return kernel.precision(field) == Precision.SINGLE;
    }

    private String loaded(Field field, String place) {
        return isSingle(field) ? place : dialect.rounded(place);
    }

    private String stored(Field field, int value) {
        return kernel.isForEvents() && isSingle(field) ? "(float) (" + number(value) + ")" : number(value);
    }

    private String place(Field field, int element) {
        return array(field) + switch (field.storage()) {
        case INSTANCE -> element == 0 ? "[i]" : "[" + element + " * f.padded + i]";
        case NODE -> "[" + node + "]";
        case UNIFORM, EVENT -> "[" + element + "]";
        };
    }

    private String element(Field field, String index) {
        return array(field)
                + (field.storage() == Storage.INSTANCE ? "[" + index + " * f.padded + i]" : "[" + index + "]");
    }

    private String index(String name, Field field, int element) {
        text.line("int " + name + " = element(f, i, " + exact(element) + ", " + field.length() + ");");
        return name;
    }

    private void write(StoreElement store) {
        text.line(store.predicate() < 0 ? "{" : "if " + parenthesised(truth(store.predicate())) + " {");
        String index = index("e", store.field(), store.element());
        text.line("if (" + index + " >= 0) " + element(store.field(), index) + " = "
                + stored(store.field(), store.value()) + ";");
        text.line("}");
    }

    private void write(Compute compute) {
        int id = compute.id();
        switch (compute.op()) {
        case LT -> truthValue(id, number(compute.a()) + " < " + number(compute.b()));
        case LE -> truthValue(id, number(compute.a()) + " <= " + number(compute.b()));
        case GT -> truthValue(id, number(compute.a()) + " > " + number(compute.b()));
        case GE -> truthValue(id, number(compute.a()) + " >= " + number(compute.b()));
        case EQ -> truthValue(id, number(compute.a()) + " == " + number(compute.b()));
        case NE -> truthValue(id, number(compute.a()) + " != " + number(compute.b()));
        case AND -> truthValue(id, truth(compute.a()) + " && " + truth(compute.b()));
        case OR -> truthValue(id, truth(compute.a()) + " || " + truth(compute.b()));
        case NOT -> truthValue(id, "!" + parenthesised(truth(compute.a())));
        case SELECT -> value(id, truth(compute.a()) + " ? " + number(compute.b()) + " : " + number(compute.c()));
        case ADD, SUB, MUL, DIV, NEG, FMA, ABS, SQRT, FLOOR, CEIL, FMOD, MIN, MAX, EXP, LOG, LOG10, POW, SIN, COS,
                TAN, ASIN, ACOS, ATAN, ATAN2, SINH, COSH, TANH, ERF -> {
            String a = number(compute.a());
            String b = compute.b() < 0 ? "" : number(compute.b());
            String c = compute.c() < 0 ? "" : number(compute.c());
            value(id, arithmetic(compute.op(), a, b, c));
        }
        }
    }

    private String arithmetic(Op op, String a, String b, String c) {
        return switch (op) {
        case ADD -> a + " + " + b;
        case SUB -> a + " - " + b;
        case MUL -> a + " * " + b;
        case DIV -> a + " / " + b;
        case FMOD -> a + " % " + b;
        case NEG -> "-(" + a + ")";
        case FMA -> "Math.fma(" + a + ", " + b + ", " + c + ")";
        case ABS -> "Math.abs(" + a + ")";
        case SQRT, FLOOR, CEIL -> dialect.rounded("Math." + lower(op) + "(" + a + ")");
        case MIN -> a + " < " + b + " ? " + a + " : " + b;
        case MAX -> a + " > " + b + " ? " + a + " : " + b;
        case EXP, LOG, TANH -> elementary() + lower(op) + "(" + a + ")";
        case POW -> elementary() + "pow(" + a + ", " + b + ")";
        case LOG10, SINH, COSH, ERF -> dialect.rounded("Elementary." + lower(op) + "(" + a + ")");
        case SIN, COS, TAN, ASIN, ACOS, ATAN -> dialect.rounded("Trigonometry." + lower(op) + "(" + a + ")");
        case ATAN2 -> dialect.rounded("Trigonometry.atan2(" + a + ", " + b + ")");
        case LT, LE, GT, GE, EQ, NE, AND, OR, NOT, SELECT -> throw new AssertionError(op + " is no arithmetic");
        };
    }

    private String elementary() {
        return dialect.isSingle() ? "ElementarySingle." : "Elementary.";
    }

    private static String lower(Op op) {
        return op.name().toLowerCase(java.util.Locale.ROOT);
    }

    private void write(Lookup lookup) {
        for (int i = 0; i < lookup.arguments().length; i++) {
            text.line("q" + lookup.arguments().length + "[" + i + "] = " + exact(lookup.arguments()[i]) + ";");
        }
        value(lookup.id(),
                dialect.rounded("f.lookups.lookup(\"" + lookup.table() + "\", q" + lookup.arguments().length + ")"));
    }

    private void write(Draw draw) {
        String happens = draw.predicate() < 0 ? "i < f.count" : "i < f.count && " + truth(draw.predicate());
        value(draw.id(),
                happens + " ? "
                        + dialect.rounded("draw(f, " + draw.distribution() + ", " + array(draw.stream()) + ", i, "
                                + draw.purpose() + ", " + (draw.a() < 0 ? "0" : exact(draw.a())) + ", "
                                + (draw.b() < 0 ? "0" : exact(draw.b())) + ")")
                        + " : 0");
    }

    private void write(Effect effect) {
        String a = exact(effect.a());
        String call = switch (effect.kind()) {
        case NET_SEND -> "netSend(i, " + a + ", " + exact(effect.b()) + ")";
        case NET_MOVE -> "netMove(i, " + a + ")";
        case NET_EVENT -> "netEvent(i, " + a + ")";
        case WATCH -> "watch(i, (int) " + a + ", " + exact(effect.b()) + ")";
        case FOR_NETCONS -> "forNetcons(i, (int) " + a + ")";
        case FAIL -> "fail(i, (int) " + a + ")";
        };
        String condition = effect.predicate() < 0 ? "i < f.count" : "i < f.count && " + truth(effect.predicate());
        text.line("if (" + condition + ") f.effects." + call + ";");
    }

    private void write(Loop loop) {
        for (int p = 0; p < loop.parameters().length; p++) {
            text.line(dialect.number() + " p" + loop.parameters()[p] + " = " + number(loop.initial()[p]) + ";");
        }
        for (int parameter : loop.parameters()) {
            numbers.put(parameter, "p" + parameter);
        }
        String round = "round" + loop.conditionValue();
        text.line("for (int " + round + " = 0;; " + round + "++) {");
        write(loop.condition());
        text.line("if (!" + parenthesised(truth(loop.conditionValue())) + ") break;");
        text.line("if (" + round + " == " + loop.limit() + ") {");
        text.line("endless(f, i);");
        text.line("break;");
        text.line("}");
        write(loop.body());
        for (int p = 0; p < loop.parameters().length; p++) {
            text.line(dialect.number() + " next" + loop.parameters()[p] + " = " + number(loop.next()[p]) + ";");
        }
        for (int parameter : loop.parameters()) {
            text.line("p" + parameter + " = next" + parameter + ";");
        }
        text.line("}");
    }
}
