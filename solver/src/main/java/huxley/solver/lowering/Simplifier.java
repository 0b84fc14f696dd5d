package huxley.solver.lowering;

import static huxley.solver.lowering.Values.NONE;

import huxley.solver.elementary.Elementary;
import huxley.solver.program.Instruction.Compute;
import huxley.solver.program.Op;
import java.util.HashMap;
import java.util.Map;

/**
 * Rewrites an operation into fewer or cheaper ones. All backends see the result, so a rewrite may change the last bits
 * against the text of a file but never between backends. Multiplying by zero gives zero even where the other factor might
 * overflow: otherwise derivatives would drag dead terms along. Division by what is the same for all instances becomes
 * multiplication by its reciprocal, which a sweep computes once; uniform factors are gathered for the same reason.
 */
final class Simplifier {
    /** Integer powers up to this are expanded into products. */
    private static final int MAX_EXPANDED_POWER = 16;

    private final Values values;
    /** Products with a reciprocal, by what they are the quotient of. */
    private final Map<Integer, int[]> quotients = new HashMap<>();

    Simplifier(Values values) {
        this.values = values;
    }

    int apply(Op op, int a, int b, int c) {
        if (values.isConstant(a) && (b == NONE || values.isConstant(b)) && (c == NONE || values.isConstant(c))) {
            return values.constant(Elementary.apply(op, values.constantValue(a),
                    b == NONE ? 0 : values.constantValue(b), c == NONE ? 0 : values.constantValue(c)));
        }
        return switch (op) {
        case ADD -> add(a, b);
        case SUB -> subtract(a, b);
        case MUL -> multiply(a, b);
        case DIV -> divide(a, b);
        case NEG -> negate(a);
        case POW -> power(a, b);
        case AND -> and(a, b);
        case OR -> or(a, b);
        case SELECT -> select(a, b, c);
        case FLOOR, CEIL -> values.compute(op, exactly(a), b, c);
        case EQ, NE, FMOD -> values.compute(op, exactly(a), exactly(b), c);
        case FMA, ABS, SQRT, MIN, MAX, LT, LE, GT, GE, NOT, EXP, LOG, LOG10, SIN, COS, TAN,
                ASIN, ACOS, ATAN, ATAN2, SINH, COSH, TANH, ERF ->
            values.compute(op, a, b, c);
        };
    }

    private int add(int a, int b) {
        if (values.isConstant(a, 0)) {
            return b;
        }
        if (values.isConstant(b, 0)) {
            return a;
        }
        if (isNegation(b)) {
            return values.sub(a, operand(b));
        }
        if (isNegation(a)) {
            return values.sub(b, operand(a));
        }
        return values.compute(Op.ADD, a, b, NONE);
    }

    private int subtract(int a, int b) {
        if (values.isConstant(a, 0)) {
            return values.neg(b);
        }
        if (values.isConstant(b, 0)) {
            return a;
        }
        if (isNegation(b)) {
            return values.add(a, operand(b));
        }
        if (values.isConstant(b)) {
            return values.add(a, values.constant(-values.constantValue(b)));
        }
        if (isNegation(a)) {
            return values.neg(values.add(operand(a), b));
        }
        return values.compute(Op.SUB, a, b, NONE);
    }

    private int negate(int a) {
        if (!(values.definition(a) instanceof Compute inner)) {
            return values.compute(Op.NEG, a, NONE, NONE);
        }
        return switch (inner.op()) {
        case NEG -> inner.a();
        case SUB -> values.sub(inner.b(), inner.a());
        case MUL, DIV -> {
            if (values.isUniform(inner.b()) && (values.isConstant(inner.b()) || !values.isUniform(inner.a()))) {
                yield values.apply(inner.op(), inner.a(), values.neg(inner.b()));
            }
            yield values.isConstant(inner.a())
                    ? values.apply(inner.op(), values.neg(inner.a()), inner.b())
                    : values.compute(Op.NEG, a, NONE, NONE);
        }
        default -> values.compute(Op.NEG, a, NONE, NONE);
        };
    }

    private int multiply(int a, int b) {
        if (values.isConstant(a) || values.isUniform(a) && !values.isUniform(b)) {
            return multiplyBy(b, a);
        }
        return multiplyBy(a, b);
    }

    /** The factor is the uniform one, if only one of them is. */
    private int multiplyBy(int a, int factor) {
        if (values.isConstant(factor, 1)) {
            return a;
        }
        if (values.isConstant(factor, 0)) {
            return values.constant(0);
        }
        if (values.isConstant(factor, -1)) {
            return values.neg(a);
        }
        boolean gathers = values.isUniform(factor) && !values.isUniform(a);
        if (isNegation(a) && (gathers || values.isConstant(factor))) {
            return values.mul(operand(a), values.neg(factor));
        }
        if (isNegation(a) && isNegation(factor)) {
            return values.mul(operand(a), operand(factor));
        }
        if (isNegation(a) || isNegation(factor) && !gathers) {
            return values.neg(isNegation(a) ? values.mul(operand(a), factor) : values.mul(a, operand(factor)));
        }
        if (gathers && values.definition(a) instanceof Compute inner && inner.op() == Op.MUL
                && values.isUniform(inner.b())) {
            return values.mul(inner.a(), values.mul(inner.b(), factor));
        }
        if (values.isConstant(factor) && values.definition(a) instanceof Compute inner && inner.op() == Op.MUL
                && values.isConstant(inner.b())) {
            return values.mul(inner.a(), values.mul(inner.b(), factor));
        }
        return values.compute(Op.MUL, a, factor, NONE);
    }

