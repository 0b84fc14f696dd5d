package huxley.neuron.nmodl;

import huxley.neuron.nmodl.SyntaxExpression.UnitText;
import huxley.neuron.nmodl.SyntaxStatement.Word;
import huxley.neuron.nmodl.Token.Kind;
import huxley.neuron.problem.InvalidInputException;
import huxley.neuron.problem.Problem;
import huxley.neuron.problem.Source;
import huxley.neuron.problem.Span;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A position in a list of tokens. Everything that does not fit is thrown at once, with what was expected. */
final class TokenReader {
    private static final int DEEPEST = 200;

    private final Source source;
    private final List<Token> tokens;
    private int at;
    private int depth;

    TokenReader(Source source) {
        this.source = source;
        this.tokens = Lexer.tokens(source);
    }

    /** Call when something begins that can hold its like; {@link #leave} when it ends. */
    void enter() {
        if (++depth > DEEPEST) {
            throw new InvalidInputException(
                    Problem.error(peek().where(), "more than " + DEEPEST + " things are nested here", null));
        }
    }

    void leave() {
        depth--;
    }

    Source source() {
        return source;
    }

    Token peek() {
        return tokens.get(at);
    }

    Token peek(int ahead) {
        return tokens.get(Math.min(at + ahead, tokens.size() - 1));
    }

    Token next() {
        Token token = tokens.get(at);
        if (token.kind() != Kind.END) {
            at++;
        }
        return token;
    }

    boolean at(String symbolOrKeyword) {
        return peek().is(symbolOrKeyword);
    }

    boolean atName() {
        return peek().kind() == Kind.NAME;
    }

    boolean accept(String symbolOrKeyword) {
        if (at(symbolOrKeyword)) {
            at++;
            return true;
        }
        return false;
    }

    Token expect(String symbolOrKeyword, String where) {
        if (!at(symbolOrKeyword)) {
            throw unexpected("'" + symbolOrKeyword + "' " + where);
        }
        return next();
    }

    /** A name; {@code what} describes it for the message. */
    Word name(String what) {
        if (!atName()) {
            String hint = peek().kind() == Kind.KEYWORD ? "'" + peek().text() + "' is a reserved word of NMODL" : null;
            throw unexpected(what, hint);
        }
        Token token = next();
        return new Word(token.text(), token.where());
    }

    /** Names separated by commas; at least one. */
    List<Word> names(String what) {
        List<Word> names = new ArrayList<>();
        do {
            names.add(name(what));
        } while (accept(","));
        return names;
    }

    /** A number with an optional sign. */
    double number(String what) {
        boolean negative = accept("-");
        if (!negative) {
            accept("+");
        }
        if (peek().kind() != Kind.NUMBER) {
            throw unexpected(what);
        }
        double value = Double.parseDouble(next().text());
        return negative ? -value : value;
    }

    /** A whole number or a DEFINEd name. */
    Word wholeNumber(String what) {
        Token token = peek();
        boolean digits = token.kind() == Kind.NUMBER && token.text().chars().allMatch(Character::isDigit);
        if (token.kind() == Kind.NAME || digits && token.text().length() < 10) {
            next();
            return new Word(token.text(), token.where());
        }
        throw unexpected(what);
    }

    /** {@code (unit)} if one stands here, else null. */
    @Nullable
    UnitText optionalUnit() {
        return at("(") ? unit() : null;
    }

    /** {@code (unit)}. */
    UnitText unit() {
        Span open = expect("(", "before a unit").where();
        int depth = 1;
        Token token = peek();
        while (token.kind() != Kind.END) {
            depth += token.is("(") ? 1 : token.is(")") ? -1 : 0;
            if (depth == 0) {
                next();
                String text = source.text().substring(open.end(), token.where().start()).strip();
                if (!looksLikeUnit(text)) {
                    throw new InvalidInputException(Problem.error(open.to(token.where()),
                            "expected a unit, got '(" + text + ")'", "if this is a product, write * before the '('"));
                }
                return new UnitText(text, open.to(token.where()));
            }
            next();
            token = peek();
        }
        throw unexpected("')' after the unit");
    }

    private static boolean looksLikeUnit(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean exponent = c == '+' && i > 0 && "0123456789.eE".indexOf(text.charAt(i - 1)) >= 0;
            if ("+=<>{}[],;&|!".indexOf(c) >= 0 && !exponent) {
                return false;
            }
        }
        return true;
    }

    /** From {@code start} to the last token read. */
    Span from(Span start) {
        return start.to(tokens.get(Math.max(0, at - 1)).where());
    }

    InvalidInputException unexpected(String expected) {
        return unexpected(expected, null);
    }

    InvalidInputException unexpected(String expected, @Nullable String hint) {
        return new InvalidInputException(
                Problem.error(peek().where(), "expected " + expected + ", got " + peek().described(), hint));
    }
}
