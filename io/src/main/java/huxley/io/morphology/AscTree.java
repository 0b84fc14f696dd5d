package huxley.io.morphology;

import huxley.neuron.problem.Problem;
import huxley.neuron.problem.InvalidInputException;
import huxley.neuron.problem.Source;
import huxley.neuron.problem.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The nested lists that a Neurolucida ASC file is made of, before they mean anything: words, strings, bars, and groups
 * in parentheses or, for spines, angle brackets. Commas are blanks; a semicolon starts a comment.
 */
final class AscTree {
    sealed interface Item permits Group, Word {
        Span where();
    }

    /** {@code (...)} or {@code <...>}; {@code where} is the opening bracket. */
    record Group(Span where, boolean spine, List<Item> items) implements Item {
        boolean startsWithWord(Kind kind) {
            return !items.isEmpty() && items.getFirst() instanceof Word word && word.kind == kind;
        }

        boolean isPoint() {
            return !spine && startsWithWord(Kind.NUMBER);
        }

        /** Such as {@code (Color Red)}: a name first. */
        boolean isProperty() {
            return !spine && startsWithWord(Kind.LABEL);
        }
    }

    record Word(Span where, Kind kind, String text) implements Item {
    }

    enum Kind {
        NUMBER,
        LABEL,
        STRING,
        BAR
    }

    private static final Pattern TOKEN = Pattern
            .compile("(?<skip>(?:[\\s,]++|;[^\\r\\n]*+)++)|(?<open>[(<])|(?<close>[)>])"
                    + "|(?<bar>\\|)|\"(?<string>[^\"\\r\\n]*+)\"|(?<word>[^\\s,;()<>|\"]++)");

    private final Source source;
    private final Matcher matcher;
    private int at;

    private AscTree(Source source) {
        this.source = source;
        matcher = TOKEN.matcher(source.text());
    }

    static List<Item> parse(Source source) {
        return new AscTree(source).items();
    }

    private List<Item> items() {
        List<Item> top = new ArrayList<>();
        List<Group> open = new ArrayList<>();
        List<Item> current = top;
        while (at < source.text().length()) {
            Span where = next();
            if (matcher.group("open") != null) {
                Group group = new Group(where, where.text().equals("<"), new ArrayList<>());
                current.add(group);
                open.add(group);
                current = group.items;
            } else if (matcher.group("close") != null) {
                if (open.isEmpty() || open.getLast().spine != where.text().equals(">")) {
                    throw new InvalidInputException(Problem.error(where,
                            open.isEmpty()
                                    ? "'" + where.text() + "' closes nothing"
                                    : "'" + where.text() + "' does not close the '" + open.getLast().where.text()
                                            + "' of line "
                                            + open.getLast().where.line(),
                            null));
                }
                open.removeLast();
                current = open.isEmpty() ? top : open.getLast().items;
            } else if (matcher.group("skip") == null) {
                current.add(word(where));
            }
        }
        if (!open.isEmpty()) {
            throw new InvalidInputException(unfinished(open.getLast()));
        }
        return top;
    }

    private Span next() {
        matcher.region(at, source.text().length());
        if (!matcher.lookingAt()) {
            Span quote = source.span(at, at + 1);
            throw new InvalidInputException(Problem.error(quote, "this string is not closed", null));
        }
        Span where = source.span(at, matcher.end());
        at = matcher.end();
        return where;
    }

    private Word word(Span where) {
        if (matcher.group("bar") != null) {
            return new Word(where, Kind.BAR, "|");
        }
        String string = matcher.group("string");
        if (string != null) {
            return new Word(where, Kind.STRING, string);
        }
        return new Word(where, isNumber(where.text()) ? Kind.NUMBER : Kind.LABEL, where.text());
    }

    private static boolean isNumber(String word) {
        char first = word.charAt(0);
        if (!Character.isDigit(first) && first != '-' && first != '+' && first != '.') {
            return false;
        }
        try {
            return Double.isFinite(Double.parseDouble(word));
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private Problem unfinished(Group group) {
        Span end = source.span(source.text().length(), source.text().length());
        String what;
        if (group.isPoint()) {
            what = "a point after " + group.items.size() + " of its 4 values";
        } else if (group.startsWithWord(Kind.STRING)) {
            what = "a contour";
        } else if (group.isProperty()) {
            what = "a property";
        } else {
            what = "a branch";
        }
        return Problem.error(end, "the file ends within " + what + "; the '" + group.where.text() + "' of line "
                + group.where.line() + " is not closed", "was the file cut off?");
    }
}
