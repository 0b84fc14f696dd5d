package huxley.solver.engine;

import huxley.neuron.cell.Cell;
import huxley.neuron.cell.Shape;
import huxley.neuron.mechanism.Ion;
import huxley.neuron.mechanism.Ion.Quantity;
import huxley.neuron.mechanism.Mechanism;
import huxley.neuron.mechanism.Mechanism.Kind;
import huxley.neuron.mechanism.Variable;
import huxley.neuron.mechanism.Variable.Role;
import huxley.neuron.mechanism.Variable.Scope;
import huxley.neuron.problem.InvalidInputException;
import huxley.neuron.problem.Problem;
import huxley.neuron.problem.Span;
import huxley.solver.lowering.IonField;
import huxley.solver.lowering.MemoryLayout;
import huxley.synapse.Circuit;
import huxley.synapse.Circuit.ArtificialCell;
import huxley.synapse.Circuit.CellInstance;
import huxley.synapse.Projection;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What the groups of a circuit consist of: kinds of cells, mechanisms and ions, and what memory each of them needs.
 */
final class Census {
    final Circuit circuit;
    final List<GroupLayout> layouts = new ArrayList<>();
    /**
     * In the order in which currents are summed and states advanced: those that write concentrations first, then others
     * by their first appearance, density mechanisms before point processes before artificial cells.
     */
    final List<Mechanism> mechanisms;
    final Map<String, IonPlan> ions = new LinkedHashMap<>();
    final Set<IonField> uniformIons = new HashSet<>();
    final Set<IonField> unusedCurrents = new HashSet<>();

    /** Distinct synapses of projections; {@code merged} if asked for. */
    final List<Species.Synapse> synapses = new ArrayList<>();
    /** [projection] index into {@link #synapses}, -1 onto artificial cells. */
    final int[] synapseOf;

    private final Map<Cell, CellPlan> plans = new IdentityHashMap<>();
    private final Map<Shape, CellPlan> shapes = new HashMap<>();
    private final Wishes wishes;

    Census(Circuit circuit, double temperature_degC, boolean secondOrder, int[][] groups) {
        this.circuit = circuit;
        members(circuit, groups).stream().forEach(gid -> plan(circuit.cells().get(gid).cell()));
        synapseOf = new int[circuit.projections().size()];
        for (int p = 0; p < synapseOf.length; p++) {
            synapseOf[p] = synapse(circuit.projections().get(p));
        }
        for (int[] gids : groups) {
            layouts.add(new GroupLayout(circuit, gids, this::plan));
        }
        mechanisms = inOrder();
        wishes = new Wishes(circuit);
        for (String ion : ionNames()) {
            boolean observed = wishes.ions().contains(new IonField(ion, Quantity.REVERSAL));
            ions.put(ion, new IonPlan(ion, valence(ion), temperature_degC, observed));
        }
        ions.keySet().forEach(ion -> planIon(ion, secondOrder));
        ions.values().forEach(ion -> plans.values().forEach(ion::start));
    }

    /** Cells that are in a group. */
    private static BitSet members(Circuit circuit, int[][] groups) {
        BitSet members = new BitSet(circuit.cells().size());
        for (int[] gids : groups) {
            IntStream.of(gids).filter(gid -> gid < circuit.cells().size()).forEach(members::set);
        }
        return members;
    }

    private int synapse(Projection projection) {
        Mechanism mechanism = projection.synapse();
        if (mechanism == null) {
            return -1;
        }
        mechanism.variables().stream().filter(v -> v.role() == Role.POINTER).findFirst().ifPresent(pointer -> {
            throw new InvalidInputException(Problem.error(Span.none("projection " + projection.name()),
                    "synapse " + mechanism.name() + " has the POINTER " + pointer.name()
                            + ", which the synapses of a projection cannot bind",
                    "place the synapses one by one, or let the mechanism read a RANGE variable instead"));
        });
        Species.Synapse synapse = new Species.Synapse(mechanism, projection.parameters(), projection.varying(),
                projection.merged() && projection.feedback() == null && projection.varying().isEmpty());
        CellPlan last = null;
        for (int gid = projection.target().first(); gid < projection.target().end(); gid++) {
            CellPlan plan = plans.get(circuit.cells().get(gid).cell());
            if (plan != null && plan != last) {
                plan.synapses.add(mechanism);
                last = plan;
            }
        }
        for (int s = 0; s < synapses.size(); s++) {
            if (synapses.get(s).sameAs(synapse)) {
                return s;
            }
        }
        synapses.add(synapse);
        return synapses.size() - 1;
    }

    /** Whether a mechanism is painted or placed on cells, or is that of artificial cells. */
    boolean standsAlone(Mechanism mechanism) {
        return mechanism.kind() == Kind.ARTIFICIAL
                || plans.values().stream().anyMatch(p -> p.use(mechanism).isPresent());
    }

    CellPlan plan(Cell cell) {
        CellPlan known = plans.get(cell);
        if (known == null) {
            Shape shape = new Shape(cell);
            known = new CellPlan(cell, shapes.get(shape));
            shapes.putIfAbsent(shape, known);
            plans.put(cell, known);
        }
        return known;
    }

