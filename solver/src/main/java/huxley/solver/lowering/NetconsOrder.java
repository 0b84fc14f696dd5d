package huxley.solver.lowering;

import huxley.neuron.mechanism.Expression;
import huxley.neuron.mechanism.Mechanism;
import huxley.neuron.mechanism.Mechanism.NetReceive;
import huxley.neuron.mechanism.Place;
import huxley.neuron.mechanism.Statement;
import huxley.neuron.mechanism.Statement.Block;
import huxley.neuron.mechanism.Statement.ForNetcons;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * FOR_NETCONS runs when NET_RECEIVE is over. That is the same as running in its place only if what follows it neither reads
 * what it assigns nor assigns what it reads or assigns; anything else is refused.
 */
final class NetconsOrder {
    private final Mechanism mechanism;
    private final NetReceive receive;

    private NetconsOrder(Mechanism mechanism, NetReceive receive) {
        this.mechanism = mechanism;
        this.receive = receive;
    }

    static void check(Mechanism mechanism, NetReceive receive) {
        new NetconsOrder(mechanism, receive).check(receive.body(), List.of());
    }

    /** @param later what runs after the block */
    private void check(Block block, List<Statement> later) {
        List<Statement> statements = block.statements();
        for (int i = 0; i < statements.size(); i++) {
            List<Statement> rest = new ArrayList<>(statements.subList(i + 1, statements.size()));
            rest.addAll(later);
            switch (statements.get(i)) {
            case ForNetcons loop -> rest.forEach(follower -> check(loop, follower));
            case Block inner -> check(inner, rest);
            case Statement.If choice -> {
                check(choice.then(), rest.stream().filter(s -> !excludes(choice.condition(), s)).toList());
                Block otherwise = choice.otherwise();
                if (otherwise != null) {
                    check(otherwise, rest);
                }
            }
            default -> {
            }
            }
        }
    }

    /** Whether {@code follower} cannot run where {@code condition} holds: it asks for another flag. */
    private static boolean excludes(Expression condition, Statement follower) {
        Double flag = flagOf(condition);
        Double other = follower instanceof Statement.If choice && choice.otherwise() == null
                ? flagOf(choice.condition())
                : null;
        return flag != null && other != null && !flag.equals(other);
    }

    /** The x of {@code flag == x}. */
    private static @Nullable Double flagOf(Expression condition) {
        if (condition instanceof Expression.Binary b && b.operator() == Expression.BinaryOperator.EQUAL
                && b.left() instanceof Expression.Read r && r.place() instanceof Place.OfEngine(Place.Engine quantity)
                && quantity == Place.Engine.FLAG && b.right() instanceof Expression.Number n) {
            return n.value();
        }
        return null;
    }

    private void check(ForNetcons loop, Statement follower) {
        if (!Blocks.all(new Block(List.of(), List.of(follower), follower.where()), ForNetcons.class).isEmpty()) {
            throw LoweringError.at(follower.where(), "a second FOR_NETCONS on the same path",
                    "write one loop for both");
        }
        Set<Cell> assigned = named(loop, Assignments.in(mechanism, loop.body()));
        Set<Cell> touched = named(loop, reads(loop.body()));
        touched.addAll(assigned);
        Set<Cell> conflict = reads(follower);
        conflict.retainAll(assigned);
        Set<Cell> overwritten = new LinkedHashSet<>(Assignments.in(mechanism, follower));
        overwritten.retainAll(touched);
        conflict.addAll(overwritten);
        if (!conflict.isEmpty()) {
            throw LoweringError.at(follower.where(),
                    "this comes after FOR_NETCONS, which runs when NET_RECEIVE is over, and "
                            + "both use '" + name(conflict.iterator().next()) + "'",
                    "write FOR_NETCONS last");
        }
    }

    /** The weights of the loop under the names that NET_RECEIVE has for them. */
    private Set<Cell> named(ForNetcons loop, Set<Cell> cells) {
        Set<Cell> named = new LinkedHashSet<>();
        for (Cell cell : cells) {
            int weight = cell instanceof Cell.OfLocal c ? loop.arguments().indexOf(c.local()) : -1;
            named.add(weight < 0 ? cell : new Cell.OfLocal(receive.arguments().get(weight), 0));
        }
        return named;
    }

    private static Set<Cell> reads(Statement statement) {
        Set<Cell> read = new LinkedHashSet<>();
        Visit.all(statement, s -> {
        }, e -> {
            Cell cell = e instanceof Expression.Read r ? cell(r.place()) : null;
            if (cell != null) {
                read.add(cell);
            }
        });
        return read;
    }

    private static @Nullable Cell cell(Place place) {
        return switch (place) {
        case Place.OfVariable p -> new Cell.OfVariable(p.variable(), 0);
        case Place.OfLocal p -> new Cell.OfLocal(p.local(), 0);
        case Place.OfIon p -> new Cell.OfIon(p.ion(), p.quantity());
        case Place.OfEngine p -> null;
        };
    }

    private static String name(Cell cell) {
        return switch (cell) {
        case Cell.OfVariable c -> c.variable().name();
        case Cell.OfLocal c -> c.local().name();
        case Cell.OfIon c -> c.ion().nameOf(c.quantity());
        case Cell.OfEngine c -> c.quantity().name();
        };
    }
}
