package huxley.viz.live;

import java.util.List;

/**
 * What there is to see of a model, and what may be changed in it. Arrays are not to be changed.
 *
 * @param run counts resets; frames say which they belong to
 * @param populations of all members, seen or not
 * @param allCells of the model, of which {@code cells} may be some
 * @param allCompartments likewise
 */
public record Scene(int run, String title, double duration_ms, double dt_ms, List<Shape> shapes, Cells cells,
        List<Group> populations, int allCells, long allCompartments, List<Trace> traces, List<Variable> variables,
        List<Parameter> parameters) {
    /** Values in a frame. */
    public int values() {
        int sum = 0;
        for (int shown : cells.shown) {
            sum += shown;
        }
        return sum;
    }

    /**
     * The compartments of a kind of cell.
     *
     * @param parent [compartment] -1 for the root
     * @param x [compartment] position along its section, 0 to 1
     * @param distance_um [compartment] path distance from the middle of the root section
     * @param coneCompartment [cone] what to draw: truncated cones, each within one compartment
     * @param cone_um [cone * 8] x, y, z, diameter at one end, then at the other
     */
    public record Shape(String name, List<Section> sections, int[] parent, float[] x, float[] distance_um,
            float[] diam_um, int[] coneCompartment, float[] cone_um) {
        public int compartments() {
            return parent.length;
        }
    }

    /**
     * A section of a shape.
     *
     * @param region what it is called without its number: soma, axon, dend, apic, ...
     * @param parent index of a section, -1 for the root
     * @param first compartment; {@code count} of them follow each other
     */
    public record Section(String name, String region, int parent, int first, int count, double length_um) {
    }

    /**
     * The cells that are seen.
     *
     * @param gid [cell]
     * @param shape [cell] index into the shapes
     * @param shown [cell] values of it in a frame: all compartments, or 1, the root
     * @param label [cell]
     * @param x_um [cell] where the origin of its shape is, likewise y and z
     * @param rotation [cell * 9] row-major matrices by which the shape is turned; empty if none is
     */
    public record Cells(int[] gid, int[] shape, int[] shown, String[] label, float[] x_um, float[] y_um, float[] z_um,
            float[] rotation) {
        public int size() {
            return gid.length;
        }
    }

    /**
     * A population.
     *
     * @param first gid
     * @param artificial whether its members have no membrane; they are not among the cells
     */
    public record Group(String name, int first, int count, boolean artificial) {
    }

    /** Something recorded. */
    public record Trace(String label, String unit, double interval_ms) {
    }

    /**
     * What frames may show.
     *
     * @param low of a colour scale
     * @param high of a colour scale
     */
    public record Variable(String name, String unit, double low, double high) {
    }

    /**
     * A parameter of the model.
     *
     * @param value as text with its unit
     * @param number in {@code unit}
     */
    public record Parameter(String name, String value, double number, String unit) {
    }
}
