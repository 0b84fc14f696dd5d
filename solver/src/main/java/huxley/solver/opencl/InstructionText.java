package huxley.solver.opencl;

import huxley.solver.kernel.Frame;
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
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Writes instructions as OpenCL C for instances {@code i}, {@code i + 1}, ..., one a lane. Truth values are kept as what
 * comparisons give until something needs a number. What has no vector form is written once for each lane. Lanes that have
 * left a loop go on computing, but change nothing.
 */
final class InstructionText {
    private static final int ENDLESS = 0;
    private static final int INDEX_OUT_OF_RANGE = 2;

    private final CodeText text;
    private final Kernel kernel;
    private final Lanes lanes;
    private final boolean chunked;
    /** Whether this runs for many instances. */
    private final boolean sweeps;
    private final BitSet uniform;
    private final Map<Integer, Double> constants = new HashMap<>();
    /** Values that are the same in all lanes, in double precision. */
    private final Map<Integer, String> same = new HashMap<>();
    private final Map<Integer, String> numbers = new HashMap<>();
    private final Map<Integer, String> truths = new HashMap<>();
    /** Which lanes run; null for all. */
    private @Nullable String active;

    InstructionText(CodeText text, Kernel kernel, Lanes lanes, boolean chunked) {
        this(text, kernel, lanes, chunked, !kernel.isForEvents());
    }

    private InstructionText(CodeText text, Kernel kernel, Lanes lanes, boolean chunked, boolean sweeps) {
        this.text = text;
        this.kernel = kernel;
        this.lanes = lanes;
        this.chunked = chunked;
        this.sweeps = sweeps;
        uniform = sweeps ? kernel.uniform() : new BitSet();
    }

    /** What does not differ between instances, computed in double precision ahead of the loop over instances. */
    void writeUniform() {
        InstructionText ahead = new InstructionText(text, kernel, Lanes.ONE_DOUBLE, chunked, false);
        for (Instruction instruction : kernel.body()) {
            switch (instruction) {
            case Load load when uniform.get(load.id()) -> same.put(load.id(), ahead.written(load, load.id()));
            case Compute compute when uniform.get(compute.id()) ->
                same.put(compute.id(), ahead.written(compute, compute.id()));
            case Constant constant -> ahead.write(constant);
            default -> {
            }
            }
        }
    }

    private String written(Instruction instruction, int id) {
        write(instruction);
        return scalar(id, 0);
    }

    void write(List<Instruction> instructions) {
        instructions.forEach(this::write);
    }

    private void write(Instruction instruction) {
        if (instruction instanceof Constant constant) {
            constants.put(constant.id(), constant.value());
        } else if (!isWrittenAhead(instruction)) {
            text.from(instruction.where());
            writeHere(instruction);
        }
    }

    private boolean isWrittenAhead(Instruction instruction) {
        return instruction instanceof Load load && uniform.get(load.id())
                || instruction instanceof Compute compute && uniform.get(compute.id());
    }

    private void writeHere(Instruction instruction) {
        switch (instruction) {
        case Constant _ -> {
        }
        case Load load -> load(load);
        case Compute compute -> compute(compute);
        case LoadElement load -> loadElement(load);
        case Store store -> store(store.field(), store.element(), number(store.value()));
        case StoreElement store -> storeElement(store);
        case Accumulate add -> atNodes(add.field(), add.value(), true);
        case StoreNode store -> atNodes(store.field(), store.value(), false);
        case Lookup lookup -> lookup(lookup);
        case Draw draw -> draw(draw);
        case Effect effect -> effect(effect);
        case Loop loop -> loop(loop);
        }
    }

    // ---- values

    private String number(int id) {
        String name = numbers.get(id);
        if (name != null) {
            return name;
        }
        String truth = truths.get(id);
        return truth != null
                ? lanes.choose(truth, lanes.all(lanes.literal(1)), lanes.all(lanes.literal(0)))
                : lanes.all(scalar(id, 0));
    }

    private String truth(int id) {
        String name = truths.get(id);
        return name != null ? name : "(" + number(id) + " != " + lanes.all(lanes.literal(0)) + ")";
    }

    /** One lane of a value, as operations take it. */
    private String scalar(int id, int lane) {
        Double constant = constants.get(id);
        if (constant != null) {
            return lanes.literal(constant);
        }
        String everywhere = same.get(id);
        if (everywhere != null) {
            return lanes.isSingle() ? "(float) " + everywhere : everywhere;
        }
        String name = numbers.get(id);
        return name != null ? lanes.lane(name, lane) : "(" + lanes.lane(known(id), lane) + " ? 1.0 : 0.0)";
    }

