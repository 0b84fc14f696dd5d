package huxley.solver.program;

/**
 * Operations on doubles. Comparisons give 1 or 0; SELECT takes b where a is not 0, else c. Elementary functions have one
 * definition for all backends ({@code Elementary}). Division and square root are correctly rounded.
 */
public enum Op {
    ADD(2),
    SUB(2),
    MUL(2),
    DIV(2),
    NEG(1),
    /** a * b + c, rounded once. */
    FMA(3),
    ABS(1),
    SQRT(1),
    FLOOR(1),
    CEIL(1),
    /** C's fmod. */
    FMOD(2),
    /** a < b ? a : b. */
    MIN(2),
    /** a > b ? a : b. */
    MAX(2),
    LT(2),
    LE(2),
    GT(2),
    GE(2),
    EQ(2),
    NE(2),
    AND(2),
    OR(2),
    NOT(1),
    SELECT(3),
    EXP(1),
    LOG(1),
    LOG10(1),
    POW(
            2),
    SIN(1),
    COS(1),
    TAN(1),
    ASIN(1),
    ACOS(1),
    ATAN(1),
    ATAN2(2),
    SINH(1),
    COSH(1),
    TANH(1),
    ERF(1);

    private final int arity;

    Op(int arity) {
        this.arity = arity;
    }

    public int arity() {
        return arity;
    }
}
