package huxley.neuron.nmodl;

import huxley.neuron.problem.Problems;
import huxley.neuron.problem.Span;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which function calls which. */
final class CallGraph {
    private record Edge(String callee, Span where) {
    }

    private final Map<String, List<Edge>> edges = new LinkedHashMap<>();
    private String caller = "";

    /** From now on calls belong to {@code function}; the empty name stands for all blocks that the engine runs. */
    void enter(String function) {
        caller = function;
    }

    void add(String callee, Span where) {
        edges.computeIfAbsent(caller, _ -> new ArrayList<>()).add(new Edge(callee, where));
    }

    /** A function that blocks of the engine reach and that calls itself cannot be run on many instances at once. */
    void reportRecursion(Problems problems) {
        visit("", new LinkedHashSet<>(), new LinkedHashSet<>(), problems);
    }

    private void visit(String function, Set<String> path, Set<String> done, Problems problems) {
        if (!done.contains(function)) {
            path.add(function);
            for (Edge edge : edges.getOrDefault(function, List.of())) {
                if (path.contains(edge.callee())) {
                    problems.error(edge.where(), "'" + edge.callee() + "' calls itself", "write a WHILE loop");
                } else {
                    visit(edge.callee(), path, done, problems);
                }
            }
            path.remove(function);
            done.add(function);
        }
    }
}
