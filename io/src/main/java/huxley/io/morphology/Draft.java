package huxley.io.morphology;

import huxley.neuron.morphology.Morphology;
import huxley.neuron.morphology.Section;
import huxley.neuron.problem.Problems;
import huxley.neuron.problem.Span;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Sections as a file lists them, in file order, before they are cleaned, ordered by type and named. */
final class Draft {
    /** No neuron is longer than 100 m. */
    private static final double FARTHEST_UM = 1e8;

    private final List<Part> parts = new ArrayList<>();

    /** One section: its points, what it attaches to and where. */
    static final class Part {
        final int type;
        final Span where;
        @Nullable
        Part parent;
        double parentX;
        private double[][] points = new double[16][];
        private int size;

        Part(int type, @Nullable Part parent, double parentX, Span where) {
            this.type = type;
            this.parent = parent;
            this.parentX = parentX;
            this.where = where;
        }

        void add(double x_um, double y_um, double z_um, double diam_um) {
            if (size == points.length) {
                points = Arrays.copyOf(points, 2 * size);
            }
            points[size++] = new double[] {x_um, y_um, z_um, diam_um};
        }

        int size() {
            return size;
        }

        /** {x, y, z, diam} in um. */
        double[] point(int i) {
            return points[i];
        }

        /** Nothing to simulate: one point, or two at the same place. */
        private boolean hasNoLength() {
            return size < 2 || size == 2 && points[0][0] == points[1][0] && points[0][1] == points[1][1]
                    && points[0][2] == points[1][2];
        }

        /** In single precision, as NEURON keeps points: then areas and compartment counts are equal to the last digit. */
        private double[] column(int k) {
            double[] column = new double[size];
            for (int i = 0; i < size; i++) {
                column[i] = (float) points[i][k];
            }
            return column;
        }

        /** A single point is a sphere: the cylinder along x of the same area. */
        private void spread() {
            double[] center = points[0];
            size = 0;
            for (int side = -1; side <= 1; side++) {
                add(center[0] + side * center[3] / 2, center[1], center[2], center[3]);
            }
        }
    }

    Part add(Part part) {
        parts.add(part);
        return part;
    }

    List<Part> parts() {
        return parts;
    }

    /** Sections by ascending type, in file order within a type, named like {@code dend[3]}. */
    Morphology toMorphology(String name, Problems problems) {
        refuseImpossiblePoints(problems);
        problems.throwIfErrors();
        dropSectionsWithoutLength(problems);
        List<Part> ordered = parts.stream().sorted(Comparator.comparingInt(part -> part.type)).toList();
        Map<Integer, Integer> seen = new TreeMap<>();
        List<Section> sections = new ArrayList<>();
        for (Part part : ordered) {
            if (part.size == 1) {
                part.spread();
            }
            int index = seen.merge(part.type, 1, Integer::sum) - 1;
            sections.add(new Section(Section.typeName(part.type) + "[" + index + "]", part.type,
                    part.parent == null ? -1 : ordered.indexOf(part.parent), part.parentX, part.column(0),
                    part.column(1), part.column(2), part.column(3)));
        }
        return new Morphology(name, sections);
    }

    private void refuseImpossiblePoints(Problems problems) {
        for (Part part : parts) {
            for (int i = 0; i < part.size; i++) {
                double[] point = part.points[i];
                if (!(point[3] >= 0)) {
                    problems.error(part.where, "this branch has a diameter of " + point[3] + " um, below 0", null);
                    break;
                }
                double largest = Arrays.stream(point).map(Math::abs).max().orElseThrow();
                if (!(largest < FARTHEST_UM)) {
                    problems.error(part.where, "this branch has a point with " + largest + " um, beyond "
                            + FARTHEST_UM + " um", "coordinates and diameters are in um");
                    break;
                }
            }
        }
    }

    private void dropSectionsWithoutLength(Problems problems) {
        for (int i = parts.size() - 1; i >= 0; i--) {
            Part part = parts.get(i);
            Part parent = part.parent;
            if (parent == null || !part.hasNoLength()) {
                continue;
            }
            parts.remove(i);
            problems.warning(part.where,
                    "this branch has no length (" + (part.size < 2 ? "one point" : "two equal points")
                            + "); it is left out",
                    null);
            for (Part child : parts) {
                if (child.parent == part) {
                    child.parent = parent;
                    child.parentX = part.parentX;
                }
            }
        }
    }
}
