package huxley.io.model;

import huxley.io.document.Node;
import huxley.io.model.Shape.Key;
import huxley.neuron.mechanism.Mechanism;
import huxley.neuron.problem.Suggestion;
import huxley.neuron.units.Unit;
import huxley.synapse.GapJunctions;
import huxley.synapse.Population;
import huxley.synapse.Projection;
import huxley.synapse.rule.Field;
import huxley.synapse.rule.Rule;
import huxley.synapse.rule.RuledIncoming;
import huxley.synapse.rule.Sites;
import huxley.synapse.rule.Value;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Reads projections and gap junctions: connections between populations by a rule. */
final class ProjectionBinder {
    private final Census census;
    private final Sources sources;
    private final MechanismLibrary library;
    private final Values values;
    private final Table.Reader tables;
    private final MemoryEstimate memory;
    private final double dt_ms;
    private final long seed;
    private final RuleBinder rules;
    private final Siting siting;
    private final BitSet senders = new BitSet();

    ProjectionBinder(Census census, Sources sources, MechanismLibrary library, Values values, Table.Reader tables,
            MemoryEstimate memory, double dt_ms, long seed) {
        this.census = census;
        this.sources = sources;
        this.library = library;
        this.values = values;
        this.tables = tables;
        this.memory = memory;
        this.dt_ms = dt_ms;
        this.seed = seed;
        this.rules = new RuleBinder(census, values, tables);
        this.siting = new Siting(census, values);
    }

    /** Cells whose spikes projections carry, by gid. */
    BitSet senders() {
        return senders;
    }

    List<Projection> projections(Entry model) {
        List<Projection> projections = new ArrayList<>();
        model.namedEntries(NetworkFormat.PROJECTIONS)
                .forEach((field, entry) -> projection(field, entry).ifPresent(projections::add));
        return projections;
    }

    private Optional<Projection> projection(Node.Field named, Entry entry) {
        Optional<Field> field = field(named.name(), entry, NetworkFormat.END, NetworkFormat.OTHER_END);
        if (field.isEmpty()) {
            return Optional.empty();
        }
        Population source = field.get().source();
        Population target = field.get().target();
        boolean onCells = census.isCell(target.first());
        Optional<Mechanism> receiver = onCells ? synapse(named, entry) : artificial(entry, target);
        if (receiver.isEmpty()) {
            return Optional.empty();
        }
        IntFunction<Sites> sites = onCells
                ? siting.sites(entry, NetworkFormat.PLACE_ON, target.first(), target.count())
                : null;
        Rule rule = rules.read(entry, field.get(), sites);
        Variation variation = variation(entry, field.get());
        List<Value> given = new ArrayList<>(weights(entry, receiver.get(), variation));
        int weightCount = given.size();
        Map<String, Double> fixed = new LinkedHashMap<>();
        List<String> varying = new ArrayList<>();
        parameters(entry, receiver.get(), variation).forEach((name, value) -> {
            if (value instanceof Value.Constant(double constant)) {
                fixed.put(name, constant);
            } else {
                varying.add(name);
                given.add(value);
            }
        });
        Value delay_ms = delay(entry, variation, census.isCell(source.first()));
        RuledIncoming incoming = new RuledIncoming(field.get(), rule, sites,
                (int) entry.whole(NetworkFormat.PER_PAIR), delay_ms, given);
        if (census.isCell(source.first())) {
            senders.set(source.first(), source.end());
        }
        boolean merged = onCells && varying.isEmpty() && entry.truth(NetworkFormat.MERGE);
        return Optional.of(new Projection(named.name(), source, target, onCells ? receiver.get() : null, fixed, varying,
                weightCount, merged, feedback(entry, receiver.get(), target, onCells), incoming,
                procedural(entry, rule, incoming, merged)));
    }

    /** The connections as they are made anew, null if they are stored. */
    private Projection.@Nullable Outgoing procedural(Entry entry, Rule rule, RuledIncoming incoming, boolean merged) {
        if (!entry.text(NetworkFormat.CONNECTIVITY).equals("procedural")) {
            return null;
        }
        Node node = entry.node(NetworkFormat.CONNECTIVITY).orElseThrow();
        if (!merged || entry.has(NetworkFormat.FEEDBACK_KEY)) {
            values.report(node, node.where(), "procedural connections need synapses that are merged: on cells with"
                    + " membrane, all parameters alike, no \"feedback\"", "stored ones may differ from each other");
        } else if (!rule.tellsTargets()) {
            values.report(node, node.where(), "this rule draws for each target by itself, so that the targets of one"
                    + " source cannot be told",
                    "procedural connections can come of \"oneToOne\", \"ring\","
                            + " \"allToAll\", \"outDegree\", and \"probability\" with \"within\" or of distance");
        }
        return incoming.outgoing().orElse(null);
    }

