package huxley.solver.lowering;

import huxley.solver.program.Op;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Systems of linear equations solved by elimination written out: entries known to be 0 cost nothing. */
final class Elimination {
    private final Values values;
    private final int n;
    /** [row] column -> value; absent is 0. */
    private final List<TreeMap<Integer, Integer>> rows = new ArrayList<>();
    private final int[] rightHandSide;

    Elimination(Values values, int n) {
        this.values = values;
        this.n = n;
        this.rightHandSide = new int[n];
        for (int i = 0; i < n; i++) {
            rows.add(new TreeMap<>());
            rightHandSide[i] = values.constant(0);
        }
    }

    void setEntry(int row, int column, int value) {
        if (values.isConstant(value, 0)) {
            rows.get(row).remove(column);
        } else {
            rows.get(row).put(column, value);
        }
    }

    void setRightHandSide(int row, int value) {
        rightHandSide[row] = value;
    }

    private int entry(int row, int column) {
        return rows.get(row).getOrDefault(column, values.constant(0));
    }

    /**
     * Solves with pivots on the diagonal, in the order that makes the fewest new entries (Markowitz, Management Sci. 3, 255
     * (1957)); rows in {@code last} (conservation laws, whose diagonal may be small) come last.
     */
    int[] solveByDiagonal(Set<Integer> last) {
        TreeSet<Integer> remaining = new TreeSet<>();
        for (int i = 0; i < n; i++) {
            remaining.add(i);
        }
        List<Integer> order = new ArrayList<>();
        int[] reciprocal = new int[n];
        while (!remaining.isEmpty()) {
            int pivot = cheapest(remaining, last);
            remaining.remove(pivot);
            order.add(pivot);
            reciprocal[pivot] = values.div(values.constant(1), entry(pivot, pivot));
            for (int row : remaining) {
                if (rows.get(row).containsKey(pivot)) {
                    subtract(row, pivot, values.mul(entry(row, pivot), reciprocal[pivot]));
                }
            }
        }
        return substituteBack(order, reciprocal);
    }

    private int cheapest(Set<Integer> remaining, Set<Integer> last) {
        int best = -1;
        long least = Long.MAX_VALUE;
        for (int candidate : remaining) {
            long inRow = rows.get(candidate).keySet().stream().filter(remaining::contains).count() - 1;
            long inColumn = remaining.stream().filter(r -> rows.get(r).containsKey(candidate)).count() - 1;
            long cost = inRow * inColumn + (last.contains(candidate) ? Integer.MAX_VALUE : 0);
            if (cost < least) {
                least = cost;
                best = candidate;
            }
        }
        return best;
    }

    /** row -= factor * pivot row, which removes the row's entry in the pivot's column. */
    private void subtract(int row, int pivot, int factor) {
        for (Map.Entry<Integer, Integer> e : rows.get(pivot).entrySet()) {
            int column = e.getKey();
            if (column != pivot) {
                setEntry(row, column, values.sub(entry(row, column), values.mul(factor, e.getValue())));
            }
        }
        rows.get(row).remove(pivot);
        rightHandSide[row] = values.sub(rightHandSide[row], values.mul(factor, rightHandSide[pivot]));
    }

    private int[] substituteBack(List<Integer> order, int[] reciprocal) {
        int[] solution = new int[n];
        for (int k = order.size() - 1; k >= 0; k--) {
            int row = order.get(k);
            int sum = rightHandSide[row];
            for (Map.Entry<Integer, Integer> e : rows.get(row).entrySet()) {
                if (e.getKey() != row) {
                    sum = values.sub(sum, values.mul(e.getValue(), solution[e.getKey()]));
                }
            }
            solution[row] = values.mul(sum, reciprocal[row]);
        }
        return solution;
    }

    /** Solves with partial pivoting: rows are exchanged by selection, each instance its own way. */
    int[] solveByPivoting() {
        List<Integer> order = new ArrayList<>();
        int[] reciprocal = new int[n];
        for (int k = 0; k < n; k++) {
            for (int row = k + 1; row < n; row++) {
                bringUp(k, row);
            }
            order.add(k);
            reciprocal[k] = values.div(values.constant(1), entry(k, k));
            for (int row = k + 1; row < n; row++) {
                if (rows.get(row).containsKey(k)) {
                    subtract(row, k, values.mul(entry(row, k), reciprocal[k]));
                }
            }
        }
        return substituteBack(order, reciprocal);
    }

    /** Exchanges two rows where the lower one has the larger entry in column k. */
    private void bringUp(int k, int row) {
        int larger = values.apply(Op.GT, values.apply(Op.ABS, entry(row, k)), values.apply(Op.ABS, entry(k, k)));
        for (int column = k; column < n; column++) {
            int upper = entry(k, column);
            int lower = entry(row, column);
            setEntry(k, column, values.select(larger, lower, upper));
            setEntry(row, column, values.select(larger, upper, lower));
        }
        int upper = rightHandSide[k];
        int lower = rightHandSide[row];
        rightHandSide[k] = values.select(larger, lower, upper);
        rightHandSide[row] = values.select(larger, upper, lower);
    }
}
