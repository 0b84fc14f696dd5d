package huxley.neuron.nmodl;

import huxley.neuron.mechanism.Expression;
import huxley.neuron.mechanism.Ion;
import huxley.neuron.mechanism.Place;
import huxley.neuron.mechanism.Statement;
import huxley.neuron.mechanism.Variable;
import huxley.neuron.mechanism.Variable.Role;
import huxley.neuron.nmodl.SyntaxExpression.Call;
import huxley.neuron.nmodl.SyntaxExpression.Name;
import huxley.neuron.nmodl.SyntaxStatement.Argument;
import huxley.neuron.nmodl.SyntaxStatement.LocalName;
import huxley.neuron.nmodl.SyntaxStatement.Word;
import huxley.neuron.problem.Problems;
import huxley.neuron.problem.Span;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Resolves the names in statements and checks that each stands where it may. */
final class StatementBinder {
    /** The block that statements stand in. */
    enum Context {
        ORDINARY,
        FUNCTION,
        DERIVATIVE,
        KINETIC,
        ALGEBRAIC,
        NET_RECEIVE
    }

    private final Declared declared;
    private final Problems problems;
    private final ExpressionBinder expressions;
    private final SolveBinder solves;
    private final ReactionBinder reactions;
    private final CallGraph calls;
    private Context context = Context.ORDINARY;
    private int receiveArguments;

    StatementBinder(Declared declared, CallGraph calls) {
        this.declared = declared;
        this.problems = declared.problems;
        this.calls = calls;
        this.expressions = new ExpressionBinder(declared, calls);
        this.solves = new SolveBinder(declared, calls);
        this.reactions = new ReactionBinder(declared, expressions);
    }

    /** A block whose names are those of {@code outer} and its own. */
    Statement.Block block(SyntaxStatement.Block block, Scope outer, Context where) {
        context = where;
        expressions.fluxes(null);
        Scope scope = outer.inner();
        List<Statement> out = new ArrayList<>();
        shadowReadOnly(block, scope, out);
        return block(block, scope, out);
    }

    /** What a block assigns to a quantity that its ion lets it only read holds in that block; others read the ion's. */
    private void shadowReadOnly(SyntaxStatement.Block block, Scope scope, List<Statement> out) {
        for (Name target : AssignedNames.in(block)) {
            if (!scope.definesItself(target.name())
                    && scope.find(target.name()) instanceof Symbol.OfIon(Ion ion, Ion.Quantity quantity)
                    && !ion.writes().contains(quantity)) {
                problems.warning(target.where(), "'" + target.name() + "' is only read: what is assigned to it holds in"
                        + " this block, the ion keeps its value",
                        "to change it write USEION " + ion.name()
                                + " ... WRITE " + target.name());
                out.add(new Statement.Assign(new Place.OfLocal(scope.addLocal(target.name(), 1), null),
                        new Expression.Read(new Place.OfIon(ion, quantity), target.where()), target.where()));
            }
        }
    }

    /** The body of NET_RECEIVE, or INITIAL in it. */
    Statement.Block receiveBlock(SyntaxStatement.Block block, Scope outer, int arguments) {
        receiveArguments = arguments;
        return block(block, outer, Context.NET_RECEIVE);
    }

    private Statement.Block block(SyntaxStatement.Block block, Scope outer) {
        return block(block, outer.inner(), new ArrayList<>());
    }

    private Statement.Block block(SyntaxStatement.Block block, Scope scope, List<Statement> out) {
        for (SyntaxStatement statement : block.statements()) {
            bind(statement, scope, out);
        }
        return new Statement.Block(scope.locals(), out, block.where());
    }

