package huxley.neuron.morphology;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Grows synthetic cells of cortex and striatum: dendrites around the soma, for pyramidal cells an apical trunk with obliques
 * and a tuft, an axon. Tips wander, keep their direction for a while and are drawn to a preferred one; branches fork after a
 * random length, and daughters are thinner by Rall's 3/2 power rule. The same seed gives the same cell.
 */
public final class CorticalGrowth {
    private static final int SOMA = 1;
    private static final int AXON = 2;
    private static final int BASAL = 3;
    private static final int APICAL = 4;
    private static final double STEP_UM = 6;
    /** 2^(-2/3): two equal daughters whose 3/2 powers add up to the parent's. */
    private static final double DAUGHTER_DIAM = 0.63;
    private static final double[] UP = {0, 1, 0};
    private static final double[] DOWN = {0, -1, 0};

    /**
     * How one kind of branch grows.
     *
     * @param meander spread of the change of direction per step, rad
     * @param pull weight of the preferred direction per step
     * @param segment_um mean length between forks
     * @param reach_um mean path length of a tip from where the kind begins
     * @param taper relative loss of diameter per um
     */
    private record Habit(int type, double meander, double pull, double[] preferred, double segment_um, double reach_um,
            double forkAngle, double taper, double thinnest_um) {
        Habit forkingAfter(double um) {
            return new Habit(type, meander, pull, preferred, um, reach_um, forkAngle, taper, thinnest_um);
        }

        Habit reaching(double um) {
            return new Habit(type, meander, pull, preferred, segment_um, um, forkAngle, taper, thinnest_um);
        }
    }

    /**
     * What a kind of cell looks like; reaches are mean path lengths.
     *
     * @param stems dendrites that leave the soma, sometimes one more
     * @param segment_um mean length of them between forks
     * @param allRound whether they leave in all directions, not rather to the side and down
     * @param trunk_um of the apical dendrite, 0 for none
     * @param collaterals of the axon
     */
    public record Plan(String name, double soma_um, int stems, double basal_um, double segment_um,
            boolean allRound, double trunk_um, double trunkDiam_um,
            int obliques, double oblique_um, double tuft_um, double axon_um, int collaterals) {
    }

    /** A thick-tufted pyramidal cell of layer 5. */
    public static final Plan PYRAMIDAL = new Plan("pyramidal", 16, 5, 190, 55, false, 360, 4.2, 8, 150, 210, 320, 3);
    /** The cells of a cortical column, with the beginnings of their axons. */
    public static final List<Plan> COLUMN = List.of(
            new Plan("pyramidal-l23", 13, 4, 130, 55, false, 120, 2.6, 3, 100, 140, 60, 0),
            new Plan("stellate-l4", 11, 5, 140, 55, false, 0, 0, 0, 0, 0, 60, 0),
            new Plan("pyramidal-l5", 16, 5, 160, 55, false, 360, 4.2, 5, 120, 180, 60, 0),
            new Plan("pyramidal-l6", 12, 4, 130, 55, false, 240, 2.2, 4, 90, 80, 60, 0),
            new Plan("basket", 12, 5, 120, 55, false, 0, 0, 0, 0, 0, 60, 0),
            new Plan("martinotti", 11, 4, 150, 55, false, 0, 0, 0, 0, 0, 60, 0));

    /** The cells of a striatum, several of each kind; axons only begin. */
    public static final List<Plan> STRIATUM = List.of(
            new Plan("dspn", 13, 8, 190, 80, true, 0, 0, 0, 0, 0, 50, 0),
            new Plan("ispn", 12, 7, 180, 80, true, 0, 0, 0, 0, 0, 50, 0),
            new Plan("fs", 15, 6, 180, 80, true, 0, 0, 0, 0, 0, 50, 0),
            new Plan("chin", 24, 4, 320, 120, true, 0, 0, 0, 0, 0, 50, 0),
            new Plan("lts", 14, 3, 330, 160, true, 0, 0, 0, 0, 0, 50, 0));

