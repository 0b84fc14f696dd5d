package huxley.io.sonata;

import huxley.io.document.DocumentReader;
import huxley.neuron.cell.Cell;
import huxley.neuron.mechanism.Ion;
import huxley.neuron.mechanism.Variable;
import huxley.neuron.problem.Problems;
import huxley.neuron.problem.Suggestion;
import huxley.synapse.Circuit.Quantity;
import huxley.synapse.Electrode;
import huxley.synapse.Population;
import huxley.synapse.Report;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What a configuration records: variables of compartments, and extracellular potentials. */
final class Reports {
    /** Of what sections, by SWC type; empty for all. */
    private static final Map<String, List<Integer>> SECTIONS = Map.ofEntries(Map.entry("soma", List.of(1)),
            Map.entry("somatic", List.of(1)), Map.entry("axon", List.of(2)), Map.entry("axonal", List.of(2)),
            Map.entry("dend", List.of(3)), Map.entry("basal", List.of(3)), Map.entry("apic", List.of(4)),
            Map.entry("apical", List.of(4)), Map.entry("all", List.of()));
    private static final Set<String> NOT_HERE = Set.of("e_extracellular", "vext");

    private final NodeSets sets;
    private final Nodes nodes;
    private final List<Cell> cells;
    private final Map<NodePopulation, Population> cellParts;
    private final double dt_ms;
    private final double duration_ms;
    private final Problems problems;
    private final List<Report> reports = new ArrayList<>();
    private final List<Electrode> electrodes = new ArrayList<>();
    private final Set<String> names = new HashSet<>();

    Reports(NodeSets sets, Nodes nodes, List<Cell> cells, Map<NodePopulation, Population> cellParts, double dt_ms,
            double duration_ms, Problems problems) {
        this.sets = sets;
        this.nodes = nodes;
        this.cells = cells;
        this.cellParts = cellParts;
        this.dt_ms = dt_ms;
        this.duration_ms = duration_ms;
        this.problems = problems;
    }

    List<Report> reports() {
        return reports;
    }

    List<Electrode> electrodes() {
        return electrodes;
    }

    void read(ConfigObject all) {
        for (ConfigObject report : all.members()) {
            String kind = report.text(report.has("type") ? "type" : "module").orElse("");
            if (!report.flag("enabled", true)) {
                continue;
            }
            switch (kind) {
            case "compartment", "membrane_report" -> membrane(report);
            case "extracellular", "lfp" -> extracellular(report);
            default -> problems.warning(report.where("module"), "report '" + report.name() + "' of type '" + kind
                    + "' is not supported and is left out",
                    Suggestion.hint(kind, "types", List.of("compartment", "membrane_report", "extracellular")));
            }
            if (kind.equals("compartment") || kind.equals("membrane_report") || kind.equals("extracellular")) {
                report.warnOfUnknownKeys("unit", "scaling", "compartments", "buffer_data", "transform", "variable_name",
                        "contributions_dir", "electrode_channels", "module", "cell_bounds", "minimum_distance", "cells",
                        "file_name", "dt", "start_time", "end_time");
            }
        }
    }

    private TreeSet<Integer> gids(ConfigObject report) {
        TreeSet<Integer> gids = new TreeSet<>();
        Map<NodePopulation, BitSet> chosen = sets.resolve(report.node("cells"));
        chosen.forEach((population, set) -> NodeSets.list(set).forEach(node -> {
            if (nodes.kind(population, node) == NodeKind.BIOPHYSICAL) {
                gids.add(nodes.gid(population, node));
            }
        }));
        return gids;
    }

