package huxley.solver.simd;

import huxley.solver.cable.Block;
import huxley.solver.cable.CableMatrix;
import huxley.solver.cable.CableSolver;
import huxley.solver.cable.ForestSchedule;
import java.util.Arrays;
import java.util.List;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Eliminates cells of any shape whose nodes lie as a {@link ForestSchedule} places them, a slot of
 * {@link ForestSchedule#LANES} compartments at a time: plain loads, and masked ones where compartments are chained. Those
 * that are not find what their children pass on in memory, added there one by one as soon as the last of them is done.
 * The operations are those of {@code HinesSolver}, in its order.
 */
public final class ForestSolver implements CableSolver {
    private static final int SLOT = ForestSchedule.LANES;
    private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED.length() > SLOT
            ? DoubleVector.SPECIES_512
            : DoubleVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();
    /** Places from a compartment to the one that is chained to it. */
    private static final int CHAIN = ForestSchedule.DISTANCE * SLOT;
    private static final ThreadLocal<Scratch> SCRATCH = ThreadLocal.withInitial(Scratch::new);

    private final Forest forest;
    /** [place] 0 where no compartment is; infinite there, so that nothing changes. */
    private final double[] upper;
    private final double[] lower;
    private final double[] diagonal;

    /**
     * @param forest of the blocks; arrays of nodes are a slot longer than it
     * @param rate_per_ms 1 / dt, or 2 / dt for half a step
     */
    ForestSolver(List<Block> blocks, Forest forest, double rate_per_ms) {
        this.forest = forest;
        int places = forest.slots() * SLOT;
        upper = new double[places];
        lower = new double[places];
        diagonal = new double[places];
        Arrays.fill(diagonal, Double.POSITIVE_INFINITY);
        for (Block block : blocks) {
            CableMatrix matrix = block.matrix();
            double[] own = matrix.diagonal(rate_per_ms);
            for (int p = 0; p < own.length; p++) {
                int place = block.nodeAt(p, 0) - forest.base();
                upper[place] = matrix.upper_S_per_cm2()[p];
                lower[place] = matrix.lower_S_per_cm2()[p];
                diagonal[place] = own[p];
            }
        }
    }

    @Override
    public boolean eliminate(double[] v_mV, double[] rhs, double[] d) {
        Scratch scratch = SCRATCH.get();
        scratch.reserve(forest.slots() * SLOT);
        passDown(v_mV, scratch.up);
        branches(v_mV, rhs, d, scratch);
        return roots(rhs, d);
    }

    /** Voltages of parents, for compartments that no parent is chained to. */
    private void passDown(double[] values, double[] up) {
        int[] from = forest.above();
        int[] to = forest.below();
        int base = forest.base();
        for (int e = 0; e < from.length; e++) {
            up[to[e]] = values[base + from[e]];
        }
    }

    private void branches(double[] v, double[] rhs, double[] d, Scratch scratch) {
        double[] up = scratch.up;
        double[] push = scratch.push;
        double[] pull = scratch.pull;
        byte[] chained = forest.chained();
        int[] sums = forest.sums();
        int[] child = forest.child();
        int[] parent = forest.parent();
        int base = forest.base();
        int branches = forest.branches();
        DoubleVector one = DoubleVector.broadcast(SPECIES, 1);
        int e = 0;
        for (int slot = 0; slot < branches; slot++) {
            for (int lane = 0; lane < SLOT; lane += LANES) {
                int k = slot * SLOT + lane;
                int n = base + k;
                VectorMask<Double> chain = VectorMask.fromLong(SPECIES, chained[slot] >>> lane);
                VectorMask<Double> next = VectorMask.fromLong(SPECIES,
                        chained[slot + ForestSchedule.DISTANCE] >>> lane);
                DoubleVector drop = DoubleVector.fromArray(SPECIES, up, k)
                        .blend(DoubleVector.fromArray(SPECIES, v, n + CHAIN), next)
                        .sub(DoubleVector.fromArray(SPECIES, v, n));
                DoubleVector u = DoubleVector.fromArray(SPECIES, upper, k);
                DoubleVector l = DoubleVector.fromArray(SPECIES, lower, k);
                DoubleVector inverse = one.div(DoubleVector.fromArray(SPECIES, d, n)
                        .sub(DoubleVector.fromArray(SPECIES, pull, k), chain)
                        .add(DoubleVector.fromArray(SPECIES, diagonal, k)));
                DoubleVector right = u.fma(drop, DoubleVector.fromArray(SPECIES, rhs, n)
                        .add(DoubleVector.fromArray(SPECIES, push, k), chain));
                DoubleVector factor = l.mul(inverse);
                factor.fma(right, l.mul(drop).neg()).intoArray(push, k + CHAIN);
                factor.mul(u).intoArray(pull, k + CHAIN);
                right.mul(inverse).intoArray(rhs, n);
                u.mul(inverse).intoArray(d, n);
            }
            for (int end = sums[slot + 1]; e < end; e++) {
                rhs[base + parent[e]] += push[child[e] + CHAIN];
                d[base + parent[e]] -= pull[child[e] + CHAIN];
            }
        }
    }

    private boolean roots(double[] rhs, double[] d) {
        boolean finite = true;
        for (int k = forest.branches() * SLOT; k < forest.slots() * SLOT; k += LANES) {
            int n = forest.base() + k;
            DoubleVector change = DoubleVector.fromArray(SPECIES, rhs, n)
                    .div(DoubleVector.fromArray(SPECIES, d, n).add(DoubleVector.fromArray(SPECIES, diagonal, k)));
            change.intoArray(rhs, n);
            finite &= change.test(VectorOperators.IS_FINITE).allTrue();
        }
        return finite;
    }

    @Override
    public void substitute(double[] v_mV, double[] rhs, double[] d, double factor) {
        double[] up = SCRATCH.get().up;
        byte[] chained = forest.chained();
        int[] belows = forest.belows();
        int[] above = forest.above();
        int[] below = forest.below();
        int base = forest.base();
        int branches = forest.branches();
        DoubleVector times = DoubleVector.broadcast(SPECIES, factor);
        int e = forest.belows()[forest.slots()] - 1;
        for (int slot = forest.slots() - 1; slot >= 0; slot--) {
            for (int lane = 0; lane < SLOT; lane += LANES) {
                int k = slot * SLOT + lane;
                int n = base + k;
                DoubleVector change = DoubleVector.fromArray(SPECIES, rhs, n);
                if (slot < branches) {
                    VectorMask<Double> next = VectorMask.fromLong(SPECIES,
                            chained[slot + ForestSchedule.DISTANCE] >>> lane);
                    DoubleVector parents = DoubleVector.fromArray(SPECIES, up, k)
                            .blend(DoubleVector.fromArray(SPECIES, rhs, n + CHAIN), next);
                    change = DoubleVector.fromArray(SPECIES, d, n).fma(parents, change);
                    change.intoArray(rhs, n);
                }
                times.fma(change, DoubleVector.fromArray(SPECIES, v_mV, n)).intoArray(v_mV, n);
            }
            for (int end = belows[slot]; e >= end; e--) {
                up[below[e]] = rhs[base + above[e]];
            }
        }
    }

    /** Memory of one thread, by place. */
    private static final class Scratch {
        double[] up = {};
        /** What compartments pass on to their parents, where the parent stands if it is chained. */
        double[] push = {};
        double[] pull = {};

        void reserve(int places) {
            if (up.length < places) {
                up = new double[places];
                push = new double[places + CHAIN];
                pull = new double[places + CHAIN];
            }
        }
    }
}
