package huxley.neuron.nmodl;

import huxley.neuron.nmodl.SyntaxExpression.Call;
import huxley.neuron.nmodl.SyntaxExpression.Name;
import huxley.neuron.nmodl.SyntaxStatement.Argument;
import huxley.neuron.nmodl.SyntaxStatement.Arrow;
import huxley.neuron.nmodl.SyntaxStatement.Assign;
import huxley.neuron.nmodl.SyntaxStatement.Block;
import huxley.neuron.nmodl.SyntaxStatement.Conductance;
import huxley.neuron.nmodl.SyntaxStatement.Conserve;
import huxley.neuron.nmodl.SyntaxStatement.Equation;
import huxley.neuron.nmodl.SyntaxStatement.Evaluate;
import huxley.neuron.nmodl.SyntaxStatement.For;
import huxley.neuron.nmodl.SyntaxStatement.ForNetcons;
import huxley.neuron.nmodl.SyntaxStatement.Geometry;
import huxley.neuron.nmodl.SyntaxStatement.If;
import huxley.neuron.nmodl.SyntaxStatement.Initial;
import huxley.neuron.nmodl.SyntaxStatement.Lag;
import huxley.neuron.nmodl.SyntaxStatement.Local;
import huxley.neuron.nmodl.SyntaxStatement.LocalName;
import huxley.neuron.nmodl.SyntaxStatement.Mark;
import huxley.neuron.nmodl.SyntaxStatement.Reaction;
import huxley.neuron.nmodl.SyntaxStatement.ReactionTerm;
import huxley.neuron.nmodl.SyntaxStatement.Solve;
import huxley.neuron.nmodl.SyntaxStatement.Table;
import huxley.neuron.nmodl.SyntaxStatement.Verbatim;
import huxley.neuron.nmodl.SyntaxStatement.Watch;
import huxley.neuron.nmodl.SyntaxStatement.While;
import huxley.neuron.nmodl.SyntaxStatement.Word;
import huxley.neuron.nmodl.Token.Kind;
import huxley.neuron.problem.Span;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Statements and blocks of statements. */
final class StatementParser {
    /** What {@code ~} begins. */
    enum Tilde {
        NOTHING,
        EQUATION,
        REACTION
    }

    private final TokenReader in;
    private final ExpressionParser expressions;
    private Tilde tilde = Tilde.NOTHING;

    StatementParser(TokenReader in, ExpressionParser expressions) {
        this.in = in;
        this.expressions = expressions;
    }

    /** A block in which {@code ~} has the given meaning. */
    Block block(Tilde meaning) {
        tilde = meaning;
        Block block = block();
        tilde = Tilde.NOTHING;
        return block;
    }

    private Block block() {
        Span start = in.expect("{", "to begin the block").where();
        in.enter();
        List<SyntaxStatement> statements = new ArrayList<>();
        while (!in.at("}")) {
            if (in.peek().kind() == Kind.END) {
                throw in.unexpected("'}' to end the block that begins in line " + start.line());
            }
            statement(statements);
        }
        in.next();
        in.leave();
        return new Block(statements, in.from(start));
    }

    private void statement(List<SyntaxStatement> out) {
        Token token = in.peek();
        Span start = token.where();
        switch (token.kind()) {
        case NAME -> out.add(assignmentOrCall());
        case VERBATIM -> {
            in.next();
            out.add(new Verbatim(token.text(), start));
        }
        case SYMBOL -> {
            switch (token.text()) {
            case "{" -> out.add(block());
            case "~" -> out.add(tilde());
            default -> throw in.unexpected("a statement");
            }
        }
        case KEYWORD -> keyword(token, out);
        case NUMBER, STRING, TITLE, UNKNOWN, END -> throw in.unexpected("a statement");
        }
    }

