package huxley.solver.engine;

import huxley.neuron.mechanism.Mechanism;
import huxley.neuron.mechanism.Mechanism.NetReceive;
import huxley.solver.cable.Block;
import huxley.solver.cable.CableMatrix;
import huxley.solver.engine.GroupEvents.Detectors;
import huxley.solver.event.Connections;
import huxley.solver.kernel.Backend;
import huxley.solver.kernel.CompiledKernel;
import huxley.solver.kernel.Frame;
import huxley.solver.precision.Numbers;
import huxley.solver.program.Kernel;
import huxley.solver.precision.Precision;
import huxley.synapse.Circuit;
import huxley.synapse.Circuit.ArtificialCell;
import huxley.synapse.Circuit.Connection;
import huxley.synapse.Circuit.ImposedPotential;
import huxley.synapse.Circuit.Play;
import huxley.synapse.Circuit.PointRef;
import huxley.synapse.Circuit.Pointer;
import huxley.synapse.Circuit.Probe;
import huxley.synapse.Circuit.Quantity;
import huxley.synapse.Circuit.SpikeDetector;
import huxley.synapse.Experiment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Builds the memory of all groups of a circuit and wires them. */
final class Assembly {
    final List<Group> groups = new ArrayList<>();
    final Connections connections;
    final Census census;
    final Location location;

    private final Circuit circuit;
    private final Experiment experiment;
    private final boolean secondOrder;
    private final double rate_per_ms;
    private final Backend backend;
    private final Precision precision;
    private final List<MechanismCode> codes;
    private final Map<String, CompiledKernel> nernst = new HashMap<>();
    private final Map<PointRef, Integer> pointSources = new LinkedHashMap<>();
    private final Map<Mechanism, FunctionTables> tables = new IdentityHashMap<>();
    private final Addresses addresses;

