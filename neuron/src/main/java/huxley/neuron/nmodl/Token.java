package huxley.neuron.nmodl;

import huxley.neuron.problem.Span;

/**
 * A word of NMODL.
 *
 * @param text the characters that matter: a name, a symbol, the content of a string, VERBATIM block or TITLE line
 */
record Token(Kind kind, String text, Span where) {
    enum Kind {
        NAME,
        /** A reserved word. */
        KEYWORD,
        NUMBER,
        STRING,
        SYMBOL,
        /** Text between VERBATIM and ENDVERBATIM. */
        VERBATIM,
        /** Rest of the line after TITLE. */
        TITLE,
        /** A character that NMODL does not know (legal only inside a unit). */
        UNKNOWN,
        END
    }

    boolean is(String symbolOrKeyword) {
        return (kind == Kind.SYMBOL || kind == Kind.KEYWORD) && text.equals(symbolOrKeyword);
    }

    /** How messages name it. */
    String described() {
        return switch (kind) {
        case END -> "the end of the file";
        case STRING -> "a text in quotes";
        case VERBATIM -> "a VERBATIM block";
        case TITLE -> "TITLE";
        case NAME, KEYWORD, NUMBER, SYMBOL, UNKNOWN -> "'" + text + "'";
        };
    }
}
