package huxley.io.model;

import huxley.io.document.Node;
import huxley.io.model.Shape.Key;
import huxley.io.model.Shape.Value;
import huxley.neuron.cell.Cell;
import huxley.neuron.cell.Compartments;
import huxley.neuron.mechanism.Ion;
import huxley.neuron.mechanism.Mechanism;
import huxley.neuron.mechanism.Variable;
import huxley.neuron.problem.Suggestion;
import huxley.neuron.units.Unit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Everything painted on one cell: entries in order, later ones add to and override earlier ones. */
final class Membrane {
    private static final Map<String, Double> USUAL_VALENCES = Map.of("na", 1.0, "k", 1.0, "ca", 2.0, "cl", -1.0);

    /** One mechanism, gathered over all entries; parameters [compartment], NaN where the default holds. */
    private record Inserted(Mechanism mechanism, BitSet where, Map<String, double[]> parameters) {
    }

    /** One ion species; [compartment], NaN for the default. */
    private static final class Species {
        double valence = Double.NaN;
        final Map<Key, double[]> start = new LinkedHashMap<>();
    }

    private final Anatomy anatomy;
    private final MechanismLibrary library;
    private final Values values;
    private final Settings settings;
    private final double[] capacitance_uF_per_cm2;
    private final double[] initialVoltage_mV;
    private final double[] spineFactor;
    private final Map<String, Inserted> inserted = new LinkedHashMap<>();
    private final Map<String, Species> ions = new LinkedHashMap<>();
    private final Map<String, Node.Field> ionFields = new LinkedHashMap<>();

    Membrane(Anatomy anatomy, MechanismLibrary library, Values values, double initialVoltage_mV) {
        this.anatomy = anatomy;
        this.library = library;
        this.values = values;
        this.settings = new Settings(values);
        int n = anatomy.compartments().size();
        this.capacitance_uF_per_cm2 = filled(n,
                values.constant(ModelFormat.CAPACITANCE.standard(), unit(ModelFormat.CAPACITANCE)));
        this.initialVoltage_mV = filled(n, initialVoltage_mV);
        this.spineFactor = filled(n, 1);
    }

    private static double[] filled(int n, double value) {
        double[] array = new double[n];
        Arrays.fill(array, value);
        return array;
    }

    private static Unit unit(Key key) {
        return Unit.parse(((Value) key.shape()).unit());
    }

    /** Applies one entry of {@code paint}. */
    void paint(Entry entry) {
        BitSet region = anatomy.regions(entry.texts(ModelFormat.PAINT_REGION));
        fill(entry, ModelFormat.CAPACITANCE, region, capacitance_uF_per_cm2);
        fill(entry, ModelFormat.PAINT_VOLTAGE, region, initialVoltage_mV);
        fill(entry, ModelFormat.SPINE_FACTOR, region, spineFactor);
        for (Node.Field field : entry.named(ModelFormat.PAINT_MECHANISMS)) {
            insert(field, region);
        }
        entry.namedEntries(ModelFormat.PAINT_IONS).forEach((field, ion) -> ion(field, ion, region));
    }

    private void fill(Entry entry, Key key, BitSet region, double[] target) {
        entry.node(key).ifPresent(node -> fill(node, unit(key), region, target));
        if (key != ModelFormat.PAINT_VOLTAGE && entry.has(key)) {
            region.stream().filter(i -> target[i] <= 0).findFirst().ifPresent(i -> {
                Node node = entry.node(key).orElseThrow();
                values.report(node, node.where(), "\"" + key.name() + "\" must be above 0, got " + target[i] + " at "
                        + where(i), null);
            });
        }
    }

    private String where(int i) {
        return new Location(anatomy.compartments().section()[i], anatomy.compartments().x()[i])
                .label(anatomy.morphology());
    }

    private void fill(Node node, Unit unit, BitSet region, double[] target) {
        if (!varies(node)) {
            double value = values.number(node, unit);
            region.stream().forEach(i -> target[i] = value);
        } else {
            region.stream().forEach(i -> target[i] = values.number(node, unit, anatomy.at(i)));
        }
    }

    private boolean varies(Node node) {
        return values.formula(node).map(f -> f.uses().stream().anyMatch(Values.SPATIAL::contains)).orElse(false);
    }

    private void insert(Node.Field field, BitSet region) {
        Optional<Mechanism> found = library.find(field.name(), field.value(), field.nameWhere(), values,
                Mechanism.Kind.DENSITY);
        if (found.isEmpty() || !(field.value() instanceof Node.Fields given)) {
            return;
        }
        Mechanism mechanism = found.get();
        Inserted here = inserted.computeIfAbsent(field.name(),
                name -> new Inserted(mechanism, new BitSet(), new LinkedHashMap<>()));
        here.where().or(region);
        for (Node.Field parameter : given.fields().values()) {
            Optional<Variable> variable = settings.parameter(mechanism, parameter);
            if (variable.isPresent()) {
                double[] target = here.parameters().computeIfAbsent(parameter.name(),
                        name -> filled(anatomy.compartments().size(), Double.NaN));
                set(mechanism, variable.get(), parameter.value(), region, target);
            }
        }
    }

