package huxley.solver.lowering;

import huxley.solver.program.Instruction;
import huxley.solver.program.Instruction.Compute;
import huxley.solver.program.Instruction.Constant;
import huxley.solver.program.Instruction.Loop;
import huxley.solver.program.Kernel;
import huxley.solver.program.Op;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Joins a product that is used once with the sum that uses it: a b + c rounded once, and one operation less. */
final class Contraction {
    private final Map<Integer, Integer> uses = new HashMap<>();
    private final Map<Integer, Compute> products = new HashMap<>();
    private final Map<Integer, Double> constants = new HashMap<>();
    private final Map<Double, Integer> negatives = new HashMap<>();
    private final List<Instruction> leading = new ArrayList<>();
    private int values;

    private Contraction(int values) {
        this.values = values;
    }

    /** The kernel with sums of products contracted; the products themselves stay behind as dead code. */
    static Kernel of(Kernel kernel) {
        Contraction pass = new Contraction(kernel.values());
        pass.count(kernel.body());
        List<Instruction> body = pass.rewrite(kernel.body());
        body.addAll(0, pass.leading);
        return kernel.with(kernel.fields(), body, pass.values);
    }

    private void count(List<Instruction> body) {
        for (Instruction instruction : body) {
            for (int operand : Operands.of(instruction)) {
                uses.merge(operand, 1, Integer::sum);
            }
            if (instruction instanceof Loop loop) {
                count(loop.condition());
                count(loop.body());
            } else if (instruction instanceof Constant c) {
                constants.put(c.id(), c.value());
            }
        }
    }

    private List<Instruction> rewrite(List<Instruction> body) {
        List<Instruction> rewritten = new ArrayList<>();
        for (Instruction instruction : body) {
            switch (instruction) {
            case Loop i -> rewritten.add(new Loop(i.parameters(), i.initial(), rewrite(i.condition()),
                    i.conditionValue(), rewrite(i.body()), i.next(), i.limit(), i.where()));
            case Compute i -> rewrite(i, rewritten);
            default -> rewritten.add(instruction);
            }
        }
        return rewritten;
    }

    private void rewrite(Compute i, List<Instruction> out) {
        Compute left = i.op() == Op.ADD ? productUsedOnce(i.a()) : null;
        Compute right = i.op() == Op.ADD || i.op() == Op.SUB ? productUsedOnce(i.b()) : null;
        Double factor = right == null ? null : constants.get(right.b());
        if (i.op() == Op.ADD && right != null) {
            out.add(new Compute(i.id(), Op.FMA, right.a(), right.b(), i.a(), i.where()));
        } else if (left != null) {
            out.add(new Compute(i.id(), Op.FMA, left.a(), left.b(), i.b(), i.where()));
        } else if (right != null && factor != null) {
            out.add(new Compute(i.id(), Op.FMA, right.a(), negative(factor, i), i.a(), i.where()));
        } else {
            out.add(i);
        }
        if (i.op() == Op.MUL) {
            products.put(i.id(), i);
        }
    }

    /** A constant of the opposite sign, outside all loops. */
    private int negative(double factor, Compute user) {
        return negatives.computeIfAbsent(factor, f -> {
            leading.add(new Constant(values, -f, user.where()));
            return values++;
        });
    }

    private @Nullable Compute productUsedOnce(int id) {
        return uses.getOrDefault(id, 0) == 1 ? products.get(id) : null;
    }
}
