package huxley.neuron.mechanism;

import huxley.neuron.problem.Span;
import java.util.List;

/** A value computed by a mechanism. Truth is 1, falsehood 0; any non-zero value counts as true. */
public sealed interface Expression {
    Span where();

    record Number(double value, Span where) implements Expression {
    }

    record Read(Place place, Span where) implements Expression {
    }

    record Unary(UnaryOperator operator, Expression operand, Span where) implements Expression {
    }

    record Binary(BinaryOperator operator, Expression left, Expression right, Span where) implements Expression {
    }

    /** A function of the language itself. */
    record Apply(Builtin function, List<Expression> arguments, Span where) implements Expression {
    }

    /** A draw from a RANDOM variable, {@code random_uniform(r, lo, hi)} and its kin. */
    record Draw(Builtin function, Variable stream, List<Expression> arguments, Span where) implements Expression {
    }

    /** A FUNCTION (or a PROCEDURE used for its value, 0) of this mechanism, by name. */
    record Call(String function, List<Expression> arguments, Span where) implements Expression {
    }

    /** A FUNCTION_TABLE of this mechanism, by name. */
    record Lookup(String table, List<Expression> arguments, Span where) implements Expression {
    }

    enum UnaryOperator {
        NEGATE,
        NOT
    }

    enum BinaryOperator {
        ADD,
        SUBTRACT,
        MULTIPLY,
        DIVIDE,
        POWER,
        LESS,
        LESS_OR_EQUAL,
        GREATER,
        GREATER_OR_EQUAL,
        EQUAL,
        NOT_EQUAL,
        AND,
        OR
    }

    /** Functions that NMODL offers. */
    enum Builtin {
        EXP,
        LOG,
        LOG10,
        POW,
        SQRT,
        SIN,
        COS,
        TAN,
        ASIN,
        ACOS,
        ATAN,
        ATAN2,
        SINH,
        COSH,
        TANH,
        ABS,
        FLOOR,
        CEIL,
        FMOD,
        MIN,
        MAX,
        ERF,
        /** {@code nrn_ghk(v, ci, co, z)}: Goldman-Hodgkin-Katz current per permeability. */
        GHK,
        /** {@code at_time(t)}: true in the one step that contains t. */
        AT_TIME,
        /** Uniform in (0, 1), the older {@code scop_random()}. */
        SCOP_RANDOM,
        /** {@code normrand(mean, standard deviation)}. */
        NORMRAND,
        /** {@code exprand(mean)}. */
        EXPRAND,
        /** {@code poisrand(mean)}. */
        POISRAND,
        RANDOM_UNIFORM,
        RANDOM_NEGEXP,
        RANDOM_NORMAL,
        RANDOM_IPICK,
        RANDOM_DPICK
    }
}
