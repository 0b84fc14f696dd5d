package huxley.viz.viewer;

import huxley.viz.live.Scene;

/**
 * Where something is that was clicked on.
 *
 * @param value index into the values of a frame
 * @param cell index into the cells of the scene
 * @param compartment of the cell
 */
record Place(int value, int cell, int compartment) {
    static Place of(Scene scene, int value) {
        int cell = 0;
        int first = 0;
        while (value >= first + scene.cells().shown()[cell]) {
            first += scene.cells().shown()[cell++];
        }
        return new Place(value, cell, value - first);
    }

    int gid(Scene scene) {
        return scene.cells().gid()[cell];
    }

    private Scene.Shape shape(Scene scene) {
        return scene.shapes().get(scene.cells().shape()[cell]);
    }

    /** Such as {@code dend[3](0.5)}. */
    String name(Scene scene) {
        Scene.Shape shape = shape(scene);
        String at = "(" + TracePlot.number(shape.x()[compartment]) + ")";
        return section(scene) + at;
    }

    private String section(Scene scene) {
        for (Scene.Section section : shape(scene).sections()) {
            if (compartment >= section.first() && compartment < section.first() + section.count()) {
                return section.name();
            }
        }
        return shape(scene).name();
    }

    String region(Scene scene) {
        return section(scene).replaceFirst("\\[\\d+]$", "");
    }

    double distance_um(Scene scene) {
        return shape(scene).distance_um()[compartment];
    }
}
