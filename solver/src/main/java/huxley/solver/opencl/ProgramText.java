package huxley.solver.opencl;

import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An OpenCL C program being put together: first the arithmetic that every program shares ({@link Library}), as far as it
 * is needed, then what is {@link #add added}, in that order.
 */
public final class ProgramText {
    private static final String COMMENT = "// ";

    private final StringBuilder body = new StringBuilder();
    private final Set<Library.Part> parts = EnumSet.noneOf(Library.Part.class);
    private final Set<Lanes> lanes = new LinkedHashSet<>();
    private boolean optimized = true;

    /** Has the text compiled as it stands. */
    ProgramText asItStands() {
        optimized = false;
        return this;
    }

    boolean isOptimized() {
        return optimized;
    }

    /** Adds any text: types, functions, entry points. */
    public ProgramText add(String text) {
        body.append(text).append('\n');
        return this;
    }

    /** Adds the function of a kernel; {@code Effects} and what is told to it must have been added before, see {@link KernelFunction}. */
    public ProgramText add(KernelFunction function) {
        parts.addAll(function.parts());
        if (!function.kernel().isForEvents()) {
            lanes.add(function.lanes());
        }
        return add(function.text());
    }

    /** Makes arithmetic available to text that is added. */
    public ProgramText needs(Lanes width, Library.Part... needed) {
        parts.addAll(List.of(needed));
        lanes.add(width);
        return this;
    }

    /** The {@code .mod} line that a line (from 1) of the program comes from. */
    Optional<String> origin(int line) {
        List<String> lines = toString().lines().toList();
        for (int i = Math.min(line, lines.size()) - 1; i >= 0; i--) {
            String text = lines.get(i).strip();
            if (text.startsWith(COMMENT)) {
                return Optional.of(text.substring(COMMENT.length()));
            }
            if (text.equals("}") && lines.get(i).startsWith("}")) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    Optional<String> line(int line) {
        return toString().lines().skip(Math.max(0, line - 1L)).findFirst();
    }

    /** The whole program. */
    @Override
    public String toString() {
        return Library.text(parts, lanes) + body;
    }
}
