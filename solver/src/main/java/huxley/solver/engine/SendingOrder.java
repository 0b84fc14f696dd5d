package huxley.solver.engine;

import huxley.solver.event.SendingNumber;
import java.util.Arrays;

/**
 * Puts what events have made several groups send into the one order in which it would have happened in a single queue.
 * Every group has its own already in this order, so that the lists have only to be merged.
 */
final class SendingOrder {
    /** Heap of lists by what is next in them. */
    private Sendings[] heap = new Sendings[16];
    private int[] next = new int[16];
    private int size;

    /** Takes them in order. */
    interface Visitor {
        void visit(Sendings list, int sending, int number);
    }

    void add(Sendings list) {
        if (list.size() == 0) {
            return;
        }
        if (size == heap.length) {
            heap = Arrays.copyOf(heap, 2 * size);
            next = Arrays.copyOf(next, 2 * size);
        }
        int at = size++;
        while (at > 0 && list.isBefore(0, heap[(at - 1) >> 1], next[(at - 1) >> 1])) {
            put(at, heap[(at - 1) >> 1], next[(at - 1) >> 1]);
            at = (at - 1) >> 1;
        }
        put(at, list, 0);
    }

    /** Numbers all from {@code first} on and shows them. @return the number after the last */
    int number(int first, Visitor visitor) {
        int number = first;
        while (size > 0) {
            Sendings list = heap[0];
            int sending = next[0];
            list.number(sending, number);
            visitor.visit(list, sending, number);
            number = SendingNumber.after(number, 1);
            if (sending + 1 < list.size()) {
                down(list, sending + 1);
            } else if (--size > 0) {
                down(heap[size], next[size]);
            }
        }
        return number;
    }

    private void down(Sendings list, int sending) {
        int at = 0;
        while (2 * at + 1 < size) {
            int child = 2 * at + 1;
            if (child + 1 < size && heap[child + 1].isBefore(next[child + 1], heap[child], next[child])) {
                child++;
            }
            if (!heap[child].isBefore(next[child], list, sending)) {
                break;
            }
            put(at, heap[child], next[child]);
            at = child;
        }
        put(at, list, sending);
    }

    private void put(int at, Sendings list, int sending) {
        heap[at] = list;
        next[at] = sending;
    }
}
