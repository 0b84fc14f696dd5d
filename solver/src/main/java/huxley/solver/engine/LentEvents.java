package huxley.solver.engine;

import huxley.solver.accelerator.SelfEvents;
import huxley.solver.accelerator.SelfEvents.Event;
import huxley.solver.event.EventQueue;
import huxley.solver.event.SendingNumber;
import huxley.solver.program.Instruction;
import huxley.solver.program.Instruction.Effect;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Moves the self-events of a group out of its queue and back. */
final class LentEvents {
    private LentEvents() {
    }

    /** Whether instances of a mechanism send events to themselves at any time, or watch for some. */
    static boolean sends(Instances instances) {
        return !instances.watches.isEmpty()
                || instances.code.lowered.kernels().stream().anyMatch(k -> count(k.body(), Effect.Kind.NET_SEND) > 0);
    }

    /** How often effects of a kind stand in a kernel. */
    static int count(List<Instruction> body, Effect.Kind kind) {
        return body.stream().mapToInt(i -> switch (i) {
        case Effect effect when effect.kind() == kind -> 1;
        case Instruction.Loop loop -> count(loop.condition(), kind) + count(loop.body(), kind);
        default -> 0;
        }).sum();
    }

    static SelfEvents lend(EventQueue queue, List<Receiver> receivers) {
        List<Event> pending = new ArrayList<>();
        for (int i = 0; i < queue.size(); i++) {
            int slot = queue.slot(i);
            if (queue.kind(slot) == EventQueue.SELF) {
                int mechanism = queue.item(slot);
                pending.add(new Event(queue.time_ms(slot), queue.wait_ms(slot),
                        receivers.get(mechanism).instances.gid[queue.instance(slot)], mechanism, queue.number(slot),
                        queue.instance(slot), queue.cause(slot), queue.flag(slot)));
            }
        }
        pending.sort(Comparator.comparingLong(Event::number));
        queue.dropSelfEvents();
        int[][] gid = receivers.stream().map(r -> sends(r.instances) ? r.instances.gid : new int[0])
                .toArray(int[][]::new);
        double[][] movable = receivers.stream().map(Receiver::lendMovable).toArray(double[][]::new);
        SelfEvents.Watched[] watched = receivers.stream().map(Receiver::lendWatches)
                .toArray(SelfEvents.Watched[]::new);
        return new SelfEvents(gid, movable, watched, pending, queue.inserted());
    }

    static void takeBack(SelfEvents lent, EventQueue queue, List<Receiver> receivers) {
        receivers.forEach(Receiver::recountWatches);
        for (Event event : lent.pending()) {
            int slot = queue.send(event.time_ms(), event.wait_ms(), SendingNumber.EARLY, event.gid(),
                    event.reception(), event.instance(), event.connection(), event.flag());
            double[] movable = lent.movable(event.reception());
            if (movable.length > 0 && movable[event.instance()] == event.number()) {
                receivers.get(event.reception()).makeMovable(event.instance(), slot);
            }
        }
    }
}
