package huxley.neuron.nmodl;

import huxley.neuron.mechanism.Expression;
import huxley.neuron.mechanism.Expression.BinaryOperator;
import huxley.neuron.mechanism.Expression.Builtin;
import huxley.neuron.mechanism.Place;
import huxley.neuron.mechanism.Place.Engine;
import huxley.neuron.mechanism.Variable;
import huxley.neuron.mechanism.Variable.Role;
import huxley.neuron.nmodl.SyntaxExpression.Binary;
import huxley.neuron.nmodl.SyntaxExpression.Call;
import huxley.neuron.nmodl.SyntaxExpression.Group;
import huxley.neuron.nmodl.SyntaxExpression.Literal;
import huxley.neuron.nmodl.SyntaxExpression.Name;
import huxley.neuron.nmodl.SyntaxExpression.Text;
import huxley.neuron.nmodl.SyntaxExpression.Unary;
import huxley.neuron.problem.Span;
import huxley.neuron.problem.Suggestion;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Resolves the names in expressions. */
final class ExpressionBinder {
    /** Fluxes of the last reaction, {@code f_flux} and {@code b_flux} of KINETIC. */
    record Fluxes(Expression forward, Expression backward) {
    }

    private final Declared declared;
    private final CallGraph calls;
    private final Set<String> reported = new HashSet<>();
    private @Nullable Fluxes fluxes;

    ExpressionBinder(Declared declared, CallGraph calls) {
        this.declared = declared;
        this.calls = calls;
    }

    void fluxes(@Nullable Fluxes ofLastReaction) {
        this.fluxes = ofLastReaction;
    }

    Expression bind(SyntaxExpression expression, Scope scope) {
        return switch (expression) {
        case Literal literal -> new Expression.Number(literal.value(), literal.where());
        case Group group -> bind(group.inner(), scope);
        case Unary unary -> new Expression.Unary(unary.operator(), bind(unary.operand(), scope), unary.where());
        case Binary binary -> new Expression.Binary(binary.operator(), bind(binary.left(), scope),
                bind(binary.right(), scope), binary.where());
        case Name name -> read(name, scope);
        case Call call -> call(call, scope);
        case Text text -> fail(text.where(), "a text is not a value", null);
        };
    }

    /** An array index or loop bound: whole numbers, so that division drops the remainder. */
    Expression bindWhole(SyntaxExpression expression, Scope scope) {
        return whole(bind(expression, scope));
    }

    private static Expression whole(Expression expression) {
        if (!(expression instanceof Expression.Binary binary)) {
            return expression;
        }
        Expression result = new Expression.Binary(binary.operator(), whole(binary.left()), whole(binary.right()),
                binary.where());
        return binary.operator() == BinaryOperator.DIVIDE
                ? new Expression.Apply(Builtin.FLOOR, List.of(result), binary.where())
                : result;
    }

    private Expression read(Name name, Scope scope) {
        if (name.primes() > 0) {
            return fail(name.where(), "a derivative cannot be read", "keep the rate of change in a LOCAL of its own");
        }
        if (fluxes != null && scope.find(name.name()) == null) {
            if (name.name().equals("f_flux")) {
                return fluxes.forward();
            }
            if (name.name().equals("b_flux")) {
                return fluxes.backward();
            }
        }
        Symbol symbol = find(name, scope);
        if (symbol instanceof Symbol.Constant(double value)) {
            return new Expression.Number(value, name.where());
        }
        Place place = place(name, symbol, scope);
        return place == null ? zero(name.where()) : new Expression.Read(place, name.where());
    }

    /** The place a name stands for, null (and a problem) if it is none. */
    @Nullable
    Place place(Name name, Scope scope) {
        Symbol symbol = find(name, scope);
        return symbol == null ? null : place(name, symbol, scope);
    }

    private @Nullable Symbol find(Name name, Scope scope) {
        Symbol symbol = scope.find(name.name());
        if (symbol != null) {
            return symbol;
        }
        Variable starting = declared.startingValue(name.name(), name.where());
        if (starting != null) {
            return new Symbol.OfVariable(starting);
        }
        if (reported.add(name.name())) {
            undeclared(name, scope);
        }
        return null;
    }

