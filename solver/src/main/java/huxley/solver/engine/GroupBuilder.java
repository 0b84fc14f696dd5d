package huxley.solver.engine;

import huxley.neuron.mechanism.Mechanism;
import huxley.solver.cable.Block;
import huxley.solver.kernel.Frame;
import huxley.synapse.Circuit;
import huxley.synapse.Circuit.ArtificialCell;
import huxley.synapse.Circuit.Connection;
import huxley.synapse.Circuit.PointRef;
import huxley.synapse.Experiment;
import huxley.synapse.Projection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Builds groups one after the other, with the connections onto them. One for each thread that builds. */
final class GroupBuilder {
    private final Assembly plan;
    private final Circuit circuit;
    private final Experiment experiment;
    private final Wiring wiring;
    private final StreamIdentity streams;

    GroupBuilder(Assembly plan, Circuit circuit, Experiment experiment) {
        this.plan = plan;
        this.circuit = circuit;
        this.experiment = experiment;
        streams = new StreamIdentity(circuit.populations());
        int varying = plan.census.synapses.stream().mapToInt(s -> s.varying().size()).max().orElse(0);
        wiring = new Wiring(plan.sources(), plan.species.size(), plan.changingWeights(), varying);
    }

    Group build(int g) {
        GroupLayout layout = plan.census.layouts.get(g);
        gather(g, layout);
        GroupMemory memory = new GroupMemory(layout, plan.precision, experiment.dt_ms(),
                experiment.temperature_degC(), ions(layout));
        GroupEvents events = new GroupEvents(g, experiment.dt_ms());
        List<Instances> mechanisms = new ArrayList<>();
        int[] base = new int[plan.species.size()];
        int targets = 0;
        for (Species species : plan.species) {
            Instances instances = instances(species, mechanisms.size(), memory, events);
            base[species.index()] = targets;
            if (instances != null) {
                mechanisms.add(instances);
                targets = Math.addExact(targets, instances.isPoint() ? instances.count() : 0);
            }
        }
        events.listenTo(wiring.connections(base));
        List<Block> blocks = layout.parts.stream().map(GroupLayout.Part::block).toList();
        return new Group(memory, events, List.copyOf(mechanisms), plan.cable(blocks), plan.secondOrder);
    }

    /** All connections onto the group, by target gid. */
    private void gather(int g, GroupLayout layout) {
        wiring.clear();
        long[] byHand = IntStream.of(plan.placedByHand(g))
                .mapToLong(c -> (long) circuit.connections().get(c).target().gid() << Integer.SIZE | c).sorted()
                .toArray();
        int[] cells = layout.parts.stream().flatMapToInt(p -> Arrays.stream(p.gids())).sorted().toArray();
        int next = 0;
        for (int gid : IntStream.concat(IntStream.of(cells), IntStream.of(layout.artificial)).toArray()) {
            while (next < byHand.length && (int) (byHand[next] >>> Integer.SIZE) == gid) {
                gatherByHand((int) byHand[next++], layout);
            }
            if (gid < circuit.cells().size()) {
                gatherOntoCell(gid, layout);
            } else {
                gatherOntoArtificial(gid);
            }
        }
        wiring.sortBySpecies();
    }

    private void gatherByHand(int c, GroupLayout layout) {
        Connection connection = circuit.connections().get(c);
        PointRef target = connection.target();
        wiring.connect(plan.sourceOf(c), plan.ownSpecies(target), instanceOf(layout, target), target.gid(),
                connection.delay_ms(), connection.weights(), connection.weights().length);
    }

    private void gatherOntoArtificial(int gid) {
        for (int p : plan.projectionsOnto(gid)) {
            wiring.gatherOntoArtificial(circuit.projections().get(p), plan.ownSpecies(new PointRef(gid, -1)), gid,
                    plan.location.lane()[gid]);
        }
    }

    private void gatherOntoCell(int gid, GroupLayout layout) {
        for (int p : plan.projectionsOnto(gid)) {
            Projection projection = circuit.projections().get(p);
            GroupLayout.Part part = layout.parts.get(plan.location.part()[gid]);
            int lane = plan.location.lane()[gid];
            if (projection.outgoing() == null) {
                wiring.gather(projection, plan.synapseSpecies(p), gid, part, lane);
            } else {
                for (int compartment : projection.outgoing().compartments(gid)) {
                    wiring.reserve(plan.synapseSpecies(p), part.block().node(compartment, lane), gid);
                }
            }
        }
    }

    /** Number of a point process or artificial cell among the instances of its species in its group. */
    private int instanceOf(GroupLayout layout, PointRef point) {
        int lane = plan.location.lane()[point.gid()];
        if (point.placed() < 0) {
            return lane;
        }
        Mechanism mechanism = Addresses.mechanismOf(circuit, point.gid(), point.placed());
        int part = plan.location.part()[point.gid()];
        int before = 0;
        for (int p = 0; p < part; p++) {
            GroupLayout.Part other = layout.parts.get(p);
            before += other.plan().use(mechanism).map(CellPlan.Use::count).orElse(0) * other.block().width();
        }
        GroupLayout.Part own = layout.parts.get(part);
        CellPlan.Use use = own.plan().use(mechanism).orElseThrow();
        return before + use.find(use.placed, point.placed()) * own.block().width() + lane;
    }

