package huxley.app.fidelity;

import huxley.neuron.cell.Cell;
import huxley.neuron.cell.Compartments;
import huxley.neuron.cell.Discretization;
import huxley.neuron.cell.SectionEnd;
import huxley.neuron.mechanism.Ion;
import huxley.neuron.mechanism.Mechanism;
import huxley.neuron.morphology.Morphology;
import huxley.neuron.morphology.Section;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Builds one cell section by section, in the terms in which NEURON scripts do it. Sections are added parent first; then
 * {@link #divide()}, then places can be located, mechanisms painted and point processes placed.
 */
final class CellBuilder {
    private static final Pattern PLACE = Pattern.compile("(.+)\\(([0-9.eE+-]+)\\)");

    /** What is said of a section; {@code reversed} when it attaches by its end 1. */
    private record Membrane(int count, double axialResistivity_ohm_cm, double capacitance_uF_per_cm2,
            boolean reversed) {
    }

    private final String name;
    private final List<Section> sections = new ArrayList<>();
    private final List<Membrane> membranes = new ArrayList<>();
    private final Set<SectionEnd> ends = new HashSet<>();
    private final Map<String, Mechanism> painted = new TreeMap<>();
    private final Map<String, TreeMap<Integer, Map<String, Double>>> paint = new HashMap<>();
    private final List<Cell.Placed> placed = new ArrayList<>();
    private final Map<String, double[]> reversal_mV = new LinkedHashMap<>();
    private final Map<String, Double> valence = new HashMap<>();
    private @Nullable Compartments compartments;
    private double initialVoltage_mV = -65;

    CellBuilder(String name) {
        this.name = name;
    }

    CellBuilder cylinder(String section, @Nullable String parent, double parentX, double length_um, double diam_um,
            int count, double axialResistivity_ohm_cm, double capacitance_uF_per_cm2) {
        Section shape = new Section(section, 0, parent == null ? -1 : indexOf(parent), parent == null ? 0 : parentX,
                new double[] {0, length_um}, new double[2], new double[2], new double[] {diam_um, diam_um});
        return section(shape, count, axialResistivity_ohm_cm, capacitance_uF_per_cm2, false);
    }

    CellBuilder section(Section shape, int count, double axialResistivity_ohm_cm, double capacitance_uF_per_cm2,
            boolean reversed) {
        sections.add(shape);
        membranes.add(new Membrane(count, axialResistivity_ohm_cm, capacitance_uF_per_cm2, reversed));
        return this;
    }

    /** Announces that something will stand at {@code section(x)}. */
    CellBuilder need(String place) {
        double x = at(place);
        if (x == 0 || x == 1) {
            ends.add(new SectionEnd(indexOf(sectionOf(place)), (int) x));
        }
        return this;
    }

    CellBuilder divide() {
        compartments = Discretization.divide(new Morphology(name, sections),
                membranes.stream().mapToInt(Membrane::count).toArray(),
                membranes.stream().mapToDouble(Membrane::axialResistivity_ohm_cm).toArray(), ends);
        return this;
    }

    Compartments compartments() {
        return java.util.Objects.requireNonNull(compartments, "divide first");
    }

    CellBuilder startAt(double voltage_mV) {
        initialVoltage_mV = voltage_mV;
        return this;
    }

    boolean has(String section) {
        return sections.stream().anyMatch(s -> s.name().equals(section));
    }

    String root() {
        return sections.getFirst().name();
    }

    int compartmentsIn(String section) {
        return membranes.get(indexOf(section)).count();
    }

    /** Compartments of a section, from its end 0 to its end 1, without zero-area nodes. */
    int[] of(String section) {
        int index = indexOf(section);
        Compartments c = compartments();
        List<Integer> found = new ArrayList<>();
        for (int i = 0; i < c.size(); i++) {
            if (c.section()[i] == index && c.length_um()[i] > 0) {
                found.add(i);
            }
        }
        Comparator<Integer> byX = Comparator.comparing(i -> c.x()[i]);
        found.sort(membranes.get(index).reversed() ? byX.reversed() : byX);
        return found.stream().mapToInt(Integer::intValue).toArray();
    }

    /** The compartment at {@code section(x)}. */
    int locate(String place) {
        return compartments().locate(indexOf(sectionOf(place)), at(place));
    }

    /** Paints a whole section; arrays are one value everywhere or one a compartment. */
    CellBuilder paint(String section, Mechanism mechanism, Map<String, double[]> parameters) {
        painted.put(mechanism.name(), mechanism);
        int[] where = of(section);
        for (int i = 0; i < where.length; i++) {
            Map<String, Double> values = new HashMap<>();
            int k = i;
            parameters.forEach((p, v) -> values.put(p, v[v.length == 1 ? 0 : k]));
            paint.computeIfAbsent(mechanism.name(), m -> new TreeMap<>()).put(where[i], values);
        }
        for (Ion ion : mechanism.ions()) {
            if (!Double.isNaN(ion.valence())) {
                valence.put(ion.name(), ion.valence());
            }
        }
        return this;
    }

    /** Sets the reversal potential of an ion in a whole section. */
    CellBuilder reversal(String section, String ion, double value_mV) {
        double[] values = reversal_mV.computeIfAbsent(ion, i -> {
            double[] none = new double[compartments().size()];
            Arrays.fill(none, Double.NaN);
            return none;
        });
        for (int i : of(section)) {
            values[i] = value_mV;
        }
        return this;
    }

    /** Places a point process and says which it is. */
    int place(String label, Mechanism mechanism, String place, Map<String, Double> parameters) {
        placed.add(new Cell.Placed(label, mechanism, locate(place), parameters));
        return placed.size() - 1;
    }

    Map<String, Mechanism> painted() {
        return painted;
    }

    Cell build() {
        Compartments c = compartments();
        double[] capacitance = new double[c.size()];
        for (int i = 0; i < c.size(); i++) {
            capacitance[i] = membranes.get(c.section()[i]).capacitance_uF_per_cm2();
        }
        double[] voltage = new double[c.size()];
        Arrays.fill(voltage, initialVoltage_mV);
        List<Cell.Painted> layers = new ArrayList<>();
        painted.values().forEach(m -> layers.add(layer(m)));
        List<Cell.IonSetting> ions = new ArrayList<>();
        reversal_mV.forEach(
                (ion, e) -> ions.add(new Cell.IonSetting(ion, valence.getOrDefault(ion, Double.NaN), e, null, null)));
        return new Cell(name, new Morphology(name, sections), c, capacitance, voltage, layers, placed, ions);
    }

    private Cell.Painted layer(Mechanism mechanism) {
        TreeMap<Integer, Map<String, Double>> where = paint.getOrDefault(mechanism.name(), new TreeMap<>());
        int[] at = where.keySet().stream().mapToInt(Integer::intValue).toArray();
        Map<String, double[]> parameters = new LinkedHashMap<>();
        Set<String> named = new HashSet<>();
        where.values().forEach(v -> named.addAll(v.keySet()));
        for (String parameter : named) {
            double standard = mechanism.variable(parameter).orElseThrow().initial();
            double[] values = Arrays.stream(at)
                    .mapToDouble(i -> where.getOrDefault(i, Map.of()).getOrDefault(parameter, standard)).toArray();
            boolean same = Arrays.stream(values).allMatch(v -> v == values[0]);
            parameters.put(parameter, same ? new double[] {values[0]} : values);
        }
        return new Cell.Painted(mechanism, at, parameters);
    }

    int indexOf(String section) {
        for (int i = 0; i < sections.size(); i++) {
            if (sections.get(i).name().equals(section)) {
                return i;
            }
        }
        throw new IllegalArgumentException("no section " + section);
    }

    private static String sectionOf(String place) {
        return match(place).group(1);
    }

    private double at(String place) {
        double x = Double.parseDouble(match(place).group(2));
        return membranes.get(indexOf(sectionOf(place))).reversed() ? 1 - x : x;
    }

    private static Matcher match(String place) {
        Matcher m = PLACE.matcher(place);
        if (!m.matches()) {
            throw new IllegalArgumentException("not a place: " + place);
        }
        return m;
    }
}
