package huxley.solver.engine;

import huxley.neuron.mechanism.Ion.Quantity;
import huxley.neuron.problem.Source;
import huxley.neuron.problem.Span;
import huxley.solver.lowering.IonField;
import huxley.solver.program.Field;
import huxley.solver.program.Field.Storage;
import huxley.solver.program.Field.Symbol;
import huxley.solver.program.Instruction;
import huxley.solver.program.Instruction.Compute;
import huxley.solver.program.Instruction.Constant;
import huxley.solver.program.Instruction.Load;
import huxley.solver.program.Instruction.StoreNode;
import huxley.solver.program.Kernel;
import huxley.solver.program.Op;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The Nernst equation as a kernel, {@code e = slope * log(outer / inner)}, the same bits as {@link IonPlan#nernst_mV}. */
final class NernstKernel {
    private static final Source SOURCE = new Source("nernst", "e = (R T / z F) log(outer / inner)");

    private final List<Instruction> body = new ArrayList<>();
    private final Span where = new Span(SOURCE, 0, 1);
    private int values;

    private NernstKernel() {
    }

    /** Fields: inner and outer concentration, reversal potential. */
    static Kernel of(IonPlan ion, Set<IonField> uniform) {
        Field inner = field(ion, Quantity.INNER, uniform);
        Field outer = field(ion, Quantity.OUTER, uniform);
        Field reversal = field(ion, Quantity.REVERSAL, uniform);
        NernstKernel kernel = new NernstKernel();
        int zero = kernel.constant(0);
        int in = kernel.load(inner);
        int out = kernel.load(outer);
        int slope = kernel.constant(ion.slope_mV());
        int computed = kernel.compute(Op.MUL, slope,
                kernel.compute(Op.LOG, kernel.compute(Op.DIV, out, in, -1), -1, -1),
                -1);
        int low = kernel.constant(ion.nernst_mV(1, 0));
        int high = kernel.constant(ion.nernst_mV(0, 1));
        int outerBound = kernel.compute(Op.SELECT, kernel.compute(Op.LE, out, zero, -1), low, computed);
        int bounded = kernel.compute(Op.SELECT, kernel.compute(Op.LE, in, zero, -1), high, outerBound);
        kernel.body.add(new StoreNode(reversal, bounded, kernel.where));
        return new Kernel(ion.name + ".nernst", List.of(inner, outer, reversal), List.copyOf(kernel.body),
                kernel.values);
    }

    private static Field field(IonPlan ion, Quantity quantity, Set<IonField> uniform) {
        Storage storage = uniform.contains(new IonField(ion.name, quantity)) ? Storage.UNIFORM : Storage.NODE;
        return new Field(new Symbol.OfIon(ion.name, quantity), storage, 1);
    }

    private int constant(double value) {
        body.add(new Constant(values, value, where));
        return values++;
    }

    private int load(Field field) {
        body.add(new Load(values, field, 0, where));
        return values++;
    }

    private int compute(Op op, int a, int b, int c) {
        body.add(new Compute(values, op, a, b, c, where));
        return values++;
    }
}
