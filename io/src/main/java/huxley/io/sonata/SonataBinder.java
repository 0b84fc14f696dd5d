package huxley.io.sonata;

import huxley.io.document.DocumentReader;
import huxley.io.document.Node;
import huxley.neuron.cell.Cell;
import huxley.neuron.mechanism.Mechanism;
import huxley.neuron.morphology.Morphology;
import huxley.neuron.problem.Problems;
import huxley.neuron.problem.Span;
import huxley.synapse.Circuit;
import huxley.synapse.GapJunctions;
import huxley.synapse.Population;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes the circuit: cells, artificial cells, populations, projections, and what is put in and recorded. */
final class SonataBinder {
    private static final String REPLAY = "VecStim";

    private final ConfigFiles configs;
    private final CircuitFiles files;
    private final RunSettings run;
    private final Problems problems;
    private final Components components;
    private final Mechanisms mechanisms;
    private final Nodes nodes;
    private final NodeSets sets;
    private final Inputs inputs;
    private final BiophysicalCells models;
    private final List<BiophysicalCells.@Nullable Template> templates = new ArrayList<>();
    private final List<Cell> cells = new ArrayList<>();
    private final List<Circuit.Play> plays = new ArrayList<>();

    SonataBinder(ConfigFiles configs, CircuitFiles files, RunSettings run, Problems problems) {
        this.configs = configs;
        this.files = files;
        this.run = run;
        this.problems = problems;
        this.components = new Components(configs, problems);
        this.mechanisms = new Mechanisms(problems);
        components.folder("", "mechanisms_dir")
                .ifPresent(folder -> mechanisms.add(folder, components.where("mechanisms_dir")));
        this.nodes = new Nodes(files.nodes(), files.kinds(), problems);
        this.sets = new NodeSets(files.nodes(), namedSets(), problems);
        this.inputs = new Inputs(sets, nodes, mechanisms, problems);
        this.models = new BiophysicalCells(components,
                new CellTemplates(mechanisms, run.initialVoltage_mV(), problems), run.length_um(), problems);
    }

    /** Sets in the configurations and in files of their own; those of the simulation win. */
    private Map<String, Node> namedSets() {
        Map<String, Node> named = new LinkedHashMap<>();
        for (ConfigObject config : List.of(configs.circuit(), configs.simulation())) {
            config.path("node_sets_file").ifPresent(file -> named.putAll(setsIn(file, config)));
            if (config.node("node_sets") instanceof Node.Text text) {
                named.putAll(setsIn(config.manifest().path(text), config));
            } else {
                named.putAll(config.object("node_sets").values());
            }
        }
        return named;
    }

    private Map<String, Node> setsIn(Path file, ConfigObject config) {
        Span mention = config.where("node_sets_file");
        Map<String, Node> named = new LinkedHashMap<>();
        if (DocumentReader.read(DocumentReader.load(file, mention), problems) instanceof Node.Fields fields) {
            fields.fields().forEach((name, field) -> named.put(name, field.value()));
        } else {
            problems.error(mention, file + " holds no node sets; they are an object", null);
        }
        return named;
    }

    Circuit circuit() {
        problems.throwIfErrors();
        inputs.read(configs.simulation().object("inputs"));
        findTemplates();
        problems.throwIfErrors();
        List<Circuit.CellInstance> instances = makeCells();
        List<Circuit.ArtificialCell> artificial = makeArtificialCells();
        problems.throwIfErrors();
        Optional<SynapticActivity> activity = inputs.activity().map(a -> SynapticActivity.of(a, nodes.count()));
        activity.ifPresent(a -> mechanisms.find(REPLAY, Mechanism.Kind.ARTIFICIAL, configs.circuit().where())
                .ifPresent(replay -> artificial
                        .add(new Circuit.ArtificialCell(a.generator().name(), replay, Map.of(), a.times_ms()))));
        Map<NodePopulation, Population> cellParts = new LinkedHashMap<>();
        Map<NodePopulation, List<Population>> parts = makePopulations(cellParts);
        Connectivity connectivity = connect(parts, activity);
        Reports reports = new Reports(sets, nodes, cells, cellParts, run.experiment().dt_ms(),
                run.experiment().duration_ms(), problems);
        reports.read(configs.simulation().object("reports"));
        problems.throwIfErrors();
        List<Population> populations = Stream.concat(parts.values().stream().flatMap(List::stream),
                activity.map(SynapticActivity::generator).stream()).toList();
        return new Circuit(instances, artificial, populations, detectors(), List.of(), connectivity.projections(),
                GapJunctions.NONE, List.of(), plays, fields(cellParts), List.of(), reports.reports(),
                reports.electrodes(), Map.of());
    }

