package huxley.solver.lowering;

import huxley.solver.program.Field;
import huxley.solver.program.Instruction;
import huxley.solver.program.Kernel;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Which fields kernels read. */
final class Reads {
    private Reads() {
    }

    static Set<Field> of(List<Kernel> kernels) {
        Set<Field> read = new HashSet<>();
        for (Kernel kernel : kernels) {
            collect(kernel.body(), read);
        }
        return read;
    }

    private static void collect(List<Instruction> body, Set<Field> read) {
        for (Instruction instruction : body) {
            switch (instruction) {
            case Instruction.Load i -> read.add(i.field());
            case Instruction.LoadElement i -> read.add(i.field());
            case Instruction.Draw i -> read.add(i.stream());
            case Instruction.Loop i -> {
                collect(i.condition(), read);
                collect(i.body(), read);
            }
            default -> {
            }
            }
        }
    }
}
