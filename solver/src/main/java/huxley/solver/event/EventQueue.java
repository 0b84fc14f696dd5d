package huxley.solver.event;

import java.util.Arrays;

/**
 * The pending events of one group, a binary heap over plain arrays. Events come out by time; of simultaneous ones those
 * first that have waited longest, then by {@link SendingNumber}, then by kind, self-events by gid, mechanism and order of
 * insertion, arrivals by connection, so that their order is the same however cells are grouped. Every event has a slot by
 * which it can be moved until it is taken; slots are reused.
 */
public final class EventQueue {
    /** What happens; the order of the constants decides ties in time. */
    public static final int SELF = 0;
    /** A spike that arrives: {@code item} is the connection. */
    public static final int ARRIVAL = 1;

    private double[] time_ms = new double[16];
    /** From when the event was made until it comes. */
    private double[] wait_ms = new double[16];
    private int[] kind = new int[16];
    /** {@link SendingNumber} */
    private int[] sending = new int[16];
    /** Of a self-event. */
    private int[] gid = new int[16];
    private int[] item = new int[16];
    private int[] instance = new int[16];
    private int[] cause = new int[16];
    private double[] flag = new double[16];
    private long[] sequence = new long[16];
    /** Heap of slots; {@code place [slot]} is where a slot stands in it. Slots from {@code size} on are free. */
    private int[] heap = new int[16];
    private int[] place = new int[16];
    private int size;
    private long pushed;

    public EventQueue() {
        Arrays.setAll(heap, i -> i);
        Arrays.setAll(place, i -> i);
    }

    public int size() {
        return size;
    }

    /** Slots of the pending events, in no order: {@code i} counts up to {@link #size}. */
    public int slot(int i) {
        return heap[i];
    }

    /** Forgets all events. */
    public void clear() {
        size = 0;
    }

    /** Takes all self-events out; the arrivals keep their order. */
    public void dropSelfEvents() {
        int[] before = Arrays.copyOf(heap, size);
        int[] dropped = new int[size];
        int gone = 0;
        size = 0;
        for (int slot : before) {
            if (kind[slot] == SELF) {
                dropped[gone++] = slot;
            } else {
                up(size++, slot);
            }
        }
        for (int i = 0; i < gone; i++) {
            put(size + i, dropped[i]);
        }
    }

    /** Events that were ever inserted or moved: the number of the next one. */
    public long inserted() {
        return pushed;
    }

    /** Time of the first event, infinite when there is none. */
    public double next_ms() {
        return size == 0 ? Double.POSITIVE_INFINITY : time_ms[heap[0]];
    }

    /** An arrival over a connection, too far ahead for the {@link Calendar}. */
    public void arrive(double at_ms, double delay_ms, int sendingNumber, int connection) {
        push(at_ms, delay_ms, ARRIVAL, sendingNumber, 0, connection, 0, connection, 0);
    }

    /** Whether the first event comes before an arrival at its time. */
    public boolean precedes(double delay_ms, int sendingNumber, int connection) {
        int slot = heap[0];
        if (wait_ms[slot] != delay_ms) {
            return wait_ms[slot] > delay_ms;
        }
        int order = SendingNumber.compare(sending[slot], sendingNumber);
        return order != 0 ? order < 0 : kind[slot] == SELF || item[slot] < connection;
    }

    /**
     * An event that an instance sends to itself.
     *
     * @param afterWait_ms from now until it comes
     * @param sendingNumber {@link SendingNumber}
     * @param mechanism index of the mechanism in the group, {@code instance} of the instance in it
     * @param cause connection whose weights it sees, -1 for none
     * @return the slot
     */
    public int send(double at_ms, double afterWait_ms, int sendingNumber, int ofGid, int mechanism, int instanceIndex,
            int causingConnection, double withFlag) {
        return push(at_ms, afterWait_ms, SELF, sendingNumber, ofGid, mechanism, instanceIndex, causingConnection,
                withFlag);
    }

    private int push(double at_ms, double afterWait_ms, int ofKind, int sendingNumber, int ofGid, int ofItem,
            int ofInstance, int ofCause, double ofFlag) {
        if (size == heap.length) {
            grow();
        }
        int slot = heap[size];
        time_ms[slot] = at_ms;
        wait_ms[slot] = afterWait_ms;
        kind[slot] = ofKind;
        sending[slot] = sendingNumber;
        gid[slot] = ofGid;
        item[slot] = ofItem;
        instance[slot] = ofInstance;
        cause[slot] = ofCause;
        flag[slot] = ofFlag;
        sequence[slot] = pushed++;
        up(size++, slot);
        return slot;
    }

