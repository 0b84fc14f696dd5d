package huxley.solver.lowering;

import static huxley.solver.lowering.Values.NONE;

import huxley.solver.elementary.Elementary;
import huxley.solver.program.Instruction.Compute;
import huxley.solver.program.Op;


/**
 * Rewrites an operation into fewer or cheaper ones. All backends see the result, so a rewrite may change the last bits
 * against the text of a file but never between backends. Multiplying by zero gives zero even where the other factor might
 * overflow: otherwise derivatives would drag dead terms along.
 */
final class Simplifier {
    /** Integer powers up to this are expanded into products. */
    private static final int MAX_EXPANDED_POWER = 16;

    private final Values values;

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
        case FMA, ABS, SQRT, FLOOR, CEIL, FMOD, MIN, MAX, LT, LE, GT, GE, EQ, NE, NOT, EXP, LOG, LOG10, SIN, COS, TAN,
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
        case MUL, DIV -> values.isConstant(inner.b()) || values.isConstant(inner.a())
                ? negateConstantFactor(inner)
                : values.compute(Op.NEG, a, NONE, NONE);
        default -> values.compute(Op.NEG, a, NONE, NONE);
        };
    }

    private int negateConstantFactor(Compute product) {
        return values.isConstant(product.b())
                ? values.apply(product.op(), product.a(), values.constant(-values.constantValue(product.b())))
                : values.apply(product.op(), values.constant(-values.constantValue(product.a())), product.b());
    }

    private int multiply(int a, int b) {
        if (values.isConstant(a) && !values.isConstant(b)) {
            return multiply(b, a);
        }
        if (values.isConstant(b)) {
            return multiplyByConstant(a, values.constantValue(b), b);
        }
        if (isNegation(a) && isNegation(b)) {
            return values.mul(operand(a), operand(b));
        }
        if (isNegation(a) || isNegation(b)) {
            return values.neg(isNegation(a) ? values.mul(operand(a), b) : values.mul(a, operand(b)));
        }
        return values.compute(Op.MUL, a, b, NONE);
    }

    private int multiplyByConstant(int a, double factor, int b) {
        if (factor == 1) {
            return a;
        }
        if (factor == 0) {
            return values.constant(0);
        }
        if (factor == -1) {
            return values.neg(a);
        }
        if (isNegation(a)) {
            return values.mul(operand(a), values.constant(-factor));
        }
        if (values.definition(a) instanceof Compute inner && inner.op() == Op.MUL && values.isConstant(inner.b())) {
            return values.mul(inner.a(), values.constant(values.constantValue(inner.b()) * factor));
        }
        return values.compute(Op.MUL, a, b, NONE);
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
            return values.isConstant(b) ? values.div(operand(a), values.constant(-values.constantValue(b)))
                    : values.neg(values.div(operand(a), b));
        }
        if (isNegation(b)) {
            return values.isConstant(a) ? values.div(values.constant(-values.constantValue(a)), operand(b))
                    : values.neg(values.div(a, operand(b)));
        }
        if (values.definition(b) instanceof Compute inner && inner.op() == Op.DIV) {
            return values.div(values.mul(a, inner.b()), inner.a());
        }
        return values.compute(Op.DIV, a, b, NONE);
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
