package huxley.io.morphology;

import java.util.Arrays;

/**
 * Joins SWC points into unbranched sections, as NEURON's Import3d does, so that section names, counts and joints are the
 * same:
 *
 * <ul> <li>A section is a run of points of one type, each the parent of the next line's; it ends at a fork, a tip, a
 * change of type, or where the child is not the next point. Its first point is a copy of its parent's point; on a soma
 * that copy has the diameter of the section's own first point.
 * <li>A soma of one point is a sphere. So is a soma of three points with equal diameters, the second and third one radius
 * beside the first and without other children.
 * <li>A neurite on a spherical soma, or within a soma of several points, or on a forking soma point, starts at its own
 * first point and joins the soma's centre (or the end it was put on); the gap has no membrane.
 * <li>A branch on the first point of a neurite that starts on the soma joins that neurite's end 0. </ul>
 */
final class SwcSections {
    private final SwcPoints points;
    private final int[] parent;
    private final int[] somaChildren;
    /** [point] a section ends here. */
    private final boolean[] last;
    /** [point] the section that starts here joins end 0 of its parent. */
    private final boolean[] joinsStart;
    private final Draft.Part[] partOf;
    private boolean sphere;

    private SwcSections(SwcPoints points) {
        this.points = points;
        parent = points.parent().clone();
        somaChildren = new int[points.size()];
        last = new boolean[points.size()];
        joinsStart = new boolean[points.size()];
        partOf = new Draft.Part[points.size()];
    }

    static Draft join(SwcPoints points) {
        SwcSections sections = new SwcSections(points);
        sections.countSomaChildren();
        sections.findForks();
        sections.recogniseThreePointSphere();
        sections.keepSomaWhole();
        return sections.build();
    }

    private void countSomaChildren() {
        for (int i = 1; i < parent.length; i++) {
            if (points.isSoma(i) && parent[i] >= 0 && points.isSoma(parent[i])) {
                somaChildren[parent[i]]++;
            }
        }
    }

    private void findForks() {
        boolean[] continued = new boolean[parent.length];
        for (int i = 1; i < parent.length; i++) {
            int p = parent[i];
            if (p < 0) {
                continue;
            }
            if (p == i - 1) {
                continued[p] = true;
            } else if (startsOnSoma(p) && continued[p]) {
                joinsStart[i] = true;
                last[p] = false;
            } else {
                last[p] = true;
            }
            if (points.type()[p] != points.type()[i]) {
                last[p] = true;
            }
        }
        for (int i = 0; i < last.length; i++) {
            last[i] |= !continued[i];
        }
    }

    /** The first point of a neurite on the soma, or of a cell without soma. */
    private boolean startsOnSoma(int point) {
        if (points.isSoma(point)) {
            return false;
        }
        return point == 0 || point > 1 && parent[point] >= 0 && points.isSoma(parent[point]);
    }

    private void recogniseThreePointSphere() {
        long somaPoints = Arrays.stream(points.type()).filter(type -> type == SwcPoints.SOMA).count();
        if (somaPoints != 3 || parent.length < 3 || parent[1] != 0 || parent[2] != 0) {
            return;
        }
        double diam = points.diam_um()[0];
        boolean same = points.diam_um()[1] == diam && points.diam_um()[2] == diam;
        boolean bare = Arrays.stream(parent).noneMatch(p -> p == 1 || p == 2);
        double length = distance_um(0, 1) + distance_um(0, 2);
        if (same && bare && points.isSoma(1) && points.isSoma(2) && Math.abs(length / diam - 1) < 0.01) {
            sphere = true;
            parent[2] = 1;
        }
    }

    private double distance_um(int a, int b) {
        return Math.hypot(Math.hypot(points.x_um()[a] - points.x_um()[b], points.y_um()[a] - points.y_um()[b]),
                points.z_um()[a] - points.z_um()[b]);
    }

    private void keepSomaWhole() {
        for (int i = 0; i + 1 < parent.length; i++) {
            boolean continues = points.isSoma(i) && points.isSoma(i + 1) && parent[i + 1] == i;
            if (continues && (i == 0 || somaChildren[i] <= 1)) {
                last[i] = false;
            }
        }
    }

    private Draft build() {
        Draft draft = new Draft();
        int first = 0;
        for (int i = 0; i < parent.length; i++) {
            if (last[i]) {
                Draft.Part part = draft.add(first == 0 ? root(sphere ? 0 : i) : child(first, i));
                Arrays.fill(partOf, first, i + 1, part);
                first = i + 1;
            }
        }
        return draft;
    }

    private Draft.Part root(int end) {
        Draft.Part part = new Draft.Part(points.type()[0], null, 0, points.where()[0]);
        append(part, 0, end);
        return part;
    }

    private Draft.Part child(int first, int end) {
        if (parent[first] == SwcPoints.DETACHED) {
            Draft.Part part = new Draft.Part(points.type()[first], partOf[0], 0.5, points.where()[first]);
            append(part, first, end);
            return part;
        }
        int joint = parent[first];
        Joint at = joinsStart[first] ? new Joint(0, false) : joint(first, end);
        Draft.Part part = new Draft.Part(points.type()[first], partOf[joint], at.x, points.where()[first]);
        if (!at.gap) {
            boolean onSoma = partOf[joint].type == SwcPoints.SOMA && !points.isSoma(first);
            part.add(points.x_um()[joint], points.y_um()[joint], points.z_um()[joint],
                    points.diam_um()[onSoma ? first : joint]);
        }
        append(part, first, end);
        return part;
    }

    /** Where a section joins its parent section, and whether a gap without membrane lies between. */
    private record Joint(double x, boolean gap) {
    }

    private Joint joint(int first, int end) {
        int at = parent[first];
        Draft.Part host = partOf[at];
        boolean neuriteOnSoma = host.type == SwcPoints.SOMA && !points.isSoma(first);
        boolean several = end > first;
        boolean forking = somaChildren[at] > 1;
        if (host == partOf[0]) {
            if (neuriteOnSoma && host.size() == 1) {
                return new Joint(0.5, several);
            }
            if (at == 0) {
                return new Joint(0, neuriteOnSoma && forking);
            }
        }
        if (host.type != SwcPoints.SOMA) {
            return new Joint(1, false);
        }
        boolean within = !last[at];
        if (within) {
            return new Joint(0.5, neuriteOnSoma && several);
        }
        return new Joint(1, neuriteOnSoma && several && forking);
    }

    private void append(Draft.Part part, int first, int end) {
        for (int i = first; i <= end; i++) {
            part.add(points.x_um()[i], points.y_um()[i], points.z_um()[i], points.diam_um()[i]);
        }
    }
}
