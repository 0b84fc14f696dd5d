package huxley.io.model;

import huxley.io.document.Node;
import huxley.neuron.cell.Cell;
import huxley.neuron.mechanism.Ion;
import huxley.neuron.mechanism.Mechanism;
import huxley.neuron.mechanism.Place;
import huxley.neuron.mechanism.Variable;
import huxley.neuron.problem.Suggestion;
import huxley.synapse.Circuit.Quantity;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds what a text such as {@code v}, {@code hh.m}, {@code m_hh}, {@code cai} or {@code synapse.g} means on a cell. */
final class Quantities {
    private static final Pattern ELEMENT = Pattern.compile("(.+)\\[(\\d{1,9})]");

    /** A quantity that exists per compartment, wherever {@code present} holds. */
    record Distributed(String unit, IntPredicate present, PerCompartment at) {
    }

    /** Makes the quantity of a compartment of a cell. */
    interface PerCompartment {
        Quantity of(int gid, int compartment);
    }

    /** Variables of placed things: one each. */
    record Placed(String unit, List<Integer> placed, String variable, int element) {
    }

    private final BoundCell cell;
    private final Values values;

    Quantities(BoundCell cell, Values values) {
        this.cell = cell;
        this.values = values;
    }

    /** A variable of the placed thing whose label stands before the dot; nothing if there is no such label. */
    Optional<Placed> placed(Node.Text text) {
        int dot = text.value().lastIndexOf('.');
        if (dot < 0) {
            return Optional.empty();
        }
        List<Integer> indices = cell.placed().get(text.value().substring(0, dot));
        if (indices == null || indices.isEmpty()) {
            return Optional.empty();
        }
        Mechanism mechanism = cell.cell().placed().get(indices.getFirst()).mechanism();
        return variable(mechanism, text.value().substring(dot + 1), text, values)
                .map(found -> new Placed(found.variable().unit(), indices, found.variable().name(), found.element()));
    }

    boolean isLabel(String text) {
        int dot = text.lastIndexOf('.');
        return dot > 0 && cell.placed().containsKey(text.substring(0, dot));
    }

    /** A quantity of membrane; what does not exist on this cell is reported. */
    Optional<Distributed> distributed(Node.Text text) {
        String name = text.value();
        return switch (name) {
        case "v" -> everywhere("mV", Quantity.Voltage::new);
        case "membraneCurrent" -> everywhere("nA", Quantity.MembraneCurrent::new);
        case "area" -> everywhere("um2", (gid, i) -> new Quantity.EngineQuantity(gid, Place.Engine.AREA, i));
        case "diameter" -> everywhere("um", (gid, i) -> new Quantity.EngineQuantity(gid, Place.Engine.DIAM, i));
        default -> density(text).or(() -> ion(name)).or(() -> unknown(text));
        };
    }

    private static Optional<Distributed> everywhere(String unit, PerCompartment at) {
        return Optional.of(new Distributed(unit, i -> true, at));
    }

    private Optional<Distributed> unknown(Node.Text text) {
        values.report(text, text.where(), "cell '" + cell.name() + "' has no variable '" + text.value() + "'",
                Suggestion.hint(text.value(), "variables", names()));
        return Optional.empty();
    }

    private TreeSet<String> names() {
        TreeSet<String> names = new TreeSet<>(List.of("v", "membraneCurrent", "area", "diameter"));
        cell.cell().painted()
                .forEach(painted -> names.addAll(variables(painted.mechanism(), painted.mechanism().name())));
        cell.placed().forEach((label, indices) -> {
            if (!indices.isEmpty()) {
                names.addAll(variables(cell.cell().placed().get(indices.getFirst()).mechanism(), label));
            }
        });
        ions().forEach((ion, valence) -> names.addAll(List.of("i" + ion, "e" + ion, ion + "i", ion + "o")));
        return names;
    }

    private static List<String> variables(Mechanism mechanism, String prefix) {
        return mechanism.variables().stream().filter(Quantities::isRecordable).map(v -> prefix + "." + v.name())
                .toList();
    }

    private static boolean isRecordable(Variable variable) {
        return variable.visible() && variable.scope() == Variable.Scope.INSTANCE && switch (variable.role()) {
        case PARAMETER, STATE, ASSIGNED -> true;
        case POINTER, OPAQUE, RANDOM -> false;
        };
    }

