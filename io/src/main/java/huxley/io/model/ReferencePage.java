package huxley.io.model;

import huxley.io.model.Shape.Choice;
import huxley.io.model.Shape.Either;
import huxley.io.model.Shape.Items;
import huxley.io.model.Shape.Key;
import huxley.io.model.Shape.Named;
import huxley.io.model.Shape.OneOrMore;
import huxley.io.model.Shape.Structure;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Set;

/** The tables of the reference page, made from the same table that the reader uses. */
public final class ReferencePage {
    private ReferencePage() {
    }

    /** One chapter per kind of object, in Markdown. */
    public static String markdown() {
        StringBuilder out = new StringBuilder();
        Set<Structure> seen = new LinkedHashSet<>();
        Deque<Structure> next = new ArrayDeque<>();
        next.add(DocumentFormat.MODEL);
        while (!next.isEmpty()) {
            Structure structure = next.poll();
            if (seen.add(structure)) {
                chapter(structure, out);
                structure.keys().forEach(key -> collect(key.shape(), next));
            }
        }
        return out.toString();
    }

    private static void chapter(Structure structure, StringBuilder out) {
        out.append("### ").append(structure.name()).append("\n\n").append(structure.description()).append("\n\n");
        structure.choices().forEach(choice -> out.append("Exactly one of ")
                .append(String.join(", ", choice.stream().map(k -> "`" + k + "`").toList())).append(".\n\n"));
        out.append("| key | value | default | meaning |\n|---|---|---|---|\n");
        for (Key key : structure.keys()) {
            String standard = key.required() ? "required" : key.standard().isEmpty() ? "" : "`" + key.standard() + "`";
            out.append("| `").append(key.name()).append("` | ").append(kind(key.shape())).append(" | ").append(standard)
                    .append(" | ").append(key.description()).append(" |\n");
        }
        out.append('\n');
    }

    private static String kind(Shape shape) {
        return switch (shape) {
        case Shape.Value value -> (value.unit().equals("1") ? "number" : "value in " + value.unit())
                + (value.spatial() ? ", may vary in space" : "");
        case Shape.AnyValue _ -> "value";
        case Shape.Whole whole -> "whole number >= " + whole.min();
        case Shape.Words words -> words.what();
        case Shape.Truth _ -> "true or false";
        case Shape.Bare _ -> "number";
        case Choice choice -> String.join(", ", choice.values().stream().map(v -> "`\"" + v + "\"`").toList());
        case Items items -> "list of " + kind(items.item());
        case OneOrMore oneOrMore -> kind(oneOrMore.item()) + ", or list";
        case Named named -> "{ " + named.what() + ": " + kind(named.value()) + " }";
        case Either either -> String.join("; or ", either.alternatives().stream().map(ReferencePage::kind).toList());
        case Structure structure -> "[" + structure.name() + "](#" + structure.name().replace(' ', '-') + ")";
        };
    }

    private static void collect(Shape shape, Deque<Structure> next) {
        switch (shape) {
        case Structure structure -> next.add(structure);
        case Items items -> collect(items.item(), next);
        case OneOrMore oneOrMore -> collect(oneOrMore.item(), next);
        case Named named -> collect(named.value(), next);
        case Either either -> either.alternatives().forEach(alternative -> collect(alternative, next));
        case Shape.Value _,Shape.AnyValue _,Shape.Whole _,Shape.Words _,Shape.Truth _,Shape.Bare _,Choice _ -> {
        }
        }
    }
}
