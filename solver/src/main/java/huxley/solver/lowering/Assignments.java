package huxley.solver.lowering;

import huxley.neuron.mechanism.Expression;
import huxley.neuron.mechanism.Mechanism;
import huxley.neuron.mechanism.Mechanism.Function;
import huxley.neuron.mechanism.Place;
import huxley.neuron.mechanism.Statement;
import huxley.neuron.mechanism.Statement.Block;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds what a piece of program may assign, calls and solved blocks included; arrays count as a whole (element 0). */
final class Assignments {
    private final Mechanism mechanism;
    private final Set<Cell> assigned = new LinkedHashSet<>();
    private final Set<String> visited = new HashSet<>();

    private Assignments(Mechanism mechanism) {
        this.mechanism = mechanism;
    }

    /** Everything that {@code statement} may assign. */
    static Set<Cell> in(Mechanism mechanism, Statement statement) {
        Assignments scan = new Assignments(mechanism);
        scan.statement(statement);
        return scan.assigned;
    }

    /** Everything that evaluating {@code expression} may assign (a FUNCTION may). */
    static Set<Cell> in(Mechanism mechanism, Expression expression) {
        Assignments scan = new Assignments(mechanism);
        scan.expression(expression);
        return scan.assigned;
    }

    private void block(@Nullable Block block) {
        if (block != null) {
            block.statements().forEach(this::statement);
        }
    }

    private void statement(Statement statement) {
        switch (statement) {
        case Block s -> block(s);
        case Statement.Assign s -> {
            target(s.target());
            expression(s.value());
        }
        case Statement.If s -> {
            expression(s.condition());
            block(s.then());
            block(s.otherwise());
        }
        case Statement.While s -> {
            expression(s.condition());
            block(s.body());
        }
        case Statement.For s -> {
            assigned.add(new Cell.OfLocal(s.counter(), 0));
            List.of(s.from(), s.to(), s.by()).forEach(this::expression);
            block(s.body());
        }
        case Statement.CallProcedure s -> {
            call(s.procedure());
            s.arguments().forEach(this::expression);
        }
        case Statement.Evaluate s -> expression(s.expression());
        case Statement.Solve s -> solve(s.block());
        case Statement.Derivative s -> {
            target(s.state());
            expression(s.value());
        }
        case Statement.Equation s -> {
            expression(s.left());
            expression(s.right());
        }
        case Statement.Reaction s -> {
            s.left().forEach(t -> target(t.place()));
            s.right().forEach(t -> target(t.place()));
            expression(s.forward());
            expression(s.backward());
        }
        case Statement.Flux s -> {
            target(s.state().place());
            expression(s.rate());
        }
        case Statement.NetSend s -> {
            expression(s.delay_ms());
            expression(s.flag());
        }
        case Statement.ForNetcons s -> block(s.body());
        case Statement.Conserve ignored -> {
        }
        case Statement.CompartmentVolume ignored -> {
        }
        case Statement.LongitudinalDiffusion ignored -> {
        }
        case Statement.Table ignored -> {
        }
        case Statement.NetMove ignored -> {
        }
        case Statement.NetEvent ignored -> {
        }
        case Statement.Watch ignored -> {
        }
        case Statement.SetSequence ignored -> {
        }
        }
    }

    private void target(Place place) {
        assigned.add(switch (place) {
        case Place.OfVariable p -> new Cell.OfVariable(p.variable(), 0);
        case Place.OfLocal p -> new Cell.OfLocal(p.local(), 0);
        case Place.OfIon p -> new Cell.OfIon(p.ion(), p.quantity());
        case Place.OfEngine p -> new Cell.OfEngine(p.quantity());
        });
    }

    private void solve(String name) {
        Mechanism.Equations equations = mechanism.equations().get(name);
        if (equations == null) {
            call(name);
            return;
        }
        if (visited.add("solve " + name)) {
            equations.solveFor().forEach(v -> assigned.add(new Cell.OfVariable(v, 0)));
            if (equations.form() == Mechanism.Equations.Form.LINEAR
                    || equations.form() == Mechanism.Equations.Form.NONLINEAR) {
                mechanism.variables().stream().filter(v -> v.role() == huxley.neuron.mechanism.Variable.Role.STATE)
                        .forEach(v -> assigned.add(new Cell.OfVariable(v, 0)));
            }
            block(equations.body());
        }
    }

    private void call(String name) {
        Function function = mechanism.procedures().getOrDefault(name, mechanism.functions().get(name));
        if (function != null && visited.add("call " + name)) {
            block(function.body());
        }
    }

    private void expression(Expression expression) {
        switch (expression) {
        case Expression.Number ignored -> {
        }
        case Expression.Read ignored -> {
        }
        case Expression.Unary e -> expression(e.operand());
        case Expression.Binary e -> {
            expression(e.left());
            expression(e.right());
        }
        case Expression.Apply e -> e.arguments().forEach(this::expression);
        case Expression.Draw e -> e.arguments().forEach(this::expression);
        case Expression.Lookup e -> e.arguments().forEach(this::expression);
        case Expression.Call e -> {
            call(e.function());
            e.arguments().forEach(this::expression);
        }
        }
    }
}
