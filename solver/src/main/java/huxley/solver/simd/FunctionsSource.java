package huxley.solver.simd;

import huxley.neuron.problem.Span;
import huxley.solver.program.CodeText;
import huxley.solver.program.Instruction.Compute;
import huxley.solver.program.Kernel;
import huxley.solver.program.Op;
import java.util.List;
import java.util.Locale;

/** The Java source of {@link Functions}. */
final class FunctionsSource {
    private FunctionsSource() {
    }

    /** The name of the class for vectors of so many numbers. */
    static String name(Dialect dialect) {
        return dialect.functions() + dialect.lanes();
    }

    static String of(Dialect dialect) {
        CodeText text = new CodeText(false);
        KernelSource.imports(text);
        text.line("/** Elementary functions, " + dialect.lanes() + " values at once. */");
        text.line("public final class " + name(dialect) + " extends " + dialect.functions() + " {");
        KernelSource.species(text, dialect);
        Functions.SHARED.forEach(op -> function(text, op, dialect));
        text.line("}");
        return text.toString();
    }

    private static void function(CodeText text, Op op, Dialect dialect) {
        text.line("");
        text.line("@Override");
        text.line("public void " + op.name().toLowerCase(Locale.ROOT) + "(" + dialect.number()
                + "[] s, int from, int to, int count) {");
        CodeText body = text.inner();
        VectorText vector = new VectorText(body, new Kernel(op.name(), List.of(), List.of(), 2), dialect,
                "to + j");
        vector.incoming(0, "from + j");
        vector.write(List.of(new Compute(1, op, 0, -1, -1, Span.none(op.name()))));
        vector.outgoing(1, "to + j");
        vector.writeHead(text);
        text.line("for (int j = 0; j < count; j += " + dialect.lanes() + ") {");
        text.include(body);
        text.line("}");
        text.line("}");
    }
}