    private void membrane(ConfigObject report) {
        String variable = report.text("variable_name").orElse("v");
        String where = report.text("sections").orElse("soma").toLowerCase(Locale.ROOT);
        List<Integer> types = SECTIONS.get(where);
        if (types == null) {
            problems.error(report.where("sections"), "there are no sections '" + where + "'",
                    Suggestion.hint(where, "sections", SECTIONS.keySet()));
            return;
        }
        if (NOT_HERE.contains(variable)) {
            problems.warning(report.where("variable_name"), "report '" + report.name() + "' is left out: '" + variable
                    + "' is imposed from outside, so it is known and not recorded", null);
            return;
        }
        List<Quantity> quantities = new ArrayList<>();
        for (int gid : gids(report)) {
            Cell cell = cells.get(gid);
            Optional<Variables.PerCompartment> quantity = Variables.find(cell, variable);
            if (quantity.isEmpty()) {
                problems.warning(report.where("variable_name"), "cell '" + cell.name() + "' has no '" + variable
                        + "' and is left out of report '" + report.name() + "'",
                        Suggestion.hint(variable, "variables", Variables.names(cell)));
                continue;
            }
            for (int compartment : compartments(cell, types, where.equals("soma"))) {
                quantity.get().of(gid, compartment).ifPresent(quantities::add);
            }
        }
        if (quantities.isEmpty()) {
            return;
        }
        double interval_ms = report.number("dt", dt_ms);
        double begin_ms = report.number("start_time", 0);
        double end_ms = Math.min(duration_ms, report.number("end_time", duration_ms));
        if (wholeSteps(report, "dt", interval_ms)) {
            Quantity[] places = quantities.toArray(Quantity[]::new);
            reports.add(new Report(name(report), places.length, i -> places[i],
                    report.text("unit").orElse(Variables.unit(places[0], cells)), begin_ms, end_ms, interval_ms));
        }
    }

    private boolean wholeSteps(ConfigObject report, String key, double interval_ms) {
        double steps = interval_ms / dt_ms;
        if (interval_ms > 0 && Math.abs(steps - Math.rint(steps)) < 1e-6) {
            return true;
        }
        problems.error(report.where(key), "an interval of " + interval_ms + " ms is not a whole number of steps of "
                + dt_ms + " ms", null);
        return false;
    }

    /** The middle of the soma, or all compartments with membrane of some kinds of sections, section by section. */
    private static List<Integer> compartments(Cell cell, List<Integer> types, boolean middle) {
        huxley.neuron.morphology.Morphology morphology = java.util.Objects.requireNonNull(cell.morphology());
        if (middle) {
            return List.of(cell.compartments().locate(morphology.root(), 0.5));
        }
        List<Integer> chosen = new ArrayList<>();
        for (int s = 0; s < morphology.size(); s++) {
            if (types.isEmpty() || types.contains(Biophysics.kind(morphology.section(s).type()))) {
                for (int i = 0; i < cell.compartments().countIn(s); i++) {
                    chosen.add(cell.compartments().firstOf(s) + i);
                }
            }
        }
        return chosen;
    }

    private String name(ConfigObject report) {
        String file = report.text("file_name").orElse(report.name());
        String name = Path.of(file).getFileName().toString().replaceAll("\\.h5$", "");
        String unique = name;
        for (int i = 2; !names.add(unique); i++) {
            unique = name + "-" + i;
        }
        return unique;
    }

    private void extracellular(ConfigObject report) {
        Optional<Path> file = report.path("electrode_positions").or(() -> report.path("electrodes_file"));
        if (file.isEmpty()) {
            problems.error(report.where(), "report '" + report.name() + "' names no electrode_positions",
                    "a table with the columns channel, x_pos, y_pos, z_pos (um)");
            return;
        }
        BlankTable table = BlankTable
                .read(DocumentReader.load(file.get(), report.where("electrode_positions")));
        double[] x = table.column("x_pos", problems);
        double[] y = table.column("y_pos", problems);
        double[] z = table.column("z_pos", problems);
        TreeSet<Integer> gids = gids(report);
        double interval_ms = report.number("dt", dt_ms);
        if (x.length == 0 || y.length != x.length || z.length != x.length || !wholeSteps(report, "dt", interval_ms)) {
            return;
        }
        String name = name(report);
        for (int i = 0; i < x.length; i++) {
            double[] place = {x[i], y[i], z[i]};
            String channel = table.has("channel") ? table.word(i, "channel") : Integer.toString(i);
            electrodes.add(new Electrode(name + "[" + channel + "]", interval_ms,
                    gid -> gids.contains(gid) ? transfer(gid, place) : null));
        }
    }

