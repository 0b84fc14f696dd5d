package huxley.neuron.nmodl;

import huxley.neuron.nmodl.SyntaxStatement.Block;
import huxley.neuron.nmodl.SyntaxStatement.If;
import huxley.neuron.nmodl.SyntaxStatement.Return;
import java.util.ArrayList;
import java.util.List;

/**
 * Removes {@code return} from a body: what follows an IF that may return moves into the branches that do not.
 *
 * <pre>{@code
 * IF (w <= 0) { return }        IF (w <= 0) { }
 * g = g + w                ->   ELSE { g = g + w }
 * }</pre>
 *
 * A return inside a loop stays, and is reported by the checker.
 */
final class EarlyReturns {
    private EarlyReturns() {
    }

    static Block remove(Block body) {
        return new Block(remove(body.statements()), body.where());
    }

    private static List<SyntaxStatement> remove(List<SyntaxStatement> statements) {
        List<SyntaxStatement> out = new ArrayList<>();
        for (int i = 0; i < statements.size(); i++) {
            SyntaxStatement statement = statements.get(i);
            if (statement instanceof Return) {
                return out;
            }
            if (statement instanceof If choice && returns(choice)) {
                out.add(split(choice, statements.subList(i + 1, statements.size())));
                return out;
            }
            out.add(statement);
        }
        return out;
    }

    private static If split(If choice, List<SyntaxStatement> rest) {
        List<SyntaxStatement> then = new ArrayList<>(choice.then().statements());
        then.addAll(rest);
        List<SyntaxStatement> otherwise = new ArrayList<>();
        switch (choice.otherwise()) {
        case null -> {
        }
        case Block block -> otherwise.addAll(block.statements());
        case SyntaxStatement next -> otherwise.add(next);
        }
        otherwise.addAll(rest);
        return new If(choice.condition(), new Block(remove(then), choice.then().where()),
                new Block(remove(otherwise), choice.where()), choice.where());
    }

    static boolean returns(SyntaxStatement statement) {
        return switch (statement) {
        case Return _ -> true;
        case Block block -> block.statements().stream().anyMatch(EarlyReturns::returns);
        case If choice -> returns(choice.then()) || choice.otherwise() != null && returns(choice.otherwise());
        default -> false;
        };
    }
}
