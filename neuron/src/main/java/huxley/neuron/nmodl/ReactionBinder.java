package huxley.neuron.nmodl;

import huxley.neuron.mechanism.Expression;
import huxley.neuron.mechanism.Expression.BinaryOperator;
import huxley.neuron.mechanism.Place;
import huxley.neuron.mechanism.Statement;
import huxley.neuron.mechanism.Statement.Term;
import huxley.neuron.mechanism.Variable;
import huxley.neuron.mechanism.Variable.Role;
import huxley.neuron.nmodl.SyntaxExpression.Name;
import huxley.neuron.nmodl.SyntaxStatement.Arrow;
import huxley.neuron.nmodl.SyntaxStatement.ReactionTerm;
import huxley.neuron.nmodl.SyntaxStatement.Word;
import huxley.neuron.problem.Span;
import java.util.ArrayList;
import java.util.List;

/**
 * The statements of KINETIC blocks. {@code f_flux} and {@code b_flux} become the products they stand for: after
 * {@code ~ a + 2 b <-> c (kf, kb)} they read {@code kf a b^2} and {@code kb c}.
 */
final class ReactionBinder {
    private final Declared declared;
    private final ExpressionBinder expressions;

    ReactionBinder(Declared declared, ExpressionBinder expressions) {
        this.declared = declared;
        this.expressions = expressions;
    }

    void bind(SyntaxStatement.Reaction reaction, Scope scope, List<Statement> out) {
        List<Term> left = terms(reaction.left(), scope);
        List<Term> right = terms(reaction.right(), scope);
        Expression forward = expressions.bind(reaction.rates().getFirst(), scope);
        Expression zero = new Expression.Number(0, reaction.where());
        if (reaction.arrow() == Arrow.ENTERING) {
            if (left.size() == 1) {
                out.add(new Statement.Flux(left.getFirst(), forward, reaction.where()));
            } else if (reaction.left().size() > 1) {
                declared.problems.error(reaction.where(), "'<<' lets a flux into one state, got "
                        + reaction.left().size());
            }
            expressions.fluxes(new ExpressionBinder.Fluxes(forward, zero));
            return;
        }
        Expression backward = reaction.rates().size() > 1 ? expressions.bind(reaction.rates().get(1), scope) : zero;
        out.add(new Statement.Reaction(left, right, forward, backward, reaction.where()));
        Expression returning = reaction.rates().size() > 1 ? flux(backward, right) : zero;
        expressions.fluxes(new ExpressionBinder.Fluxes(flux(forward, left), returning));
    }

    private List<Term> terms(List<ReactionTerm> terms, Scope scope) {
        List<Term> bound = new ArrayList<>();
        for (ReactionTerm term : terms) {
            Place place = expressions.place(term.name(), scope);
            if (place != null) {
                bound.add(new Term(term.count(), place, term.where()));
            }
        }
        return bound;
    }

    private static Expression flux(Expression rate, List<Term> terms) {
        Expression product = rate;
        for (Term term : terms) {
            Span where = term.where();
            Expression factor = new Expression.Read(term.place(), where);
            if (term.count() != 1) {
                factor = new Expression.Binary(BinaryOperator.POWER, factor,
                        new Expression.Number(term.count(), where), where);
            }
            product = new Expression.Binary(BinaryOperator.MULTIPLY, product, factor, where);
        }
        return product;
    }

    void bind(SyntaxStatement.Conserve conserve, Scope scope, List<Statement> out) {
        Expression sum = null;
        for (ReactionTerm term : conserve.left()) {
            Expression addend = addend(term, scope);
            sum = sum == null ? addend : new Expression.Binary(BinaryOperator.ADD, sum, addend, term.where());
        }
        if (sum != null) {
            out.add(new Statement.Conserve(sum, expressions.bind(conserve.right(), scope), conserve.where()));
        }
    }

    private Expression addend(ReactionTerm term, Scope scope) {
        Expression read = expressions.bind(term.name(), scope);
        return term.count() == 1
                ? read
                : new Expression.Binary(BinaryOperator.MULTIPLY, new Expression.Number(term.count(), term.where()),
                        read, term.where());
    }

    /** Names that are not states hold still: no volume or diffusion is needed for them. */
    void bind(SyntaxStatement.Geometry geometry, Scope scope, List<Statement> out) {
        Scope inner = scope.inner();
        Word index = geometry.index();
        Place.Local local = index == null ? null : inner.defineLocal(index.name(), 1);
        Expression value = expressions.bind(geometry.value(), inner);
        List<Variable> states = new ArrayList<>();
        for (Word word : geometry.states()) {
            Symbol symbol = scope.find(word.name());
            if (symbol instanceof Symbol.OfVariable(Variable variable) && variable.role() == Role.STATE) {
                states.add(variable);
            } else if (symbol == null) {
                expressions.place(new Name(word.name(), null, 0, word.where()), scope);
            }
        }
        if (!states.isEmpty()) {
            out.add(geometry.diffusion()
                    ? new Statement.LongitudinalDiffusion(local, value, states, geometry.where())
                    : new Statement.CompartmentVolume(local, value, states, geometry.where()));
        }
    }
}