    private void keyword(Token token, List<SyntaxStatement> out) {
        Span start = token.where();
        switch (token.text()) {
        case "LOCAL" -> out.add(new Local(localNames(), in.from(start)));
        case "IF", "if" -> out.add(ifStatement());
        case "WHILE", "while" -> out.add(whileStatement());
        case "FROM" -> out.add(forStatement());
        case "SOLVE" -> out.add(solve());
        case "CONSERVE" -> out.add(conserve());
        case "COMPARTMENT", "LONGITUDINAL_DIFFUSION" -> out.add(geometry());
        case "TABLE" -> out.add(table());
        case "WATCH" -> watches(out);
        case "FOR_NETCONS" -> {
            in.next();
            List<Argument> arguments = arguments("FOR_NETCONS");
            out.add(new ForNetcons(arguments, block(), in.from(start)));
        }
        case "CONDUCTANCE" -> {
            in.next();
            Word conductance = in.name("the name of a conductance");
            Word ion = in.accept("USEION") ? in.name("the name of an ion") : null;
            out.add(new Conductance(conductance, ion, in.from(start)));
        }
        case "LAG" -> {
            in.next();
            Word variable = in.name("the name of a variable");
            in.expect("BY", "after the variable of LAG");
            out.add(new Lag(variable, in.wholeNumber("a name or number"), in.from(start)));
        }
        case "INITIAL" -> {
            in.next();
            out.add(new Initial(block(), in.from(start)));
        }
        case "PROTECT" -> {
            in.next();
            Name target = expressions.variable();
            out.add(assignment(target, true, start));
        }
        case "MUTEXLOCK", "MUTEXUNLOCK", "UNITSON", "UNITSOFF" -> {
            in.next();
            out.add(new Mark(token.text(), start));
        }
        default -> throw in.unexpected("a statement", Keywords.OBSOLETE.contains(token.text())
                ? token.text() + " is not part of the NMODL that simulators of neurons use"
                : null);
        }
    }

    private SyntaxStatement assignmentOrCall() {
        Span start = in.peek().where();
        if (in.peek(1).is("(")) {
            Call call = expressions.call();
            return new Evaluate(call, call.where());
        }
        return assignment(expressions.variable(), false, start);
    }

    private Assign assignment(Name target, boolean isProtected, Span start) {
        if (!in.at("=")) {
            throw in.unexpected("'=' after '" + target.where().text() + "'");
        }
        in.next();
        SyntaxExpression value = expressions.expression();
        return new Assign(target, value, isProtected, in.from(start));
    }

    List<LocalName> localNames() {
        in.expect("LOCAL", "before local variables");
        List<LocalName> names = new ArrayList<>();
        do {
            Word name = in.name("the name of a local variable");
            Word length = null;
            if (in.accept("[")) {
                length = in.wholeNumber("the length of the array");
                in.expect("]", "after the length of the array");
            }
            names.add(new LocalName(name.name(), length, in.from(name.where())));
        } while (in.accept(","));
        return names;
    }

    /** {@code (name (unit), ...)}, possibly empty. */
    List<Argument> arguments(String after) {
        in.expect("(", "after " + after);
        List<Argument> arguments = new ArrayList<>();
        if (!in.at(")")) {
            do {
                Word name = in.name("the name of an argument");
                arguments.add(new Argument(name.name(), in.optionalUnit(), in.from(name.where())));
            } while (in.accept(","));
        }
        in.expect(")", "after the arguments");
        return arguments;
    }

    private SyntaxExpression condition() {
        in.expect("(", "before the condition");
        SyntaxExpression condition = expressions.expression();
        in.expect(")", "after the condition");
        return condition;
    }

    private If ifStatement() {
        Span start = in.next().where();
        SyntaxExpression condition = condition();
        Block then = block();
        SyntaxStatement otherwise = null;
        if (in.accept("ELSE") || in.accept("else")) {
            in.enter();
            otherwise = in.at("IF") || in.at("if") ? ifStatement() : block();
            in.leave();
        }
        return new If(condition, then, otherwise, in.from(start));
    }

    private While whileStatement() {
        Span start = in.next().where();
        SyntaxExpression condition = condition();
        return new While(condition, block(), in.from(start));
    }

    private For forStatement() {
        Span start = in.next().where();
        Word counter = in.name("the name of a loop counter");
        in.expect("=", "after the loop counter");
        SyntaxExpression from = expressions.expression();
        in.expect("TO", "after the first value of the loop counter");
        SyntaxExpression to = expressions.expression();
        SyntaxExpression by = in.accept("BY") ? expressions.expression() : null;
        return new For(counter, from, to, by, block(), in.from(start));
    }

