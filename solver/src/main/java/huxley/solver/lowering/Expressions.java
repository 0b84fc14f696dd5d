package huxley.solver.lowering;

import huxley.neuron.mechanism.Expression;
import huxley.neuron.mechanism.Expression.BinaryOperator;
import huxley.neuron.mechanism.Expression.Builtin;
import huxley.neuron.mechanism.Expression.UnaryOperator;
import huxley.neuron.mechanism.Mechanism.Function;
import huxley.neuron.mechanism.Place;
import huxley.neuron.mechanism.Place.Engine;
import huxley.neuron.mechanism.Place.Local;
import huxley.neuron.mechanism.Statement;
import huxley.neuron.mechanism.Variable;
import huxley.neuron.mechanism.Variable.Role;
import huxley.neuron.mechanism.Variable.Scope;
import huxley.neuron.problem.Span;
import huxley.solver.program.Instruction.Draw.Distribution;
import huxley.solver.program.Op;
import java.util.List;

/** Lowers expressions; calls are inlined. */
final class Expressions {
    /** CODATA 2018, C/mol and J/(K mol). */
    private static final double FARADAY = 96485.3321233100184;
    private static final double GAS_CONSTANT = 8.31446261815324;

    private final KernelBuilder kernel;
    private final Values values;

    Expressions(KernelBuilder kernel) {
        this.kernel = kernel;
        this.values = kernel.values;
    }

    /** The value of the expression at this point of the program. */
    int lower(Expression expression) {
        return kernel.at(expression.where(), () -> switch (expression) {
        case Expression.Number e -> values.constant(e.value());
        case Expression.Read e -> read(e.place());
        case Expression.Unary e -> values.apply(operation(e.operator()), lower(e.operand()));
        case Expression.Binary e -> values.apply(operation(e.operator()), lower(e.left()), lower(e.right()));
        case Expression.Apply e -> builtin(e.function(), lowerAll(e.arguments()));
        case Expression.Draw e -> draw(e.function(), e.stream(), lowerAll(e.arguments()));
        case Expression.Call e -> call(e.function(), lowerAll(e.arguments()));
        case Expression.Lookup e -> values.lookup(e.table(), lowerAll(e.arguments()));
        });
    }

    int[] lowerAll(List<Expression> expressions) {
        return expressions.stream().mapToInt(this::lower).toArray();
    }

    private static Op operation(UnaryOperator operator) {
        return switch (operator) {
        case NEGATE -> Op.NEG;
        case NOT -> Op.NOT;
        };
    }

    private static Op operation(BinaryOperator operator) {
        return switch (operator) {
        case ADD -> Op.ADD;
        case SUBTRACT -> Op.SUB;
        case MULTIPLY -> Op.MUL;
        case DIVIDE -> Op.DIV;
        case POWER -> Op.POW;
        case LESS -> Op.LT;
        case LESS_OR_EQUAL -> Op.LE;
        case GREATER -> Op.GT;
        case GREATER_OR_EQUAL -> Op.GE;
        case EQUAL -> Op.EQ;
        case NOT_EQUAL -> Op.NE;
        case AND -> Op.AND;
        case OR -> Op.OR;
        };
    }

    /** The value of a place. */
    int read(Place place) {
        return switch (place) {
        case Place.OfIon p -> kernel.environment.get(new Cell.OfIon(p.ion(), p.quantity()));
        case Place.OfEngine p -> kernel.environment.get(new Cell.OfEngine(p.quantity()));
        case Place.OfLocal p -> {
            int index = p.index() == null ? values.constant(0) : lower(p.index());
            yield readElement(index, p.local().length(), i -> new Cell.OfLocal(p.local(), i));
        }
        case Place.OfVariable p -> {
            int index = p.index() == null ? values.constant(0) : lower(p.index());
            yield kernel.memory.inMemory(p.variable())
                    ? values.loadElement(kernel.memory.of(p.variable()), safeIndex(index))
                    : readElement(index, p.variable().length(), i -> kernel.cell(p.variable(), i));
        }
        };
    }