    /** The order is that of all ranks. */
    private List<Mechanism> inOrder() {
        Set<Mechanism> here = Collections.newSetFromMap(new IdentityHashMap<>());
        plans.values().forEach(plan -> plan.uses.forEach(use -> here.add(use.mechanism)));
        synapses.forEach(synapse -> here.add(synapse.mechanism()));
        circuit.artificialCells().forEach(artificial -> here.add(artificial.mechanism()));
        List<Mechanism> all = mechanismsOf(circuit).stream().filter(here::contains).toList();
        List<Mechanism> ordered = new ArrayList<>(all.stream().filter(Census::writesConcentration).toList());
        for (Kind kind : Kind.values()) {
            all.stream().filter(m -> m.kind() == kind && !writesConcentration(m)).forEach(ordered::add);
        }
        return List.copyOf(ordered);
    }

    /** Of cells, synapses and artificial cells of all ranks, by their first appearance. */
    static List<Mechanism> mechanismsOf(Circuit circuit) {
        Set<Cell> kinds = Collections.newSetFromMap(new IdentityHashMap<>());
        Set<Mechanism> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        List<Mechanism> all = new ArrayList<>();
        for (CellInstance instance : circuit.cells()) {
            Cell cell = instance.cell();
            if (kinds.add(cell)) {
                cell.painted().stream().map(Cell.Painted::mechanism).filter(seen::add).forEach(all::add);
                cell.placed().stream().map(Cell.Placed::mechanism).filter(seen::add).forEach(all::add);
            }
        }
        circuit.projections().stream().map(Projection::synapse).filter(Objects::nonNull).filter(seen::add)
                .forEach(all::add);
        circuit.artificialCells().stream().map(ArtificialCell::mechanism).filter(seen::add).forEach(all::add);
        return all;
    }

    private static boolean writesConcentration(Mechanism mechanism) {
        return mechanism.ions().stream()
                .anyMatch(i -> i.writes().contains(Quantity.INNER) || i.writes().contains(Quantity.OUTER));
    }

    private Set<String> ionNames() {
        Set<String> names = new LinkedHashSet<>();
        mechanisms.forEach(m -> m.ions().forEach(i -> names.add(i.name())));
        wishes.ions().forEach(f -> names.add(f.ion()));
        return names;
    }

    /** Whether someone outside mechanisms reads or writes a quantity of the ion. */
    boolean isObserved(String ion) {
        return wishes.ions().stream().anyMatch(f -> f.ion().equals(ion));
    }

    private double valence(String ion) {
        Stream<Double> declared = mechanisms.stream().flatMap(m -> m.ion(ion).stream()).map(Ion::valence);
        Stream<Double> set = plans.keySet().stream().flatMap(c -> c.ions().stream()).filter(s -> s.ion().equals(ion))
                .map(Cell.IonSetting::valence);
        return Stream.concat(declared, set).filter(z -> !Double.isNaN(z)).findFirst().orElse(switch (ion) {
        case "na", "k" -> 1.0;
        case "ca" -> 2.0;
        default -> 0.0;
        });
    }

    private void planIon(String ion, boolean secondOrder) {
        for (Quantity quantity : List.of(Quantity.REVERSAL, Quantity.INNER, Quantity.OUTER)) {
            IonField field = new IonField(ion, quantity);
            boolean written = mechanisms.stream().flatMap(m -> m.ion(ion).stream())
                    .anyMatch(i -> i.writes().contains(quantity));
            if (!written && !wishes.ions().contains(field)
                    && layouts.stream().allMatch(l -> isSame(l, ion, quantity))) {
                uniformIons.add(field);
            }
        }
        IonField current = new IonField(ion, Quantity.CURRENT);
        boolean read = mechanisms.stream().flatMap(m -> m.ion(ion).stream())
                .anyMatch(i -> i.reads().contains(Quantity.CURRENT));
        boolean used = read || wishes.ions().contains(current);
        if (!used) {
            unusedCurrents.add(current);
        }
        if (!used || !secondOrder) {
            unusedCurrents.add(new IonField(ion, Quantity.CONDUCTANCE));
        }
    }

    private boolean isSame(GroupLayout layout, String ion, Quantity quantity) {
        double value = Double.NaN;
        for (CellPlan plan : kinds(layout)) {
            IonPlan.Start start = startOf(ion, plan);
            if (quantity == Quantity.REVERSAL && start.refreshed().length > 0 || !start.isSame(quantity)) {
                return false;
            }
            if (start.isUsed()) {
                double here = start.at(quantity, start.used().nextSetBit(0));
                if (!Double.isNaN(value) && here != value) {
                    return false;
                }
                value = here;
            }
        }
        return true;
    }

    private IonPlan.Start startOf(String ion, CellPlan plan) {
        IonPlan ionPlan = ions.get(ion);
        if (ionPlan == null) {
            throw new IllegalStateException("no plan for ion " + ion + "; please report");
        }
        return ionPlan.start(plan);
    }