    private static final Habit BASALS = new Habit(BASAL, 0.16, 0.01, DOWN, 55, 190, 0.9, 0.0025, 0.5);
    private static final Habit TRUNK = new Habit(APICAL, 0.05, 0.25, UP, 1e9, 360, 0.5, 0.0012, 1.6);
    private static final Habit OBLIQUES = new Habit(APICAL, 0.16, 0.02, UP, 80, 150, 0.8, 0.003, 0.5);
    private static final Habit TUFT = new Habit(APICAL, 0.13, 0.04, UP, 60, 210, 0.9, 0.003, 0.5);
    private static final Habit AXON_TRUNK = new Habit(AXON, 0.06, 0.2, DOWN, 1e9, 320, 0.5, 0.004, 0.6);
    private static final Habit COLLATERALS = new Habit(AXON, 0.15, 0.01, DOWN, 90, 170, 0.9, 0.002, 0.4);

    private final Random random;
    private final List<Section> sections = new ArrayList<>();
    private final int[] countOfType = new int[5];

    private final double radius_um;

    private CorticalGrowth(long seed, double soma_um) {
        random = new Random(seed);
        radius_um = soma_um / 2;
    }

    public static Morphology grow(Plan plan, long seed) {
        CorticalGrowth cell = new CorticalGrowth(seed, plan.soma_um);
        cell.soma();
        cell.shaft(AXON_TRUNK.reaching(plan.axon_um), COLLATERALS, plan.collaterals, 1.6, DOWN);
        int stems = plan.stems + cell.random.nextInt(2);
        Habit basals = BASALS.reaching(plan.basal_um).forkingAfter(plan.segment_um);
        double turn = 2 * Math.PI * cell.random.nextDouble();
        for (int i = 0; i < stems; i++) {
            double[] direction = plan.allRound
                    ? cell.allRound(i, stems, turn)
                    : cell.sideways(turn + 2 * Math.PI * i / stems);
            cell.branch(basals, 0, 0.5, cell.surface(direction), direction, 1.9 + 0.5 * cell.random.nextDouble(),
                    cell.reach(basals));
        }
        if (plan.trunk_um > 0) {
            int trunkEnd = cell.shaft(TRUNK.reaching(plan.trunk_um), OBLIQUES.reaching(plan.oblique_um), plan.obliques,
                    plan.trunkDiam_um, UP);
            Habit tuft = TUFT.reaching(plan.tuft_um);
            cell.fork(tuft, trunkEnd, UP, cell.reach(tuft));
        }
        return new Morphology(plan.name, cell.sections);
    }

    private double[] sideways(double angle) {
        double turned = angle + 0.25 * random.nextGaussian();
        return unit(StrictMath.cos(turned), -0.35 + 0.3 * random.nextGaussian(), 0.8 * StrictMath.sin(turned));
    }

    /** Points of a spiral over the sphere, each turned from the one before by the golden angle. */
    private double[] allRound(int i, int all, double turn) {
        double y = 1 - (2 * i + 1.0) / all;
        double angle = turn + Math.PI * (3 - Math.sqrt(5)) * i;
        double across = Math.sqrt(1 - y * y);
        return unit(across * StrictMath.cos(angle) + 0.15 * random.nextGaussian(), y + 0.15 * random.nextGaussian(),
                across * StrictMath.sin(angle) + 0.15 * random.nextGaussian());
    }

    private void soma() {
        double r = radius_um;
        add(SOMA, -1, 0,
                List.of(new double[] {-r, 0, 0, 2 * r}, new double[] {0, 0, 0, 2 * r}, new double[] {r, 0, 0, 2 * r}));
    }

    private double[] surface(double[] direction) {
        double r = radius_um;
        return new double[] {r * direction[0], r * direction[1], r * direction[2]};
    }

    private double reach(Habit habit) {
        return habit.reach_um * (0.75 + 0.5 * random.nextDouble());
    }

    /** A straight shaft in pieces, a side branch at the end of each but the last; returns its last section. */
    private int shaft(Habit habit, Habit side, int sideBranches, double diam_um, double[] heading) {
        double piece = habit.reach_um / (sideBranches + 1);
        double[] at = surface(heading);
        double[] direction = heading;
        double diam = diam_um;
        int parent = 0;
        for (int i = 0; i <= sideBranches; i++) {
            double length = piece * (0.7 + 0.6 * random.nextDouble());
            List<double[]> points = walk(habit, at, direction, diam, length);
            parent = add(habit.type, parent, parent == 0 ? 0.5 : 1, points);
            at = points.getLast();
            diam = at[3];
            direction = heading(points);
            if (i < sideBranches) {
                double angle = 2 * Math.PI * (0.4 * i + 0.2 * random.nextDouble());
                double[] away = unit(StrictMath.cos(angle), 0.3 * random.nextGaussian(), StrictMath.sin(angle));
                branch(side, parent, 1, at, away, Math.min(0.9 + 0.3 * random.nextDouble(), diam), reach(side));
            }
        }
        return parent;
    }