    private Optional<Field> field(String name, Entry entry, Key from, Key to) {
        Optional<Population> source = population(entry, from);
        Optional<Population> target = population(entry, to);
        return source.isPresent() && target.isPresent()
                ? Optional.of(new Field(source.get(), target.get(), seed, name))
                : Optional.empty();
    }

    private Optional<Population> population(Entry entry, Key key) {
        Optional<Node> node = entry.node(key);
        Optional<Population> found = Optional.ofNullable(census.group(entry.text(key)));
        if (node.isPresent() && found.isEmpty()) {
            values.report(node.get(), node.get().where(), "there is no population '" + entry.text(key) + "'",
                    Suggestion.hint(entry.text(key), "populations", census.names()));
        }
        return found;
    }

    private Optional<Mechanism> synapse(Node.Field named, Entry entry) {
        Optional<Node> node = entry.node(NetworkFormat.SYNAPSE_KEY);
        if (node.isEmpty()) {
            values.report(named.value(), named.nameWhere(), "projection '" + named.name() + "' lacks \"synapse\"",
                    "\"synapse\": \"ExpSyn\" names the mechanism of its synapses");
            return Optional.empty();
        }
        Optional<Entry> full = entry.entry(NetworkFormat.SYNAPSE_KEY);
        String name = full.map(e -> e.text(NetworkFormat.SYNAPSE_MECHANISM))
                .orElseGet(() -> entry.text(NetworkFormat.SYNAPSE_KEY));
        Node mention = full.flatMap(e -> e.node(NetworkFormat.SYNAPSE_MECHANISM)).orElse(node.get());
        Optional<Mechanism> found = library.find(name, mention, mention.where(), values, Mechanism.Kind.POINT);
        return found.filter(mechanism -> receives(mechanism, mention));
    }

    private boolean receives(Mechanism mechanism, Node mention) {
        if (mechanism.netReceive() == null) {
            values.report(mention, mention.where(), "mechanism '" + mechanism.name() + "' receives no spikes",
                    "its file has no NET_RECEIVE block");
        }
        return mechanism.netReceive() != null;
    }

    private Optional<Mechanism> artificial(Entry entry, Population target) {
        for (Key key : List.of(NetworkFormat.SYNAPSE_KEY, NetworkFormat.PLACE_ON, NetworkFormat.FEEDBACK_KEY)) {
            entry.node(key).ifPresent(node -> values.report(node, node.where(), "population '" + target.name()
                    + "' consists of artificial cells, which hear spikes directly",
                    "take \"" + key.name() + "\" away"));
        }
        Mechanism mechanism = sources.mechanism(target.first());
        Node mention = entry.node(NetworkFormat.OTHER_END).orElseThrow();
        return Optional.ofNullable(mechanism).filter(m -> receives(m, mention));
    }

    private Variation variation(Entry entry, Field field) {
        boolean placed = field.source().placement() != null && field.target().placement() != null;
        return Variation.ofConnections(values, tables, placed, rules.list(entry));
    }

    private List<Value> weights(Entry entry, Mechanism receiver, Variation variation) {
        List<Value> weights = new ArrayList<>();
        for (Node node : entry.nodes(NetworkFormat.PROJECTION_WEIGHT)) {
            weights.add(variation.read(node, new Weight(receiver, weights.size(), values)));
        }
        int allowed = receiver.netReceive() == null ? 1 : Math.max(1, receiver.netReceive().arguments().size());
        if (weights.size() > allowed) {
            Node node = entry.node(NetworkFormat.PROJECTION_WEIGHT).orElseThrow();
            values.report(node, node.where(), "mechanism '" + receiver.name() + "' takes " + allowed
                    + " weight(s), got " + weights.size(), null);
        }
        return weights;
    }

    private Map<String, Value> parameters(Entry entry, Mechanism synapse, Variation variation) {
        Map<String, Value> parameters = new LinkedHashMap<>();
        entry.entry(NetworkFormat.SYNAPSE_KEY).ifPresent(full -> {
            for (Node.Field field : full.named(NetworkFormat.SYNAPSE_PARAMETERS)) {
                new Settings(values).parameter(synapse, field).ifPresent(variable -> parameters.put(variable.name(),
                        variation.read(field.value(), Measure.of(synapse, variable, values))));
            }
        });
        return parameters;
    }