    /** An element of a variable of a mechanism. */
    record Element(Variable variable, int element) {
    }

    /** A variable of a mechanism that can be recorded; otherwise a complaint at {@code text}. */
    static Optional<Element> variable(Mechanism mechanism, String written, Node.Text text, Values values) {
        Matcher matcher = ELEMENT.matcher(written);
        String name = matcher.matches() ? String.valueOf(matcher.group(1)) : written;
        int element = matcher.matches() ? Integer.parseInt(String.valueOf(matcher.group(2))) : 0;
        Optional<Variable> variable = mechanism.variable(name).filter(Quantities::isRecordable);
        if (variable.isEmpty()) {
            List<String> names = mechanism.variables().stream().filter(Quantities::isRecordable).map(Variable::name)
                    .toList();
            values.report(text, text.where(), "mechanism '" + mechanism.name() + "' has no variable '" + name
                    + "' that can be recorded", Suggestion.hint(name, "variables", names));
            return Optional.empty();
        }
        if (element >= variable.get().length()) {
            values.report(text, text.where(), "'" + name + "' has " + variable.get().length() + " element(s), got ["
                    + element + "]", "elements count from 0");
            return Optional.empty();
        }
        return Optional.of(new Element(variable.get(), element));
    }

    private Optional<Distributed> density(Node.Text text) {
        for (Cell.Painted painted : cell.cell().painted()) {
            String name = painted.mechanism().name();
            Optional<String> variable = text.value().startsWith(name + ".")
                    ? Optional.of(text.value().substring(name.length() + 1))
                    : text.value().endsWith("_" + name)
                            ? Optional.of(text.value().substring(0, text.value().length() - name.length() - 1))
                            : Optional.empty();
            if (variable.isPresent()) {
                BitSet where = new BitSet();
                Arrays.stream(painted.compartment()).forEach(where::set);
                return variable(painted.mechanism(), variable.get(), text, values).map(found -> new Distributed(
                        found.variable().unit(), where::get,
                        (gid, i) -> new Quantity.Density(gid, name, found.variable().name(), found.element(), i)));
            }
        }
        return Optional.empty();
    }

    private Optional<Distributed> ion(String name) {
        for (String ion : ions().keySet()) {
            Optional<Ion.Quantity> quantity = name.equals("i" + ion)
                    ? Optional.of(Ion.Quantity.CURRENT)
                    : name.equals("e" + ion)
                            ? Optional.of(Ion.Quantity.REVERSAL)
                            : name.equals(ion + "i")
                                    ? Optional.of(Ion.Quantity.INNER)
                                    : name.equals(ion + "o") ? Optional.of(Ion.Quantity.OUTER) : Optional.empty();
            if (quantity.isPresent()) {
                String unit = switch (quantity.get()) {
                case CURRENT -> "mA/cm2";
                case REVERSAL -> "mV";
                case INNER, OUTER -> "mM";
                case CONDUCTANCE -> "S/cm2";
                };
                return Optional.of(new Distributed(unit, usersOf(ion)::get,
                        (gid, i) -> new Quantity.IonQuantity(gid, ion, quantity.get(), i)));
            }
        }
        return Optional.empty();
    }

    private BitSet usersOf(String ion) {
        BitSet where = new BitSet();
        cell.cell().painted().stream().filter(painted -> painted.mechanism().ion(ion).isPresent())
                .forEach(painted -> Arrays.stream(painted.compartment()).forEach(where::set));
        cell.cell().placed().stream().filter(placed -> placed.mechanism().ion(ion).isPresent())
                .forEach(placed -> where.set(placed.compartment()));
        return where;
    }

    private Map<String, Double> ions() {
        Map<String, Double> ions = new TreeMap<>();
        List<Mechanism> all = new ArrayList<>();
        cell.cell().painted().forEach(painted -> all.add(painted.mechanism()));
        cell.cell().placed().forEach(placed -> all.add(placed.mechanism()));
        all.forEach(mechanism -> mechanism.ions().forEach(ion -> ions.put(ion.name(), ion.valence())));
        return ions;
    }
}
