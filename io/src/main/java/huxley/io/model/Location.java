package huxley.io.model;

import huxley.io.document.Node;
import huxley.neuron.morphology.Morphology;
import huxley.neuron.morphology.Section;
import huxley.neuron.problem.Suggestion;
import huxley.neuron.units.Unit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/** A place on a cell: a section of its morphology and the position along it, 0 to 1. */
record Location(int section, double x) {
    /**
     * Reads {@code soma(0.5)}; without parentheses the position is {@code otherwise}. What is not a place on the cell is
     * reported.
     */
    static Optional<Location> read(Node.Text text, Morphology morphology, double otherwise, Values values) {
        String written = text.value().strip();
        int open = written.endsWith(")") ? written.lastIndexOf('(') : -1;
        String name = open < 0 ? written : written.substring(0, open).strip();
        OptionalInt section = section(name, morphology);
        if (section.isEmpty()) {
            List<String> names = morphology.sections().stream().map(Section::name).toList();
            values.report(text, text.where(), "the cell has no section '" + name + "'",
                    Suggestion.hint(name, "sections", names));
            return Optional.empty();
        }
        double x = open < 0 ? otherwise : position(text, values);
        if (!(x >= 0 && x <= 1)) {
            if (!Double.isNaN(x)) {
                values.report(text, text.where(), "position " + x + " lies off section '" + name + "'",
                        "positions run from 0 (start) to 1 (end)");
            }
            return Optional.empty();
        }
        return Optional.of(new Location(section.getAsInt(), x));
    }

    /** By its name; {@code soma} also means {@code soma[0]} where there is no {@code soma[1]}. */
    private static OptionalInt section(String name, Morphology morphology) {
        OptionalInt exact = morphology.indexOf(name);
        boolean several = exact.isPresent() || morphology.indexOf(name + "[1]").isPresent();
        return several ? exact : morphology.indexOf(name + "[0]");
    }

    private static double position(Node.Text text, Values values) {
        int open = text.value().lastIndexOf('(');
        int close = text.value().lastIndexOf(')');
        Node.Text inner = new Node.Text(text.value().substring(open + 1, close), text.part(open + 1, close));
        return values.number(inner, Unit.ONE);
    }

    /** As a user would write it. */
    String label(Morphology morphology) {
        return morphology.section(section).name() + "(" + shortNumber(x) + ")";
    }

    static String shortNumber(double x) {
        String digits = String.format(Locale.ROOT, "%.6f", x);
        int end = digits.length();
        while (digits.charAt(end - 1) == '0') {
            end--;
        }
        return digits.substring(0, digits.charAt(end - 1) == '.' ? end - 1 : end);
    }
}
