package huxley.neuron.nmodl;

import huxley.neuron.mechanism.Expression;
import huxley.neuron.mechanism.Expression.UnaryOperator;
import huxley.neuron.mechanism.Ion;
import huxley.neuron.mechanism.Mechanism;
import huxley.neuron.mechanism.Place;
import huxley.neuron.mechanism.Place.Local;
import huxley.neuron.mechanism.Statement;
import huxley.neuron.mechanism.Statement.Term;
import huxley.neuron.mechanism.Variable;
import huxley.neuron.problem.Span;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A checked program as text to read: what each name stands for, every statement with the line of the file it comes from. */
public final class MechanismText {
    private static final int COLUMN = 72;

    private final StringBuilder out = new StringBuilder();
    private String indent = "";

    private MechanismText() {
    }

    /** The whole mechanism. */
    public static String print(Mechanism mechanism) {
        MechanismText text = new MechanismText();
        text.declarations(mechanism);
        text.programs(mechanism);
        return text.out.toString();
    }

    private void declarations(Mechanism m) {
        line(m.kind().name().toLowerCase(Locale.ROOT) + " mechanism " + m.name() + " from " + m.source().name(), null);
        for (Ion ion : m.ions()) {
            line("ion " + ion.name() + " of valence " + SyntaxPrinter.number(ion.valence()) + ": reads "
                    + quantities(ion, ion.reads()) + ", writes " + quantities(ion, ion.writes()), ion.where());
        }
        for (Variable v : m.variables()) {
            line(variable(v), v.where());
        }
        for (Mechanism.MembraneCurrent current : m.currents()) {
            line((current.electrode() ? "electrode current " : "membrane current ") + place(current.place()), null);
        }
        m.tables().values()
                .forEach(t -> line("function table " + t.name() + " of " + t.arguments() + " arguments", null));
    }

    private static String variable(Variable v) {
        String size = v.length() == 1 ? "" : "[" + v.length() + "]";
        String unit = v.unit().isEmpty() ? "" : " (" + v.unit() + ")";
        String value = v.role() == Variable.Role.PARAMETER ? " = " + SyntaxPrinter.number(v.initial()) : "";
        return v.scope().name().toLowerCase(Locale.ROOT) + " " + v.role().name().toLowerCase(Locale.ROOT) + " "
                + v.name() + size + value + unit + (v.visible() ? "" : ", hidden");
    }

    private static String quantities(Ion ion, Collection<Ion.Quantity> quantities) {
        return quantities.isEmpty()
                ? "nothing"
                : quantities.stream().sorted().map(ion::nameOf).collect(Collectors.joining(", "));
    }

    private void programs(Mechanism m) {
        program("initial", m.initial());
        program("breakpoint", m.breakpoint());
        m.equations().values()
                .forEach(e -> program(e.form().name().toLowerCase(Locale.ROOT) + " " + e.name(), e.body()));
        m.functions().values().forEach(f -> program("function " + f.name() + arguments(f.arguments()), f.body()));
        m.procedures().values().forEach(f -> program("procedure " + f.name() + arguments(f.arguments()), f.body()));
        Mechanism.NetReceive receive = m.netReceive();
        if (receive != null) {
            program("receive initial" + arguments(receive.arguments()), receive.initial());
            program("receive" + arguments(receive.arguments()), receive.body());
        }
        m.hooks().forEach(h -> program(h.moment().name().toLowerCase(Locale.ROOT).replace('_', ' '), h.body()));
    }

    private void program(String head, Statement.@Nullable Block body) {
        if (body != null) {
            out.append('\n');
            block(head + " ", body, body.where());
        }
    }

    private static String arguments(List<Local> arguments) {
        return arguments.stream().map(Local::name).collect(Collectors.joining(", ", "(", ")"));
    }

    private void block(String head, Statement.Block block, Span where) {
        line(head + "{", where);
        inside(block);
        line("}", null);
    }

    private void inside(Statement.Block block) {
        String outer = indent;
        indent += "    ";
        if (!block.locals().isEmpty()) {
            line("local " + block.locals().stream().map(MechanismText::local).collect(Collectors.joining(", ")),
                    null);
        }
        block.statements().forEach(this::statement);
        indent = outer;
    }

    private static String local(Local local) {
        return local.length() == 1 ? local.name() : local.name() + "[" + local.length() + "]";
    }

    private void statement(Statement statement) {
        switch (statement) {
        case Statement.Block s -> block("", s, s.where());
        case Statement.If s -> {
            line("if " + expression(s.condition()) + " {", s.where());
            inside(s.then());
            if (s.otherwise() != null) {
                line("} else {", null);
                inside(s.otherwise());
            }
            line("}", null);
        }
        case Statement.While s -> block("while " + expression(s.condition()) + " ", s.body(), s.where());
        case Statement.For s -> block("for " + s.counter().name() + " from " + expression(s.from()) + " to "
                + expression(s.to()) + " by " + expression(s.by()) + " ", s.body(), s.where());
        case Statement.ForNetcons s -> block("for netcons " + arguments(s.arguments()) + " ", s.body(), s.where());
        default -> line(simple(statement), statement.where());
        }
    }