    private Solve solve() {
        Span start = in.next().where();
        Word block = in.name("the name of the block to solve");
        boolean steadyState = in.at("STEADYSTATE");
        Word method = null;
        if (in.accept("METHOD") || in.accept("STEADYSTATE")) {
            method = in.name("the name of a method");
        }
        Block ifError = in.accept("IFERROR") ? block() : null;
        return new Solve(block, steadyState, method, ifError, in.from(start));
    }

    private SyntaxStatement tilde() {
        if (tilde == Tilde.NOTHING) {
            throw in.unexpected("a statement", "equations with '~' stand in KINETIC, LINEAR and NONLINEAR blocks");
        }
        Span start = in.next().where();
        if (tilde == Tilde.EQUATION) {
            SyntaxExpression left = expressions.expression();
            in.expect("=", "in the middle of the equation");
            SyntaxExpression right = expressions.expression();
            return new Equation(left, right, in.from(start));
        }
        return reaction(start);
    }

    private Reaction reaction(Span start) {
        List<ReactionTerm> left = terms();
        if (in.accept("<->")) {
            List<ReactionTerm> right = terms();
            in.expect("(", "before the rates of the reaction");
            SyntaxExpression forward = expressions.expression();
            in.expect(",", "between the forward and the backward rate");
            SyntaxExpression backward = expressions.expression();
            in.expect(")", "after the rates of the reaction");
            return new Reaction(left, Arrow.REVERSIBLE, right, List.of(forward, backward), in.from(start));
        }
        Arrow arrow = in.at("->") ? Arrow.LEAVING : Arrow.ENTERING;
        if (!in.accept("->") && !in.accept("<<")) {
            throw in.unexpected("'<->', '->' or '<<' in the reaction");
        }
        List<ReactionTerm> right = arrow == Arrow.LEAVING && !in.at("(") ? terms() : List.of();
        in.expect("(", "before the rate");
        SyntaxExpression rate = expressions.expression();
        in.expect(")", "after the rate");
        return new Reaction(left, arrow, right, List.of(rate), in.from(start));
    }

    private List<ReactionTerm> terms() {
        List<ReactionTerm> terms = new ArrayList<>();
        do {
            Span start = in.peek().where();
            int count = 1;
            if (in.peek().kind() == Kind.NUMBER) {
                Word number = in.wholeNumber("a whole number of reactants");
                count = (int) Math.min(Long.parseLong(number.name()), Integer.MAX_VALUE);
            }
            Name name = expressions.variable();
            terms.add(new ReactionTerm(count, name, in.from(start)));
        } while (in.accept("+"));
        return terms;
    }

    private Conserve conserve() {
        Span start = in.next().where();
        List<ReactionTerm> left = terms();
        in.expect("=", "after the sum that is conserved");
        SyntaxExpression right = expressions.expression();
        return new Conserve(left, right, in.from(start));
    }

    private Geometry geometry() {
        Token keyword = in.next();
        Word index = null;
        if (in.atName() && in.peek(1).is(",")) {
            index = in.name("an index");
            in.next();
        }
        SyntaxExpression value = expressions.expression();
        in.expect("{", "before the states of " + keyword.text());
        List<Word> states = new ArrayList<>();
        while (!in.accept("}")) {
            states.add(in.name("the name of a state or '}'"));
            in.accept(",");
        }
        boolean diffusion = keyword.is("LONGITUDINAL_DIFFUSION");
        return new Geometry(diffusion, index, value, states, in.from(keyword.where()));
    }

    private Table table() {
        Span start = in.next().where();
        List<Word> names = in.atName() ? in.names("a name to tabulate") : List.of();
        List<Word> depend = in.accept("DEPEND") ? in.names("a name the table depends on") : List.of();
        in.expect("FROM", "in TABLE");
        SyntaxExpression from = expressions.expression();
        in.expect("TO", "after the lower limit of the table");
        SyntaxExpression to = expressions.expression();
        in.expect("WITH", "after the upper limit of the table");
        SyntaxExpression with = expressions.expression();
        return new Table(names, depend, from, to, with, in.from(start));
    }

    private void watches(List<SyntaxStatement> out) {
        @Nullable
        Span start = in.next().where();
        do {
            Span where = start == null ? in.peek().where() : start;
            SyntaxExpression condition = condition();
            SyntaxExpression flag = expressions.expression();
            out.add(new Watch(condition, flag, in.from(where)));
            start = null;
        } while (in.accept(","));
    }
}
