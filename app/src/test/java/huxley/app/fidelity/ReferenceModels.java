package huxley.app.fidelity;

import huxley.neuron.cell.Cell;
import huxley.synapse.Circuit;
import huxley.synapse.Circuit.Pointer;
import huxley.synapse.Circuit.Quantity;
import huxley.synapse.Experiment;
import huxley.synapse.GapJunctions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Turns a reference case into a circuit. Geometry, membrane and current clamps come from {@code case.json}; what the file
 * says in prose only (synapses, voltage clamps, cables without a section list) is spelled out here.
 */
final class ReferenceModels {
    /**
     * A case made ready to run.
     *
     * @param sources gid by the name under which {@code netcon_spikes_ms} lists spikes
     */
    record Model(Circuit circuit, Experiment experiment, Map<String, Integer> sources) {
    }

    private final ReferenceCase reference;
    private final MechanismLibrary library;
    private final CircuitBuilder circuit;
    private final Map<String, Integer> sources = new LinkedHashMap<>();
    private final double dt_ms;

    private ReferenceModels(ReferenceCase reference, double dt_ms) {
        this.reference = reference;
        this.library = new MechanismLibrary(reference.mechanisms());
        this.circuit = new CircuitBuilder(dt_ms);
        this.dt_ms = dt_ms;
    }

    static Model build(ReferenceCase reference, double dt_ms) {
        ReferenceModels models = new ReferenceModels(reference, dt_ms);
        switch (reference.name()) {
        case "05_rallpack1" -> models.cable("cable", false);
        case "06_rallpack3" -> models.cable("axon", true);
        case "11_builtin_synapses" -> models.builtInSynapses();
        case "12_stp_allen" -> models.plasticSynapses();
        case "13_kinetic_NaV_vclamp" -> models.clamped("clamp_i", 0.001, 5, -90, 20, -10, 10, -60);
        case "15_gapjunction" -> models.gapJunction(true);
        case "16_ring10" -> models.ring();
        case "19_seclamp_hh" -> models.clamped("i_clamp", 0.01, 5, -65, 20, 0, 10, -80);
        case "20_intfire" -> models.integrateAndFire();
        case "21_vector_play" -> models.playedCurrent();
        default -> models.clampedCurrentOnly();
        }
        return models.finished();
    }

    /** Two cells joined by a gap junction of the engine, where the reference has a point process on each side. */
    static Model joined(ReferenceCase reference, double dt_ms) {
        ReferenceModels models = new ReferenceModels(reference, dt_ms);
        models.gapJunction(false);
        return models.finished();
    }

    private Model finished() {
        Experiment.Scheme scheme = reference.number("secondorder") == 2
                ? Experiment.Scheme.CRANK_NICOLSON
                : Experiment.Scheme.IMPLICIT_EULER;
        return new Model(circuit.build(), new Experiment(reference.number("tstop"), dt_ms,
                reference.number("celsius"), 0, 1, scheme, globals(reference)), sources);
    }

    private static Map<String, Double> globals(ReferenceCase reference) {
        JsonNode tables = reference.json().get("usetable_hh");
        return tables == null ? Map.of() : Map.of("usetable_hh", tables.asDouble());
    }

    /** Cells and current clamps as listed. */
    private void clampedCurrentOnly() {
        CellBuilder builder = listedCells().getFirst();
        finish(builder);
    }

    private void cable(String section, boolean excitable) {
        CellBuilder builder = new CellBuilder(section).startAt(reference.number("v_init"))
                .cylinder(section, null, 0, 1000, 1, 1000, 100, 1).need(section + "(0)")
                .divide();
        if (excitable) {
            builder.paint(section, library.find("hh"), Map.of("gnabar", new double[] {0.12}, "gkbar",
                    new double[] {0.036}, "gl", new double[] {2.5e-5}, "el", new double[] {-65}));
            builder.reversal(section, "na", 50).reversal(section, "k", -77);
        } else {
            builder.paint(section, library.find("pas"),
                    Map.of("g", new double[] {2.5e-5}, "e", new double[] {-65}));
        }
        finish(builder);
    }

    private void builtInSynapses() {
        CellBuilder builder = listedCells().getFirst();
        int exp = builder.place("exp", library.find("ExpSyn"), "soma(0.5)", Map.of("tau", 2.0, "e", 0.0));
        int exp2 = builder.place("exp2", library.find("Exp2Syn"), "soma(0.5)",
                Map.of("tau1", 0.5, "tau2", 8.0, "e", -80.0));
        int alpha = builder.place("alpha", library.find("AlphaSynapse"), "soma(0.5)",
                Map.of("onset", 90.0, "tau", 3.0, "gmax", 0.002, "e", 0.0));
        int gid = finish(builder);
        circuit.probe("i_exp", new Quantity.Point(gid, exp, "i", 0));
        circuit.probe("i_exp2", new Quantity.Point(gid, exp2, "i", 0));
        circuit.probe("i_alpha", new Quantity.Point(gid, alpha, "i", 0));
        int train = generator(10, 12, 6);
        circuit.connect(train, gid, exp, 1, 0.003);
        circuit.connect(train, gid, exp2, 3.33, 0.002);
    }

