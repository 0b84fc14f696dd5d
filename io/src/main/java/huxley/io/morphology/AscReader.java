package huxley.io.morphology;

import huxley.io.morphology.AscTree.Group;
import huxley.io.morphology.AscTree.Item;
import huxley.io.morphology.AscTree.Kind;
import huxley.io.morphology.AscTree.Word;
import huxley.neuron.morphology.Morphology;
import huxley.neuron.morphology.Section;
import huxley.neuron.problem.Problems;
import huxley.neuron.problem.Source;
import huxley.neuron.problem.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads Neurolucida ASC: outlines of the cell body and trees of axon and dendrites; everything else (markers, texts,
 * other contours, spines) is passed over. Trees join the centre of the cell body across a gap without membrane.
 */
final class AscReader {
    private static final Set<String> CELL_BODY = Set.of("CellBody", "Cell Body", "Soma");

    private final Source source;
    private final Problems problems;
    private final List<SomaContour> outlines = new ArrayList<>();
    private final List<Draft.Part> trees = new ArrayList<>();
    private Draft draft = new Draft();

    private AscReader(Source source, Problems problems) {
        this.source = source;
        this.problems = problems;
    }

    static Morphology read(String name, Source source, Problems problems) {
        AscReader reader = new AscReader(source, problems);
        reader.objects(AscTree.parse(source));
        problems.throwIfErrors();
        return reader.assemble(name);
    }

    private void objects(List<Item> items) {
        for (Item item : items) {
            if (!(item instanceof Group group) || group.spine()) {
                problems.error(item.where(), "'" + item.where().text() + "' stands outside parentheses", null);
            } else if (group.startsWithWord(Kind.STRING) || typeOf(group) == SwcPoints.SOMA) {
                contour(group);
            } else if (isSet(group)) {
                objects(group.items().stream().filter(Group.class::isInstance).toList());
            } else if (isTree(group)) {
                branch(group.items(), null, typeOrWarn(group), group.where());
            }
        }
    }

    private static boolean isSet(Group group) {
        return group.isProperty() && group.items().getFirst().where().text().equalsIgnoreCase("Set");
    }

    /** A text has points, too, but then a string. */
    private static boolean isTree(Group group) {
        return !group.items().isEmpty() && group.items().getFirst() instanceof Group
                && group.items().stream().anyMatch(AscReader::isPoint)
                && group.items().stream().noneMatch(item -> item instanceof Word word && word.kind() == Kind.STRING);
    }

    private static boolean isPoint(Item item) {
        return item instanceof Group group && group.isPoint();
    }

    private int typeOrWarn(Group tree) {
        int type = typeOf(tree);
        if (type == 0) {
            problems.warning(tree.where(), "this tree has no type; its sections become " + Section.typeName(0),
                    "known types: Axon, Dendrite, Apical, CellBody");
        }
        return type;
    }

    /** By the last property that names a type; 0 when there is none. */
    private static int typeOf(Group tree) {
        int type = 0;
        for (Item item : tree.items()) {
            if (item instanceof Group group && group.isProperty() && group.items().size() == 1) {
                type = switch (group.items().getFirst().where().text()) {
                case "CellBody" -> SwcPoints.SOMA;
                case "Axon" -> 2;
                case "Dendrite" -> 3;
                case "Apical" -> 4;
                default -> type;
                };
            }
        }
        return type;
    }

    private void contour(Group group) {
        boolean named = group.items().getFirst() instanceof Word word && CELL_BODY.contains(word.text());
        if (!named && typeOf(group) != SwcPoints.SOMA) {
            return;
        }
        List<double[]> points = new ArrayList<>();
        for (Item item : group.items()) {
            if (item instanceof Group point && point.isPoint()) {
                points.add(point(point));
            }
        }
        if (points.size() < 3) {
            problems.warning(group.where(), "this outline of the cell body has " + points.size()
                    + (points.size() == 1 ? " point" : " points") + "; 3 or more are needed, so it is left out", null);
            return;
        }
        SomaContour outline = new SomaContour(points, group.where());
        if (outline.enclosesArea()) {
            outlines.add(outline);
        } else {
            problems.warning(group.where(), "this outline of the cell body encloses no area; it is left out", null);
        }
    }

    /** {x, y, z, diam}; z and diam are 0 where they are left out. */
    private double[] point(Group group) {
        double[] values = new double[4];
        int n = 0;
        for (Item item : group.items()) {
            if (n < 4 && item instanceof Word word && word.kind() == Kind.NUMBER) {
                values[n++] = Double.parseDouble(word.text());
            } else {
                break;
            }
        }
        if (n < 2) {
            problems.error(group.where(), "a point needs x, y, z and diameter, this one has " + n
                    + (n == 1 ? " number" : " numbers"), null);
        }
        return values;
    }

