package huxley.io.morphology;

import huxley.io.document.Reach;
import huxley.neuron.morphology.Morphology;
import huxley.neuron.problem.InvalidInputException;
import huxley.neuron.problem.Problem;
import huxley.neuron.problem.Problems;
import huxley.neuron.problem.Source;
import huxley.neuron.problem.Span;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads a morphology file of any kind we know: SWC, Neurolucida ASC, HDF5. */
public final class MorphologyReader {
    private MorphologyReader() {
    }

    /**
     * @param problems receives the warnings
     * @throws InvalidInputException with every problem of this file when it cannot be used
     */
    public static Morphology read(Path file, Problems problems) {
        Problems found = new Problems();
        Morphology morphology = readKind(file, found);
        problems.addAll(found.all());
        return morphology;
    }

    private static Morphology readKind(Path file, Problems problems) {
        byte[] bytes = bytes(file);
        String name = file.getFileName().toString();
        String stem = name.contains(".") ? name.substring(0, name.lastIndexOf('.')) : name;
        if (isHdf5(bytes)) {
            return H5Reader.read(stem, file, problems);
        }
        Source source = new Source(file.toString(), text(bytes));
        if (source.text().indexOf('\0') >= 0) {
            throw new InvalidInputException(Problem.error(Span.none(file.toString()),
                    "no morphology here: it is neither text (SWC, Neurolucida ASC) nor HDF5", null));
        }
        return isAsc(source.text()) ? AscReader.read(stem, source, problems) : SwcReader.read(stem, source, problems);
    }

    private static boolean isHdf5(byte[] bytes) {
        return bytes.length > 4 && bytes[1] == 'H' && bytes[2] == 'D' && bytes[3] == 'F';
    }

    /** ASC starts with a parenthesis or a comment after a semicolon; SWC with a number or a comment after #. */
    private static boolean isAsc(String text) {
        String start = text.stripLeading();
        return start.startsWith("(") || start.startsWith(";");
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(Reach.readable(file));
        } catch (IOException e) {
            String reason = Reach.isFolder(file)
                    ? "it is a folder"
                    : Reach.exists(file) ? "it cannot be read" : "there is no such file";
            throw new InvalidInputException(
                    Problem.error(Span.none(file.toString()), "no morphology here: " + reason, null));
        }
    }

    private static String text(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        return text.indexOf('\uFFFD') >= 0 ? new String(bytes, StandardCharsets.ISO_8859_1) : text;
    }
}
