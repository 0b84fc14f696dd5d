package huxley.io.model;

import huxley.io.document.Node;
import huxley.neuron.morphology.Morphology;
import huxley.neuron.morphology.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Adds explicit spines to a morphology: two sections each, perpendicular to the branch. */
final class Spines {
    private final Values values;

    Spines(Values values) {
        this.values = values;
    }

    Morphology add(Morphology bare, Anatomy anatomy, Entry cell, long seed) {
        List<Section> sections = new ArrayList<>(bare.sections());
        Places places = new Places(anatomy, values, seed);
        for (Map.Entry<Node.Field, Entry> group : cell.namedEntries(ModelFormat.SPINES).entrySet()) {
            String name = group.getKey().name();
            if (bare.indexOf(name + ".neck").isPresent()) {
                values.report(group.getKey().value(), group.getKey().nameWhere(),
                        "section '" + name + ".neck' exists already", null);
                continue;
            }
            List<Location> locations = places.at(group.getValue(), ModelFormat.PLACE_AT,
                    bare.name() + "/spines/" + name);
            for (int i = 0; i < locations.size(); i++) {
                add(sections, locations.size() == 1 ? name : name + "[" + i + "]", locations.get(i), group.getValue());
            }
        }
        return new Morphology(bare.name(), sections);
    }

    private void add(List<Section> sections, String name, Location at, Entry spine) {
        double neck_um = length(spine, ModelFormat.NECK_LENGTH);
        double neckDiameter_um = length(spine, ModelFormat.NECK_DIAMETER);
        double head_um = length(spine, ModelFormat.HEAD_LENGTH);
        double headDiameter_um = length(spine, ModelFormat.HEAD_DIAMETER);
        Section parent = sections.get(at.section());
        double[] start = parent.at(at.x());
        double[] up = perpendicular(parent);
        int neck = sections.size();
        sections.add(straight(name + ".neck", Anatomy.SPINE_NECK, at.section(), at.x(), start, up, 0, neck_um,
                neckDiameter_um));
        sections.add(straight(name + ".head", Anatomy.SPINE_HEAD, neck, 1, start, up, neck_um, neck_um + head_um,
                headDiameter_um));
    }

    private double length(Entry spine, Shape.Key key) {
        double value_um = spine.number(key);
        if (value_um <= 0) {
            spine.node(key).ifPresent(
                    node -> values.report(node, node.where(), "\"" + key.name() + "\" must be above 0 um", null));
        }
        return value_um > 0 ? value_um : 1;
    }

    private static Section straight(String name, int type, int parent, double parentX, double[] origin, double[] up,
            double from_um, double to_um, double diam_um) {
        double[][] xyz = new double[3][];
        for (int k = 0; k < 3; k++) {
            xyz[k] = new double[] {origin[k] + up[k] * from_um, origin[k] + up[k] * to_um};
        }
        return new Section(name, type, parent, parentX, xyz[0], xyz[1], xyz[2], new double[] {diam_um, diam_um});
    }

    private static double[] perpendicular(Section section) {
        int last = section.points() - 1;
        double dx = section.x_um()[last] - section.x_um()[0];
        double dy = section.y_um()[last] - section.y_um()[0];
        double length = Math.hypot(dx, dy);
        return length == 0 ? new double[] {1, 0, 0} : new double[] {-dy / length, dx / length, 0};
    }
}
