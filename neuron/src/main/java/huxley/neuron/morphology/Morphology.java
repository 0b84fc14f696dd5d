package huxley.neuron.morphology;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The sections of one cell: a tree with one root. Sections stand in the order in which the model or the file names
 * them, so a parent may stand behind its child; {@link #fromRoot} gives an order in which it does not.
 */
public record Morphology(String name, List<Section> sections) {
    public Morphology {
        sections = List.copyOf(sections);
        Set<String> names = new HashSet<>();
        int roots = 0;
        for (Section section : sections) {
            if (section.parent() < -1 || section.parent() >= sections.size()) {
                throw new IllegalArgumentException("section " + section.name() + " has parent " + section.parent());
            }
            if (!names.add(section.name())) {
                throw new IllegalArgumentException("two sections are called " + section.name());
            }
            roots += section.parent() == -1 ? 1 : 0;
        }
        if (roots != 1) {
            throw new IllegalArgumentException("a morphology needs one root, this one has " + roots);
        }
        if (depthFirst(sections).length < sections.size()) {
            throw new IllegalArgumentException("sections that are their own ancestors");
        }
    }

    public int size() {
        return sections.size();
    }

    public Section section(int i) {
        return sections.get(i);
    }

    /** Index of the only section without a parent. */
    public int root() {
        return IntStream.range(0, sections.size()).filter(i -> sections.get(i).parent() < 0).findFirst().orElseThrow();
    }

    public OptionalInt indexOf(String sectionName) {
        return IntStream.range(0, sections.size()).filter(i -> sections.get(i).name().equals(sectionName)).findFirst();
    }

    /** Indices of the children of every section, ascending: [section][child]. */
    public int[][] children() {
        return children(sections);
    }

    /** All section indices, depth first from the root, siblings by ascending index. */
    public int[] fromRoot() {
        return depthFirst(sections);
    }

    private static int[][] children(List<Section> sections) {
        int[] count = new int[sections.size()];
        for (Section section : sections) {
            if (section.parent() >= 0) {
                count[section.parent()]++;
            }
        }
        int[][] children = new int[count.length][];
        Arrays.setAll(children, i -> new int[count[i]]);
        for (int i = count.length - 1; i >= 0; i--) {
            int parent = sections.get(i).parent();
            if (parent >= 0) {
                children[parent][--count[parent]] = i;
            }
        }
        return children;
    }

    /** Sections that no root reaches are missing in the result. */
    private static int[] depthFirst(List<Section> sections) {
        int[][] children = children(sections);
        int[] order = new int[sections.size()];
        int[] stack = new int[sections.size()];
        int depth = 0;
        for (int i = 0; i < order.length; i++) {
            if (sections.get(i).parent() < 0) {
                stack[depth++] = i;
            }
        }
        int found = 0;
        while (depth > 0) {
            int section = stack[--depth];
            order[found++] = section;
            for (int k = children[section].length - 1; k >= 0; k--) {
                stack[depth++] = children[section][k];
            }
        }
        return Arrays.copyOf(order, found);
    }
}
