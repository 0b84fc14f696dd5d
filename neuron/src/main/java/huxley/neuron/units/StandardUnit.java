package huxley.neuron.units;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** The units everybody knows, by symbol and by word. */
final class StandardUnit {
    /** Symbols that take a prefix symbol. */
    static final Set<String> PREFIXABLE = Set.of("m", "g", "s", "sec", "A", "amp", "K", "V", "volt", "ohm", "Ohm", "S",
            "mho", "F", "farad", "C", "J", "W", "N", "Pa", "Hz", "hz", "L", "l", "M", "mol", "eV", "T");
    static final Map<String, Unit> SYMBOLS = new HashMap<>();
    static final Map<String, Unit> WORDS = new HashMap<>();

    static {
        Dimension length = new Dimension(1, 0, 0, 0, 0);
        Dimension time = new Dimension(0, 0, 1, 0, 0);
        Dimension current = new Dimension(0, 0, 0, 1, 0);
        Dimension temperature = new Dimension(0, 0, 0, 0, 1);
        Dimension charge = new Dimension(0, 0, 1, 1, 0);
        Dimension energy = new Dimension(2, 1, -2, 0, 0);
        Dimension voltage = energy.plus(charge, -1);
        Dimension resistance = voltage.plus(current, -1);
        Dimension conductance = current.plus(voltage, -1);
        Dimension number = Dimension.NONE;
        add(1, 0, length, "m", "meter", "metre");
        add(1, -3, new Dimension(0, 1, 0, 0, 0), "g", "gram", "gramme");
        add(1, 0, time, "s", "sec", "second");
        add(6, 1, time, "min", "minute");
        add(3.6, 3, time, "hr", "hour");
        add(8.64, 4, time, "", "day");
        add(1, 0, current, "A", "amp", "ampere");
        add(1, 0, temperature, "K", "degC", "kelvin", "celsius", "degK");
        add(1, 0, charge, "C", "coulomb", "coul");
        add(1, 0, energy, "J", "joule");
        add(4.184, 0, energy, "cal", "calorie");
        add(1, 0, energy.plus(time, -1), "W", "watt");
        add(1, 0, energy.plus(length, -1), "N", "newton");
        add(1, 0, energy.plus(length, -3), "Pa", "pascal");
        add(1.01325, 5, energy.plus(length, -3), "", "atm", "atmosphere");
        add(1, 5, energy.plus(length, -3), "", "bar");
        add(1, -5, energy.plus(length, -1), "", "dyne");
        add(1, -7, energy, "", "erg");
        add(1, 0, voltage, "V", "volt");
        add(1, 0, resistance, "ohm", "Ohm");
        add(1, 0, conductance, "S", "siemens", "mho", "siemen");
        add(1, 0, charge.plus(voltage, -1), "F", "farad");
        add(1, 0, time.plus(time, -2), "Hz", "hz", "hertz");
        add(1, 0, voltage.plus(time, 1).plus(length, -2), "T", "tesla");
        add(1, 0, resistance.plus(time, 1), "", "henry");
        add(1, -3, length.plus(length, 2), "L", "l", "liter", "litre");
        add(1, -6, length.plus(length, 2), "cc", "cc");
        add(1, -6, length, "", "micron");
        add(1, -10, length, "", "angstrom");
        add(6.02214076, 23, number, "mol", "mole");
        add(6.02214076, 26, number.plus(length, -3), "M", "molar");
        add(1.602176634, -19, charge, "e", "electron_charge");
        add(1.602176634, -19, energy, "eV", "electronvolt");
        add(1.380649, -23, energy.plus(temperature, -1), "k", "boltzmann");
        add(9.648533212331001, 4, charge, "", "faraday");
        add(8.31446261815324, 0, energy.plus(temperature, -1), "", "gasconstant");
        add(6.62607015, -34, energy.plus(time, 1), "", "planck");
        add(1.0545718176461565, -34, energy.plus(time, 1), "", "hbar");
        add(Math.PI, 0, number, "", "pi");
        add(1, 0, number, "rad", "radian", "equivalent", "ion", "dimensionless");
        add(Math.PI / 1.8, -2, number, "", "degree", "deg");
        add(1, -2, number, "%", "percent");
    }

    private StandardUnit() {
    }

    private static void add(double mantissa, int exponent, Dimension dimension, String symbol, String... words) {
        if (!symbol.isEmpty()) {
            SYMBOLS.put(symbol, new Unit(symbol, mantissa, exponent, dimension));
        }
        for (String word : words) {
            Unit unit = new Unit(word, mantissa, exponent, dimension);
            WORDS.put(word, unit);
            if (PREFIXABLE.contains(word)) {
                SYMBOLS.put(word, unit);
            }
        }
    }
}
