package huxley.neuron.mechanism;

import huxley.neuron.mechanism.Place.Local;
import huxley.neuron.problem.Span;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A step of a mechanism's program. */
public sealed interface Statement {
    Span where();

    /** A list of statements with the locals that live in it; every local starts at 0. */
    record Block(List<Local> locals, List<Statement> statements, Span where) implements Statement {
    }

    /**
     * {@code target = value}. Of what the engine provides only v may be a target: published files shift v for a moment
     * to step around 0/0. It is the mechanism's own copy, shared by all procedures of the kernel and forgotten at its end.
     */
    record Assign(Place target, Expression value, Span where) implements Statement {
    }

    record If(Expression condition, Block then, @Nullable Block otherwise, Span where) implements Statement {
    }

    record While(Expression condition, Block body, Span where) implements Statement {
    }

    /** {@code FROM counter = from TO to BY by}: inclusive at both ends. */
    record For(Local counter, Expression from, Expression to, Expression by, Block body, Span where)
            implements
                Statement {
    }

    /** A PROCEDURE of this mechanism called for its effect (or a FUNCTION whose value is dropped). */
    record CallProcedure(String procedure, List<Expression> arguments, Span where) implements Statement {
    }

    /** Something evaluated and dropped, kept because it may have an effect (a random draw). */
    record Evaluate(Expression expression, Span where) implements Statement {
    }

    /** {@code SOLVE block METHOD method}; {@code steadyState} for STEADYSTATE in INITIAL. */
    record Solve(String block, Method method, boolean steadyState, Span where) implements Statement {
    }

    /** {@code state' = value} (DERIVATIVE); order 1. */
    record Derivative(Place.OfVariable state, Expression value, Span where) implements Statement {
    }

    /** {@code ~ left = right}, an equation of LINEAR or NONLINEAR. */
    record Equation(Expression left, Expression right, Span where) implements Statement {
    }

    /** {@code ~ left <-> right (forward, backward)}; irreversible {@code ->} has backward 0. */
    record Reaction(List<Term> left, List<Term> right, Expression forward, Expression backward, Span where)
            implements
                Statement {
    }

    /** {@code ~ state << (rate)}: an explicit flux into a state; {@code ~ state -> (rate)} has rate linear in the state and is a Reaction. */
    record Flux(Term state, Expression rate, Span where) implements Statement {
    }

    /** {@code CONSERVE left = right} in KINETIC. */
    record Conserve(Expression left, Expression right, Span where) implements Statement {
    }

    /** {@code COMPARTMENT volume {states}}; {@code index} runs over array elements when the form {@code COMPARTMENT i, volume {x}} is used. */
    record CompartmentVolume(@Nullable Local index, Expression volume, List<Variable> states, Span where)
            implements
                Statement {
    }

    /** {@code LONGITUDINAL_DIFFUSION coefficient {states}}: diffusion along the cable; index as for COMPARTMENT. */
    record LongitudinalDiffusion(@Nullable Local index, Expression coefficient, List<Variable> states, Span where)
            implements
                Statement {
    }

    /** {@code TABLE names DEPEND depend FROM from TO to WITH n}: a permission to tabulate, which changes results. */
    record Table(List<Variable> names, List<Place> depend, Expression from, Expression to, Expression n, Span where)
            implements
                Statement {
    }

    /** {@code net_send(delay, flag)}: a self-event. */
    record NetSend(Expression delay_ms, Expression flag, Span where) implements Statement {
    }

    /** {@code net_move(t)}: moves the pending self-event. */
    record NetMove(Expression time_ms, Span where) implements Statement {
    }

    /** {@code net_event(t)}: this point process or artificial cell spikes. */
    record NetEvent(Expression time_ms, Span where) implements Statement {
    }

    /** {@code WATCH (left > right) flag}: a self-event with this flag when the condition becomes true. */
    record Watch(Expression condition, Expression flag, Span where) implements Statement {
    }

    /** {@code FOR_NETCONS(args) body}: the body runs for every connection to this instance; {@code arguments} name its weights. */
    record ForNetcons(List<Local> arguments, Block body, Span where) implements Statement {
    }

    /** Sets the sequence (and nothing else) of a RANDOM variable: {@code random_setseq(r, value)}. */
    record SetSequence(Variable stream, Expression value, Span where) implements Statement {
    }

    /** One participant of a reaction: {@code count} of a state, or of an ion quantity, or of any other readable place. */
    record Term(double count, Place place, Span where) {
    }

    /** How a block is integrated or solved. */
    enum Method {
        CNEXP,
        DERIVIMPLICIT,
        EULER,
        RUNGE,
        SPARSE,
        AFTER_CVODE,
        /** The exact solution of linear equations, by the exponential of their matrix. */
        MATEXP,
        /** SOLVE without METHOD: the exact solution or runge for DERIVATIVE, sparse for KINETIC, elimination for LINEAR, Newton for NONLINEAR; a PROCEDURE is simply called. */
        DEFAULT
    }
}
