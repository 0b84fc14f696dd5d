package huxley.neuron.nmodl;

import huxley.neuron.mechanism.Expression.BinaryOperator;
import huxley.neuron.mechanism.Expression.UnaryOperator;
import huxley.neuron.nmodl.SyntaxExpression.UnitText;
import huxley.neuron.nmodl.SyntaxItem.Declaration;
import huxley.neuron.nmodl.SyntaxItem.NeuronStatement;
import huxley.neuron.nmodl.SyntaxItem.UnitDefinition;
import huxley.neuron.nmodl.SyntaxStatement.Argument;
import huxley.neuron.nmodl.SyntaxStatement.Block;
import huxley.neuron.nmodl.SyntaxStatement.LocalName;
import huxley.neuron.nmodl.SyntaxStatement.ReactionTerm;
import huxley.neuron.nmodl.SyntaxStatement.Word;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Syntax tree -> NMODL text, which parses to the same tree. */
final class SyntaxPrinter {
    private static final String STEP = "    ";

    private final StringBuilder out = new StringBuilder();
    private String indent = "";

    private SyntaxPrinter() {
    }

    static String print(NmodlFile file) {
        SyntaxPrinter printer = new SyntaxPrinter();
        for (SyntaxItem item : file.items()) {
            printer.item(item);
        }
        return printer.out.toString();
    }

    private void item(SyntaxItem item) {
        switch (item) {
        case SyntaxItem.Title i -> line("TITLE " + i.text());
        case SyntaxItem.Neuron i -> lines("NEURON", i.statements().stream().map(SyntaxPrinter::neuron).toList());
        case SyntaxItem.Units i -> lines("UNITS", i.definitions().stream().map(SyntaxPrinter::unit).toList());
        case SyntaxItem.UnitsSwitch i -> line(i.on() ? "UNITSON" : "UNITSOFF");
        case SyntaxItem.Declarations i -> lines(i.keyword(),
                i.declarations().stream().map(d -> declaration(i.keyword(), d)).toList());
        case SyntaxItem.Independent i -> line(i.text());
        case SyntaxItem.TopLocal i -> line(locals(i.names()));
        case SyntaxItem.Define i -> line("DEFINE " + i.name().name() + " " + i.value());
        case SyntaxItem.Include i -> line(": INCLUDE \"" + i.file() + "\"");
        case SyntaxItem.Code i -> block(i.keyword() + " ", i.body());
        case SyntaxItem.Equations i -> block(i.keyword() + " " + i.name().name() + " "
                + (i.solveFor().isEmpty() ? "" : "SOLVEFOR " + words(i.solveFor()) + " "), i.body());
        case SyntaxItem.Function i -> block(
                i.keyword() + " " + i.name().name() + arguments(i.arguments()) + unitOf(i.unit()) + " ", i.body());
        case SyntaxItem.FunctionTable i -> line(
                "FUNCTION_TABLE " + i.name().name() + arguments(i.arguments()) + unitOf(i.unit()));
        case SyntaxItem.NetReceive i -> block("NET_RECEIVE" + arguments(i.arguments()) + " ", i.body());
        case SyntaxItem.Verbatim i -> line("VERBATIM" + i.text() + "ENDVERBATIM");
        }
    }

    private static String neuron(NeuronStatement statement) {
        return switch (statement) {
        case NeuronStatement.Kind s -> s.keyword() + " " + s.name().name();
        case NeuronStatement.UseIon s -> "USEION " + s.ion().name()
                + (s.reads().isEmpty() ? "" : " READ " + words(s.reads()))
                + (s.writes().isEmpty() ? "" : " WRITE " + words(s.writes()))
                + (s.valence() == null ? "" : " VALENCE " + number(s.valence()));
        case NeuronStatement.Names s -> s.keyword() + " " + words(s.names());
        case NeuronStatement.Mark s -> s.word().equals("REPRESENTS") ? ": REPRESENTS" : s.word();
        };
    }

