package huxley.solver.engine;

import huxley.neuron.mechanism.Mechanism;
import huxley.solver.kernel.Frame;
import huxley.synapse.Circuit.FunctionTableData;
import java.util.HashMap;
import java.util.Map;

/** The FUNCTION_TABLEs of one mechanism: linear between points in every argument, constant beyond the ends. */
final class FunctionTables implements Frame.Lookups {
    private final Map<String, FunctionTableData> tables = new HashMap<>();

    FunctionTables(Mechanism mechanism, Map<String, FunctionTableData> all) {
        for (String table : mechanism.tables().keySet()) {
            FunctionTableData data = all.get(mechanism.name() + "." + table);
            if (data != null) {
                tables.put(table, data);
            }
        }
    }

    @Override
    public double lookup(String table, double[] arguments) {
        FunctionTableData data = tables.get(table);
        return data == null ? Double.NaN : lookup(data, arguments, 0, 0);
    }

    private static double lookup(FunctionTableData data, double[] arguments, int axis, int row) {
        if (axis == arguments.length) {
            return data.values()[row];
        }
        double[] points = data.axes()[axis];
        double x = arguments[axis];
        int low = 0;
        int high = points.length - 1;
        while (high - low > 1) {
            int middle = (low + high) >>> 1;
            if (points[middle] <= x) {
                low = middle;
            } else {
                high = middle;
            }
        }
        double below = lookup(data, arguments, axis + 1, row * points.length + low);
        if (high == low || x <= points[low]) {
            return below;
        }
        double above = lookup(data, arguments, axis + 1, row * points.length + high);
        return x >= points[high] ? above : below + (above - below) * ((x - points[low]) / (points[high] - points[low]));
    }
}
