package huxley.neuron.nmodl;

import java.util.List;
import java.util.Random;

/** Writes NMODL at random: correct in syntax, not in meaning. */
final class RandomNmodl {
    private static final List<String> NAMES = List.of("m", "h", "gbar", "ca_i", "x1", "v", "tau_", "Q10");
    private static final List<String> UNITS = List.of("mV", "mA/cm2", "/ms", "1/ms-mM", "um2", "10-9 coul", "degC");
    private static final List<String> OPERATORS = List.of("+", "-", "*", "/", "^", "<", "<=", ">", ">=", "==", "!=",
            "&&", "||");

    private final Random random;

    RandomNmodl(long seed) {
        this.random = new Random(seed);
    }

    String file() {
        StringBuilder out = new StringBuilder("TITLE any : title\nNEURON {\n" + pick("SUFFIX", "POINT_PROCESS") + " r");
        repeat(4, () -> out.append('\n').append(neuron()));
        out.append("\n}\nUNITS { (mV) = (millivolt) F = (faraday) (coulomb) R = 8.31 (joule/degC) }\nDEFINE N 3\n");
        repeat(5, () -> out.append(declarations()));
        repeat(6, () -> out.append(item()));
        return out.toString();
    }

    private String neuron() {
        return switch (random.nextInt(4)) {
        case 0 -> "USEION ca READ cai, eca WRITE ica VALENCE " + random.nextInt(3);
        case 1 -> pick("RANGE", "GLOBAL", "POINTER", "NONSPECIFIC_CURRENT", "RANDOM") + " " + name() + ", " + name();
        case 2 -> "THREADSAFE : comment";
        default -> "";
        };
    }

    private String declarations() {
        return switch (random.nextInt(4)) {
        case 0 -> "PARAMETER { " + name() + " = " + pick("", "-") + number() + unit() + " <0, 1e9> " + name() + "[N]"
                + unit() + " }\n";
        case 1 -> "ASSIGNED { " + name() + unit() + " " + name() + "[4] }\n";
        case 2 -> "STATE { " + name() + " FROM 0 TO 1 START 0.5 " + name() + unit() + " <1e-4> }\n";
        default -> pick("UNITSON\n", "UNITSOFF\n", "LOCAL a, b[3]\n", "INDEPENDENT { t FROM 0 TO 1 WITH 1 (ms) }\n",
                "CONSTANT { k = 2 (mV) }\n");
        };
    }

    private String item() {
        return switch (random.nextInt(8)) {
        case 0 -> "INITIAL " + block(3);
        case 1 -> pick("BREAKPOINT ", "BEFORE STEP ", "AFTER SOLVE ") + block(3);
        case 2 -> "DERIVATIVE d {\n" + name() + "' = " + expression(3) + "\n" + name() + "'[" + index() + "] = "
                + expression(2) + "\n}\n";
        case 3 -> "KINETIC k {\nCOMPARTMENT i, vol[i] { ca b }\n~ ca[i] + 2 b <-> cab (" + expression(2) + ", "
                + expression(2) + ")\n~ ca << (" + expression(2) + ")\n~ cab -> (" + expression(1)
                + ")\nCONSERVE ca + 3 b = " + expression(1) + "\n}\n";
        case 4 ->
            pick("LINEAR", "NONLINEAR") + " l SOLVEFOR a, b {\n~ " + expression(2) + " = " + expression(3) + "\n}\n";
        case 5 -> "FUNCTION f(" + name() + unit() + ")" + unit() + " " + block(3);
        case 6 ->
            "PROCEDURE p() {\nTABLE a, b DEPEND dt FROM -100 TO 100 WITH 200\n}\nFUNCTION_TABLE ft(v (mV)) (/ms)\n";
        default -> "NET_RECEIVE(w" + unit() + ", u) {\nINITIAL " + block(1) + "WATCH (" + expression(1)
                + ") 2, (v > 3) 4\nFOR_NETCONS(a, b) " + block(2) + "}\n";
        };
    }

    private String block(int depth) {
        StringBuilder out = new StringBuilder("{\n");
        repeat(4, () -> out.append(statement(depth)).append('\n'));
        return out.append("}\n").toString();
    }

    private String statement(int depth) {
        if (depth == 0) {
            return name() + " = " + expression(2);
        }
        return switch (random.nextInt(11)) {
        case 0 -> "LOCAL " + name() + ", q[2]";
        case 1 -> "IF (" + expression(2) + ") " + block(depth - 1) + " ELSE IF (" + expression(1) + ") "
                + block(depth - 1) + " ELSE " + block(depth - 1);
        case 2 -> pick("if", "IF") + " (" + expression(2) + ") " + block(depth - 1);
        case 3 -> "WHILE (" + expression(2) + ") " + block(depth - 1);
        case 4 -> "FROM i = 0 TO N - 1 " + pick("", "BY 2 ") + block(depth - 1);
        case 5 -> "SOLVE s " + pick("", "METHOD cnexp", "STEADYSTATE sparse");
        case 6 -> pick("net_send(1, 2)", "printf(\"%g \\n\", v)", "rates(v)", "PROTECT x1 = x1 + 1");
        case 7 -> pick("CONDUCTANCE g USEION k", "MUTEXLOCK", "UNITSOFF", "VERBATIM return 0; ENDVERBATIM");
        case 8 -> name() + "[" + index() + "] = " + expression(depth);
        default -> name() + " = " + expression(depth + 1);
        };
    }

    private String expression(int depth) {
        if (depth == 0) {
            return pick(name(), number() + unit(), name() + "[" + index() + "]");
        }
        return switch (random.nextInt(6)) {
        case 0 -> "(" + expression(depth - 1) + ")";
        case 1 -> pick("-", "!") + expression(depth - 1);
        case 2 -> pick("exp", "f", "pow") + "(" + expression(depth - 1) + ", " + expression(depth - 1) + ")";
        default ->
            expression(depth - 1) + " " + OPERATORS.get(random.nextInt(OPERATORS.size())) + " " + expression(depth - 1);
        };
    }

    private String index() {
        return pick("i", "2", "i + 1", "N - 1");
    }

    private String number() {
        return pick("1", "0.5", ".25", "3.", "1e-3", "2.5E+4", "96485.33");
    }

    private String unit() {
        return random.nextInt(3) == 0 ? " (" + UNITS.get(random.nextInt(UNITS.size())) + ")" : "";
    }

    private String name() {
        return NAMES.get(random.nextInt(NAMES.size()));
    }

    private String pick(String... choices) {
        return choices[random.nextInt(choices.length)];
    }

    private void repeat(int most, Runnable action) {
        for (int i = random.nextInt(most + 1); i > 0; i--) {
            action.run();
        }
    }
}