    private int divide(int a, int b) {
        if (values.isConstant(b, 1)) {
            return a;
        }
        if (values.isConstant(b, -1)) {
            return values.neg(a);
        }
        if (values.isConstant(a, 0)) {
            return a;
        }
        if (isNegation(a) && isNegation(b)) {
            return values.div(operand(a), operand(b));
        }
        if (isNegation(a)) {
            return values.isConstant(b)
                    ? values.div(operand(a), values.constant(-values.constantValue(b)))
                    : values.neg(values.div(operand(a), b));
        }
        if (isNegation(b)) {
            return values.isConstant(a)
                    ? values.div(values.constant(-values.constantValue(a)), operand(b))
                    : values.neg(values.div(a, operand(b)));
        }
        if (values.definition(b) instanceof Compute inner && inner.op() == Op.DIV) {
            return values.div(values.mul(a, inner.b()), inner.a());
        }
        if (values.definition(b) instanceof Compute inner && inner.op() == Op.MUL && values.isUniform(inner.b())
                && !values.isUniform(inner.a())) {
            return values.div(values.mul(a, values.div(values.constant(1), inner.b())), inner.a());
        }
        if (values.isUniform(b) && !values.isUniform(a)) {
            int product = values.mul(a, values.div(values.constant(1), b));
            quotients.putIfAbsent(product, new int[] {a, b});
            return product;
        }
        return values.compute(Op.DIV, a, b, NONE);
    }

    /** A quotient as divided, where the last bit decides. */
    private int exactly(int id) {
        int[] quotient = quotients.get(id);
        return quotient == null ? id : values.compute(Op.DIV, quotient[0], quotient[1], NONE);
    }

    private int power(int base, int exponent) {
        if (!values.isConstant(exponent)) {
            return values.compute(Op.POW, base, exponent, NONE);
        }
        double n = values.constantValue(exponent);
        if (n == 0.5) {
            return values.apply(Op.SQRT, base);
        }
        if (n != Math.rint(n) || Math.abs(n) > MAX_EXPANDED_POWER) {
            return values.compute(Op.POW, base, exponent, NONE);
        }
        int product = positivePower(base, (int) Math.abs(n));
        return n < 0 ? values.div(values.constant(1), product) : product;
    }

    /** Square and multiply; x^0 = 1. */
    private int positivePower(int base, int n) {
        if (n == 0) {
            return values.constant(1);
        }
        if (n == 1) {
            return base;
        }
        int half = positivePower(base, n / 2);
        int square = values.mul(half, half);
        return n % 2 == 0 ? square : values.mul(square, base);
    }

    private int and(int a, int b) {
        if (values.isConstant(a)) {
            return values.constantValue(a) == 0 ? values.constant(0) : truth(b);
        }
        if (values.isConstant(b)) {
            return and(b, a);
        }
        return a == b ? truth(a) : values.compute(Op.AND, a, b, NONE);
    }

    private int or(int a, int b) {
        if (values.isConstant(a)) {
            return values.constantValue(a) == 0 ? truth(b) : values.constant(1);
        }
        if (values.isConstant(b)) {
            return or(b, a);
        }
        return a == b ? truth(a) : values.compute(Op.OR, a, b, NONE);
    }

    /** 1 or 0 for any number. */
    private int truth(int a) {
        return isTruth(a) ? a : values.apply(Op.NE, a, values.constant(0));
    }

    private boolean isTruth(int a) {
        return values.definition(a) instanceof Compute inner && switch (inner.op()) {
        case LT, LE, GT, GE, EQ, NE, AND, OR, NOT -> true;
        default -> false;
        };
    }

    private int select(int condition, int then, int otherwise) {
        if (values.isConstant(condition)) {
            return values.constantValue(condition) != 0 ? then : otherwise;
        }
        if (then == otherwise) {
            return then;
        }
        if (values.definition(condition) instanceof Compute inner && inner.op() == Op.NOT) {
            return values.select(inner.a(), otherwise, then);
        }
        if (values.definition(then) instanceof Compute inner && inner.op() == Op.SELECT && inner.a() == condition) {
            return values.select(condition, inner.b(), otherwise);
        }
        if (values.definition(otherwise) instanceof Compute inner && inner.op() == Op.SELECT
                && inner.a() == condition) {
            return values.select(condition, then, inner.c());
        }
        return values.compute(Op.SELECT, condition, then, otherwise);
    }

    private boolean isNegation(int id) {
        return values.definition(id) instanceof Compute inner && inner.op() == Op.NEG;
    }

    private int operand(int id) {
        if (values.definition(id) instanceof Compute inner) {
            return inner.a();
        }
        throw new IllegalStateException("value " + id + " is not computed; please report");
    }
}
