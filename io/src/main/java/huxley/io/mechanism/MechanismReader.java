package huxley.io.mechanism;

import huxley.io.document.Reach;
import huxley.io.document.FileTrouble;
import huxley.neuron.mechanism.Mechanism;
import huxley.neuron.nmodl.Includes;
import huxley.neuron.nmodl.Nmodl;
import huxley.neuron.problem.InvalidInputException;
import huxley.neuron.problem.Problem;
import huxley.neuron.problem.Source;
import huxley.neuron.problem.Span;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads mechanisms from {@code .mod} files. */
public final class MechanismReader {
    private static final Pattern NAME = Pattern.compile("\\b(?:SUFFIX|POINT_PROCESS|ARTIFICIAL_CELL)\\s+(\\w+)");
    private static final Pattern COMMENT = Pattern.compile("(?s)\\bCOMMENT\\b.*?\\bENDCOMMENT\\b|[:?][^\\n]*");

    private MechanismReader() {
    }

    /** The {@code .mod} files that a path names: the file itself, or all below a folder, sorted by name. */
    public static List<Path> files(Path fileOrFolder) {
        if (!Reach.exists(fileOrFolder)) {
            throw complaint(fileOrFolder, "does not exist", "give a .mod file or a folder with .mod files");
        }
        if (!Reach.isFolder(fileOrFolder)) {
            return List.of(fileOrFolder);
        }
        try (Stream<Path> below = Files.walk(fileOrFolder)) {
            List<Path> found = below.filter(f -> f.getFileName().toString().endsWith(".mod")).sorted().toList();
            if (found.isEmpty()) {
                throw complaint(fileOrFolder, "holds no .mod files", "give a .mod file or a folder with .mod files");
            }
            return found;
        } catch (IOException unreadable) {
            throw complaint(fileOrFolder, "cannot be read: " + FileTrouble.inWords(unreadable),
                    "check its permissions");
        }
    }

    /**
     * Compiles one file; what it INCLUDEs is looked for beside it.
     *
     * @throws InvalidInputException with every problem of the file when it cannot be used
     */
    public static Mechanism read(Path file) {
        return Nmodl.compile(source(file), includesBeside(file));
    }

    /** What the mechanism of a text is called, without compiling it; empty if it does not say (SUFFIX nothing). */
    public static Optional<String> declaredName(Source source) {
        Matcher matcher = NAME.matcher(COMMENT.matcher(source.text()).replaceAll(" "));
        return matcher.find()
                ? Optional.of(String.valueOf(matcher.group(1))).filter(name -> !name.equals("nothing"))
                : Optional.empty();
    }

    /** Finds what a file INCLUDEs beside it. */
    public static Includes includesBeside(Path file) {
        return (name, from) -> {
            Path included = file.resolveSibling(name);
            return Reach.isFile(included) ? Optional.of(source(included)) : Optional.empty();
        };
    }

    /**
     * The text of one file.
     *
     * @throws InvalidInputException if it is not there or cannot be read
     */
    public static Source source(Path file) {
        try {
            return new Source(file.toString(), text(file));
        } catch (IOException unreadable) {
            throw complaint(file,
                    Reach.exists(file) ? "cannot be read: " + FileTrouble.inWords(unreadable) : "does not exist",
                    "check the path");
        }
    }

    /** Old files hold Latin-1 in their comments. */
    private static String text(Path file) throws IOException {
        try {
            return Files.readString(Reach.readable(file));
        } catch (CharacterCodingException notUtf8) {
            return Files.readString(Reach.readable(file), StandardCharsets.ISO_8859_1);
        }
    }

    private static InvalidInputException complaint(Path file, String message, String hint) {
        return new InvalidInputException(Problem.error(Span.none(file.toString()), message, hint));
    }
}
