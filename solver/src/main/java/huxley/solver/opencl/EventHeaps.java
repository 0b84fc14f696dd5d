package huxley.solver.opencl;

import huxley.solver.accelerator.Resident;
import huxley.solver.accelerator.SelfEvents;
import huxley.solver.accelerator.SelfEvents.Event;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** The heaps of pending self-events of the groups of one launch, one after the other, all with the same room. */
final class EventHeaps {
    private static final int RECORD = 8;

    private final DeviceSession session;
    private final Resident[] residents;
    private DeviceBuffer buffer;
    private int capacity;

    EventHeaps(DeviceSession session, Resident[] residents) {
        this.session = session;
        this.residents = residents;
        boolean has = residents[0].program().hasSelfEvents();
        capacity = has
                ? Arrays.stream(residents).mapToInt(r -> r.selfEvents().pending().size()).max().orElse(0)
                        + residents[0].program().sends()
                        + Arrays.stream(residents).mapToInt(r -> r.selfEvents().watches()).max().orElse(0)
                : 0;
        buffer = session.allocate((has ? residents.length : 0) * (long) stride() * Double.BYTES);
        for (int unit = 0; has && unit < residents.length; unit++) {
            write(unit, heap(residents[unit].selfEvents(), stride()));
        }
    }

    DeviceBuffer buffer() {
        return buffer;
    }

    int capacity() {
        return capacity;
    }

    private int stride() {
        return RECORD * (capacity + 1);
    }

    private static double[] heap(SelfEvents events, int length) {
        double[] heap = new double[length];
        List<Event> sorted = events.pending().stream().sorted(SelfEvents.ORDER).toList();
        heap[0] = sorted.size();
        heap[1] = events.inserted();
        for (int i = 0; i < sorted.size(); i++) {
            Event e = sorted.get(i);
            double[] record = {e.time_ms(), e.wait_ms(), e.gid(), e.reception(), e.number(), e.instance(),
                    e.connection(), e.flag()};
            System.arraycopy(record, 0, heap, RECORD * (1 + i), RECORD);
        }
        return heap;
    }

    private void write(int unit, double[] heap) {
        session.write(buffer, unit * (long) stride() * Double.BYTES, heap, 0, heap.length);
    }

    private double[] read(int unit) {
        double[] heap = new double[stride()];
        session.read(buffer, unit * (long) stride() * Double.BYTES, heap, 0, heap.length);
        return heap;
    }

    /** Makes twice the room. */
    void grow() {
        double[][] heaps = new double[residents.length][];
        Arrays.setAll(heaps, this::read);
        buffer.close();
        capacity = 2 * capacity + 1;
        buffer = session.allocate(residents.length * (long) stride() * Double.BYTES);
        for (int unit = 0; unit < heaps.length; unit++) {
            write(unit, Arrays.copyOf(heaps[unit], stride()));
        }
    }

    /** Copies what is pending back. */
    void bringHome() {
        for (int unit = 0; capacity > 0 && unit < residents.length; unit++) {
            double[] heap = read(unit);
            List<Event> pending = new ArrayList<>();
            for (int i = 0; i < heap[0]; i++) {
                int at = RECORD * (1 + i);
                pending.add(new Event(heap[at], heap[at + 1], (int) heap[at + 2], (int) heap[at + 3],
                        (long) heap[at + 4], (int) heap[at + 5], (int) heap[at + 6], heap[at + 7]));
            }
            pending.sort(Comparator.comparingLong(Event::number));
            residents[unit].selfEvents().become(pending, (long) heap[1]);
        }
    }
}
