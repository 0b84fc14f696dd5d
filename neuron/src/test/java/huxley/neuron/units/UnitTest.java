package huxley.neuron.units;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnitTest {
    /** Expected values are the definitions of the units, written as the decimal literal nearest to the truth. */
    @ParameterizedTest
    @CsvSource({"150, pA, nA, 0.15", "0.12, S/cm2, S/cm2, 0.12", "120, mS/cm2, S/cm2, 0.12", "10, pS/um2, S/cm2, 0.001",
            "1, ohm m, ohm cm, 100", "100, ohm-cm, ohm cm, 100", "1, uF/cm2, pF/um2, 0.01", "1, pF/um2, uF/cm2, 100",
            "5, uM, mM, 0.005", "3, mole/m3, mM, 3", "1, /ms, Hz, 1000", "1, 1/ms, kHz, 1", "2, min, ms, 120000",
            "1, S cm^-2, S/cm2, 1", "1, S cm-2, S/cm2, 1", "1, mA/cm2, A/m2, 10", "1, pA/um2, mA/cm2, 0.1",
            "1, milliamp, mA, 1", "1, micrometer, um, 1", "1, microns, um, 1", "1, megohm, MOhm, 1", "7, umho, uS, 7",
            "1, mA/(cm2 ms), A/m2/s, 10000", "1, mV * S/cm2, mA/cm2, 1", "1, liter, um3, 1e15", "50, %, 1, 0.5",
            "1, \u00b5m, um, 1", "2, k\u03a9, ohm, 2000", "1, degC, kelvin, 1", "1, millisec, ms, 1",
            "1, 100 ms, s, 0.1", "1, 1e-3 mM, uM, 1", "1, 1e+12 um3, mm3, 1000", "1, cm3/liter, 1, 0.001",
            "1, 10 kHz, /ms, 10", "1, mM-cm/ms, mol/m2/s, 10", "1, joule/coulomb, volt, 1"})
    void convertsByDefinition(double value, String from, String to, double expected) {
        assertEquals(expected, Unit.parse(from).convert(value, Unit.parse(to)), from + " to " + to);
    }

    @ParameterizedTest
    @CsvSource({"faraday, coulomb, 96485.33212331001", "k-mole, joule/degC, 8.31446261815324",
            "k-mole, joule/kelvin, 8.31446261815324", "e-mole, coulomb, 96485.33212331001",
            "faraday, kilocoulombs, 96.48533212331001", "gasconstant, J/K, 8.31446261815324"})
    void constantsAreThoseOfTheSi(String constant, String unit, double expected) {
        assertEquals(expected, Unit.parse(constant).factorTo(Unit.parse(unit)), expected * 1e-15);
    }

    @Test
    void definitionsOfAFileComeFirst() {
        UnitTable table = UnitTable.extensible();
        table.define("mA", table.parse("milliamp"));
        table.define("molar", table.parse("1/liter"));
        table.define("um2", table.parse("micron2"));
        table.define("M", table.parse("molar"));
        assertEquals(1e6, table.parse("mA").factorTo(Unit.parse("nA")));
        assertEquals(1000, table.parse("M").factorTo(Unit.parse("/m3")));
        assertEquals(1, table.parse("um2").factorTo(Unit.parse("um2")));
    }

    @Test
    void emptyTextAndOneAreThePlainNumber() {
        assertEquals(Dimension.NONE, Unit.parse("").dimension());
        assertEquals(Dimension.NONE, Unit.parse("1").dimension());
        assertEquals("a plain number", Unit.parse("cm/um").dimension().describe());
        assertEquals("conductance per area", Unit.parse("S/cm2").dimension().describe());
    }

    @Test
    void dimensionsTellUnitsApart() {
        assertTrue(Unit.parse("mho/cm2").measuresSameAs(Unit.parse("S/m2")));
        assertFalse(Unit.parse("mA/cm2").measuresSameAs(Unit.parse("mA")));
        assertFalse(Unit.parse("mM").measuresSameAs(Unit.parse("mV")));
    }

    @Test
    void conversionThereAndBackIsTheIdentity() {
        String[] units = {"S/cm2", "mS/cm2", "pS/um2", "nS/um2", "S/m2", "mho/cm2"};
        Random random = new Random(7);
        for (int i = 0; i < 2000; i++) {
            Unit from = Unit.parse(units[random.nextInt(units.length)]);
            Unit to = Unit.parse(units[random.nextInt(units.length)]);
            double value = random.nextDouble();
            assertEquals(value, to.convert(from.convert(value, to), from), 4 * Math.ulp(value));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', value = {"mv|'mv' is not a unit|did you mean 'mV'?",
            "S/cn2|'cn' in 'S/cn2' is not a unit|did you mean 'cm'?",
            "furlongs|'furlongs' is not a unit|units look like mV, nA, S/cm2, ohm cm, uF/cm2, ms, um, mM",
            "degc|'degc' is not a unit|did you mean 'degC'?"})
    void unknownNamesAreNamedWithAHint(String text, String message, String hint) {
        UnitException e = assertThrows(UnitException.class, () -> Unit.parse(text));
        assertEquals(message, e.getMessage());
        assertEquals(hint, e.hint());
    }

    @ParameterizedTest
    @ValueSource(strings = {"mA/(cm2", "mA)", "cm^", "cm^x", "S;cm2", "1.2.3 m", "mV?"})
    void nonsenseIsRefused(String text) {
        assertThrows(UnitException.class, () -> Unit.parse(text));
    }
}