    /** The cell of a variable's element whose index is known. */
    Cell cell(Place.OfVariable place) {
        int index = place.index() == null ? values.constant(0) : lower(place.index());
        if (!values.isConstant(index)) {
            throw LoweringError.at(place.index() == null ? values.where() : place.index().where(),
                    "the index of " + place.variable().name() + " must be known before the run here", null);
        }
        return kernel.cell(place.variable(), checkedIndex(index, place.variable().length()));
    }

    interface Elements {
        Cell at(int index);
    }

    private int readElement(int index, int length, Elements elements) {
        if (values.isConstant(index)) {
            return kernel.environment.get(elements.at(checkedIndex(index, length)));
        }
        int value = values.constant(Double.NaN);
        for (int i = 0; i < length; i++) {
            int here = values.apply(Op.EQ, truncated(index), values.constant(i));
            value = values.select(here, kernel.environment.get(elements.at(i)), value);
        }
        return value;
    }

    int checkedIndex(int index, int length) {
        int i = (int) values.constantValue(index);
        if (i < 0 || i >= length) {
            throw LoweringError.at(values.where(), "index " + i + " of an array of length " + length,
                    "legal indices are 0 to " + (length - 1));
        }
        return i;
    }

    /** Where the point is not reached the index may be anything: 0 is always legal. */
    int safeIndex(int index) {
        return kernel.predicate() == Values.NONE
                ? index
                : values.select(kernel.predicate(), index, values.constant(0));
    }

    /** Towards zero, as C converts to int. */
    int truncated(int value) {
        if (values.isConstant(value)) {
            return values.constant((double) (long) values.constantValue(value));
        }
        int negative = values.apply(Op.LT, value, values.constant(0));
        return values.select(negative, values.apply(Op.CEIL, value), values.apply(Op.FLOOR, value));
    }

    private int engine(Engine quantity) {
        return kernel.environment.get(new Cell.OfEngine(quantity));
    }

    private int builtin(Builtin function, int[] a) {
        return switch (function) {
        case EXP -> values.apply(Op.EXP, a[0]);
        case LOG -> values.apply(Op.LOG, a[0]);
        case LOG10 -> values.apply(Op.LOG10, a[0]);
        case POW -> values.apply(Op.POW, a[0], a[1]);
        case SQRT -> values.apply(Op.SQRT, a[0]);
        case SIN -> values.apply(Op.SIN, a[0]);
        case COS -> values.apply(Op.COS, a[0]);
        case TAN -> values.apply(Op.TAN, a[0]);
        case ASIN -> values.apply(Op.ASIN, a[0]);
        case ACOS -> values.apply(Op.ACOS, a[0]);
        case ATAN -> values.apply(Op.ATAN, a[0]);
        case ATAN2 -> values.apply(Op.ATAN2, a[0], a[1]);
        case SINH -> values.apply(Op.SINH, a[0]);
        case COSH -> values.apply(Op.COSH, a[0]);
        case TANH -> values.apply(Op.TANH, a[0]);
        case ABS -> values.apply(Op.ABS, a[0]);
        case FLOOR -> values.apply(Op.FLOOR, a[0]);
        case CEIL -> values.apply(Op.CEIL, a[0]);
        case FMOD -> values.apply(Op.FMOD, a[0], a[1]);
        case MIN -> values.apply(Op.MIN, a[0], a[1]);
        case MAX -> values.apply(Op.MAX, a[0], a[1]);
        case ERF -> values.apply(Op.ERF, a[0]);
        case GHK -> ghk(a[0], a[1], a[2], a[3]);
        case AT_TIME -> atTime(a[0]);
        case SCOP_RANDOM, NORMRAND, EXPRAND, POISRAND -> draw(function, hiddenStream(), a);
        case RANDOM_UNIFORM, RANDOM_NEGEXP, RANDOM_NORMAL, RANDOM_IPICK, RANDOM_DPICK ->
            throw new IllegalStateException(function + " without a stream; please report");
        };
    }

    /** True in the one step (t - dt, t] that contains the time, with NEURON's allowance of 1e-11 ms for rounding. */
    private int atTime(int time) {
        int earlier = values.sub(time, values.constant(1e-11));
        int passed = values.apply(Op.LE, earlier, engine(Engine.T));
        int recent = values.apply(Op.GT, earlier, values.sub(engine(Engine.T), engine(Engine.DT)));
        return values.apply(Op.AND, passed, recent);
    }

