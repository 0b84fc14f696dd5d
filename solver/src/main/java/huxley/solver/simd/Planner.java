package huxley.solver.simd;

import huxley.solver.program.Field;
import huxley.solver.program.Field.Storage;
import huxley.solver.program.Instruction;
import huxley.solver.program.Instruction.Accumulate;
import huxley.solver.program.Instruction.Compute;
import huxley.solver.program.Instruction.Constant;
import huxley.solver.program.Instruction.Draw;
import huxley.solver.program.Instruction.Effect;
import huxley.solver.program.Instruction.Load;
import huxley.solver.program.Instruction.LoadElement;
import huxley.solver.program.Instruction.Lookup;
import huxley.solver.program.Instruction.Loop;
import huxley.solver.program.Instruction.Store;
import huxley.solver.program.Instruction.StoreElement;
import huxley.solver.program.Instruction.StoreNode;
import huxley.solver.program.Kernel;
import huxley.solver.simd.Plan.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a kernel into loops.
 *
 * <p>Elementary functions are computed by loops of their own, which all kernels of all models share: what remains of a
 * kernel is little code, so the JIT compiler, which takes about a millisecond for each vector operation that it has not
 * seen, is done early. A kernel therefore runs by stages: what needs no function, the functions of that, what needs their
 * results, and so on. Within a stage instructions are ordered by what they serve: everything that a store needs comes just
 * before it, which brings the work on one gate together. Then a stage is cut where the cost of a loop reaches {@link
 * #BUDGET}, past which the JIT compiler would spill vectors, at the place where the fewest values must pass from one
 * loop to the next.
 */
final class Planner {
    /** Vector operations a loop may hold. */
    static final int BUDGET = 130;

    private final Kernel kernel;
    private final Map<Integer, Instruction> producer = new HashMap<>();
    private final BitSet uniform;

    private Planner(Kernel kernel) {
        this.kernel = kernel;
        this.uniform = kernel.uniform();
    }

    static Plan plan(Kernel kernel) {
        return new Planner(kernel).plan();
    }

    private Plan plan() {
        List<Instruction> prelude = new ArrayList<>();
        List<Instruction> varying = new ArrayList<>();
        for (Instruction instruction : kernel.body()) {
            for (int id : Operands.produced(instruction)) {
                producer.put(id, instruction);
            }
            if (Arrays.stream(Operands.produced(instruction)).anyMatch(uniform::get)) {
                prelude.add(instruction);
            } else {
                varying.add(instruction);
            }
        }
        List<List<Instruction>> cuts = cut(byStage(new Schedule(varying).order()));
        Map<Integer, Integer> uniforms = new TreeMap<>();
        for (Instruction instruction : varying) {
            for (int id : Operands.read(instruction)) {
                if (uniform.get(id) && !(producer.get(id) instanceof Constant)) {
                    uniforms.putIfAbsent(id, uniforms.size());
                }
            }
        }
        return segments(prelude, uniforms, cuts);
    }

    /**
     * Sorts by stage: that of an instruction is at least that of what it reads, and one more than that of a function it
     * reads. Actions keep their order, and loads their place between actions that change what they load.
     */
    private static List<Instruction> byStage(List<Instruction> order) {
        Map<Integer, Integer> stageOfValue = new HashMap<>();
        Map<Instruction, Integer> stages = new IdentityHashMap<>();
        List<Instruction> actions = new ArrayList<>();
        for (Instruction instruction : order) {
            boolean acts = Operands.acts(instruction);
            int stage = actions.stream().filter(earlier -> acts || loadsWhatChanges(instruction, earlier))
                    .mapToInt(stages::get).max().orElse(0);
            for (int id : Operands.read(instruction)) {
                stage = Math.max(stage, stageOfValue.getOrDefault(id, 0));
            }
            stage += kind(instruction) == Kind.FUNCTION ? 1 - stage % 2 : stage % 2;
            for (int id : Operands.produced(instruction)) {
                stageOfValue.put(id, stage);
            }
            stages.put(instruction, stage);
            if (acts) {
                actions.add(instruction);
            }
        }
        return order.stream().sorted(Comparator.comparing(stages::get)).toList();
    }

    /** Orders instructions so that what an action needs comes just before it, keeping the order of actions and of accesses to the same memory. */
    private final class Schedule {
        private final List<Instruction> given;
        private final List<Instruction> order = new ArrayList<>();
        private final BitSet done = new BitSet();
        private final Map<Integer, Integer> position = new HashMap<>();

        Schedule(List<Instruction> given) {
            this.given = given;
            for (int i = 0; i < given.size(); i++) {
                for (int id : Operands.produced(given.get(i))) {
                    position.put(id, i);
                }
            }
        }

        List<Instruction> order() {
            BitSet needed = needed();
            for (int i = 0; i < given.size(); i++) {
                if (Operands.acts(given.get(i))) {
                    for (int before = 0; before < i; before++) {
                        if (needed.get(before) && loadsWhatChanges(given.get(before), given.get(i))) {
                            place(before);
                        }
                    }
                    place(i);
                }
            }
            return order;
        }

        /** Places an instruction after what it reads, which goes in the order given. */
        private void place(int last) {
            BitSet cone = new BitSet();
            cone.set(last);
            for (int i = last; i >= 0; i = cone.previousSetBit(i - 1)) {
                for (int id : Operands.read(given.get(i))) {
                    Integer at = position.get(id);
                    if (at != null && !done.get(at)) {
                        cone.set(at);
                    }
                }
            }
            cone.andNot(done);
            cone.stream().forEach(i -> order.add(given.get(i)));
            done.or(cone);
        }

        private BitSet needed() {
            BitSet needed = new BitSet();
            for (int i = given.size() - 1; i >= 0; i--) {
                Instruction instruction = given.get(i);
                if (Operands.acts(instruction) || needed.get(i)) {
                    needed.set(i);
                    for (int id : Operands.read(instruction)) {
                        Integer at = position.get(id);
                        if (at != null) {
                            needed.set(at);
                        }
                    }
                }
            }
            return needed;
        }
    }

    private static boolean loadsWhatChanges(Instruction load, Instruction action) {
        return switch (load) {
        case Load l -> changes(action, l.field());
        case LoadElement l -> changes(action, l.field());
        case Loop loop -> Operands.nested(loop).anyMatch(nested -> loadsWhatChanges(nested, action));
        case Constant _,Compute _,Store _,StoreElement _,Accumulate _,StoreNode _,Lookup _,Draw _,Effect _ ->
            false;
        };
    }

    static boolean changes(Instruction action, Field field) {
        return switch (action) {
        case Store store -> store.field().equals(field);
        case StoreElement store -> store.field().equals(field);
        case Accumulate accumulate -> accumulate.field().equals(field);
        case StoreNode store -> store.field().equals(field);
        case Draw draw -> draw.stream().equals(field);
        case Loop loop -> Operands.nested(loop).anyMatch(nested -> changes(nested, field));
        case Constant _,Load _,LoadElement _,Compute _,Lookup _,Effect _ -> false;
        };
    }

    private List<List<Instruction>> cut(List<Instruction> order) {
        List<List<Instruction>> cuts = new ArrayList<>();
        int begin = 0;
        while (begin < order.size()) {
            int end = endOfRun(order, begin);
            if (end < order.size() && kind(order.get(end)) == Kind.VECTOR && kind(order.get(begin)) == Kind.VECTOR) {
                end = cheapestCut(order, begin, end);
            }
            cuts.add(order.subList(begin, end));
            begin = end;
        }
        return cuts;
    }

    /** The first instruction of another kind, or the one that exceeds the budget. */
    private int endOfRun(List<Instruction> order, int begin) {
        Kind kind = kind(order.get(begin));
        if (kind == Kind.FUNCTION) {
            return begin + 1;
        }
        int cost = 0;
        int end = begin;
        while (end < order.size() && kind(order.get(end)) == kind) {
            cost += Cost.of(order.get(end));
            if (cost > BUDGET && end > begin) {
                break;
            }
            end++;
        }
        return end;
    }

    /** Where, in the last half of the loop, the fewest values are alive. */
    private int cheapestCut(List<Instruction> order, int begin, int end) {
        int best = end;
        int fewest = Integer.MAX_VALUE;
        for (int at = end; at > begin + (end - begin) / 2; at--) {
            int alive = alive(order, at);
            if (alive < fewest) {
                fewest = alive;
                best = at;
            }
        }
        return best;
    }

    private int alive(List<Instruction> order, int at) {
        BitSet before = new BitSet();
        for (Instruction instruction : order.subList(0, at)) {
            if (!(instruction instanceof Load)) {
                Arrays.stream(Operands.produced(instruction)).forEach(before::set);
            }
        }
        BitSet after = new BitSet();
        for (Instruction instruction : order.subList(at, order.size())) {
            Arrays.stream(Operands.read(instruction)).forEach(after::set);
        }
        before.and(after);
        return before.cardinality();
    }

    private static Kind kind(Instruction instruction) {
        if (instruction instanceof Compute compute && Functions.SHARED.contains(compute.op())) {
            return Kind.FUNCTION;
        }
        return Cost.vectorisable(instruction) ? Kind.VECTOR : Kind.SCALAR;
    }

    private Plan segments(List<Instruction> prelude, Map<Integer, Integer> uniforms, List<List<Instruction>> cuts) {
        Map<Integer, Integer> home = new HashMap<>();
        Map<Integer, Integer> lastUse = new HashMap<>();
        List<List<Instruction>> bodies = new ArrayList<>();
        for (int s = 0; s < cuts.size(); s++) {
            List<Instruction> body = kind(cuts.get(s).getFirst()) == Kind.FUNCTION ? cuts.get(s) : withReloads(cuts, s);
            bodies.add(body);
            for (Instruction instruction : body) {
                for (int id : Operands.produced(instruction)) {
                    home.putIfAbsent(id, s);
                }
                for (int id : Operands.read(instruction)) {
                    lastUse.put(id, s);
                }
            }
        }
        return assignSlots(prelude, uniforms, bodies, home, lastUse);
    }

    /** A value loaded by an earlier loop is loaded again where nothing has changed its memory since. */
    private List<Instruction> withReloads(List<List<Instruction>> cuts, int segment) {
        List<Instruction> body = new ArrayList<>();
        BitSet own = new BitSet();
        for (Instruction instruction : cuts.get(segment)) {
            Arrays.stream(Operands.produced(instruction)).forEach(own::set);
        }
        BitSet added = new BitSet();
        for (Instruction instruction : cuts.get(segment)) {
            for (int id : Operands.read(instruction)) {
                if (!own.get(id) && !uniform.get(id) && !added.get(id)) {
                    Load again = reload(cuts, segment, id);
                    if (again != null) {
                        body.add(again);
                        added.set(id);
                    }
                }
            }
        }
        body.addAll(cuts.get(segment));
        return body;
    }

    private @Nullable Load reload(List<List<Instruction>> cuts, int segment, int id) {
        if (!(producer.get(id) instanceof Load load)) {
            return null;
        }
        boolean seen = false;
        for (List<Instruction> earlier : cuts.subList(0, segment)) {
            for (Instruction instruction : earlier) {
                seen |= instruction == load;
                if (seen && changes(instruction, load.field())) {
                    return null;
                }
            }
        }
        return seen ? load : null;
    }

    private Plan assignSlots(List<Instruction> prelude, Map<Integer, Integer> uniforms, List<List<Instruction>> bodies,
            Map<Integer, Integer> home, Map<Integer, Integer> lastUse) {
        Map<Integer, Integer> slotOf = new HashMap<>();
        BitSet taken = new BitSet();
        int slots = 0;
        List<Plan.Segment> segments = new ArrayList<>();
        for (int s = 0; s < bodies.size(); s++) {
            List<Instruction> body = bodies.get(s);
            BitSet here = new BitSet();
            body.forEach(i -> Arrays.stream(Operands.produced(i)).forEach(here::set));
            Map<Integer, Integer> incoming = new TreeMap<>();
            Map<Integer, Integer> outgoing = new TreeMap<>();
            for (Instruction instruction : body) {
                for (int id : Operands.read(instruction)) {
                    if (!here.get(id) && !uniform.get(id)) {
                        incoming.put(id, slotOf.get(id));
                    }
                }
            }
            Kind kind = kind(body.getLast());
            if (kind == Kind.FUNCTION) {
                release(slotOf, lastUse, s, taken);
            }
            for (int id = here.nextSetBit(0); id >= 0; id = here.nextSetBit(id + 1)) {
                if (home.getOrDefault(id, -1) == s && lastUse.getOrDefault(id, -1) > s && neededLater(bodies, s, id)) {
                    int slot = taken.nextClearBit(0);
                    taken.set(slot);
                    slots = Math.max(slots, slot + 1);
                    slotOf.put(id, slot);
                    outgoing.put(id, slot);
                }
            }
            if (!outgoing.isEmpty() || body.stream().anyMatch(Operands::acts)) {
                segments.add(new Plan.Segment(kind, body, incoming, outgoing));
            }
            release(slotOf, lastUse, s, taken);
        }
        return new Plan(kernel, prelude, uniforms, segments, slots, kernel.returnsToNodes());
    }

    /** Frees the slots of values that no loop after {@code segment} reads. */
    private static void release(Map<Integer, Integer> slotOf, Map<Integer, Integer> lastUse, int segment,
            BitSet taken) {
        for (Iterator<Map.Entry<Integer, Integer>> entries = slotOf.entrySet().iterator(); entries.hasNext();) {
            Map.Entry<Integer, Integer> entry = entries.next();
            if (lastUse.getOrDefault(entry.getKey(), -1) <= segment) {
                taken.clear(entry.getValue());
                entries.remove();
            }
        }
    }

    /** Whether a later loop reads the value without loading it again. */
    private static boolean neededLater(List<List<Instruction>> bodies, int segment, int id) {
        for (List<Instruction> body : bodies.subList(segment + 1, bodies.size())) {
            boolean reads = body.stream().anyMatch(i -> Arrays.stream(Operands.read(i)).anyMatch(read -> read == id));
            boolean loads = body.stream().anyMatch(i -> Arrays.stream(Operands.produced(i)).anyMatch(p -> p == id));
            if (reads && !loads) {
                return true;
            }
        }
        return false;
    }
}
