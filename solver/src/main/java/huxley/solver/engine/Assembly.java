package huxley.solver.engine;

import huxley.neuron.mechanism.Mechanism;
import huxley.solver.cable.Block;
import huxley.solver.engine.MechanismCode.Recipe;
import huxley.solver.event.Audience;
import huxley.solver.event.Connections;
import huxley.solver.kernel.Backend;
import huxley.solver.kernel.CompiledKernel;
import huxley.solver.kernel.Frame;
import huxley.solver.lowering.Lowering.PassObserver;
import huxley.solver.lowering.Superposition;
import huxley.solver.precision.Numbers;
import huxley.solver.precision.Precision;
import huxley.solver.program.Kernel;
import huxley.synapse.Circuit;
import huxley.synapse.Circuit.Connection;
import huxley.synapse.Circuit.ImposedPotential;
import huxley.synapse.Circuit.Play;
import huxley.synapse.Circuit.PointRef;
import huxley.synapse.Circuit.Pointer;
import huxley.synapse.Circuit.SpikeDetector;
import huxley.synapse.Experiment;
import huxley.synapse.GapJunctions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;

/** Builds the memory of all groups of a circuit and wires them. */
final class Assembly {
    final List<Group> groups;
    final Audience audience;
    final Census census;
    final Location location;

    private final Circuit circuit;
    private final Experiment experiment;
    final boolean secondOrder;
    private final double rate_per_ms;
    private final Backend backend;
    final Precision precision;
    private final int threads;
    final Ranks ranks;
    final List<Species> species = new ArrayList<>();
    final Map<String, CompiledKernel> nernst = new HashMap<>();
    private final Map<String, Kernel> nernstKernels = new HashMap<>();
    private final Map<Mechanism, Integer> ownSpecies = new IdentityHashMap<>();
    /** [synapse of the census] */
    private final int[] synapseSpecies;
    private final ProjectionTargets targets;
    /** [connection placed by hand] */
    private final int[] handSource;
    /** [group][] */
    private final int[][] byHand;
    /** [source] group whose spikes it is. */
    int[] sourceGroup = new int[0];
    private final Map<PointRef, Integer> pointSources = new LinkedHashMap<>();
    private final Map<Mechanism, FunctionTables> tables = new IdentityHashMap<>();
    final Addresses addresses;
    /** [group] whether a gap junction leads to another group */
    final boolean[] coupled;
    final Recordings recordings;

    Assembly(Circuit circuit, Experiment experiment, Engine engine) {
        this.circuit = circuit;
        this.experiment = experiment;
        secondOrder = experiment.scheme() == Experiment.Scheme.CRANK_NICOLSON;
        rate_per_ms = (secondOrder ? 2 : 1) / experiment.dt_ms();
        census = new Census(circuit, experiment.temperature_degC(), secondOrder, engine.groups());
        ranks = new Ranks(engine.peers());
        location = locate();
        backend = engine.backend();
        precision = engine.precision();
        threads = engine.threads();
        synapseSpecies = new int[census.synapses.size()];
        targets = new ProjectionTargets(circuit.projections());
        handSource = new int[circuit.connections().size()];
        byHand = new int[census.layouts.size()][];
        compile();
        compileSpecies(engine.passes());
        nameSources();
        groups = List.of(buildGroups());
        audience = audience();
        coupled = new boolean[groups.size()];
        addresses = new Addresses(circuit, census, location, groups, new SynapseFinder(circuit, this));
        connectSources();
        detect();
        bindPointers();
        stimulate();
        couple();
        recordings = new Recordings(circuit, experiment, addresses, location, rate_per_ms);
    }

    /** The Nernst equation of an ion. */
    Kernel nernstKernel(IonMemory ion) {
        return nernstKernels.computeIfAbsent(ion.plan.name,
                name -> NernstKernel.of(ion.plan, census.uniformIons).in(precision, precision));
    }

