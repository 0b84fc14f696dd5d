package huxley.io.sonata;

import huxley.neuron.cell.Compartments;
import huxley.neuron.morphology.Morphology;
import huxley.neuron.morphology.Section;
import huxley.synapse.Population;

/**
 * Where the cells of a population stand: a node's position is that of the middle of its soma (the mean of the soma's
 * points), its rotation turns it about that middle, first about z, then y, then x.
 */
final class Coordinates {
    private Coordinates() {
    }

    /** @param nodes [member] @param morphologies [member] */
    static Population.Placement placement(NodePopulation population, int[] nodes, Morphology[] morphologies) {
        int n = nodes.length;
        double[] x = new double[n];
        double[] y = new double[n];
        double[] z = new double[n];
        double[] rotation = new double[9 * n];
        boolean rotated = false;
        for (int i = 0; i < n; i++) {
            double[] r = rotation(population, nodes[i]);
            rotated |= r[0] != 1 || r[4] != 1 || r[8] != 1;
            System.arraycopy(r, 0, rotation, 9 * i, 9);
            double[] middle = turned(r, somaMiddle(morphologies[i]));
            x[i] = population.number(nodes[i], "x", 0) - middle[0];
            y[i] = population.number(nodes[i], "y", 0) - middle[1];
            z[i] = population.number(nodes[i], "z", 0) - middle[2];
        }
        return new Population.Placement(x, y, z, rotated ? rotation : new double[0]);
    }

    /** A point of a member's own morphology in the circuit: {x, y, z}, um. */
    static double[] inCircuit(Population.Placement placement, int member, double[] point) {
        double[] turned = point;
        if (placement.rotation().length > 0) {
            double[] r = java.util.Arrays.copyOfRange(placement.rotation(), 9 * member, 9 * member + 9);
            turned = turned(r, point);
        }
        return new double[] {turned[0] + placement.x_um()[member], turned[1] + placement.y_um()[member],
                turned[2] + placement.z_um()[member]};
    }

    /** The two ends of a compartment in the morphology's own coordinates; equal for a node without membrane. */
    static double[][] ends(Morphology morphology, Compartments compartments, int compartment) {
        Section section = morphology.section(compartments.section()[compartment]);
        double x = compartments.x()[compartment];
        double half = compartments.length_um()[compartment] > 0
                ? 0.5 / compartments.countIn(compartments.section()[compartment])
                : 0;
        return new double[][] {section.at(Math.max(0, x - half)), section.at(Math.min(1, x + half))};
    }

    private static double[] rotation(NodePopulation population, int node) {
        double w = population.number(node, "orientation_w");
        if (!Double.isNaN(w)) {
            return ofQuaternion(w, population.number(node, "orientation_x", 0),
                    population.number(node, "orientation_y", 0), population.number(node, "orientation_z", 0));
        }
        double a = population.number(node, "rotation_angle_xaxis", 0);
        double b = population.number(node, "rotation_angle_yaxis", 0);
        double c = population.number(node, "rotation_angle_zaxis", 0);
        double[] aboutX = {1, 0, 0, 0, Math.cos(a), -Math.sin(a), 0, Math.sin(a), Math.cos(a)};
        double[] aboutY = {Math.cos(b), 0, Math.sin(b), 0, 1, 0, -Math.sin(b), 0, Math.cos(b)};
        double[] aboutZ = {Math.cos(c), -Math.sin(c), 0, Math.sin(c), Math.cos(c), 0, 0, 0, 1};
        return product(aboutX, product(aboutY, aboutZ));
    }

    private static double[] ofQuaternion(double w, double x, double y, double z) {
        return new double[] {1 - 2 * (y * y + z * z), 2 * (x * y - z * w), 2 * (x * z + y * w),
                2 * (x * y + z * w), 1 - 2 * (x * x + z * z), 2 * (y * z - x * w),
                2 * (x * z - y * w), 2 * (y * z + x * w), 1 - 2 * (x * x + y * y)};
    }

    static double[] product(double[] a, double[] b) {
        double[] product = new double[9];
        for (int i = 0; i < 3; i++) {
            for (int k = 0; k < 3; k++) {
                product[3 * i + k] = a[3 * i] * b[k] + a[3 * i + 1] * b[3 + k] + a[3 * i + 2] * b[6 + k];
            }
        }
        return product;
    }

    static double[] turned(double[] r, double[] p) {
        return new double[] {r[0] * p[0] + r[1] * p[1] + r[2] * p[2], r[3] * p[0] + r[4] * p[1] + r[5] * p[2],
                r[6] * p[0] + r[7] * p[1] + r[8] * p[2]};
    }

    private static double[] somaMiddle(Morphology morphology) {
        Section soma = morphology.section(morphology.root());
        double[] sum = new double[3];
        for (int i = 0; i < soma.points(); i++) {
            sum[0] += soma.x_um()[i] / soma.points();
            sum[1] += soma.y_um()[i] / soma.points();
            sum[2] += soma.z_um()[i] / soma.points();
        }
        return sum;
    }
}
