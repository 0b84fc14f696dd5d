package huxley.io.model;

import java.util.List;

/** The name of a structure of the model format, as messages use it: most are counted, some are plural, some cannot be. */
record Noun(String name) {
    private static final List<String> UNCOUNTED = List.of("feedback", "noise", "paint");

    /** Such as {@code a cell}, {@code an ion}, {@code steps}. */
    String indefinite() {
        if (isPlural() || UNCOUNTED.contains(name)) {
            return name;
        }
        return ("aeiou".indexOf(name.charAt(0)) >= 0 ? "an " : "a ") + name;
    }

    /** Such as {@code the cell lacks} or {@code the steps lack}; the verb is that of the third person singular. */
    String the(String verb) {
        return "the " + name + " " + (isPlural() ? verb.substring(0, verb.length() - 1) : verb);
    }

    private boolean isPlural() {
        int of = name.indexOf(" of ");
        String head = of < 0 ? name : name.substring(0, of);
        return head.endsWith("s") || head.contains(" and ");
    }
}
