package huxley.io.formula;

/** Functions a formula may call. */
public enum FormulaFunction {
    EXP(1),
    LOG(1),
    LOG10(1),
    SQRT(1),
    SIN(1),
    COS(1),
    TAN(1),
    TANH(1),
    ABS(1),
    FLOOR(1),
    CEIL(1),
    ROUND(1),
    MIN(2),
    MAX(2),
    /** {@code if(condition, then, otherwise)}: then where the condition is not 0. */
    IF(3);

    private final int arguments;

    FormulaFunction(int arguments) {
        this.arguments = arguments;
    }

    int arguments() {
        return arguments;
    }

    String word() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
