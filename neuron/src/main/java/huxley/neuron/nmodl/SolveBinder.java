package huxley.neuron.nmodl;

import huxley.neuron.mechanism.Statement;
import huxley.neuron.mechanism.Statement.Method;
import huxley.neuron.nmodl.SyntaxStatement.Word;
import huxley.neuron.problem.Suggestion;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Checks SOLVE statements: the block exists and the method fits it. */
final class SolveBinder {
    private static final Map<String, Method> METHODS = Map.ofEntries(Map.entry("cnexp", Method.CNEXP),
            Map.entry("derivimplicit", Method.DERIVIMPLICIT), Map.entry("euler", Method.EULER),
            Map.entry("runge", Method.RUNGE), Map.entry("sparse", Method.SPARSE),
            Map.entry("after_cvode", Method.AFTER_CVODE), Map.entry("cvode_t", Method.AFTER_CVODE),
            Map.entry("cvode_t_v", Method.AFTER_CVODE), Map.entry("matexp", Method.MATEXP),
            Map.entry("newton", Method.DEFAULT),
            Map.entry("simeq", Method.DEFAULT));
    private static final Map<String, Set<String>> LEGAL = Map.of("DERIVATIVE",
            Set.of("cnexp", "derivimplicit", "euler", "matexp", "runge", "sparse", "after_cvode"),
            "KINETIC",
            Set.of("sparse", "euler", "matexp", "runge", "after_cvode"), "LINEAR", Set.of("simeq", "sparse"),
            "NONLINEAR",
            Set.of("newton"), "PROCEDURE", Set.of("after_cvode", "cvode_t", "cvode_t_v"));

    private final Declared declared;
    private final CallGraph calls;

    SolveBinder(Declared declared, CallGraph calls) {
        this.declared = declared;
        this.calls = calls;
    }

    void bind(SyntaxStatement.Solve solve, List<Statement> out) {
        String block = solve.block().name();
        String kind = kind(block);
        if (kind == null) {
            Set<String> known = new TreeSet<>(declared.equations.keySet());
            declared.functions.values().stream().filter(f -> f.keyword().equals("PROCEDURE"))
                    .forEach(f -> known.add(f.name().name()));
            declared.problems.error(solve.block().where(), "there is no block '" + block + "' to solve",
                    Suggestion.hint(block, "blocks", known));
            return;
        }
        if (kind.equals("PROCEDURE")) {
            calls.add(block, solve.block().where());
        }
        Word word = solve.method();
        Method method = word == null ? Method.DEFAULT : method(word, kind);
        if (solve.steadyState() && !kind.equals("KINETIC") && !kind.equals("DERIVATIVE")) {
            declared.problems.error(solve.where(), "STEADYSTATE of a " + kind + " block has no meaning",
                    "write SOLVE " + block);
        }
        if (solve.ifError() != null) {
            declared.problems.warning(solve.where(), "the block after IFERROR is left out",
                    "a method that does not converge ends the run and says where and when");
        }
        out.add(new Statement.Solve(block, method, solve.steadyState(), solve.where()));
    }

    private @Nullable String kind(String block) {
        SyntaxItem.Equations equations = declared.equations.get(block);
        if (equations != null) {
            return equations.keyword();
        }
        SyntaxItem.Function function = declared.functions.get(block);
        return function == null || function.keyword().equals("FUNCTION") ? null : "PROCEDURE";
    }

    private Method method(Word word, String kind) {
        Method method = METHODS.get(word.name());
        Set<String> legal = LEGAL.getOrDefault(kind, Set.of());
        Set<String> usual = legal.stream().filter(name -> !name.startsWith("cvode")).collect(Collectors.toSet());
        if (method == null) {
            declared.problems.error(word.where(), "there is no method '" + word.name() + "'",
                    Suggestion.hint(word.name(), "methods for " + kind, usual));
        } else if (!legal.contains(word.name())) {
            declared.problems.error(word.where(), "method " + word.name() + " does not fit a " + kind + " block",
                    "known methods for " + kind + ": " + String.join(", ", new TreeSet<>(usual)));
        } else if (method == Method.SPARSE && !kind.equals("KINETIC")) {
            return kind.equals("DERIVATIVE") ? Method.DERIVIMPLICIT : Method.DEFAULT;
        }
        return method == null ? Method.DEFAULT : method;
    }
}
