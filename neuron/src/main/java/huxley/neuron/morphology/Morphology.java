package huxley.neuron.morphology;

import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The sections of one cell: a tree. Section 0 is the root; a parent stands before its children.
 */
public record Morphology(String name, List<Section> sections) {
    public Morphology {
        sections = List.copyOf(sections);
        Set<String> names = new HashSet<>();
        for (int i = 0; i < sections.size(); i++) {
            int parent = sections.get(i).parent();
            if (i == 0 ? parent != -1 : parent < 0 || parent >= i) {
                throw new IllegalArgumentException("section " + sections.get(i).name() + " has parent " + parent);
            }
            if (!names.add(sections.get(i).name())) {
                throw new IllegalArgumentException("two sections are called " + sections.get(i).name());
            }
        }
        if (sections.isEmpty()) {
            throw new IllegalArgumentException("a morphology needs a section");
        }
    }

    public int size() {
        return sections.size();
    }

    public Section section(int i) {
        return sections.get(i);
    }

    public OptionalInt indexOf(String sectionName) {
        return IntStream.range(0, sections.size()).filter(i -> sections.get(i).name().equals(sectionName)).findFirst();
    }
}