    /** Grows until the next fork or the tip, then the daughters. */
    private void branch(Habit habit, int parent, double parentX, double[] from, double[] direction, double diam_um,
            double left_um) {
        double segment = habit.segment_um * (0.35 + 1.3 * random.nextDouble());
        double length = Math.min(segment, left_um);
        List<double[]> points = walk(habit, from, direction, diam_um, length);
        int section = add(habit.type, parent, parentX, points);
        if (left_um - length > 3 * STEP_UM) {
            fork(habit, section, heading(points), left_um - length);
        }
    }

    private void fork(Habit habit, int section, double[] direction, double left_um) {
        double[] end = sections.get(section).at(1);
        double[] side = across(direction);
        double half = habit.forkAngle * (0.35 + 0.3 * random.nextDouble());
        for (int sign = -1; sign <= 1; sign += 2) {
            double c = StrictMath.cos(half);
            double s = sign * StrictMath.sin(half);
            double[] heading = unit(c * direction[0] + s * side[0], c * direction[1] + s * side[1],
                    c * direction[2] + s * side[2]);
            double diam = Math.max(habit.thinnest_um, end[3] * DAUGHTER_DIAM * (0.9 + 0.3 * random.nextDouble()));
            branch(habit, section, 1, end, heading, Math.min(diam, end[3]),
                    left_um * (0.8 + 0.3 * random.nextDouble()));
        }
    }

    /** {x, y, z, diam} at every step, the start included. */
    private List<double[]> walk(Habit habit, double[] from, double[] direction, double diam_um, double length_um) {
        int steps = Math.max(2, (int) Math.round(length_um / STEP_UM));
        double step = length_um / steps;
        List<double[]> points = new ArrayList<>();
        double[] at = {from[0], from[1], from[2], diam_um};
        double[] heading = direction;
        points.add(at);
        for (int i = 0; i < steps; i++) {
            heading = unit(heading[0] + habit.meander * random.nextGaussian() + habit.pull * habit.preferred[0],
                    heading[1] + habit.meander * random.nextGaussian() + habit.pull * habit.preferred[1],
                    heading[2] + habit.meander * random.nextGaussian() + habit.pull * habit.preferred[2]);
            double diam = Math.max(Math.min(habit.thinnest_um, diam_um), at[3] * (1 - habit.taper * step));
            at = new double[] {at[0] + step * heading[0], at[1] + step * heading[1], at[2] + step * heading[2], diam};
            points.add(at);
        }
        return points;
    }

    private static double[] heading(List<double[]> points) {
        double[] end = points.getLast();
        double[] before = points.get(points.size() - 2);
        return unit(end[0] - before[0], end[1] - before[1], end[2] - before[2]);
    }

    /** A random unit vector at right angles to another. */
    private double[] across(double[] direction) {
        double[] any = unit(random.nextGaussian(), random.nextGaussian(), random.nextGaussian());
        double along = any[0] * direction[0] + any[1] * direction[1] + any[2] * direction[2];
        return unit(any[0] - along * direction[0], any[1] - along * direction[1], any[2] - along * direction[2]);
    }

    private static double[] unit(double x, double y, double z) {
        double length = Math.sqrt(x * x + y * y + z * z);
        return new double[] {x / length, y / length, z / length};
    }

    private int add(int type, int parent, double parentX, List<double[]> points) {
        double[][] columns = new double[4][points.size()];
        for (int i = 0; i < points.size(); i++) {
            for (int k = 0; k < 4; k++) {
                columns[k][i] = points.get(i)[k];
            }
        }
        String name = Section.typeName(type) + "[" + countOfType[type]++ + "]";
        sections.add(new Section(name, type, parent, parentX, columns[0], columns[1], columns[2], columns[3]));
        return sections.size() - 1;
    }
}