    private static String unit(UnitDefinition definition) {
        return switch (definition) {
        case UnitDefinition.Alias d -> "(" + d.name().text() + ") = (" + d.meaning().text() + ")";
        case UnitDefinition.Constant d -> d.name().name() + " = " + d.text() + unitOf(d.unit());
        case UnitDefinition.Factor d -> d.name().name() + " = (" + d.of().text() + ") (" + d.in().text() + ")";
        };
    }

    private static String declaration(String keyword, Declaration d) {
        StringBuilder text = new StringBuilder(d.name());
        if (d.length() != null) {
            text.append('[').append(d.length().name()).append(']');
        }
        boolean parameter = keyword.equals("PARAMETER") || keyword.equals("CONSTANT");
        if (parameter && d.value() != null) {
            text.append(" = ").append(number(d.value()));
        }
        if (!parameter && d.min() != null && d.max() != null) {
            text.append(" FROM ").append(number(d.min())).append(" TO ").append(number(d.max()));
        }
        if (!parameter && d.value() != null) {
            text.append(" START ").append(number(d.value()));
        }
        text.append(unitOf(d.unit()));
        if (parameter && d.min() != null && d.max() != null) {
            text.append(" <").append(number(d.min())).append(", ").append(number(d.max())).append('>');
        }
        if (d.tolerance() != null) {
            text.append(" <").append(number(d.tolerance())).append('>');
        }
        return text.toString();
    }

    private void block(String head, Block block) {
        line(head + "{");
        inside(block);
        line("}");
    }

    private void inside(Block block) {
        String outer = indent;
        indent += STEP;
        block.statements().forEach(this::statement);
        indent = outer;
    }

    private void statement(SyntaxStatement statement) {
        switch (statement) {
        case Block s -> block("", s);
        case SyntaxStatement.Local s -> line(locals(s.names()));
        case SyntaxStatement.Assign s -> line(
                (s.isProtected() ? "PROTECT " : "") + text(s.target()) + " = " + text(s.value()));
        case SyntaxStatement.Evaluate s -> line(text(s.call()));
        case SyntaxStatement.If s -> choice("", s);
        case SyntaxStatement.While s -> block("WHILE (" + text(s.condition()) + ") ", s.body());
        case SyntaxStatement.For s -> block("FROM " + s.counter().name() + " = " + text(s.from()) + " TO "
                + text(s.to()) + (s.by() == null ? "" : " BY " + text(s.by())) + " ", s.body());
        case SyntaxStatement.Solve s -> solve(s);
        case SyntaxStatement.Equation s -> line("~ " + text(s.left()) + " = " + text(s.right()));
        case SyntaxStatement.Reaction s -> line("~ " + terms(s.left()) + " " + s.arrow().symbol + " "
                + (s.right().isEmpty() ? "" : terms(s.right()) + " ")
                + s.rates().stream().map(SyntaxPrinter::text).collect(Collectors.joining(", ", "(", ")")));
        case SyntaxStatement.Conserve s -> line("CONSERVE " + terms(s.left()) + " = " + text(s.right()));
        case SyntaxStatement.Geometry s -> line((s.diffusion() ? "LONGITUDINAL_DIFFUSION " : "COMPARTMENT ")
                + (s.index() == null ? "" : s.index().name() + ", ") + text(s.value()) + " {"
                + s.states().stream().map(Word::name).collect(Collectors.joining(" ")) + "}");
        case SyntaxStatement.Table s -> line("TABLE " + words(s.names()) + (s.names().isEmpty() ? "" : " ")
                + (s.depend().isEmpty() ? "" : "DEPEND " + words(s.depend()) + " ") + "FROM " + text(s.from()) + " TO "
                + text(s.to()) + " WITH " + text(s.with()));
        case SyntaxStatement.Watch s -> line("WATCH (" + text(s.condition()) + ") " + text(s.flag()));
        case SyntaxStatement.ForNetcons s -> block("FOR_NETCONS" + arguments(s.arguments()) + " ", s.body());
        case SyntaxStatement.Conductance s -> line("CONDUCTANCE " + s.conductance().name()
                + (s.ion() == null ? "" : " USEION " + s.ion().name()));
        case SyntaxStatement.Lag s -> line("LAG " + s.variable().name() + " BY " + s.by().name());
        case SyntaxStatement.Initial s -> block("INITIAL ", s.body());
        case SyntaxStatement.Mark s -> line(s.word());
        case SyntaxStatement.Verbatim s -> line("VERBATIM" + s.text() + "ENDVERBATIM");
        case SyntaxStatement.Return _ -> line("VERBATIM return; ENDVERBATIM");
        case SyntaxStatement.Break _ -> line("VERBATIM break; ENDVERBATIM");
        }
    }

