package huxley.neuron.nmodl;

import huxley.neuron.mechanism.Expression.BinaryOperator;
import huxley.neuron.nmodl.SyntaxStatement.Block;
import huxley.neuron.nmodl.SyntaxStatement.Break;
import huxley.neuron.nmodl.SyntaxStatement.For;
import huxley.neuron.nmodl.SyntaxStatement.If;
import huxley.neuron.nmodl.SyntaxStatement.Return;
import huxley.neuron.nmodl.SyntaxStatement.While;
import huxley.neuron.problem.Span;
import java.util.ArrayList;
import java.util.List;

/**
 * Removes {@code break} from loops: a variable remembers it, and the rest of the loop does nothing. A loop that holds a return as
 * well stays, and is reported by the checker.
 *
 * <pre>{@code
 *                                      ended_ = 0
 * FROM i = 0 TO 9 {                    FROM i = 0 TO 9 {
 *   s = s + a[i]                         IF (ended_ == 0) {
 *   IF (s > 1) { break }        ->         s = s + a[i]
 *   n = n + 1                              IF (s > 1) { ended_ = 1 }
 * }                                        ELSE { n = n + 1 }
 *                                      } }
 * }</pre>
 */
final class LoopBreaks {
    private static final String ENDED = "ended_";

    private LoopBreaks() {
    }

    static Block remove(Block block) {
        List<SyntaxStatement> out = new ArrayList<>();
        for (SyntaxStatement statement : block.statements()) {
            switch (statement) {
            case Block inner -> out.add(remove(inner));
            case If choice -> out.add(inBranches(choice));
            case While loop when isEnded(loop.body()) ->
                out.add(remembering(new While(new SyntaxExpression.Binary(BinaryOperator.AND, notEnded(loop.where()),
                        loop.condition(), loop.where()), guarded(loop.body()), loop.where())));
            case While loop -> out.add(new While(loop.condition(), remove(loop.body()), loop.where()));
            case For loop when isEnded(loop.body()) ->
                out.add(remembering(new For(loop.counter(), loop.from(), loop.to(),
                        loop.by(), guarded(loop.body()), loop.where())));
            case For loop -> out.add(new For(loop.counter(), loop.from(), loop.to(), loop.by(), remove(loop.body()),
                    loop.where()));
            default -> out.add(statement);
            }
        }
        return new Block(out, block.where());
    }

    private static If inBranches(If choice) {
        SyntaxStatement otherwise = switch (choice.otherwise()) {
        case null -> null;
        case Block block -> remove(block);
        case If next -> inBranches(next);
        case SyntaxStatement other -> other;
        };
        return new If(choice.condition(), remove(choice.then()), otherwise, choice.where());
    }

    private static boolean isEnded(Block body) {
        return ends(body) && !EarlyReturns.returns(body);
    }

    /** Whether a break in this statement ends the loop around it. */
    private static boolean ends(SyntaxStatement statement) {
        return switch (statement) {
        case Break _ -> true;
        case Block block -> block.statements().stream().anyMatch(LoopBreaks::ends);
        case If choice -> ends(choice.then()) || choice.otherwise() != null && ends(choice.otherwise());
        default -> false;
        };
    }

    private static Block remembering(SyntaxStatement loop) {
        List<SyntaxStatement> out = new ArrayList<>(
                NmodlText.block("LOCAL " + ENDED + "\n" + ENDED + " = 0", loop.where()).statements());
        out.add(loop);
        return new Block(out, loop.where());
    }

    private static SyntaxExpression notEnded(Span where) {
        return ((If) NmodlText.block("IF (" + ENDED + " == 0) { }", where).statements().getFirst()).condition();
    }

    /** A break becomes an assignment and a return, and the return goes the way of early returns. */
    private static Block guarded(Block body) {
        Span where = body.where();
        Block once = EarlyReturns.remove((Block) returning(remove(body)));
        return new Block(List.of(new If(notEnded(where), once, null, where)), where);
    }

    private static SyntaxStatement returning(SyntaxStatement statement) {
        return switch (statement) {
        case Block block -> {
            List<SyntaxStatement> out = new ArrayList<>();
            for (SyntaxStatement inner : block.statements()) {
                if (inner instanceof Break end) {
                    out.addAll(NmodlText.block(ENDED + " = 1", end.where()).statements());
                    out.add(new Return(end.where()));
                } else {
                    out.add(returning(inner));
                }
            }
            yield new Block(out, block.where());
        }
        case If choice -> new If(choice.condition(), (Block) returning(choice.then()),
                choice.otherwise() == null ? null : returning(choice.otherwise()), choice.where());
        default -> statement;
        };
    }
}
