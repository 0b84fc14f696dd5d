package huxley.io.model;

import java.util.Arrays;
import java.util.List;

/** What may stand at a place of a model document. */
sealed interface Shape {
    /**
     * A value with a unit, or a formula.
     *
     * @param unit the unit it is converted to; {@code 1} for plain numbers
     * @param spatial whether the formula may use {@code distance}, {@code diameter}, {@code x}, {@code y}, {@code z}
     */
    record Value(String unit, boolean spatial) implements Shape {
    }

    /** A value whose unit is decided by a mechanism's variable. */
    record AnyValue() implements Shape {
    }

    /** A whole number of at least {@code min}, or a formula that gives one. */
    record Whole(long min, long max) implements Shape {
        Whole(long min) {
            this(min, Integer.MAX_VALUE);
        }

    }

    /** Free text; {@code what} says of what, such as {@code location}. */
    record Words(String what) implements Shape {
    }

    record Truth() implements Shape {
    }

    /** A JSON number as it stands, no formula. */
    record Bare() implements Shape {
    }

    record Choice(List<String> values) implements Shape {
    }

    /** A list of at least {@code min} items. */
    record Items(Shape item, int min) implements Shape {
    }

    /** One item or a list of them. */
    record OneOrMore(Shape item) implements Shape {
    }

    /** An object whose keys are names the user chooses; {@code what} says of what. */
    record Named(String what, Shape value) implements Shape {
    }

    /** Alternatives that differ in JSON type. */
    record Either(List<Shape> alternatives) implements Shape {
    }

    /**
     * An object with fixed keys.
     *
     * @param name its name in the reference and the schema
     * @param choices groups of keys of which exactly one must stand
     */
    record Structure(String name, String description, List<Key> keys, List<List<String>> choices) implements Shape {
        Noun noun() {
            return new Noun(name);
        }

        Key key(String key) {
            return keys.stream().filter(k -> k.name().equals(key)).findFirst().orElseThrow();
        }

        List<String> names() {
            return keys.stream().map(Key::name).toList();
        }
    }

    /**
     * A key of a structure.
     *
     * @param standard the default as text, empty if there is none
     */
    record Key(String name, Shape shape, boolean required, String standard, String description) {
    }

    static Either either(Shape... alternatives) {
        return new Either(Arrays.asList(alternatives));
    }
}