    /** Takes the first event; its fields can be read by slot until the next is added. */
    public int take() {
        int first = heap[0];
        int last = heap[--size];
        if (size > 0) {
            down(0, last);
        }
        heap[size] = first;
        place[first] = size;
        return first;
    }

    /** Moves a pending event in time; it then counts as inserted now, before what has a number. */
    public void move(int slot, double to_ms, double afterWait_ms) {
        time_ms[slot] = to_ms;
        wait_ms[slot] = afterWait_ms;
        sending[slot] = SendingNumber.EARLY;
        sequence[slot] = pushed++;
        up(place[slot], slot);
        down(place[slot], slot);
    }

    /** Gives the event inserted as number {@code number}, if it is still pending, another place that changes no order here. */
    public void renumber(int slot, long number, int sendingNumber) {
        if (holds(slot, number)) {
            sending[slot] = sendingNumber;
        }
    }

    /** Whether the slot holds the event that was inserted (or moved) as number {@code number} and is pending. */
    public boolean holds(int slot, long number) {
        return place[slot] < size && sequence[slot] == number;
    }

    /** Number of the event in a slot, by order of insertion. */
    public long number(int slot) {
        return sequence[slot];
    }

    public double time_ms(int slot) {
        return time_ms[slot];
    }

    /** From when the event was made or moved until it comes. */
    public double wait_ms(int slot) {
        return wait_ms[slot];
    }

    /** {@link SendingNumber} */
    public int sending(int slot) {
        return sending[slot];
    }

    public int kind(int slot) {
        return kind[slot];
    }

    /** Connection of an arrival, mechanism of a self-event. */
    public int item(int slot) {
        return item[slot];
    }

    public int instance(int slot) {
        return instance[slot];
    }

    /** Connection whose weights the event sees, -1 for none. */
    public int cause(int slot) {
        return cause[slot];
    }

    public double flag(int slot) {
        return flag[slot];
    }

    private void up(int from, int slot) {
        int at = from;
        while (at > 0) {
            int above = heap[(at - 1) >> 1];
            if (!before(slot, above)) {
                break;
            }
            put(at, above);
            at = (at - 1) >> 1;
        }
        put(at, slot);
    }

    private void down(int from, int slot) {
        int at = from;
        while (true) {
            int child = 2 * at + 1;
            if (child >= size) {
                break;
            }
            if (child + 1 < size && before(heap[child + 1], heap[child])) {
                child++;
            }
            if (!before(heap[child], slot)) {
                break;
            }
            put(at, heap[child]);
            at = child;
        }
        put(at, slot);
    }

    private void put(int at, int slot) {
        heap[at] = slot;
        place[slot] = at;
    }

    private boolean before(int a, int b) {
        if (time_ms[a] != time_ms[b]) {
            return time_ms[a] < time_ms[b];
        }
        if (wait_ms[a] != wait_ms[b]) {
            return wait_ms[a] > wait_ms[b];
        }
        if (sending[a] != sending[b]) {
            return SendingNumber.compare(sending[a], sending[b]) < 0;
        }
        if (kind[a] != kind[b]) {
            return kind[a] < kind[b];
        }
        if (gid[a] != gid[b]) {
            return gid[a] < gid[b];
        }
        if (item[a] != item[b]) {
            return item[a] < item[b];
        }
        return sequence[a] < sequence[b];
    }

    private void grow() {
        int old = heap.length;
        int n = 2 * old;
        time_ms = Arrays.copyOf(time_ms, n);
        wait_ms = Arrays.copyOf(wait_ms, n);
        kind = Arrays.copyOf(kind, n);
        sending = Arrays.copyOf(sending, n);
        gid = Arrays.copyOf(gid, n);
        item = Arrays.copyOf(item, n);
        instance = Arrays.copyOf(instance, n);
        cause = Arrays.copyOf(cause, n);
        flag = Arrays.copyOf(flag, n);
        sequence = Arrays.copyOf(sequence, n);
        heap = Arrays.copyOf(heap, n);
        place = Arrays.copyOf(place, n);
        for (int i = old; i < n; i++) {
            put(i, i);
        }
    }
}
