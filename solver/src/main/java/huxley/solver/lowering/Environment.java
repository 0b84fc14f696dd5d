package huxley.solver.lowering;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.ToIntFunction;

/** The value that each cell holds at the point of the program being lowered. */
final class Environment {
    private final Values values;
    private final ToIntFunction<Cell> initially;
    private Map<Cell, Integer> current = new LinkedHashMap<>();

    Environment(Values values, ToIntFunction<Cell> initially) {
        this.values = values;
        this.initially = initially;
    }

    int get(Cell cell) {
        Integer value = current.get(cell);
        if (value == null) {
            value = initially.applyAsInt(cell);
            current.put(cell, value);
        }
        return value;
    }

    void set(Cell cell, int value) {
        current.put(cell, value);
    }

    void forget(Cell cell) {
        current.remove(cell);
    }

    /** Cells read or assigned so far. */
    Set<Cell> cells() {
        return new LinkedHashSet<>(current.keySet());
    }

    Map<Cell, Integer> snapshot() {
        return new LinkedHashMap<>(current);
    }

    void restore(Map<Cell, Integer> snapshot) {
        current = new LinkedHashMap<>(snapshot);
    }

    /** After both branches of a condition: what {@code then} left where it holds, what the present state has elsewhere. */
    void merge(int condition, Map<Cell, Integer> then) {
        Set<Cell> touched = new LinkedHashSet<>(then.keySet());
        touched.addAll(current.keySet());
        for (Cell cell : touched) {
            Integer whenTrue = then.get(cell);
            int a = whenTrue == null ? initially.applyAsInt(cell) : whenTrue;
            current.put(cell, values.select(condition, a, get(cell)));
        }
    }
}
