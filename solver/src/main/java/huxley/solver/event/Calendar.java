package huxley.solver.event;

import java.util.Arrays;

/**
 * Arrivals over connections that are due soon, by the half step at whose end they are delivered: half step h ends at
 * {@code h / 2} steps. Adding costs a few nanoseconds; the few arrivals of one half step are sorted when it comes, by
 * time, then longer delay, then {@link SendingNumber}, then connection. An entry is one connection, or all connections of a
 * source from one on (written as its complement) that have the same delay.
 */
public final class Calendar {
    /** Half steps that are kept apart. */
    private static final int HORIZON = 1 << 10;
    private static final int FEW = 24;
    private static final int NONE = -1;
    /** Entries that stand together. */
    private static final int CHUNK = 8;

    private final Connections connections;
    private final double dt_ms;
    private final double halfStepsPerMs;
    /** [bucket] entries; {@code head} is the chunk that is being filled, full ones follow it. */
    private final int[] size = new int[HORIZON];
    private final int[] head = new int[HORIZON];
    /** [chunk] */
    private int[] next = new int[4];
    /** [2 * (chunk * CHUNK + i)] bits of the time, then {@link #packed} entry: side by side, which touches one line of cache. */
    private long[] slots = new long[2 * 4 * CHUNK];
    private int free = NONE;
    private int used;
    /** The half step being delivered, or delivered last. */
    private long now = -1;
    private boolean open;

    private double[] dueTime_ms = new double[16];
    /** {@link #packed} */
    private long[] due = new long[16];
    private int cursor;
    private int count;
    private double[] scratchTime_ms = new double[16];
    private long[] scratch = new long[16];
    /** [part of the half step] entries before it */
    private int[] before = new int[16];

    public Calendar(double dt_ms, Connections connections) {
        this.connections = connections;
        this.dt_ms = dt_ms;
        halfStepsPerMs = 2 / dt_ms;
    }

    /** When a half step ends. */
    public double end_ms(long halfStep) {
        return (halfStep & 1) == 0 ? (halfStep >> 1) * dt_ms : ((halfStep >> 1) + 0.5) * dt_ms;
    }

    /** The first half step whose end is not before a time. */
    private long halfStep(double at_ms) {
        long h = (long) Math.ceil(at_ms * halfStepsPerMs);
        while (end_ms(h) < at_ms) {
            h++;
        }
        while (end_ms(h - 1) >= at_ms) {
            h--;
        }
        return h;
    }

    /** Whether there is room for an arrival at that time; a later one must wait elsewhere. */
    public boolean reaches(double at_ms) {
        return at_ms < (now + HORIZON - 2) * 0.5 * dt_ms;
    }

    /** Takes arrivals. */
    public interface Visitor {
        void visit(double time_ms, int connection, int sendingNumber);
    }

    /** Shows the arrivals of later half steps. */
    public void forAll(Visitor visitor) {
        for (int bucket = 0; bucket < HORIZON; bucket++) {
            int chunk = head[bucket];
            for (int left = size[bucket]; left > 0; left -= inHead(left)) {
                for (int i = chunk * CHUNK; i < chunk * CHUNK + inHead(left); i++) {
                    long entry = slots[2 * i + 1];
                    int connection = connection(entry);
                    do {
                        visitor.visit(Double.longBitsToDouble(slots[2 * i]), connection, number(entry));
                    } while (isSeveral(entry) && !connections.isLastOfDelay(connection++));
                }
                chunk = next[chunk];
            }
        }
    }

    /** Entries in the chunk being filled, of so many, more than none, in its bucket. */
    private static int inHead(int entries) {
        return (entries - 1) % CHUNK + 1;
    }

    /** What arrives with its {@link SendingNumber}. */
    private static long packed(int what, int sendingNumber) {
        return (long) sendingNumber << Integer.SIZE | what & 0xffffffffL;
    }

