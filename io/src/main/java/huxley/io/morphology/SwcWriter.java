package huxley.io.morphology;

import huxley.neuron.morphology.Morphology;
import huxley.neuron.morphology.Section;
import java.util.Arrays;
import java.util.Locale;

/**
 * Writes a morphology as SWC, so that reading it gives the same sections. A root section as long as wide becomes one
 * point, a sphere. What SWC cannot say is rounded: coordinates to 0.001 um, a joint within a neurite to its nearest point,
 * the diameter of a section's first point to that of the point it joins.
 */
public final class SwcWriter {
    private final Morphology morphology;
    private final StringBuilder out = new StringBuilder();
    /** [section][point] the id under which a point was written. */
    private final int[][] id;
    private int next = 1;

    private SwcWriter(Morphology morphology) {
        this.morphology = morphology;
        id = new int[morphology.size()][];
    }

    /** @param comment lines that explain the file, without the leading # */
    public static String write(Morphology morphology, String comment) {
        SwcWriter writer = new SwcWriter(morphology);
        comment.lines().forEach(line -> writer.out.append("# ").append(line).append('\n'));
        writer.out.append("# id type x y z radius parent (um)\n");
        for (int s : morphology.fromRoot()) {
            writer.section(s);
        }
        return writer.out.toString();
    }

    private void section(int s) {
        Section section = morphology.section(s);
        id[s] = new int[section.points()];
        if (section.parent() < 0 && isSphere(section)) {
            double[] center = section.at(0.5);
            Arrays.fill(id[s], point(section.type(), center[0], center[1], center[2], section.diam_um()[0], -1));
            return;
        }
        int parent = section.parent() < 0 ? -1 : joint(section);
        int first = section.parent() >= 0 && startsAtJoint(section) ? 1 : 0;
        for (int i = first; i < section.points(); i++) {
            parent = point(section.type(), section.x_um()[i], section.y_um()[i], section.z_um()[i],
                    section.diam_um()[i], parent);
            id[s][i] = parent;
        }
        if (first == 1) {
            id[s][0] = joint(section);
        }
    }

    private static boolean isSphere(Section section) {
        double diam = section.diam_um()[0];
        return Arrays.stream(section.diam_um()).allMatch(d -> d == diam)
                && Math.abs(section.length_um() - diam) < 1e-3 * diam;
    }

    private int joint(Section section) {
        return id[section.parent()][nearest(section)];
    }

    /** The point of the parent that is nearest to where a section joins. */
    private int nearest(Section section) {
        double[] arc = morphology.section(section.parent()).arc_um();
        double wanted = section.parentX() * arc[arc.length - 1];
        int best = 0;
        for (int i = 1; i < arc.length; i++) {
            if (Math.abs(arc[i] - wanted) <= Math.abs(arc[best] - wanted)) {
                best = i;
            }
        }
        return best;
    }

    private boolean startsAtJoint(Section section) {
        Section parent = morphology.section(section.parent());
        int i = nearest(section);
        return parent.x_um()[i] == section.x_um()[0] && parent.y_um()[i] == section.y_um()[0]
                && parent.z_um()[i] == section.z_um()[0];
    }

    private int point(int type, double x_um, double y_um, double z_um, double diam_um, int parent) {
        out.append(next).append(' ').append(type);
        for (double value : new double[] {x_um, y_um, z_um, diam_um / 2}) {
            String text = String.format(Locale.ROOT, "%.3f", value);
            out.append(' ').append(text.equals("-0.000") ? "0.000" : text);
        }
        out.append(' ').append(parent).append('\n');
        return next++;
    }
}
