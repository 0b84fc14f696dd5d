package huxley.solver.scalar;

import huxley.solver.elementary.Elementary;
import huxley.solver.elementary.ElementarySingle;
import huxley.solver.elementary.MechanismDraws;
import huxley.solver.kernel.Frame;
import huxley.solver.program.Field;
import huxley.solver.program.Instruction;
import huxley.solver.program.Instruction.Effect;
import huxley.solver.program.Instruction.Loop;
import huxley.solver.program.Kernel;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** Makes instructions ready: fields become positions in {@link Frame#arrays}. */
final class Steps {
    /** Failure codes of {@link Effect.Kind#FAIL}. */
    private static final int ENDLESS = 0;
    private static final int INDEX_OUT_OF_RANGE = 2;

    private final List<Field> fields;
    /** Whether operations round to single precision. */
    private final boolean single;
    private final BitSet uniform;

    Steps(Kernel kernel) {
        fields = kernel.fields();
        single = kernel.isSingle();
        uniform = kernel.uniform();
    }

    List<Step> of(List<Instruction> body) {
        List<Step> steps = new ArrayList<>();
        for (Instruction instruction : body) {
            steps.add(step(instruction));
        }
        return steps;
    }

    private Step step(Instruction instruction) {
        return switch (instruction) {
        case Instruction.Constant i -> batch -> {
            for (int lane = 0; lane < batch.lanes; lane++) {
                batch.set(i.id(), lane, i.value());
            }
        };
        case Instruction.Compute i -> compute(i);
        case Instruction.Load i -> load(i);
        case Instruction.Store i -> store(i);
        case Instruction.LoadElement i -> loadElement(i);
        case Instruction.StoreElement i -> storeElement(i);
        case Instruction.Accumulate i -> accumulate(i);
        case Instruction.StoreNode i -> storeNode(i);
        case Instruction.Lookup i -> lookup(i);
        case Instruction.Draw i -> draw(i);
        case Effect i -> effect(i);
        case Loop i -> loop(i);
        };
    }

    private Step compute(Instruction.Compute i) {
        int b = Math.max(i.b(), 0);
        int c = Math.max(i.c(), 0);
        if (single && !uniform.get(i.id())) {
            return batch -> {
                for (int lane = 0; lane < batch.lanes; lane++) {
                    batch.set(i.id(), lane, ElementarySingle.apply(i.op(), (float) batch.value(i.a(), lane),
                            (float) batch.value(b, lane), (float) batch.value(c, lane)));
                }
            };
        }
        return batch -> {
            for (int lane = 0; lane < batch.lanes; lane++) {
                batch.set(i.id(), lane, Elementary.apply(i.op(), batch.value(i.a(), lane), batch.value(b, lane),
                        batch.value(c, lane)));
            }
        };
    }

    private double rounded(double value) {
        return single ? (float) value : value;
    }

    /** Where an element of a field lies for an instance. */
    private static int position(Field field, int element, Frame frame, int instance) {
        return switch (field.storage()) {
        case INSTANCE -> element * frame.padded + instance;
        case NODE -> frame.nodeOf(instance);
        case UNIFORM, EVENT -> element;
        };
    }

    private Step load(Instruction.Load i) {
        int array = fields.indexOf(i.field());
        return batch -> {
            for (int lane = 0; lane < batch.lanes; lane++) {
                batch.set(i.id(), lane,
                        batch.frame.get(array, position(i.field(), i.element(), batch.frame, batch.first + lane)));
            }
        };
    }

    private Step store(Instruction.Store i) {
        int array = fields.indexOf(i.field());
        return batch -> {
            for (int lane = 0; lane < batch.lanes; lane++) {
                if (batch.active[lane]) {
                    batch.frame.set(array, position(i.field(), i.element(), batch.frame, batch.first + lane),
                            batch.operand(i.value(), lane));
                }
            }
        };
    }

    private Step loadElement(Instruction.LoadElement i) {
        int array = fields.indexOf(i.field());
        return batch -> {
            for (int lane = 0; lane < batch.lanes; lane++) {
                int element = (int) batch.value(i.element(), lane);
                boolean legal = element >= 0 && element < i.field().length();
                if (!legal && batch.happens(-1, lane)) {
                    batch.fail(lane, INDEX_OUT_OF_RANGE);
                }
                batch.set(i.id(), lane, legal
                        ? batch.frame.get(array, position(i.field(), element, batch.frame, batch.first + lane))
                        : Double.NaN);
            }
        };
    }

    private Step storeElement(Instruction.StoreElement i) {
        int array = fields.indexOf(i.field());
        return batch -> {
            for (int lane = 0; lane < batch.lanes; lane++) {
                if (batch.happens(i.predicate(), lane)) {
                    int element = (int) batch.value(i.element(), lane);
                    if (element < 0 || element >= i.field().length()) {
                        batch.fail(lane, INDEX_OUT_OF_RANGE);
                    } else {
                        batch.frame.set(array, position(i.field(), element, batch.frame, batch.first + lane),
                                batch.operand(i.value(), lane));
                    }
                }
            }
        };
    }

    private Step accumulate(Instruction.Accumulate i) {
        int array = fields.indexOf(i.field());
        return batch -> {
            for (int lane = 0; lane < batch.lanes;) {
                boolean together = batch.isChunkAtOneNode(lane);
                if (batch.active[lane]) {
                    int node = batch.frame.nodeOf(batch.first + lane);
                    double added = together ? sumOfChunk(batch, i.value(), lane) : batch.operand(i.value(), lane);
                    batch.frame.set(array, node, batch.frame.get(array, node) + added);
                }
                lane += together ? Frame.CHUNK : 1;
            }
        };
    }

    private double sumOfChunk(Batch batch, int value, int lane) {
        double[] sums = new double[Frame.CHUNK];
        for (int k = 0; k < sums.length; k++) {
            sums[k] = batch.operand(value, lane + k);
        }
        for (int half = sums.length / 2; half > 0; half /= 2) {
            for (int k = 0; k < half; k++) {
                sums[k] = rounded(sums[k] + sums[k + half]);
            }
        }
        return sums[0];
    }

    private Step storeNode(Instruction.StoreNode i) {
        int array = fields.indexOf(i.field());
        return batch -> {
            for (int lane = 0; lane < batch.lanes; lane++) {
                if (batch.active[lane]) {
                    batch.frame.set(array, batch.frame.nodeOf(batch.first + lane), batch.operand(i.value(), lane));
                }
            }
        };
    }

    private Step lookup(Instruction.Lookup i) {
        double[] arguments = new double[i.arguments().length];
        return batch -> {
            for (int lane = 0; lane < batch.lanes; lane++) {
                double[] now = arguments.clone();
                for (int k = 0; k < now.length; k++) {
                    now[k] = batch.value(i.arguments()[k], lane);
                }
                batch.set(i.id(), lane, rounded(batch.frame.lookups.lookup(i.table(), now)));
            }
        };
    }

    private Step draw(Instruction.Draw i) {
        int array = fields.indexOf(i.stream());
        return batch -> {
            double[] positions = batch.frame.arrays[array];
            for (int lane = 0; lane < batch.lanes; lane++) {
                double a = i.a() < 0 ? 0 : batch.value(i.a(), lane);
                double b = i.b() < 0 ? 0 : batch.value(i.b(), lane);
                int instance = batch.first + lane;
                batch.set(i.id(), lane, batch.happens(i.predicate(), lane)
                        ? rounded(
                                MechanismDraws.draw(i.distribution(), positions, instance,
                                        batch.frame.identity[instance],
                                        i.purpose(), batch.frame.seed, a, b))
                        : 0);
            }
        };
    }

    private static Step effect(Effect i) {
        return batch -> {
            for (int lane = 0; lane < batch.lanes; lane++) {
                if (batch.happens(i.predicate(), lane)) {
                    perform(i, batch, lane);
                }
            }
        };
    }

    private static void perform(Effect i, Batch batch, int lane) {
        double a = batch.value(i.a(), lane);
        double b = i.b() < 0 ? 0 : batch.value(i.b(), lane);
        int instance = batch.first + lane;
        Frame.Effects effects = batch.frame.effects;
        if (effects == null) {
            throw new IllegalStateException(i.kind() + " without a receiver; please report");
        }
        switch (i.kind()) {
        case NET_SEND -> effects.netSend(instance, a, b);
        case NET_MOVE -> effects.netMove(instance, a);
        case NET_EVENT -> effects.netEvent(instance, a);
        case WATCH -> effects.watch(instance, (int) a, b);
        case FOR_NETCONS -> effects.forNetcons(instance, (int) a);
        case FAIL -> effects.fail(instance, (int) a);
        }
    }

    private Step loop(Loop i) {
        List<Step> condition = of(i.condition());
        List<Step> body = of(i.body());
        return batch -> {
            assign(batch, i.parameters(), i.initial());
            boolean[] outer = batch.active;
            batch.active = outer.clone();
            for (int round = 0; stillRunning(batch, i, condition); round++) {
                if (round == i.limit()) {
                    failRunning(batch);
                    break;
                }
                body.forEach(step -> step.run(batch));
                assign(batch, i.parameters(), i.next());
            }
            batch.active = outer;
        };
    }

    /** Evaluates the condition; lanes where it fails stop for good. */
    private static boolean stillRunning(Batch batch, Loop loop, List<Step> condition) {
        condition.forEach(step -> step.run(batch));
        boolean any = false;
        for (int lane = 0; lane < batch.lanes; lane++) {
            batch.active[lane] &= batch.isTrue(loop.conditionValue(), lane);
            any |= batch.active[lane];
        }
        return any;
    }

    private static void failRunning(Batch batch) {
        for (int lane = 0; lane < batch.lanes; lane++) {
            if (batch.happens(-1, lane)) {
                batch.fail(lane, ENDLESS);
            }
        }
    }

    /** All parameters of active lanes take their new values at once. */
    private static void assign(Batch batch, int[] parameters, int[] from) {
        double[] now = new double[parameters.length];
        for (int lane = 0; lane < batch.lanes; lane++) {
            if (batch.active[lane]) {
                for (int k = 0; k < now.length; k++) {
                    now[k] = batch.operand(from[k], lane);
                }
                for (int k = 0; k < now.length; k++) {
                    batch.set(parameters[k], lane, now[k]);
                }
            }
        }
    }
}
