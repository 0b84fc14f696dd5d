package huxley.neuron.nmodl;

import huxley.neuron.nmodl.SyntaxExpression.Call;
import huxley.neuron.nmodl.SyntaxExpression.Name;
import huxley.neuron.nmodl.SyntaxExpression.UnitText;
import huxley.neuron.problem.Span;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A statement as written. */
sealed interface SyntaxStatement {
    Span where();

    /** A name at a place. */
    record Word(String name, Span where) {
    }

    /** An argument of a FUNCTION, PROCEDURE, NET_RECEIVE or FOR_NETCONS. */
    record Argument(String name, @Nullable UnitText unit, Span where) {
    }

    /** A local variable; {@code length} null for a scalar, else a number or a DEFINEd name. */
    record LocalName(String name, @Nullable Word length, Span where) {
    }

    record Block(List<SyntaxStatement> statements, Span where) implements SyntaxStatement {
    }

    record Local(List<LocalName> names, Span where) implements SyntaxStatement {
    }

    record Assign(Name target, SyntaxExpression value, boolean isProtected, Span where) implements SyntaxStatement {
    }

    record Evaluate(Call call, Span where) implements SyntaxStatement {
    }

    /** {@code otherwise} is a Block or, for ELSE IF, an If. */
    record If(SyntaxExpression condition, Block then, @Nullable SyntaxStatement otherwise, Span where)
            implements
                SyntaxStatement {
    }

    record While(SyntaxExpression condition, Block body, Span where) implements SyntaxStatement {
    }

    record For(Word counter, SyntaxExpression from, SyntaxExpression to, @Nullable SyntaxExpression by, Block body,
            Span where) implements SyntaxStatement {
    }

    record Solve(Word block, boolean steadyState, @Nullable Word method, @Nullable Block ifError, Span where)
            implements
                SyntaxStatement {
    }

    /** {@code ~ left = right}. */
    record Equation(SyntaxExpression left, SyntaxExpression right, Span where) implements SyntaxStatement {
    }

    /** One participant of a reaction. */
    record ReactionTerm(int count, Name name, Span where) {
    }

    /** {@code <->} has two rates, {@code ->} and {@code <<} one. */
    enum Arrow {
        REVERSIBLE("<->"),
        LEAVING("->"),
        ENTERING("<<");

        final String symbol;

        Arrow(String symbol) {
            this.symbol = symbol;
        }
    }

    record Reaction(List<ReactionTerm> left, Arrow arrow, List<ReactionTerm> right, List<SyntaxExpression> rates,
            Span where) implements SyntaxStatement {
    }

    record Conserve(List<ReactionTerm> left, SyntaxExpression right, Span where) implements SyntaxStatement {
    }

    /** COMPARTMENT, or with {@code diffusion} LONGITUDINAL_DIFFUSION. */
    record Geometry(boolean diffusion, @Nullable Word index, SyntaxExpression value, List<Word> states, Span where)
            implements
                SyntaxStatement {
    }

    record Table(List<Word> names, List<Word> depend, SyntaxExpression from, SyntaxExpression to,
            SyntaxExpression with, Span where) implements SyntaxStatement {
    }

    record Watch(SyntaxExpression condition, SyntaxExpression flag, Span where) implements SyntaxStatement {
    }

    record ForNetcons(List<Argument> arguments, Block body, Span where) implements SyntaxStatement {
    }

    record Conductance(Word conductance, @Nullable Word ion, Span where) implements SyntaxStatement {
    }

    record Lag(Word variable, Word by, Span where) implements SyntaxStatement {
    }

    /** INITIAL inside NET_RECEIVE. */
    record Initial(Block body, Span where) implements SyntaxStatement {
    }

    /** A word without effect here: MUTEXLOCK, MUTEXUNLOCK, UNITSON, UNITSOFF. */
    record Mark(String word, Span where) implements SyntaxStatement {
    }

    record Verbatim(String text, Span where) implements SyntaxStatement {
    }

    /** C's return, found in VERBATIM. */
    record Return(Span where) implements SyntaxStatement {
    }

    /** C's break, found in VERBATIM. */
    record Break(Span where) implements SyntaxStatement {
    }
}