    /** One lane of a value in double precision, not rounded where it need not be. */
    private String exact(int id, int lane) {
        Double constant = constants.get(id);
        String everywhere = same.get(id);
        return constant != null
                ? Lanes.ONE_DOUBLE.literal(constant)
                : everywhere != null ? everywhere : scalar(id, lane);
    }

    private String known(int id) {
        String truth = truths.get(id);
        if (truth == null) {
            throw new AssertionError("value " + id + " of " + kernel.name() + " is not in reach; please report");
        }
        return truth;
    }

    private void declare(int id, String expression) {
        text.line("const " + lanes.numbers() + " x" + id + " = " + expression + ";");
        numbers.put(id, "x" + id);
    }

    private void declareTruth(int id, String expression) {
        text.line("const " + lanes.truths() + " is" + id + " = " + expression + ";");
        truths.put(id, "is" + id);
    }

    // ---- arithmetic

    private void compute(Compute compute) {
        int id = compute.id();
        switch (compute.op()) {
        case LT -> compare(compute, "<");
        case LE -> compare(compute, "<=");
        case GT -> compare(compute, ">");
        case GE -> compare(compute, ">=");
        case EQ -> compare(compute, "==");
        case NE -> compare(compute, "!=");
        case AND -> declareTruth(id, truth(compute.a()) + " & " + truth(compute.b()));
        case OR -> declareTruth(id, truth(compute.a()) + " | " + truth(compute.b()));
        case NOT -> declareTruth(id, "!" + truth(compute.a()));
        case SELECT ->
            declare(id, lanes.choose(truth(compute.a()), number(compute.b()), number(compute.c())));
        case FMOD, LOG10, SIN, COS, TAN, ASIN, ACOS, ATAN, ATAN2, SINH, COSH, ERF -> declare(id, laneByLane(compute));
        case ADD, SUB, MUL, DIV, NEG, FMA, ABS, SQRT, FLOOR, CEIL, MIN, MAX, EXP, LOG, POW, TANH -> {
            String a = number(compute.a());
            String b = compute.b() < 0 ? "" : number(compute.b());
            String c = compute.c() < 0 ? "" : number(compute.c());
            declare(id, arithmetic(compute.op(), a, b, c));
        }
        }
    }

    private void compare(Compute compute, String operator) {
        declareTruth(compute.id(), number(compute.a()) + " " + operator + " " + number(compute.b()));
    }

    private String arithmetic(Op op, String a, String b, String c) {
        return switch (op) {
        case ADD -> a + " + " + b;
        case SUB -> a + " - " + b;
        case MUL -> a + " * " + b;
        case DIV -> a + " / " + b;
        case NEG -> "-" + a;
        case FMA -> "fma(" + a + ", " + b + ", " + c + ")";
        case ABS -> "fabs(" + a + ")";
        case SQRT, FLOOR, CEIL -> lower(op) + "(" + a + ")";
        case MIN -> lanes.choose(a + " < " + b, a, b);
        case MAX -> lanes.choose(a + " > " + b, a, b);
        case EXP, LOG, TANH -> function(op) + "(" + a + ")";
        case POW -> function(op) + "(" + a + ", " + b + ")";
        case LT, LE, GT, GE, EQ, NE, AND, OR, NOT, SELECT, FMOD, LOG10, SIN, COS, TAN, ASIN, ACOS, ATAN, ATAN2, SINH,
                COSH, ERF ->
            throw new AssertionError(op + " is written elsewhere");
        };
    }

    /** The common path is written where sweeps use it; what runs once in a while shares the whole definition. */
    private String function(Op op) {
        return lower(op) + "_" + (sweeps ? lanes.suffix() : "d");
    }

    private String laneByLane(Compute compute) {
        String function = rounded(lower(compute.op()) + "_d(");
        return lanes.of(lane -> function + scalar(compute.a(), lane)
                + (compute.b() < 0 ? "" : ", " + scalar(compute.b(), lane)) + ")");
    }

    private String rounded(String expression) {
        return lanes.isSingle() ? "(float) " + expression : expression;
    }

    private static String lower(Op op) {
        return op.name().toLowerCase(Locale.ROOT);
    }

