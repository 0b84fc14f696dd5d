package huxley.solver.kernel;

import huxley.neuron.mechanism.Variable;
import huxley.neuron.mechanism.Variable.Role;
import huxley.neuron.mechanism.Variable.Scope;
import huxley.neuron.problem.Span;
import huxley.solver.program.Field;
import huxley.solver.program.Field.Storage;
import huxley.solver.program.Instruction;
import huxley.solver.program.Instruction.Effect;
import huxley.solver.program.Kernel;
import huxley.solver.program.Op;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Kernels made of any instruction in any order, from a seed. */
public final class RandomKernels {
    public static final Span NOWHERE = Span.none("random");
    public static final List<Field> FIELDS = List.of(field("x", Storage.INSTANCE, 1), field("y", Storage.INSTANCE, 1),
            field("array", Storage.INSTANCE, 3), field("v", Storage.NODE, 1), field("sum", Storage.NODE, 1),
            field("last", Storage.NODE, 1), field("p", Storage.UNIFORM, 1), field("q", Storage.UNIFORM, 2),
            field("stream", Storage.INSTANCE, 1));
    private static final Field X = FIELDS.get(0);
    private static final Field Y = FIELDS.get(1);
    private static final Field ARRAY = FIELDS.get(2);
    private static final Field STREAM = FIELDS.get(8);

    private final SplittableRandom random;
    private final boolean hazards;
    private int ids;

    private RandomKernels(long seed, boolean hazards) {
        this.random = new SplittableRandom(seed);
        this.hazards = hazards;
    }

    public static Field field(String name, Storage storage, int length) {
        Role role = name.equals("stream") ? Role.RANDOM : Role.ASSIGNED;
        return new Field(new Field.Symbol.OfVariable(new Variable(name, role, Scope.INSTANCE, "", length, 0,
                Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, true, NOWHERE)), storage, length);
    }

    /** A kernel of about {@code length} instructions; with hazards, node memory is accessed again after writing. */
    public static Kernel of(long seed, int length, boolean hazards) {
        RandomKernels maker = new RandomKernels(seed, hazards);
        List<Integer> values = new ArrayList<>();
        List<Instruction> body = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            body.add(maker.load(values));
        }
        while (body.size() < length) {
            body.add(maker.any(values));
        }
        body.add(new Instruction.Store(X, 0, values.getLast(), NOWHERE));
        if (!hazards) {
            body.add(new Instruction.Accumulate(FIELDS.get(4), maker.pick(values), NOWHERE));
            body.add(new Instruction.StoreNode(FIELDS.get(5), maker.pick(values), NOWHERE));
        }
        return new Kernel("random." + seed, FIELDS, body, maker.ids);
    }

    /** Kernels of seeds 0, 1, 2, ... */
    public static List<Kernel> of(int count, int length, boolean hazards) {
        return IntStream.range(0, count).mapToObj(seed -> of((long) seed, length, hazards)).toList();
    }

    private int pick(List<Integer> values) {
        int recent = Math.min(values.size(), 12);
        return values.get(values.size() - 1 - random.nextInt(random.nextInt(4) == 0 ? values.size() : recent));
    }

    private int produce(List<Integer> values) {
        values.add(ids);
        return ids++;
    }

    private Instruction load(List<Integer> values) {
        Field field = FIELDS.get(random.nextInt(FIELDS.size()));
        if (field == STREAM) {
            field = X;
        }
        if (!hazards && field.storage() == Storage.NODE) {
            field = FIELDS.get(3);
        }
        return new Instruction.Load(produce(values), field, random.nextInt(field.length()), NOWHERE);
    }

    private Instruction any(List<Integer> values) {
        return switch (random.nextInt(30)) {
        case 0 ->
            new Instruction.Constant(produce(values), random.nextInt(5) == 0 ? 0 : random.nextDouble(-3, 3), NOWHERE);
        case 1, 2 -> load(values);
        case 3 -> new Instruction.Store(random.nextBoolean() ? X : Y, 0, pick(values), NOWHERE);
        case 4 -> new Instruction.Store(ARRAY, random.nextInt(3), pick(values), NOWHERE);
        case 5 -> {
            int element = pick(values);
            yield new Instruction.LoadElement(produce(values), ARRAY, element, NOWHERE);
        }
        case 6 ->
            new Instruction.StoreElement(ARRAY, pick(values), pick(values), random.nextBoolean() ? -1 : pick(values),
                    NOWHERE);
        case 7 -> {
            int[] arguments = {pick(values), pick(values)};
            yield new Instruction.Lookup(produce(values), "table", arguments, NOWHERE);
        }
        case 8 -> new Effect(Effect.Kind.NET_SEND, pick(values), pick(values), random.nextBoolean() ? -1 : pick(values),
                NOWHERE);
        case 9 -> loop(values);
        case 10 -> hazards ? new Instruction.Accumulate(FIELDS.get(4), pick(values), NOWHERE) : compute(values);
        case 11 -> hazards ? new Instruction.StoreNode(FIELDS.get(5), pick(values), NOWHERE) : compute(values);
        case 12 -> draw(values);
        default -> compute(values);
        };
    }

    private Instruction draw(List<Integer> values) {
        Instruction.Draw.Distribution[] all = Instruction.Draw.Distribution.values();
        int a = pick(values);
        int b = pick(values);
        int predicate = random.nextBoolean() ? -1 : pick(values);
        return new Instruction.Draw(produce(values), all[random.nextInt(4)], STREAM, random.nextInt(3), a, b, predicate,
                NOWHERE);
    }

    private Instruction compute(List<Integer> values) {
        Op op = Op.values()[random.nextInt(Op.values().length)];
        int a = pick(values);
        int b = op.arity() > 1 ? pick(values) : -1;
        int c = op.arity() > 2 ? pick(values) : -1;
        return new Instruction.Compute(produce(values), op, a, b, c, NOWHERE);
    }

    /** Counts a number of rounds down that depends on the instance, doing arithmetic meanwhile; may not end. */
    private Instruction loop(List<Integer> values) {
        int[] initial = {pick(values), pick(values)};
        int[] parameters = {ids++, ids++};
        List<Instruction> condition = new ArrayList<>();
        int limit = ids++;
        condition.add(new Instruction.Constant(limit, random.nextDouble(-2, 2), NOWHERE));
        int holds = ids++;
        condition.add(new Instruction.Compute(holds, Op.GT, parameters[0], limit, -1, NOWHERE));
        List<Integer> inside = new ArrayList<>(values);
        inside.add(parameters[0]);
        inside.add(parameters[1]);
        List<Instruction> body = new ArrayList<>();
        int step = ids++;
        body.add(new Instruction.Constant(step, -random.nextDouble(0.05, 1), NOWHERE));
        int next = ids++;
        body.add(new Instruction.Compute(next, Op.ADD, parameters[0], step, -1, NOWHERE));
        for (int i = random.nextInt(6); i >= 0; i--) {
            body.add(random.nextInt(8) == 0 ? load(inside) : compute(inside));
        }
        if (random.nextInt(3) == 0) {
            body.add(new Instruction.Store(Y, 0, pick(inside), NOWHERE));
        }
        values.add(parameters[0]);
        values.add(parameters[1]);
        return new Instruction.Loop(parameters, initial, condition, holds, body, new int[] {next, pick(inside)}, 20,
                NOWHERE);
    }
}