    private static int number(long entry) {
        return (int) (entry >>> Integer.SIZE);
    }

    /** The connection, or the first of several. */
    private static int connection(long entry) {
        int what = (int) entry;
        return what ^ what >> 31;
    }

    private static boolean isSeveral(long entry) {
        return (int) entry < 0;
    }

    /** Forgets everything; the half step that ends at {@code t_ms} is over. */
    public void restart(double t_ms) {
        Arrays.fill(size, 0);
        free = NONE;
        used = 0;
        count = 0;
        cursor = 0;
        now = Math.round(t_ms * halfStepsPerMs);
    }

    /** @param what a connection, or the complement of the first of several */
    public void add(double at_ms, int what, int sendingNumber) {
        long entry = packed(what, sendingNumber);
        long h = halfStep(at_ms);
        if (h <= now) {
            if (open) {
                insert(at_ms, entry);
                return;
            }
            h = now + 1;
        }
        int bucket = (int) h & HORIZON - 1;
        int inChunk = size[bucket]++ % CHUNK;
        if (inChunk == 0) {
            head[bucket] = newChunk(head[bucket]);
        }
        int at = head[bucket] * CHUNK + inChunk;
        slots[2 * at] = Double.doubleToRawLongBits(at_ms);
        slots[2 * at + 1] = entry;
    }

    private int newChunk(int before) {
        int chunk = free;
        if (chunk == NONE) {
            chunk = used++;
            if (chunk == next.length) {
                int n = 2 * chunk;
                next = Arrays.copyOf(next, n);
                slots = Arrays.copyOf(slots, 2 * n * CHUNK);
            }
        } else {
            free = next[chunk];
        }
        next[chunk] = before;
        return chunk;
    }

    /** Turns to the next half step, whose arrivals can now be taken. */
    public void turn() {
        now++;
        open = true;
        int bucket = (int) now & HORIZON - 1;
        cursor = 0;
        count = size[bucket];
        size[bucket] = 0;
        while (count > due.length) {
            growDue();
        }
        int chunk = head[bucket];
        int few;
        for (int end = count; end > 0; end -= few) {
            few = inHead(end);
            for (int i = 0; i < few; i++) {
                int at = 2 * (chunk * CHUNK + i);
                dueTime_ms[end - few + i] = Double.longBitsToDouble(slots[at]);
                due[end - few + i] = slots[at + 1];
            }
            int after = next[chunk];
            next[chunk] = free;
            free = chunk;
            chunk = after;
        }
        sort();
    }

    /** The half step is over. */
    public void close() {
        open = false;
    }

    /** Half step being delivered. */
    public long now() {
        return now;
    }

    /** Time of the next arrival of this half step, infinite when there is none. */
    public double next_ms() {
        return cursor < count ? dueTime_ms[cursor] : Double.POSITIVE_INFINITY;
    }

    /** Connection of the next arrival. */
    public int connection() {
        return connection(due[cursor]);
    }

    /** {@link SendingNumber} of the next arrival. */
    public int sendingNumber() {
        return number(due[cursor]);
    }

    /** Takes the next arrival. */
    public void take() {
        long entry = due[cursor];
        if (isSeveral(entry) && !connections.isLastOfDelay(connection(entry))) {
            due[cursor] = packed((int) entry - 1, number(entry));
        } else {
            cursor++;
        }
    }

    private void growDue() {
        int n = 2 * due.length;
        due = Arrays.copyOf(due, n);
        dueTime_ms = Arrays.copyOf(dueTime_ms, n);
        scratch = new long[n];
        scratchTime_ms = new double[n];
        before = new int[n];
    }

    /** Something that is due at once. */
    private void insert(double at_ms, long entry) {
        if (count == due.length) {
            growDue();
        }
        sink(at_ms, entry, cursor, count++);
    }