    private static String simple(Statement statement) {
        return switch (statement) {
        case Statement.Assign s -> place(s.target()) + " = " + expression(s.value());
        case Statement.Derivative s -> "d/dt " + place(s.state()) + " = " + expression(s.value());
        case Statement.CallProcedure s -> s.procedure() + expressions(s.arguments());
        case Statement.Evaluate s -> expression(s.expression());
        case Statement.Solve s -> "solve " + s.block() + " by " + s.method().name().toLowerCase(Locale.ROOT)
                + (s.steadyState() ? " for the steady state" : "");
        case Statement.Equation s -> expression(s.left()) + " == " + expression(s.right());
        case Statement.Reaction s -> terms(s.left()) + " <-> " + terms(s.right()) + " at " + expression(s.forward())
                + ", " + expression(s.backward());
        case Statement.Flux s -> terms(List.of(s.state())) + " << " + expression(s.rate());
        case Statement.Conserve s -> "conserve " + expression(s.left()) + " == " + expression(s.right());
        case Statement.CompartmentVolume s -> "volume " + expression(s.volume()) + " of " + states(s.states());
        case Statement.LongitudinalDiffusion s -> "diffusion " + expression(s.coefficient()) + " of "
                + states(s.states());
        case Statement.Table s -> "may tabulate " + states(s.names()) + " from " + expression(s.from()) + " to "
                + expression(s.to()) + " with " + expression(s.n());
        case Statement.NetSend s -> "net_send(" + expression(s.delay_ms()) + ", " + expression(s.flag()) + ")";
        case Statement.NetMove s -> "net_move(" + expression(s.time_ms()) + ")";
        case Statement.NetEvent s -> "net_event(" + expression(s.time_ms()) + ")";
        case Statement.Watch s -> "watch " + expression(s.condition()) + " with flag " + expression(s.flag());
        case Statement.SetSequence s -> "set sequence of " + s.stream().name() + " to " + expression(s.value());
        case Statement.Block _,Statement.If _,Statement.While _,Statement.For _,Statement.ForNetcons _ ->
            throw new IllegalStateException(
                    "not a simple statement; please report");
        };
    }

    private static String states(List<Variable> states) {
        return states.stream().map(Variable::name).collect(Collectors.joining(", "));
    }

    private static String terms(List<Term> terms) {
        return terms.isEmpty()
                ? "nothing"
                : terms.stream()
                        .map(t -> (t.count() == 1 ? "" : SyntaxPrinter.number(t.count()) + " ") + place(t.place()))
                        .collect(Collectors.joining(" + "));
    }

    private static String expressions(List<Expression> arguments) {
        return arguments.stream().map(MechanismText::expression).collect(Collectors.joining(", ", "(", ")"));
    }

    static String expression(Expression expression) {
        return switch (expression) {
        case Expression.Number e -> SyntaxPrinter.number(e.value());
        case Expression.Read e -> place(e.place());
        case Expression.Unary e -> (e.operator() == UnaryOperator.NOT ? "!" : "-") + inner(e.operand());
        case Expression.Binary e -> inner(e.left()) + SyntaxPrinter.symbol(e.operator()) + inner(e.right());
        case Expression.Apply e -> e.function().name().toLowerCase(Locale.ROOT) + expressions(e.arguments());
        case Expression.Draw e -> e.function().name().toLowerCase(Locale.ROOT) + " of " + e.stream().name()
                + expressions(e.arguments());
        case Expression.Call e -> e.function() + expressions(e.arguments());
        case Expression.Lookup e -> e.table() + expressions(e.arguments());
        };
    }

    private static String inner(Expression expression) {
        return expression instanceof Expression.Binary ? "(" + expression(expression) + ")" : expression(expression);
    }

    private static String place(Place place) {
        return switch (place) {
        case Place.OfVariable(Variable v, var index) -> v.name() + (index == null ? "" : "[" + expression(index) + "]");
        case Place.OfLocal(Local l, var index) -> l.name() + (index == null ? "" : "[" + expression(index) + "]");
        case Place.OfIon(Ion ion, Ion.Quantity quantity) -> ion.nameOf(quantity);
        case Place.OfEngine(Place.Engine quantity) -> quantity.name().toLowerCase(Locale.ROOT);
        };
    }

    private void line(String text, @Nullable Span where) {
        int start = out.length();
        out.append(indent).append(text);
        if (where != null && !where.source().text().isEmpty()) {
            out.repeat(' ', Math.max(1, COLUMN - (out.length() - start))).append(": ").append(where.line());
        }
        out.append('\n');
    }
}
