package huxley.io.model;

import huxley.io.document.Node;
import huxley.io.formula.Formula;
import huxley.io.formula.FormulaException;
import huxley.io.formula.Quantity;
import huxley.io.formula.Scope;
import huxley.neuron.problem.Problems;
import huxley.neuron.problem.Source;
import huxley.neuron.problem.Span;
import huxley.neuron.problem.Suggestion;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The named values of a model: defaults, replaced where the user sets others; each may be a formula over the others. */
final class Parameters implements Scope {
    private final Map<String, Node> given = new LinkedHashMap<>();
    private final Map<String, Optional<Quantity>> computed = new LinkedHashMap<>();
    private final Set<String> underWay = new LinkedHashSet<>();
    private final Problems problems;

    /** @param settings values that replace defaults, as texts, by parameter name */
    Parameters(List<Node.Field> declared, Map<String, String> settings, Problems problems) {
        this.problems = problems;
        for (Node.Field field : declared) {
            checkName(field);
            given.put(field.name(), field.value());
        }
        settings.forEach(this::set);
        given.keySet().forEach(this::find);
    }

    private void checkName(Node.Field field) {
        String name = field.name();
        if (!name.matches("[A-Za-z_][A-Za-z_0-9]*")) {
            problems.error(field.nameWhere(), "\"" + name + "\" cannot be the name of a parameter",
                    "use letters, digits and _, starting with a letter");
        } else if (Values.SPATIAL.contains(name) || name.equals("pi")) {
            problems.error(field.nameWhere(), "\"" + name + "\" already means something in formulas",
                    "distance, diameter, x, y, z and pi cannot be parameters");
        }
    }

    private void set(String name, String value) {
        Source source = new Source("--set " + name, value);
        Node before = given.get(name);
        if (before == null) {
            problems.error(Span.none("--set " + name + "=" + value), "the model has no parameter '" + name + "'",
                    Suggestion.hint(name, "parameters", given.keySet()));
            return;
        }
        Node after = new Node.Text(value, source.span(0, value.length()));
        Optional<Quantity> old = compute(name, before);
        given.put(name, after);
        Optional<Quantity> replaced = compute(name, after);
        if (old.isPresent() && replaced.isPresent() && !old.get().unit().measuresSameAs(replaced.get().unit())) {
            problems.error(after.where(), "parameter '" + name + "' is " + old.get().dimension() + ", got "
                    + replaced.get().dimension(), "its default is " + old.get());
            given.put(name, before);
        }
    }

    @Override
    public Optional<Quantity> find(String name) {
        Node node = given.get(name);
        if (node == null) {
            return Optional.empty();
        }
        Optional<Quantity> known = computed.get(name);
        if (known == null) {
            known = compute(name, node);
            computed.put(name, known);
        }
        return Optional.of(known.orElseThrow(FormulaException::alreadyReported));
    }

    @Override
    public Collection<String> names() {
        return given.keySet();
    }

    private Optional<Quantity> compute(String name, Node node) {
        if (!underWay.add(name)) {
            problems.error(node.where(), "parameter '" + name + "' depends on itself",
                    String.join(" -> ", underWay) + " -> " + name);
            return Optional.empty();
        }
        try {
            return switch (node) {
            case Node.Number number -> Optional.of(Quantity.plain(number.value()));
            case Node.Text text ->
                Optional.of(Formula.parse(text.value(), new HashSet<>(given.keySet())).evaluate(this));
            case Node.Truth _,Node.Nothing _,Node.Items _,Node.Fields _ -> Optional.empty();
            };
        } catch (FormulaException e) {
            if (!e.isReported()) {
                problems.error(Values.part(node, e), String.valueOf(e.getMessage()), e.hint());
            }
            return Optional.empty();
        } finally {
            underWay.remove(name);
        }
    }
}
