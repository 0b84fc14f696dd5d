package huxley.solver.lowering;

import huxley.neuron.mechanism.Mechanism.Equations;
import huxley.neuron.mechanism.Place.Engine;
import java.util.List;

/** METHOD euler and runge: states move along their derivatives, all at once. */
final class Explicit {
    private final KernelBuilder kernel;
    private final Equations equations;
    private final Values values;

    private Explicit(KernelBuilder kernel, Equations equations) {
        this.kernel = kernel;
        this.equations = equations;
        this.values = kernel.values;
    }

    /** x + dt f(x). */
    static void euler(KernelBuilder kernel, Equations equations) {
        Explicit step = new Explicit(kernel, equations);
        Rates rates = Rates.of(kernel, equations);
        int[] start = step.now(rates.states());
        step.move(rates.states(), start, rates.values(), step.dt());
    }

    /** The classical Runge-Kutta method of fourth order, time held. */
    static void runge(KernelBuilder kernel, Equations equations) {
        Explicit step = new Explicit(kernel, equations);
        Values values = kernel.values;
        int half = values.mul(step.dt(), values.constant(0.5));
        Rates rates = Rates.of(kernel, equations);
        List<Cell> states = rates.states();
        int[] start = step.now(states);
        int[] k1 = rates.values();
        int[] k2 = step.ratesAt(states, start, k1, half);
        int[] k3 = step.ratesAt(states, start, k2, half);
        int[] k4 = step.ratesAt(states, start, k3, step.dt());
        int[] mean = new int[k1.length];
        for (int i = 0; i < mean.length; i++) {
            int middle = values.mul(values.add(k2[i], k3[i]), values.constant(2));
            mean[i] = values.div(values.add(values.add(k1[i], middle), k4[i]), values.constant(6));
        }
        step.move(states, start, mean, step.dt());
    }

    private int[] ratesAt(List<Cell> states, int[] start, int[] rate, int time) {
        move(states, start, rate, time);
        return Rates.of(kernel, equations).values();
    }

    private int dt() {
        return kernel.environment.get(new Cell.OfEngine(Engine.DT));
    }

    private int[] now(List<Cell> states) {
        return states.stream().mapToInt(kernel.environment::get).toArray();
    }

    private void move(List<Cell> states, int[] start, int[] rate, int time) {
        for (int i = 0; i < start.length; i++) {
            kernel.environment.set(states.get(i), values.add(start[i], values.mul(time, rate[i])));
        }
    }
}
