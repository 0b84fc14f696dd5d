package huxley.solver.lowering;

import huxley.neuron.mechanism.Expression;
import huxley.neuron.mechanism.Mechanism;
import huxley.neuron.mechanism.Mechanism.Equations;
import huxley.neuron.mechanism.Mechanism.Function;
import huxley.neuron.mechanism.Place;
import huxley.neuron.mechanism.Statement;
import huxley.neuron.mechanism.Variable;
import huxley.neuron.mechanism.Variable.Role;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;

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
        scan.visit(statement);
        return scan.assigned;
    }

    /** Everything that evaluating {@code expression} may assign (a FUNCTION may). */
    static Set<Cell> in(Mechanism mechanism, Expression expression) {
        Assignments scan = new Assignments(mechanism);
        Visit.all(expression, scan::expression);
        return scan.assigned;
    }

    /** The states that an expression or block reads. */
    static Set<Variable> statesReadIn(Statement statement) {
        Set<Variable> states = new LinkedHashSet<>();
        Visit.all(statement, s -> {
        }, e -> {
            if (e instanceof Expression.Read r && r.place() instanceof Place.OfVariable p
                    && p.variable().role() == Role.STATE) {
                states.add(p.variable());
            }
        });
        return states;
    }

    private void visit(Statement statement) {
        Visit.all(statement, this::statement, this::expression);
    }

    private void statement(Statement statement) {
        switch (statement) {
        case Statement.Assign s -> target(s.target());
        case Statement.For s -> assigned.add(new Cell.OfLocal(s.counter(), 0));
        case Statement.CallProcedure s -> call(s.procedure());
        case Statement.Solve s -> solve(s.block());
        case Statement.Derivative s -> target(s.state());
        case Statement.Reaction s -> {
            s.left().forEach(t -> reactant(t.place()));
            s.right().forEach(t -> reactant(t.place()));
        }
        case Statement.Flux s -> reactant(s.state().place());
        case Statement.Equation s -> statesReadIn(s).forEach(v -> assigned.add(new Cell.OfVariable(v, 0)));
        default -> {
        }
        }
    }

    private void expression(Expression expression) {
        if (expression instanceof Expression.Call call) {
            call(call.function());
        }
    }

    /** What reacts but is no STATE stays as it is. */
    private void reactant(Place place) {
        boolean isState = switch (place) {
        case Place.OfVariable p -> p.variable().role() == Role.STATE;
        case Place.OfIon p -> mechanism.variable(p.ion().nameOf(p.quantity()))
                .filter(v -> v.role() == Role.STATE).isPresent();
        case Place.OfLocal p -> false;
        case Place.OfEngine p -> false;
        };
        if (isState) {
            target(place);
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
        Equations equations = mechanism.equations().get(name);
        if (equations == null) {
            call(name);
        } else if (visited.add("solve " + name)) {
            equations.solveFor().forEach(v -> assigned.add(new Cell.OfVariable(v, 0)));
            visit(equations.body());
        }
    }

    private void call(String name) {
        Function function = mechanism.procedures().getOrDefault(name, mechanism.functions().get(name));
        if (function != null && visited.add("call " + name)) {
            visit(function.body());
        }
    }
}