    /**
     * Points, then at most one fork or one closing word such as {@code Normal}; properties, markers and spines anywhere.
     */
    private void branch(List<Item> items, Draft.@Nullable Part parent, int type, Span where) {
        Draft.Part part = null;
        Item closed = null;
        for (Item item : items) {
            boolean passed = item instanceof Group group
                    && (group.spine() || group.isProperty() || group.items().isEmpty())
                    || item instanceof Word word && word.kind() == Kind.STRING;
            if (passed) {
                continue;
            }
            if (closed != null) {
                problems.error(item.where(), "this stands behind '" + closed.where().text() + "' of line "
                        + closed.where().line() + ", which ends the branch", null);
                return;
            }
            switch (item) {
            case Word word when word.kind() == Kind.LABEL -> closed = word;
            case Word word -> {
                problems.error(word.where(), "'" + word.text() + "' stands outside a point or fork", null);
                return;
            }
            case Group group when group.isPoint() -> part = extend(part, parent, type, group);
            case Group group -> {
                closed = group;
                fork(group, part == null ? parent : part, type);
            }
            }
        }
        if (part == null && !items.isEmpty() && closed instanceof Word) {
            problems.warning(where, "a branch without points; it is left out", null);
        }
    }

    private Draft.Part extend(Draft.@Nullable Part started, Draft.@Nullable Part parent, int type, Group group) {
        double[] p = point(group);
        Draft.Part part = started;
        if (part == null) {
            part = draft.add(new Draft.Part(type, parent, 1, group.where()));
            if (parent == null) {
                trees.add(part);
            } else {
                double[] end = parent.point(parent.size() - 1);
                if (end[0] != p[0] || end[1] != p[1] || end[2] != p[2]) {
                    part.add(end[0], end[1], end[2], p[3]);
                }
            }
        }
        part.add(p[0], p[1], p[2], p[3]);
        return part;
    }

    private void fork(Group group, Draft.@Nullable Part parent, int type) {
        List<Item> branch = new ArrayList<>();
        for (Item item : group.items()) {
            if (item instanceof Word word && word.kind() == Kind.BAR) {
                branch(branch, parent, type, group.where());
                branch = new ArrayList<>();
            } else {
                branch.add(item);
            }
        }
        branch(branch, parent, type, group.where());
    }

    private Morphology assemble(String name) {
        Draft.Part soma = soma();
        problems.throwIfErrors();
        if (soma == null && trees.isEmpty()) {
            problems.error(source.span(0, 0), "neither a cell body nor a tree in this file", null);
            problems.throwIfErrors();
        }
        if (soma == null) {
            problems.warning(trees.getFirst().where, "no soma in this file; the first point is taken as the root"
                    + (trees.size() > 1 ? ", and the starts of all " + trees.size() + " trees are joined there" : ""),
                    null);
        }
        for (Draft.Part tree : trees) {
            if (soma != null) {
                tree.parent = soma;
                tree.parentX = 0.5;
            } else if (tree != trees.getFirst()) {
                tree.parent = trees.getFirst();
                tree.parentX = 0;
            }
        }
        warnOfFlatPoints();
        return draft.toMorphology(name, problems);
    }

    /** Outlines that overlap in the plane are slices of one body; the trees then hang on its centre. */
    private Draft.@Nullable Part soma() {
        if (outlines.isEmpty()) {
            return null;
        }
        SomaContour first = outlines.getFirst();
        for (int i = 1; i < outlines.size(); i++) {
            if (!outlines.get(i).overlaps(outlines.get(i - 1))) {
                problems.error(outlines.get(i).where(), "multiple somata: one outline starts in line "
                        + outlines.get(i - 1).where().line() + ", another here, and they do not overlap",
                        "a file holds one cell");
            }
        }
        Draft.Part soma = new Draft.Part(SwcPoints.SOMA, null, 0, first.where());
        List<double[]> axis = outlines.size() == 1
                ? first.alongMajorAxis()
                : outlines.stream().map(SomaContour::circle).toList();
        axis.forEach(p -> soma.add(p[0], p[1], p[2], p[3]));
        for (Draft.Part tree : trees) {
            double[] start = tree.point(0);
            if (outlines.stream().noneMatch(outline -> outline.isNear(start[0], start[1]))) {
                problems.warning(tree.where, "this tree starts outside the soma; it is joined to the soma's centre",
                        null);
            }
        }
        Draft withSoma = new Draft();
        withSoma.add(soma);
        draft.parts().forEach(withSoma::add);
        draft = withSoma;
        return soma;
    }

    private void warnOfFlatPoints() {
        for (Draft.Part part : draft.parts()) {
            for (int i = 0; i < part.size(); i++) {
                if (part.type != SwcPoints.SOMA && !(part.point(i)[3] > 0)) {
                    problems.warning(part.where,
                            "this branch has points of diameter 0; hardly any current passes there", null);
                    return;
                }
            }
        }
    }
}