    private void findTemplates() {
        for (int gid = 0; gid < nodes.cellCount(); gid++) {
            Nodes.NodeRef ref = nodes.node(gid);
            BiophysicalCells.Template template = models.of(ref.population(), ref.node()).orElse(null);
            templates.add(template);
            if (template != null) {
                for (Clamp clamp : inputs.clamps(gid)) {
                    template.need(section(template.morphology(), clamp, ref), clamp.at());
                }
            }
        }
        for (EdgePopulation edges : files.edges()) {
            needEnds(edges);
        }
    }

    /** Synapses exactly at an end of a section need a node there. */
    private void needEnds(EdgePopulation edges) {
        String[] columns = Placer.placeColumns(edges);
        NodePopulation target = nodes.population(edges.targetPopulation()).orElse(null);
        if (columns == null || target == null) {
            return;
        }
        for (int e = 0; e < edges.size(); e++) {
            double x = edges.attributes().number(e, columns[1]);
            int node = edges.target()[e];
            if ((x == 0 || x == 1) && node >= 0 && node < target.size()
                    && nodes.kind(target, node) == NodeKind.BIOPHYSICAL) {
                BiophysicalCells.Template template = templates.get(nodes.gid(target, node));
                double section = edges.attributes().number(e, columns[0]);
                if (template != null && section >= 0 && section < template.morphology().size()) {
                    template.need((int) section, x);
                }
            }
        }
    }

    private int section(Morphology morphology, Clamp clamp, Nodes.NodeRef ref) {
        int left = clamp.index();
        int type = Biophysics.REGIONS.indexOf(clamp.region()) + 1;
        for (int s = 0; s < morphology.size(); s++) {
            if (Biophysics.kind(morphology.section(s).type()) == type && left-- == 0) {
                return s;
            }
        }
        problems.error(configs.simulation().where("inputs"), "input '" + clamp.label() + "' is at " + clamp.region()
                + "[" + clamp.index() + "], which node " + ref.node() + " of population '" + ref.population().name()
                + "' does not have", null);
        return morphology.root();
    }

    private List<Circuit.CellInstance> makeCells() {
        List<Circuit.CellInstance> instances = new ArrayList<>();
        Map<String, Cell> withClamps = new HashMap<>();
        for (int gid = 0; gid < nodes.cellCount(); gid++) {
            Nodes.NodeRef ref = nodes.node(gid);
            Cell cell = models.cell(Objects.requireNonNull(templates.get(gid)));
            List<Clamp> clamps = inputs.clamps(gid);
            if (!clamps.isEmpty()) {
                List<Cell.Placed> placed = new ArrayList<>();
                for (Clamp clamp : clamps) {
                    int at = cell.compartments().locate(
                            section(Objects.requireNonNull(cell.morphology()), clamp, ref), clamp.at());
                    placed.add(new Cell.Placed(clamp.label(), clamp.mechanism(), at, clamp.parameters()));
                    play(gid, placed.size() - 1, clamp);
                }
                String key = System.identityHashCode(cell) + clamps.stream()
                        .map(c -> c.label() + c.region() + c.index() + "/" + c.at() + c.parameters()).toList()
                        .toString();
                Cell plain = cell;
                cell = withClamps.computeIfAbsent(key,
                        k -> new Cell(plain.name(), plain.morphology(), plain.compartments(),
                                plain.capacitance_uF_per_cm2(), plain.initialVoltage_mV(), plain.painted(), placed,
                                plain.ions()));
            }
            cells.add(cell);
            instances.add(new Circuit.CellInstance(ref.population().name() + "[" + ref.node() + "]", cell));
        }
        return instances;
    }

    private void play(int gid, int placed, Clamp clamp) {
        Clamp.Played played = clamp.played();
        if (played != null) {
            plays.add(new Circuit.Play(new Circuit.Quantity.Point(gid, placed, "amp", 0), played.time_ms(),
                    played.value_nA(), false));
        }
    }

    private List<Circuit.ArtificialCell> makeArtificialCells() {
        PointCells points = new PointCells(components, mechanisms, problems);
        Optional<Mechanism> replay = mechanisms.find(REPLAY, Mechanism.Kind.ARTIFICIAL, configs.circuit().where());
        List<Circuit.ArtificialCell> artificial = new ArrayList<>();
        for (int gid = nodes.cellCount(); gid < nodes.count(); gid++) {
            Nodes.NodeRef ref = nodes.node(gid);
            String label = ref.population().name() + "[" + ref.node() + "]";
            double[] times_ms = inputs.replay_ms(gid);
            if (nodes.kind(ref.population(), ref.node()) == NodeKind.VIRTUAL) {
                replay.ifPresent(m -> artificial.add(new Circuit.ArtificialCell(label, m, Map.of(), times_ms)));
            } else {
                points.of(ref.population(), ref.node()).ifPresent(m -> artificial
                        .add(new Circuit.ArtificialCell(label, m.mechanism(), m.parameters(), new double[0])));
            }
        }
        return artificial;
    }

