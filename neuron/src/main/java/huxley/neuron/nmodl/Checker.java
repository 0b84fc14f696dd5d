package huxley.neuron.nmodl;

import huxley.neuron.mechanism.Expression;
import huxley.neuron.mechanism.Ion;
import huxley.neuron.mechanism.Mechanism;
import huxley.neuron.mechanism.Mechanism.Hook;
import huxley.neuron.mechanism.Mechanism.Hook.Moment;
import huxley.neuron.mechanism.Place;
import huxley.neuron.mechanism.Statement;
import huxley.neuron.mechanism.Variable;
import huxley.neuron.mechanism.Variable.Role;
import huxley.neuron.nmodl.StatementBinder.Context;
import huxley.neuron.nmodl.SyntaxStatement.Argument;
import huxley.neuron.nmodl.SyntaxStatement.Block;
import huxley.neuron.nmodl.SyntaxStatement.Word;
import huxley.neuron.problem.Problems;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Syntax tree -> {@link Mechanism}: resolves every name; all problems of a file are thrown together. */
final class Checker {
    private final NmodlFile file;
    private final Problems problems;
    private final Declared declared;
    private final CallGraph calls = new CallGraph();
    private final StatementBinder statements;

    private Checker(NmodlFile file, Problems problems) {
        this.file = file;
        this.problems = problems;
        FileUnits units = new FileUnits(problems);
        this.declared = DeclarationReader.read(file, problems, units);
        UnitCheck.check(file, declared, units, problems);
        this.statements = new StatementBinder(declared, calls);
    }

    static Mechanism check(NmodlFile file, Problems problems) {
        return new Checker(file, problems).mechanism();
    }

    private Mechanism mechanism() {
        List<Statement> initial = new ArrayList<>();
        List<Statement> breakpoint = new ArrayList<>();
        List<Hook> hooks = new ArrayList<>();
        Mechanism.NetReceive netReceive = null;
        for (SyntaxItem item : file.items()) {
            switch (item) {
            case SyntaxItem.Code code -> code(code, initial, breakpoint, hooks);
            case SyntaxItem.NetReceive receive -> netReceive = netReceive(receive, netReceive != null);
            default -> {
            }
            }
        }
        Map<String, Mechanism.Equations> equations = equations();
        Map<String, Mechanism.Function> functions = functions("FUNCTION");
        Map<String, Mechanism.Function> procedures = functions("PROCEDURE");
        calls.reportRecursion(problems);
        List<Statement> starting = startingValues();
        starting.addAll(initial);
        problems.throwIfErrors();
        String title = file.all(SyntaxItem.Title.class).stream().findFirst().map(SyntaxItem.Title::text).orElse("");
        return new Mechanism(declared.name, declared.kind, title, file.source(), List.copyOf(declared.variables),
                List.copyOf(declared.ions), List.copyOf(declared.currents), functions, procedures, tables(),
                equations, whole(starting), whole(breakpoint), netReceive, hooks, problems.warnings());
    }

    private void code(SyntaxItem.Code code, List<Statement> initial, List<Statement> breakpoint, List<Hook> hooks) {
        switch (code.keyword()) {
        case "INITIAL" -> initial.add(bound(code.body()));
        case "BREAKPOINT" -> breakpoint.add(bound(code.body()));
        case "CONSTRUCTOR" -> constructor(code, initial);
        case "DESTRUCTOR" -> {
            if (!code.body().statements().isEmpty()) {
                problems.warning(code.where(), "DESTRUCTOR is left out: nothing can see what it does", null);
            }
        }
        case "BEFORE INITIAL" -> hooks.add(new Hook(Moment.BEFORE_INITIAL, bound(code.body())));
        case "AFTER INITIAL" -> hooks.add(new Hook(Moment.AFTER_INITIAL, bound(code.body())));
        case "BEFORE BREAKPOINT" -> hooks.add(new Hook(Moment.BEFORE_BREAKPOINT, bound(code.body())));
        case "AFTER SOLVE" -> hooks.add(new Hook(Moment.AFTER_SOLVE, bound(code.body())));
        case "BEFORE STEP" -> hooks.add(new Hook(Moment.BEFORE_STEP, bound(code.body())));
        default -> problems.error(code.where(), code.keyword() + " is not a moment of a step",
                "moments: BEFORE INITIAL, AFTER INITIAL, BEFORE BREAKPOINT, AFTER SOLVE, BEFORE STEP");
        }
    }

    /** Runs first in INITIAL: a mechanism is made once and initialised once. */
    private void constructor(SyntaxItem.Code code, List<Statement> initial) {
        if (code.body().statements().stream().allMatch(SyntaxStatement.Verbatim.class::isInstance)) {
            if (!code.body().statements().isEmpty()) {
                problems.warning(code.where(), "the C code of CONSTRUCTOR is left out", null);
            }
            return;
        }
        initial.addFirst(bound(code.body()));
    }

    private Statement.Block bound(Block body) {
        calls.enter("");
        return statements.block(body, declared.names, Context.ORDINARY);
    }

    private Statement.@Nullable Block whole(List<Statement> parts) {
        if (parts.isEmpty()) {
            return null;
        }
        if (parts.size() == 1 && parts.getFirst() instanceof Statement.Block block) {
            return block;
        }
        return new Statement.Block(List.of(), parts, parts.getLast().where());
    }

