package huxley.io.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import huxley.neuron.cell.Cell;
import huxley.neuron.problem.InvalidInputException;
import huxley.synapse.Circuit;
import huxley.synapse.Electrode;
import huxley.synapse.Population;
import huxley.synapse.Projection;
import huxley.synapse.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Populations, projections and what is recorded of them become what they say. */
class NetworkTest {
    private static final String CELLS = """
            "cells": {
              "ball": { "morphology": { "sections": {
                  "soma": { "length": "20 um", "diameter": "20 um" },
                  "dend": { "parent": "soma", "length": "200 um", "diameter": "2 um" } } },
                "compartments": { "sections": { "soma": 1, "dend": 5 } },
                "paint": [{ "region": "all", "mechanisms": { "pas": {} } }, { "region": "soma", "mechanisms": { "hh": {} } }],
                "place": { "bias": { "at": "soma(0.5)", "mechanism": "IClamp", "parameters": { "dur": "1 s" } } } },
              "point": { "morphology": { "sections": { "soma": { "length": "10 um", "diameter": "10 um" } } },
                "paint": [{ "region": "all", "mechanisms": { "hh": {} } }] }
            }
            """;
    private static final String E = """
            "e": { "cell": "ball", "count": 40,
              "positions": { "box": { "size": ["400 um", "200 um", "100 um"], "center": ["0 um", "1 mm", "0 um"] } },
              "rotation": { "axis": "y", "angle": { "uniform": { "from": 0, "to": "2 * pi" } } },
              "parameters": {
                "hh.gnabar": { "normal": { "mean": "0.12 S/cm2", "deviation": "10 mS/cm2", "minimum": "0 S/cm2" } },
                "bias.amp": "10 pA * index", "initialVoltage": { "uniform": { "from": "-70 mV", "to": "-60 mV" } } },
              "place": { "hum": { "at": "soma(0.5)", "noise": { "start": "0 ms", "duration": "1 s", "mean": "0 nA", "deviation": "10 pA", "tau": "5 ms" } } } }
            """;
    private static final String I = """
            "i": { "cell": { "point": 0.7, "ball": 0.3 }, "positions": { "grid": { "counts": [5, 2, 1], "spacing": ["10 um", "20 um", "1 um"] } } }
            """;
    private static final String PROJECTIONS = """
            "projections": {
              "e to i": { "from": "e", "to": "i", "rule": { "probability": "0.4 * exp(-distance / 1 mm)", "within": "2 mm" },
                "synapse": { "mechanism": "ExpSyn", "parameters": { "tau": "3 ms" } },
                "weight": { "lognormal": { "mean": "1 nS", "deviation": "0.5 nS" } }, "delay": "0.5 ms + distance / (1 m/s)" },
              "i to e": { "from": "i", "to": "e", "rule": { "inDegree": 4 }, "synapse": "Exp2Syn",
                "place": { "region": "dend", "distance": { "from": "100 um" } },
                "weight": "2 nS", "delay": { "normal": { "mean": "1 ms", "deviation": "1 ms" } } },
              "drive": { "from": "noise", "to": "e", "rule": "oneToOne", "synapse": { "mechanism": "ExpSyn", "parameters": { "tau": { "uniform": { "from": "1 ms", "to": "2 ms" } } } },
                "place": ["dend(0.5)", "soma(0.5)"], "weight": "0.1 nS" },
              "listed": { "from": "e", "to": "e", "rule": { "list": [[0, 3], [3, 0], [0, 3]] }, "synapse": "ExpSyn", "weight": "1 nS", "delay": "1 ms" },
              "gated": { "from": "noise", "to": "unit", "rule": { "allToAll": true, "where": "sourceIndex < 4" }, "weight": 0.1 }
            }
            """;

    @TempDir
    Path folder;

    private Circuit read(String... parts) throws IOException {
        Path file = folder.resolve("model.json");
        Files.writeString(file,
                "{ \"huxley\": \"1\", \"simulation\": { \"duration\": \"20 ms\", \"temperature\": \"6.3 degC\" },"
                        + String.join(",", parts) + "}");
        return ModelReader.read(file, Map.of()).circuit();
    }

    private static String populations(String... entries) {
        return "\"populations\": {" + String.join(",", entries) + "}";
    }

    private Circuit network(String... order) throws IOException {
        return read(CELLS, populations(order), PROJECTIONS);
    }