    private void undeclared(Name name, Scope scope) {
        if (declared.functions.containsKey(name.name()) || declared.tables.containsKey(name.name())
                || LanguageFunctions.FUNCTIONS.containsKey(name.name())) {
            declared.problems.error(name.where(), "'" + name.name() + "' is a function",
                    "write " + name.name() + "(...)");
            return;
        }
        if (!declared.hasMembrane() && DeclarationReader.ofMembrane(name.name())) {
            declared.problems.error(name.where(), "an ARTIFICIAL_CELL has no '" + name.name() + "'",
                    "a POINT_PROCESS sits on a membrane and has one");
            return;
        }
        String hint = Suggestion.nearest(name.name(), scope.known()).map(n -> "did you mean '" + n + "'?")
                .orElse("declare it in PARAMETER, ASSIGNED or STATE, or as LOCAL");
        declared.problems.error(name.where(), "'" + name.name() + "' is not declared", hint);
    }

    private @Nullable Place place(Name name, @Nullable Symbol symbol, Scope scope) {
        SyntaxExpression at = name.index();
        return switch (symbol) {
        case null -> null;
        case Symbol.OfVariable(Variable variable) when variable.role() == Role.OPAQUE -> new Place.OfVariable(
                declared.dereferenced(variable), null);
        case Symbol.OfVariable(Variable variable) -> {
            if (variable.role() == Role.RANDOM) {
                fail(name.where(), "'" + name.name() + "' has no value to use here",
                        "draw from it: random_uniform(" + name.name() + ")");
                yield null;
            }
            Expression index = index(name, at, variable.length(), scope);
            yield variable.length() > 1 && index == null ? null : new Place.OfVariable(variable, index);
        }
        case Symbol.OfLocal(Place.Local local) -> {
            Expression index = index(name, at, local.length(), scope);
            yield local.length() > 1 && index == null ? null : new Place.OfLocal(local, index);
        }
        case Symbol.OfIon(var ion, var quantity) -> {
            index(name, at, 1, scope);
            yield new Place.OfIon(ion, quantity);
        }
        case Symbol.OfEngine(Engine quantity) -> {
            index(name, at, 1, scope);
            yield new Place.OfEngine(quantity);
        }
        case Symbol.Constant _ -> {
            fail(name.where(), "'" + name.name() + "' is a constant", "declare it in PARAMETER or ASSIGNED");
            yield null;
        }
        };
    }

    private @Nullable Expression index(Name name, @Nullable SyntaxExpression at, int length, Scope scope) {
        if (at == null) {
            if (length > 1) {
                fail(name.where(), "'" + name.name() + "' has " + length + " elements",
                        "write " + name.name() + "[i] with i from 0 to " + (length - 1));
            }
            return null;
        }
        if (length == 1 && !(at instanceof Literal zero && zero.value() == 0)) {
            fail(name.where(), "'" + name.name() + "' is not an array",
                    "remove the index, or declare " + name.name() + "[n]");
            return null;
        }
        Expression index = bindWhole(at, scope);
        if (index instanceof Expression.Number(double value, Span where)
                && (value < 0 || value >= length || value != Math.rint(value))) {
            fail(where, "index " + at.where().text() + " is outside '" + name.name() + "'",
                    "legal: 0 to " + (length - 1));
        }
        return length == 1 ? null : index;
    }

    private Expression call(Call call, Scope scope) {
        String name = call.function();
        SyntaxItem.Function own = declared.functions.get(name);
        if (own != null) {
            List<Expression> arguments = arguments(call, own.arguments().size(), own.arguments().size(), scope);
            calls.add(name, call.nameWhere());
            return new Expression.Call(name, arguments, call.where());
        }
        SyntaxItem.FunctionTable table = declared.tables.get(name);
        if (table != null) {
            int count = table.arguments().size();
            return new Expression.Lookup(name, arguments(call, count, count, scope), call.where());
        }
        LanguageFunctions.Entry builtin = LanguageFunctions.FUNCTIONS.get(name);
        if (builtin != null) {
            return LanguageFunctions.isDraw(builtin.function())
                    ? draw(call, builtin, scope)
                    : apply(call, builtin, scope);
        }
        return special(call, scope);
    }

