package huxley.neuron.nmodl;

import huxley.neuron.mechanism.Ion;
import huxley.neuron.mechanism.Mechanism;
import huxley.neuron.mechanism.Mechanism.Kind;
import huxley.neuron.mechanism.Mechanism.MembraneCurrent;
import huxley.neuron.mechanism.Variable;
import huxley.neuron.mechanism.Variable.Role;
import huxley.neuron.mechanism.Variable.Scope;
import huxley.neuron.problem.Problems;
import huxley.neuron.problem.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the declarations of a file say, while it is checked. */
final class Declared {
    final Problems problems;
    final huxley.neuron.nmodl.Scope names = huxley.neuron.nmodl.Scope.ofFile();
    final Map<String, SyntaxItem.Function> functions = new LinkedHashMap<>();
    final Map<String, SyntaxItem.FunctionTable> tables = new LinkedHashMap<>();
    final Map<String, SyntaxItem.Equations> equations = new LinkedHashMap<>();
    final Map<String, Integer> defines = new HashMap<>();
    final List<Variable> variables = new ArrayList<>();
    final List<Ion> ions = new ArrayList<>();
    final List<MembraneCurrent> currents = new ArrayList<>();
    Kind kind = Kind.DENSITY;
    String name = "";
    private final Map<String, Double> starts = new HashMap<>();

    Declared(Problems problems) {
        this.problems = problems;
    }

    void add(Variable variable) {
        variables.add(variable);
        names.define(variable.name(), new Symbol.OfVariable(variable));
    }

    /** The state starts at {@code value} unless INITIAL says otherwise. */
    void start(String state, double value) {
        starts.put(state, value);
    }

    /** Every STATE x has a parameter x0, the value it starts at; it exists only where it is used. */
    @Nullable
    Variable startingValue(String parameter, Span where) {
        if (!parameter.endsWith("0")) {
            return null;
        }
        String state = parameter.substring(0, parameter.length() - 1);
        for (Variable candidate : variables) {
            if (candidate.name().equals(state) && candidate.role() == Role.STATE) {
                Variable added = new Variable(parameter, Role.PARAMETER, Scope.GLOBAL, candidate.unit(), 1,
                        starts.getOrDefault(state, 0.0), Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, true,
                        where);
                add(added);
                return added;
            }
        }
        return null;
    }

    /** An opaque pointer whose value is used after all is an ordinary one. */
    Variable dereferenced(Variable opaque) {
        Variable pointer = new Variable(opaque.name(), Role.POINTER, opaque.scope(), opaque.unit(), opaque.length(), 0,
                opaque.min(), opaque.max(), true, opaque.where());
        variables.set(variables.indexOf(opaque), pointer);
        names.define(opaque.name(), new Symbol.OfVariable(pointer));
        return pointer;
    }

    /** The number that a {@code [length]} means. */
    int length(SyntaxStatement.@Nullable Word length) {
        if (length == null) {
            return 1;
        }
        Integer defined = defines.get(length.name());
        int value = 0;
        if (defined != null) {
            value = defined;
        } else if (Character.isDigit(length.name().charAt(0))) {
            value = length.name().length() < 9 ? Integer.parseInt(length.name()) : 0;
        } else {
            problems.error(length.where(), "'" + length.name() + "' is not a DEFINEd number",
                    "write DEFINE " + length.name() + " n before it is used");
            return 1;
        }
        if (value < 1) {
            problems.error(length.where(), "an array has at least 1 element, got " + length.name());
            return 1;
        }
        return value;
    }

    boolean hasMembrane() {
        return kind != Mechanism.Kind.ARTIFICIAL;
    }
}
