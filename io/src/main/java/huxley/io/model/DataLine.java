package huxley.io.model;

import huxley.neuron.problem.Source;
import huxley.neuron.problem.Span;
import java.util.ArrayList;
import java.util.List;

/** A line of a text file of numbers that holds something, without its comment ({@code #}) and blanks at its ends. */
record DataLine(String text, Span where) {
    static List<DataLine> of(Source source) {
        List<DataLine> lines = new ArrayList<>();
        int start = 0;
        for (String line : source.text().split("\n", -1)) {
            String bare = line.replaceAll("#.*", "").strip();
            if (!bare.isEmpty()) {
                lines.add(new DataLine(bare, source.span(start, start + line.stripTrailing().length())));
            }
            start += line.length() + 1;
        }
        return lines;
    }
}
