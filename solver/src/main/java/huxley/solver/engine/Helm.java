package huxley.solver.engine;

import huxley.solver.precision.Numbers;
import huxley.synapse.Circuit.Quantity;
import huxley.synapse.Present;
import huxley.synapse.SavedState;
import huxley.synapse.Steering;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a simulation is steered from. Of several ranks the first one steers; it tells the others what to do, which wait for its
 * orders. It reads the cells that it has; others are not numbers.
 */
final class Helm implements Present {
    private static final long HAND_OVER = -1;
    private static final long INJECT = -2;
    private static final long STATE = -3;
    private static final Slot ELSEWHERE = new Slot(Numbers.of(Double.NaN), 0);
    private static final int LETTER = 2 * Long.BYTES + 2 * Double.BYTES;

    private final Assembly assembly;
    private final Recorder recorder;
    private final AcceleratedGroups accelerated;
    private final double dt_ms;
    private final Taker taker;
    private final @Nullable Steering steering;
    /** Whether all ranks wait for orders; without, nobody asks anything. */
    private final boolean isManned;
    private final Map<List<Quantity>, Slot[]> known = new IdentityHashMap<>();
    private long reached;

    Helm(Assembly assembly, Recorder recorder, AcceleratedGroups accelerated, double dt_ms, Taker taker,
            @Nullable Steering steering) {
        this.taker = taker;
        this.assembly = assembly;
        this.recorder = recorder;
        this.accelerated = accelerated;
        this.dt_ms = dt_ms;
        this.steering = steering;
        if (steering != null && !assembly.ranks.isFirst()) {
            throw new IllegalArgumentException("only the first rank steers");
        }
        isManned = assembly.ranks.any(steering != null);
    }

    /** Steps to do before asking again; at a step that all ranks have come to. */
    long steps(long atStep) {
        if (!isManned) {
            return Steering.AN_EPOCH;
        }
        reached = atStep;
        long steps;
        if (steering == null) {
            steps = follow();
        } else {
            steps = Math.max(Steering.STOP, steering.steps(this));
            tell(steps, 0, 0, 0);
        }
        if (steps > 0 && !accelerated.isAway()) {
            accelerated.embark();
        }
        return steps;
    }

    /** After the last step. */
    void done(long atStep) {
        if (isManned) {
            reached = atStep;
            if (steering == null) {
                follow();
            } else {
                steering.done(this);
                tell(Steering.STOP, 0, 0, 0);
            }
        }
    }

    /** Does what the first rank says, up to the next steps. */
    private long follow() {
        while (true) {
            ByteBuffer letter = assembly.ranks.all(Ranks.bytes(0)).getFirst().order(ByteOrder.nativeOrder());
            long order = letter.getLong();
            long place = letter.getLong();
            if (order == HAND_OVER) {
                recorder.flush();
            } else if (order == STATE) {
                stateOfAll();
            } else if (order == INJECT) {
                injectHere((int) (place >> Integer.SIZE), (int) place, letter.getDouble(), letter.getDouble());
            } else {
                return order;
            }
        }
    }

    private void tell(long order, long place, double first, double second) {
        if (!assembly.ranks.isAlone()) {
            assembly.ranks.all(
                    Ranks.bytes(LETTER).putLong(order).putLong(place).putDouble(first).putDouble(second).flip());
        }
    }

    @Override
    public double time_ms() {
        return reached * dt_ms;
    }

    @Override
    public void handOver() {
        tell(HAND_OVER, 0, 0, 0);
        recorder.flush();
    }

    @Override
    public boolean isKept(Quantity quantity) {
        return assembly.location.isHere(quantity.gid()) && switch (quantity) {
        case Quantity.IonQuantity i -> {
            IonMemory ion = assembly.addresses.groupOf(i.gid()).memory.ions.get(i.ion());
            yield ion != null && ion.present(i.quantity()).length() > 0;
        }
        case Quantity.MembraneCurrent _ -> false;
        case Quantity.Density d -> assembly.addresses.isKept(d);
        case Quantity.Voltage _ -> true;
        case Quantity.EngineQuantity _ -> true;
        case Quantity.Point _ -> true;
        case Quantity.Synaptic _ -> true;
        };
    }

    @Override
    public void read(List<Quantity> quantities, float[] values) {
        comeHome();
        Slot[] slots = known.computeIfAbsent(quantities, all -> all.stream()
                .map(q -> assembly.location.isHere(q.gid()) ? assembly.addresses.slot(q) : ELSEWHERE)
                .toArray(Slot[]::new));
        for (int i = 0; i < slots.length; i++) {
            values[i] = (float) slots[i].get();
        }
    }

    private void comeHome() {
        if (accelerated.isAway()) {
            accelerated.bringHome();
        }
    }

    @Override
    public Optional<String> inject(int gid, int compartment, double current_nA, double duration_ms) {
        tell(INJECT, (long) gid << Integer.SIZE | compartment, current_nA, duration_ms);
        return injectHere(gid, compartment, current_nA, duration_ms);
    }

    /** @return what is in the way */
    private Optional<String> injectHere(int gid, int compartment, double current_nA, double duration_ms) {
        if (!assembly.location.isHere(gid)) {
            return Optional.empty();
        }
        Group group = assembly.addresses.groupOf(gid);
        if (accelerated.advances(group)) {
            return Optional.of("cell " + gid + " is advanced by a device, which takes no current from outside");
        }
        GroupLayout.Part part = assembly.addresses.partOf(gid);
        group.stimuli.inject(part.block(), assembly.addresses.laneOf(gid), compartment, current_nA, time_ms(),
                time_ms() + duration_ms);
        return Optional.empty();
    }

    @Override
    public SavedState state() {
        tell(STATE, 0, 0, 0);
        return stateOfAll();
    }

    private SavedState stateOfAll() {
        comeHome();
        recorder.collect(Math.nextDown(time_ms()));
        return taker.take();
    }

    /** Takes the state at the present step, on all ranks together. */
    interface Taker {
        SavedState take();
    }
}
