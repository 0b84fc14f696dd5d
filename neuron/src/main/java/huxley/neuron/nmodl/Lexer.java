package huxley.neuron.nmodl;

import huxley.neuron.nmodl.Token.Kind;
import huxley.neuron.problem.InvalidInputException;
import huxley.neuron.problem.Problem;
import huxley.neuron.problem.Source;
import java.util.ArrayList;
import java.util.List;

/** Cuts NMODL text into tokens. Comments ({@code :}, {@code ?}, COMMENT...ENDCOMMENT) and white space vanish. */
final class Lexer {
    private static final List<String> LONG_SYMBOLS = List.of("<->", "<<", "->", "<=", ">=", "==", "!=", "&&", "||");
    private static final String SYMBOLS = "{}()[]+-*/^=<>,~'!@";

    private final Source source;
    private final String text;
    private final List<Token> tokens = new ArrayList<>();
    private int at;

    private Lexer(Source source) {
        this.source = source;
        this.text = source.text();
    }

    /** All tokens of a source; the last one is {@link Kind#END}. */
    static List<Token> tokens(Source source) {
        Lexer lexer = new Lexer(source);
        lexer.run();
        return lexer.tokens;
    }

    private void run() {
        while (true) {
            skipSpaceAndComments();
            if (at == text.length()) {
                tokens.add(new Token(Kind.END, "", source.span(at, at)));
                return;
            }
            char c = text.charAt(at);
            if (isLetter(c)) {
                word();
            } else if (isDigit(c) || c == '.' && isDigitAt(at + 1)) {
                number();
            } else if (c == '"') {
                string();
            } else {
                symbol();
            }
        }
    }

    private void skipSpaceAndComments() {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == ':' || c == '?') {
                at = endOfLine(at);
            } else if (Character.isWhitespace(c) || c == '\ufeff' || c == '\u00a0' || c == '\u001a') {
                at++;
            } else {
                return;
            }
        }
    }

    private void word() {
        int start = at;
        while (at < text.length() && (isLetter(text.charAt(at)) || isDigit(text.charAt(at)))) {
            at++;
        }
        String word = text.substring(start, at);
        switch (word) {
        case "COMMENT" -> at = endOfBlock(start, "ENDCOMMENT").end();
        case "VERBATIM" -> {
            BlockEnd end = endOfBlock(start, "ENDVERBATIM");
            tokens.add(new Token(Kind.VERBATIM, text.substring(at, end.contentEnd()), source.span(start, end.end())));
            at = end.end();
        }
        case "TITLE" -> {
            int end = endOfLine(at);
            tokens.add(new Token(Kind.TITLE, text.substring(at, end).strip(), source.span(start, end)));
            at = end;
        }
        default -> {
            Kind kind = Keywords.ALL.contains(word) ? Kind.KEYWORD : Kind.NAME;
            tokens.add(new Token(kind, word, source.span(start, at)));
        }
        }
    }

    private record BlockEnd(int contentEnd, int end) {
    }

    private BlockEnd endOfBlock(int start, String closing) {
        int end = text.indexOf(closing, at);
        if (end < 0) {
            throw new InvalidInputException(Problem.error(source.span(start, at),
                    "'" + text.substring(start, at) + "' is never closed", "write " + closing + " after it"));
        }
        return new BlockEnd(end, end + closing.length());
    }

    private void number() {
        int start = at;
        digits();
        if (at < text.length() && text.charAt(at) == '.') {
            at++;
            digits();
        }
        int mark = at;
        if (at < text.length() && (text.charAt(at) == 'e' || text.charAt(at) == 'E')) {
            at++;
            if (at < text.length() && (text.charAt(at) == '+' || text.charAt(at) == '-')) {
                at++;
            }
            if (isDigitAt(at)) {
                digits();
            } else {
                at = mark;
            }
        }
        tokens.add(new Token(Kind.NUMBER, text.substring(start, at), source.span(start, at)));
    }

    private void digits() {
        while (isDigitAt(at)) {
            at++;
        }
    }

    private void string() {
        int start = at;
        at++;
        while (at < text.length() && text.charAt(at) != '"' && text.charAt(at) != '\n') {
            at += text.charAt(at) == '\\' ? 2 : 1;
        }
        if (at >= text.length() || text.charAt(at) != '"') {
            int end = Math.min(at, text.length());
            throw new InvalidInputException(
                    Problem.error(source.span(start, end), "the text in quotes is never closed",
                            "write \" at its end"));
        }
        at++;
        tokens.add(new Token(Kind.STRING, text.substring(start + 1, at - 1), source.span(start, at)));
    }

    private void symbol() {
        int start = at;
        for (String candidate : LONG_SYMBOLS) {
            if (text.startsWith(candidate, at)) {
                at += candidate.length();
                tokens.add(new Token(Kind.SYMBOL, candidate, source.span(start, at)));
                return;
            }
        }
        at++;
        Kind kind = SYMBOLS.indexOf(text.charAt(start)) >= 0 ? Kind.SYMBOL : Kind.UNKNOWN;
        tokens.add(new Token(kind, text.substring(start, at), source.span(start, at)));
    }

    private int endOfLine(int from) {
        int end = from;
        while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
            end++;
        }
        return end;
    }

    private boolean isDigitAt(int i) {
        return i < text.length() && isDigit(text.charAt(i));
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isLetter(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_';
    }
}