    private static final String NOISE = "\"noise\": { \"poisson\": \"100 Hz\", \"count\": 40 }";
    private static final String UNIT = "\"unit\": { \"mechanism\": \"IntFire1\", \"count\": 3, \"parameters\": { \"tau\": { \"uniform\": { \"from\": \"5 ms\", \"to\": \"10 ms\" } } } }";

    @Test
    void populationsHaveTheirGidsAndKinds() throws IOException {
        Circuit circuit = network(NOISE, E, I, UNIT);
        assertEquals(List.of("e 0 40", "i 40 10", "noise 50 40", "unit 90 3"),
                circuit.populations().stream().map(p -> p.name() + " " + p.first() + " " + p.count()).toList());
        assertEquals(50, circuit.cells().size());
        assertEquals(43, circuit.artificialCells().size());
        assertEquals(7, circuit.cells().subList(40, 50).stream().filter(c -> c.cell().name().equals("point")).count());
        assertEquals("i[9]", circuit.cells().get(49).label());
        assertEquals("NetStim", circuit.artificialCells().getFirst().mechanism().name());
        assertEquals(10.0, circuit.artificialCells().getFirst().parameters().get("interval"));
    }

    @Test
    void pointNeuronsStandInACompartmentOfTheirCapacitance() throws IOException {
        Circuit circuit = read(populations(
                """
                        "e": { "mechanism": "AdEx", "capacitance": "281 pF", "threshold": "5 mV", "count": 40,
                          "parameters": { "b": "50 pA", "vreset": { "uniform": { "from": "-70 mV", "to": "-50 mV" } }, "bias.amp": "0.5 nA * index", "initialVoltage": "-70 mV" },
                          "place": { "bias": { "at": "soma(0.5)", "step": { "start": "0 ms", "duration": "1 s", "amplitude": "0.5 nA" } } } }""",
                "\"unit\": { \"mechanism\": \"IntFire1\", \"count\": 3 }"),
                "\"projections\": { \"all\": { \"from\": \"e\", \"to\": \"e\", \"rule\": \"allToAll\", \"synapse\": \"ExpSyn\", \"weight\": \"1 nS\", \"delay\": \"1 ms\" } }");
        assertEquals(40, circuit.cells().size());
        assertEquals(3, circuit.artificialCells().size());
        Cell last = circuit.cells().getLast().cell();
        assertEquals(1, last.compartments().size());
        assertEquals(281, last.compartments().area_um2()[0] * last.capacitance_uF_per_cm2()[0] * 0.01, 1e-9);
        assertEquals(List.of("AdEx", "bias"), last.placed().stream().map(Cell.Placed::label).toList());
        Map<String, Double> parameters = last.placed().getFirst().parameters();
        assertEquals(0.05, parameters.get("b"), 1e-15);
        assertTrue(parameters.get("vreset") > -70 && parameters.get("vreset") < -50);
        assertEquals(0.5 * 39, last.placed().get(1).parameters().get("amp"), 1e-12);
        assertEquals(-70, last.initialVoltage_mV()[0]);
        assertEquals(5, circuit.spikeDetectors().getFirst().threshold_mV());
        assertEquals(40, circuit.spikeDetectors().size());
    }

    @Test
    void cellsOfEqualParametersAreOneCell() throws IOException {
        Circuit circuit = read(populations(
                """
                        "e": { "mechanism": "LIF", "capacitance": "100 pF", "count": 3, "parameters": { "vth": "-51 mV", "gl": "10 nS" } }"""));
        assertSame(circuit.cells().getFirst().cell(), circuit.cells().getLast().cell());
        assertEquals(-51, circuit.cells().getFirst().cell().placed().getFirst().parameters().get("vth"));
    }

