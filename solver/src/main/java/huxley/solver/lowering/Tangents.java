package huxley.solver.lowering;

import huxley.solver.lowering.Values.Parameter;
import huxley.solver.program.Instruction;
import huxley.solver.program.Instruction.Compute;
import huxley.solver.program.Instruction.Loop;
import huxley.solver.program.Op;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/**
 * Forward-mode derivatives: the rate of change of any value when the seeds change at given rates. Values that do not
 * depend on a seed have the constant 0. A loop is lowered once more with the derivatives carried beside its parameters.
 */
final class Tangents {
    /** The voltage step of NEURON's numerical dI/dV, used for tables alone. */
    private static final double TABLE_STEP = 0.001;

    private final Values values;
    private final Map<Integer, Integer> known = new HashMap<>();
    private final Dependence dependence;

    /** @param seeds rates of change by value */
    Tangents(Values values, Map<Integer, Integer> seeds) {
        this.values = values;
        this.dependence = new Dependence(values, seeds.keySet());
        known.putAll(seeds);
    }

    /** The derivative of all values by one. */
    static Tangents by(Values values, int unknown) {
        return new Tangents(values, Map.of(unknown, values.constant(1)));
    }

    int of(int id) {
        Integer found = known.get(id);
        if (found != null) {
            return found;
        }
        int tangent = zero();
        if (dependence.any(id)) {
            Parameter parameter = values.parameter(id);
            if (parameter != null && parameter.loop() != null) {
                differentiate(parameter.loop());
                return known.getOrDefault(id, tangent);
            }
            tangent = switch (values.definition(id)) {
            case Compute c -> derivative(c, id);
            case Instruction.Lookup l -> lookup(l);
            case null, default -> tangent;
            };
        }
        known.put(id, tangent);
        return tangent;
    }

    private int zero() {
        return values.constant(0);
    }

    private int number(double value) {
        return values.constant(value);
    }

    /** Rules of differentiation; {@code y} is the value itself. */
    private int derivative(Compute i, int y) {
        int a = i.a();
        int b = i.b();
        return switch (i.op()) {
        case ADD -> values.add(of(a), of(b));
        case SUB -> values.sub(of(a), of(b));
        case MUL -> values.add(values.mul(of(a), b), values.mul(a, of(b)));
        case DIV -> values.div(values.sub(of(a), values.mul(y, of(b))), b);
        case NEG -> values.neg(of(a));
        case FMA -> values.add(values.add(values.mul(of(a), b), values.mul(a, of(b))), of(i.c()));
        case SELECT -> values.select(a, of(b), of(i.c()));
        case ABS -> values.select(values.apply(Op.LT, a, zero()), values.neg(of(a)), of(a));
        case MIN -> values.select(values.apply(Op.LT, a, b), of(a), of(b));
        case MAX -> values.select(values.apply(Op.GT, a, b), of(a), of(b));
        case FMOD -> {
            int quotient = values.div(values.sub(a, y), b);
            yield values.sub(of(a), values.mul(of(b), quotient));
        }
        case POW -> power(a, b, y);
        case ATAN2 -> {
            int square = values.add(values.mul(a, a), values.mul(b, b));
            yield values.div(values.sub(values.mul(of(a), b), values.mul(a, of(b))), square);
        }
        case FLOOR, CEIL, LT, LE, GT, GE, EQ, NE, AND, OR, NOT -> zero();
        case SQRT, EXP, LOG, LOG10, SIN, COS, TAN, ASIN, ACOS, ATAN, SINH, COSH, TANH, ERF -> chain(i.op(), a, y);
        };
    }