    /**
     * Goldman-Hodgkin-Katz current per permeability, mA/cm2 per cm/s: 0.001 z F (ci x/(exp(x) - 1)|-x - co x/(exp(x) - 1)|x)
     * with x = z v / (R T / F).
     */
    private int ghk(int v, int inner, int outer, int valence) {
        int kelvin = values.add(engine(Engine.CELSIUS), values.constant(273.15));
        int thermal_mV = values.mul(kelvin, values.constant(1000 * GAS_CONSTANT / FARADAY));
        int x = values.div(values.mul(valence, v), thermal_mV);
        int inward = values.mul(outer, exponentialRatio(x));
        int outward = values.mul(inner, exponentialRatio(values.neg(x)));
        int scale = values.mul(valence, values.constant(0.001 * FARADAY));
        return values.mul(scale, values.sub(outward, inward));
    }

    /** x / (exp(x) - 1), by its first-order series near 0. */
    private int exponentialRatio(int x) {
        int small = values.apply(Op.LT, values.apply(Op.ABS, x), values.constant(1e-4));
        int series = values.sub(values.constant(1), values.mul(x, values.constant(0.5)));
        int exact = values.div(x, values.sub(values.apply(Op.EXP, x), values.constant(1)));
        return values.select(small, series, exact);
    }

    /** The stream of the older random functions, which name none. */
    private Variable hiddenStream() {
        return new Variable("scop_random", Role.RANDOM, Scope.INSTANCE, "", 1, 0, Double.NEGATIVE_INFINITY,
                Double.POSITIVE_INFINITY, false, Span.none("scop_random"));
    }

    private int draw(Builtin function, Variable stream, int[] a) {
        int zero = values.constant(0);
        int one = values.constant(1);
        return switch (function) {
        case SCOP_RANDOM, RANDOM_DPICK -> draw(Distribution.UNIFORM, stream, zero, one);
        case RANDOM_UNIFORM ->
            draw(Distribution.UNIFORM, stream, a.length > 0 ? a[0] : zero, a.length > 1 ? a[1] : one);
        case EXPRAND, RANDOM_NEGEXP -> draw(Distribution.NEGEXP, stream, a.length > 0 ? a[0] : one, Values.NONE);
        case NORMRAND, RANDOM_NORMAL ->
            draw(Distribution.NORMAL, stream, a.length > 0 ? a[0] : zero, a.length > 1 ? a[1] : one);
        case POISRAND -> draw(Distribution.POISSON, stream, a[0], Values.NONE);
        case RANDOM_IPICK -> draw(Distribution.IPICK, stream, Values.NONE, Values.NONE);
        default -> throw new IllegalStateException(function + " draws nothing; please report");
        };
    }

    private int draw(Distribution distribution, Variable stream, int a, int b) {
        return values.draw(distribution, kernel.memory.of(stream), kernel.memory.purpose(stream), a, b,
                kernel.predicate());
    }

    /** The value of a FUNCTION or PROCEDURE (0), its body lowered in place. */
    int call(String name, int[] arguments) {
        Function function = kernel.mechanism.functions().getOrDefault(name, kernel.mechanism.procedures().get(name));
        if (function == null) {
            throw new IllegalStateException("no function " + name + "; please report");
        }
        Statement.Table table = kernel.memory.layout().tables() ? Tabulation.of(function) : null;
        return table == null
                ? evaluate(function, arguments)
                : new Tabulation(kernel, function, table).interpolate(arguments[0]);
    }

    /** Lowers the body of a function; its value, or 0. */
    int evaluate(Function function, int... arguments) {
        for (int i = 0; i < arguments.length; i++) {
            kernel.environment.set(new Cell.OfLocal(function.arguments().get(i), 0), arguments[i]);
        }
        Local result = function.result();
        if (result != null) {
            kernel.environment.set(new Cell.OfLocal(result, 0), values.constant(0));
        }
        Span caller = values.where();
        kernel.statements.block(function.body());
        values.at(caller);
        function.arguments().forEach(a -> kernel.environment.forget(new Cell.OfLocal(a, 0)));
        if (result == null) {
            return values.constant(0);
        }
        Cell cell = new Cell.OfLocal(result, 0);
        int value = kernel.environment.get(cell);
        kernel.environment.forget(cell);
        return value;
    }
}