    private void choice(String before, SyntaxStatement.If choice) {
        line(before + "IF (" + text(choice.condition()) + ") {");
        inside(choice.then());
        switch (choice.otherwise()) {
        case null -> line("}");
        case SyntaxStatement.If next -> choice("} ELSE ", next);
        case Block block -> block("} ELSE ", block);
        case SyntaxStatement other -> throw new IllegalStateException("ELSE " + other + "; please report");
        }
    }

    private void solve(SyntaxStatement.Solve solve) {
        String method = solve.method() == null
                ? ""
                : (solve.steadyState() ? " STEADYSTATE " : " METHOD ") + solve.method().name();
        String head = "SOLVE " + solve.block().name() + method;
        if (solve.ifError() == null) {
            line(head);
        } else {
            block(head + " IFERROR ", solve.ifError());
        }
    }

    static String text(SyntaxExpression expression) {
        return switch (expression) {
        case SyntaxExpression.Literal e -> e.text() + unitOf(e.unit());
        case SyntaxExpression.Name e -> e.name() + "'".repeat(e.primes())
                + (e.index() == null ? "" : "[" + text(e.index()) + "]");
        case SyntaxExpression.Unary e -> (e.operator() == UnaryOperator.NOT ? "!" : "-") + text(e.operand());
        case SyntaxExpression.Binary e -> text(e.left()) + symbol(e.operator()) + text(e.right());
        case SyntaxExpression.Group e -> "(" + text(e.inner()) + ")";
        case SyntaxExpression.Call e -> e.function()
                + e.arguments().stream().map(SyntaxPrinter::text).collect(Collectors.joining(", ", "(", ")"));
        case SyntaxExpression.Text e -> "\"" + e.text() + "\"";
        };
    }

    static String symbol(BinaryOperator operator) {
        return switch (operator) {
        case ADD -> " + ";
        case SUBTRACT -> " - ";
        case MULTIPLY -> "*";
        case DIVIDE -> "/";
        case POWER -> "^";
        case LESS -> " < ";
        case LESS_OR_EQUAL -> " <= ";
        case GREATER -> " > ";
        case GREATER_OR_EQUAL -> " >= ";
        case EQUAL -> " == ";
        case NOT_EQUAL -> " != ";
        case AND -> " && ";
        case OR -> " || ";
        };
    }

    private static String locals(List<LocalName> names) {
        return names.stream().map(n -> n.length() == null ? n.name() : n.name() + "[" + n.length().name() + "]")
                .collect(Collectors.joining(", ", "LOCAL ", ""));
    }

    private static String terms(List<ReactionTerm> terms) {
        return terms.stream().map(t -> (t.count() == 1 ? "" : t.count() + " ") + text(t.name()))
                .collect(Collectors.joining(" + "));
    }

    private static String arguments(List<Argument> arguments) {
        return arguments.stream().map(a -> a.name() + unitOf(a.unit())).collect(Collectors.joining(", ", "(", ")"));
    }

    private static String words(List<Word> words) {
        return words.stream().map(Word::name).collect(Collectors.joining(", "));
    }

    private static String unitOf(@Nullable UnitText unit) {
        return unit == null ? "" : " (" + unit.text() + ")";
    }

    static String number(double value) {
        boolean whole = value == Math.rint(value) && Math.abs(value) < 1e7;
        return whole ? Long.toString((long) value) : Double.toString(value);
    }

    private void lines(String head, List<String> lines) {
        line(head + " {");
        lines.forEach(text -> line(STEP + text));
        line("}");
    }

    private void line(String text) {
        out.append(indent).append(text.stripTrailing()).append('\n');
    }
}
