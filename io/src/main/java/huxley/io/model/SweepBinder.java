package huxley.io.model;

import huxley.io.document.Node;
import huxley.io.formula.Quantity;
import huxley.neuron.problem.Problems;
import huxley.neuron.problem.Suggestion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Turns {@code sweep} into the list of variants. */
final class SweepBinder {
    private final Entry model;
    private final Parameters parameters;
    private final Values values;

    SweepBinder(Entry model, Parameters parameters, Problems problems) {
        this.model = model;
        this.parameters = parameters;
        this.values = new Values(problems, parameters);
    }

    List<Model.Variant> variants() {
        Optional<Entry> sweep = model.entry(ModelFormat.SWEEP_KEY);
        List<Map<String, String>> points = new ArrayList<>();
        if (sweep.isPresent()) {
            points.addAll(grid(sweep.get()));
            for (Node item : sweep.get().nodes(ModelFormat.LIST)) {
                point(item).ifPresent(points::add);
            }
        }
        return points.stream().map(point -> new Model.Variant(label(point), point)).toList();
    }

    private static String label(Map<String, String> point) {
        return point.entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).collect(Collectors.joining(", "));
    }

    private List<Map<String, String>> grid(Entry sweep) {
        List<Map<String, String>> points = new ArrayList<>();
        if (!sweep.has(ModelFormat.GRID)) {
            return points;
        }
        points.add(Map.of());
        for (Node.Field axis : sweep.named(ModelFormat.GRID)) {
            List<String> settings = settings(axis, sweep);
            List<Map<String, String>> finer = new ArrayList<>();
            for (Map<String, String> point : points) {
                for (String setting : settings) {
                    Map<String, String> more = new LinkedHashMap<>(point);
                    more.put(axis.name(), setting);
                    finer.add(more);
                }
            }
            points = finer;
        }
        return points;
    }

    private List<String> settings(Node.Field axis, Entry sweep) {
        if (axis.value() instanceof Node.Items items) {
            return items.items().stream().filter(item -> fits(axis.name(), axis, item)).map(SweepBinder::text).toList();
        }
        Entry steps = sweep.namedEntries(ModelFormat.GRID).get(axis);
        return steps == null ? List.of() : evenly(axis, steps);
    }

    private List<String> evenly(Node.Field axis, Entry steps) {
        Optional<Quantity> from = steps.quantity(ModelFormat.STEPS_FROM);
        Optional<Quantity> to = steps.quantity(ModelFormat.STEPS_TO);
        List<String> texts = new ArrayList<>();
        if (from.isEmpty() || to.isEmpty() || !fits(axis.name(), axis, steps.node(ModelFormat.STEPS_FROM).orElseThrow())
                || !fits(axis.name(), axis, steps.node(ModelFormat.STEPS_TO).orElseThrow())) {
            return texts;
        }
        double last = to.get().unit().convert(to.get().value(), from.get().unit());
        int count = (int) steps.whole(ModelFormat.STEPS_COUNT);
        for (int i = 0; i < count; i++) {
            double f = (double) i / (count - 1);
            double value = i == count - 1 ? last : from.get().value() + f * (last - from.get().value());
            texts.add(new Quantity(Double.parseDouble(String.format(java.util.Locale.ROOT, "%.12g", value)),
                    from.get().unit()).toString());
        }
        return texts;
    }

    private Optional<Map<String, String>> point(Node item) {
        if (!(item instanceof Node.Fields fields)) {
            return Optional.empty();
        }
        Map<String, String> point = new LinkedHashMap<>();
        for (Node.Field field : fields.fields().values()) {
            if (fits(field.name(), field, field.value())) {
                point.put(field.name(), text(field.value()));
            }
        }
        return Optional.of(point);
    }

    private boolean fits(String name, Node.Field field, Node value) {
        if (!parameters.names().contains(name)) {
            values.report(field.value(), field.nameWhere(), "the sweep varies '" + name + "', which is not a parameter",
                    Suggestion.hint(name, "parameters", parameters.names()));
            return false;
        }
        Optional<Quantity> wanted = parameters.find(name);
        Optional<Quantity> got = values.quantity(value);
        if (wanted.isPresent() && got.isPresent() && !wanted.get().unit().measuresSameAs(got.get().unit())) {
            values.report(value, value.where(), "parameter '" + name + "' is " + wanted.get().dimension() + ", got "
                    + got.get().dimension(), "its default is " + wanted.get());
            return false;
        }
        return got.isPresent();
    }

    private static String text(Node node) {
        return switch (node) {
        case Node.Text text -> text.value();
        case Node.Number number -> number.literal();
        case Node.Truth _,Node.Nothing _,Node.Items _,Node.Fields _ -> node.kind();
        };
    }
}
