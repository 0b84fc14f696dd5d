package huxley.solver.program;

import huxley.neuron.problem.Span;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A kernel as readable text: one instruction a line, each with the line of the source it comes from. */
public final class KernelText {
    private static final int COLUMN = 48;

    private final StringBuilder out = new StringBuilder();

    private KernelText() {
    }

    public static String of(Kernel kernel) {
        KernelText text = new KernelText();
        text.out.append(kernel.name()).append('\n');
        for (Field field : kernel.fields()) {
            text.out.append("  memory ").append(name(field)).append(" : ")
                    .append(field.storage().name().toLowerCase(Locale.ROOT));
            if (field.length() > 1) {
                text.out.append(" [").append(field.length()).append(']');
            }
            text.out.append('\n');
        }
        text.body(kernel.body(), 1);
        return text.out.toString();
    }

    /** The name a person would give a field. */
    public static String name(Field field) {
        return switch (field.symbol()) {
        case Field.Symbol.OfVariable s -> s.variable().name();
        case Field.Symbol.OfEngine s -> s.quantity().name().toLowerCase(Locale.ROOT);
        case Field.Symbol.OfIon s -> s.ion() + "." + s.quantity().name().toLowerCase(Locale.ROOT);
        case Field.Symbol.RightHandSide ignored -> "rhs";
        case Field.Symbol.Diagonal ignored -> "diagonal";
        case Field.Symbol.Weight s -> "weight" + s.index();
        };
    }

    private void body(List<Instruction> body, int depth) {
        body.forEach(i -> instruction(i, depth));
    }

    private void instruction(Instruction instruction, int depth) {
        switch (instruction) {
        case Instruction.Constant i -> line(depth, v(i.id()) + " = " + i.value(), i.where());
        case Instruction.Load i ->
            line(depth, v(i.id()) + " = " + name(i.field()) + at(i.field(), i.element()), i.where());
        case Instruction.LoadElement i ->
            line(depth, v(i.id()) + " = " + name(i.field()) + "[" + v(i.element()) + "]", i.where());
        case Instruction.Compute i -> line(depth, v(i.id()) + " = " + i.op().name().toLowerCase(Locale.ROOT) + " "
                + all(IntStream.of(i.a(), i.b(), i.c()).limit(i.op().arity()).toArray()), i.where());
        case Instruction.Store i ->
            line(depth, name(i.field()) + at(i.field(), i.element()) + " := " + v(i.value()), i.where());
        case Instruction.StoreElement i -> line(depth,
                name(i.field()) + "[" + v(i.element()) + "] := " + v(i.value()) + where(i.predicate()), i.where());
        case Instruction.Accumulate i -> line(depth, name(i.field()) + " += " + v(i.value()), i.where());
        case Instruction.StoreNode i -> line(depth, name(i.field()) + " := " + v(i.value()), i.where());
        case Instruction.Lookup i ->
            line(depth, v(i.id()) + " = table " + i.table() + " " + all(i.arguments()), i.where());
        case Instruction.Draw i -> line(depth, v(i.id()) + " = draw " + i.distribution().name().toLowerCase(Locale.ROOT)
                + " from " + name(i.stream()) + " " + all(i.a(), i.b()) + where(i.predicate()), i.where());
        case Instruction.Effect i -> line(depth,
                i.kind().name().toLowerCase(Locale.ROOT) + " " + all(i.a(), i.b()) + where(i.predicate()), i.where());
        case Instruction.Loop i -> loop(i, depth);
        }
    }

    private void loop(Instruction.Loop i, int depth) {
        line(depth, "loop " + all(i.parameters()) + " from " + all(i.initial()) + ", at most " + i.limit(), i.where());
        body(i.condition(), depth + 2);
        line(depth + 1, "while " + v(i.conditionValue()), i.where());
        body(i.body(), depth + 2);
        line(depth + 1, "next " + all(i.next()), i.where());
    }

    private void line(int depth, String text, Span where) {
        int start = out.length();
        out.repeat("  ", depth).append(text);
        if (!where.source().text().isEmpty()) {
            out.repeat(' ', Math.max(1, COLUMN - (out.length() - start))).append("; ").append(where.line()).append(": ")
                    .append(where.source().lineText(where.line()).strip());
        }
        out.append('\n');
    }

    private static String v(int id) {
        return "v" + id;
    }

    private static String all(int... ids) {
        return IntStream.of(ids).filter(id -> id >= 0).mapToObj(KernelText::v).collect(Collectors.joining(" "));
    }

    private static String at(Field field, int element) {
        return field.length() > 1 ? "[" + element + "]" : "";
    }

    private static String where(int predicate) {
        return predicate < 0 ? "" : " where " + v(predicate);
    }
}