    private void bind(SyntaxStatement statement, Scope scope, List<Statement> out) {
        switch (statement) {
        case SyntaxStatement.Block block -> out.add(block(block, scope));
        case SyntaxStatement.Local local -> local.names().forEach(name -> local(name, scope));
        case SyntaxStatement.Assign assign -> assign(assign, scope, out);
        case SyntaxStatement.Evaluate evaluate -> evaluate(evaluate.call(), scope, out);
        case SyntaxStatement.If choice -> out.add(choice(choice, scope));
        case SyntaxStatement.While loop -> out.add(new Statement.While(expressions.bind(loop.condition(), scope),
                block(loop.body(), scope), loop.where()));
        case SyntaxStatement.For loop -> out.add(loop(loop, scope));
        case SyntaxStatement.Solve solve -> solves.bind(solve, out);
        case SyntaxStatement.Equation equation -> out.add(new Statement.Equation(
                expressions.bind(equation.left(), scope), expressions.bind(equation.right(), scope),
                equation.where()));
        case SyntaxStatement.Reaction reaction -> reactions.bind(reaction, scope, out);
        case SyntaxStatement.Conserve conserve -> {
            require(conserve.where(), "CONSERVE", Context.KINETIC, "a KINETIC block");
            reactions.bind(conserve, scope, out);
        }
        case SyntaxStatement.Geometry geometry -> {
            require(geometry.where(), geometry.diffusion() ? "LONGITUDINAL_DIFFUSION" : "COMPARTMENT", Context.KINETIC,
                    "a KINETIC block");
            reactions.bind(geometry, scope, out);
        }
        case SyntaxStatement.Table table -> table(table, scope, out);
        case SyntaxStatement.Watch watch -> {
            require(watch.where(), "WATCH", Context.NET_RECEIVE, "NET_RECEIVE");
            out.add(new Statement.Watch(expressions.bind(watch.condition(), scope),
                    expressions.bind(watch.flag(), scope), watch.where()));
        }
        case SyntaxStatement.ForNetcons loop -> out.add(forNetcons(loop, scope));
        case SyntaxStatement.Conductance hint -> expressions.place(
                new Name(hint.conductance().name(), null, 0, hint.conductance().where()), scope);
        case SyntaxStatement.Lag lag -> problems.error(lag.where(), "LAG inside a loop is not supported",
                "write it before the loop");
        case SyntaxStatement.Initial initial -> problems.error(initial.where(),
                "INITIAL stands inside another block", "only NET_RECEIVE holds an INITIAL of its own");
        case SyntaxStatement.Mark _ -> {
        }
        case SyntaxStatement.Verbatim verbatim -> verbatim(verbatim);
        case SyntaxStatement.Return early -> problems.error(early.where(), "a return inside a loop is not supported",
                "end the loop by its condition");
        case SyntaxStatement.Break end -> problems.error(end.where(), "a break outside a loop is not supported",
                "use IF ... ELSE");
        }
    }

    private void verbatim(SyntaxStatement.Verbatim verbatim) {
        Span where = verbatim.where();
        int last = where.source().line(where.end());
        String lines = last == where.line() ? "line " + last : "lines " + where.line() + " to " + last;
        problems.error(where, "C code in VERBATIM (" + lines + ") is not run",
                "write it in NMODL; for random numbers declare NEURON { RANDOM r } and call random_uniform(r)");
    }

    private void require(Span where, String what, Context legal, String place) {
        if (context != legal) {
            problems.error(where, what + " stands outside " + place);
        }
    }

    private void local(LocalName name, Scope scope) {
        if (scope.definesItself(name.name())) {
            problems.error(name.where(), "'" + name.name() + "' is declared twice in this block");
            return;
        }
        scope.addLocal(name.name(), declared.length(name.length()));
    }

    private void assign(SyntaxStatement.Assign assign, Scope scope, List<Statement> out) {
        Name target = assign.target();
        Expression value = expressions.bind(assign.value(), scope);
        Place place = expressions.place(target, scope);
        if (place == null) {
            return;
        }
        if (target.primes() > 0) {
            derivative(assign, place, value, out);
            return;
        }
        switch (place) {
        case Place.OfEngine(Place.Engine quantity) when quantity != Place.Engine.V -> problems.error(target.where(),
                "'" + target.name() + "' belongs to the engine and cannot be assigned",
                "use a LOCAL or ASSIGNED of your own");
        case Place.OfIon(Ion ion, Ion.Quantity quantity) when !ion.writes().contains(quantity)
                && isRead(value, place) -> {
            // C code that refreshes what is fresh: cai = _ion_cai
        }
        case Place.OfIon(Ion ion, Ion.Quantity quantity) when !ion.writes().contains(quantity) -> problems
                .error(target.where(), "'" + target.name() + "' is only read", "write USEION " + ion.name()
                        + " ... WRITE " + target.name());
        case Place.OfEngine _,Place.OfIon _,Place.OfVariable _,Place.OfLocal _ -> out
                .add(new Statement.Assign(place, value, assign.where()));
        }
    }

    private static boolean isRead(Expression value, Place place) {
        return value instanceof Expression.Read read && read.place().equals(place);
    }

    private void derivative(SyntaxStatement.Assign assign, Place place, Expression value, List<Statement> out) {
        Name target = assign.target();
        require(target.where(), "'" + target.where().text() + "'", Context.DERIVATIVE, "a DERIVATIVE block");
        if (target.primes() > 1) {
            problems.error(target.where(), "derivatives of order " + target.primes() + " are not supported",
                    "write a first-order equation for each state");
        } else if (place instanceof Place.OfVariable state && state.variable().role() == Role.STATE) {
            out.add(new Statement.Derivative(state, value, assign.where()));
        } else {
            problems.error(target.where(), "'" + target.name() + "' is not a STATE", "declare it in STATE");
        }
    }

