package huxley.io.formula;

import static org.junit.jupiter.api.Assertions.assertEquals;

import huxley.neuron.units.Unit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A computation gives what evaluating the formula gives. */
class ComputationTest {
    private static final List<String> NAMES = List.of("distance", "n");
    private static final List<Unit> UNITS = List.of(Unit.parse("um"), Unit.ONE);

    private record Values(Map<String, Quantity> values) implements Scope {
        @Override
        public Optional<Quantity> find(String name) {
            return Optional.ofNullable(values.get(name));
        }

        @Override
        public Collection<String> names() {
            return values.keySet();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"3", "speed", "distance", "-distance + 1 mm", "1 mm - distance",
            "0.5 ms + distance / speed",
            "0.3 * exp(-distance / lambda)", "0.3 * exp(-(distance / lambda)^2 / 2)", "if(distance < 0.1 mm, 1, 0.25)",
            "distance >= 100 um", "100 um > distance", "n <= 20", "sqrt(distance * lambda)", "sqrt(n)",
            "min(distance, 5e-2 mm)", "max(1 cm, distance)", "abs(distance - lambda)",
            "floor(n / 3) - round(n) + ceil(n)",
            "sin(n) * cos(n) + tan(n) - tanh(n) + log(n) * log10(n + 1)", "distance^2", "2 nS * distance / 1 mm",
            "1 nS / distance", "n * distance", "distance * distance / (1 mm * 2 um)"})
    void givesTheValueOfTheFormula(String text) {
        Map<String, Quantity> constants = Map.of("lambda", new Quantity(0.15, Unit.parse("mm")), "speed",
                new Quantity(300, Unit.parse("um/ms")));
        Formula formula = Formula.parse(text, Set.of("lambda", "speed", "distance", "n"));
        Computation computation = Computation.of(formula, new Values(constants), NAMES, UNITS);
        Random random = new Random(1);
        for (int i = 0; i < 50; i++) {
            double[] variables = {300 * random.nextDouble(), 1 + 40 * random.nextDouble()};
            Map<String, Quantity> all = new java.util.HashMap<>(constants);
            all.put("distance", new Quantity(variables[0], UNITS.get(0)));
            all.put("n", new Quantity(variables[1], UNITS.get(1)));
            Quantity expected = formula.evaluate(new Values(all));
            double value = expected.in(computation.unit()).orElseThrow();
            assertEquals(value, computation.step().of(variables), 1e-14 * Math.abs(value));
        }
    }
}
