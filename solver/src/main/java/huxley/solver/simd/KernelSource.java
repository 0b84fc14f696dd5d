package huxley.solver.simd;

import huxley.solver.precision.Precision;
import huxley.solver.program.CodeText;
import huxley.solver.program.Field;
import huxley.solver.program.Field.Storage;
import huxley.solver.program.Instruction;
import huxley.solver.program.Instruction.Compute;
import huxley.solver.program.Instruction.Constant;
import huxley.solver.program.Instruction.Load;
import huxley.solver.program.Instruction.Lookup;
import huxley.solver.program.Instruction.Loop;
import huxley.solver.program.Kernel;
import huxley.solver.simd.Plan.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The Java source of a kernel. */
final class KernelSource {
    static final String PACKAGE = "huxley.solver.simd.generated";
    /** Values per instance times block length that the first cache holds besides the fields. */
    private static final int PASSING_ELEMENTS = 2048;
    private static final int LONGEST_BLOCK = 256;
    private static final int SHORTEST_BLOCK = 64;

    private final Kernel kernel;
    private final Dialect dialect;
    private final CodeText text;
    private final Plan plan;
    private final int block;

    private KernelSource(Plan plan, int lanes, boolean commented) {
        this.kernel = plan.kernel();
        this.dialect = Dialect.of(kernel, lanes);
        this.text = new CodeText(commented);
        this.plan = plan;
        int fitting = Integer.highestOneBit(PASSING_ELEMENTS / Math.max(1, plan.slots()));
        this.block = Math.clamp(fitting, SHORTEST_BLOCK, LONGEST_BLOCK);
    }

    /**
     * The source of class {@code name} in {@link #PACKAGE}.
     *
     * @param lanes doubles in a vector: 2, 4 or 8
     * @param commented with the {@code .mod} line that each stretch of code comes from
     */
    static String of(Plan plan, String name, int lanes, boolean commented) {
        KernelSource source = new KernelSource(plan, lanes, commented);
        return plan.kernel().isForEvents() ? source.event(name) : source.sweep(name);
    }

    static void imports(CodeText text) {
        text.line("package " + PACKAGE + ";");
        text.line("");
        text.line("import static jdk.incubator.vector.VectorOperators.*;");
        text.line("");
        text.line("import huxley.solver.elementary.*;");
        text.line("import huxley.solver.kernel.*;");
        text.line("import huxley.solver.simd.*;");
        text.line("import jdk.incubator.vector.*;");
        text.line("");
    }

    static void species(CodeText text, Dialect dialect) {
        text.line("private static final VectorSpecies<" + dialect.boxed() + "> S = " + dialect.vector() + ".SPECIES_"
                + dialect.width() + ";");
        text.line("private static final VectorSpecies<" + dialect.boxedBits() + "> L = " + dialect.bits() + ".SPECIES_"
                + dialect.width() + ";");
    }

    private void head(String name) {
        imports(text);
        text.line("/** " + kernel.name() + ". Fields: " + describeFields() + ". */");
        text.line("public final class " + name + " extends " + dialect.superclass() + " {");
    }

    private String describeFields() {
        List<String> descriptions = new ArrayList<>();
        for (int i = 0; i < kernel.fields().size(); i++) {
            descriptions.add("a[" + i + "] " + describe(kernel.fields().get(i).symbol()));
        }
        return String.join(", ", descriptions);
    }

    private static String describe(Field.Symbol symbol) {
        return switch (symbol) {
        case Field.Symbol.OfVariable v -> v.variable().name();
        case Field.Symbol.OfEngine e -> e.quantity().toString();
        case Field.Symbol.OfIon ion -> ion.ion() + " " + ion.quantity();
        case Field.Symbol.RightHandSide _ -> "right-hand side";
        case Field.Symbol.Diagonal _ -> "diagonal";
        case Field.Symbol.Weight weight -> "weight " + weight.index();
        };
    }

    /** An event kernel: one instance at a time, without vectors. */
    private String event(String name) {
        head(name);
        constructor(name, new TreeSet<>(), new TreeSet<>(), new TreeSet<>());
        text.line("@Override");
        text.line("protected void uniform(Frame f, double[][] a, double[] u) {");
        text.line("}");
        text.line("");
        text.line("@Override");
        text.line("protected void loops" + parameters());
        lookupArguments(kernel.body());
        text.line("for (int i = begin; i < end; i++) {");
        new ScalarText(text, kernel, dialect, "f.nodeOf(i)").write(kernel.body());
        text.line("}");
        text.line("}");
        text.line("}");
        return text.toString();
    }

    private String sweep(String name) {
        head(name);
        species(text, dialect);
        text.line("private static final int RARE = " + plan.slots() * block + ";");
        text.line("");
        Set<Integer> read = nodeFields(field -> reads(kernel.body(), field));
        Set<Integer> written = nodeFields(field -> kernel.body().stream().anyMatch(i -> Planner.changes(i, field)));
        Set<Integer> added = new TreeSet<>(written);
        added.removeIf(i -> plan.hazard() || kernel.body().stream().anyMatch(
                instruction -> instruction instanceof Instruction.StoreNode store
                        && store.field().equals(kernel.fields().get(i))));
        Set<Integer> assigned = new TreeSet<>(written);
        assigned.removeAll(added);
        if (plan.hazard()) {
            read.addAll(written);
        }
        constructor(name, read, added, assigned);
        uniform();
        loops();
        for (int i = 0; i < plan.segments().size(); i++) {
            if (plan.segments().get(i).kind() != Kind.FUNCTION) {
                segment(i, plan.segments().get(i));
            }
        }
        text.line("}");
        return text.toString();
    }

