package huxley.io.sonata;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import huxley.neuron.problem.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * One golden complaint for each class of mistake in a circuit; {@code -Dhuxley.update=true} rewrites them.
 */
class SonataComplaintsTest {
    private static final Path GOLDEN = Path.of(System.getProperty("huxley.root", ".."),
            "io/src/test/resources/huxley/io/sonata/complaints");
    private static final String CONFIG = SmallCircuit.CONFIG;

    @TempDir
    private Path folder;

    private static Map<String, SmallCircuit> cases() {
        Map<String, SmallCircuit> cases = new LinkedHashMap<>();
        cases.put("edge-past-population", new SmallCircuit().column("input_to_cells/target", 1, 0, 9, 7));
        cases.put("source-past-population", new SmallCircuit().column("input_to_cells/source", 1, 0, -1, 1));
        cases.put("node-type-column-missing", new SmallCircuit().edit("node_types.csv", "model_type ", "kind "));
        cases.put("template-of-hoc",
                new SmallCircuit().edit("node_types.csv", "ctdb:Biophys1.hoc", "hoc:cADpyr_L2TPC"));
        cases.put("template-of-nest", new SmallCircuit().edit("node_types.csv", "nrn:IntFire1", "nest:iaf_psc_alpha"));
        cases.put("template-unknown", new SmallCircuit().edit("edge_types.csv", "exp2syn", "exp3syn"));
        cases.put("processing-unknown",
                new SmallCircuit().edit("node_types.csv", "aibs_perisomatic", "aibs_periscope"));
        cases.put("morphology-missing", new SmallCircuit().edit("node_types.csv", "cell fit", "cel fit"));
        cases.put("file-missing", new SmallCircuit().edit("circuit_config.json", "edges.h5", "edge.h5"));
        cases.put("delay-negative", new SmallCircuit().edit("edge_types.csv", "json 2.0", "json -2.0"));
        cases.put("delay-missing", new SmallCircuit().edit("edge_types.csv", "json 2.0", "json NULL"));
        cases.put("weight-not-a-number", new SmallCircuit().edit("edge_types.csv", " 0.01 ", " 10nS "));
        cases.put("weight-function-unknown",
                new SmallCircuit().edit("edge_types.csv", "distance_range", "distance_range weight_function")
                        .edit("edge_types.csv", "\"[0, 100]\"", "\"[0, 100]\" gaussian")
                        .edit("edge_types.csv", "NULL NULL\n", "NULL NULL wmax\n")
                        .edit("edge_types.csv", "1e+20]\"", "1e+20]\" wmax"));
        cases.put("row-of-wrong-length", new SmallCircuit().edit("node_types.csv", " NULL i", " i"));
        cases.put("sections-unknown", new SmallCircuit().edit("edge_types.csv", "['soma', ", "['some', "));
        cases.put("population-unknown", new SmallCircuit().edit(CONFIG, "\"input\" }", "\"inputs\" }"));
        cases.put("attribute-unknown", new SmallCircuit().edit(CONFIG, "\"model_type\":", "\"model_typ\":"));
        cases.put("variable-unknown", new SmallCircuit().edit(CONFIG, "$BASE/spikes.csv", "$BSAE/spikes.csv"));
        cases.put("input-unknown", new SmallCircuit().edit(CONFIG, "\"current_clamp\"", "\"current_clmp\""));
        cases.put("gap-junctions",
                new SmallCircuit().edit("edge_types.csv", "distance_range", "distance_range is_gap_junction")
                        .edit("edge_types.csv", "\"[0, 100]\"", "\"[0, 100]\" False")
                        .edit("edge_types.csv", "NULL NULL\n", "NULL NULL NULL\n")
                        .edit("edge_types.csv", "1e+20]\"", "1e+20]\" True"));
        cases.put("edges-electrical", new SmallCircuit().edit("circuit_config.json", "\"edge_types.csv\" }",
                "\"edge_types.csv\", \"populations\": { \"cells_to_cells\": { \"type\": \"electrical\" } } }"));
        cases.put("input-shot-noise", new SmallCircuit().edit(CONFIG, "\"IClamp\"", "\"shot_noise\""));
        cases.put("input-needs-threshold", new SmallCircuit().edit(CONFIG, "\"IClamp\"", "\"subthreshold\"")
                .edit(CONFIG, "\"amp\": 0.1", "\"percent_less\": 20"));
        cases.put("spikes-into-cells", new SmallCircuit().edit(CONFIG, "\"input\" }", "\"cells\" }"));
        cases.put("tstop-missing", new SmallCircuit().edit(CONFIG, "\"tstop\": 50, ", ""));
        cases.put("run-missing", new SmallCircuit().edit(CONFIG, "\"run\":", "\"ran\":"));
        cases.put("parameter-unknown", new SmallCircuit().edit("fit.json", "gnabar_hh", "gnabr_hh"));
        cases.put("mechanism-unknown",
                new SmallCircuit().edit("fit.json", "gnabar_hh", "gnabar_HX").edit("fit.json", "\"hh\"", "\"HX\""));
        cases.put("spike-line", new SmallCircuit().edit("spikes.csv", "1.5 input 0", "1.5 input"));
        return cases;
    }

    @TestFactory
    Stream<DynamicTest> eachMistakeGetsItsComplaint() {
        return cases().entrySet().stream()
                .map(c -> DynamicTest.dynamicTest(c.getKey(), () -> check(c.getKey(), c.getValue())));
    }

    private void check(String name, SmallCircuit circuit) throws IOException {
        Path config = circuit.write(Files.createTempDirectory(folder, "case"));
        assertEquals(expected(name, said(config)), said(config));
    }

    private static String said(Path config) {
        InvalidInputException e = assertThrows(InvalidInputException.class,
                () -> SonataReader.read(config, Map.of()));
        return String.valueOf(e.getMessage()).replace(config.getParent() + "/", "");
    }

    private static String expected(String name, String got) throws IOException {
        if (Boolean.getBoolean("huxley.update")) {
            Files.createDirectories(GOLDEN);
            Files.writeString(GOLDEN.resolve(name), got);
        }
        return Files.readString(GOLDEN.resolve(name));
    }

    @Test
    void damagedFileIsNamedWhereItIsMentioned() throws IOException {
        Path config = new SmallCircuit().write(folder);
        Path edges = folder.resolve("edges.h5");
        byte[] bytes = Files.readAllBytes(edges);
        Files.write(edges, Arrays.copyOf(bytes, bytes.length / 2));
        assertEquals(expected("damaged-hdf5", said(config)), said(config));
    }

    @Test
    void keysNobodyKnowsAreWarnedOf() throws IOException {
        Path config = new SmallCircuit().edit(CONFIG, "\"dt\": 0.1", "\"dt\": 0.1, \"spike_treshold\": 3")
                .edit(CONFIG, "\"delay\": 5", "\"delay\": 5, \"amplitude\": 3").write(folder);
        String warnings = SonataReader.read(config, Map.of()).warnings().stream().map(w -> w.render())
                .collect(Collectors.joining("\n")).replace(folder + "/", "");
        assertEquals(expected("keys-unknown", warnings), warnings);
    }
}
