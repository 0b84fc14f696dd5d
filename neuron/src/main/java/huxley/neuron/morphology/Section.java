package huxley.neuron.morphology;

/**
 * An unbranched stretch of neurite or the soma: a chain of truncated cones.
 *
 * @param name unique in its morphology, such as {@code dend[3]}
 * @param type SWC type: 1 soma, 2 axon, 3 basal dendrite, 4 apical dendrite, others custom
 * @param parent index of the section it attaches to, -1 for the root
 * @param parentX position on the parent it attaches at, 0 to 1; its own end 0 attaches
 * @param x_um [point] coordinates, likewise y and z
 * @param diam_um [point] diameters
 */
public record Section(String name, int type, int parent, double parentX, double[] x_um, double[] y_um, double[] z_um,
        double[] diam_um) {
    public Section {
        int n = x_um.length;
        if (n < 2 || y_um.length != n || z_um.length != n || diam_um.length != n) {
            throw new IllegalArgumentException(
                    "section " + name + " needs two points or more, all arrays equally long");
        }
        if (!(parentX >= 0 && parentX <= 1)) {
            throw new IllegalArgumentException("section " + name + " attaches at " + parentX + ", outside 0 to 1");
        }
    }

    /** What sections of an SWC type are called: soma, axon, dend, apic, or dend_5 for custom type 5. */
    public static String typeName(int type) {
        return switch (type) {
        case 1 -> "soma";
        case 2 -> "axon";
        case 3 -> "dend";
        case 4 -> "apic";
        default -> "dend_" + type;
        };
    }

    public int points() {
        return x_um.length;
    }

    /** Path length, um. */
    public double length_um() {
        double sum = 0;
        for (int i = 1; i < x_um.length; i++) {
            sum += distance_um(i);
        }
        return sum;
    }

    /** Distance between point {@code i - 1} and point {@code i}, um. */
    public double distance_um(int i) {
        double dx = x_um[i] - x_um[i - 1];
        double dy = y_um[i] - y_um[i - 1];
        double dz = z_um[i] - z_um[i - 1];
        return Math.sqrt(dx * dx + dy * dy + dz * dz);
    }

    /** Path length from the first point to each: [point]. */
    public double[] arc_um() {
        double[] arc = new double[x_um.length];
        for (int i = 1; i < arc.length; i++) {
            arc[i] = arc[i - 1] + distance_um(i);
        }
        return arc;
    }

    /** Lateral area of the truncated cones; a step in diameter counts as the ring it exposes. */
    public double area_um2() {
        double sum = 0;
        for (int i = 1; i < x_um.length; i++) {
            sum += Math.PI * 0.5 * (diam_um[i - 1] + diam_um[i])
                    * Math.hypot(distance_um(i), 0.5 * (diam_um[i] - diam_um[i - 1]));
        }
        return sum;
    }

    /** Volume of the truncated cones. */
    public double volume_um3() {
        double sum = 0;
        for (int i = 1; i < x_um.length; i++) {
            double a = diam_um[i - 1];
            double b = diam_um[i];
            sum += Math.PI / 12 * distance_um(i) * (a * a + a * b + b * b);
        }
        return sum;
    }

    /** Coordinates and diameter at a position, 0 to 1 of the path length: {x, y, z, diam}. */
    public double[] at(double position) {
        double[] arc = arc_um();
        double wanted = position * arc[arc.length - 1];
        int i = 1;
        while (i < arc.length - 1 && arc[i] < wanted) {
            i++;
        }
        double step = arc[i] - arc[i - 1];
        double f = step > 0 ? Math.clamp((wanted - arc[i - 1]) / step, 0, 1) : position;
        return new double[] {mix(x_um, i, f), mix(y_um, i, f), mix(z_um, i, f), mix(diam_um, i, f)};
    }

    private static double mix(double[] values, int i, double f) {
        return (1 - f) * values[i - 1] + f * values[i];
    }
}
