package huxley.solver.lowering;

import huxley.neuron.mechanism.Expression;
import huxley.neuron.mechanism.Expression.Binary;
import huxley.neuron.mechanism.Expression.BinaryOperator;
import huxley.neuron.mechanism.Expression.Builtin;
import huxley.neuron.mechanism.Ion;
import huxley.neuron.mechanism.Ion.Quantity;
import huxley.neuron.mechanism.Mechanism;
import huxley.neuron.mechanism.Place;
import huxley.neuron.mechanism.Place.Local;
import huxley.neuron.mechanism.Statement;
import huxley.neuron.mechanism.Statement.Block;
import huxley.neuron.mechanism.Variable;
import huxley.neuron.mechanism.Variable.Role;
import huxley.neuron.mechanism.Variable.Scope;
import huxley.neuron.problem.Source;
import huxley.neuron.problem.Span;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The squid axon's channels, built by hand: m, h, n by cnexp, sodium, potassium and leak currents. */
final class HodgkinHuxley {
    private static final Span NOWHERE = Span.none("hh");
    private static final Variable M = variable("m", Role.STATE, 0);
    private static final Variable H = variable("h", Role.STATE, 0);
    private static final Variable N = variable("n", Role.STATE, 0);
    private static final Variable GNABAR = variable("gnabar", Role.PARAMETER, 0.12);
    private static final Variable GKBAR = variable("gkbar", Role.PARAMETER, 0.036);
    private static final Variable GL = variable("gl", Role.PARAMETER, 0.0003);
    private static final Variable EL = variable("el", Role.PARAMETER, -54.3);
    private static final Variable IL = variable("il", Role.ASSIGNED, 0);
    private static final Variable GNA = variable("gna", Role.ASSIGNED, 0);
    private static final Ion SODIUM = new Ion("na", 1, Set.of(Quantity.REVERSAL), Set.of(Quantity.CURRENT), NOWHERE);
    private static final Ion POTASSIUM = new Ion("k", 1, Set.of(Quantity.REVERSAL), Set.of(Quantity.CURRENT), NOWHERE);

    private HodgkinHuxley() {
    }

    static Mechanism mechanism() {
        Local v = new Local("v", 1);
        Local alpha = new Local("alpha", 1);
        Local beta = new Local("beta", 1);
        Local x = new Local("x", 1);
        Local y = new Local("y", 1);
        Local trap = new Local("vtrap", 1);
        Variable minf = variable("minf", Role.ASSIGNED, 0);
        Variable mtau = variable("mtau", Role.ASSIGNED, 0);
        Variable hinf = variable("hinf", Role.ASSIGNED, 0);
        Variable htau = variable("htau", Role.ASSIGNED, 0);
        Variable ninf = variable("ninf", Role.ASSIGNED, 0);
        Variable ntau = variable("ntau", Role.ASSIGNED, 0);
        Local q10 = new Local("q10", 1);
        Expression ratio = div(read(x), read(y));
        Block vtrap = block(List.of(), new Statement.If(
                new Binary(BinaryOperator.LESS, apply(Builtin.ABS, ratio), number(1e-6), NOWHERE),
                block(List.of(), set(trap, mul(read(y), sub(number(1), div(ratio, number(2)))))),
                block(List.of(), set(trap, div(read(x), sub(exp(ratio), number(1))))), NOWHERE));
        Block rates = block(List.of(alpha, beta, q10),
                set(q10, apply(Builtin.POW, number(3),
                        div(sub(read(Place.Engine.CELSIUS), number(6.3)), number(10)))),
                set(alpha, mul(number(0.1), call("vtrap", neg(add(read(v), number(40))), number(10)))),
                set(beta, mul(number(4), exp(div(neg(add(read(v), number(65))), number(18))))),
                set(mtau, div(number(1), mul(read(q10), add(read(alpha), read(beta))))),
                set(minf, div(read(alpha), add(read(alpha), read(beta)))),
                set(alpha, mul(number(0.07), exp(div(neg(add(read(v), number(65))), number(20))))),
                set(beta, div(number(1), add(exp(div(neg(add(read(v), number(35))), number(10))), number(1)))),
                set(htau, div(number(1), mul(read(q10), add(read(alpha), read(beta))))),
                set(hinf, div(read(alpha), add(read(alpha), read(beta)))),
                set(alpha, mul(number(0.01), call("vtrap", neg(add(read(v), number(55))), number(10)))),
                set(beta, mul(number(0.125), exp(div(neg(add(read(v), number(65))), number(80))))),
                set(ntau, div(number(1), mul(read(q10), add(read(alpha), read(beta))))),
                set(ninf, div(read(alpha), add(read(alpha), read(beta)))));
        Statement update = new Statement.CallProcedure("rates", List.of(read(Place.Engine.V)), NOWHERE);
        Block states = block(List.of(), update, relax(M, minf, mtau), relax(H, hinf, htau), relax(N, ninf, ntau));
        Block initial = block(List.of(), update, set(M, read(minf)), set(H, read(hinf)), set(N, read(ninf)));
        Block breakpoint = block(List.of(), new Statement.Solve("states", Statement.Method.CNEXP, false, NOWHERE),
                set(GNA, mul(mul(mul(mul(read(GNABAR), read(M)), read(M)), read(M)), read(H))),
                new Statement.Assign(new Place.OfIon(SODIUM, Quantity.CURRENT),
                        mul(read(GNA), sub(read(Place.Engine.V), reversal(SODIUM))), NOWHERE),
                new Statement.Assign(new Place.OfIon(POTASSIUM, Quantity.CURRENT),
                        mul(mul(read(GKBAR), apply(Builtin.POW, read(N), number(4))),
                                sub(read(Place.Engine.V), reversal(POTASSIUM))),
                        NOWHERE),
                set(IL, mul(read(GL), sub(read(Place.Engine.V), read(EL)))));
        return new Mechanism("hh", Mechanism.Kind.DENSITY, "", new Source("hh", ""),
                List.of(GNABAR, GKBAR, GL, EL, M, H, N, IL, GNA, minf, mtau, hinf, htau, ninf, ntau),
                List.of(SODIUM, POTASSIUM),
                List.of(current(SODIUM), current(POTASSIUM),
                        new Mechanism.MembraneCurrent(new Place.OfVariable(IL, null), false)),
                Map.of("vtrap", new Mechanism.Function("vtrap", List.of(x, y), trap, vtrap)),
                Map.of("rates", new Mechanism.Function("rates", List.of(v), null, rates)), Map.of(),
                Map.of("states",
                        new Mechanism.Equations("states", Mechanism.Equations.Form.DERIVATIVE, List.of(), states)),
                initial, breakpoint, null, List.of(), List.of());
    }

