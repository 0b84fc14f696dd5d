package huxley.solver.engine;

import java.util.Arrays;

/** Spikes on their way to other groups: source, when it was sent and {@link huxley.solver.event.SendingNumber}. */
final class SentSpikes {
    private int[] source = new int[16];
    private double[] sent_ms = new double[16];
    private int[] number = new int[16];
    private int size;

    void add(int from, double atSent_ms, int sendingNumber) {
        if (size == source.length) {
            source = Arrays.copyOf(source, 2 * size);
            sent_ms = Arrays.copyOf(sent_ms, 2 * size);
            number = Arrays.copyOf(number, 2 * size);
        }
        source[size] = from;
        sent_ms[size] = atSent_ms;
        number[size++] = sendingNumber;
    }

    int size() {
        return size;
    }

    int source(int i) {
        return source[i];
    }

    double sent_ms(int i) {
        return sent_ms[i];
    }

    int number(int i) {
        return number[i];
    }

    void clear() {
        size = 0;
    }
}