    private Map<NodePopulation, List<Population>> makePopulations(Map<NodePopulation, Population> cellParts) {
        Map<NodePopulation, List<Population>> parts = new LinkedHashMap<>();
        for (NodePopulation population : nodes.populations()) {
            List<Population> of = new ArrayList<>();
            nodes.part(population, true, null).ifPresent(bare -> {
                Population placed = new Population(bare.name(), bare.first(), bare.count(), placement(bare),
                        bare.origin());
                of.add(placed);
                cellParts.put(population, placed);
            });
            nodes.part(population, false, null).ifPresent(of::add);
            parts.put(population, of);
        }
        return parts;
    }

    private Population.Placement placement(Population population) {
        int[] node = new int[population.count()];
        Morphology[] morphologies = new Morphology[node.length];
        for (int i = 0; i < node.length; i++) {
            node[i] = nodes.node(population.first() + i).node();
            morphologies[i] = Objects.requireNonNull(cells.get(population.first() + i).morphology());
        }
        return Coordinates.placement(nodes.node(population.first()).population(), node, morphologies);
    }

    /** Edges among nodes that are simulated first, then those of the inputs in their order, as BMTK draws synapses. */
    private Connectivity connect(Map<NodePopulation, List<Population>> parts, Optional<SynapticActivity> activity) {
        Connectivity connectivity = new Connectivity(nodes, parts,
                new SynapseModels(components, mechanisms, problems), cells, activity, problems);
        List<EdgePopulation> left = new ArrayList<>(files.edges());
        List<EdgePopulation> order = new ArrayList<>(left.stream().filter(e -> !isVirtual(e)).toList());
        for (NodePopulation spiking : inputs.spiking()) {
            left.stream().filter(e -> isVirtual(e) && e.sourcePopulation().equals(spiking.name())).forEach(order::add);
        }
        left.removeAll(order);
        order.addAll(left);
        order.forEach(connectivity::add);
        return connectivity;
    }

    private boolean isVirtual(EdgePopulation edges) {
        NodePopulation source = nodes.population(edges.sourcePopulation()).orElse(null);
        for (int n = 0; source != null && n < source.size(); n++) {
            if (nodes.kind(source, n) != NodeKind.VIRTUAL) {
                return false;
            }
        }
        return source != null;
    }

    private List<Circuit.SpikeDetector> detectors() {
        List<Circuit.SpikeDetector> detectors = new ArrayList<>();
        for (int gid = 0; gid < cells.size(); gid++) {
            Cell cell = cells.get(gid);
            int soma = cell.compartments().locate(Objects.requireNonNull(cell.morphology()).root(), 0.5);
            detectors.add(new Circuit.SpikeDetector(gid, soma, run.threshold_mV()));
        }
        return detectors;
    }

    private List<Circuit.ImposedPotential> fields(Map<NodePopulation, Population> cellParts) {
        List<Circuit.ImposedPotential> imposed = new ArrayList<>();
        for (Inputs.Field field : inputs.fields()) {
            double[][] wave = held(field.electrodes());
            field.nodes().forEach((population, chosen) -> {
                for (int node : NodeSets.list(chosen)) {
                    Population part = cellParts.get(population);
                    if (part != null && nodes.kind(population, node) == NodeKind.BIOPHYSICAL) {
                        int gid = nodes.gid(population, node);
                        imposed.add(new Circuit.ImposedPotential(gid, scale(field.electrodes(), part, gid), wave[0],
                                wave[1]));
                    }
                }
            });
        }
        return imposed;
    }

    private double[] scale(StimulatingElectrodes electrodes, Population part, int gid) {
        huxley.neuron.cell.Compartments c = cells.get(gid).compartments();
        double[] scale_mV = new double[c.size()];
        for (int i = 0; i < scale_mV.length; i++) {
            double[] place = Coordinates.inCircuit(Objects.requireNonNull(part.placement()), gid - part.first(),
                    new double[] {c.centerX_um()[i], c.centerY_um()[i], c.centerZ_um()[i]});
            scale_mV[i] = electrodes.at_mV(place);
            if (Double.isNaN(scale_mV[i])) {
                problems.error(configs.simulation().where("inputs"), "an electrode is nearer than 10 um to cell "
                        + nodes.node(gid).node() + " of population '" + part.name() + "'", null);
                return new double[c.size()];
            }
        }
        return scale_mV;
    }

    /** The waveform at the start of every step, held for the step: {times, values}. */
    private double[][] held(StimulatingElectrodes electrodes) {
        double dt_ms = run.experiment().dt_ms();
        int steps = (int) Math.round(run.experiment().duration_ms() / dt_ms);
        double[][] wave = new double[2][2 * steps];
        for (int k = 0; k < steps; k++) {
            double value = electrodes.waveform().applyAsDouble(k * dt_ms);
            wave[0][2 * k] = k * dt_ms;
            wave[0][2 * k + 1] = (k + 1) * dt_ms;
            wave[1][2 * k] = value;
            wave[1][2 * k + 1] = value;
        }
        return wave;
    }
}
