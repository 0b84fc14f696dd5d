package huxley.io.formula;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import huxley.neuron.units.Unit;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormulaTest {
    private static final Map<String, Quantity> NAMES = Map.of("gbar", new Quantity(0.12, Unit.parse("S/cm2")), "tau",
            new Quantity(2, Unit.parse("ms")), "distance", new Quantity(200, Unit.parse("um")), "n",
            Quantity.plain(3), "m", Quantity.plain(7));

    @ParameterizedTest
    @CsvSource(quoteCharacter = '"', value = {"150 pA, nA, 0.15", "-65 mV, mV, -65", "2 * gbar, mS/cm2, 240",
            "gbar * exp(-distance / 100 um), S/cm2, 0.016240233988393524", "1 nA + 500 pA, nA, 1.5",
            "10 mV/tau, mV/ms, 5", "10 mV / tau, V/s, 5", "1/tau, Hz, 500", "100 ohm cm, ohm m, 1", "5 /ms, kHz, 5",
            "0.12 S/cm2 * n, S/cm2, 0.36", "\"if(distance > 100 um, gbar, 0 S/cm2)\", S/cm2, 0.12",
            "\"max(1 nA, 2000 pA)\", nA, 2", "2 ^ n - 1, 1, 7", "sqrt(4 um2), um, 2", "2 * (1 + n), 1, 8",
            "6.3 \u00b0C, degC, 6.3", "3e-4 S/cm2, S/cm2, 3e-4", "1e3 um, mm, 1", "-n + 5, 1, 2", "10 / 2 / 5, 1, 1",
            "2 * 3 mV, mV, 6", "100 um / m, um, 14.285714285714286", "pi * n, 1, 9.42477796076938",
            "1 mV < 2 V, 1, 1", "1.5 um ** 2, um2, 2.25", "10 S m^-2, S/m2, 10"})
    void evaluatesWithUnits(String text, String unit, double expected) {
        assertEquals(expected, evaluate(text).in(Unit.parse(unit)).orElseThrow());
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '"', delimiter = '|', value = {
            "1 mV + 1 ms|0|11|cannot compute voltage + time|both sides need the same kind of unit",
            "2 * gbra|4|8|'gbra' is not defined|did you mean 'gbar'? known names: distance, gbar, m, n, tau",
            "exp(distance)|0|13|exp needs a plain number, got length|divide by a value of the same kind, as in exp(-distance / 100 um)",
            "5 mVV|2|5|'mVV' is not a unit|did you mean 'mV'?", "2 *|0|3|'2 *' ends too early|",
            "ex(2)|0|2|'ex' is not a function|did you mean 'exp'? known functions: exp, ... (15 in all)",
            "(1 + 2|5|6|')' expected|", "1 ? 2|2|3|unexpected '?'|", "max(1)|0|6|max takes 2 argument(s), got 1|"})
    void mistakesAreLocated(String text, int from, int to, String message, String hint) {
        FormulaException e = assertThrows(FormulaException.class, () -> evaluate(text));
        assertEquals(message + "|" + from + "|" + to + "|" + hint,
                e.getMessage() + "|" + e.from() + "|" + e.to() + "|" + e.hint());
    }

    @Test
    void usesAreListed() {
        assertEquals("[gbar, distance]",
                Formula.parse("gbar * exp(-distance / 100 um)", NAMES.keySet()).uses().toString());
    }

    private static Quantity evaluate(String text) {
        return Formula.parse(text, NAMES.keySet()).evaluate(new Scope() {
            @Override
            public Optional<Quantity> find(String name) {
                return Optional.ofNullable(NAMES.get(name));
            }

            @Override
            public Collection<String> names() {
                return NAMES.keySet();
            }
        });
    }
}