    private Map<String, IonMemory> ions(GroupLayout layout) {
        Map<String, IonMemory> ions = new LinkedHashMap<>();
        for (IonPlan ion : plan.census.ions.values()) {
            boolean used = layout.parts.stream().anyMatch(p -> isUsed(ion, p.plan()));
            if (used || layout.nodes > 0 && plan.census.isObserved(ion.name)) {
                ions.put(ion.name, new IonMemory(ion, layout, plan.precision, plan.census.uniformIons,
                        plan.nernst.get(ion.name)));
            }
        }
        return ions;
    }

    private static boolean isUsed(IonPlan ion, CellPlan cell) {
        return ion.start(cell).isUsed() || cell.cell.ions().stream().anyMatch(s -> s.ion().equals(ion.name));
    }

    private @Nullable Instances instances(Species species, int index, GroupMemory memory, GroupEvents events) {
        if (species.synapse() != null) {
            return synapses(species, species.synapse(), index, memory, events);
        }
        return species.mechanism().kind() == Mechanism.Kind.ARTIFICIAL
                ? artificial(species, index, memory, events)
                : inCells(species, index, memory, events);
    }

    private @Nullable Instances synapses(Species species, Species.Synapse synapse, int index, GroupMemory memory,
            GroupEvents events) {
        Wiring.Synapses made = wiring.synapses(species.index(), synapse.merged(), memory.layout.nodes);
        if (made.count() == 0) {
            return null;
        }
        NodeSet nodes = NodeSet.at(memory.layout, made.node(), made.shared());
        long[] identity = new long[species.code().draws() ? nodes.padded() : 0];
        for (int i = 0; i < Math.min(identity.length, made.count()); i++) {
            identity[i] = streams.of(made.gid()[i], wiring.rank(made.maker()[i]));
        }
        return new Instances(species, index, nodes, made.gid(), identity, memory, (parameter, i) -> {
            int v = synapse.varying().indexOf(parameter.name());
            return v >= 0
                    ? wiring.own(made.maker()[i], v)
                    : synapse.parameters().getOrDefault(parameter.name(), parameter.initial());
        }, experiment, plan.lookups(species.mechanism()), events);
    }

    private @Nullable Instances inCells(Species species, int index, GroupMemory memory, GroupEvents events) {
        GroupLayout layout = memory.layout;
        Mechanism mechanism = species.mechanism();
        Function<CellPlan, int[]> compartments = p -> p.use(mechanism).map(u -> u.compartment).orElse(new int[0]);
        NodeSet nodes = mechanism.kind() == Mechanism.Kind.DENSITY
                ? NodeSet.ordered(layout, compartments)
                : NodeSet.of(layout, compartments);
        if (nodes.count() == 0) {
            return null;
        }
        boolean random = species.code().draws();
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
            int first = uses.size();
            for (int lane = 0; lane < part.block().width(); lane++) {
                uses.add(part.plan(lane).use(mechanism).orElseThrow());
            }
            for (int j = 0; j < use.count(); j++) {
                for (int lane = 0; lane < part.block().width(); lane++) {
                    int instance = nodes.instance(layout, p, j, lane, use.compartment[j]);
                    owner[instance] = first + lane;
                    number[instance] = j;
                    if (gid.length > 0) {
                        gid[instance] = lane < part.gids().length ? part.gids()[lane] : -1;
                    }
                    if (random) {
                        int which = use.placed.length > 0 ? use.placed[j] : use.compartment[j];
                        identity[instance] = streams.of(gid[instance], which);
                    }
                }
            }
        }
        return new Instances(species, index, nodes, gid, identity, memory, (parameter, instance) -> {
            int like = instance;
            while (like > 0 && owner[like] < 0) {
                like--;
            }
            while (owner[like] < 0) {
                like++;
            }
            return uses.get(owner[like]).value(parameter, number[like]);
        }, experiment, plan.lookups(mechanism), events);
    }

    private @Nullable Instances artificial(Species species, int index, GroupMemory memory, GroupEvents events) {
        int[] gid = IntStream.of(memory.layout.artificial)
                .filter(g -> Addresses.mechanismOf(circuit, g, -1) == species.mechanism()).toArray();
        if (gid.length == 0) {
            return null;
        }
        NodeSet nodes = NodeSet.nowhere(memory.layout, gid.length);
        long[] identity = new long[nodes.padded()];
        for (int i = 0; i < gid.length; i++) {
            identity[i] = streams.of(gid[i], 0);
        }
        Instances instances = new Instances(species, index, nodes, gid, identity, memory,
                (parameter, i) -> cell(gid[i]).parameters().getOrDefault(parameter.name(), parameter.initial()),
                experiment, plan.lookups(species.mechanism()), events);
        double[][] replay = IntStream.of(gid).mapToObj(g -> cell(g).replay_ms()).toArray(double[][]::new);
        events.connect(instances, gid, replay);
        return instances;
    }

    private ArtificialCell cell(int gid) {
        return circuit.artificialCells().get(gid - circuit.cells().size());
    }
}