    private static Set<CellPlan> kinds(GroupLayout layout) {
        Set<CellPlan> kinds = Collections.newSetFromMap(new IdentityHashMap<>());
        layout.parts.forEach(p -> kinds.addAll(p.plans()));
        return kinds;
    }

    /** What memory a mechanism needs. */
    MemoryLayout layoutOf(Mechanism mechanism, boolean tables) {
        Set<String> varying = new HashSet<>();
        List<Variable> parameters = mechanism.variables().stream()
                .filter(v -> v.role() == Role.PARAMETER && v.scope() == Scope.INSTANCE).toList();
        Set<Set<CellPlan>> seen = new HashSet<>();
        for (GroupLayout layout : layouts) {
            Set<CellPlan> kinds = kinds(layout);
            if (layout.artificial.length > 0 || seen.add(kinds)) {
                for (Variable parameter : parameters) {
                    if (!varying.contains(parameter.name()) && varies(mechanism, parameter, layout, kinds)) {
                        varying.add(parameter.name());
                    }
                }
            }
        }
        return layoutOf(mechanism, varying, tables);
    }

    /** What memory a synapse needs. */
    MemoryLayout layoutOf(Species.Synapse synapse, boolean tables) {
        return layoutOf(synapse.mechanism(), Set.copyOf(synapse.varying()), tables);
    }

    private MemoryLayout layoutOf(Mechanism mechanism, Set<String> varying, boolean tables) {
        return new MemoryLayout(varying, wishes.variables().getOrDefault(mechanism, Set.of()), uniformIons,
                unusedCurrents, tables);
    }

    private boolean varies(Mechanism mechanism, Variable parameter, GroupLayout layout, Set<CellPlan> kinds) {
        double value = Double.NaN;
        for (CellPlan plan : kinds) {
            CellPlan.Use use = plan.use(mechanism).orElse(null);
            int different = use == null ? 0 : use.isUniform(parameter) ? Math.min(1, use.count()) : use.count();
            for (int j = 0; use != null && j < different; j++) {
                double here = use.value(parameter, j);
                if (!Double.isNaN(value) && here != value) {
                    return true;
                }
                value = here;
            }
        }
        for (int gid : layout.artificial) {
            ArtificialCell cell = circuit.artificialCells().get(gid - circuit.cells().size());
            if (cell.mechanism() == mechanism) {
                double here = cell.parameters().getOrDefault(parameter.name(), parameter.initial());
                if (!Double.isNaN(value) && here != value) {
                    return true;
                }
                value = here;
            }
        }
        return false;
    }

    /** Names that someone outside a mechanism reads or writes: [mechanism] variables, and ion quantities. */
    private record Wishes(Map<Mechanism, Set<String>> variables, Set<IonField> ions) {
        Wishes(Circuit circuit) {
            this(new IdentityHashMap<>(), new HashSet<>());
            Stream<Circuit.Quantity> all = Stream.of(circuit.probes().stream().map(Circuit.Probe::quantity),
                    circuit.plays().stream().map(Circuit.Play::target),
                    circuit.pointers().stream().map(Circuit.Pointer::target)).flatMap(s -> s);
            Map<List<Object>, Boolean> done = new HashMap<>();
            all.forEach(q -> {
                switch (q) {
                case Circuit.Quantity.Density d -> wish(circuit, d.gid(), d.mechanism(), d.variable(), done);
                case Circuit.Quantity.Point p ->
                    wish(Addresses.mechanismOf(circuit, p.gid(), p.placed()), p.variable());
                case Circuit.Quantity.IonQuantity i -> ions.add(new IonField(i.ion(), i.quantity()));
                case Circuit.Quantity.Synaptic s -> circuit.projections().stream()
                        .filter(p -> p.name().equals(s.projection())).map(Projection::synapse).filter(Objects::nonNull)
                        .forEach(m -> wish(m, s.variable()));
                case Circuit.Quantity.Voltage v -> {
                }
                case Circuit.Quantity.MembraneCurrent m -> {
                }
                case Circuit.Quantity.EngineQuantity e -> {
                }
                }
            });
        }

        private void wish(Circuit circuit, int gid, String mechanism, String variable,
                Map<List<Object>, Boolean> done) {
            Cell cell = circuit.cells().get(gid).cell();
            if (done.put(List.of(System.identityHashCode(cell), mechanism, variable), true) == null) {
                cell.painted().stream().map(Cell.Painted::mechanism).filter(m -> m.name().equals(mechanism))
                        .forEach(m -> wish(m, variable));
            }
        }

        private void wish(Mechanism mechanism, String variable) {
            variables.computeIfAbsent(mechanism, m -> new HashSet<>()).add(variable);
            for (Ion ion : mechanism.ions()) {
                for (Quantity quantity : Quantity.values()) {
                    if (ion.nameOf(quantity).equals(variable) && mechanism.variable(variable).isEmpty()
                            && quantity != Quantity.CURRENT) {
                        ions.add(new IonField(ion.name(), quantity));
                    }
                }
            }
        }
    }
}
