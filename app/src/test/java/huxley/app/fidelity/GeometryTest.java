package huxley.app.fidelity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import huxley.neuron.cell.Compartments;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Areas, diameters and axial resistances of every compartment of the listed cells against NEURON's. */
class GeometryTest {
    /** NEURON keeps 3-D points and the arc length along them in single precision. */
    private static final double RELATIVE = 5e-5;

    static Stream<ReferenceCase> cases() {
        return ReferenceData.list(ReferenceData.ROOT.resolve("reference/cells")).stream().map(ReferenceCase::read)
                .filter(c -> c.json().get("sections") != null);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void compartmentsMatchNeuron(ReferenceCase reference) {
        ListedCells cells = new ListedCells(reference, new MechanismLibrary(null));
        for (JsonNode s : reference.json().get("sections")) {
            String name = s.get("name").asString();
            cells.of(name).need(name + "(0)").need(name + "(1)");
        }
        cells.builders().forEach(CellBuilder::divide);
        int compared = 0;
        for (JsonNode s : reference.json().get("sections")) {
            String name = s.get("name").asString();
            CellBuilder cell = cells.of(name);
            Compartments c = cell.compartments();
            int[] at = cell.of(name);
            assertEquals(s.get("nseg").asInt(), at.length, name);
            for (int i = 0; i < at.length; i++) {
                String what = name + " compartment " + i;
                close(element(s.get("area_um2"), i), c.area_um2()[at[i]], what + " area");
                close(element(s.get("diam"), i), c.diam_um()[at[i]], what + " diameter");
                if (c.parent()[at[i]] >= 0 && s.get("child_end").asDouble() == 0) {
                    close(element(s.get("ri_Mohm_to_parent_side"), i), c.resistance_MOhm()[at[i]],
                            what + " axial resistance");
                }
                compared++;
            }
        }
        assertTrue(compared > 0);
    }

    private static double element(JsonNode value, int i) {
        return value.isArray() ? value.get(i).asDouble() : value.asDouble();
    }

    private static void close(double expected, double actual, String what) {
        assertEquals(expected, actual, RELATIVE * Math.abs(expected), what);
    }
}