    // ---- memory

    private String array(Field field) {
        return "a" + kernel.fields().indexOf(field);
    }

    /** Where the element of the first lane's instance or node is. */
    private String pointer(Field field, int element) {
        return array(field) + switch (field.storage()) {
        case INSTANCE -> element == 0 ? " + i" : " + " + element + " * padded + i";
        case NODE -> " + n";
        case UNIFORM, EVENT -> " + " + element;
        };
    }

    /** An element of a lane's instance. */
    private String place(Field field, String element, int lane) {
        return array(field) + "["
                + (field.storage() == Storage.INSTANCE ? element + " * padded + i + " + lane : element) + "]";
    }

    private boolean isScattered(Field field) {
        return field.storage() == Storage.NODE && !chunked && !lanes.isOne();
    }

    private void load(Load load) {
        Field field = load.field();
        if (KernelFunction.isByValue(kernel, field)) {
            same.put(load.id(), array(field));
        } else if (field.storage() == Storage.UNIFORM || field.storage() == Storage.EVENT) {
            text.line("const double x" + load.id() + " = " + array(field) + "[" + load.element() + "];");
            same.put(load.id(), "x" + load.id());
        } else if (isScattered(field)) {
            declare(load.id(), lanes.of(lane -> array(field) + "[n" + lane + "]"));
        } else {
            declare(load.id(), lanes.loaded(pointer(field, load.element()), kernel.precision(field)));
        }
    }

    private void store(Field field, int element, String value) {
        String pointer = pointer(field, element);
        Precision kept = kernel.precision(field);
        text.line(lanes.stored(pointer, kept,
                active == null ? value : lanes.choose(active, value, lanes.loaded(pointer, kept))));
    }

    private void atNodes(Field field, int value, boolean adds) {
        if (isScattered(field)) {
            boolean mayBeOneChunk = adds && active == null && lanes.width() == Frame.CHUNK;
            if (mayBeOneChunk) {
                addChunk(field, value);
            }
            for (int lane = 0; lane < lanes.width(); lane++) {
                text.line((active == null ? "" : "if (" + active + ".s" + lane + ") ") + array(field) + "[n" + lane
                        + "] " + (adds ? "+= " : "= ") + scalar(value, lane) + ";");
            }
            if (mayBeOneChunk) {
                text.line("}");
            }
            return;
        }
        String sum = lanes.loaded(pointer(field, 0), kernel.precision(field)) + " + " + number(value);
        store(field, 0, adds ? sum : number(value));
    }

    /** The sum of a chunk at one node; what follows is for chunks at several. */
    private void addChunk(Field field, int value) {
        String together = IntStream.range(1, lanes.width()).mapToObj(lane -> "n0 == n" + lane)
                .collect(Collectors.joining(" && "));
        text.line("if (" + together + ") {");
        text.line("const " + lanes.numbers() + " x = " + number(value) + ";");
        text.line("const " + lanes.number() + "4 y = x.lo + x.hi;");
        text.line("const " + lanes.number() + "2 z = y.lo + y.hi;");
        text.line(array(field) + "[n0] += z.x + z.y;");
        text.line("} else {");
    }

    private void loadElement(LoadElement load) {
        String name = "x" + load.id();
        text.line(lanes.numbers() + " " + name + " = " + lanes.all(lanes.literal(Double.NaN)) + ";");
        numbers.put(load.id(), name);
        for (int lane = 0; lane < lanes.width(); lane++) {
            text.line("{");
            text.line("const int e = whole(" + exact(load.element(), lane) + ");");
            text.line("if (e >= 0 && e < " + load.field().length() + ") " + lanes.lane(name, lane) + " = "
                    + place(load.field(), "e", lane) + ";");
            text.line("else if (" + happens(-1, lane) + ") fail(fx, i + " + lane + ", " + INDEX_OUT_OF_RANGE + ");");
            text.line("}");
        }
    }

    private void storeElement(StoreElement store) {
        for (int lane = 0; lane < lanes.width(); lane++) {
            text.line("if (" + happens(store.predicate(), lane) + ") {");
            text.line("const int e = whole(" + exact(store.element(), lane) + ");");
            text.line("if (e >= 0 && e < " + store.field().length() + ") " + place(store.field(), "e", lane) + " = "
                    + scalar(store.value(), lane) + ";");
            text.line("else fail(fx, i + " + lane + ", " + INDEX_OUT_OF_RANGE + ");");
            text.line("}");
        }
    }

