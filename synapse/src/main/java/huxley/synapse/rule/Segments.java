package huxley.synapse.rule;

/**
 * Distance between two straight pieces in space: the nearest points of the two lines, moved back onto the pieces [1].
 *
 * <p>[1] C. Ericson, Real-Time Collision Detection (2005), section 5.1.9
 */
final class Segments {
    private static final double POINT_um2 = 1e-12;

    private Segments() {
    }

    /** @param ends [6] the two ends of one piece; the other is piece {@code i} of {@code from} and {@code to} */
    static double distance_um(float[] ends, float[] from, float[] to, int i) {
        double ux = ends[3] - ends[0];
        double uy = ends[4] - ends[1];
        double uz = ends[5] - ends[2];
        double vx = to[3 * i] - from[3 * i];
        double vy = to[3 * i + 1] - from[3 * i + 1];
        double vz = to[3 * i + 2] - from[3 * i + 2];
        double rx = ends[0] - from[3 * i];
        double ry = ends[1] - from[3 * i + 1];
        double rz = ends[2] - from[3 * i + 2];
        double a = ux * ux + uy * uy + uz * uz;
        double e = vx * vx + vy * vy + vz * vz;
        double b = ux * vx + uy * vy + uz * vz;
        double c = ux * rx + uy * ry + uz * rz;
        double f = vx * rx + vy * ry + vz * rz;
        double s = 0;
        double t = 0;
        if (a <= POINT_um2) {
            t = e <= POINT_um2 ? 0 : Math.clamp(f / e, 0, 1);
        } else if (e <= POINT_um2) {
            s = Math.clamp(-c / a, 0, 1);
        } else {
            double denominator = a * e - b * b;
            s = denominator > 0 ? Math.clamp((b * f - c * e) / denominator, 0, 1) : 0;
            t = (b * s + f) / e;
            if (t < 0) {
                t = 0;
                s = Math.clamp(-c / a, 0, 1);
            } else if (t > 1) {
                t = 1;
                s = Math.clamp((b - c) / a, 0, 1);
            }
        }
        double dx = rx + s * ux - t * vx;
        double dy = ry + s * uy - t * vy;
        double dz = rz + s * uz - t * vz;
        return Math.sqrt(dx * dx + dy * dy + dz * dz);
    }
}
