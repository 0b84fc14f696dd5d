package huxley.neuron.nmodl;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * C code of a VERBATIM block, read just far enough to recognise what published files write there.
 *
 * @param text the code without comments, preprocessor lines and superfluous blanks
 */
record CFragment(String text) {
    private static final Pattern COMMENT = Pattern.compile("/\\*.*?\\*/|//[^\\n]*", Pattern.DOTALL);
    private static final Pattern DIRECTIVE = Pattern.compile("^\\s*#(?:[^\\n]*\\\\\\n)*[^\\n]*", Pattern.MULTILINE);
    private static final Pattern PICK = Pattern
            .compile("(nrnran123_dblpick|nrnran123_negexp|nrnran123_normal|nrn_random_pick)\\s*\\([^;]*?_p_(\\w+)");
    private static final Pattern RESET = Pattern.compile("nrnran123_setseq\\s*\\([^;]*?_p_(\\w+)");
    private static final Pattern ERROR_ONLY = Pattern
            .compile("if ?\\([^{}]*\\) ?\\{ ?hoc_execerror ?\\([^;{}]*\\) ?; ?\\}");
    private static final Pattern OUTPUT = Pattern.compile("\\b(?:FILE ?\\* ?\\w+"
            + "|(?:\\w+ ?= ?fopen|f?printf|fclose|fflush|debug_printf|hoc_warning) ?\\([^;{}]*\\)) ?;");

    private static final Pattern VECTOR_ONLY = Pattern
            .compile("(?:[\\w ]+\\*+ ?\\w+ ?=[^;{}]*; ?)*if ?\\([^{}]*vector_capacity[^{}]*\\) ?\\{.*\\}");
    private static final Pattern DECLARATION = Pattern.compile("\\b(?:double|int|float) ([A-Za-z]\\w*) ?(= ?[^;,]+)?;");

    static CFragment of(String verbatim) {
        String plain = COMMENT.matcher(verbatim).replaceAll(" ");
        plain = DIRECTIVE.matcher(plain).replaceAll(" ");
        plain = OUTPUT.matcher(plain).replaceAll(" ");
        plain = ERROR_ONLY.matcher(plain.replaceAll("\\s+", " ")).replaceAll(" ");
        return new CFragment(plain.replaceAll("\\s+", " ").strip());
    }

    /** Nothing that could be executed. */
    boolean isEmpty() {
        return text.chars().allMatch(c -> "{}; :".indexOf(c) >= 0) && openBraces() == 0;
    }

    /** {@code return;}, or {@code return 0;}, which ends a PROCEDURE. */
    boolean isReturn() {
        return text.matches("return ?\\(?(?:0|0\\.0?|1)?\\)? ?;");
    }

    boolean isBreak() {
        return text.matches("break ?;");
    }

    /** A number drawn from a stream, as published files do it before there was RANDOM. */
    record Draw(String function, String stream) {
    }

    /** The draw that this code makes, if it makes one. */
    Optional<Draw> draw() {
        Matcher matcher = PICK.matcher(text);
        Optional<Draw> found = Optional.empty();
        while (matcher.find()) {
            String function = switch (matcher.group(1)) {
            case "nrnran123_negexp" -> "random_negexp";
            case "nrnran123_normal" -> "random_normal";
            case "nrnran123_dblpick" -> "random_uniform";
            default -> "";
            };
            if (found.isEmpty() || found.get().function().isEmpty()) {
                found = Optional.of(new Draw(function, matcher.group(2)));
            }
        }
        return found;
    }

    /** The stream that this code sets back to its beginning, if it does just that. */
    Optional<String> reset() {
        Matcher matcher = RESET.matcher(text);
        return matcher.find() && !text.contains("newstream") ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    /** Whether it works on a vector that only a script could have set. */
    boolean readsVector() {
        return text.contains("vector_capacity");
    }

    /** Whether all it does is guarded by there being such a vector. */
    boolean needsVector() {
        return openBraces() == 0 && VECTOR_ONLY.matcher(text).matches();
    }

    /** Braces opened and not closed (negative: closed and not opened). */
    int openBraces() {
        return (int) (text.chars().filter(c -> c == '{').count() - text.chars().filter(c -> c == '}').count());
    }

    /** What follows the braces that close earlier blocks. */
    CFragment afterClosingBraces() {
        return new CFragment(text.replaceFirst("^[} ]+", ""));
    }

    /** {@code return x;} at the end becomes {@code function = x;}. */
    CFragment returningFrom(String function) {
        return new CFragment(text.replaceFirst("^([^\"]*?)\\breturn ([^;{}]+);$", "$1 " + function + " = $2;"));
    }

    /** The code as NMODL, if dropping semicolons and the prefix of locals is all it takes. */
    Optional<String> asNmodl() {
        String nmodl = DECLARATION.matcher(text).replaceAll(m -> "LOCAL " + m.group(1) + ";"
                + (m.group(2) == null ? "" : m.group(1) + " " + m.group(2) + ";"))
                .replaceAll("\\b(?:_l|_ion_)(?=[A-Za-z])", "")
                .replaceAll("\\b([A-Za-z]\\w*) ?([-+*/])= ?([^;]+);", "$1 = $1 $2 ($3);").replace("_threadargs_", "");
        boolean foreign = Pattern.compile(
                "\\b_\\w|->|\\[|(?<!&)&(?!&)|\"|\\?|\\+\\+|--|\\b(?:return|int|double|void|for|break|auto|char|static|struct|goto|switch)\\b")
                .matcher(nmodl).find();
        return foreign ? Optional.empty() : Optional.of(nmodl.replace(';', '\n'));
    }
}
