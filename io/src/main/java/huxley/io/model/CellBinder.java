package huxley.io.model;

import huxley.io.document.Reach;
import huxley.io.document.FileTrouble;
import huxley.io.document.Node;
import huxley.io.model.BoundCell.Attachment;
import huxley.io.model.BoundCell.Detector;
import huxley.io.model.Shape.Key;
import huxley.io.morphology.MorphologyReader;
import huxley.neuron.cell.Cell;
import huxley.neuron.cell.Compartments;
import huxley.neuron.cell.Discretization;
import huxley.neuron.cell.SectionEnd;
import huxley.neuron.mechanism.Mechanism;
import huxley.neuron.morphology.Morphology;
import huxley.neuron.morphology.Surgery;
import huxley.neuron.problem.InvalidInputException;
import huxley.neuron.problem.Problem;
import huxley.neuron.problem.Problems;
import huxley.neuron.units.Unit;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Makes a cell of an entry under {@code cells}: shape, compartments, what is painted, what is placed. */
final class CellBinder {
    /** Of one cell: beyond it there is a mistake in a unit. */
    private static final int MOST_COMPARTMENTS = 10_000_000;

    private final Documents documents;
    private final MechanismLibrary library;
    private final Values values;
    private final Problems problems;
    private final long seed;
    private final double initialVoltage_mV;

    CellBinder(Documents documents, MechanismLibrary library, Values values, Problems problems, long seed,
            double initialVoltage_mV) {
        this.documents = documents;
        this.library = library;
        this.values = values;
        this.problems = problems;
        this.seed = seed;
        this.initialVoltage_mV = initialVoltage_mV;
    }

    /** @param mentioned locations on this cell that stand elsewhere in the model: ends among them get a node of their own */
    Optional<BoundCell> bind(Node.Field field, Entry entry, List<Node.Text> mentioned) {
        Optional<Morphology> shape = morphology(field.name(), entry);
        if (shape.isEmpty()) {
            return Optional.empty();
        }
        Morphology bare = withStubs(shape.get(), entry);
        Morphology morphology = entry.has(ModelFormat.SPINES)
                ? new Spines(values).add(bare, divided(bare, entry, Set.of()), entry, seed)
                : bare;
        List<Node.Text> places = new ArrayList<>(mentioned);
        entry.namedEntries(ModelFormat.PLACES).values()
                .forEach(placed -> places.addAll(placed.texts(ModelFormat.PLACE_AT)));
        entry.entry(ModelFormat.SPIKES).ifPresent(spikes -> places.addAll(spikes.texts(ModelFormat.DETECTOR_AT)));
        Anatomy anatomy = divided(morphology, entry, Places.ends(places, morphology, values));
        return Optional.of(bind(field, entry, anatomy));
    }

    private BoundCell bind(Node.Field field, Entry entry, Anatomy anatomy) {
        anatomy.checkDefinitions(entry);
        Membrane membrane = new Membrane(anatomy, library, values, initialVoltage_mV);
        entry.entries(ModelFormat.PAINTS).forEach(membrane::paint);
        Placement placement = new Placement(anatomy);
        entry.namedEntries(ModelFormat.PLACES).forEach(placement::place);
        List<Mechanism> pointMechanisms = placement.placed.stream().map(Cell.Placed::mechanism).toList();
        Cell cell = new Cell(field.name(), anatomy.morphology(), membrane.compartments(),
                membrane.capacitance_uF_per_cm2(),
                membrane.initialVoltage_mV(), membrane.painted(), List.copyOf(placement.placed),
                membrane.ions(pointMechanisms));
        return new BoundCell(field.name(), field.nameWhere(), anatomy, cell,
                placement.byLabel, detector(entry, anatomy), List.copyOf(placement.attachments), entry);
    }

    private Morphology withStubs(Morphology morphology, Entry entry) {
        if (!entry.has(ModelFormat.AXON_STUBS)) {
            return morphology;
        }
        List<Surgery.Stub> stubs = entry.entries(ModelFormat.AXON_STUBS).stream()
                .map(stub -> new Surgery.Stub(positive(stub, ModelFormat.STUB_LENGTH),
                        positive(stub, ModelFormat.STUB_DIAMETER)))
                .toList();
        return Surgery.withAxonStubs(morphology, stubs);
    }