    Assembly(Circuit circuit, Experiment experiment, Engine engine) {
        this.circuit = circuit;
        this.experiment = experiment;
        secondOrder = experiment.scheme() == Experiment.Scheme.CRANK_NICOLSON;
        rate_per_ms = (secondOrder ? 2 : 1) / experiment.dt_ms();
        census = new Census(circuit, experiment.temperature_degC(), secondOrder, engine.groups());
        location = locate();
        backend = engine.backend();
        precision = engine.precision();
        codes = compile();
        connections = connections();
        for (int g = 0; g < census.layouts.size(); g++) {
            groups.add(group(g));
        }
        addresses = new Addresses(circuit, census, location, groups);
        aim();
        connectSources();
        detect();
        bindPointers();
        stimulate();
        record();
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
            if (group[gid] < 0) {
                throw new IllegalArgumentException("gid " + gid + " is in no group");
            }
        }
        return new Location(group, part, lane);
    }

    private static void place(int[] group, int gid, int g) {
        if (group[gid] >= 0) {
            throw new IllegalArgumentException("gid " + gid + " is in groups " + group[gid] + " and " + g);
        }
        group[gid] = g;
    }

    private List<MechanismCode> compile() {
        census.mechanisms.forEach(m -> tables.put(m, new FunctionTables(m, circuit.functionTables())));
        List<Kernel> followers = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (IonPlan ion : census.ions.values()) {
            if (circuit.cells().stream().map(c -> census.plan(c.cell())).distinct()
                    .anyMatch(p -> ion.start(p).refreshed.length > 0)) {
                followers.add(NernstKernel.of(ion, census.uniformIons));
                names.add(ion.name);
            }
        }
        List<CompiledKernel> compiled = backend.compile(followers);
        for (int i = 0; i < names.size(); i++) {
            nernst.put(names.get(i), compiled.get(i));
        }
        return MechanismCode.compile(census.mechanisms, m -> census.layoutOf(m, usesTables(m)), backend);
    }

    /** Whether TABLEs of a mechanism are taken at their word, as {@code usetable_hh = 1} asks. */
    private boolean usesTables(Mechanism mechanism) {
        return experiment.globals().getOrDefault("usetable_" + mechanism.name(), 0.0) != 0;
    }

    private Connections connections() {
        int gids = circuit.cells().size() + circuit.artificialCells().size();
        int n = circuit.connections().size();
        int[] source = new int[n];
        int[] weightStart = new int[n + 1];
        for (int c = 0; c < n; c++) {
            Connection connection = circuit.connections().get(c);
            PointRef point = connection.sourcePoint();
            source[c] = connection.sourceGid() >= 0 || point == null
                    ? connection.sourceGid()
                    : pointSources.computeIfAbsent(point, p -> gids + pointSources.size());
            weightStart[c + 1] = weightStart[c] + Math.max(connection.weights().length, weightsOf(connection.target()));
        }
        int[] gid = IntStream.concat(IntStream.range(0, gids), pointSources.keySet().stream().mapToInt(PointRef::gid))
                .toArray();
        Connections all = new Connections(gid, source, weightStart);
        for (int c = 0; c < n; c++) {
            Connection connection = circuit.connections().get(c);
            all.targetGroup[c] = location.group()[connection.target().gid()];
            all.delay_ms[c] = connection.delay_ms();
            System.arraycopy(connection.weights(), 0, all.weights, weightStart[c], connection.weights().length);
        }
        return all;
    }

    private int weightsOf(PointRef target) {
        NetReceive receive = Addresses.mechanismOf(circuit, target.gid(), target.placed()).netReceive();
        return receive == null ? 0 : receive.arguments().size();
    }

    private Group group(int g) {
        GroupLayout layout = census.layouts.get(g);
        Map<String, IonMemory> ions = new LinkedHashMap<>();
        for (IonPlan ion : census.ions.values()) {
            boolean used = layout.parts.stream().anyMatch(p -> isUsed(ion, p.plan()));
            if (used || layout.nodes > 0 && census.isObserved(ion.name)) {
                ions.put(ion.name, new IonMemory(ion, layout, precision, census.uniformIons, nernst.get(ion.name)));
            }
        }
        GroupMemory memory = new GroupMemory(layout, precision, experiment.dt_ms(), experiment.temperature_degC(),
                ions);
        GroupEvents events = new GroupEvents(g, connections);
        List<Instances> mechanisms = new ArrayList<>();
        for (MechanismCode code : codes) {
            Instances instances = code.mechanism.kind() == Mechanism.Kind.ARTIFICIAL
                    ? artificial(code, mechanisms.size(), memory, events)
                    : inCells(code, mechanisms.size(), memory, events);
            if (instances != null) {
                mechanisms.add(instances);
            }
        }
        List<Block> blocks = layout.parts.stream().map(GroupLayout.Part::block).toList();
        Cable cable = switch (precision) {
        case DOUBLE -> new Cable.InDouble(backend.cableSolver(blocks, rate_per_ms));
        case SINGLE -> new Cable.InSingle(backend.singleCableSolver(blocks, rate_per_ms));
        };
        return new Group(memory, events, List.copyOf(mechanisms), cable, secondOrder);
    }

    private static boolean isUsed(IonPlan ion, CellPlan plan) {
        return ion.start(plan).isUsed || plan.cell.ions().stream().anyMatch(s -> s.ion().equals(ion.name));
    }

    private @Nullable Instances inCells(MechanismCode code, int index, GroupMemory memory, GroupEvents events) {
        GroupLayout layout = memory.layout;
        Mechanism mechanism = code.mechanism;
        Function<CellPlan, int[]> compartments = p -> p.use(mechanism).map(u -> u.compartment).orElse(new int[0]);
        NodeSet nodes = mechanism.kind() == Mechanism.Kind.DENSITY
                ? NodeSet.ordered(layout, compartments)
                : NodeSet.of(layout, compartments);
        if (nodes.count() == 0) {
            return null;
        }
        boolean random = code.draws();
        int[] gid = new int[mechanism.kind() == Mechanism.Kind.POINT || random ? nodes.count() : 0];
        Arrays.fill(gid, -1);
        long[] identity = new long[random ? nodes.padded() : 0];
        List<CellPlan.Use> uses = new ArrayList<>();
        int[] owner = new int[nodes.padded()];
        int[] number = new int[nodes.padded()];
        Arrays.fill(owner, -1);
        for (int p = 0; p < layout.parts.size(); p++) {
            GroupLayout.Part part = layout.parts.get(p);
            CellPlan.Use use = part.plan().use(mechanism).orElse(null);
            if (use == null) {
                continue;
            }
            uses.add(use);
            for (int j = 0; j < use.count(); j++) {
                for (int lane = 0; lane < part.block().width(); lane++) {
                    int instance = nodes.instance(layout, p, j, lane, use.compartment[j]);
                    owner[instance] = uses.size() - 1;
                    number[instance] = j;
                    if (gid.length > 0) {
                        gid[instance] = lane < part.gids().length ? part.gids()[lane] : -1;
                    }
                    if (random) {
                        int which = use.placed.length > 0 ? use.placed[j] : use.compartment[j];
                        identity[instance] = identity(gid[instance], which);
                    }
                }
            }
        }
        return new Instances(code, index, nodes, gid, identity, memory, (parameter, instance) -> {
            int like = instance;
            while (owner[like] < 0) {
                like--;
            }
            return uses.get(owner[like]).value(parameter, number[like]);
        }, experiment, lookups(mechanism), events);
    }

    private @Nullable Instances artificial(MechanismCode code, int index, GroupMemory memory, GroupEvents events) {
        int[] gid = IntStream.of(memory.layout.artificial)
                .filter(g -> Addresses.mechanismOf(circuit, g, -1) == code.mechanism).toArray();
        if (gid.length == 0) {
            return null;
        }
        NodeSet nodes = NodeSet.nowhere(memory.layout, gid.length);
        long[] identity = new long[nodes.padded()];
        for (int i = 0; i < gid.length; i++) {
            identity[i] = identity(gid[i], 0);
        }
        Instances instances = new Instances(code, index, nodes, gid, identity, memory,
                (parameter, i) -> cell(gid[i]).parameters().getOrDefault(parameter.name(), parameter.initial()),
                experiment, lookups(code.mechanism), events);
        double[][] replay = IntStream.of(gid).mapToObj(g -> cell(g).replay_ms()).toArray(double[][]::new);
        events.connect(instances, gid, replay);
        return instances;
    }

    private ArtificialCell cell(int gid) {
        return circuit.artificialCells().get(gid - circuit.cells().size());
    }

    private Frame.Lookups lookups(Mechanism mechanism) {
        FunctionTables found = tables.get(mechanism);
        if (found == null) {
            throw new IllegalStateException("no tables of " + mechanism.name() + "; please report");
        }
        return found;
    }

    /** Independent of group, thread and order of construction. */
    private static long identity(int gid, int which) {
        return ((long) which << Integer.SIZE) | gid;
    }

    private void aim() {
        for (int c = 0; c < connections.size(); c++) {
            PointRef target = circuit.connections().get(c).target();
            Instances instances = addresses.instancesOf(target.gid(),
                    Addresses.mechanismOf(circuit, target.gid(), target.placed()));
            connections.targetMechanism[c] = instances.index;
            connections.targetInstance[c] = addresses.pointInstance(target.gid(), target.placed());
        }
    }

    private void connectSources() {
        Map<Instances, int[]> sources = new IdentityHashMap<>();
        pointSources.forEach((point, source) -> {
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
        for (SpikeDetector detector : circuit.spikeDetectors()) {
            byGroup.computeIfAbsent(addresses.groupOf(detector.gid()), g -> new ArrayList<>()).add(detector);
        }
        byGroup.forEach((group, detectors) -> group.events.detectBy(new Detectors(group.memory.v_mV,
                detectors.stream().mapToInt(d -> addresses.nodeOf(d.gid(), d.compartment())).toArray(),
                detectors.stream().mapToInt(SpikeDetector::gid).toArray(),
                detectors.stream().mapToDouble(SpikeDetector::threshold_mV).toArray())));
    }

    private void bindPointers() {
        for (Pointer pointer : circuit.pointers()) {
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
        for (Play play : circuit.plays()) {
            addresses.groupOf(play.target().gid()).stimuli.play(addresses.slot(play.target()),
                    new Waveform(play.time_ms(), play.value(), play.interpolate()));
        }
        for (ImposedPotential imposed : circuit.imposedPotentials()) {
            addresses.groupOf(imposed.gid()).stimuli.impose(addresses.partOf(imposed.gid()).block(),
                    addresses.laneOf(imposed.gid()), imposed.scale_mV(),
                    new Waveform(imposed.time_ms(), imposed.value(), true));
        }
    }

    private void record() {
        Map<Group, TreeMap<Integer, List<Integer>>> byGroup = new IdentityHashMap<>();
        for (int i = 0; i < circuit.probes().size(); i++) {
            Probe probe = circuit.probes().get(i);
            int stride = (int) Math.max(1, Math.round(probe.interval_ms() / experiment.dt_ms()));
            byGroup.computeIfAbsent(addresses.groupOf(probe.quantity().gid()), g -> new TreeMap<>())
                    .computeIfAbsent(stride, s -> new ArrayList<>()).add(i);
        }
        byGroup.forEach((group, byStride) -> {
            Map<Integer, Slot> membrane = membraneCurrents(group, byStride.values());
            byStride.forEach((stride, probes) -> group.samplers.add(new Sampler(stride,
                    probes.stream().mapToInt(Integer::intValue).toArray(), probes.stream().map(i -> {
                        Slot current = membrane.get(i);
                        return current != null ? current : addresses.slot(circuit.probes().get(i).quantity());
                    }).toArray(Slot[]::new))));
        });
    }

    private Map<Integer, Slot> membraneCurrents(Group group, Iterable<List<Integer>> probes) {
        List<Integer> wanted = new ArrayList<>();
        probes.forEach(list -> list.stream()
                .filter(i -> circuit.probes().get(i).quantity() instanceof Quantity.MembraneCurrent)
                .forEach(wanted::add));
        Map<Integer, Slot> slots = new HashMap<>();
        if (!wanted.isEmpty()) {
            int n = wanted.size();
            int[] node = new int[n];
            int[] position = new int[n];
            CableMatrix[] matrix = new CableMatrix[n];
            for (int k = 0; k < n; k++) {
                var quantity = (Quantity.MembraneCurrent) circuit.probes().get(wanted.get(k)).quantity();
                matrix[k] = addresses.partOf(quantity.gid()).plan().matrix;
                position[k] = matrix[k].position()[quantity.compartment()];
                node[k] = addresses.nodeOf(quantity.gid(), quantity.compartment());
            }
            MembraneCurrents currents = new MembraneCurrents(node, matrix, position, rate_per_ms);
            group.record(currents);
            for (int k = 0; k < n; k++) {
                slots.put(wanted.get(k), new Slot(Numbers.of(currents.current_nA), k));
            }
        }
        return slots;
    }
}
