package huxley.io.document;

import huxley.neuron.problem.Span;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A value in a JSON document and where it stands. */
public sealed interface Node {
    Span where();

    /** What a user calls this kind of value. */
    String kind();

    record Text(String value, Span where) implements Node {
        @Override
        public String kind() {
            return "a text";
        }

        /** The place of the characters {@code from} to {@code to} of {@link #value}; the whole text if it holds escapes. */
        public Span part(int from, int to) {
            int around = where.end() - where.start() - value.length();
            boolean plain = around == 0 || around == 2;
            int start = where.start() + around / 2;
            return plain ? where.source().span(start + from, start + to) : where;
        }
    }

    /** {@code literal} is the number as written. */
    record Number(double value, String literal, Span where) implements Node {
        @Override
        public String kind() {
            return "a number";
        }
    }

    record Truth(boolean value, Span where) implements Node {
        @Override
        public String kind() {
            return value ? "true" : "false";
        }
    }

    record Nothing(Span where) implements Node {
        @Override
        public String kind() {
            return "null";
        }
    }

    record Items(List<Node> items, Span where) implements Node {
        public Items {
            items = List.copyOf(items);
        }

        @Override
        public String kind() {
            return "a list";
        }
    }

    /** An object; fields in the order written. */
    record Fields(Map<String, Field> fields, Span where) implements Node {
        public Fields {
            fields = new LinkedHashMap<>(fields);
        }

        @Override
        public String kind() {
            return "an object";
        }
    }

    /** One key of an object with its value. */
    record Field(String name, Span nameWhere, Node value) {
    }
}