    @Test
    void cellsOfAPopulationShareTheirShapeAndDifferInValues() throws IOException {
        Circuit circuit = network(NOISE, E, I, UNIT);
        Cell first = circuit.cells().get(0).cell();
        Cell second = circuit.cells().get(1).cell();
        assertSame(first.compartments(), second.compartments());
        assertSame(first.capacitance_uF_per_cm2(), second.capacitance_uF_per_cm2());
        assertSame(first.painted().get(1).compartment(), second.painted().get(1).compartment());
        assertNotEquals(first.painted().get(1).parameters().get("gnabar")[0],
                second.painted().get(1).parameters().get("gnabar")[0]);
        assertEquals(0.12, circuit.cells().subList(0, 40).stream()
                .mapToDouble(c -> c.cell().painted().get(1).parameters().get("gnabar")[0]).average().orElseThrow(),
                0.01);
        assertEquals(0.01 * 39, circuit.cells().get(39).cell().placed().getFirst().parameters().get("amp"), 1e-12);
        assertTrue(first.initialVoltage_mV()[0] > -70 && first.initialVoltage_mV()[0] < -60);
        assertEquals(List.of("bias", "hum"), first.placed().stream().map(Cell.Placed::label).toList());
    }

    @Test
    void cellsStandWhereTheModelSays() throws IOException {
        Circuit circuit = network(NOISE, E, I, UNIT);
        Population.Placement e = circuit.populations().get(0).placement();
        assertTrue(Arrays.stream(e.x_um()).allMatch(x -> Math.abs(x) <= 200));
        assertTrue(Arrays.stream(e.y_um()).allMatch(y -> Math.abs(y - 1000) <= 100));
        assertEquals(9 * 40, e.rotation().length);
        assertArrayEquals(new double[] {0, 1, 0}, Arrays.copyOfRange(e.rotation(), 3, 6));
        Population.Placement i = circuit.populations().get(1).placement();
        assertArrayEquals(new double[] {-20, -10, 0, 10, 20, -20}, Arrays.copyOf(i.x_um(), 6));
        assertArrayEquals(new double[] {-10, -10, -10, -10, -10, 10}, Arrays.copyOf(i.y_um(), 6));
    }

    /** A connection as population-local indices, compartment, delay and values. */
    private record Link(int source, int target, int compartment, double delay_ms, List<Double> values) {
    }

    private static List<Link> links(Circuit circuit, String name) {
        Projection projection = circuit.projections().stream().filter(p -> p.name().equals(name)).findFirst().get();
        List<Link> links = new ArrayList<>();
        for (int t = projection.target().first(); t < projection.target().end(); t++) {
            int target = t - projection.target().first();
            projection.incoming().onto(t, (source, compartment, delay_ms, values) -> links
                    .add(new Link(source - projection.source().first(), target, compartment, delay_ms,
                            Arrays.stream(values).boxed().toList())));
        }
        return links;
    }

    @Test
    void projectionsConnectAsTheySay() throws IOException {
        Circuit circuit = network(NOISE, E, I, UNIT);
        Population.Placement e = circuit.populations().get(0).placement();
        Population.Placement i = circuit.populations().get(1).placement();
        List<Link> excitatory = links(circuit, "e to i");
        assertEquals(400 * 0.4 * Math.exp(-1), excitatory.size(), 50);
        for (Link link : excitatory) {
            double distance_um = Math.sqrt(Math.pow(e.x_um()[link.source()] - i.x_um()[link.target()], 2)
                    + Math.pow(e.y_um()[link.source()] - i.y_um()[link.target()], 2)
                    + Math.pow(e.z_um()[link.source()] - i.z_um()[link.target()], 2));
            assertEquals(0.5 + distance_um / 1000, link.delay_ms(), 1e-9);
            assertTrue(link.values().getFirst() > 0);
        }
        List<Link> inhibitory = links(circuit, "i to e");
        assertEquals(160, inhibitory.size());
        assertTrue(inhibitory.stream().allMatch(l -> l.compartment() >= 3 && l.delay_ms() >= 0.025
                && l.values().equals(List.of(0.002))));
        assertTrue(inhibitory.stream().anyMatch(l -> l.delay_ms() == 0.025));
        List<Link> drive = links(circuit, "drive");
        assertTrue(
                drive.stream().allMatch(l -> l.source() == l.target() && l.delay_ms() == 0 && l.values().size() == 2));
        assertEquals(List.of(0, 3), drive.stream().map(Link::compartment).distinct().sorted().toList());
        assertEquals(List.of(3, 0, 0), links(circuit, "listed").stream().map(Link::source).toList());
        assertEquals(12, links(circuit, "gated").size());
    }

