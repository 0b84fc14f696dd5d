package huxley.solver.simd;

import huxley.neuron.problem.Span;
import huxley.solver.program.Instruction.Compute;
import huxley.solver.program.Kernel;
import huxley.solver.program.Op;
import java.util.List;
import java.util.Locale;

/** The Java source of {@link Functions}. */
final class FunctionsSource {
    private FunctionsSource() {
    }

    /** The name of the class for vectors of so many doubles. */
    static String name(int lanes) {
        return "Functions" + lanes;
    }

    static String of(int lanes) {
        Text text = new Text(false);
        KernelSource.imports(text);
        text.line("/** Elementary functions, " + lanes + " values at once. */");
        text.line("public final class " + name(lanes) + " extends Functions {");
        KernelSource.species(text, lanes);
        Functions.SHARED.forEach(op -> function(text, op, lanes));
        text.line("}");
        return text.toString();
    }

    private static void function(Text text, Op op, int lanes) {
        text.line("");
        text.line("@Override");
        text.line("public void " + op.name().toLowerCase(Locale.ROOT) + "(double[] s, int from, int to, int count) {");
        Text body = text.inner();
        VectorText vector = new VectorText(body, new Kernel(op.name(), List.of(), List.of(), 2), "to + j");
        vector.incoming(0, "from + j");
        vector.write(List.of(new Compute(1, op, 0, -1, -1, Span.none(op.name()))));
        vector.outgoing(1, "to + j");
        vector.writeHead(text);
        text.line("for (int j = 0; j < count; j += " + lanes + ") {");
        text.include(body);
        text.line("}");
        text.line("}");
    }
}
