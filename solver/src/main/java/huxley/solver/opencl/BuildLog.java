package huxley.solver.opencl;

import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the compiler of a device says about a program, in terms of the mechanisms that the program was made of. */
final class BuildLog {
    /** Line and text of an error, as compilers write them. */
    private static final List<Pattern> ERRORS = List.of(
            // error: FILE:LINE:COLUMN: text
            Pattern.compile("error: .*:(\\d+):\\d+:\\s*(.*)"),
            // FILE:LINE:COLUMN: error: text, or FILE(LINE): error: text
            Pattern.compile("[:(](\\d+)(?::\\d+)?\\)?:\\s*(?:fatal )?error:?\\s*(.*)"));

    private BuildLog() {
    }

    static String explain(String device, ProgramText text, String log) {
        List<String> lines = log.lines().map(String::strip).filter(l -> !l.isEmpty()).toList();
        StringBuilder message = new StringBuilder("the OpenCL compiler of " + device + " rejects the program");
        Optional<MatchResult> first = lines.stream().flatMap(line -> ERRORS.stream().map(error -> error.matcher(line)))
                .filter(Matcher::find).map(Matcher::toMatchResult).findFirst();
        if (first.isEmpty()) {
            lines.stream().limit(3).forEach(line -> message.append("\n  it says: ").append(line));
            return message.toString();
        }
        int line = Integer.parseInt(first.get().group(1));
        text.origin(line).ifPresent(from -> message.append("\n  made of ").append(from));
        message.append("\n  it says: ").append(first.get().group(2));
        text.line(line).ifPresent(code -> message.append("\n  of the line: ").append(code.strip()));
        return message.toString();
    }
}
