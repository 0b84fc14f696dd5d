package huxley.solver.opencl;

import huxley.solver.kernel.CompiledKernel;
import huxley.solver.kernel.Memory;
import huxley.solver.kernel.Operand;
import huxley.solver.kernel.RandomKernels;
import huxley.solver.precision.Precision;
import huxley.solver.program.Field;
import huxley.solver.program.Instruction;
import huxley.solver.program.Kernel;
import huxley.solver.program.Op;
import huxley.solver.scalar.ScalarBackend;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Functions of kernels on a device give the bits of the scalar backend. */
class KernelFunctionTest {
    @TempDir
    Path cache;
    private OnDevice device;

    @BeforeEach
    void open() {
        device = OnDevice.open(cache);
    }

    @AfterEach
    void close() {
        if (device != null) {
            device.close();
        }
    }

    @Test
    void randomKernelsGiveTheBitsOfTheScalarBackendOneInstanceAtATime() {
        compare(RandomKernels.of(12, 45, false), 1, Memory.Nodes.CHUNKED, 1, 67);
    }

    @Test
    void randomKernelsGiveTheBitsOfTheScalarBackendEightInstancesAtATime() {
        compare(RandomKernels.of(10, 45, false), 8, Memory.Nodes.CHUNKED, 1, 67);
        compare(RandomKernels.of(4, 45, false), 8, Memory.Nodes.SCATTERED, 67);
    }

    @Test
    void instancesThatShareNodesAreAddedInTheOrderOfTheScalarBackend() {
        compare(RandomKernels.of(3, 45, false), 8, Memory.Nodes.SHARED, 67);
        compare(RandomKernels.of(3, 45, false), 8, Memory.Nodes.CROWDED, 203);
        compare(in(RandomKernels.of(3, 45, false), Precision.SINGLE), 8, Memory.Nodes.CROWDED, 203);
        compare(in(RandomKernels.of(3, 45, false), Precision.DOUBLE), 8, Memory.Nodes.CROWDED, 203);
    }

    @Test
    void inSinglePrecisionRandomKernelsGiveTheBitsOfTheScalarBackend() {
        compare(in(RandomKernels.of(5, 45, false), Precision.SINGLE), 1, Memory.Nodes.CHUNKED, 67);
        compare(in(RandomKernels.of(8, 45, false), Precision.SINGLE), 8, Memory.Nodes.CHUNKED, 67);
    }

    @Test
    void kernelsInDoubleOnNodesInSinglePrecisionGiveTheBitsOfTheScalarBackend() {
        compare(in(RandomKernels.of(6, 45, true), Precision.DOUBLE), 4, Memory.Nodes.CHUNKED, 67);
        compare(in(RandomKernels.of(4, 45, true), Precision.DOUBLE), 2, Memory.Nodes.SCATTERED, 67);
    }

    @Test
    void everyOperationGivesTheBitsOfTheScalarBackendOnAnyOperands() {
        List<Kernel> kernels = new ArrayList<>();
        for (Op op : Op.values()) {
            kernels.add(Operand.applying(op));
            kernels.add(Operand.applying(op).in(Precision.SINGLE, Precision.SINGLE));
        }
        List<CompiledKernel> scalar = new ScalarBackend().compile(kernels);
        for (int width : new int[] {1, 8}) {
            OnDevice.Functions functions = device.build(kernels, width, true);
            for (int k = 0; k < kernels.size(); k++) {
                for (Operand operand : Operand.values()) {
                    Memory expected = new Memory(kernels.get(k), Memory.Nodes.CHUNKED, 4096, 5);
                    Memory actual = new Memory(kernels.get(k), Memory.Nodes.CHUNKED, 4096, 5);
                    for (int f = 0; f < actual.arrays.length; f++) {
                        operand.fill(expected.arrays[f]);
                        operand.fill(actual.arrays[f]);
                    }
                    scalar.get(k).run(expected.frame(), 0, 4096);
                    functions.run(k, actual, 4096, 1);
                    expected.assertSame(actual, kernels.get(k).name() + " of " + operand + ", width " + width);
                }
            }
        }
    }

    @Test
    void poissonNumbersAreThoseOfTheScalarBackend() {
        Field x = RandomKernels.FIELDS.getFirst();
        Field stream = RandomKernels.FIELDS.getLast();
        List<Kernel> kernels = Stream.of(0.0, 3.5, 700.0).map(mean -> new Kernel("poisson", List.of(x, stream),
                List.of(new Instruction.Constant(0, mean, RandomKernels.NOWHERE),
                        new Instruction.Draw(1, Instruction.Draw.Distribution.POISSON, stream, 2, 0, -1, -1,
                                RandomKernels.NOWHERE),
                        new Instruction.Store(x, 0, 1, RandomKernels.NOWHERE)),
                2)).toList();
        compare(kernels, 4, Memory.Nodes.CHUNKED, 21);
    }

    private static List<Kernel> in(List<Kernel> kernels, Precision instances) {
        return kernels.stream().map(k -> k.in(instances, Precision.SINGLE)).toList();
    }

    private void compare(List<Kernel> kernels, int width, Memory.Nodes nodes, int... counts) {
        List<CompiledKernel> scalar = new ScalarBackend().compile(kernels);
        OnDevice.Functions functions = device.build(kernels, width, nodes == Memory.Nodes.CHUNKED);
        int items = nodes == Memory.Nodes.CHUNKED ? 8 / width : 1;
        for (int k = 0; k < kernels.size(); k++) {
            for (int count : counts) {
                Memory expected = new Memory(kernels.get(k), nodes, count, k);
                Memory actual = new Memory(kernels.get(k), nodes, count, k);
                for (int sweep = 0; sweep < 2; sweep++) {
                    scalar.get(k).run(expected.frame(), 0, expected.padded);
                    functions.run(k, actual, actual.padded, items);
                }
                expected.assertSame(actual, kernels.get(k).name() + " on " + count + " instances, " + nodes
                        + ", width " + width);
            }
        }
    }
}
