package huxley.neuron.units;

import java.util.LinkedHashMap;
import java.util.Map;

/** Names of the dimensions that occur in models. */
final class DimensionName {
    private static final Map<Dimension, String> NAMES = names();

    private DimensionName() {
    }

    static String of(Dimension dimension) {
        return NAMES.getOrDefault(dimension, "");
    }

    private static Map<Dimension, String> names() {
        Map<Dimension, String> names = new LinkedHashMap<>();
        String[][] known = {{"1", "a plain number"}, {"V", "voltage"}, {"A", "current"}, {"s", "time"},
                {"Hz", "frequency"}, {"m", "length"}, {"m2", "area"}, {"m3", "volume"}, {"S", "conductance"},
                {"ohm", "resistance"}, {"F", "capacitance"}, {"A/m2", "current per area"},
                {"S/m2", "conductance per area"}, {"F/m2", "capacitance per area"}, {"ohm m", "resistivity"},
                {"S/m", "conductivity"}, {"M", "concentration"}, {"M/s", "concentration per time"},
                {"K", "temperature"},
                {"C", "charge"}, {"m/s", "velocity or permeability"}, {"m2/s", "diffusion coefficient"},
                {"A/s", "current per time"}, {"V/s", "voltage per time"}, {"V/m", "electric field"},
                {"J", "energy"}, {"ohm m2", "membrane resistance"}, {"/V", "per voltage"}, {"1/m2", "per area"},
                {"1/m", "per length"}, {"S/s", "conductance per time"}, {"1/V s", "per voltage and time"}};
        for (String[] entry : known) {
            names.putIfAbsent(Unit.parse(entry[0]).dimension(), entry[1]);
        }
        return names;
    }
}