    private int chain(Op op, int a, int y) {
        int one = number(1);
        int rate = of(a);
        return switch (op) {
        case SQRT -> values.div(rate, values.mul(number(2), y));
        case EXP -> values.mul(y, rate);
        case LOG -> values.div(rate, a);
        case LOG10 -> values.div(rate, values.mul(a, number(StrictMath.log(10))));
        case SIN -> values.mul(values.apply(Op.COS, a), rate);
        case COS -> values.neg(values.mul(values.apply(Op.SIN, a), rate));
        case TAN -> values.mul(values.add(one, values.mul(y, y)), rate);
        case ASIN -> values.div(rate, values.apply(Op.SQRT, values.sub(one, values.mul(a, a))));
        case ACOS -> values.neg(values.div(rate, values.apply(Op.SQRT, values.sub(one, values.mul(a, a)))));
        case ATAN -> values.div(rate, values.add(one, values.mul(a, a)));
        case SINH -> values.mul(values.apply(Op.COSH, a), rate);
        case COSH -> values.mul(values.apply(Op.SINH, a), rate);
        case TANH -> values.mul(values.sub(one, values.mul(y, y)), rate);
        case ERF -> values.mul(number(2 / Math.sqrt(Math.PI)),
                values.mul(values.apply(Op.EXP, values.neg(values.mul(a, a))), rate));
        default -> throw new IllegalStateException(op + " has no chain rule here; please report");
        };
    }

    private int power(int base, int exponent, int y) {
        int byBase = values.isConstant(of(base), 0)
                ? zero()
                : values.mul(values.mul(exponent, values.apply(Op.POW, base, values.sub(exponent, number(1)))),
                        of(base));
        int byExponent = values.isConstant(of(exponent), 0)
                ? zero()
                : values.mul(values.mul(y, values.apply(Op.LOG, base)), of(exponent));
        return values.add(byBase, byExponent);
    }

    /** Tables have no formula: a difference quotient, argument by argument. */
    private int lookup(Instruction.Lookup table) {
        int total = zero();
        for (int i = 0; i < table.arguments().length; i++) {
            int rate = of(table.arguments()[i]);
            if (!values.isConstant(rate, 0)) {
                int[] moved = table.arguments().clone();
                moved[i] = values.add(moved[i], number(TABLE_STEP));
                int rise = values.sub(values.lookup(table.table(), moved),
                        values.lookup(table.table(), table.arguments()));
                total = values.add(total, values.mul(values.div(rise, number(TABLE_STEP)), rate));
            }
        }
        return total;
    }

    private void differentiate(Loop loop) {
        BitSet active = activeParameters(loop);
        int n = loop.parameters().length;
        int[] initial = Arrays.copyOf(loop.initial(), n + active.cardinality());
        int k = n;
        for (int i = active.nextSetBit(0); i >= 0; i = active.nextSetBit(i + 1)) {
            initial[k++] = of(loop.initial()[i]);
        }
        int[] parameters = values.openLoop(initial);
        Replay replay = new Replay(values, loop.parameters(), parameters);
        replay.all(loop.condition());
        values.beginBody(replay.of(loop.conditionValue()));
        replay = new Replay(values, loop.parameters(), parameters);
        replay.all(loop.body());
        int[] next = Arrays.copyOf(parameters, parameters.length);
        Map<Integer, Integer> seeds = new HashMap<>(known);
        k = n;
        for (int i = active.nextSetBit(0); i >= 0; i = active.nextSetBit(i + 1)) {
            seeds.put(parameters[i], parameters[k++]);
        }
        Tangents inner = new Tangents(values, seeds);
        k = n;
        for (int i = 0; i < n; i++) {
            next[i] = replay.of(loop.next()[i]);
            if (active.get(i)) {
                next[k++] = inner.of(next[i]);
            }
        }
        values.closeLoop(next, loop.limit());
        k = n;
        for (int i = 0; i < n; i++) {
            known.put(loop.parameters()[i], active.get(i) ? parameters[k++] : zero());
        }
    }

    private BitSet activeParameters(Loop loop) {
        BitSet active = new BitSet();
        for (int i = 0; i < loop.parameters().length; i++) {
            if (dependence.any(loop.parameters()[i])) {
                active.set(i);
            }
        }
        return active;
    }
}
