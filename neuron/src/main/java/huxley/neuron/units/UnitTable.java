package huxley.neuron.units;

import huxley.neuron.problem.Suggestion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Names of units: the standard ones (SI and those of physiology, with prefixes, symbols and long names) and what a file
 * defines itself, such as NMODL's {@code (mV) = (millivolt)}. Not thread-safe while definitions are added.
 *
 * <p>Constants {@code e}, {@code k}, {@code mole} and {@code faraday} are those of the 2019 SI (CODATA 2018).
 */
public final class UnitTable {
    private static final UnitTable STANDARD = new UnitTable(Map.of());

    private static final Map<String, Integer> SYMBOL_PREFIXES = Map.ofEntries(Map.entry("f", -15),
            Map.entry("p", -12), Map.entry("n", -9), Map.entry("u", -6), Map.entry("m", -3), Map.entry("c", -2),
            Map.entry("d", -1), Map.entry("k", 3), Map.entry("M", 6), Map.entry("G", 9), Map.entry("T", 12));
    private static final Map<String, Integer> LONG_PREFIXES = Map.ofEntries(Map.entry("atto", -18),
            Map.entry("femto", -15), Map.entry("pico", -12), Map.entry("nano", -9), Map.entry("micro", -6),
            Map.entry("milli", -3), Map.entry("centi", -2), Map.entry("deci", -1), Map.entry("hecto", 2),
            Map.entry("kilo", 3), Map.entry("mega", 6), Map.entry("meg", 6), Map.entry("giga", 9),
            Map.entry("tera", 12));
    private static final List<String> COMMON = List.of("mV", "V", "nA", "pA", "uA", "mA/cm2", "uA/cm2", "pA/um2",
            "S/cm2", "mS/cm2", "pS/um2", "nS", "uS", "pS", "uF/cm2", "pF/um2", "pF", "ohm cm", "MOhm", "ms", "s", "us",
            "Hz", "kHz", "/ms", "um", "mm", "cm", "um2", "cm2", "mM", "uM", "nM", "mM/ms", "degC", "K", "mV/ms",
            "nA/ms", "coulomb", "mole", "1");

    private final Map<String, Unit> defined;

    private UnitTable(Map<String, Unit> defined) {
        this.defined = new HashMap<>(defined);
    }

    /** The standard names alone. */
    static UnitTable standard() {
        return STANDARD;
    }

    /** A table to which definitions can be added. */
    public static UnitTable extensible() {
        return new UnitTable(Map.of());
    }

    /** From now on {@code name} means {@code meaning}, even if the name is a standard one. */
    public void define(String name, Unit meaning) {
        if (this == STANDARD) {
            throw new IllegalStateException("the standard units cannot be changed; please report");
        }
        defined.put(name, meaning.named(name));
    }

    /**
     * Reads a unit text. Names stand side by side or with {@code -}, {@code .} or {@code *} between for a product;
     * everything after {@code /} divides, up to a {@code *}; a power follows its name: {@code cm2}, {@code cm^2},
     * {@code cm^-2}, {@code cm-2}. Numbers multiply. An empty text is the plain number.
     *
     * @throws UnitException naming the part that is not understood
     */
    public Unit parse(String text) {
        return new UnitParser(this, text).parse();
    }

    /** The unit of that single name (with prefix, plural), without powers; null if nobody knows it. */
    @Nullable
    Unit find(String name) {
        Unit own = defined.get(name);
        return own != null ? own : findStandard(name);
    }

    UnitException unknown(String name, String text) {
        List<String> known = new ArrayList<>(COMMON);
        known.addAll(defined.keySet());
        String which = name.equals(text)
                ? "'" + name + "' is not a unit"
                : "'" + name + "' in '" + text + "' is not a unit";
        String hint = Suggestion.nearest(name, known).map(n -> "did you mean '" + n + "'?")
                .orElse("units look like mV, nA, S/cm2, ohm cm, uF/cm2, ms, um, mM");
        return new UnitException(which, hint);
    }

    private static @Nullable Unit findStandard(String name) {
        Unit plain = StandardUnit.SYMBOLS.get(name);
        if (plain == null) {
            plain = findLong(name);
        }
        if (plain == null) {
            plain = prefixed(name, SYMBOL_PREFIXES, false);
        }
        return plain != null ? plain : prefixed(name, LONG_PREFIXES, true);
    }

    private static @Nullable Unit findLong(String name) {
        Unit found = StandardUnit.WORDS.get(name);
        if (found == null && name.endsWith("s") && name.length() > 3) {
            found = StandardUnit.WORDS.get(name.substring(0, name.length() - 1));
        }
        return found;
    }

    private static @Nullable Unit prefixed(String name, Map<String, Integer> prefixes, boolean words) {
        for (Map.Entry<String, Integer> prefix : prefixes.entrySet()) {
            if (name.startsWith(prefix.getKey()) && name.length() > prefix.getKey().length()) {
                String rest = name.substring(prefix.getKey().length());
                Unit base = StandardUnit.PREFIXABLE.contains(rest) ? StandardUnit.SYMBOLS.get(rest) : null;
                if (base == null && words) {
                    base = findLong(rest);
                }
                if (base != null) {
                    return new Unit(name, base.mantissa(), base.exponent() + prefix.getValue(), base.dimension());
                }
            }
        }
        return null;
    }
}
