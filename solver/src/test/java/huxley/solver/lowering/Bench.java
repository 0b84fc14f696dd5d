package huxley.solver.lowering;

import huxley.neuron.mechanism.Ion.Quantity;
import huxley.neuron.mechanism.Place.Engine;
import huxley.solver.kernel.CompiledKernel;
import huxley.solver.kernel.Frame;
import huxley.solver.kernel.LoweredMechanism;
import huxley.solver.program.Field;
import huxley.solver.program.Field.Storage;
import huxley.solver.program.Field.Symbol;
import huxley.solver.program.Kernel;
import huxley.solver.program.KernelText;
import huxley.solver.scalar.ScalarBackend;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A workbench: instances of one mechanism, one per node, their memory by name and their kernels run by the scalar backend. */
final class Bench {
    private final int count;
    private final int padded;
    private final Map<String, double[]> memory = new LinkedHashMap<>();
    final LoweredMechanism mechanism;
    final List<String> effects = new ArrayList<>();

    Bench(LoweredMechanism mechanism, int count) {
        this.mechanism = mechanism;
        this.count = count;
        this.padded = (count + Frame.CHUNK - 1) / Frame.CHUNK * Frame.CHUNK;
        set("dt", 0.025);
        set("celsius", 6.3);
        set("v", -65);
        set("area", 100);
        set("diam", 1);
    }

    /** All instances of {@code name} get the value. */
    Bench set(String name, double value) {
        Arrays.fill(memory.computeIfAbsent(name, n -> new double[64 * (padded + 1)]), value);
        return this;
    }

    double[] array(String name) {
        return memory.computeIfAbsent(name, n -> new double[64 * (padded + 1)]);
    }

    /** Of instance 0. */
    double get(String name) {
        return array(name)[0];
    }

    /** No value of any instance is infinite or not a number. */
    void assertFinite() {
        memory.forEach((name, values) -> {
            for (int i = 0; i < count; i++) {
                if (!Double.isFinite(values[i])) {
                    throw new ArithmeticException(name + " of instance " + i + " is " + values[i]);
                }
            }
        });
    }

    void run(@Nullable Kernel kernel) {
        if (kernel == null) {
            return;
        }
        double[][] arrays = new double[kernel.fields().size()][];
        for (int i = 0; i < arrays.length; i++) {
            Field field = kernel.fields().get(i);
            String name = KernelText.name(field);
            boolean fresh = !memory.containsKey(name);
            arrays[i] = array(name);
            if (fresh && field.symbol() instanceof Symbol.OfVariable v) {
                Arrays.fill(arrays[i], v.variable().initial());
            }
        }
        int[] node = new int[padded];
        for (int i = 0; i < padded; i++) {
            node[i] = Math.min(i, count);
        }
        CompiledKernel compiled = new ScalarBackend().compile(List.of(kernel)).getFirst();
        boolean event = kernel.fields().stream().anyMatch(f -> f.storage() == Storage.EVENT);
        compiled.run(new Frame(arrays, node, false, count, padded, new long[padded], new Recorder(),
                (table, arguments) -> arguments[0]), 0, event ? 1 : padded);
    }

    static String name(Engine quantity) {
        return KernelText.name(new Field(new Symbol.OfEngine(quantity), Storage.NODE, 1));
    }

    static String name(String ion, Quantity quantity) {
        return KernelText.name(new Field(new Symbol.OfIon(ion, quantity), Storage.NODE, 1));
    }

    private final class Recorder implements Frame.Effects {
        @Override
        public void netSend(int instance, double delay_ms, double flag) {
            effects.add("send " + instance + " " + delay_ms + " " + flag);
        }

        @Override
        public void netMove(int instance, double time_ms) {
            effects.add("move " + instance + " " + time_ms);
        }

        @Override
        public void netEvent(int instance, double time_ms) {
            effects.add("event " + instance + " " + time_ms);
        }

        @Override
        public void watch(int instance, int index, double flag) {
            effects.add("watch " + instance + " " + index + " " + flag);
        }

        @Override
        public void forNetcons(int instance, int index) {
            effects.add("netcons " + instance + " " + index);
        }

        @Override
        public void fail(int instance, int code) {
            effects.add("fail " + instance + " " + code);
        }
    }
}
