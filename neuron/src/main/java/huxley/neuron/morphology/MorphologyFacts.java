package huxley.neuron.morphology;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What one measures of a morphology.
 *
 * @param points 3-D points, copies at the joints of sections included
 * @param branchPoints section ends outside the root section that two sections or more hang on
 * @param tips sections that nothing hangs on
 * @param longestPath_um path distance of the farthest tip from the middle of the root section
 * @param highestOrder number of branch points on the way to the tip that has most
 * @param minimum_um {x, y, z} of the smallest box around all points
 * @param maximum_um likewise
 * @param types by ascending SWC type
 * @param sholl [ring] how often the neurites cross the sphere of radius (ring + 1) * {@link #SHOLL_STEP_UM} around the
 *        middle of the root section
 */
public record MorphologyFacts(int points, int sections, int branchPoints, int tips, double length_um, double area_um2,
        double volume_um3, double longestPath_um, int highestOrder, double[] minimum_um, double[] maximum_um,
        List<OfType> types, int[] sholl) {
    public static final double SHOLL_STEP_UM = 20;

    /** The same for all sections of one type. */
    public record OfType(int type, String name, int sections, int points, double length_um, double area_um2,
            double volume_um3, double smallestDiam_um, double largestDiam_um) {
        private OfType plus(Section section) {
            double smallest = smallestDiam_um;
            double largest = largestDiam_um;
            for (double diam : section.diam_um()) {
                smallest = Math.min(smallest, diam);
                largest = Math.max(largest, diam);
            }
            return new OfType(type, name, sections + 1, points + section.points(), length_um + section.length_um(),
                    area_um2 + section.area_um2(), volume_um3 + section.volume_um3(), smallest, largest);
        }
    }

    public static MorphologyFacts of(Morphology morphology) {
        Map<Integer, OfType> types = new TreeMap<>();
        for (Section section : morphology.sections()) {
            types.put(section.type(), types.getOrDefault(section.type(), new OfType(section.type(),
                    Section.typeName(section.type()), 0, 0, 0, 0, 0, Double.POSITIVE_INFINITY, 0)).plus(section));
        }
        List<OfType> all = List.copyOf(types.values());
        int[][] children = morphology.children();
        int root = morphology.root();
        double[] start = Surgery.pathDistances_um(morphology);
        int[] order = new int[morphology.size()];
        int branchPoints = 0;
        int tips = 0;
        int highest = 0;
        double longest = 0;
        for (int s : morphology.fromRoot()) {
            boolean forks = s != root && children[s].length > 1;
            branchPoints += forks ? 1 : 0;
            tips += children[s].length == 0 ? 1 : 0;
            for (int child : children[s]) {
                order[child] = order[s] + (forks ? 1 : 0);
                highest = Math.max(highest, order[child]);
            }
            double length = morphology.section(s).length_um();
            longest = Math.max(longest, s == root ? 0.5 * length : start[s] + length);
        }
        double[][] box = box(morphology);
        return new MorphologyFacts(all.stream().mapToInt(OfType::points).sum(), morphology.size(), branchPoints, tips,
                all.stream().mapToDouble(OfType::length_um).sum(), all.stream().mapToDouble(OfType::area_um2).sum(),
                all.stream().mapToDouble(OfType::volume_um3).sum(), longest, highest, box[0], box[1], all,
                sholl(morphology));
    }

    private static double[][] box(Morphology morphology) {
        double[][] box = {{Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY},
                {Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY}};
        for (Section section : morphology.sections()) {
            double[][] axes = {section.x_um(), section.y_um(), section.z_um()};
            for (int k = 0; k < 3; k++) {
                for (double value : axes[k]) {
                    box[0][k] = Math.min(box[0][k], value);
                    box[1][k] = Math.max(box[1][k], value);
                }
            }
        }
        return box;
    }

    private static int[] sholl(Morphology morphology) {
        int root = morphology.root();
        double[] center = morphology.section(root).at(0.5);
        List<Integer> rings = new ArrayList<>();
        for (int s = 0; s < morphology.size(); s++) {
            Section section = morphology.section(s);
            for (int i = 1; s != root && i < section.points(); i++) {
                int from = ring(section, i - 1, center);
                int to = ring(section, i, center);
                for (int ring = Math.min(from, to); ring < Math.max(from, to); ring++) {
                    while (rings.size() <= ring) {
                        rings.add(0);
                    }
                    rings.set(ring, rings.get(ring) + 1);
                }
            }
        }
        return rings.stream().mapToInt(Integer::intValue).toArray();
    }

    private static int ring(Section section, int point, double[] center) {
        double dx = section.x_um()[point] - center[0];
        double dy = section.y_um()[point] - center[1];
        double dz = section.z_um()[point] - center[2];
        return (int) (Math.sqrt(dx * dx + dy * dy + dz * dz) / SHOLL_STEP_UM);
    }
}