    @Test
    void projectionsSayWhatTheirSynapsesAre() throws IOException {
        Circuit circuit = network(NOISE, E, I, UNIT);
        Projection first = circuit.projections().getFirst();
        assertEquals("ExpSyn", first.synapse().name());
        assertEquals(Map.of("tau", 3.0), first.parameters());
        assertTrue(first.merged());
        Projection drive = circuit.projections().get(2);
        assertEquals(List.of("tau"), drive.varying());
        assertEquals(1, drive.weightCount());
        assertNull(circuit.projections().get(4).synapse());
        assertEquals(50, circuit.spikeDetectors().size());
    }

    @Test
    void orderOfThePopulationsInTheFileOnlyPermutesGids() throws IOException {
        Circuit one = network(NOISE, E, I, UNIT);
        Circuit other = network(I, UNIT, E, NOISE);
        assertEquals(10, other.populations().get(1).first());
        for (Projection projection : one.projections()) {
            assertEquals(links(one, projection.name()), links(other, projection.name()), projection.name());
        }
        for (int k = 0; k < 40; k++) {
            assertEquals(one.cells().get(k).label(), other.cells().get(10 + k).label());
            assertArrayEquals(one.cells().get(k).cell().initialVoltage_mV(),
                    other.cells().get(10 + k).cell().initialVoltage_mV());
        }
        assertArrayEquals(one.populations().get(0).placement().x_um(), other.populations().get(1).placement().x_um());
        assertEquals(one.artificialCells().get(41).parameters(), other.artificialCells().get(1).parameters());
    }

    @Test
    void tablesGivePositionsListsWeightsAndParameters() throws IOException {
        Files.writeString(folder.resolve("cells.csv"), "x,y,z,bias\n0,0,0,1\n1,2,3,2\n4,5,6,3\n");
        Files.writeString(folder.resolve("edges.csv"), "source target w d\n0 1 5 1.5\n2 0 6 2.5\n");
        Files.writeString(folder.resolve("spikes.csv"), "2.5 1\n1.5 1\n3 0\n");
        Circuit circuit = read(CELLS, populations(
                "\"a\": { \"cell\": \"ball\", \"positions\": { \"table\": { \"file\": \"cells.csv\", \"unit\": \"mm\" } }, \"parameters\": { \"bias.amp\": { \"column\": \"bias\", \"file\": \"cells.csv\", \"unit\": \"pA\" } } }",
                "\"replay\": { \"spikes\": \"spikes.csv\", \"count\": 3 }"),
                "\"projections\": { \"p\": { \"from\": \"a\", \"to\": \"a\", \"rule\": { \"list\": { \"file\": \"edges.csv\" } }, \"synapse\": \"ExpSyn\", \"weight\": { \"column\": \"w\", \"unit\": \"nS\" }, \"delay\": { \"column\": \"d\", \"unit\": \"ms\" } } }");
        assertArrayEquals(new double[] {0, 1000, 4000}, circuit.populations().get(0).placement().x_um());
        assertEquals(0.002, circuit.cells().get(1).cell().placed().getFirst().parameters().get("amp"), 1e-15);
        assertEquals(List.of(new Link(2, 0, 0, 2.5, List.of(0.006)), new Link(0, 1, 0, 1.5, List.of(0.005))),
                links(circuit, "p"));
        assertArrayEquals(new double[] {1.5, 2.5}, circuit.artificialCells().get(1).replay_ms());
        assertEquals(0, circuit.artificialCells().get(2).replay_ms().length);
    }

    @Test
    void cellsWithoutPopulationsArePopulationsThemselves() throws IOException {
        Circuit circuit = read(CELLS.replace("\"point\": {", "\"point\": { \"count\": 6,"),
                "\"projections\": { \"ring\": { \"from\": \"point\", \"to\": \"point\", \"rule\": { \"ring\": 1 }, \"synapse\": \"ExpSyn\", \"weight\": \"10 nS\", \"delay\": \"1 ms\" } }",
                "\"gapJunctions\": { \"g\": { \"from\": \"point\", \"to\": \"point\", \"rule\": { \"ring\": 1 }, \"conductance\": \"1 nS\" } }");
        assertEquals(List.of("ball", "point"), circuit.populations().stream().map(Population::name).toList());
        assertEquals(List.of(5, 0, 1, 2, 3, 4), links(circuit, "ring").stream().map(Link::source).toList());
        assertEquals(6, circuit.gapJunctions().count());
        assertEquals(0.001, circuit.gapJunctions().conductance_uS()[0]);
    }