    private Location locate() {
        int n = circuit.cells().size() + circuit.artificialCells().size();
        int[] group = new int[n];
        int[] part = new int[n];
        int[] lane = new int[n];
        Arrays.fill(group, -1);
        for (int g = 0; g < census.layouts.size(); g++) {
            GroupLayout layout = census.layouts.get(g);
            for (int p = 0; p < layout.parts.size(); p++) {
                int[] gids = layout.parts.get(p).gids();
                for (int l = 0; l < gids.length; l++) {
                    place(group, gids[l], g);
                    part[gids[l]] = p;
                    lane[gids[l]] = l;
                }
            }
            Map<Mechanism, Integer> counts = new IdentityHashMap<>();
            for (int gid : layout.artificial) {
                place(group, gid, g);
                part[gid] = -1;
                lane[gid] = counts.merge(Addresses.mechanismOf(circuit, gid, -1), 1, Integer::sum) - 1;
            }
        }
        for (int gid = 0; gid < n; gid++) {
            if (group[gid] < 0 && ranks.isAlone()) {
                throw new IllegalArgumentException("gid " + gid + " is in no group");
            }
        }
        return new Location(group, part, lane);
    }

    /** Those of this rank. */
    private <T> List<T> here(List<T> all, ToIntFunction<T> gid) {
        return ranks.isAlone() ? all : all.stream().filter(one -> location.isHere(gid.applyAsInt(one))).toList();
    }

    private static void place(int[] group, int gid, int g) {
        if (group[gid] >= 0) {
            throw new IllegalArgumentException("gid " + gid + " is in groups " + group[gid] + " and " + g);
        }
        group[gid] = g;
    }

    private void compile() {
        census.mechanisms.forEach(m -> tables.put(m, new FunctionTables(m, circuit.functionTables())));
        List<Kernel> followers = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (IonPlan ion : census.ions.values()) {
            if (circuit.cells().stream().map(c -> census.plan(c.cell())).distinct()
                    .anyMatch(p -> ion.start(p).refreshed().length > 0)) {
                followers.add(NernstKernel.of(ion, census.uniformIons).in(precision, precision));
                names.add(ion.name);
            }
        }
        List<CompiledKernel> compiled = backend.compile(followers);
        for (int i = 0; i < names.size(); i++) {
            nernst.put(names.get(i), compiled.get(i));
        }
    }

    /** Of each mechanism: what stands alone, then the synapses that projections make. */
    private void compileSpecies(PassObserver passes) {
        List<Recipe> recipes = new ArrayList<>();
        List<Integer> recipeOf = new ArrayList<>();
        List<Integer> synapseOf = new ArrayList<>();
        for (Mechanism mechanism : census.mechanisms) {
            boolean tabled = usesTables(mechanism);
            if (census.standsAlone(mechanism)) {
                recipeOf.add(numberOf(new Recipe(mechanism, census.layoutOf(mechanism, tabled)), recipes));
                synapseOf.add(-1);
            }
            for (int i = 0; i < census.synapses.size(); i++) {
                Species.Synapse synapse = census.synapses.get(i);
                if (synapse.mechanism() == mechanism) {
                    recipeOf.add(numberOf(new Recipe(mechanism, census.layoutOf(synapse, tabled)), recipes));
                    synapseOf.add(i);
                    synapseSpecies[i] = synapseOf.size() - 1;
                }
            }
        }
        List<MechanismCode> codes = MechanismCode.compile(recipes, precision, backend, passes);
        for (int i = 0; i < recipeOf.size(); i++) {
            MechanismCode code = codes.get(recipeOf.get(i));
            Species.Synapse synapse = synapseOf.get(i) < 0 ? null : census.synapses.get(synapseOf.get(i));
            if (synapse != null && synapse.merged() && !Superposition.holds(code.mechanism)) {
                synapse = new Species.Synapse(synapse.mechanism(), synapse.parameters(), synapse.varying(), false);
            }
            if (synapse == null) {
                ownSpecies.put(code.mechanism, i);
            }
            species.add(new Species(i, code, synapse));
        }
    }

    private static int numberOf(Recipe recipe, List<Recipe> recipes) {
        for (int i = 0; i < recipes.size(); i++) {
            if (recipes.get(i).sameAs(recipe)) {
                return i;
            }
        }
        recipes.add(recipe);
        return recipes.size() - 1;
    }

    /** Whether TABLEs of a mechanism are taken at their word, as {@code usetable_hh = 1} asks. */
    private boolean usesTables(Mechanism mechanism) {
        return experiment.globals().getOrDefault("usetable_" + mechanism.name(), 0.0) != 0;
    }

