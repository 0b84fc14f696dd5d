package huxley.solver.accelerator;

import java.util.Arrays;

/** Spikes that come to a group during an epoch, in the order in which they are delivered. */
public final class Arrivals {
    private int size;
    private int[] halfStep = new int[16];
    private double[] time_ms = new double[16];
    private double[] delay_ms = new double[16];
    private int[] reception = new int[16];
    private int[] instance = new int[16];
    private int[] connection = new int[16];
    private double[] weight = new double[16];
    private int weights;

    public int size() {
        return size;
    }

    /** Half step since the start of the epoch at whose end an arrival is delivered: 1 is the middle of the first step. */
    public int halfStep(int i) {
        return halfStep[i];
    }

    /** When it comes, ms. */
    public double time_ms(int i) {
        return time_ms[i];
    }

    /** Delay of its connection, ms. */
    public double delay_ms(int i) {
        return delay_ms[i];
    }

    /** Reception of the program. */
    public int reception(int i) {
        return reception[i];
    }

    public int instance(int i) {
        return instance[i];
    }

    /** Over which it comes. */
    public int connection(int i) {
        return connection[i];
    }

    /** Weights of each. */
    public int weights() {
        return weights;
    }

    public double weight(int i, int number) {
        return weight[i * weights + number];
    }

    /** Adds an arrival; {@link #weigh} sets its weights. */
    public void add(int atHalfStep, double at_ms, double afterDelay_ms, int toReception, int toInstance,
            int overConnection) {
        if (size == halfStep.length) {
            int n = 2 * size;
            halfStep = Arrays.copyOf(halfStep, n);
            time_ms = Arrays.copyOf(time_ms, n);
            delay_ms = Arrays.copyOf(delay_ms, n);
            reception = Arrays.copyOf(reception, n);
            instance = Arrays.copyOf(instance, n);
            connection = Arrays.copyOf(connection, n);
            weight = Arrays.copyOf(weight, n * weights);
        }
        halfStep[size] = atHalfStep;
        time_ms[size] = at_ms;
        delay_ms[size] = afterDelay_ms;
        reception[size] = toReception;
        connection[size] = overConnection;
        instance[size++] = toInstance;
    }

    /** Sets a weight of the last arrival. */
    public void weigh(int number, double value) {
        weight[(size - 1) * weights + number] = value;
    }

    /** Forgets all; arrivals will have so many weights. */
    public void clear(int weightsOfEach) {
        size = 0;
        weights = weightsOfEach;
        weight = weight.length < halfStep.length * weights ? new double[halfStep.length * weights] : weight;
    }
}