    private double[] transfer(int gid, double[] place) {
        Population part = java.util.Objects.requireNonNull(cellParts.get(nodes.node(gid).population()));
        return LineSource.transfer(cells.get(gid), java.util.Objects.requireNonNull(part.placement()),
                gid - part.first(), place);
    }

    /** Variables of compartments by the names that NEURON gives them. */
    private static final class Variables {
        /** Makes the quantity of a compartment, if it exists there. */
        interface PerCompartment {
            Optional<Quantity> of(int gid, int compartment);
        }

        private Variables() {
        }

        static Optional<PerCompartment> find(Cell cell, String name) {
            switch (name) {
            case "v" -> {
                return Optional.of((gid, c) -> Optional.of(new Quantity.Voltage(gid, c)));
            }
            case "i_membrane", "i_membrane_", "im" -> {
                return Optional.of((gid, c) -> Optional.of(new Quantity.MembraneCurrent(gid, c)));
            }
            default -> {
                return density(cell, name).or(() -> ion(cell, name));
            }
            }
        }

        private static Optional<PerCompartment> density(Cell cell, String name) {
            for (Cell.Painted painted : cell.painted()) {
                String suffix = "_" + painted.mechanism().name();
                String variable = name.endsWith(suffix) ? name.substring(0, name.length() - suffix.length()) : "";
                if (painted.mechanism().variable(variable).filter(Variable::visible).isPresent()) {
                    return Optional.of((gid, c) -> java.util.Arrays.binarySearch(painted.compartment(), c) < 0
                            ? Optional.empty()
                            : Optional.of(new Quantity.Density(gid, painted.mechanism().name(), variable, 0, c)));
                }
            }
            return Optional.empty();
        }

        private static Optional<PerCompartment> ion(Cell cell, String name) {
            for (Cell.Painted first : cell.painted()) {
                for (Ion ion : first.mechanism().ions()) {
                    for (Ion.Quantity quantity : Ion.Quantity.values()) {
                        if (ion.nameOf(quantity).equals(name)) {
                            BitSet where = new BitSet();
                            cell.painted().stream().filter(p -> p.mechanism().ion(ion.name()).isPresent())
                                    .forEach(p -> java.util.Arrays.stream(p.compartment()).forEach(where::set));
                            return Optional.of((gid, c) -> where.get(c)
                                    ? Optional.of(new Quantity.IonQuantity(gid, ion.name(), quantity, c))
                                    : Optional.empty());
                        }
                    }
                }
            }
            return Optional.empty();
        }

        static Set<String> names(Cell cell) {
            Set<String> names = new TreeSet<>(Set.of("v", "i_membrane"));
            for (Cell.Painted painted : cell.painted()) {
                painted.mechanism().variables().stream().filter(Variable::visible)
                        .forEach(v -> names.add(v.name() + "_" + painted.mechanism().name()));
                for (Ion ion : painted.mechanism().ions()) {
                    names.add(ion.nameOf(Ion.Quantity.INNER));
                    names.add(ion.nameOf(Ion.Quantity.CURRENT));
                }
            }
            return names;
        }

        static String unit(Quantity quantity, List<Cell> cells) {
            return switch (quantity) {
            case Quantity.Voltage v -> "mV";
            case Quantity.MembraneCurrent i -> "nA";
            case Quantity.IonQuantity ion -> switch (ion.quantity()) {
            case REVERSAL -> "mV";
            case INNER, OUTER -> "mM";
            case CURRENT -> "mA/cm2";
            case CONDUCTANCE -> "S/cm2";
            };
            case Quantity.Density density -> cells.get(density.gid()).painted().stream()
                    .filter(p -> p.mechanism().name().equals(density.mechanism())).findFirst()
                    .flatMap(p -> p.mechanism().variable(density.variable())).map(Variable::unit).orElse("");
            case Quantity.Point p -> "";
            case Quantity.Synaptic s -> "";
            case Quantity.EngineQuantity e -> "";
            };
        }
    }
}
