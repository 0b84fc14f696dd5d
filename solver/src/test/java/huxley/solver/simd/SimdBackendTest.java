package huxley.solver.simd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import huxley.neuron.problem.Source;
import huxley.neuron.problem.Span;
import huxley.solver.kernel.CompiledKernel;
import huxley.solver.kernel.Frame;
import huxley.solver.kernel.Memory;
import huxley.solver.kernel.Operand;
import huxley.solver.kernel.RandomKernels;
import huxley.solver.precision.Precision;
import huxley.solver.program.Field;
import huxley.solver.program.Instruction;
import huxley.solver.program.Kernel;
import huxley.solver.program.Op;
import huxley.solver.scalar.ScalarBackend;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.regex.Pattern;
import java.util.regex.MatchResult;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SimdBackendTest {
    private static final Span NOWHERE = RandomKernels.NOWHERE;

    @TempDir
    Path cache;

    @Test
    void randomKernelsGiveTheBitsOfTheScalarBackendOnEveryWidth() {
        for (int lanes : new int[] {2, 4, 8}) {
            List<Kernel> kernels = RandomKernels.of(25, 45, false);
            compare(kernels, lanes, Memory.Nodes.CHUNKED, 1, 8, 67, 300);
            compare(kernels, lanes, Memory.Nodes.SCATTERED, 67, 300);
            compare(kernels, lanes, Memory.Nodes.STRETCHES, 40, 300);
        }
        compare(RandomKernels.of(6, 300, false), 8, Memory.Nodes.SHARED, 300);
    }

    @Test
    void instancesThatCrowdAtNodesAreAddedInTheOrderOfTheScalarBackend() {
        List<Kernel> kernels = RandomKernels.of(8, 45, false);
        for (int lanes : new int[] {2, 8}) {
            compare(kernels, lanes, Memory.Nodes.CROWDED, 8, 67, 1003);
            compare(in(kernels, Precision.DOUBLE), lanes, Memory.Nodes.CROWDED, 67, 1003);
        }
        compare(in(kernels, Precision.SINGLE), 4, Memory.Nodes.CROWDED, 8, 67, 1003);
        compare(RandomKernels.of(8, 60, true), 8, Memory.Nodes.CROWDED, 300);
    }

    @Test
    void aChunkAtOneNodeAddsItsHalvesUntilOneNumberIsLeft() {
        Field x = RandomKernels.FIELDS.get(0);
        Field sum = RandomKernels.FIELDS.get(4);
        Kernel kernel = new Kernel("sum", List.of(x, sum), List.of(new Instruction.Load(0, x, 0, NOWHERE),
                new Instruction.Accumulate(sum, 0, NOWHERE)), 1);
        double[] added = {1e16, 1, -1e16, 1, 3, 1, 1, 1};
        for (CompiledKernel compiled : List.of(backend(8).compile(List.of(kernel)).getFirst(),
                new ScalarBackend().compile(List.of(kernel)).getFirst())) {
            double[] node = {0.5, 0};
            Frame frame = new Frame(new double[][] {added, node}, new int[8], false, 8, 8, new long[8], null,
                    (table, arguments) -> 0);
            compiled.run(frame, 0, 8);
            assertEquals(0.5 + (1e16 + 3 + (-1e16 + 1) + (1.0 + 1 + (1 + 1))), node[0]);
        }
    }

    @Test
    void inSinglePrecisionRandomKernelsGiveTheBitsOfTheScalarBackend() {
        List<Kernel> single = in(RandomKernels.of(15, 45, false), Precision.SINGLE);
        for (int lanes : new int[] {2, 4}) {
            compare(single, lanes, Memory.Nodes.CHUNKED, 8, 67);
            compare(single, lanes, Memory.Nodes.SCATTERED, 67);
            compare(single, lanes, Memory.Nodes.STRETCHES, 300);
        }
        compare(in(RandomKernels.of(15, 60, true), Precision.SINGLE), 4, Memory.Nodes.SHARED, 67);
    }

    @Test
    void kernelsInDoubleOnNodesInSinglePrecisionGiveTheBitsOfTheScalarBackend() {
        List<Kernel> mixed = in(RandomKernels.of(15, 45, false), Precision.DOUBLE);
        compare(mixed, 8, Memory.Nodes.CHUNKED, 67, 300);
        compare(mixed, 4, Memory.Nodes.SCATTERED, 67);
        compare(in(RandomKernels.of(15, 60, true), Precision.DOUBLE), 4, Memory.Nodes.SHARED, 67);
    }

    private static List<Kernel> in(List<Kernel> kernels, Precision instances) {
        return kernels.stream().map(k -> k.in(instances, Precision.SINGLE)).toList();
    }

    @Test
    void kernelsThatReadNodesAfterWritingGiveTheBitsOfTheScalarBackend() {
        List<Kernel> kernels = RandomKernels.of(25, 60, true);
        compare(kernels, 8, Memory.Nodes.CHUNKED, 67);
        compare(kernels, 8, Memory.Nodes.SCATTERED, 67);
        compare(kernels, 4, Memory.Nodes.SHARED, 300);
    }

    @Test
    void everyOperationGivesTheBitsOfTheScalarBackendOnAnyOperands() {
        List<Kernel> kernels = new ArrayList<>();
        for (Op op : Op.values()) {
            kernels.add(Operand.applying(op));
            kernels.add(Operand.applying(op).in(Precision.SINGLE, Precision.SINGLE));
        }
        for (int lanes : new int[] {4, 8}) {
            List<CompiledKernel> simd = backend(lanes).compile(kernels);
            List<CompiledKernel> scalar = new ScalarBackend().compile(kernels);
            for (int k = 0; k < kernels.size(); k++) {
                for (Operand operand : Operand.values()) {
                    Memory expected = new Memory(kernels.get(k), Memory.Nodes.CHUNKED, 4096, 5);
                    Memory actual = new Memory(kernels.get(k), Memory.Nodes.CHUNKED, 4096, 5);
                    for (int f = 0; f < actual.arrays.length; f++) {
                        operand.fill(expected.arrays[f]);
                        operand.fill(actual.arrays[f]);
                    }
                    scalar.get(k).run(expected.frame(), 0, 4096);
                    simd.get(k).run(actual.frame(), 0, 4096);
                    expected.assertSame(actual, kernels.get(k).name() + " of " + operand + " on " + lanes + " lanes");
                }
            }
        }
    }

    @Test
    void sweepsAllocateNothing() {
        Kernel kernel = exponentials(14);
        CompiledKernel compiled = backend(8).compile(List.of(kernel)).getFirst();
        for (Memory.Nodes nodes : List.of(Memory.Nodes.CHUNKED, Memory.Nodes.SCATTERED)) {
            Frame frame = new Memory(kernel, nodes, 1600, 1).frame();
            ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
            long least = Long.MAX_VALUE;
            for (int round = 0; round < 60 && least > 0; round++) {
                long before = threads.getCurrentThreadAllocatedBytes();
                for (int i = 0; i < 400; i++) {
                    compiled.run(frame, 0, frame.padded);
                }
                // the counting itself allocates nothing; compilation of the loops may still be under way at first
                least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
            }
            assertEquals(0, least, "bytes allocated by 400 sweeps, " + nodes);
        }
    }

    @Test
    void kernelsAndTheFunctionsTheyShareUseVectorsOfOneWidth() {
        for (int lanes : new int[] {2, 4, 8}) {
            Kernel single = exponentials(2).in(Precision.SINGLE, Precision.SINGLE);
            String kernel = KernelSource.of(Planner.plan(single), "K", lanes, false);
            String functions = FunctionsSource.of(Dialect.of(Precision.SINGLE, lanes));
            assertEquals(widths(kernel), widths(functions));
        }
    }

    private static Set<String> widths(String source) {
        return Pattern.compile("SPECIES_\\d+").matcher(source).results().map(MatchResult::group)
                .collect(Collectors.toSet());
    }

    @Test
    void largeKernelsAreCutIntoLoopsThatTheJitCanHold() {
        Plan plan = Planner.plan(exponentials(14));
        for (Plan.Segment segment : plan.segments()) {
            assertTrue(segment.body().stream().mapToInt(Cost::of).sum() <= Planner.BUDGET);
        }
        assertTrue(plan.segments().size() >= 4);
    }

    @Test
    void damagedCacheFilesAreCompiledAgain() throws IOException {
        List<Kernel> kernels = List.of(exponentials(2));
        backend(8).compile(kernels);
        List<Path> files = files();
        assertEquals(2, files.size(), "the kernel and the functions that all kernels share");
        for (Path file : files) {
            byte[] good = Files.readAllBytes(file);
            for (byte[] bad : List.of(new byte[0], new byte[10], Arrays.copyOf(good, good.length - 7),
                    flipped(good))) {
                Files.write(file, bad);
                compare(kernels, 8, Memory.Nodes.CHUNKED, 24);
                assertArrayEquals(good, Files.readAllBytes(file));
            }
        }
        assertEquals(files, files());
    }

    @Test
    void aCacheFolderThatCannotBeMadeDoesNotMatter() throws IOException {
        Path file = Files.writeString(cache.resolve("file"), "not a folder");
        SimdBackend backend = new SimdBackend(8, SimdBackend.cache(file.resolve("kernels")));
        assertEquals(1, backend.compile(List.of(exponentials(1))).size());
    }

    @Test
    void sourceNamesTheLineOfTheMechanismFile() {
        Source source = new Source("a/b/k.mod", "NEURON {\n}\nm = exp(x) {\n");
        Field x = RandomKernels.FIELDS.getFirst();
        Kernel kernel = new Kernel("k.state", List.of(x),
                List.of(new Instruction.Load(0, x, 0, source.span(13, 14)),
                        new Instruction.Compute(1, Op.EXP, 0, -1, -1, source.span(13, 14)),
                        new Instruction.Store(x, 0, 1, source.span(13, 14))),
                2);
        String text = backend(8).source(kernel);
        assertTrue(text.contains("// k.mod:3: m = exp(x) {\n"), text);
    }

    private SimdBackend backend(int lanes) {
        return new SimdBackend(lanes, SimdBackend.cache(cache.resolve("kernels")));
    }

    private List<Path> files() throws IOException {
        try (var files = Files.list(cache.resolve("kernels"))) {
            return files.toList();
        }
    }

    private static byte[] flipped(byte[] bytes) {
        byte[] copy = bytes.clone();
        copy[copy.length / 2] ^= 1;
        return copy;
    }

    private void compare(List<Kernel> kernels, int lanes, Memory.Nodes nodes, int... counts) {
        List<CompiledKernel> simd = backend(lanes).compile(kernels);
        List<CompiledKernel> scalar = new ScalarBackend().compile(kernels);
        for (int k = 0; k < kernels.size(); k++) {
            for (int count : counts) {
                Memory expected = new Memory(kernels.get(k), nodes, count, k);
                Memory actual = new Memory(kernels.get(k), nodes, count, k);
                for (int sweep = 0; sweep < 2; sweep++) {
                    scalar.get(k).run(expected.frame(), 0, expected.padded);
                    simd.get(k).run(actual.frame(), 0, actual.padded);
                }
                expected.assertSame(actual,
                        kernels.get(k).name() + " on " + count + " instances, " + nodes + ", " + lanes
                                + " lanes");
            }
        }
    }

    /** A sum of that many exponentials of v, accumulated and stored. */
    private static Kernel exponentials(int count) {
        Field v = RandomKernels.FIELDS.get(3);
        Field sum = RandomKernels.FIELDS.get(4);
        Field x = RandomKernels.FIELDS.get(0);
        List<Instruction> body = new ArrayList<>();
        body.add(new Instruction.Load(0, v, 0, NOWHERE));
        body.add(new Instruction.Constant(1, 0, NOWHERE));
        int id = 2;
        int total = 1;
        for (int i = 0; i < count; i++) {
            body.add(new Instruction.Constant(id, 0.1 * i, NOWHERE));
            body.add(new Instruction.Compute(id + 1, Op.ADD, 0, id, -1, NOWHERE));
            body.add(new Instruction.Compute(id + 2, Op.EXP, id + 1, -1, -1, NOWHERE));
            body.add(new Instruction.Compute(id + 3, Op.ADD, id + 2, total, -1, NOWHERE));
            total = id + 3;
            id += 4;
        }
        body.add(new Instruction.Store(x, 0, total, NOWHERE));
        body.add(new Instruction.Accumulate(sum, total, NOWHERE));
        return new Kernel("exponentials", List.of(v, sum, x), body, id);
    }
}
