package huxley.solver.event;

/**
 * The place of what an event sends, a spike or a self-event, among all that has been sent, which decides the order of what
 * comes at one instant after the same wait. Numbers count up and begin anew after 2^31, which is more than are ever on
 * their way.
 */
public final class SendingNumber {
    /** Of spikes of membranes and generators, and of self-events that only their own instance feels: before numbered ones. */
    public static final int EARLY = -1;
    /** Of spikes of generators that an event without a wait has sent: after numbered ones. */
    public static final int LATE = -2;

    private SendingNumber() {
    }

    /** The number {@code count} after another. */
    public static int after(int number, int count) {
        return number + count & Integer.MAX_VALUE;
    }

    /** How many come from {@code first} on up to this number; huge for an earlier one. */
    public static int distance(int first, int number) {
        return number - first & Integer.MAX_VALUE;
    }

    /** @return negative if {@code a} comes before {@code b}, 0 if they are the same */
    public static int compare(int a, int b) {
        if (a >= 0 && b >= 0) {
            return a - b << 1;
        }
        return a == b ? 0 : a == EARLY || b == LATE ? -1 : 1;
    }
}
