package huxley.neuron.nmodl;

import huxley.neuron.nmodl.SyntaxExpression.Name;
import huxley.neuron.nmodl.SyntaxStatement.Assign;
import huxley.neuron.nmodl.SyntaxStatement.Block;
import huxley.neuron.nmodl.SyntaxStatement.LocalName;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** What a block assigns values to, but for its own LOCALs and assignments of a name to itself. */
final class AssignedNames {
    private final Set<String> locals = new HashSet<>();
    private final Map<String, Name> assigned = new LinkedHashMap<>();

    private AssignedNames() {
    }

    /** Each name where it is first assigned to. */
    static Collection<Name> in(Block block) {
        AssignedNames names = new AssignedNames();
        names.visit(block);
        names.assigned.keySet().removeAll(names.locals);
        return names.assigned.values();
    }

    private void visit(SyntaxStatement statement) {
        switch (statement) {
        case Block block -> block.statements().forEach(this::visit);
        case SyntaxStatement.Local local -> local.names().stream().map(LocalName::name).forEach(locals::add);
        case Assign assign -> {
            Name target = assign.target();
            boolean toItself = assign.value() instanceof Name value && value.name().equals(target.name());
            if (target.primes() == 0 && !toItself) {
                assigned.putIfAbsent(target.name(), target);
            }
        }
        case SyntaxStatement.If choice -> {
            visit(choice.then());
            if (choice.otherwise() != null) {
                visit(choice.otherwise());
            }
        }
        case SyntaxStatement.While loop -> visit(loop.body());
        case SyntaxStatement.For loop -> visit(loop.body());
        case SyntaxStatement.ForNetcons loop -> visit(loop.body());
        default -> {
        }
        }
    }
}