    private Value delay(Entry entry, Variation variation, boolean fromCells) {
        Optional<Node> node = entry.node(NetworkFormat.PROJECTION_DELAY);
        Value delay = node.map(n -> variation.read(n, Measure.of(Unit.parse("ms"), values)))
                .orElse(new Value.Constant(0));
        double least_ms = fromCells ? dt_ms : 0;
        if (delay instanceof Value.Constant(double constant)) {
            Node mention = node.or(() -> entry.node(NetworkFormat.END)).orElseThrow();
            checkDelay(mention, constant, least_ms);
            return new Value.Constant(Math.max(least_ms, constant));
        }
        if (delay instanceof Value.Column(double[] column)) {
            for (int row = 0; row < column.length; row++) {
                checkDelay(node.orElseThrow(), column[row], least_ms);
            }
        }
        return new Value.Clamped(delay, least_ms, Double.MAX_VALUE);
    }

    private void checkDelay(Node node, double delay_ms, double least_ms) {
        if (delay_ms < 0) {
            values.report(node, node.where(), "a delay must be 0 ms or more, got " + delay_ms + " ms", null);
        } else if (delay_ms < least_ms) {
            values.report(node, node.where(), "the time step, " + dt_ms + " ms, is too large for the delay of "
                    + delay_ms + " ms",
                    "spikes of a cell need a delay of a step or more: give \"delay\", or a smaller \"dt\"");
        }
    }

    private Projection.@Nullable Feedback feedback(Entry entry, Mechanism receiver, Population target,
            boolean onCells) {
        Optional<Entry> feedback = entry.entry(NetworkFormat.FEEDBACK_KEY);
        if (feedback.isEmpty() || !onCells) {
            return null;
        }
        double[] weights = Weight.constants(feedback.get().nodes(NetworkFormat.FEEDBACK_WEIGHT), receiver, values);
        feedback.get().node(NetworkFormat.FEEDBACK_DELAY)
                .ifPresent(node -> checkDelay(node, feedback.get().number(NetworkFormat.FEEDBACK_DELAY), dt_ms));
        senders.set(target.first(), target.end());
        return new Projection.Feedback(Math.max(dt_ms, feedback.get().number(NetworkFormat.FEEDBACK_DELAY)), weights);
    }

    GapJunctions gapJunctions(Entry model) {
        List<GapJunctions> all = new ArrayList<>();
        model.namedEntries(NetworkFormat.GAP_JUNCTIONS).forEach((named, entry) -> {
            Optional<Field> field = field(named.name(), entry, NetworkFormat.JUNCTION_FROM, NetworkFormat.JUNCTION_TO);
            field.filter(f -> coupled(f, entry)).ifPresent(f -> all.add(junctions(named, f, entry)));
        });
        return all.isEmpty() ? GapJunctions.NONE : GapJunctions.joined(all);
    }

    private boolean coupled(Field field, Entry entry) {
        boolean cells = census.isCell(field.source().first()) && census.isCell(field.target().first());
        if (!cells) {
            Node node = entry.node(NetworkFormat.JUNCTION_TO).orElseThrow();
            values.report(node, node.where(), "gap junctions join cells with membrane", null);
        }
        return cells;
    }

    private GapJunctions junctions(Node.Field named, Field field, Entry entry) {
        IntFunction<Sites> here = siting.sites(entry, NetworkFormat.JUNCTION_PLACE, field.target().first(),
                field.target().count());
        IntFunction<Sites> there = siting.sites(entry, NetworkFormat.JUNCTION_PLACE, field.source().first(),
                field.source().count());
        Value conductance = entry.node(NetworkFormat.CONDUCTANCE)
                .map(node -> variation(entry, field).read(node, Measure.of(Unit.parse("uS"), values)))
                .orElse(new Value.Constant(0));
        if (conductance instanceof Value.Constant(double constant) && constant < 0) {
            Node node = entry.node(NetworkFormat.CONDUCTANCE).orElseThrow();
            values.report(node, node.where(), "a conductance must be 0 or more", null);
        }
        Rule rule = rules.read(entry, field, here);
        if (values.hasErrors()) {
            return GapJunctions.NONE;
        }
        RuledIncoming pairs = new RuledIncoming(field, rule, here, (int) entry.whole(NetworkFormat.PER_PAIR),
                new Value.Constant(0), List.of(conductance));
        return memory.gapJunctions(named.nameWhere(), pairs.expected(field.target()))
                ? pairs.gapJunctions(there)
                : GapJunctions.NONE;
    }
}
