package huxley.solver.lowering;

import huxley.solver.lowering.Values.Parameter;
import huxley.solver.program.Instruction;
import huxley.solver.program.Instruction.Compute;
import huxley.solver.program.Instruction.Loop;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** How the values of a kernel depend on some of them, the unknowns. */
final class Dependence {
    /** The shape of a dependence. */
    enum Degree {
        NONE,
        AFFINE,
        NONLINEAR
    }

    private final Values values;
    private final Set<Integer> unknowns;
    private final BitSet dependent = new BitSet();
    private int surveyed;
    private final Map<Integer, Degree> degrees = new HashMap<>();

    Dependence(Values values, Set<Integer> unknowns) {
        this.values = values;
        this.unknowns = Set.copyOf(unknowns);
        unknowns.forEach(dependent::set);
    }

    /** Takes in the values made since. Only loops feed back to earlier values. */
    private void survey() {
        int first = values.hasLoops() ? 0 : surveyed;
        boolean grown = surveyed < values.count();
        while (grown) {
            grown = false;
            for (int id = first; id < values.count(); id++) {
                if (!dependent.get(id) && readsDependent(id)) {
                    dependent.set(id);
                    grown = values.hasLoops();
                }
            }
        }
        surveyed = values.count();
    }

    private boolean readsDependent(int id) {
        Parameter parameter = values.parameter(id);
        if (parameter != null) {
            Loop loop = parameter.loop();
            return loop != null && (dependent.get(loop.initial()[parameter.index()])
                    || dependent.get(loop.next()[parameter.index()]) || dependent.get(loop.conditionValue()));
        }
        Instruction definition = values.definition(id);
        if (definition == null) {
            return false;
        }
        for (int operand : Operands.of(definition)) {
            if (dependent.get(operand)) {
                return true;
            }
        }
        return false;
    }

    boolean any(int id) {
        survey();
        return dependent.get(id);
    }

    Degree degree(int id) {
        if (unknowns.contains(id)) {
            return Degree.AFFINE;
        }
        if (!any(id)) {
            return Degree.NONE;
        }
        Degree known = degrees.get(id);
        if (known == null) {
            known = values.definition(id) instanceof Compute c ? degree(c) : Degree.NONLINEAR;
            degrees.put(id, known);
        }
        return known;
    }

    private Degree degree(Compute c) {
        return switch (c.op()) {
        case ADD, SUB -> higher(degree(c.a()), degree(c.b()));
        case NEG -> degree(c.a());
        case MUL -> product(degree(c.a()), degree(c.b()));
        case DIV -> degree(c.b()) == Degree.NONE ? degree(c.a()) : Degree.NONLINEAR;
        case FMA -> higher(product(degree(c.a()), degree(c.b())), degree(c.c()));
        case SELECT -> degree(c.a()) == Degree.NONE ? higher(degree(c.b()), degree(c.c())) : Degree.NONLINEAR;
        default -> Degree.NONLINEAR;
        };
    }

    private static Degree product(Degree a, Degree b) {
        return a == Degree.NONE ? b : b == Degree.NONE ? a : Degree.NONLINEAR;
    }

    private static Degree higher(Degree a, Degree b) {
        return a.compareTo(b) >= 0 ? a : b;
    }
}