    /** Numbers the sources of connections placed by hand, and sorts these by group. */
    private void nameSources() {
        int gids = location.group().length;
        int[] count = new int[byHand.length];
        for (int c = 0; c < handSource.length; c++) {
            Connection connection = circuit.connections().get(c);
            PointRef point = connection.sourcePoint();
            handSource[c] = connection.sourceGid() >= 0 || point == null
                    ? connection.sourceGid()
                    : pointSources.computeIfAbsent(point, p -> gids + pointSources.size());
            if (location.isHere(connection.target().gid())) {
                count[location.group()[connection.target().gid()]]++;
            }
        }
        Arrays.setAll(byHand, g -> new int[count[g]]);
        for (int c = handSource.length - 1; c >= 0; c--) {
            int g = location.group()[circuit.connections().get(c).target().gid()];
            if (g >= 0) {
                byHand[g][--count[g]] = c;
            }
        }
        sourceGroup = IntStream.concat(IntStream.of(location.group()),
                pointSources.keySet().stream().mapToInt(p -> location.group()[p.gid()])).toArray();
    }

    private Group[] buildGroups() {
        Group[] built = new Group[census.layouts.size()];
        Parallel.forAll(threads, built.length, () -> {
            GroupBuilder builder = new GroupBuilder(this, circuit, experiment);
            return g -> built[g] = builder.build(g);
        });
        return built;
    }

    private Audience audience() {
        Connections[] all = groups.stream().map(g -> g.events.connections()).toArray(Connections[]::new);
        Audience.Block[] blocks = new Audience.Block[(sources() + Audience.BLOCK - 1) / Audience.BLOCK];
        Parallel.forAll(threads, blocks.length, () -> b -> blocks[b] = new Audience.Block(b, all));
        BitSet heard = new BitSet();
        for (int source = 0; source < sources() && !ranks.isAlone(); source++) {
            Audience.Block block = blocks[source / Audience.BLOCK];
            heard.set(source, block.from(source) < block.to(source));
        }
        BitSet exchanged = ranks.othersHave(heard);
        exchanged.or(Regeneration.sources(circuit));
        Audience audience = new Audience(blocks, exchanged);
        groups.forEach(g -> g.events.speakTo(audience));
        return audience;
    }

    /** Gids, then point processes whose net_event is carried. */
    int sources() {
        return sourceGroup.length;
    }

    /** Source of a connection placed by hand. */
    int sourceOf(int connection) {
        return handSource[connection];
    }

    /** Connections placed by hand onto a group. */
    int[] placedByHand(int group) {
        return byHand[group];
    }

    /** Species of a point process of a cell, or of an artificial cell. */
    int ownSpecies(PointRef point) {
        return Objects.requireNonNull(ownSpecies.get(Addresses.mechanismOf(circuit, point.gid(), point.placed())));
    }

    /** Species of the synapses that a projection makes. */
    int synapseSpecies(int projection) {
        return synapseSpecies[census.synapseOf[projection]];
    }

    /** Number of a kind of synapses that projections make, the same on all ranks. */
    int synapseNumber(Species kind) {
        return IntStream.range(0, synapseSpecies.length).filter(s -> synapseSpecies[s] == kind.index()).findFirst()
                .orElseThrow();
    }

    /** Projections onto a gid, ascending. */
    int[] projectionsOnto(int gid) {
        return targets.onto(gid);
    }

    /** [weight] whether a kernel writes it; as many as kernels know of. */
    boolean[] changingWeights() {
        boolean[] changing = new boolean[species.stream().mapToInt(s -> s.code().weights).max().orElse(0)];
        for (int w = 0; w < changing.length; w++) {
            int index = w;
            changing[w] = species.stream().map(s -> s.code().changedWeights)
                    .anyMatch(changed -> index < changed.length && changed[index]);
        }
        return changing;
    }

    Cable cable(List<Block> blocks) {
        return switch (precision) {
        case DOUBLE -> new Cable.InDouble(backend.cableSolver(blocks, rate_per_ms));
        case SINGLE -> new Cable.InSingle(backend.singleCableSolver(blocks, rate_per_ms));
        };
    }

    Frame.Lookups lookups(Mechanism mechanism) {
        FunctionTables found = tables.get(mechanism);
        if (found == null) {
            throw new IllegalStateException("no tables of " + mechanism.name() + "; please report");
        }
        return found;
    }

    private void connectSources() {
        Map<Instances, int[]> sources = new IdentityHashMap<>();
        here(List.copyOf(pointSources.keySet()), PointRef::gid).forEach(point -> {
            int source = Objects.requireNonNull(pointSources.get(point));
            Instances instances = addresses.instancesOf(point.gid(),
                    Addresses.mechanismOf(circuit, point.gid(), point.placed()));
            int[] sourceOf = sources.computeIfAbsent(instances, i -> {
                int[] none = new int[i.count()];
                Arrays.fill(none, -1);
                return none;
            });
            sourceOf[addresses.pointInstance(point.gid(), point.placed())] = source;
        });
        sources.forEach((instances, sourceOf) -> groups.stream().filter(g -> g.mechanisms.contains(instances))
                .forEach(g -> g.events.connect(instances, sourceOf, null)));
    }