    /** {@code x = x0} for each STATE x whose starting value the file or its START names. */
    private List<Statement> startingValues() {
        List<Statement> out = new ArrayList<>();
        for (Variable state : declared.variables) {
            if (state.role() != Role.STATE || isIon(state)) {
                continue;
            }
            Symbol given = declared.names.find(state.name() + "0");
            Expression value = null;
            if (given instanceof Symbol.OfVariable(Variable parameter) && parameter.role() == Role.PARAMETER
                    && parameter.length() == 1) {
                value = new Expression.Read(new Place.OfVariable(parameter, null), state.where());
            } else if (given instanceof Symbol.Constant(double constant)) {
                value = new Expression.Number(constant, state.where());
            } else if (state.initial() != 0) {
                value = new Expression.Number(state.initial(), state.where());
            }
            if (value != null) {
                start(state, value, out);
            }
        }
        return out;
    }

    private static void start(Variable state, Expression value, List<Statement> out) {
        for (int i = 0; i < state.length(); i++) {
            Expression index = state.length() == 1 ? null : new Expression.Number(i, state.where());
            out.add(new Statement.Assign(new Place.OfVariable(state, index), value, state.where()));
        }
    }

    private boolean isIon(Variable state) {
        return declared.ions.stream().anyMatch(
                ion -> ion.writes().stream().map(ion::nameOf).anyMatch(name -> name.equals(state.name()))
                        || ion.nameOf(Ion.Quantity.INNER).equals(state.name())
                                && ion.reads().contains(Ion.Quantity.INNER));
    }

    private Mechanism.NetReceive netReceive(SyntaxItem.NetReceive receive, boolean second) {
        if (second) {
            problems.error(receive.where(), "NET_RECEIVE stands here for the second time");
        }
        if (declared.kind == Mechanism.Kind.DENSITY) {
            problems.error(receive.where(), "a SUFFIX mechanism receives no events",
                    "make it a POINT_PROCESS or an ARTIFICIAL_CELL");
        }
        calls.enter("");
        Scope scope = declared.names.inner();
        List<Place.Local> arguments = arguments(receive.arguments(), scope);
        scope.define("flag", new Symbol.OfEngine(Place.Engine.FLAG));
        List<SyntaxStatement> body = new ArrayList<>();
        Statement.Block initial = null;
        for (SyntaxStatement statement : receive.body().statements()) {
            if (statement instanceof SyntaxStatement.Initial inner) {
                initial = statements.receiveBlock(inner.body(), scope, arguments.size());
            } else {
                body.add(statement);
            }
        }
        Block rest = new Block(body, receive.body().where());
        List<String> units = receive.arguments().stream()
                .map(argument -> argument.unit() == null ? "" : argument.unit().text()).toList();
        return new Mechanism.NetReceive(arguments, units, statements.receiveBlock(rest, scope, arguments.size()),
                initial);
    }

    private List<Place.Local> arguments(List<Argument> arguments, Scope scope) {
        List<Place.Local> locals = new ArrayList<>();
        for (Argument argument : arguments) {
            if (scope.definesItself(argument.name())) {
                problems.error(argument.where(), "two arguments are called '" + argument.name() + "'");
            }
            locals.add(scope.defineLocal(argument.name(), 1));
        }
        return locals;
    }

    private Map<String, Mechanism.Equations> equations() {
        Map<String, Mechanism.Equations> bound = new LinkedHashMap<>();
        declared.equations.forEach((name, block) -> {
            Mechanism.Equations.Form form = Mechanism.Equations.Form.valueOf(block.keyword());
            Context context = switch (form) {
            case DERIVATIVE -> Context.DERIVATIVE;
            case KINETIC -> Context.KINETIC;
            case LINEAR, NONLINEAR -> Context.ALGEBRAIC;
            };
            calls.enter("");
            bound.put(name, new Mechanism.Equations(name, form, solveFor(block.solveFor()),
                    statements.block(block.body(), declared.names, context)));
        });
        return bound;
    }

    private List<Variable> solveFor(List<Word> names) {
        List<Variable> states = new ArrayList<>();
        for (Word word : names) {
            if (declared.names.find(word.name()) instanceof Symbol.OfVariable(Variable variable)
                    && variable.role() == Role.STATE) {
                states.add(variable);
            } else {
                problems.error(word.where(), "'" + word.name() + "' is not a STATE");
            }
        }
        return states;
    }

    private Map<String, Mechanism.Function> functions(String keyword) {
        Map<String, Mechanism.Function> bound = new LinkedHashMap<>();
        for (SyntaxItem.Function function : declared.functions.values()) {
            if (function.keyword().equals(keyword)) {
                bound.put(function.name().name(), function(function));
            }
        }
        return bound;
    }

    private Mechanism.Function function(SyntaxItem.Function function) {
        String name = function.name().name();
        calls.enter(name);
        Scope scope = declared.names.inner();
        List<Place.Local> arguments = arguments(function.arguments(), scope);
        Place.Local result = function.keyword().equals("FUNCTION") ? scope.defineLocal(name, 1) : null;
        return new Mechanism.Function(name, arguments, result,
                statements.block(function.body(), scope, Context.FUNCTION));
    }

    private Map<String, Mechanism.FunctionTable> tables() {
        Map<String, Mechanism.FunctionTable> tables = new LinkedHashMap<>();
        declared.tables.forEach(
                (name, table) -> tables.put(name, new Mechanism.FunctionTable(name, table.arguments().size())));
        return tables;
    }

}
