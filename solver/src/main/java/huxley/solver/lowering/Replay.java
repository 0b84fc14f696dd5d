package huxley.solver.lowering;

import huxley.solver.program.Instruction;
import huxley.solver.program.Instruction.Loop;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Lowers instructions of a closed loop again, with other values in place of its parameters. Effects are not repeated. */
final class Replay {
    private final Values values;
    private final Map<Integer, Integer> renamed = new HashMap<>();

    Replay(Values values, int[] parameters, int[] replacements) {
        this.values = values;
        for (int i = 0; i < parameters.length; i++) {
            renamed.put(parameters[i], replacements[i]);
        }
    }

    /** What stands now for a value of the original. */
    int of(int id) {
        return id == Values.NONE ? id : renamed.getOrDefault(id, id);
    }

    void all(List<Instruction> instructions) {
        instructions.forEach(this::one);
    }

    private void one(Instruction instruction) {
        switch (instruction) {
        case Instruction.Constant i -> renamed.put(i.id(), values.constant(i.value()));
        case Instruction.Load i -> renamed.put(i.id(), values.load(i.field(), i.element()));
        case Instruction.LoadElement i -> renamed.put(i.id(), values.loadElement(i.field(), of(i.element())));
        case Instruction.Compute i -> renamed.put(i.id(), values.apply(i.op(), of(i.a()), of(i.b()), of(i.c())));
        case Instruction.Lookup i -> renamed.put(i.id(), values.lookup(i.table(), all(i.arguments())));
        case Loop i -> loop(i);
        case Instruction.Draw ignored -> throw LoweringError.at(values.where(),
                "a random draw inside a loop that must be differentiated", "draw before the loop");
        case Instruction.Store ignored -> {
        }
        case Instruction.StoreElement ignored -> {
        }
        case Instruction.Accumulate ignored -> {
        }
        case Instruction.StoreNode ignored -> {
        }
        case Instruction.Effect ignored -> {
        }
        }
    }

    private int[] all(int[] ids) {
        int[] now = new int[ids.length];
        for (int i = 0; i < ids.length; i++) {
            now[i] = of(ids[i]);
        }
        return now;
    }

    private void loop(Loop loop) {
        int[] parameters = values.openLoop(all(loop.initial()));
        for (int i = 0; i < parameters.length; i++) {
            renamed.put(loop.parameters()[i], parameters[i]);
        }
        all(loop.condition());
        values.beginBody(of(loop.conditionValue()));
        all(loop.body());
        values.closeLoop(all(loop.next()), loop.limit());
    }
}