    private void detect() {
        Map<Group, List<SpikeDetector>> byGroup = new IdentityHashMap<>();
        for (SpikeDetector detector : here(circuit.spikeDetectors(), SpikeDetector::gid)) {
            byGroup.computeIfAbsent(addresses.groupOf(detector.gid()), g -> new ArrayList<>()).add(detector);
        }
        byGroup.forEach((group, detectors) -> group.events.detectBy(new Detectors(group.memory.v_mV,
                detectors.stream().mapToInt(d -> addresses.nodeOf(d.gid(), d.compartment())).toArray(),
                detectors.stream().mapToInt(SpikeDetector::gid).toArray(),
                detectors.stream().mapToDouble(SpikeDetector::threshold_mV).toArray())));
    }

    private void bindPointers() {
        for (Pointer pointer : here(circuit.pointers(), Pointer::gid)) {
            if (location.group()[pointer.gid()] != location.group()[pointer.target().gid()]) {
                throw new IllegalArgumentException("POINTER " + pointer.name() + " of gid " + pointer.gid()
                        + " leads to another group, that of gid " + pointer.target().gid());
            }
            boolean dense = pointer.painted() >= 0;
            Mechanism mechanism = dense
                    ? circuit.cells().get(pointer.gid()).cell().painted().get(pointer.painted()).mechanism()
                    : Addresses.mechanismOf(circuit, pointer.gid(), pointer.placed());
            int instance = dense
                    ? addresses.densityInstance(pointer.gid(), mechanism, pointer.compartment())
                    : addresses.pointInstance(pointer.gid(), pointer.placed());
            addresses.instancesOf(pointer.gid(), mechanism).point(pointer.name(), instance,
                    addresses.slot(pointer.target()));
        }
    }

    private void stimulate() {
        for (Play play : here(circuit.plays(), p -> p.target().gid())) {
            addresses.groupOf(play.target().gid()).stimuli.play(addresses.slot(play.target()),
                    new Waveform(play.time_ms(), play.value(), play.interpolate()));
        }
        for (ImposedPotential imposed : here(circuit.imposedPotentials(), ImposedPotential::gid)) {
            addresses.groupOf(imposed.gid()).stimuli.impose(addresses.partOf(imposed.gid()).block(),
                    addresses.laneOf(imposed.gid()), imposed.scale_mV(),
                    new Waveform(imposed.time_ms(), imposed.value(), true));
        }
    }

    private void couple() {
        GapJunctions junctions = circuit.gapJunctions();
        double[][] voltage_mV = GapEnds.voltages(junctions);
        int[][] ends = new int[groups.size()][0];
        int[] count = new int[groups.size()];
        for (int end = 0; end < 2 * junctions.count(); end++) {
            int g = location.group()[gidOf(junctions, end)];
            if (g < 0) {
                continue;
            }
            if (count[g] == ends[g].length) {
                ends[g] = Arrays.copyOf(ends[g], Math.max(8, 2 * count[g]));
            }
            ends[g][count[g]++] = end;
            coupled[g] |= location.group()[gidOf(junctions, end ^ 1)] != g;
        }
        for (int g = 0; g < ends.length; g++) {
            if (count[g] > 0) {
                int[] own = Arrays.copyOf(ends[g], count[g]);
                int[] node = new int[own.length];
                double[] area_um2 = new double[own.length];
                for (int i = 0; i < own.length; i++) {
                    int gid = gidOf(junctions, own[i]);
                    int compartment = (own[i] & 1) == 0
                            ? junctions.compartment()[own[i] >> 1]
                            : junctions.otherCompartment()[own[i] >> 1];
                    node[i] = addresses.nodeOf(gid, compartment);
                    area_um2[i] = circuit.cells().get(gid).cell().compartments().area_um2()[compartment];
                }
                groups.get(g).couple(new GapEnds(junctions, voltage_mV, own, node, area_um2));
            }
        }
    }

    private static int gidOf(GapJunctions junctions, int end) {
        return (end & 1) == 0 ? junctions.gid()[end >> 1] : junctions.otherGid()[end >> 1];
    }
}