    private void evaluate(Call call, Scope scope, List<Statement> out) {
        String name = call.function();
        SyntaxItem.Function own = declared.functions.get(name);
        if (own != null) {
            int count = own.arguments().size();
            calls.add(name, call.nameWhere());
            out.add(new Statement.CallProcedure(name, expressions.arguments(call, count, count, scope), call.where()));
            return;
        }
        switch (name) {
        case "net_send" -> {
            List<Expression> a = expressions.arguments(call, 2, 2, scope);
            out.add(new Statement.NetSend(a.get(0), a.get(1), call.where()));
        }
        case "net_move" -> out.add(
                new Statement.NetMove(expressions.arguments(call, 1, 1, scope).getFirst(), call.where()));
        case "net_event" -> out.add(
                new Statement.NetEvent(expressions.arguments(call, 1, 1, scope).getFirst(), call.where()));
        case "state_discontinuity" -> discontinuity(call, scope, out);
        case "random_setids" -> {
            if (expressions.stream(call, scope) != null) {
                problems.warning(call.where(),
                        "random_setids has no effect: streams are told apart by cell and instance",
                        "leave it out");
            }
        }
        case "random_setseq" -> {
            Variable stream = expressions.stream(call, scope);
            if (stream != null && call.arguments().size() == 2) {
                out.add(new Statement.SetSequence(stream, expressions.bind(call.arguments().get(1), scope),
                        call.where()));
            }
        }
        default -> {
            if (!LanguageFunctions.WITHOUT_EFFECT.contains(name)) {
                dropUnlessEffective(expressions.bind(call, scope), out);
            }
        }
        }
    }

    private void dropUnlessEffective(Expression value, List<Statement> out) {
        boolean effective = value instanceof Expression.Draw
                || value instanceof Expression.Apply apply && LanguageFunctions.hasEffect(apply.function());
        if (effective) {
            out.add(new Statement.Evaluate(value, value.where()));
        }
    }

    /** The old way to write {@code state = value} in NET_RECEIVE. */
    private void discontinuity(Call call, Scope scope, List<Statement> out) {
        if (call.arguments().size() == 2 && call.arguments().getFirst() instanceof Name name) {
            assign(new SyntaxStatement.Assign(name, call.arguments().get(1), false, call.where()), scope, out);
        } else {
            problems.error(call.where(), "state_discontinuity takes a state and its new value",
                    "write state = value");
        }
    }

    private Statement.If choice(SyntaxStatement.If choice, Scope scope) {
        Expression condition = expressions.bind(choice.condition(), scope);
        Statement.Block then = block(choice.then(), scope);
        Statement.@Nullable Block otherwise = switch (choice.otherwise()) {
        case null -> null;
        case SyntaxStatement.Block block -> block(block, scope);
        case SyntaxStatement.If next -> new Statement.Block(List.of(), List.of(choice(next, scope)), next.where());
        case SyntaxStatement other -> throw new IllegalStateException("ELSE " + other + "; please report");
        };
        return new Statement.If(condition, then, otherwise, choice.where());
    }

    private Statement.For loop(SyntaxStatement.For loop, Scope scope) {
        Expression from = expressions.bindWhole(loop.from(), scope);
        Expression to = expressions.bindWhole(loop.to(), scope);
        SyntaxExpression step = loop.by();
        Expression by = step == null ? new Expression.Number(1, loop.where()) : expressions.bindWhole(step, scope);
        Scope inner = scope.inner();
        Place.Local counter = inner.defineLocal(loop.counter().name(), 1);
        return new Statement.For(counter, from, to, by, block(loop.body(), inner), loop.where());
    }

    private Statement.ForNetcons forNetcons(SyntaxStatement.ForNetcons loop, Scope scope) {
        require(loop.where(), "FOR_NETCONS", Context.NET_RECEIVE, "NET_RECEIVE");
        if (loop.arguments().size() != receiveArguments) {
            problems.error(loop.where(), "FOR_NETCONS takes as many arguments as NET_RECEIVE, " + receiveArguments
                    + ", got " + loop.arguments().size());
        }
        Scope inner = scope.inner();
        List<Place.Local> arguments = new ArrayList<>();
        for (Argument argument : loop.arguments()) {
            arguments.add(inner.defineLocal(argument.name(), 1));
        }
        return new Statement.ForNetcons(arguments, block(loop.body(), inner), loop.where());
    }

    private void table(SyntaxStatement.Table table, Scope scope, List<Statement> out) {
        require(table.where(), "TABLE", Context.FUNCTION, "a FUNCTION or PROCEDURE");
        List<Variable> names = new ArrayList<>();
        for (Word word : table.names()) {
            Symbol symbol = scope.find(word.name());
            if (symbol instanceof Symbol.OfVariable(Variable variable)) {
                names.add(variable);
            } else {
                problems.error(word.where(), "'" + word.name() + "' cannot be tabulated",
                        "TABLE lists variables that are declared in ASSIGNED");
            }
        }
        List<Place> depend = new ArrayList<>();
        for (Word word : table.depend()) {
            Symbol symbol = scope.find(word.name());
            if (symbol instanceof Symbol.OfVariable(Variable variable)) {
                depend.add(new Place.OfVariable(variable, null));
            } else if (!(symbol instanceof Symbol.Constant)) {
                Place place = expressions.place(new Name(word.name(), null, 0, word.where()), scope);
                if (place != null) {
                    depend.add(place);
                }
            }
        }
        out.add(new Statement.Table(names, depend, expressions.bind(table.from(), scope),
                expressions.bind(table.to(), scope), expressions.bind(table.with(), scope), table.where()));
    }
}
