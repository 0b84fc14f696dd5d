package huxley.solver.lowering;

import huxley.neuron.mechanism.Statement;
import huxley.neuron.mechanism.Statement.Block;
import java.util.ArrayList;
import java.util.List;

/** Parts of blocks. BREAKPOINT is two programs in one: its SOLVE statements advance states, the rest yields currents. */
final class Blocks {
    private Blocks() {
    }

    /** The block without SOLVE statements. */
    static Block withoutSolves(Block block) {
        List<Statement> kept = new ArrayList<>();
        for (Statement statement : block.statements()) {
            switch (statement) {
            case Statement.Solve ignored -> {
            }
            case Statement.If s when containsSolve(s) -> kept.add(new Statement.If(s.condition(),
                    withoutSolves(s.then()), s.otherwise() == null ? null : withoutSolves(s.otherwise()), s.where()));
            case Block s -> kept.add(withoutSolves(s));
            default -> kept.add(statement);
            }
        }
        return new Block(block.locals(), kept, block.where());
    }

    /** The SOLVE statements alone, with the conditions they stand under. */
    static Block solvesOnly(Block block) {
        List<Statement> kept = new ArrayList<>();
        for (Statement statement : block.statements()) {
            switch (statement) {
            case Statement.Solve s -> kept.add(s);
            case Statement.If s when containsSolve(s) -> kept.add(new Statement.If(s.condition(), solvesOnly(s.then()),
                    s.otherwise() == null ? null : solvesOnly(s.otherwise()), s.where()));
            case Block s -> kept.add(solvesOnly(s));
            default -> {
            }
            }
        }
        return new Block(block.locals(), kept, block.where());
    }

    private static boolean containsSolve(Statement statement) {
        return switch (statement) {
        case Statement.Solve ignored -> true;
        case Block s -> s.statements().stream().anyMatch(Blocks::containsSolve);
        case Statement.If s ->
            containsSolve(s.then()) || s.otherwise() != null && containsSolve(s.otherwise());
        default -> false;
        };
    }

    /** The statements of one kind, in order of the text; their place in it is their index. */
    static <S extends Statement> List<S> all(Block block, Class<S> kind) {
        List<S> found = new ArrayList<>();
        Visit.all(block, s -> {
            if (kind.isInstance(s)) {
                found.add(kind.cast(s));
            }
        }, e -> {
        });
        return found;
    }
}
