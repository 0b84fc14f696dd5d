package huxley.solver.opencl;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the compiler of a device says about a program, in terms of the mechanisms that the program was made of. */
final class BuildLog {
    /** A line number as compilers write it: {@code file:LINE:column: error: text}, or {@code (LINE): error: text}. */
    private static final Pattern ERROR = Pattern.compile("[:(](\\d+)(?::\\d+)?\\)?:\\s*(?:fatal )?error:?\\s*(.*)");

    private BuildLog() {
    }

    static String explain(String device, ProgramText text, String log) {
        List<String> lines = log.lines().map(String::strip).filter(l -> !l.isEmpty()).toList();
        StringBuilder message = new StringBuilder("the OpenCL compiler of " + device + " rejects the program");
        for (String line : lines) {
            Matcher error = ERROR.matcher(line);
            if (error.find()) {
                int number = Integer.parseInt(error.group(1));
                Optional<String> origin = text.origin(number);
                origin.ifPresent(from -> message.append("\n  made of ").append(from));
                message.append("\n  it says: ").append(error.group(2));
                text.line(number).ifPresent(code -> message.append("\n  of the line: ").append(code.strip()));
                return message.toString();
            }
        }
        lines.stream().limit(3).forEach(line -> message.append("\n  it says: ").append(line));
        return message.toString();
    }
}