    @Test
    void densityOfSynapsesDecidesHowManyThereAre() throws IOException {
        Circuit circuit = read(CELLS,
                populations("\"a\": { \"cell\": \"ball\", \"count\": 3 }",
                        "\"p\": { \"poisson\": \"1 Hz\", \"count\": 9 }"),
                "\"projections\": { \"p to a\": { \"from\": \"p\", \"to\": \"a\", \"rule\": { \"density\": { \"perLength\": \"0.5 /um\" } }, \"place\": { \"region\": \"dend\", \"distance\": { \"to\": \"135 um\" } }, \"synapse\": \"ExpSyn\", \"weight\": \"1 nS\" } }");
        assertEquals(3 * 60, links(circuit, "p to a").size());
        assertTrue(links(circuit, "p to a").stream().allMatch(l -> l.compartment() >= 1 && l.compartment() <= 3));
    }

    @Test
    void touchingBranchesConnect() throws IOException {
        Circuit circuit = read(CELLS, populations(
                "\"a\": { \"cell\": \"ball\", \"positions\": { \"points\": [[\"0 um\", \"0 um\", \"0 um\"], [\"150 um\", \"2.5 um\", \"0 um\"], [\"0 um\", \"500 um\", \"0 um\"]] } }"),
                "\"projections\": { \"p\": { \"from\": \"a\", \"to\": \"a\", \"rule\": { \"touch\": { \"distance\": \"1 um\", \"from\": \"dend\", \"to\": \"dend\" } }, \"synapse\": \"ExpSyn\", \"weight\": \"1 nS\", \"delay\": \"1 ms\" } }");
        List<Link> links = links(circuit, "p");
        assertTrue(links.stream().allMatch(l -> l.source() + l.target() == 1), links.toString());
        assertTrue(links.size() >= 2);
    }

    @Test
    void populationIsRecordedIntoAReport() throws IOException {
        Circuit circuit = read(CELLS, populations(E, I),
                "\"record\": [{ \"population\": \"e\", \"variable\": [\"v\", \"hum.i\"], \"at\": [\"soma(0.5)\", \"dend(0.5)\"], \"every\": 10, \"interval\": \"1 ms\" },"
                        + "{ \"population\": \"i\", \"variable\": \"hh.m\", \"region\": \"soma\", \"members\": [7, 2], \"start\": \"5 ms\", \"stop\": \"10 ms\" }]");
        Report v = circuit.reports().getFirst();
        assertEquals(List.of("e.v", "e.hum.i", "i.hh.m"), circuit.reports().stream().map(Report::name).toList());
        assertEquals(List.of(8, 4, 2), circuit.reports().stream().map(Report::size).toList());
        assertEquals(new Circuit.Quantity.Voltage(0, 0), v.quantity().apply(0));
        assertEquals(new Circuit.Quantity.Voltage(10, 3), v.quantity().apply(3));
        assertEquals(new Circuit.Quantity.Point(30, 1, "i", 0), circuit.reports().get(1).quantity().apply(3));
        Report m = circuit.reports().get(2);
        assertEquals(new Circuit.Quantity.Density(42, "hh", "m", 0, 0), m.quantity().apply(0));
        assertEquals(5.0, m.begin_ms());
        assertTrue(circuit.probes().isEmpty());
    }

    @Test
    void networkTooLargeIsRefusedBeforeItIsBuilt() throws IOException {
        String cells = refusal(populations("\"a\": { \"cell\": \"ball\", \"count\": 2000000000 }"));
        assertTrue(
                cells.contains(
                        "the network does not fit: 2,000,000,000 cells of 6 compartments need 368.8 GiB or more"),
                cells);
        String junctions = refusal(populations("\"a\": { \"cell\": \"ball\", \"count\": 100000 }"),
                "\"gapJunctions\": { \"g\": { \"from\": \"a\", \"to\": \"a\", \"rule\": \"allToAll\", \"synapsesPerPair\": 5, \"conductance\": \"1 nS\" } }");
        assertTrue(junctions.contains("about 49,999,500,000 gap junctions need"), junctions);
    }

    private String refusal(String populations, String... more) {
        String[] parts = java.util.stream.Stream
                .concat(java.util.stream.Stream.of(CELLS, populations), Arrays.stream(more))
                .toArray(String[]::new);
        return String.valueOf(assertThrows(InvalidInputException.class, () -> read(parts)).getMessage());
    }

