package huxley.solver.lowering;

import huxley.neuron.mechanism.Expression;
import huxley.neuron.mechanism.Place;
import huxley.neuron.mechanism.Statement;
import huxley.neuron.mechanism.Statement.Block;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Walks a program in order of the text: every statement and every expression in it, outermost first. */
final class Visit {
    private final Consumer<Statement> onStatement;
    private final Consumer<Expression> onExpression;

    private Visit(Consumer<Statement> onStatement, Consumer<Expression> onExpression) {
        this.onStatement = onStatement;
        this.onExpression = onExpression;
    }

    static void all(Statement statement, Consumer<Statement> onStatement, Consumer<Expression> onExpression) {
        new Visit(onStatement, onExpression).statement(statement);
    }

    static void all(Expression expression, Consumer<Expression> onExpression) {
        new Visit(s -> {
        }, onExpression).expression(expression);
    }

    private void statement(@Nullable Statement statement) {
        if (statement == null) {
            return;
        }
        onStatement.accept(statement);
        switch (statement) {
        case Block s -> s.statements().forEach(this::statement);
        case Statement.Assign s -> {
            place(s.target());
            expression(s.value());
        }
        case Statement.If s -> {
            expression(s.condition());
            statement(s.then());
            statement(s.otherwise());
        }
        case Statement.While s -> {
            expression(s.condition());
            statement(s.body());
        }
        case Statement.For s -> {
            expressions(List.of(s.from(), s.to(), s.by()));
            statement(s.body());
        }
        case Statement.CallProcedure s -> expressions(s.arguments());
        case Statement.Evaluate s -> expression(s.expression());
        case Statement.Solve ignored -> {
        }
        case Statement.Derivative s -> {
            place(s.state());
            expression(s.value());
        }
        case Statement.Equation s -> expressions(List.of(s.left(), s.right()));
        case Statement.Reaction s -> {
            s.left().forEach(t -> place(t.place()));
            s.right().forEach(t -> place(t.place()));
            expressions(List.of(s.forward(), s.backward()));
        }
        case Statement.Flux s -> {
            place(s.state().place());
            expression(s.rate());
        }
        case Statement.Conserve s -> expressions(List.of(s.left(), s.right()));
        case Statement.CompartmentVolume s -> expression(s.volume());
        case Statement.LongitudinalDiffusion s -> expression(s.coefficient());
        case Statement.Table s -> expressions(List.of(s.from(), s.to(), s.n()));
        case Statement.NetSend s -> expressions(List.of(s.delay_ms(), s.flag()));
        case Statement.NetMove s -> expression(s.time_ms());
        case Statement.NetEvent s -> expression(s.time_ms());
        case Statement.Watch s -> expressions(List.of(s.condition(), s.flag()));
        case Statement.ForNetcons s -> statement(s.body());
        case Statement.SetSequence s -> expression(s.value());
        }
    }

    private void expressions(List<Expression> expressions) {
        expressions.forEach(this::expression);
    }

    private void expression(Expression expression) {
        onExpression.accept(expression);
        switch (expression) {
        case Expression.Number ignored -> {
        }
        case Expression.Read e -> place(e.place());
        case Expression.Unary e -> expression(e.operand());
        case Expression.Binary e -> expressions(List.of(e.left(), e.right()));
        case Expression.Apply e -> expressions(e.arguments());
        case Expression.Draw e -> expressions(e.arguments());
        case Expression.Lookup e -> expressions(e.arguments());
        case Expression.Call e -> expressions(e.arguments());
        }
    }

    private void place(Place place) {
        if (place instanceof Place.OfVariable p && p.index() != null) {
            expression(p.index());
        } else if (place instanceof Place.OfLocal p && p.index() != null) {
            expression(p.index());
        }
    }
}
