package huxley.io.model;

import huxley.io.document.Node;
import huxley.io.formula.Formula;
import huxley.io.formula.FormulaException;
import huxley.io.formula.Quantity;
import huxley.io.formula.Scope;
import huxley.neuron.problem.Problems;
import huxley.neuron.problem.Span;
import huxley.neuron.units.Unit;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads values with units and formulas over the model's parameters; mistakes are reported once, with their place. */
final class Values {
    /** Names that a spatial formula may use besides parameters, all in um. */
    static final Set<String> SPATIAL = Set.of("distance", "diameter", "x", "y", "z");

    /** Names that formulas of networks may use besides. */
    private static final Set<String> OF_CONNECTIONS = Set.of("pathDistance", "dx", "dy", "dz", "sourceIndex",
            "targetIndex", "index");

    private final Problems problems;
    private final Scope parameters;
    private final Set<String> names = new HashSet<>();
    private final Map<Node, Optional<Formula>> parsed = new HashMap<>();
    private final Set<Node> reported = new HashSet<>();

    Values(Problems problems, Scope parameters) {
        this.problems = problems;
        this.parameters = parameters;
        names.addAll(parameters.names());
        names.addAll(SPATIAL);
        names.addAll(OF_CONNECTIONS);
    }

    /** The formula that stands there; nothing if it is not one (and reported). */
    Optional<Formula> formula(Node node) {
        return parsed.computeIfAbsent(node, this::parse);
    }

    private Optional<Formula> parse(Node node) {
        return switch (node) {
        case Node.Number number -> Optional.of(new Formula.Literal(Quantity.plain(number.value()), 0, 1));
        case Node.Text text -> {
            try {
                yield Optional.of(Formula.parse(text.value(), names));
            } catch (FormulaException e) {
                report(node, part(node, e), String.valueOf(e.getMessage()), e.hint());
                yield Optional.empty();
            }
        }
        default -> Optional.empty();
        };
    }

    /** The value that stands there, computed from parameters alone. */
    Optional<Quantity> quantity(Node node) {
        return quantity(node, parameters);
    }

    /** The value that stands there, computed in {@code scope}. */
    Optional<Quantity> quantity(Node node, Scope scope) {
        return formula(node).flatMap(formula -> {
            try {
                return Optional.of(formula.evaluate(scope));
            } catch (FormulaException e) {
                if (!e.isReported()) {
                    report(node, part(node, e), String.valueOf(e.getMessage()), e.hint());
                }
                return Optional.empty();
            }
        });
    }

    /** The value in {@code unit}; NaN if it is wrong (and reported). */
    double number(Node node, Unit unit) {
        return number(node, unit, parameters);
    }

    double number(Node node, Unit unit, Scope scope) {
        return quantity(node, scope).map(quantity -> inUnit(node, quantity, unit)).orElse(Double.NaN);
    }

    private double inUnit(Node node, Quantity quantity, Unit unit) {
        Optional<Double> value = quantity.in(unit);
        if (value.isEmpty()) {
            boolean bare = formula(node).map(Formula::isPlainNumber).orElse(false);
            String expected = unit.dimension().describe();
            if (bare) {
                report(node, node.where(), quantity + " needs a unit of " + expected,
                        "write \"" + quantity + " " + unit + "\"");
            } else {
                report(node, node.where(),
                        "expected " + expected + ", got " + quantity.dimension() + " (" + shown(node) + ")",
                        unit.measuresSameAs(Unit.ONE)
                                ? "write a plain number"
                                : "a value here looks like \"1 " + unit + "\"");
            }
            return Double.NaN;
        }
        if (!Double.isFinite(value.get())) {
            report(node, node.where(), shown(node) + " is " + value.get() + ", not a finite number", null);
            return Double.NaN;
        }
        return isAbsoluteTemperature(quantity, unit) ? value.get() - 273.15 : value.get();
    }

    private static boolean isAbsoluteTemperature(Quantity quantity, Unit unit) {
        return unit.text().equals("degC")
                && (quantity.unit().text().equals("K") || quantity.unit().text().startsWith("kelvin"));
    }

    long whole(Node node, long min) {
        return whole(node, new Shape.Whole(min));
    }

    long whole(Node node, Shape.Whole legal) {
        double value = number(node, Unit.ONE);
        if (Double.isNaN(value)) {
            return legal.min();
        }
        if (value != Math.rint(value) || value < legal.min() || value > legal.max()) {
            report(node, node.where(), shown(node) + " is not a whole number of " + legal.min() + " to " + legal.max(),
                    null);
            return legal.min();
        }
        return (long) value;
    }

    /** A value of the format's own, such as a default. */
    double constant(String text, Unit unit) {
        return Formula.parse(text, Set.of()).evaluate(parameters).in(unit).orElseThrow();
    }

    /** Parameters, and beside them what {@code own} knows. */
    Scope within(Map<String, Quantity> own) {
        return new Scope() {
            @Override
            public Optional<Quantity> find(String name) {
                Quantity found = own.get(name);
                return found != null ? Optional.of(found) : parameters.find(name);
            }

            @Override
            public Collection<String> names() {
                Set<String> all = new HashSet<>(parameters.names());
                all.addAll(own.keySet());
                return all;
            }
        };
    }

    /** Whether anything is wrong so far: then what is read may be incomplete, and nothing large is to be made of it. */
    boolean hasErrors() {
        return problems.hasErrors();
    }

    void report(Node node, Span where, String message, @Nullable String hint) {
        if (reported.add(node)) {
            problems.error(where, message, hint);
        }
    }

    void warn(Node node, String message, @Nullable String hint) {
        problems.warning(node.where(), message, hint);
    }

    private static String shown(Node node) {
        return switch (node) {
        case Node.Text text -> "\"" + text.value() + "\"";
        case Node.Number number -> number.literal();
        case Node.Truth _,Node.Nothing _,Node.Items _,Node.Fields _ -> node.kind();
        };
    }

    static Span part(Node node, FormulaException e) {
        return node instanceof Node.Text text
                ? text.part(e.from(), Math.min(e.to(), text.value().length()))
                : node.where();
    }
}