    private Expression special(Call call, Scope scope) {
        switch (call.function()) {
        case "INT" -> {
            return new Expression.Apply(Builtin.FLOOR, arguments(call, 1, 1, scope), call.where());
        }
        case "nrn_pointing" -> {
            return new Expression.Number(1, call.where());
        }
        default -> {
            if (LanguageFunctions.EVENTS.contains(call.function())) {
                return fail(call.nameWhere(), call.function() + " has no value", "write it as a statement of its own");
            }
            Set<String> known = new HashSet<>(LanguageFunctions.FUNCTIONS.keySet());
            known.addAll(declared.functions.keySet());
            known.addAll(declared.tables.keySet());
            Optional<String> near = Suggestion.nearest(call.function(), known);
            if (reported.add(call.function())) {
                declared.problems.error(call.nameWhere(), "there is no function '" + call.function() + "'",
                        near.map(n -> "did you mean '" + n + "'?")
                                .orElse("define it: FUNCTION " + call.function() + "(...) {...}"));
            }
            return zero(call.where());
        }
        }
    }

    private Expression apply(Call call, LanguageFunctions.Entry builtin, Scope scope) {
        List<Expression> arguments = arguments(call, builtin.least(), builtin.most(), scope);
        if (builtin.function() == Builtin.POW && arguments.size() == 2) {
            return new Expression.Binary(BinaryOperator.POWER, arguments.get(0), arguments.get(1), call.where());
        }
        return new Expression.Apply(builtin.function(), arguments, call.where());
    }

    private Expression draw(Call call, LanguageFunctions.Entry builtin, Scope scope) {
        Variable stream = stream(call, scope);
        List<Expression> bound = new ArrayList<>();
        for (SyntaxExpression argument : call.arguments().subList(Math.min(1, call.arguments().size()),
                call.arguments().size())) {
            bound.add(bind(argument, scope));
        }
        count(call, call.arguments().size(), builtin.least(), builtin.most());
        if (stream == null) {
            return zero(call.where());
        }
        List<Expression> defaults = switch (builtin.function()) {
        case RANDOM_UNIFORM, RANDOM_NORMAL -> List.of(zero(call.where()), one(call.where()));
        case RANDOM_NEGEXP -> List.of(one(call.where()));
        default -> List.of();
        };
        for (int i = bound.size(); i < defaults.size(); i++) {
            bound.add(defaults.get(i));
        }
        return new Expression.Draw(builtin.function(), stream, bound, call.where());
    }

    /** The RANDOM variable that is the first argument, null (and a problem) if it is none. */
    @Nullable
    Variable stream(Call call, Scope scope) {
        if (!call.arguments().isEmpty() && call.arguments().getFirst() instanceof Name name
                && scope.find(name.name()) instanceof Symbol.OfVariable(Variable variable)
                && variable.role() == Role.RANDOM) {
            return variable;
        }
        fail(call.where(), "the first argument of " + call.function() + " is a RANDOM variable",
                "declare it: NEURON { RANDOM r }");
        return null;
    }

    List<Expression> arguments(Call call, int least, int most, Scope scope) {
        count(call, call.arguments().size(), least, most);
        List<Expression> bound = new ArrayList<>();
        for (SyntaxExpression argument : call.arguments()) {
            bound.add(bind(argument, scope));
        }
        while (bound.size() < least) {
            bound.add(zero(call.where()));
        }
        return bound;
    }

    private void count(Call call, int got, int least, int most) {
        if (got < least || got > most) {
            String legal = least == most ? Integer.toString(least) : least + " to " + most;
            String noun = most == 1 ? " argument" : " arguments";
            declared.problems.error(call.where(), call.function() + " takes " + legal + noun + ", got " + got);
        }
    }

    private Expression fail(Span where, String message, @Nullable String hint) {
        declared.problems.error(where, message, hint);
        return zero(where);
    }

    private static Expression zero(Span where) {
        return new Expression.Number(0, where);
    }

    private static Expression one(Span where) {
        return new Expression.Number(1, where);
    }
}