    /** Puts an arrival where it belongs among the sorted ones that end before a place. */
    private void sink(double at_ms, long entry, int from, int end) {
        int at = end;
        while (at > from && isBefore(at_ms, entry, at - 1)) {
            dueTime_ms[at] = dueTime_ms[at - 1];
            due[at] = due[at - 1];
            at--;
        }
        dueTime_ms[at] = at_ms;
        due[at] = entry;
    }

    /** Whether an arrival comes before the one at a place of those due. */
    private boolean isBefore(double at_ms, long entry, int place) {
        return at_ms != dueTime_ms[place] ? at_ms < dueTime_ms[place] : isBefore(entry, due[place]);
    }

    /** Of two that come at the same time. */
    private boolean isBefore(long entry, long other) {
        int connection = connection(entry);
        int otherConnection = connection(other);
        if (!connections.sameDelay()) {
            double delay_ms = connections.delay_ms(connection);
            double otherDelay_ms = connections.delay_ms(otherConnection);
            if (delay_ms != otherDelay_ms) {
                return delay_ms > otherDelay_ms;
            }
        }
        int order = SendingNumber.compare(number(entry), number(other));
        return order != 0 ? order < 0 : connection < otherConnection;
    }

    private void sort() {
        if (count <= FEW) {
            insertionSort(0, count);
        } else if (!isSorted()) {
            if (spread()) {
                insertionSort(0, count);
            } else {
                mergeSort();
            }
        }
    }

    private boolean isSorted() {
        for (int i = 1; i < count; i++) {
            if (isBefore(dueTime_ms[i], due[i], i - 1)) {
                return false;
            }
        }
        return true;
    }

    /**
     * Sorts by equal parts of the half step, about as many as there are entries, which leaves little to do. Within a part the order
     * stays.
     *
     * @return whether no part has many; if one has, nothing is done
     */
    private boolean spread() {
        int parts = Integer.highestOneBit(count);
        double begin_ms = end_ms(now - 1);
        double perMs = parts * halfStepsPerMs;
        Arrays.fill(before, 0, parts, 0);
        boolean many = false;
        for (int i = 0; i < count; i++) {
            int part = part(dueTime_ms[i], begin_ms, perMs, parts);
            many |= ++before[part] > FEW;
        }
        if (many) {
            return false;
        }
        int sum = 0;
        for (int part = 0; part < parts; part++) {
            int entries = before[part];
            before[part] = sum;
            sum += entries;
        }
        for (int i = 0; i < count; i++) {
            int to = before[part(dueTime_ms[i], begin_ms, perMs, parts)]++;
            scratchTime_ms[to] = dueTime_ms[i];
            scratch[to] = due[i];
        }
        takeScratch();
        return true;
    }

    private static int part(double time_ms, double begin_ms, double perMs, int parts) {
        return Math.clamp((int) ((time_ms - begin_ms) * perMs), 0, parts - 1);
    }

    private void takeScratch() {
        double[] times = dueTime_ms;
        dueTime_ms = scratchTime_ms;
        scratchTime_ms = times;
        long[] entries = due;
        due = scratch;
        scratch = entries;
    }

    private void mergeSort() {
        for (int from = 0; from < count; from += FEW) {
            insertionSort(from, Math.min(count, from + FEW));
        }
        for (int width = FEW; width < count; width *= 2) {
            for (int from = 0; from < count; from += 2 * width) {
                merge(from, Math.min(count, from + width), Math.min(count, from + 2 * width));
            }
            takeScratch();
        }
    }

    private void insertionSort(int from, int to) {
        for (int i = from + 1; i < to; i++) {
            sink(dueTime_ms[i], due[i], from, i);
        }
    }

    private void merge(int from, int middle, int to) {
        int a = from;
        int b = middle;
        for (int i = from; i < to; i++) {
            boolean second = a == middle || b < to && isBefore(dueTime_ms[b], due[b], a);
            int taken = second ? b++ : a++;
            scratchTime_ms[i] = dueTime_ms[taken];
            scratch[i] = due[taken];
        }
    }
}
