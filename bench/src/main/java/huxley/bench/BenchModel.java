package huxley.bench;

import huxley.neuron.cell.Cell;
import huxley.neuron.cell.Compartments;
import huxley.neuron.cell.Discretization;
import huxley.neuron.mechanism.Mechanism;
import huxley.neuron.morphology.Morphology;
import huxley.neuron.morphology.Section;
import huxley.neuron.nmodl.BuiltIns;
import huxley.neuron.nmodl.Includes;
import huxley.neuron.nmodl.Nmodl;
import huxley.neuron.problem.Source;
import huxley.synapse.Circuit;
import huxley.synapse.Circuit.ArtificialCell;
import huxley.synapse.Circuit.CellInstance;
import huxley.synapse.Circuit.Connection;
import huxley.synapse.Circuit.PointRef;
import huxley.synapse.Circuit.SpikeDetector;
import huxley.synapse.Experiment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * One entry of {@code models.json}: a cell, or many grown ones, and how cells are joined into rings that pass one spike
 * around.
 *
 * @param folder where {@code models.json} and {@code mod/} lie
 * @param mechanisms by name, those in use so far
 */
public record BenchModel(Path folder, JsonNode json, Map<String, Mechanism> mechanisms) {
    /** An entry of the {@code models.json} of a folder. */
    public static BenchModel read(Path folder, String name) {
        JsonNode json = read(folder.resolve("models.json")).get(name);
        if (json == null) {
            throw new IllegalArgumentException("models.json has no " + name);
        }
        return new BenchModel(folder, json, new HashMap<>());
    }

    private static JsonNode read(Path file) {
        return JsonMapper.builder().build().readTree(file.toFile());
    }

    /** The same with other sections, and, where there is to be nothing in the membrane, without mechanisms. */
    public BenchModel with(JsonNode sections, boolean bare) {
        ObjectNode changed = (ObjectNode) json.deepCopy();
        changed.set("sections", sections);
        if (bare) {
            changed.putArray("paint");
        }
        return new BenchModel(folder, changed, mechanisms);
    }

    public Experiment experiment(double duration_ms) {
        return new Experiment(duration_ms, 0.025, json.get("celsius").asDouble(), 0, 1,
                Experiment.Scheme.IMPLICIT_EULER, Map.of());
    }

    /** So many cells in rings. */
    public Circuit circuit(int count) {
        List<Cell> kinds = new ArrayList<>();
        if (json.has("grown")) {
            read(folder.resolve(json.get("grown").asString())).forEach(sections -> kinds.add(cell(sections)));
        } else {
            kinds.add(cell(json.get("sections")));
        }
        int ring = Math.min(json.get("ring").asInt(), count);
        List<CellInstance> cells = new ArrayList<>();
        List<SpikeDetector> detectors = new ArrayList<>();
        List<Connection> connections = new ArrayList<>();
        List<ArtificialCell> kicks = new ArrayList<>();
        Mechanism generator = mechanism("VecStim");
        double[] weight = {json.get("weight").asDouble()};
        for (int i = 0; i < count; i++) {
            cells.add(new CellInstance("cell" + i, kinds.get(i % kinds.size())));
            detectors.add(new SpikeDetector(i, 0, json.get("threshold").asDouble()));
            int first = i / ring * ring;
            connections.add(new Connection(
                    first + (i - first + Math.min(ring, count - first) - 1) % Math.min(ring, count - first), null,
                    new PointRef(i, 0),
                    json.get("delay").asDouble(), weight));
        }
        for (int i = 0; i < count; i += ring) {
            kicks.add(new ArtificialCell("kick" + i, generator, Map.of(), new double[] {json.get("kick").asDouble()}));
            connections.add(new Connection(count + i / ring, null, new PointRef(i, 0), 0, weight));
        }
        return new Circuit(cells, kicks, detectors, connections, List.of(), List.of(), List.of(), List.of(),
                Map.of());
    }

    private Cell cell(JsonNode sections) {
        Morphology morphology = morphology(sections);
        int[] counts = new int[morphology.size()];
        for (int i = 0; i < counts.length; i++) {
            counts[i] = sections.get(i).get(4).asInt();
        }
        double[] resistivity = new double[counts.length];
        Arrays.fill(resistivity, json.get("ra").asDouble());
        Compartments compartments = Discretization.divide(morphology, counts, resistivity, java.util.Set.of());
        double[] capacitance = new double[compartments.size()];
        Arrays.fill(capacitance, json.get("cm").asDouble());
        double[] voltage = new double[compartments.size()];
        Arrays.fill(voltage, json.get("v_init").asDouble());
        List<Cell.IonSetting> ions = new ArrayList<>();
        json.get("ions").properties().forEach(e -> ions.add(new Cell.IonSetting(e.getKey(), Double.NaN,
                new double[] {e.getValue().asDouble()}, null, null)));
        Cell.Placed synapse = new Cell.Placed("synapse", mechanism("ExpSyn"), 0, Map.of("tau", 2.0, "e", 0.0));
        return new Cell("bench", morphology, compartments, capacitance, voltage, painted(morphology, compartments),
                List.of(synapse), ions);
    }

    private static Morphology morphology(JsonNode json) {
        List<Section> sections = new ArrayList<>();
        Map<String, Integer> number = new HashMap<>();
        for (JsonNode s : json) {
            double length = s.get(2).asDouble();
            double diam = s.get(3).asDouble();
            int parent = s.get(1).isNull() ? -1 : number.getOrDefault(s.get(1).asString(), -1);
            number.put(s.get(0).asString(), sections.size());
            sections.add(new Section(s.get(0).asString(), 0, parent, parent < 0 ? 0 : s.path(5).asDouble(1),
                    new double[] {0, length},
                    new double[2], new double[2], new double[] {diam, diam}));
        }
        return new Morphology("bench", sections);
    }

    /** Later lines of the list override earlier ones. */
    private List<Cell.Painted> painted(Morphology morphology, Compartments compartments) {
        Map<String, TreeMap<Integer, JsonNode>> where = new LinkedHashMap<>();
        for (JsonNode line : json.get("paint")) {
            for (int i = 0; i < compartments.size(); i++) {
                String section = morphology.section(compartments.section()[i]).name();
                if (compartments.area_um2()[i] > 0 && section.startsWith(line.get(0).asString())) {
                    where.computeIfAbsent(line.get(1).asString(), m -> new TreeMap<>()).put(i, line.get(2));
                }
            }
        }
        List<Cell.Painted> painted = new ArrayList<>();
        where.forEach((name, at) -> {
            Map<String, double[]> parameters = new LinkedHashMap<>();
            for (String key : at.firstEntry().getValue().propertyNames()) {
                double[] values = at.values().stream().mapToDouble(v -> v.get(key).asDouble()).toArray();
                boolean same = Arrays.stream(values).allMatch(v -> v == values[0]);
                parameters.put(key, same ? new double[] {values[0]} : values);
            }
            int[] compartment = at.keySet().stream().mapToInt(Integer::intValue).toArray();
            painted.add(new Cell.Painted(mechanism(name), compartment, parameters));
        });
        return painted;
    }

    private Mechanism mechanism(String name) {
        return mechanisms.computeIfAbsent(name, this::compiled);
    }

    private Mechanism compiled(String name) {
        Path file = folder.resolve("mod").resolve(name + ".mod");
        if (!Files.exists(file)) {
            return BuiltIns.find(name).orElseThrow();
        }
        try {
            return Nmodl.compile(new Source(file.getFileName().toString(), Files.readString(file)), Includes.none());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