    private Set<Integer> nodeFields(Predicate<Field> chosen) {
        Set<Integer> indices = new TreeSet<>();
        for (int i = 0; i < kernel.fields().size(); i++) {
            Field field = kernel.fields().get(i);
            if (field.storage() == Storage.NODE && chosen.test(field)) {
                indices.add(i);
            }
        }
        return indices;
    }

    private static boolean reads(List<Instruction> instructions, Field field) {
        return instructions.stream().anyMatch(instruction -> switch (instruction) {
        case Load load -> load.field().equals(field);
        case Loop loop -> reads(Operands.nested(loop).toList(), field);
        default -> false;
        });
    }

    private void constructor(String name, Set<Integer> gathered, Set<Integer> added, Set<Integer> assigned) {
        text.line("public " + name + "(" + dialect.functions() + " functions) {");
        text.line("super(functions, " + block + ", " + plan.slots() + ", " + plan.uniforms().size() + ", "
                + ints(gathered) + ", "
                + ints(added) + ", " + ints(assigned) + ");");
        text.line("}");
        text.line("");
    }

    private static String ints(Set<Integer> values) {
        return "new int[]{" + String.join(", ", values.stream().map(String::valueOf).toList()) + "}";
    }

    private void uniform() {
        text.line("@Override");
        text.line("protected void uniform(Frame f, double[][] a, double[] u) {");
        ScalarText scalar = new ScalarText(text, kernel, new Dialect(Precision.DOUBLE, dialect.lanes()), "");
        scalar.write(plan.prelude());
        plan.uniforms().forEach((id, slot) -> text.line("u[" + slot + "] = " + scalar.number(id) + ";"));
        text.line("}");
        text.line("");
    }

    private String parameters() {
        String type = dialect.number();
        return "(Frame f, " + type + "[][] a, int[] at, int base, double[] u, " + type + "[] s, int begin, int end) {";
    }

    private void loops() {
        text.line("@Override");
        text.line("protected void loops" + parameters());
        for (int i = 0; i < plan.segments().size(); i++) {
            text.line(call(i, plan.segments().get(i)));
        }
        text.line("}");
    }

    private String call(int index, Plan.Segment segment) {
        if (segment.kind() == Kind.FUNCTION && segment.body().getFirst() instanceof Compute function) {
            return "functions." + function.op().name().toLowerCase(Locale.ROOT) + "(s, "
                    + block * onlySlot(segment.incoming()) + ", "
                    + block * onlySlot(segment.outgoing()) + ", end - begin);";
        }
        return "loop" + index + "(f, a, at, base, u, s, begin, end);";
    }

    private static int onlySlot(Map<Integer, Integer> slots) {
        return slots.values().iterator().next();
    }

    private void segment(int index, Plan.Segment segment) {
        text.line("");
        text.startOver();
        text.line("private static void loop" + index + parameters());
        if (segment.kind() == Kind.VECTOR) {
            vector(segment);
        } else {
            scalar(segment);
        }
        text.line("}");
    }

    private void vector(Plan.Segment segment) {
        CodeText body = text.inner();
        VectorText vector = new VectorText(body, kernel, dialect, "RARE");
        for (Instruction instruction : plan.prelude()) {
            if (instruction instanceof Constant constant) {
                vector.constant(constant.id(), constant.value());
            }
        }
        plan.uniforms().forEach(vector::uniform);
        segment.incoming().forEach((id, slot) -> vector.incoming(id, position(slot)));
        vector.write(segment.body());
        segment.outgoing().forEach((id, slot) -> vector.outgoing(id, position(slot)));
        vector.writeHead(text);
        text.line("for (int i = begin; i < end; i += " + dialect.lanes() + ") {");
        if (!segment.incoming().isEmpty() || !segment.outgoing().isEmpty()) {
            text.line("int j = i - begin;");
        }
        if (vector.atNodes()) {
            text.line("int n = at[(i - base) >> 3]" + (dialect.lanes() == 8 ? "" : " + (i & 7)") + ";");
        }
        text.include(body);
        text.line("}");
    }

    private String position(int slot) {
        return slot == 0 ? "j" : slot * block + " + j";
    }

    private void scalar(Plan.Segment segment) {
        lookupArguments(segment.body());
        text.line("for (int i = begin; i < end; i++) {");
        text.line("int j = i - begin;");
        text.line("int n = at[(i - base) >> 3] + (i & 7);");
        ScalarText scalar = new ScalarText(text, kernel, dialect, "n");
        for (Instruction instruction : plan.prelude()) {
            if (instruction instanceof Constant constant) {
                scalar.defineDouble(constant.id(), Dialect.doubleLiteral(constant.value()));
            }
        }
        plan.uniforms().forEach((id, slot) -> scalar.defineDouble(id, "u[" + slot + "]"));
        segment.incoming().forEach((id, slot) -> scalar.define(id, "s[" + position(slot) + "]"));
        scalar.write(segment.body());
        segment.outgoing().forEach((id, slot) -> text.line("s[" + position(slot) + "] = " + scalar.number(id) + ";"));
        text.line("}");
    }

    /** Tables are asked with arrays that are made once a block. */
    private void lookupArguments(List<Instruction> instructions) {
        lookups(instructions).map(lookup -> lookup.arguments().length).distinct().forEach(
                count -> text.line("double[] q" + count + " = new double[" + count + "];"));
    }

    private static Stream<Lookup> lookups(List<Instruction> instructions) {
        return instructions.stream().flatMap(instruction -> switch (instruction) {
        case Lookup lookup -> Stream.of(lookup);
        case Loop loop -> lookups(Operands.nested(loop).toList());
        default -> Stream.empty();
        });
    }
}
