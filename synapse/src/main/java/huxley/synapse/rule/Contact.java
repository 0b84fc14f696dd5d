package huxley.synapse.rule;

/**
 * A connection while it is being made: what its values may depend on. One object is moved from connection to connection.
 */
public final class Contact {
    private final Field field;
    private int source;
    private int target;
    private int row;
    private int compartment;
    private double pathDistance_um;

    public Contact(Field field) {
        this.field = field;
    }

    /** Moves to another pair. {@code listRow} is -1 if it does not stand in a list. */
    public Contact between(int sourceIndex, int targetIndex, int listRow) {
        source = sourceIndex;
        target = targetIndex;
        row = listRow;
        compartment = -1;
        pathDistance_um = Double.NaN;
        return this;
    }

    void on(int compartmentIndex, double distance_um) {
        compartment = compartmentIndex;
        pathDistance_um = distance_um;
    }

    /** Index of the sender within its population. */
    public int source() {
        return source;
    }

    /** Index of the receiver within its population. */
    public int target() {
        return target;
    }

    /** Row of the list the connection stands in, -1 if it is not one of a list. */
    public int row() {
        return row;
    }

    /** Where on the receiver, -1 while that is not decided. */
    public int compartment() {
        return compartment;
    }

    /** Path distance of the synapse from the middle of the root section; NaN while that is not decided. */
    public double pathDistance_um() {
        return pathDistance_um;
    }

    /** From soma to soma. */
    public double distance_um() {
        double dx = dx_um();
        double dy = dy_um();
        double dz = dz_um();
        return Math.sqrt(dx * dx + dy * dy + dz * dz);
    }

    /** From the sender to the receiver; likewise y and z. */
    public double dx_um() {
        return field.targets().x_um()[target] - field.sources().x_um()[source];
    }

    public double dy_um() {
        return field.targets().y_um()[target] - field.sources().y_um()[source];
    }

    public double dz_um() {
        return field.targets().z_um()[target] - field.sources().z_um()[source];
    }
}
