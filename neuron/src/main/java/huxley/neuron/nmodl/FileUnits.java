package huxley.neuron.nmodl;

import huxley.neuron.nmodl.SyntaxExpression.UnitText;
import huxley.neuron.problem.Problems;
import huxley.neuron.units.Dimension;
import huxley.neuron.units.Unit;
import huxley.neuron.units.UnitException;
import huxley.neuron.units.UnitTable;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The units that a file may use: the standard ones and those of its UNITS block. In NMODL a prefix may stand alone
 * ({@code milli/liter}) and a number may carry its exponent after a sign ({@code 10-9} is 10e-9, {@code 1+8} is 1e8).
 */
final class FileUnits {
    private static final Map<String, Integer> PREFIXES = Map.of("femto", -15, "pico", -12, "nano", -9, "micro", -6,
            "milli", -3, "centi", -2, "deci", -1, "kilo", 3, "mega", 6, "giga", 9);
    private static final Pattern SIGNED_EXPONENT = Pattern.compile("(?<![\\w.])(\\d+\\.?\\d*)([-+]\\d+)");

    private final UnitTable table = UnitTable.extensible();
    private final Problems problems;
    private final Set<String> reported = new HashSet<>();

    FileUnits(Problems problems) {
        this.problems = problems;
        PREFIXES.forEach((name, exponent) -> table.define(name, new Unit(name, 1, exponent, Dimension.NONE)));
    }

    void define(UnitText name, UnitText meaning) {
        parse(meaning).ifPresent(unit -> table.define(name.text(), unit));
    }

    /** The unit, empty (and a warning) if it is not one. */
    Optional<Unit> parse(UnitText text) {
        try {
            return Optional.of(table.parse(SIGNED_EXPONENT.matcher(text.text()).replaceAll("$1e$2")));
        } catch (UnitException e) {
            if (reported.add(text.text())) {
                problems.warning(text.where(), String.valueOf(e.getMessage()), e.hint());
            }
            return Optional.empty();
        }
    }
}