    private static Variable variable(String name, Role role, double initial) {
        return new Variable(name, role, Scope.INSTANCE, "", 1, initial, Double.NEGATIVE_INFINITY,
                Double.POSITIVE_INFINITY, true, NOWHERE);
    }

    private static Mechanism.MembraneCurrent current(Ion ion) {
        return new Mechanism.MembraneCurrent(new Place.OfIon(ion, Quantity.CURRENT), false);
    }

    private static Statement relax(Variable x, Variable target, Variable tau) {
        return new Statement.Derivative(new Place.OfVariable(x, null), div(sub(read(target), read(x)), read(tau)),
                NOWHERE);
    }

    private static Expression reversal(Ion ion) {
        return new Expression.Read(new Place.OfIon(ion, Quantity.REVERSAL), NOWHERE);
    }

    private static Block block(List<Local> locals, Statement... statements) {
        return new Block(locals, Arrays.asList(statements), NOWHERE);
    }

    private static Statement set(Local local, Expression value) {
        return new Statement.Assign(new Place.OfLocal(local, null), value, NOWHERE);
    }

    private static Statement set(Variable variable, Expression value) {
        return new Statement.Assign(new Place.OfVariable(variable, null), value, NOWHERE);
    }

    private static Expression read(Local local) {
        return new Expression.Read(new Place.OfLocal(local, null), NOWHERE);
    }

    private static Expression read(Variable variable) {
        return new Expression.Read(new Place.OfVariable(variable, null), NOWHERE);
    }

    private static Expression read(Place.Engine quantity) {
        return new Expression.Read(new Place.OfEngine(quantity), NOWHERE);
    }

    private static Expression number(double value) {
        return new Expression.Number(value, NOWHERE);
    }

    private static Expression call(String name, Expression... arguments) {
        return new Expression.Call(name, Arrays.asList(arguments), NOWHERE);
    }

    private static Expression apply(Builtin function, Expression... arguments) {
        return new Expression.Apply(function, Arrays.asList(arguments), NOWHERE);
    }

    private static Expression exp(Expression a) {
        return apply(Builtin.EXP, a);
    }

    private static Expression neg(Expression a) {
        return new Expression.Unary(Expression.UnaryOperator.NEGATE, a, NOWHERE);
    }

    private static Expression add(Expression a, Expression b) {
        return new Binary(BinaryOperator.ADD, a, b, NOWHERE);
    }

    private static Expression sub(Expression a, Expression b) {
        return new Binary(BinaryOperator.SUBTRACT, a, b, NOWHERE);
    }

    private static Expression mul(Expression a, Expression b) {
        return new Binary(BinaryOperator.MULTIPLY, a, b, NOWHERE);
    }

    private static Expression div(Expression a, Expression b) {
        return new Binary(BinaryOperator.DIVIDE, a, b, NOWHERE);
    }
}
