package huxley.solver.engine;

import huxley.neuron.mechanism.Place;
import huxley.solver.program.Field;
import huxley.solver.program.Field.Storage;
import huxley.solver.program.Field.Symbol;
import org.jspecify.annotations.Nullable;

/** The memory through which one event at a time is shown to the kernels of a mechanism. */
record EventMemory(double[][] weights, double @Nullable [] time_ms, double @Nullable [] flag) {
    static EventMemory of(Instances instances) {
        double[][] weights = new double[instances.code.weights][1];
        double[] time = null;
        double[] flag = null;
        for (int i = 0; i < instances.memory.length; i++) {
            Field field = instances.code.fields.get(i);
            if (field.storage() == Storage.EVENT) {
                double[] memory = instances.memory[i].doubles();
                if (field.symbol() instanceof Symbol.Weight weight) {
                    weights[weight.index()] = memory;
                } else if (field.symbol().equals(new Symbol.OfEngine(Place.Engine.T))) {
                    time = memory;
                } else if (field.symbol().equals(new Symbol.OfEngine(Place.Engine.FLAG))) {
                    flag = memory;
                }
            }
        }
        return new EventMemory(weights, time, flag);
    }
}
