package huxley.neuron.nmodl;

import java.util.Set;

/** The reserved words of NMODL. */
final class Keywords {
    /** Words that begin a block or a declaration outside all blocks. */
    static final Set<String> BLOCKS = Set.of("NEURON", "UNITS", "PARAMETER", "CONSTANT", "ASSIGNED", "STATE",
            "INDEPENDENT", "INITIAL", "BREAKPOINT", "DERIVATIVE", "KINETIC", "LINEAR", "NONLINEAR", "DISCRETE",
            "FUNCTION", "PROCEDURE", "FUNCTION_TABLE", "NET_RECEIVE", "BEFORE", "AFTER", "CONSTRUCTOR", "DESTRUCTOR",
            "DEFINE", "INCLUDE", "LOCAL", "UNITSON", "UNITSOFF", "TITLE", "VERBATIM", "COMMENT");

    static final Set<String> ALL = Set.of("NEURON", "UNITS", "PARAMETER", "CONSTANT", "ASSIGNED", "STATE",
            "INDEPENDENT", "INITIAL", "BREAKPOINT", "DERIVATIVE", "KINETIC", "LINEAR", "NONLINEAR", "DISCRETE",
            "FUNCTION", "PROCEDURE", "FUNCTION_TABLE", "NET_RECEIVE", "BEFORE", "AFTER", "CONSTRUCTOR", "DESTRUCTOR",
            "DEFINE", "INCLUDE", "LOCAL", "UNITSON", "UNITSOFF", "SUFFIX", "POINT_PROCESS", "ARTIFICIAL_CELL",
            "USEION", "READ", "WRITE", "VALENCE", "CHARGE", "REPRESENTS", "NONSPECIFIC_CURRENT", "ELECTRODE_CURRENT",
            "RANGE", "GLOBAL", "POINTER", "BBCOREPOINTER", "EXTERNAL", "THREADSAFE", "RANDOM", "SOLVE", "METHOD",
            "STEADYSTATE", "IFERROR", "SOLVEFOR", "CONSERVE", "COMPARTMENT", "LONGITUDINAL_DIFFUSION", "TABLE",
            "DEPEND", "FROM", "TO", "BY", "WITH", "START", "IF", "ELSE", "WHILE", "if", "else", "while", "WATCH",
            "FOR_NETCONS", "CONDUCTANCE", "LAG", "PROTECT", "MUTEXLOCK", "MUTEXUNLOCK", "SWEEP", "STEP", "PARTIAL",
            "STEPPED", "SENS", "FORALL", "PLOT", "VS", "RESET", "MATCH", "MODEL_LEVEL", "FIRST", "LAST", "PUTQ",
            "GETQ", "DEL", "DEL2", "TERMINAL", "EQUATION");

    /** Words of NMODL's predecessor that no simulator of neurons uses any more. */
    static final Set<String> OBSOLETE = Set.of("PARTIAL", "STEPPED", "SENS", "FORALL", "PLOT", "RESET", "MATCH",
            "MODEL_LEVEL", "FIRST", "LAST", "PUTQ", "GETQ", "DEL", "DEL2", "TERMINAL", "EQUATION", "DISCRETE");

    private Keywords() {
    }
}
