package huxley.neuron.mechanism;

import huxley.neuron.mechanism.Place.Local;
import huxley.neuron.problem.Problem;
import huxley.neuron.problem.Source;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A mechanism as a checked program: names resolved, units and arities checked, numerics still open.
 *
 * @param name SUFFIX, POINT_PROCESS or ARTIFICIAL_CELL name; for SUFFIX nothing, the file's base name
 * @param variables declared variables, in order of declaration; names unique
 * @param ions USEION statements, in order
 * @param currents what it passes through the membrane, in order
 * @param procedures PROCEDUREs by name; {@code functions} FUNCTIONs by name; both may call each other but not recurse
 * @param equations DERIVATIVE, KINETIC, LINEAR and NONLINEAR blocks by name
 * @param hooks BEFORE/AFTER blocks
 * @param warnings what the user should know although the file is usable
 */
public record Mechanism(String name, Kind kind, String title, Source source, List<Variable> variables, List<Ion> ions,
        List<MembraneCurrent> currents, Map<String, Function> functions,
        Map<String, Function> procedures, Map<String, FunctionTable> tables, Map<String, Equations> equations,
        Statement.@Nullable Block initial, Statement.@Nullable Block breakpoint, @Nullable NetReceive netReceive,
        List<Hook> hooks, List<Problem> warnings) {

    /** Where a mechanism lives. */
    public enum Kind {
        /** Painted on membrane (SUFFIX); currents in mA/cm2. */
        DENSITY,
        /** Placed at a point (POINT_PROCESS); currents in nA. */
        POINT,
        /** Has no membrane (ARTIFICIAL_CELL). */
        ARTIFICIAL
    }

    /**
     * A current that the mechanism computes in BREAKPOINT.
     *
     * @param place the variable or ion current assigned
     * @param electrode ELECTRODE_CURRENT: inward positive (a stimulus); otherwise outward positive
     */
    public record MembraneCurrent(Place place, boolean electrode) {
    }

    /**
     * FUNCTION or PROCEDURE.
     *
     * @param result the local that holds a FUNCTION's value, null for a PROCEDURE
     */
    public record Function(String name, List<Local> arguments, @Nullable Local result, Statement.Block body) {
    }

    /** FUNCTION_TABLE: a function of {@code arguments} variables whose points the model provides. */
    public record FunctionTable(String name, int arguments) {
    }

    /** A block of equations; {@code solveFor} is the SOLVEFOR list, empty for all that appear. */
    public record Equations(String name, Form form, List<Variable> solveFor, Statement.Block body) {
        /** The kind of block. */
        public enum Form {
            DERIVATIVE,
            KINETIC,
            LINEAR,
            NONLINEAR
        }
    }

    /**
     * NET_RECEIVE.
     *
     * @param arguments the weights of a connection; the first is the weight proper; the body may change them
     * @param units [argument] as the file gives them, empty where it gives none
     * @param initial run once per connection at the start (INITIAL inside NET_RECEIVE), or null: all but the first weight start at what the connection gives
     */
    public record NetReceive(List<Local> arguments, List<String> units, Statement.Block body,
            Statement.@Nullable Block initial) {
    }

    /** A BEFORE or AFTER block. */
    public record Hook(Moment moment, Statement.Block body) {
        /** When it runs. */
        public enum Moment {
            BEFORE_INITIAL,
            AFTER_INITIAL,
            BEFORE_BREAKPOINT,
            AFTER_SOLVE,
            BEFORE_STEP
        }
    }

    /** The variable of that name. */
    public Optional<Variable> variable(String variable) {
        return variables.stream().filter(v -> v.name().equals(variable)).findFirst();
    }

    /** The use of that ion. */
    public Optional<Ion> ion(String ion) {
        return ions.stream().filter(i -> i.name().equals(ion)).findFirst();
    }
}
