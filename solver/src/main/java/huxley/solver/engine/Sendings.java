package huxley.solver.engine;

import huxley.solver.event.EventQueue;
import huxley.solver.event.SendingNumber;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * What events have made one group send since the last exchange, spikes and self-events, in the order in which it happened,
 * each with the event that caused it. Until the exchange numbers them among those of all groups, they have provisional
 * numbers: their place in this list, counted from {@link #first}.
 */
final class Sendings {
    private static final int NO_SPIKE = -1;
    /** Of those told to other ranks. */
    private static final int BYTES_PER_SENDING = 5 * Integer.BYTES + 3 * Double.BYTES;

    /** Number of the first since the last exchange, the same in all groups. */
    private int first;
    /** Of a spike. */
    private int[] source = new int[16];
    private double[] sent_ms = new double[16];
    /** Of a self-event: where it is in the queue, and its number there. */
    private int[] slot = new int[16];
    private long[] queued = new long[16];
    /** When the causing event happened. */
    private double[] happened_ms = new double[16];
    /** The causing event: how long it had waited, {@link EventQueue} kind, {@link SendingNumber}, source of an arrival. */
    private double[] waited_ms = new double[16];
    private int[] kind = new int[16];
    private int[] causeNumber = new int[16];
    private int[] causeSource = new int[16];
    /** Gid to which the causing event came. */
    private int[] gid = new int[16];
    /** Among those of all groups. */
    private int[] number = new int[16];
    private int size;

    /** What has happened where an event came. */
    static final class Cause {
        double happened_ms;
        double waited_ms;
        int kind;
        /** {@link SendingNumber} */
        int number;
        int source;
        int gid;
    }

    /** @return its provisional number */
    int addSpike(int from, double atSent_ms, Cause cause) {
        int number = add(cause);
        source[size - 1] = from;
        sent_ms[size - 1] = atSent_ms;
        return number;
    }

    /** A self-event, which goes into the queue next. @return its provisional number */
    int addSelfEvent(Cause cause) {
        int number = add(cause);
        source[size - 1] = NO_SPIKE;
        return number;
    }

    /** Where the self-event that was added last is in the queue. */
    void queued(int inSlot, long asNumber) {
        slot[size - 1] = inSlot;
        queued[size - 1] = asNumber;
    }

    private int add(Cause cause) {
        if (size == source.length) {
            grow();
        }
        happened_ms[size] = cause.happened_ms;
        waited_ms[size] = cause.waited_ms;
        kind[size] = cause.kind;
        causeNumber[size] = cause.number;
        causeSource[size] = cause.source;
        gid[size] = cause.gid;
        return SendingNumber.after(first, size++);
    }

    private void grow() {
        int n = 2 * size;
        source = Arrays.copyOf(source, n);
        sent_ms = Arrays.copyOf(sent_ms, n);
        slot = Arrays.copyOf(slot, n);
        queued = Arrays.copyOf(queued, n);
        happened_ms = Arrays.copyOf(happened_ms, n);
        waited_ms = Arrays.copyOf(waited_ms, n);
        kind = Arrays.copyOf(kind, n);
        causeNumber = Arrays.copyOf(causeNumber, n);
        causeSource = Arrays.copyOf(causeSource, n);
        gid = Arrays.copyOf(gid, n);
        number = Arrays.copyOf(number, n);
    }

    int size() {
        return size;
    }

    boolean isSpike(int i) {
        return source[i] != NO_SPIKE;
    }

    int source(int i) {
        return source[i];
    }

    double sent_ms(int i) {
        return sent_ms[i];
    }

    /** What {@link #write} needs. */
    long bytes() {
        return Integer.BYTES + (long) BYTES_PER_SENDING * size;
    }

    /** Tells another rank of them: all but where self-events are in the queue. */
    void write(ByteBuffer block) {
        block.putInt(size);
        for (int i = 0; i < size; i++) {
            block.putInt(source[i]).putDouble(sent_ms[i]).putDouble(happened_ms[i]).putDouble(waited_ms[i])
                    .putInt(kind[i]).putInt(causeNumber[i]).putInt(causeSource[i]).putInt(gid[i]);
        }
    }

    /** Those of a group of another rank. */
    static Sendings read(ByteBuffer block, int first) {
        Sendings list = new Sendings();
        list.clear(first);
        Cause cause = new Cause();
        for (int i = block.getInt(); i > 0; i--) {
            int source = block.getInt();
            double sent_ms = block.getDouble();
            cause.happened_ms = block.getDouble();
            cause.waited_ms = block.getDouble();
            cause.kind = block.getInt();
            cause.number = block.getInt();
            cause.source = block.getInt();
            cause.gid = block.getInt();
            if (source == NO_SPIKE) {
                list.addSelfEvent(cause);
            } else {
                list.addSpike(source, sent_ms, cause);
            }
        }
        return list;
    }

    /** Gives sending {@code i} its final number; those before have theirs. */
    void number(int i, int itsNumber) {
        number[i] = itsNumber;
    }

    /** Gives the pending self-events their final numbers, which order them as the provisional ones. */
    void renumber(EventQueue queue) {
        for (int i = 0; i < size; i++) {
            if (!isSpike(i)) {
                queue.renumber(slot[i], queued[i], number[i]);
            }
        }
    }

    /** Forgets them; the next ones are numbered from {@code from} on. */
    void clear(int from) {
        size = 0;
        first = from;
    }

    /** Whether sending {@code i} comes before {@code j} of another list: all before both have their numbers. */
    boolean isBefore(int i, Sendings other, int j) {
        if (happened_ms[i] != other.happened_ms[j]) {
            return happened_ms[i] < other.happened_ms[j];
        }
        if (waited_ms[i] != other.waited_ms[j]) {
            return waited_ms[i] > other.waited_ms[j];
        }
        int order = SendingNumber.compare(finalCause(i), other.finalCause(j));
        if (order != 0) {
            return order < 0;
        }
        if (kind[i] != other.kind[j]) {
            return kind[i] < other.kind[j];
        }
        return causeSource[i] != other.causeSource[j] ? causeSource[i] < other.causeSource[j] : gid[i] < other.gid[j];
    }

    private int finalCause(int i) {
        int cause = causeNumber[i];
        int place = SendingNumber.distance(first, cause);
        return cause >= 0 && place < size ? number[place] : cause;
    }
}
