package huxley.io.model;

import huxley.io.document.Node;
import huxley.io.formula.Formula;
import huxley.io.formula.Quantity;
import huxley.io.formula.Scope;
import huxley.neuron.mechanism.Mechanism;
import huxley.neuron.mechanism.Variable;
import huxley.neuron.problem.Suggestion;
import huxley.neuron.units.Unit;
import huxley.neuron.units.UnitException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Values given to variables of a mechanism: is there such a variable, may it be set, is the value of its unit and range. */
final class Settings {
    private final Values values;

    Settings(Values values) {
        this.values = values;
    }

    /** The parameter of that name that has one value per instance; otherwise a complaint. */
    Optional<Variable> parameter(Mechanism mechanism, Node.Field field) {
        return settable(mechanism, field, Variable.Scope.INSTANCE);
    }

    /** The GLOBAL parameter of that name; otherwise a complaint. */
    Optional<Variable> global(Mechanism mechanism, Node.Field field) {
        return settable(mechanism, field, Variable.Scope.GLOBAL);
    }

    private Optional<Variable> settable(Mechanism mechanism, Node.Field field, Variable.Scope scope) {
        Optional<Variable> variable = mechanism.variable(field.name());
        if (variable.isEmpty() || !variable.get().visible()) {
            List<String> names = mechanism.variables().stream().filter(v -> isParameter(v, scope)).map(Variable::name)
                    .toList();
            values.report(field.value(), field.nameWhere(), "mechanism '" + mechanism.name() + "' has no parameter '"
                    + field.name() + "'",
                    ionHint(mechanism, field.name())
                            .orElseGet(() -> Suggestion.hint(field.name(), "parameters", names)));
            return Optional.empty();
        }
        if (isParameter(variable.get(), scope)) {
            return variable;
        }
        values.report(field.value(), field.nameWhere(), "'" + field.name() + "' of mechanism '" + mechanism.name()
                + "' cannot be set here", why(mechanism, variable.get()));
        return Optional.empty();
    }

    private static boolean isParameter(Variable variable, Variable.Scope scope) {
        return variable.role() == Variable.Role.PARAMETER && variable.scope() == scope && variable.visible();
    }

    private static String why(Mechanism mechanism, Variable variable) {
        return switch (variable.role()) {
        case PARAMETER -> variable.scope() == Variable.Scope.GLOBAL
                ? "it is GLOBAL: set it under \"globals\": { \"" + mechanism.name() + "\": { \"" + variable.name()
                        + "\": ... } }"
                : "it is RANGE: set it where the mechanism is painted or placed";
        case STATE, ASSIGNED -> "it is computed by the mechanism";
        case POINTER, OPAQUE -> "it is a POINTER: bind it under \"pointers\"";
        case RANDOM -> "it is a stream of random numbers: see \"seed\"";
        };
    }

    private static Optional<String> ionHint(Mechanism mechanism, String name) {
        return mechanism.ions().stream()
                .filter(ion -> name.equals("e" + ion.name()) || name.equals(ion.name() + "i")
                        || name.equals(ion.name() + "o"))
                .findFirst().map(ion -> "'" + name + "' belongs to the ion: paint \"ions\": { \"" + ion.name()
                        + "\": { \"reversal\", \"inside\" or \"outside\": ... } }");
    }

    /** The value of the variable in its own unit; NaN if it is wrong (and reported). */
    double value(Mechanism mechanism, Variable variable, Node node, Optional<Scope> scope) {
        Optional<Quantity> quantity = scope.isPresent() ? values.quantity(node, scope.get()) : values.quantity(node);
        if (quantity.isEmpty()) {
            return Double.NaN;
        }
        double value = convert(mechanism, variable, node, quantity.get());
        if (value < variable.min() || value > variable.max()) {
            values.warn(node, "'" + variable.name() + "' = " + quantity.get() + " is out of range",
                    "mechanism '" + mechanism.name() + "' means " + number(variable.min()) + " to "
                            + number(variable.max())
                            + (variable.unit().isEmpty() ? "" : " " + variable.unit()));
        }
        return value;
    }

    private double convert(Mechanism mechanism, Variable variable, Node node, Quantity quantity) {
        Optional<Unit> declared = unit(variable);
        boolean plain = quantity.unit().measuresSameAs(Unit.ONE);
        if (declared.isEmpty() || declared.get().measuresSameAs(Unit.ONE)) {
            if (plain) {
                return quantity.unit().convert(quantity.value(), declared.orElse(Unit.ONE));
            }
            values.report(node, node.where(),
                    "expected a plain number, got " + quantity.dimension() + " (" + quantity + ")",
                    "mechanism '" + mechanism.name() + "' declares '" + variable.name() + "' "
                            + (variable.unit().isEmpty() ? "without a unit" : "in (" + variable.unit() + ")"));
            return Double.NaN;
        }
        Optional<Double> converted = quantity.in(declared.get());
        if (converted.isEmpty()) {
            boolean bare = values.formula(node).map(Formula::isPlainNumber).orElse(false);
            values.report(node, node.where(), bare
                    ? quantity + " needs a unit of " + declared.get().dimension().describe()
                    : "expected " + declared.get().dimension().describe() + ", got " + quantity.dimension() + " ("
                            + quantity + ")",
                    bare
                            ? "write \"" + quantity + " " + declared.get() + "\""
                            : "mechanism '" + mechanism.name() + "' takes '"
                                    + variable.name() + "' in " + declared.get());
            return Double.NaN;
        }
        return converted.get();
    }

    /** The declared unit, if it can be understood. */
    static Optional<Unit> unit(Variable variable) {
        return unit(variable.unit());
    }

    static Optional<Unit> unit(String text) {
        try {
            return Optional.of(Unit.parse(text));
        } catch (UnitException e) {
            return Optional.empty();
        }
    }

    private static String number(double value) {
        return Double.isInfinite(value)
                ? "anything"
                : Quantity.plain(value).toString().replaceFirst("(\\.0)?E", "e").replaceFirst("(?<=[1-9])0{9}$", "e9");
    }

    /** All parameters of a single instance. */
    Map<String, Double> point(Mechanism mechanism, List<Node.Field> given) {
        Map<String, Double> parameters = new HashMap<>();
        for (Node.Field field : given) {
            parameter(mechanism, field)
                    .ifPresent(variable -> parameters.put(variable.name(),
                            value(mechanism, variable, field.value(), Optional.empty())));
        }
        return parameters;
    }
}
