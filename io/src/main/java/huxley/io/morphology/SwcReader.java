package huxley.io.morphology;

import huxley.neuron.morphology.Morphology;
import huxley.neuron.problem.Problems;
import huxley.neuron.problem.Source;
import huxley.neuron.problem.Span;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads SWC: one point a line, {@code id type x y z radius parent}, {@code #} starts a comment. Checks that the points
 * form one tree and puts parents before children; {@link SwcSections} makes sections of them.
 */
final class SwcReader {
    private static final String COLUMNS = "id type x y z radius parent";
    private static final int LAST_TYPE = 19;
    private static final int MOST_COMPLAINTS = 10;
    private static final int FORK = 5;
    private static final int TIP = 6;

    /** One line; {@code parent} and {@code children} are line indices once they are linked. */
    private static final class Point {
        final Span where;
        final long id;
        final long parentId;
        final double x_um;
        final double y_um;
        final double z_um;
        final double radius_um;
        int type;
        int parent = -1;
        final List<Integer> children = new ArrayList<>();

        Point(Span where, double[] values) {
            this.where = where;
            id = (long) values[0];
            type = (int) values[1];
            x_um = values[2];
            y_um = values[3];
            z_um = values[4];
            radius_um = values[5];
            parentId = (long) values[6];
        }

        boolean isSoma() {
            return type == SwcPoints.SOMA;
        }
    }

    private final Source source;
    private final Problems problems;
    private final List<Point> points = new ArrayList<>();

    private SwcReader(Source source, Problems problems) {
        this.source = source;
        this.problems = problems;
    }

    static Morphology read(String name, Source source, Problems problems) {
        SwcReader reader = new SwcReader(source, problems);
        reader.parse();
        problems.throwIfErrors();
        reader.link();
        problems.throwIfErrors();
        reader.translateForkMarks();
        int root = reader.root();
        problems.throwIfErrors();
        reader.checkTypes();
        reader.checkRadii();
        problems.throwIfErrors();
        return SwcSections.join(reader.inOrder(root)).toMorphology(name, problems);
    }

    private void parse() {
        String text = source.text();
        int start = 0;
        while (start < text.length() && problems.all().size() < MOST_COMPLAINTS) {
            int end = start;
            while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
                end++;
            }
            parseLine(start, end);
            start = end + 1;
        }
        if (problems.all().size() == MOST_COMPLAINTS) {
            problems.error(source.span(start, start), MOST_COMPLAINTS + " lines are no points; reading stops here",
                    "is this an SWC file?");
        }
        if (points.isEmpty() && !problems.hasErrors()) {
            problems.error(source.span(0, 0), "no point in this file", "an SWC line reads: " + COLUMNS);
        }
    }

    private void parseLine(int lineStart, int lineEnd) {
        int end = lineEnd;
        int comment = source.text().indexOf('#', lineStart);
        if (comment >= 0 && comment < end) {
            end = comment;
        }
        int start = lineStart;
        while (start < end && Character.isWhitespace(source.text().charAt(start))) {
            start++;
        }
        while (end > start && Character.isWhitespace(source.text().charAt(end - 1))) {
            end--;
        }
        if (start == end) {
            return;
        }
        Span where = source.span(start, end);
        String[] words = where.text().split("[\\s,]+");
        if (words.length < 7) {
            problems.error(where, "an SWC point needs 7 values, this line has " + words.length,
                    "the order is: " + COLUMNS);
            return;
        }
        double[] values = new double[7];
        for (int i = 0; i < 7; i++) {
            values[i] = number(words[i]);
            boolean whole = i < 2 || i == 6;
            if (!Double.isFinite(values[i]) || whole && values[i] != (long) values[i]) {
                problems.error(where, "the " + COLUMNS.split(" ")[i] + " of a point is a "
                        + (whole ? "whole number" : "number") + ", got '" + words[i] + "'", "the order is: " + COLUMNS);
                return;
            }
        }
        if (values[1] < 0 || values[1] > LAST_TYPE) {
            problems.error(where, "type " + words[1] + " of a point is outside 0 to " + LAST_TYPE,
                    "1 soma, 2 axon, 3 basal dendrite, 4 apical dendrite, 5 to " + LAST_TYPE + " custom, 0 unknown");
            return;
        }
        points.add(new Point(where, values));
    }

    private static double number(String word) {
        try {
            return Double.parseDouble(word);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    private void link() {
        Map<Long, Integer> byId = new HashMap<>();
        for (int i = 0; i < points.size(); i++) {
            Point point = points.get(i);
            Integer earlier = byId.putIfAbsent(point.id, i);
            if (earlier != null) {
                problems.error(point.where,
                        "id " + point.id + " is used twice; line " + points.get(earlier).where.line()
                                + " has it already",
                        null);
            }
        }
        if (problems.hasErrors()) {
            return;
        }
        for (int i = 0; i < points.size(); i++) {
            Point point = points.get(i);
            if (point.parentId < 0) {
                continue;
            }
            Integer parent = byId.get(point.parentId);
            if (parent == null) {
                problems.error(point.where, "parent " + point.parentId + " is no point of this file",
                        "the root has parent -1");
            } else if (parent == i) {
                problems.error(point.where, "point " + point.id + " is its own parent", "the root has parent -1");
            } else {
                point.parent = parent;
                points.get(parent).children.add(i);
            }
        }
        if (!problems.hasErrors()) {
            refuseCycles();
        }
    }

    private void refuseCycles() {
        boolean[] reached = new boolean[points.size()];
        for (int i = 0; i < reached.length; i++) {
            if (points.get(i).parent < 0) {
                depthFirst(i).forEach(k -> reached[k] = true);
            }
        }
        for (int i = 0; i < reached.length; i++) {
            if (!reached[i]) {
                problems.error(points.get(i).where, "point " + points.get(i).id
                        + " is its own ancestor: the parents from here lead round in a circle",
                        "the root has parent -1");
                return;
            }
        }
    }

    private List<Integer> depthFirst(int root) {
        List<Integer> order = new ArrayList<>();
        List<Integer> stack = new ArrayList<>(List.of(root));
        while (!stack.isEmpty()) {
            int i = stack.removeLast();
            order.add(i);
            stack.addAll(points.get(i).children.reversed());
        }
        return order;
    }

    /** Some files mark every fork with type 5 and every tip with type 6, as the first description of the format had it. */
    private void translateForkMarks() {
        boolean marks = false;
        for (Point point : points) {
            boolean fork = point.type == FORK;
            boolean tip = point.type == TIP;
            if (fork && point.children.size() < 2 || tip && !point.children.isEmpty()) {
                return;
            }
            marks |= fork;
        }
        if (!marks) {
            return;
        }
        for (int root = 0; root < points.size(); root++) {
            if (points.get(root).parent < 0) {
                for (int i : depthFirst(root)) {
                    translateMark(points.get(i));
                }
            }
        }
        problems.warning(source.span(0, 0), "types 5 and 6 mark forks and tips in this file;"
                + " such points take the type of their neighbours", null);
    }

    private void translateMark(Point point) {
        if (point.type != FORK && point.type != TIP) {
            return;
        }
        if (point.parent >= 0 && !points.get(point.parent).isSoma()) {
            point.type = points.get(point.parent).type;
        } else {
            point.type = point.children.stream().map(points::get).mapToInt(child -> child.type)
                    .filter(type -> type != FORK && type != TIP).findFirst().orElse(0);
        }
    }

    /** The one point everything hangs on. */
    private int root() {
        List<Point> roots = points.stream().filter(point -> point.parent < 0).toList();
        List<Point> somas = points.stream()
                .filter(point -> point.isSoma() && (point.parent < 0 || !points.get(point.parent).isSoma())).toList();
        if (somas.size() > 1) {
            problems.error(somas.get(1).where, "multiple somata: one starts in line " + somas.get(0).where.line()
                    + ", another here", "a file holds one cell; soma points form one connected piece");
            return 0;
        }
        if (!somas.isEmpty() && somas.get(0).parent >= 0) {
            problems.error(somas.get(0).where, "the soma hangs on a neurite (parent " + somas.get(0).parentId + ")",
                    "the soma is the root: its first point has parent -1");
            return 0;
        }
        if (somas.isEmpty()) {
            problems.warning(roots.get(0).where, "no soma in this file; the first point is taken as the root", null);
            if (roots.size() > 1) {
                problems.error(roots.get(1).where, "two roots: the trees that start in line "
                        + roots.get(0).where.line() + " and here are not connected",
                        "a cell is one tree; all points but one have a parent");
            }
            return points.indexOf(roots.get(0));
        }
        for (Point root : roots) {
            if (!root.isSoma()) {
                problems.warning(root.where,
                        "this neurite is connected to nothing (parent -1); it is joined to the soma",
                        null);
            }
        }
        warnOfNeuritesOnOuterSomaPoints();
        return points.indexOf(somas.get(0));
    }

    private void warnOfNeuritesOnOuterSomaPoints() {
        List<Point> soma = points.stream().filter(Point::isSoma).toList();
        boolean threePoints = soma.size() == 3 && soma.stream().filter(point -> point.parent >= 0)
                .allMatch(point -> points.get(point.parent).parent < 0);
        if (!threePoints) {
            return;
        }
        for (Point point : points) {
            if (!point.isSoma() && point.parent >= 0 && points.get(point.parent).isSoma()
                    && points.get(point.parent).parent >= 0) {
                problems.warning(point.where, "this neurite starts on an outer point of a soma of three points",
                        "neurites of such a soma start on its first point, " + soma.get(0).id);
            }
        }
    }

    private void checkTypes() {
        for (Point point : points) {
            if (point.parent < 0 || points.get(point.parent).children.size() != 1) {
                continue;
            }
            Point parent = points.get(point.parent);
            if (parent.isSoma() || parent.type == point.type) {
                continue;
            }
            String change = "the type changes from " + parent.type + " to " + point.type
                    + " within an unbranched stretch";
            if (Math.max(parent.type, point.type) > 4) {
                problems.error(point.where, change, "an unbranched stretch has one type");
            } else {
                problems.warning(point.where, change + "; a section ends there", null);
            }
        }
    }

    private void checkRadii() {
        Point flat = null;
        int flats = 0;
        for (Point point : points) {
            if (point.radius_um < 0) {
                problems.error(point.where, "radius " + point.radius_um + " um is below 0", null);
            } else if (point.radius_um == 0) {
                flat = flat == null ? point : flat;
                flats++;
            }
        }
        if (flat != null) {
            problems.warning(flat.where, flats + (flats == 1 ? " point has" : " points have")
                    + " radius 0, this one first; hardly any current passes there", null);
        }
    }

    /** By id where parents have lower ids than children; depth first otherwise. */
    private SwcPoints inOrder(int root) {
        Integer[] order = new Integer[points.size()];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, Comparator.comparingLong(i -> points.get(i).id));
        boolean ascending = order[0] == root
                && points.stream().allMatch(point -> point.parent < 0 || points.get(point.parent).id < point.id);
        if (!ascending) {
            List<Integer> deep = depthFirst(root);
            for (int i = 0; i < points.size(); i++) {
                if (points.get(i).parent < 0 && i != root) {
                    deep.addAll(depthFirst(i));
                }
            }
            order = deep.toArray(Integer[]::new);
        }
        return arrays(order);
    }

    private SwcPoints arrays(Integer[] order) {
        int n = order.length;
        int[] rank = new int[n];
        SwcPoints result = new SwcPoints(new int[n], new double[n], new double[n], new double[n], new double[n],
                new int[n], new Span[n]);
        for (int i = 0; i < n; i++) {
            rank[order[i]] = i;
        }
        for (int i = 0; i < n; i++) {
            Point point = points.get(order[i]);
            result.type()[i] = point.type;
            result.x_um()[i] = point.x_um;
            result.y_um()[i] = point.y_um;
            result.z_um()[i] = point.z_um;
            result.diam_um()[i] = 2 * point.radius_um;
            result.where()[i] = point.where;
            if (point.parent >= 0) {
                result.parent()[i] = rank[point.parent];
            } else {
                result.parent()[i] = i == 0 ? -1 : SwcPoints.DETACHED;
            }
        }
        return result;
    }
}
