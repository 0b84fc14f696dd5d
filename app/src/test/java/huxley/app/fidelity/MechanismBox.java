package huxley.app.fidelity;

import huxley.neuron.cell.Cell;
import huxley.neuron.mechanism.Ion;
import huxley.neuron.mechanism.Mechanism;
import huxley.synapse.Circuit;
import huxley.synapse.Circuit.Pointer;
import huxley.synapse.Circuit.Quantity;
import huxley.synapse.Experiment;
import io.jhdf.HdfFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/**
 * One mechanism alone in a spherical-like cell (20 x 20 um, pas 1e-4 S/cm2 at -65 mV, 25 degC, dt 0.025 ms): a density
 * mechanism under a voltage clamp (10 ms at -65, 20 ms at -20, 20 ms at -90 mV, then free), a point process under five
 * events (6 to 34 ms, weight 0.01), an artificial cell likewise.
 *
 * @param json the entry of the mechanism in the box's list
 */
record MechanismBox(String origin, String file, String name, JsonNode json) {
    static final double SAMPLE_MS = 0.1;

    /** Every mechanism NEURON ran whose text is at hand. */
    static List<MechanismBox> all() {
        List<MechanismBox> boxes = new ArrayList<>();
        for (Path list : ReferenceData.list(ReferenceData.ROOT.resolve("reference/nmodl_box"))) {
            String listName = list.getFileName().toString();
            if (listName.endsWith(".json")) {
                String origin = listName.replace(".json", "");
                ReferenceData.json(list).properties()
                        .forEach(f -> f.getValue().get("mechanisms").properties().forEach(m -> {
                            MechanismBox box = new MechanismBox(origin, f.getKey(), m.getKey(), m.getValue());
                            if (m.getValue().get("run") != null && box.available(f.getValue())) {
                                boxes.add(box);
                            }
                        }));
            }
        }
        return boxes;
    }

    private boolean available(JsonNode entry) {
        if (java.nio.file.Files.exists(text())) {
            return true;
        }
        return entry.get("builtin_used_instead").asBoolean()
                && huxley.neuron.nmodl.BuiltIns.find(name).isPresent();
    }

    private Path text() {
        return ReferenceData.ROOT.resolve("nmodl").resolve(origin).resolve(file);
    }

    private Mechanism mechanism() {
        return java.nio.file.Files.exists(text())
                ? MechanismLibrary.compile(text())
                : huxley.neuron.nmodl.BuiltIns.find(name).orElseThrow();
    }

    /** What NEURON recorded, without the spikes of artificial cells: with these weights there are none. */
    List<String> variables() {
        List<String> variables = new ArrayList<>();
        json.get("run").get("variables").forEach(v -> variables.add(v.asString()));
        variables.remove("spikes");
        return variables;
    }

    /** NEURON's traces by variable. */
    Map<String, double[]> reference() {
        Map<String, double[]> traces = new LinkedHashMap<>();
        Path data = ReferenceData.ROOT.resolve("reference/nmodl_box/" + origin + ".h5");
        try (HdfFile h5 = new HdfFile(data)) {
            for (String variable : variables()) {
                float[] values = (float[]) h5.getDatasetByPath("/" + file + "/" + name + "/" + variable).getData();
                double[] wide = new double[values.length];
                for (int i = 0; i < wide.length; i++) {
                    wide[i] = values[i];
                }
                traces.put(variable, wide);
            }
        }
        return traces;
    }

    Experiment experiment() {
        return new Experiment(60, 0.025, 25, 0, 1, Experiment.Scheme.IMPLICIT_EULER, globals());
    }

    private Map<String, Double> globals() {
        Map<String, Double> globals = new HashMap<>(Map.of("usetable_hh", 1.0));
        Mechanism mechanism = mechanism();
        globals.put("usetable_" + name, 1.0);
        json.get("run").get("set").properties().forEach(e -> {
            if (mechanism.variable(bare(e.getKey()))
                    .filter(v -> v.scope() == huxley.neuron.mechanism.Variable.Scope.GLOBAL).isPresent()) {
                globals.put(bare(e.getKey()) + "_" + name, e.getValue().asDouble());
            }
        });
        return globals;
    }

    private String bare(String variable) {
        return variable.endsWith("_" + name)
                ? variable.substring(0, variable.length() - name.length() - 1)
                : variable;
    }