    private void set(Mechanism mechanism, Variable variable, Node node, BitSet region, double[] target) {
        if (varies(node)) {
            region.stream().filter(this::hasMembrane)
                    .forEach(i -> target[i] = settings.value(mechanism, variable, node, Optional.of(anatomy.at(i))));
        } else {
            double value = settings.value(mechanism, variable, node, Optional.empty());
            region.stream().forEach(i -> target[i] = value);
        }
    }

    private boolean hasMembrane(int i) {
        return anatomy.compartments().length_um()[i] > 0;
    }

    private void ion(Node.Field field, Entry entry, BitSet region) {
        Species species = ions.computeIfAbsent(field.name(), name -> new Species());
        ionFields.putIfAbsent(field.name(), field);
        entry.node(ModelFormat.VALENCE).ifPresent(node -> species.valence = ((Node.Number) node).value());
        for (Key key : List.of(ModelFormat.REVERSAL, ModelFormat.INSIDE, ModelFormat.OUTSIDE)) {
            entry.node(key).ifPresent(node -> fill(node, unit(key), region,
                    species.start.computeIfAbsent(key, k -> filled(anatomy.compartments().size(), Double.NaN))));
        }
    }

    double[] capacitance_uF_per_cm2() {
        return capacitance_uF_per_cm2;
    }

    double[] initialVoltage_mV() {
        return initialVoltage_mV;
    }

    /** The compartments with the membrane area of spines added. */
    Compartments compartments() {
        Compartments bare = anatomy.compartments();
        if (Arrays.stream(spineFactor).allMatch(f -> f == 1)) {
            return bare;
        }
        double[] area_um2 = bare.area_um2().clone();
        for (int i = 0; i < area_um2.length; i++) {
            area_um2[i] *= spineFactor[i];
        }
        return new Compartments(bare.parent(), area_um2, bare.resistance_MOhm(), bare.diam_um(), bare.length_um(),
                bare.section(), bare.x(), bare.distance_um(), bare.centerX_um(), bare.centerY_um(), bare.centerZ_um());
    }

    List<Cell.Painted> painted() {
        List<Cell.Painted> painted = new ArrayList<>();
        for (Inserted mechanism : inserted.values()) {
            int[] where = mechanism.where().stream().filter(this::hasMembrane).toArray();
            if (where.length > 0) {
                Map<String, double[]> parameters = new LinkedHashMap<>();
                mechanism.parameters()
                        .forEach((name, all) -> parameters.put(name, compact(mechanism.mechanism(), name, all, where)));
                painted.add(new Cell.Painted(mechanism.mechanism(), where, parameters));
            }
        }
        return painted;
    }

    private static double[] compact(Mechanism mechanism, String name, double[] all, int[] where) {
        double standard = mechanism.variable(name).map(Variable::initial).orElse(0.0);
        double[] instance = Arrays.stream(where).mapToDouble(i -> Double.isNaN(all[i]) ? standard : all[i]).toArray();
        return Arrays.stream(instance).allMatch(value -> value == instance[0]) ? new double[] {instance[0]} : instance;
    }

    /** Ion settings; {@code placed} are the mechanisms of the point processes of the cell. */
    List<Cell.IonSetting> ions(List<Mechanism> placed) {
        Map<String, Double> used = new LinkedHashMap<>();
        inserted.values().forEach(i -> collect(i.mechanism(), used));
        placed.forEach(mechanism -> collect(mechanism, used));
        List<Cell.IonSetting> settings = new ArrayList<>();
        ions.forEach((name, species) -> {
            if (!used.containsKey(name)) {
                Node.Field field = ionFields.get(name);
                if (field != null) {
                    values.report(field.value(), field.nameWhere(),
                            "no mechanism of this cell uses the ion '" + name + "'",
                            Suggestion.hint(name, "ions", new TreeSet<>(used.keySet())));
                }
                return;
            }
            Cell.IonSetting setting = setting(name, species, used.getOrDefault(name, Double.NaN));
            Node.Field field = ionFields.get(name);
            if (Double.isNaN(setting.valence()) && field != null) {
                values.report(field.value(), field.nameWhere(), "the charge of the ion '" + name + "' is not known",
                        "no mechanism declares its VALENCE: add \"valence\": 2, or whatever it is");
            }
            settings.add(setting);
        });
        used.forEach((name, valence) -> {
            if (!ions.containsKey(name) && Double.isNaN(valence)) {
                settings.add(
                        new Cell.IonSetting(name, USUAL_VALENCES.getOrDefault(name, Double.NaN), null, null, null));
            }
        });
        return settings;
    }

    private static Cell.IonSetting setting(String name, Species species, double declared) {
        double usual = Double.isNaN(declared) ? USUAL_VALENCES.getOrDefault(name, Double.NaN) : declared;
        double valence = Double.isNaN(species.valence) ? usual : species.valence;
        return new Cell.IonSetting(name, valence, compact(species.start.get(ModelFormat.REVERSAL)),
                compact(species.start.get(ModelFormat.INSIDE)), compact(species.start.get(ModelFormat.OUTSIDE)));
    }

    private static double @Nullable [] compact(double @Nullable [] all) {
        return all != null && Arrays.stream(all).allMatch(value -> value == all[0]) ? new double[] {all[0]} : all;
    }

    private static void collect(Mechanism mechanism, Map<String, Double> used) {
        for (Ion ion : mechanism.ions()) {
            used.merge(ion.name(), ion.valence(), (a, b) -> Double.isNaN(a) ? b : a);
        }
    }
}