    /** A line source seen from far away is a point source; the nearest electrode sees a compartment's surface. */
    @Test
    void electrodesSeeCurrentsByDistance() throws IOException {
        String electrode = "\"electrodes\": { \"tip\": { \"at\": [\"%s\", \"0 um\", \"0 um\"], \"sources\": \"%s\" } }";
        String one = populations(
                "\"a\": { \"cell\": \"ball\", \"positions\": { \"points\": [[\"0 um\", \"0 um\", \"0 um\"]] } }");
        double[][] line = new double[2][];
        double[][] point = new double[2][];
        for (int i = 0; i < 2; i++) {
            String x = i == 0 ? "20 mm" : "1 um";
            line[i] = transfer(read(CELLS, one, electrode.formatted(x, "line")).electrodes().getFirst());
            point[i] = transfer(read(CELLS, one, electrode.formatted(x, "point")).electrodes().getFirst());
        }
        assertEquals(6, line[0].length);
        assertArrayEquals(point[0], line[0], 1e-4 * point[0][0]);
        assertEquals(1 / (4 * Math.PI * 0.3 * 20000), point[0][0], 1e-3 * point[0][0]);
        assertEquals(1 / (4 * Math.PI * 0.3 * 10), point[1][0], 1e-12);
        assertTrue(IntStream.range(0, 6).allMatch(i -> line[1][i] > 0));
    }

    @Test
    void kindOfCellThatNothingNamesMakesNoCell() throws IOException {
        Circuit circuit = read(CELLS, populations("\"a\": { \"cell\": \"ball\", \"count\": 3 }"));
        assertEquals(List.of("a"), circuit.populations().stream().map(Population::name).toList());
        Circuit recorded = read(CELLS, populations("\"a\": { \"cell\": \"ball\", \"count\": 3 }"),
                "\"record\": [{ \"cell\": \"point\", \"variable\": \"v\", \"at\": \"soma(0.5)\", \"interval\": \"1 ms\" }]");
        assertEquals(4, recorded.cells().size());
    }

    /** A uniform field and a far electrode, against their formulas; turned by 90 degrees, x of the cell is y of the network. */
    @Test
    void fieldsActWhereCellsStand() throws IOException {
        String wave = "\"waveform\": { \"times\": [\"0 ms\", \"1 ms\"], \"values\": [0, 1] }";
        Circuit circuit = read(CELLS, populations(
                "\"a\": { \"cell\": \"ball\", \"positions\": { \"points\": [[\"0 um\", \"0 um\", \"0 um\"], [\"100 um\", \"0 um\", \"7 um\"]] }, \"rotation\": { \"axis\": \"z\", \"angle\": \"90 deg\" } }"),
                "\"fields\": { \"plates\": { \"potential\": \"2 mV/mm * (x + 3 * y)\", %s }, \"tip\": { \"at\": [\"0 mm\", \"0 mm\", \"5 mm\"], \"current\": \"-10 uA\", \"populations\": \"a\", %s } }"
                        .formatted(wave, wave));
        List<Circuit.ImposedPotential> imposed = circuit.imposedPotentials();
        assertEquals(List.of(0, 1, 0, 1), imposed.stream().map(Circuit.ImposedPotential::gid).toList());
        for (Circuit.ImposedPotential one : imposed) {
            Population population = circuit.populations().stream().filter(p -> p.contains(one.gid())).findFirst()
                    .orElseThrow();
            huxley.neuron.cell.Compartments c = circuit.cells().get(one.gid()).cell().compartments();
            boolean tip = imposed.indexOf(one) >= imposed.size() - 2;
            int member = one.gid() - population.first();
            for (int i = 0; i < c.size(); i++) {
                double x = 100 * member - c.centerY_um()[i];
                double y = c.centerX_um()[i];
                double z = c.centerZ_um()[i] + 7 * member;
                double wanted = tip
                        ? -10_000 / (4 * Math.PI * 0.3 * Math.sqrt(x * x + y * y + (z - 5000) * (z - 5000)))
                        : 2e-3 * (x + 3 * y);
                assertEquals(wanted, one.scale_mV()[i], 1e-9 * Math.abs(wanted) + 1e-12);
            }
        }
    }

    private static double[] transfer(Electrode electrode) {
        double[] transfer = electrode.transfer().of(0);
        assertNotNull(transfer);
        return transfer;
    }
}
