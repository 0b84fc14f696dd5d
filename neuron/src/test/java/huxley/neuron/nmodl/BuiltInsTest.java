package huxley.neuron.nmodl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import huxley.neuron.mechanism.Mechanism;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BuiltInsTest {
    static java.util.List<String> names() {
        return BuiltIns.names();
    }

    @ParameterizedTest
    @MethodSource("names")
    void everyBuiltInCompilesUnderItsNameWithoutWarnings(String name) {
        Mechanism mechanism = BuiltIns.find(name).orElseThrow();
        assertEquals(name, mechanism.name());
        assertTrue(mechanism.warnings().isEmpty(), () -> mechanism.warnings().toString());
    }
}
