package huxley.viz.live;

import huxley.neuron.cell.Cell;
import huxley.neuron.mechanism.Ion;
import huxley.neuron.mechanism.Mechanism;
import huxley.neuron.mechanism.Mechanism.Kind;
import huxley.neuron.mechanism.Variable;
import huxley.neuron.mechanism.Variable.Role;
import huxley.neuron.mechanism.Variable.Scope;
import huxley.synapse.Circuit;
import huxley.synapse.Circuit.Quantity;
import huxley.synapse.Present;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** A {@link Scene} and where in the model its values are. */
final class Sight {
    static final Scene.Variable VOLTAGE = new Scene.Variable("v", "mV", -90, 40);

    private final Circuit circuit;
    private final Scene.Cells cells;
    /** By name. */
    private final Map<String, Column> columns = new LinkedHashMap<>();

    private record Column(Scene.Variable variable, OfCell of) {
    }

    /**
     * A variable in all that is seen.
     *
     * @param place [quantity] index into the values of a frame; others have no such variable
     */
    private record Reading(Column column, List<Quantity> quantities, int[] place) {
    }

    private @Nullable Reading last;

    Sight(Circuit circuit, Scene.Cells cells) {
        this.circuit = circuit;
        this.cells = cells;
        column(VOLTAGE, (gid, cell) -> c -> new Quantity.Voltage(gid, c));
        painted().forEach((name, mechanism) -> {
            for (Variable variable : mechanism.variables()) {
                if (isOfInterest(variable)) {
                    column(scale(mechanism, variable), (gid, cell) -> cell.painted().stream()
                            .filter(p -> p.mechanism().name().equals(name)).findFirst()
                            .<IntFunction<@Nullable Quantity>>map(
                                    p -> c -> Arrays.binarySearch(p.compartment(), c) < 0
                                            ? null
                                            : new Quantity.Density(gid, name, variable.name(), 0, c))
                            .orElse(null));
                }
            }
        });
        for (String ion : ions()) {
            ion(ion, Ion.Quantity.INNER, ion + "i", "mM");
            ion(ion, Ion.Quantity.REVERSAL, "e" + ion, "mV");
            ion(ion, Ion.Quantity.CURRENT, "i" + ion, "mA/cm2");
        }
    }

    private void ion(String ion, Ion.Quantity quantity, String name, String unit) {
        column(new Scene.Variable(name, unit, 0, 0), (gid, cell) -> c -> cell.painted().stream().anyMatch(
                p -> p.mechanism().ion(ion).isPresent() && Arrays.binarySearch(p.compartment(), c) >= 0)
                        ? new Quantity.IonQuantity(gid, ion, quantity, c)
                        : null);
    }

    /** What a cell has of a variable, by compartment; null if nothing. */
    private interface OfCell {
        @Nullable
        IntFunction<? extends @Nullable Quantity> of(int gid, Cell cell);
    }

    private void column(Scene.Variable variable, OfCell of) {
        columns.put(variable.name(), new Column(variable, of));
    }

    /** @param most quantities wanted */
    private Reading reading(Column column, int most) {
        List<Quantity> quantities = new ArrayList<>();
        int[] place = new int[64];
        int at = 0;
        for (int i = 0; i < cells.size() && quantities.size() < most; i++) {
            int gid = cells.gid()[i];
            IntFunction<? extends @Nullable Quantity> quantity = column.of.of(gid, circuit.cells().get(gid).cell());
            for (int c = 0; quantity != null && c < cells.shown()[i]; c++) {
                Quantity here = quantity.apply(c);
                if (here != null) {
                    place = quantities.size() == place.length ? Arrays.copyOf(place, 2 * place.length) : place;
                    place[quantities.size()] = at + c;
                    quantities.add(here);
                }
            }
            at += cells.shown()[i];
        }
        return new Reading(column, quantities, Arrays.copyOf(place, quantities.size()));
    }

    private Map<String, Mechanism> painted() {
        Map<String, Mechanism> painted = new LinkedHashMap<>();
        kinds().forEach(cell -> cell.painted().stream().map(Cell.Painted::mechanism)
                .filter(m -> m.kind() == Kind.DENSITY).forEach(m -> painted.putIfAbsent(m.name(), m)));
        return painted;
    }

    private TreeSet<String> ions() {
        TreeSet<String> ions = new TreeSet<>();
        painted().values().forEach(m -> m.ions().forEach(ion -> ions.add(ion.name())));
        return ions;
    }

    private Set<Cell> kinds() {
        Set<Cell> kinds = Collections.newSetFromMap(new IdentityHashMap<>());
        Arrays.stream(cells.gid()).forEach(gid -> kinds.add(circuit.cells().get(gid).cell()));
        return kinds;
    }

    private static boolean isOfInterest(Variable variable) {
        return variable.visible() && variable.length() == 1 && variable.scope() == Scope.INSTANCE
                && (variable.role() == Role.STATE || variable.role() == Role.ASSIGNED
                        || variable.role() == Role.PARAMETER);
    }

    private static Scene.Variable scale(Mechanism mechanism, Variable variable) {
        String name = mechanism.name() + "." + variable.name();
        boolean share = variable.role() == Role.STATE && (variable.unit().isEmpty() || variable.unit().equals("1"));
        return new Scene.Variable(name, variable.unit(), 0, share ? 1 : 0);
    }

    /** Forgets variables that are nowhere, or that the engine keeps no memory of. */
    void keep(Present present) {
        columns.values().removeIf(column -> {
            List<Quantity> first = reading(column, 1).quantities;
            return first.isEmpty() || !present.isKept(first.getFirst());
        });
    }

    List<Scene.Variable> variables() {
        return columns.values().stream().map(Column::variable).toList();
    }

    /** @return [value] of a frame; not a number where the variable is not */
    float[] read(String variable, Present present, int values) {
        float[] all = new float[values];
        Arrays.fill(all, Float.NaN);
        Column column = columns.get(variable);
        if (column != null) {
            if (last == null || last.column != column) {
                last = reading(column, Integer.MAX_VALUE);
            }
            float[] read = new float[last.place.length];
            present.read(last.quantities, read);
            for (int i = 0; i < read.length; i++) {
                all[last.place[i]] = read[i];
            }
        }
        return all;
    }
}
