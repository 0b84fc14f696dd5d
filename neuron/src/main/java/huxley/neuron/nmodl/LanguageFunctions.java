package huxley.neuron.nmodl;

import huxley.neuron.mechanism.Expression.Builtin;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Functions that every file may call. */
final class LanguageFunctions {
    /** A function and how many arguments it takes. */
    record Entry(Builtin function, int least, int most) {
    }

    static final Map<String, Entry> FUNCTIONS = functions();

    /** Called as statements, for their effect on events. */
    static final Set<String> EVENTS = Set.of("net_send", "net_move", "net_event");

    /** Called as statements without effect on results here: output, seeds of unused generators, hints to the stepper. */
    static final Set<String> WITHOUT_EFFECT = Set.of("printf", "fprintf", "prterr", "hoc_execerror", "at_time",
            "set_seed", "setseed", "nrn_random_play", "force", "deflate");

    private LanguageFunctions() {
    }

    private static Map<String, Entry> functions() {
        Map<String, Entry> map = new LinkedHashMap<>();
        Map<String, Builtin> unary = Map.ofEntries(Map.entry("exp", Builtin.EXP), Map.entry("log", Builtin.LOG),
                Map.entry("log10", Builtin.LOG10), Map.entry("sqrt", Builtin.SQRT), Map.entry("sin", Builtin.SIN),
                Map.entry("cos", Builtin.COS), Map.entry("tan", Builtin.TAN), Map.entry("asin", Builtin.ASIN),
                Map.entry("acos", Builtin.ACOS), Map.entry("atan", Builtin.ATAN), Map.entry("sinh", Builtin.SINH),
                Map.entry("cosh", Builtin.COSH), Map.entry("tanh", Builtin.TANH), Map.entry("fabs", Builtin.ABS),
                Map.entry("abs", Builtin.ABS), Map.entry("floor", Builtin.FLOOR), Map.entry("ceil", Builtin.CEIL),
                Map.entry("erf", Builtin.ERF), Map.entry("at_time", Builtin.AT_TIME),
                Map.entry("exprand", Builtin.EXPRAND), Map.entry("poisrand", Builtin.POISRAND));
        unary.forEach((name, function) -> map.put(name, new Entry(function, 1, 1)));
        Map<String, Builtin> binary = Map.of("pow", Builtin.POW, "atan2", Builtin.ATAN2, "fmod", Builtin.FMOD, "fmin",
                Builtin.MIN, "min", Builtin.MIN, "fmax", Builtin.MAX, "max", Builtin.MAX, "normrand",
                Builtin.NORMRAND);
        binary.forEach((name, function) -> map.put(name, new Entry(function, 2, 2)));
        map.put("nrn_ghk", new Entry(Builtin.GHK, 4, 4));
        map.put("scop_random", new Entry(Builtin.SCOP_RANDOM, 0, 0));
        map.put("random_uniform", new Entry(Builtin.RANDOM_UNIFORM, 1, 3));
        map.put("random_negexp", new Entry(Builtin.RANDOM_NEGEXP, 1, 2));
        map.put("random_normal", new Entry(Builtin.RANDOM_NORMAL, 1, 3));
        map.put("random_ipick", new Entry(Builtin.RANDOM_IPICK, 1, 1));
        map.put("random_dpick", new Entry(Builtin.RANDOM_DPICK, 1, 1));
        return map;
    }

    /** Whether the first argument is a RANDOM variable. */
    static boolean isDraw(Builtin function) {
        return switch (function) {
        case RANDOM_UNIFORM, RANDOM_NEGEXP, RANDOM_NORMAL, RANDOM_IPICK, RANDOM_DPICK -> true;
        case EXP, LOG, LOG10, POW, SQRT, SIN, COS, TAN, ASIN, ACOS, ATAN, ATAN2, SINH, COSH, TANH, ABS, FLOOR, CEIL,
                FMOD, MIN, MAX, ERF, GHK, AT_TIME, SCOP_RANDOM, NORMRAND, EXPRAND, POISRAND ->
            false;
        };
    }

    /** Whether calling it changes anything. */
    static boolean hasEffect(Builtin function) {
        return isDraw(function) || function == Builtin.SCOP_RANDOM || function == Builtin.NORMRAND
                || function == Builtin.EXPRAND || function == Builtin.POISRAND;
    }
}
