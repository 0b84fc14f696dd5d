package huxley.io.sonata;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import huxley.io.hdf5.Hdf5Input;
import huxley.neuron.problem.InvalidInputException;
import huxley.neuron.problem.Span;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every SONATA file of the corpus against the facts that h5py found in it. */
class InventoryTest {
    private static final Path DATA = Path.of(System.getProperty("huxley.root", ".")).resolve("../shared/data")
            .normalize();
    private static final Map<String, String> FOLDERS = Map.of("bmtk", "sonata/bmtk", "sonata", "sonata/sonata",
            "libsonata-tests", "sonata/libsonata-tests", "pysonata-spike-files", "sonata/pysonata-spike-files",
            "neurodamus-usecase3", "sonata/neurodamus-usecase3");

    @TestFactory
    Stream<DynamicTest> filesHoldWhatTheInventorySays() {
        assumeTrue(Files.isDirectory(DATA.resolve("reference/sonata")), "the corpus is not on this machine");
        return FOLDERS.keySet().stream().sorted().flatMap(InventoryTest::tests);
    }

    private static Stream<DynamicTest> tests(String corpus) {
        JsonNode inventory = JsonMapper.builder().build()
                .readTree(DATA.resolve("reference/sonata/inventory_" + corpus + ".json").toFile());
        return inventory.properties().stream()
                .filter(file -> Files.exists(DATA.resolve(FOLDERS.get(corpus)).resolve(file.getKey())))
                .map(file -> dynamicTest(corpus + "/" + file.getKey(),
                        () -> check(DATA.resolve(FOLDERS.get(corpus)).resolve(file.getKey()), file.getValue())));
    }

    private static void check(Path path, JsonNode facts) throws IOException {
        Span mention = Span.none(path.toString());
        if (facts.has("nodes")) {
            try (Hdf5Input file = Hdf5Input.open(path)) {
                List<NodePopulation> nodes = NodePopulation.read(file, TypesTable.none("node_type_id", mention),
                        mention);
                assertEquals(names(facts.get("nodes")), nodes.stream().map(NodePopulation::name).toList());
                nodes.forEach(p -> checkNodes(p, facts.get("nodes").get(p.name())));
            }
        }
        if (facts.has("edges")) {
            try (Hdf5Input file = Hdf5Input.open(path)) {
                List<EdgePopulation> edges = EdgePopulation.read(file, TypesTable.none("edge_type_id", mention),
                        mention);
                assertEquals(names(facts.get("edges")), edges.stream().map(EdgePopulation::name).toList());
                edges.forEach(p -> checkEdges(p, facts.get("edges").get(p.name())));
            }
        }
        if (facts.has("spikes")) {
            SpikeTrains spikes = SpikeTrains.read(path, mention);
            facts.get("spikes").properties().forEach(p -> checkSpikes(
                    spikes.of(p.getKey().equals("(root)") ? "" : p.getKey()), p.getValue()));
        }
    }

    private static List<String> names(JsonNode populations) {
        return populations.properties().stream().map(Map.Entry::getKey).sorted().toList();
    }

    private static void checkNodes(NodePopulation nodes, JsonNode facts) {
        JsonNode types = facts.get("node_type_id");
        if (types == null) {
            assertEquals(0, nodes.size());
            return;
        }
        assertEquals(types.get("shape").get(0).asInt(), nodes.size());
        assertEquals(types.get("sum").asLong(), IntStream.range(0, nodes.size()).mapToLong(nodes::type).sum());
        JsonNode group = facts.get("group 0");
        boolean oneGroup = !facts.has("group 1");
        group.properties().forEach(column -> {
            if (words(group).contains(column.getKey())) {
                checkWords(column.getValue(), n -> nodes.text(n, column.getKey()), nodes.size());
            } else if (oneGroup && column.getValue().has("shape")
                    && column.getValue().get("shape").path(0).asInt(0) == nodes.size()) {
                checkColumn(column.getValue(), nodes.size(), n -> nodes.number(n, column.getKey()),
                        n -> nodes.text(n, column.getKey()));
            }
        });
    }