    // ---- what the engine is asked or told

    /** Whether something guarded by a predicate happens in a lane. */
    private String happens(int predicate, int lane) {
        List<String> conditions = new ArrayList<>();
        conditions.add("i + " + lane + " < count");
        if (active != null) {
            conditions.add(lanes.lane(active, lane));
        }
        if (predicate >= 0) {
            String truth = truths.get(predicate);
            conditions.add(truth != null ? lanes.lane(truth, lane) : scalar(predicate, lane) + " != 0");
        }
        return String.join(" && ", conditions);
    }

    private void lookup(Lookup lookup) {
        String function = rounded("look_up_" + lookup.table() + "(fx");
        declare(lookup.id(), lanes.of(lane -> {
            StringBuilder call = new StringBuilder(function);
            for (int argument : lookup.arguments()) {
                call.append(", ").append(exact(argument, lane));
            }
            return call.append(')').toString();
        }));
    }

    private void draw(Draw draw) {
        String function = "draw_" + draw.distribution().name().toLowerCase(Locale.ROOT);
        String name = "x" + draw.id();
        text.line(lanes.numbers() + " " + name + " = " + lanes.all(lanes.literal(0)) + ";");
        numbers.put(draw.id(), name);
        for (int lane = 0; lane < lanes.width(); lane++) {
            text.line("if (" + happens(draw.predicate(), lane) + ") " + lanes.lane(name, lane) + " = "
                    + rounded(function + "(" + array(draw.stream()) + " + i + " + lane + ", identity[i + " + lane
                            + "], " + draw.purpose() + ", seed, " + (draw.a() < 0 ? "0" : exact(draw.a(), lane)) + ", "
                            + (draw.b() < 0 ? "0" : exact(draw.b(), lane)) + ");"));
        }
    }

    private void effect(Effect effect) {
        for (int lane = 0; lane < lanes.width(); lane++) {
            String a = exact(effect.a(), lane);
            String instance = "(fx, i + " + lane + ", ";
            String call = switch (effect.kind()) {
            case NET_SEND -> "net_send" + instance + a + ", " + exact(effect.b(), lane);
            case NET_MOVE -> "net_move" + instance + a;
            case NET_EVENT -> "net_event" + instance + a;
            case WATCH -> "watch" + instance + "whole(" + a + "), " + exact(effect.b(), lane);
            case FOR_NETCONS -> "for_netcons" + instance + "whole(" + a + ")";
            case FAIL -> "fail" + instance + "whole(" + a + ")";
            };
            text.line("if (" + happens(effect.predicate(), lane) + ") " + call + ");");
        }
    }

    // ---- loops

    private void loop(Loop loop) {
        String outer = active;
        int[] parameters = loop.parameters();
        String round = "round" + loop.conditionValue();
        String running = "active" + loop.conditionValue();
        for (int p = 0; p < parameters.length; p++) {
            text.line(lanes.numbers() + " p" + parameters[p] + " = " + number(loop.initial()[p]) + ";");
        }
        for (int parameter : parameters) {
            numbers.put(parameter, "p" + parameter);
        }
        if (!lanes.isOne()) {
            text.line(lanes.truths() + " " + running + " = " + (outer == null ? "-1" : outer) + ";");
            active = running;
        }
        text.line("for (int " + round + " = 0;; " + round + "++) {");
        write(loop.condition());
        if (lanes.isOne()) {
            text.line("if (!" + truth(loop.conditionValue()) + ") break;");
        } else {
            text.line(running + " &= " + truth(loop.conditionValue()) + ";");
            text.line("if (!any(" + running + ")) break;");
        }
        text.line("if (" + round + " == " + loop.limit() + ") {");
        for (int lane = 0; lane < lanes.width(); lane++) {
            text.line("if (" + happens(-1, lane) + ") fail(fx, i + " + lane + ", " + ENDLESS + ");");
        }
        text.line("break;");
        text.line("}");
        write(loop.body());
        for (int p = 0; p < parameters.length; p++) {
            String next = number(loop.next()[p]);
            text.line("const " + lanes.numbers() + " next" + parameters[p] + " = "
                    + (active == null ? next : lanes.choose(active, next, "p" + parameters[p])) + ";");
        }
        for (int parameter : parameters) {
            text.line("p" + parameter + " = next" + parameter + ";");
        }
        text.line("}");
        active = outer;
    }
}