    private Optional<Morphology> morphology(String name, Entry entry) {
        Optional<Node> node = entry.node(ModelFormat.MORPHOLOGY);
        if (node.isEmpty()) {
            return Optional.empty();
        }
        if (!(node.get() instanceof Node.Text text)) {
            return entry.entry(ModelFormat.MORPHOLOGY).flatMap(inline -> InlineMorphology.read(name, inline, values));
        }
        try {
            Path file = documents.resolve(text);
            if (!Reach.isFile(file)) {
                throw new InvalidInputException(Problem.error(text.where(), FileTrouble.absent(file),
                        "paths are relative to the file that names them"));
            }
            return Optional.of(MorphologyReader.read(file, problems));
        } catch (InvalidInputException e) {
            problems.addAll(e.problems());
            return Optional.empty();
        }
    }

    /** Resistivity and capacitance decide the division and may depend on regions: both are taken at the middle of each section. */
    private Anatomy divided(Morphology morphology, Entry entry, Set<SectionEnd> ends) {
        double[] resistivity_ohm_cm = perSection(morphology, entry, ModelFormat.RESISTIVITY);
        int[] counts = counts(morphology, entry, resistivity_ohm_cm);
        Compartments compartments = Discretization.divide(morphology, counts, resistivity_ohm_cm, ends);
        return new Anatomy(morphology, compartments, entry, values);
    }

    private double[] perSection(Morphology morphology, Entry entry, Key key) {
        Unit unit = Unit.parse(((Shape.Value) key.shape()).unit());
        double[] perSection = new double[morphology.size()];
        Arrays.fill(perSection, values.constant(key.standard(), unit));
        double[] coarse = perSection.clone();
        Compartments whole = Discretization.divide(morphology, Discretization.uniform(morphology, 1), coarse, Set.of());
        Anatomy anatomy = new Anatomy(morphology, whole, entry, values);
        for (Entry paint : entry.entries(ModelFormat.PAINTS)) {
            Optional<Node> node = paint.node(key);
            if (node.isPresent()) {
                BitSet region = anatomy.regionsSoFar(paint.texts(ModelFormat.PAINT_REGION));
                region.stream().filter(i -> whole.length_um()[i] > 0)
                        .forEach(i -> perSection[whole.section()[i]] = positive(node.get(), key, unit, anatomy, i));
            }
        }
        return perSection;
    }

    private double positive(Node node, Key key, Unit unit, Anatomy anatomy, int i) {
        double value = values.number(node, unit, anatomy.at(i));
        if (value <= 0) {
            values.report(node, node.where(), "\"" + key.name() + "\" must be above 0, got " + value + " " + unit,
                    null);
        }
        return value > 0 ? value : 1;
    }

    private int[] counts(Morphology morphology, Entry cell, double[] resistivity_ohm_cm) {
        Optional<Entry> entry = cell.entry(ModelFormat.COMPARTMENTS);
        int[] counts = entry.map(e -> rule(morphology, cell, e, resistivity_ohm_cm))
                .orElseGet(() -> byLambda(morphology, cell, 0.1, 100, resistivity_ohm_cm));
        entry.ifPresent(e -> single(morphology, e, counts));
        long all = Arrays.stream(counts).asLongStream().sum();
        if (all > MOST_COMPARTMENTS) {
            Node node = cell.node(ModelFormat.COMPARTMENTS).or(() -> cell.node(ModelFormat.MORPHOLOGY)).orElseThrow();
            values.report(node, node.where(), "the cell would have " + all + " compartments; at most "
                    + MOST_COMPARTMENTS + " are possible", "check the unit of its lengths");
            return Discretization.uniform(morphology, 1);
        }
        return counts;
    }

    private int[] rule(Morphology morphology, Entry cell, Entry e, double[] resistivity_ohm_cm) {
        if (e.has(ModelFormat.PER_SECTION)) {
            return Discretization.uniform(morphology, (int) e.whole(ModelFormat.PER_SECTION));
        }
        if (e.has(ModelFormat.MAXIMUM_LENGTH)) {
            return Discretization.byMaximumLength(morphology, positive(e, ModelFormat.MAXIMUM_LENGTH));
        }
        if (e.has(ModelFormat.STEP_LENGTH)) {
            return Discretization.oddByLength(morphology, positive(e, ModelFormat.STEP_LENGTH));
        }
        double dLambda = e.has(ModelFormat.D_LAMBDA) ? positive(e, ModelFormat.D_LAMBDA) : 0.1;
        return byLambda(morphology, cell, dLambda, positive(e, ModelFormat.D_LAMBDA_FREQUENCY), resistivity_ohm_cm);
    }