    /** The circuit; variables that are no quantity of ours are not probed. */
    Circuit circuit() {
        Mechanism mechanism = mechanism();
        MechanismLibrary builtIns = new MechanismLibrary(null);
        CircuitBuilder circuit = new CircuitBuilder(SAMPLE_MS);
        CellBuilder builder = sphere("box", builtIns);
        return switch (mechanism.kind()) {
        case DENSITY -> {
            Map<String, double[]> parameters = new TreeMap<>();
            json.get("run").get("set").properties()
                    .forEach(e -> parameters.put(bare(e.getKey()), new double[] {e.getValue().asDouble()}));
            parameters.keySet().removeAll(globals().keySet().stream().map(this::bare).toList());
            if (!name.equals("pas")) {
                builder.paint("box", mechanism, parameters);
            }
            int clamp = builder.place("clamp", builtIns.find("SEClamp"), "box(0.5)", Map.of("rs", 0.01, "dur1", 10.0,
                    "amp1", -65.0, "dur2", 20.0, "amp2", -20.0, "dur3", 20.0, "amp3", -90.0));
            probe(circuit, builder.build(), clamp);
            yield circuit.build();
        }
        case POINT -> {
            int point = builder.place("point", mechanism, "box(0.5)", Map.of());
            probe(circuit, builder.build(), point);
            if (json.get("run").get("pointers") != null) {
                pointers(circuit, builtIns, point);
            }
            events(circuit, builtIns, 0, point);
            yield circuit.build();
        }
        case ARTIFICIAL -> {
            circuit.cell("box", builder.build());
            int gid = circuit.artificial(name, mechanism, Map.of());
            variables().stream().filter(v -> mechanism.variable(v).isPresent())
                    .forEach(v -> circuit.probe(v, new Quantity.Point(gid, -1, v, 0)));
            circuit.probe("v", new Quantity.Voltage(0, 0));
            events(circuit, builtIns, gid, -1);
            yield circuit.build();
        }
        };
    }

    private static CellBuilder sphere(String label, MechanismLibrary builtIns) {
        return new CellBuilder(label).startAt(-65).cylinder(label, null, 0, 20, 20, 1, 35.4, 1).divide().paint(label,
                builtIns.find("pas"), Map.of("g", new double[] {1e-4}, "e", new double[] {-65}));
    }

    private void probe(CircuitBuilder circuit, Cell cell, int point) {
        int gid = circuit.cell("box", cell);
        Mechanism placed = cell.placed().get(point).mechanism();
        for (String variable : variables()) {
            Optional<Quantity> quantity;
            if (variable.equals("clamp_i")) {
                quantity = Optional.of(new Quantity.Point(gid, point, "i", 0));
            } else if (!variable.equals("v")
                    && (placed.variable(variable).isPresent() || isCurrent(placed, variable))) {
                quantity = Optional.of(new Quantity.Point(gid, point, variable, 0));
            } else {
                quantity = CircuitBuilder.quantity(gid, cell, 0, variable)
                        .or(() -> CircuitBuilder.quantity(gid, cell, 0, bare(variable)));
            }
            quantity.ifPresent(q -> circuit.probe(variable, q));
        }
    }

    private static boolean isCurrent(Mechanism mechanism, String variable) {
        return mechanism.ions().stream().anyMatch(i -> i.nameOf(Ion.Quantity.CURRENT).equals(variable));
    }

    /** Times of input events: at these samples NEURON's recorder shows the value before or after the event, by chance. */
    double[] arrivals_ms() {
        JsonNode netcon = json.get("run").get("netcon");
        return netcon == null ? new double[0] : ReferenceData.doubles(netcon.get("input_times_ms"));
    }

    /** The other side of a gap junction: an excitable cell that is stimulated. */
    private void pointers(CircuitBuilder circuit, MechanismLibrary builtIns, int point) {
        CellBuilder other = new CellBuilder("pre").startAt(-65).cylinder("pre", null, 0, 20, 20, 1, 35.4, 1).divide()
                .paint("pre", builtIns.find("hh"), Map.of());
        other.place("stimulus", builtIns.find("IClamp"), "pre(0.5)", Map.of("del", 5.0, "dur", 30.0, "amp", 0.2));
        int pre = circuit.cell("pre", other.build());
        json.get("run").get("pointers").properties().forEach(
                p -> circuit.point(new Pointer(0, point, -1, 0, p.getKey(), new Quantity.Voltage(pre, 0))));
    }

    private void events(CircuitBuilder circuit, MechanismLibrary builtIns, int gid, int placed) {
        JsonNode netcon = json.get("run").get("netcon");
        if (netcon != null) {
            double delay_ms = netcon.get("delay").asDouble();
            double[] arrivals_ms = ReferenceData.doubles(netcon.get("input_times_ms"));
            int train = circuit.artificial("train", builtIns.find("NetStim"),
                    Map.of("start", arrivals_ms[0] - delay_ms, "interval", arrivals_ms[1] - arrivals_ms[0], "number",
                            (double) arrivals_ms.length, "noise", 0.0));
            double[] weights = new double[netcon.get("n_weights").asInt()];
            weights[0] = netcon.get("weight0").asDouble();
            circuit.connect(train, gid, placed, delay_ms, weights);
        }
    }

    @Override
    public String toString() {
        return origin + "/" + file + "/" + name;
    }
}