    private void plasticSynapses() {
        CellBuilder builder = listedCells().getFirst();
        Map<String, Integer> synapses = new LinkedHashMap<>();
        reference.json().get("synapse_parameters").properties().forEach(e -> {
            Map<String, Double> parameters = new HashMap<>();
            e.getValue().properties().forEach(p -> parameters.put(p.getKey(), p.getValue().asDouble()));
            synapses.put(e.getKey(),
                    builder.place(e.getKey(), library.find(e.getKey()), "soma(0.5)", parameters));
        });
        int gid = finish(builder);
        int train = generator(10, 20, 8);
        int recovery = generator(500, 20, 1);
        synapses.forEach((name, placed) -> {
            circuit.probe("i_" + name, new Quantity.Point(gid, placed, "i", 0));
            circuit.connect(train, gid, placed, 1, 0.0002);
            circuit.connect(recovery, gid, placed, 1, 0.0002);
        });
    }

    private void clamped(String currentColumn, double rs_MOhm, double... durationsAndVoltages) {
        CellBuilder builder = listedCells().getFirst();
        Map<String, Double> parameters = new HashMap<>(Map.of("rs", rs_MOhm));
        for (int i = 0; i < 3; i++) {
            parameters.put("dur" + (i + 1), durationsAndVoltages[2 * i]);
            parameters.put("amp" + (i + 1), durationsAndVoltages[2 * i + 1]);
        }
        int clamp = builder.place("clamp", library.find("SEClamp"), "soma(0.5)", parameters);
        int gid = finish(builder);
        circuit.probe(currentColumn, new Quantity.Point(gid, clamp, "i", 0));
    }

    private void gapJunction(boolean byPointProcesses) {
        List<CellBuilder> builders = listedCells();
        double conductance_uS = reference.json().at("/gap_parameters/weight").asDouble();
        int[] middle = new int[2];
        for (int i = 0; i < 2; i++) {
            middle[i] = builders.get(i).locate("dend" + i + "(0.5)");
            placeCurrentClamps(builders.get(i));
        }
        if (byPointProcesses) {
            for (int i = 0; i < 2; i++) {
                int gap = builders.get(i).place("gap", library.find("gapjunction"), "dend" + i + "(0.5)",
                        Map.of("weight", conductance_uS));
                circuit.point(new Pointer(i, gap, -1, middle[i], "vpre", new Quantity.Voltage(1 - i, middle[1 - i])));
                if (i == 0) {
                    circuit.probe("i_gap_0", new Quantity.Point(0, gap, "i", 0));
                }
            }
        } else {
            circuit.couple(new GapJunctions(new int[] {0}, new int[] {middle[0]}, new int[] {1},
                    new int[] {middle[1]}, new double[] {conductance_uS}));
        }
        for (int i = 0; i < 2; i++) {
            circuit.cell("cell" + i, builders.get(i).build());
            circuit.probe("v_" + i, new Quantity.Voltage(i, builders.get(i).locate("soma" + i + "(0.5)")));
        }
    }

    private void ring() {
        CellBuilder builder = new CellBuilder("ring").startAt(reference.number("v_init"))
                .cylinder("soma", null, 0, 20, 20, 1, 100, 1).cylinder("dend", "soma", 1, 200, 2, 5, 100, 1).divide();
        builder.paint("soma", library.find("hh"), Map.of());
        builder.paint("dend", library.find("pas"), Map.of("g", new double[] {1e-3}, "e", new double[] {-65}));
        int excitatory = builder.place("exc", library.find("ExpSyn"), "dend(0.5)", Map.of("tau", 2.0, "e", 0.0));
        int inhibitory = builder.place("inh", library.find("ExpSyn"), "soma(0.5)", Map.of("tau", 8.0, "e", -80.0));
        Cell cell = builder.build();
        int soma = builder.locate("soma(0.5)");
        for (int i = 0; i < 10; i++) {
            int gid = circuit.cell("cell" + i, cell);
            circuit.detect(gid, soma, 10);
            sources.put(Integer.toString(i), gid);
        }
        circuit.probe("v_0", new Quantity.Voltage(0, soma));
        circuit.probe("v_last", new Quantity.Voltage(9, soma));
        int kick = generator(5, 10, 1);
        circuit.connect(kick, 0, excitatory, 1, 0.01);
        for (JsonNode c : reference.json().get("connections")) {
            int synapse = c.get(2).asString().equals("exc") ? excitatory : inhibitory;
            circuit.connect(c.get(0).asInt(), c.get(1).asInt(), synapse, c.get(3).asDouble(), c.get(4).asDouble());
        }
    }