    private double positive(Entry e, Key key) {
        double value = e.number(key);
        if (value <= 0) {
            e.node(key).ifPresent(node -> values.report(node, node.where(),
                    "\"" + key.name() + "\" must be above 0, got " + value, null));
        }
        return value > 0 ? value : 1e9;
    }

    private int[] byLambda(Morphology morphology, Entry cell, double dLambda, double frequency_Hz,
            double[] resistivity_ohm_cm) {
        return Discretization.byLambda(morphology, dLambda, frequency_Hz, resistivity_ohm_cm,
                perSection(morphology, cell, ModelFormat.CAPACITANCE));
    }

    private void single(Morphology morphology, Entry e, int[] counts) {
        for (Node.Field field : e.named(ModelFormat.ONLY_SECTIONS)) {
            Pattern pattern = Anatomy.glob(field.name());
            int count = (int) values.whole(field.value(), 1);
            boolean found = false;
            for (int s = 0; s < counts.length; s++) {
                if (pattern.matcher(morphology.section(s).name()).matches()) {
                    counts[s] = count;
                    found = true;
                }
            }
            if (!found) {
                values.report(field.value(), field.nameWhere(), "no section is called '" + field.name() + "'", null);
            }
        }
    }

    private Detector detector(Entry entry, Anatomy anatomy) {
        Optional<Entry> spikes = entry.entry(ModelFormat.SPIKES);
        int somewhere = anatomy.compartments().locate(anatomy.morphology().root(), 0.5);
        double threshold_mV = values.constant(ModelFormat.THRESHOLD.standard(), Unit.parse("mV"));
        if (spikes.isEmpty()) {
            return new Detector(somewhere, threshold_mV, false);
        }
        int compartment = spikes.get().texts(ModelFormat.DETECTOR_AT).stream().findFirst()
                .flatMap(text -> Location.read(text, anatomy.morphology(), 0.5, values))
                .map(at -> anatomy.compartments().locate(at.section(), at.x())).orElse(somewhere);
        return new Detector(compartment, spikes.get().number(ModelFormat.THRESHOLD), true);
    }

    /** The point processes of one cell, gathered in the order of the model. */
    private final class Placement {
        private final Anatomy anatomy;
        private final Places places;
        private final Settings settings = new Settings(values);
        private final List<Cell.Placed> placed = new ArrayList<>();
        private final Map<String, List<Integer>> byLabel = new LinkedHashMap<>();
        private final List<Attachment> attachments = new ArrayList<>();

        Placement(Anatomy anatomy) {
            this.anatomy = anatomy;
            this.places = new Places(anatomy, values, seed);
        }

        void place(Node.Field field, Entry entry) {
            Optional<Stimulus> stimulus = Stimulus.of(entry, values);
            Optional<Node> named = entry.node(ModelFormat.PLACE_MECHANISM);
            String name = stimulus.map(Stimulus::mechanism).orElseGet(() -> entry.text(ModelFormat.PLACE_MECHANISM));
            Node mention = named.orElse(field.value());
            Optional<Mechanism> mechanism = name.isEmpty()
                    ? Optional.empty()
                    : library.find(name, mention, mention.where(), values, Mechanism.Kind.POINT);
            List<Location> locations = places.at(entry, ModelFormat.PLACE_AT,
                    anatomy.morphology().name() + "/" + field.name());
            if (mechanism.isEmpty()) {
                return;
            }
            Map<String, Double> parameters = stimulus.map(Stimulus::parameters)
                    .orElseGet(() -> settings.point(mechanism.get(), entry.named(ModelFormat.PLACE_PARAMETERS)));
            List<Integer> indices = new ArrayList<>();
            List<Integer> compartments = new ArrayList<>();
            for (int i = 0; i < locations.size(); i++) {
                int compartment = anatomy.compartments().locate(locations.get(i).section(), locations.get(i).x());
                String label = locations.size() == 1 ? field.name() : field.name() + "[" + i + "]";
                indices.add(placed.size());
                compartments.add(compartment);
                placed.add(new Cell.Placed(label, mechanism.get(), compartment, parameters));
                byLabel.put(label, List.of(placed.size() - 1));
            }
            byLabel.put(field.name(), indices);
            attachments.add(new Attachment(field.name(), entry, indices, compartments));
        }
    }
}
