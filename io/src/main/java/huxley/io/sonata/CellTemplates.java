package huxley.io.sonata;

import huxley.io.morphology.MorphologyReader;
import huxley.neuron.cell.Cell;
import huxley.neuron.cell.Compartments;
import huxley.neuron.cell.Discretization;
import huxley.neuron.cell.SectionEnd;
import huxley.neuron.mechanism.Ion;
import huxley.neuron.mechanism.Mechanism;
import huxley.neuron.mechanism.Variable;
import huxley.neuron.morphology.Morphology;
import huxley.neuron.morphology.Section;
import huxley.neuron.problem.InvalidInputException;
import huxley.neuron.problem.Problems;
import huxley.neuron.problem.Suggestion;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Makes cells of a morphology and of what is said of its membrane. */
final class CellTemplates {
    private static final MathContext DIGITS = new MathContext(6, RoundingMode.HALF_EVEN);

    private final Mechanisms mechanisms;
    private final Problems problems;
    private final double initialVoltage_mV;

    CellTemplates(Mechanisms mechanisms, double initialVoltage_mV, Problems problems) {
        this.mechanisms = mechanisms;
        this.initialVoltage_mV = initialVoltage_mV;
        this.problems = problems;
    }

    /**
     * The morphology of a file, its coordinates and diameters rounded to six digits: BMTK hands them to NEURON as texts of
     * that length, and neurons near threshold tell the difference. What is wrong with the file counts as the circuit's
     * problems.
     */
    static Morphology morphology(java.nio.file.Path file, Problems problems) {
        Problems found = new Problems();
        Morphology morphology = MorphologyReader.read(file, found);
        if (found.hasErrors()) {
            throw new InvalidInputException(found.all());
        }
        problems.addAll(found.all());
        return new Morphology(morphology.name(), morphology.sections().stream().map(CellTemplates::rounded).toList());
    }

    private static Section rounded(Section s) {
        return new Section(s.name(), s.type(), s.parent(), s.parentX(), rounded(s.x_um()), rounded(s.y_um()),
                rounded(s.z_um()), rounded(s.diam_um()));
    }

    private static double[] rounded(double[] values) {
        return Arrays.stream(values).map(v -> (float) new BigDecimal(v).round(DIGITS).doubleValue()).toArray();
    }

    /**
     * @param ends ends of sections at which something will stand
     * @param length_um compartments are about twice as long at most; 0 for one a section
     */
    Cell build(String name, Morphology morphology, Biophysics biophysics, double length_um, Set<SectionEnd> ends) {
        int sections = morphology.size();
        double[] resistivity = new double[sections];
        Arrays.setAll(resistivity, s -> region(biophysics, morphology, s).axialResistivity_ohm_cm);
        int[] counts = length_um > 0
                ? Discretization.oddByLength(morphology, 2 * length_um)
                : Discretization.uniform(morphology, 1);
        Compartments compartments = Discretization.divide(morphology, counts, resistivity, ends);
        double[] capacitance = new double[compartments.size()];
        Arrays.setAll(capacitance,
                i -> region(biophysics, morphology, compartments.section()[i]).capacitance_uF_per_cm2);
        double[] voltage = new double[compartments.size()];
        Arrays.fill(voltage, initialVoltage_mV);
        List<Cell.Painted> painted = new ArrayList<>();
        for (String mechanism : biophysics.mechanismNames()) {
            paint(mechanism, morphology, biophysics, compartments).ifPresent(painted::add);
        }
        return new Cell(name, morphology, compartments, capacitance, voltage, painted, List.of(),
                ions(painted, morphology, biophysics, compartments));
    }

    private static Biophysics.Region region(Biophysics biophysics, Morphology morphology, int section) {
        return biophysics.ofType(morphology.section(section).type());
    }

    private java.util.Optional<Cell.Painted> paint(String name, Morphology morphology, Biophysics biophysics,
            Compartments compartments) {
        List<Integer> where = new ArrayList<>();
        List<Map<String, Biophysics.Said>> values = new ArrayList<>();
        Set<String> parameters = new LinkedHashSet<>();
        Biophysics.Inserted first = null;
        for (int i = 0; i < compartments.size(); i++) {
            Biophysics.Inserted inserted = region(biophysics, morphology, compartments.section()[i]).mechanisms
                    .get(name);
            if (inserted != null && compartments.length_um()[i] > 0) {
                first = first == null ? inserted : first;
                where.add(i);
                values.add(inserted.parameters());
                parameters.addAll(inserted.parameters().keySet());
            }
        }
        if (first == null) {
            return java.util.Optional.empty();
        }
        return mechanisms.find(name, Mechanism.Kind.DENSITY, first.where()).map(mechanism -> {
            int[] at = where.stream().mapToInt(Integer::intValue).toArray();
            return new Cell.Painted(mechanism, at, columns(mechanism, parameters, values));
        });
    }

    private Map<String, double[]> columns(Mechanism mechanism, Set<String> parameters,
            List<Map<String, Biophysics.Said>> values) {
        Map<String, double[]> columns = new LinkedHashMap<>();
        for (String parameter : parameters) {
            Variable variable = mechanism.variable(parameter).orElse(null);
            if (variable == null) {
                values.stream().map(v -> v.get(parameter)).filter(java.util.Objects::nonNull).findFirst()
                        .ifPresent(said -> problems.error(said.where(),
                                "mechanism '" + mechanism.name() + "' has no parameter '" + parameter + "'",
                                Suggestion.hint(parameter, "parameters", mechanism.variables().stream()
                                        .filter(Variable::visible).map(Variable::name).toList())));
                continue;
            }
            double[] column = new double[values.size()];
            for (int i = 0; i < column.length; i++) {
                Biophysics.Said said = values.get(i).get(parameter);
                column[i] = said == null ? variable.initial() : said.value();
            }
            boolean same = Arrays.stream(column).allMatch(v -> v == column[0]);
            columns.put(parameter, same ? new double[] {column[0]} : column);
        }
        return columns;
    }

    /** Reversal potentials count where something uses the ion. */
    private static List<Cell.IonSetting> ions(List<Cell.Painted> painted, Morphology morphology, Biophysics biophysics,
            Compartments compartments) {
        Map<String, Double> valences = new LinkedHashMap<>();
        for (Cell.Painted layer : painted) {
            for (Ion ion : layer.mechanism().ions()) {
                valences.merge(ion.name(), ion.valence(), (a, b) -> Double.isNaN(a) ? b : a);
            }
        }
        List<Cell.IonSetting> settings = new ArrayList<>();
        valences.forEach((ion, valence) -> {
            double[] reversal_mV = new double[compartments.size()];
            Arrays.setAll(reversal_mV, i -> region(biophysics, morphology, compartments.section()[i]).reversal_mV
                    .getOrDefault(ion, Double.NaN));
            if (Arrays.stream(reversal_mV).anyMatch(e -> !Double.isNaN(e))) {
                settings.add(new Cell.IonSetting(ion, valence, reversal_mV, null, null));
            }
        });
        return settings;
    }
}