    private static void checkEdges(EdgePopulation edges, JsonNode facts) {
        if (!facts.has("source_node_id")) {
            assertEquals(0, edges.size());
            return;
        }
        checkColumn(facts.get("source_node_id"), edges.size(), e -> edges.source()[e], e -> "");
        checkColumn(facts.get("target_node_id"), edges.size(), e -> edges.target()[e], e -> "");
        assertEquals(facts.get("source_node_id").path("node_population").asString(""), edges.sourcePopulation());
        assertEquals(facts.get("target_node_id").path("node_population").asString(""), edges.targetPopulation());
        facts.path("group 0").properties().forEach(column -> {
            if (words(facts.get("group 0")).contains(column.getKey())) {
                checkWords(column.getValue(), e -> edges.attributes().text(e, column.getKey()), edges.size());
            } else if (column.getValue().has("shape")
                    && column.getValue().get("shape").path(0).asInt(0) == edges.size()) {
                checkColumn(column.getValue(), edges.size(), e -> edges.attributes().number(e, column.getKey()),
                        e -> edges.attributes().text(e, column.getKey()));
            }
        });
        int targets = Arrays.stream(edges.target()).max().orElse(-1) + 1;
        int[] first = edges.byTarget(targets).first();
        JsonNode degrees = facts.path("in_degree_of_first_nodes");
        for (int t = 0; t < Math.min(targets, degrees.size()); t++) {
            assertEquals(degrees.get(t).asInt(), first[t + 1] - first[t], "in-degree of node " + t);
        }
        assertEquals(facts.get("in_degree_max").asInt(),
                IntStream.range(0, targets).map(t -> first[t + 1] - first[t]).max().orElse(0));
    }

    /** Columns whose numbers point into a list of words. */
    private static Set<String> words(JsonNode group) {
        Set<String> names = new HashSet<>();
        group.path("@library").path("subgroup").forEach(name -> names.add(name.asString()));
        return names;
    }

    /** The lists of the corpus have three words; one column points beyond its list. */
    private static void checkWords(JsonNode facts, ByRow<String> texts, int rows) {
        boolean legal = facts.get("min").asInt() >= 0 && facts.get("max").asInt() < 3;
        if (legal) {
            assertTrue(IntStream.range(0, rows).mapToObj(texts::of).distinct().count() <= 3);
        } else {
            assertTrue(assertThrows(InvalidInputException.class, () -> texts.of(0)).getMessage().contains("@library"));
        }
    }

    private interface ByRow<T> {
        T of(int row);
    }

    private static void checkColumn(JsonNode facts, int rows, ByRow<Number> numbers, ByRow<String> texts) {
        if (facts.has("first")) {
            for (int i = 0; i < facts.get("first").size(); i++) {
                assertEquals(facts.get("first").get(i).asString(), texts.of(i));
            }
        }
        if (facts.has("sum")) {
            double[] values = IntStream.range(0, rows).mapToDouble(i -> numbers.of(i).doubleValue()).toArray();
            double size = Arrays.stream(values).map(Math::abs).sum();
            assertEquals(facts.get("sum").asDouble(), Arrays.stream(values).sum(), 1e-6 * size);
            assertEquals(facts.get("min").asDouble(), Arrays.stream(values).min().orElseThrow());
            assertEquals(facts.get("max").asDouble(), Arrays.stream(values).max().orElseThrow());
        }
    }

    private static void checkSpikes(SpikeTrains.Train spikes, JsonNode facts) {
        assertEquals(facts.get("count").asInt(), spikes.time_ms().length);
        assertEquals(facts.get("distinct_ids").asLong(), LongStream.of(spikes.node()).distinct().count());
        if (facts.get("count").asInt() > 0) {
            assertEquals(facts.get("time").get("sum").asDouble(), Arrays.stream(spikes.time_ms()).sum(), 1e-3);
            assertEquals(facts.get("ids").get("sum").asLong(), LongStream.of(spikes.node()).sum());
        }
        Set<List<Number>> all = new HashSet<>();
        for (int i = 0; i < spikes.node().length; i++) {
            all.add(List.of(spikes.time_ms()[i], spikes.node()[i]));
        }
        double[] sorted = Arrays.stream(spikes.time_ms()).sorted().toArray();
        JsonNode first = facts.get("first5_by_time");
        for (int i = 0; i < first.size(); i++) {
            assertEquals(first.get(i).get(0).asDouble(), sorted[i]);
            assertTrue(all.contains(List.of(first.get(i).get(0).asDouble(), first.get(i).get(1).asLong())));
        }
    }

    @TestFactory
    Stream<DynamicTest> layoutsOfTheSameSpikesAgree() {
        Path folder = DATA.resolve("sonata/pysonata-spike-files");
        assumeTrue(Files.isDirectory(folder), "the corpus is not on this machine");
        double[][] expected = trains(folder.resolve("spikes.one_pop.h5"));
        return Stream.of("spikes.h5", "spikes.old.h5", "spikes.one_pop.csv", "spikes.noheader.nopop.csv",
                "spikes.onepop.v1.0.nwb")
                .map(name -> dynamicTest(name, () -> {
                    double[][] read = trains(folder.resolve(name));
                    for (int n = 0; n < expected.length; n++) {
                        assertArrayEquals(expected[n], read[n], 1e-6, "node " + n);
                    }
                }));
    }

    private static double[][] trains(Path file) {
        return SpikeTrains.read(file, Span.none(file.toString())).of("v1").byNode(14);
    }
}