    private void integrateAndFire() {
        CellBuilder builder = new CellBuilder("soma").startAt(reference.number("v_init"))
                .cylinder("soma", null, 0, 20, 20, 1, 100, 1).divide();
        finish(builder);
        Map<String, Integer> cells = new LinkedHashMap<>();
        Map<String, Double> weights = new HashMap<>();
        reference.json().get("parameters").properties().forEach(e -> {
            Map<String, Double> parameters = new HashMap<>();
            e.getValue().properties().forEach(p -> parameters.put(p.getKey(), p.getValue().asDouble()));
            weights.put(e.getKey(), parameters.remove("weight"));
            cells.put(e.getKey(), circuit.artificial(e.getKey(), library.find(e.getKey()), parameters));
        });
        int train = generator(3, 2.7, 60);
        cells.forEach((name, gid) -> {
            circuit.connect(train, gid, -1, 1, weights.get(name));
            sources.put(name, gid);
        });
    }

    private void playedCurrent() {
        CellBuilder builder = listedCells().getFirst();
        int clamp = builder.place("clamp", library.find("IClamp"), "soma(0.5)", Map.of("del", 0.0, "dur", 1e9));
        int gid = finish(builder);
        circuit.probe("i", new Quantity.Point(gid, clamp, "i", 0));
        circuit.play(new Quantity.Point(gid, clamp, "amp", 0), ReferenceData.doubles(reference.json().get("t")),
                ReferenceData.doubles(reference.json().get("amp_nA")));
    }

    private int generator(double start_ms, double interval_ms, int number) {
        return circuit.artificial("train" + start_ms, library.find("NetStim"),
                Map.of("start", start_ms, "interval", interval_ms, "number", (double) number, "noise", 0.0));
    }

    /** Places the listed current clamps, adds the cell, and probes what the columns name. */
    private int finish(CellBuilder builder) {
        placeCurrentClamps(builder);
        Cell cell = builder.build();
        int gid = circuit.cell("cell", cell);
        for (String column : reference.columns()) {
            String place = placeOf(builder, column);
            if (place != null) {
                String name = builder.has(place.substring(0, place.lastIndexOf('('))) && column.startsWith("v_")
                        ? "v"
                        : column.replaceFirst("_soma$", "");
                CircuitBuilder.quantity(gid, cell, builder.locate(place), name)
                        .ifPresent(q -> circuit.probe(column, q));
            }
        }
        return gid;
    }

    private void placeCurrentClamps(CellBuilder builder) {
        JsonNode stimuli = reference.json().get("stimuli");
        for (JsonNode s : stimuli == null ? List.<JsonNode>of() : stimuli) {
            String place = stimulated(builder, s);
            if (builder.has(place.substring(0, place.lastIndexOf('(')))) {
                builder.place("stimulus", library.find("IClamp"), place,
                        Map.of("del", s.get("delay_ms").asDouble(), "dur", s.get("dur_ms").asDouble(), "amp",
                                s.get("amp_nA").asDouble()));
            }
        }
    }

    /** Some cases call the section {@code soma} that the list calls {@code soma[0]}. */
    private static String stimulated(CellBuilder builder, JsonNode stimulus) {
        String place = stimulus.get("at").asString();
        String section = place.substring(0, place.lastIndexOf('('));
        return builder.has(section + "[0]") ? section + "[0]" + place.substring(section.length()) : place;
    }

    /** Where a column was recorded; null when it is not a quantity of the cell's membrane. */
    private @Nullable String placeOf(CellBuilder builder, String column) {
        JsonNode tip = reference.json().get("tip_section");
        String root = builder.root();
        return switch (column) {
        case "v_0" -> root + (builder.compartmentsIn(root) > 100 ? "(0.0001)" : "(0)");
        case "v_1" -> root + (builder.compartmentsIn(root) > 100 ? "(0.9999)" : "(1)");
        case "v_mid" -> root + "(0.5)";
        case "v_side" -> "side(1)";
        case "v_rev0" -> "rev(0)";
        case "v_dend_mid" -> "dend(0.5)";
        case "v_dend_tip" -> "dend(1)";
        case "v_tip", "v_apic_tip" -> (tip == null ? root : tip.asString()) + "(0.9999)";
        default -> column.startsWith("i_") || column.equals("clamp_i") ? null : root + "(0.5)";
        };
    }

    private List<CellBuilder> listedCells() {
        ListedCells cells = new ListedCells(reference, library);
        cells.builders().forEach(this::announce);
        return cells.painted();
    }

    /** The ends of sections at which something is recorded or injected. */
    private void announce(CellBuilder builder) {
        List<String> places = new ArrayList<>();
        reference.columns().forEach(c -> {
            String place = placeOf(builder, c);
            if (place != null) {
                places.add(place);
            }
        });
        JsonNode stimuli = reference.json().get("stimuli");
        if (stimuli != null) {
            stimuli.forEach(s -> places.add(stimulated(builder, s)));
        }
        places.stream().filter(p -> builder.has(p.substring(0, p.lastIndexOf('(')))).forEach(builder::need);
    }
}
