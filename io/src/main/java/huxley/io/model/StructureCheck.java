package huxley.io.model;

import huxley.io.document.Node;
import huxley.io.model.Shape.Choice;
import huxley.io.model.Shape.Either;
import huxley.io.model.Shape.Items;
import huxley.io.model.Shape.Key;
import huxley.io.model.Shape.Named;
import huxley.io.model.Shape.OneOrMore;
import huxley.io.model.Shape.Structure;
import huxley.neuron.problem.Problems;
import huxley.neuron.problem.Suggestion;
import java.util.List;

/** Compares a document with the format: keys that do not exist, are missing or exclude each other, values of the wrong kind. */
final class StructureCheck {
    private final Problems problems;

    StructureCheck(Problems problems) {
        this.problems = problems;
    }

    /** Reports everything under {@code node} that {@code shape} does not allow. */
    void check(Node node, Shape shape) {
        switch (shape) {
        case Structure structure -> {
            if (node instanceof Node.Fields fields) {
                checkFields(fields, structure);
            } else {
                complain(node, shape);
            }
        }
        case Named named -> {
            if (node instanceof Node.Fields fields) {
                fields.fields().values().forEach(field -> check(field.value(), named.value()));
            } else {
                complain(node, shape);
            }
        }
        case Items items -> {
            if (node instanceof Node.Items list) {
                checkItems(list, items);
            } else {
                complain(node, shape);
            }
        }
        case OneOrMore oneOrMore -> {
            if (node instanceof Node.Items list) {
                list.items().forEach(item -> check(item, oneOrMore.item()));
            } else {
                check(node, oneOrMore.item());
            }
        }
        case Either either -> either.alternatives().stream().filter(a -> accepts(a, node)).findFirst()
                .ifPresentOrElse(alternative -> check(node, alternative), () -> complain(node, shape));
        case Choice choice -> checkChoice(node, choice);
        case Shape.Value _,Shape.AnyValue _,Shape.Whole _,Shape.Words _,Shape.Truth _,Shape.Bare _ -> {
            if (!accepts(shape, node)) {
                complain(node, shape);
            }
        }
        }
    }

    /** Whether the kind of JSON value fits. */
    static boolean accepts(Shape shape, Node node) {
        return switch (shape) {
        case Shape.Value _,Shape.AnyValue _,Shape.Whole _ -> node instanceof Node.Text || node instanceof Node.Number;
        case Shape.Words _,Choice _ -> node instanceof Node.Text;
        case Shape.Truth _ -> node instanceof Node.Truth;
        case Shape.Bare _ -> node instanceof Node.Number;
        case Items _ -> node instanceof Node.Items;
        case OneOrMore oneOrMore -> node instanceof Node.Items || accepts(oneOrMore.item(), node);
        case Named _,Structure _ -> node instanceof Node.Fields;
        case Either either -> either.alternatives().stream().anyMatch(alternative -> accepts(alternative, node));
        };
    }

    /** What a user should write, such as {@code a value with a unit (mV)}. */
    static String describe(Shape shape) {
        return switch (shape) {
        case Shape.Value value -> value.unit().equals("1")
                ? "a number or formula"
                : "a value with a unit, such as \"1 " + value.unit() + "\"";
        case Shape.AnyValue _ -> "a number, a value with a unit or a formula";
        case Shape.Whole whole -> "a whole number of at least " + whole.min();
        case Shape.Words words -> "a text" + (words.what().equals("text") ? "" : " (" + words.what() + ")");
        case Shape.Truth _ -> "true or false";
        case Shape.Bare _ -> "a number";
        case Choice choice -> "one of " + String.join(", ", choice.values().stream().map(v -> '"' + v + '"').toList());
        case Items items -> "a list, each item " + describe(items.item());
        case OneOrMore oneOrMore -> describe(oneOrMore.item()) + ", or a list of such";
        case Named named -> "an object of the form { \"" + named.what() + "\": ... }";
        case Structure structure -> "an object with the keys " + String.join(", ", structure.names());
        case Either either ->
            String.join("; or ", either.alternatives().stream().map(StructureCheck::describe).toList());
        };
    }

    private void complain(Node node, Shape shape) {
        problems.error(node.where(), "expected " + describe(shape) + ", got " + node.kind());
    }

    private void checkChoice(Node node, Choice choice) {
        if (!(node instanceof Node.Text text)) {
            complain(node, choice);
        } else if (!choice.values().contains(text.value())) {
            problems.error(node.where(), "\"" + text.value() + "\" is not possible here; expected " + describe(choice),
                    Suggestion.nearest(text.value(), choice.values()).map(v -> "did you mean '" + v + "'?")
                            .orElse(null));
        }
    }

    private void checkItems(Node.Items list, Items items) {
        if (list.items().size() < items.min()) {
            problems.error(list.where(),
                    "this list needs " + items.min() + " item(s) or more, got " + list.items().size());
        }
        list.items().forEach(item -> check(item, items.item()));
    }

    private void checkFields(Node.Fields fields, Structure structure) {
        for (Node.Field field : fields.fields().values()) {
            if (structure.names().contains(field.name())) {
                check(field.value(), structure.key(field.name()).shape());
            } else {
                problems.error(field.nameWhere(),
                        "unknown key \"" + field.name() + "\" in " + structure.noun().indefinite(),
                        Suggestion.hint(field.name(), "keys", structure.names()));
            }
        }
        for (Key key : structure.keys()) {
            if (key.required() && !fields.fields().containsKey(key.name())) {
                problems.error(opening(fields), structure.noun().the("lacks") + " \"" + key.name() + "\"",
                        "\"" + key.name() + "\" is " + describe(key.shape()) + ": " + key.description());
            }
        }
        structure.choices().forEach(choice -> checkOneOf(fields, structure, choice));
    }

    private void checkOneOf(Node.Fields fields, Structure structure, List<String> choice) {
        List<Node.Field> present = choice.stream().filter(fields.fields()::containsKey).map(fields.fields()::get)
                .map(java.util.Objects::requireNonNull).toList();
        String all = String.join(", ", choice.stream().map(name -> '"' + name + '"').toList());
        if (present.isEmpty()) {
            problems.error(opening(fields), structure.noun().the("needs") + " one of the keys " + all);
        } else if (present.size() > 1) {
            problems.error(present.get(1).nameWhere(),
                    "\"" + present.get(0).name() + "\" and \"" + present.get(1).name()
                            + "\" exclude each other in " + structure.noun().indefinite(),
                    "keep one of " + all);
        }
    }

    private static huxley.neuron.problem.Span opening(Node.Fields fields) {
        return fields.where().source().span(fields.where().start(), fields.where().start() + 1);
    }
}
