package huxley.solver.opencl;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import huxley.neuron.mechanism.Mechanism;
import huxley.neuron.nmodl.BuiltIns;
import huxley.neuron.nmodl.Nmodl;
import huxley.neuron.problem.Source;
import huxley.solver.kernel.CompiledKernel;
import huxley.solver.kernel.LoweredMechanism;
import huxley.solver.kernel.Memory;
import huxley.solver.lowering.Lowering;
import huxley.solver.lowering.MemoryLayout;
import huxley.solver.precision.Precision;
import huxley.solver.program.Instruction;
import huxley.solver.program.Kernel;
import huxley.solver.scalar.ScalarBackend;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kernels of real mechanisms on a device give the bits of the scalar backend. */
class MechanismFunctionsTest {
    private static final int COUNT = 21;
    /** Kernels of one program. */
    private static final int TOGETHER = 40;

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
    void builtInMechanismsGiveTheBitsOfTheScalarBackend() {
        List<Mechanism> mechanisms = BuiltIns.names().stream().map(BuiltIns::find).flatMap(Optional::stream).toList();
        assertTrue(mechanisms.size() >= 15);
        compare(kernels(mechanisms, Precision.DOUBLE, Precision.DOUBLE), 8, Memory.Nodes.CHUNKED);
    }

    @Test
    @Tag("slow")
    void builtInMechanismsGiveTheBitsOfTheScalarBackendOneAtATimeAndInSinglePrecision() {
        List<Mechanism> mechanisms = BuiltIns.names().stream().map(BuiltIns::find).flatMap(Optional::stream).toList();
        compare(kernels(mechanisms, Precision.DOUBLE, Precision.DOUBLE), 1, Memory.Nodes.SCATTERED);
        compare(kernels(mechanisms, Precision.SINGLE, Precision.SINGLE), 8, Memory.Nodes.CHUNKED);
    }

    @Test
    @Tag("slow")
    void publishedMechanismsGiveTheBitsOfTheScalarBackend() throws IOException {
        Path data = Path.of(System.getProperty("huxley.root", "."), "../shared/data").normalize();
        assumeTrue(Files.isDirectory(data), "no published mechanisms at " + data);
        List<Mechanism> mechanisms = new ArrayList<>();
        try (Stream<Path> files = Files.walk(data)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".mod")).sorted().toList()) {
                mechanisms.add(Nmodl.compile(source(file), (name, from) -> included(file.resolveSibling(name))));
            }
        }
        compare(kernels(mechanisms, Precision.DOUBLE, Precision.DOUBLE), 8, Memory.Nodes.CHUNKED);
        compare(kernels(mechanisms, Precision.DOUBLE, Precision.DOUBLE), 8, Memory.Nodes.SHARED);
        compare(kernels(mechanisms, Precision.DOUBLE, Precision.SINGLE), 4, Memory.Nodes.SCATTERED);
        compare(kernels(mechanisms, Precision.SINGLE, Precision.SINGLE), 8, Memory.Nodes.CHUNKED);
        compare(kernels(mechanisms, Precision.SINGLE, Precision.SINGLE), 1, Memory.Nodes.CHUNKED);
    }

    private static Source source(Path file) throws IOException {
        return new Source(file.toString(), Files.readString(file, StandardCharsets.ISO_8859_1));
    }

    private static Optional<Source> included(Path file) {
        try {
            return Files.exists(file) ? Optional.of(source(file)) : Optional.empty();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static List<Kernel> kernels(List<Mechanism> mechanisms, Precision instances, Precision nodes) {
        MemoryLayout layout = new MemoryLayout(Set.of(), Set.of(), Set.of(), Set.of(), false);
        return mechanisms.stream().map(m -> Lowering.lower(m, layout)).map(l -> l.in(instances, nodes))
                .map(LoweredMechanism::kernels).flatMap(List::stream)
                .filter(k -> KernelFunction.all(k.body()).noneMatch(i -> i instanceof Instruction.Lookup)).toList();
    }

    private void compare(List<Kernel> kernels, int width, Memory.Nodes nodes) {
        for (int from = 0; from < kernels.size(); from += TOGETHER) {
            compareTogether(kernels.subList(from, Math.min(from + TOGETHER, kernels.size())), width, nodes);
        }
    }

    private void compareTogether(List<Kernel> kernels, int width, Memory.Nodes nodes) {
        List<CompiledKernel> scalar = new ScalarBackend().compile(kernels);
        OnDevice.Functions functions = device.build(kernels, width, nodes == Memory.Nodes.CHUNKED);
        for (int k = 0; k < kernels.size(); k++) {
            Kernel kernel = kernels.get(k);
            if (nodes == Memory.Nodes.SHARED && !kernel.isForEvents()
                    && KernelFunction.of(kernel, "f", width, false).needsNodesOfItsOwn()) {
                continue;
            }
            Memory expected = new Memory(kernel, nodes, COUNT, k);
            Memory actual = new Memory(kernel, nodes, COUNT, k);
            for (int sweep = 0; sweep < 3; sweep++) {
                scalar.get(k).run(expected.frame(), 0, kernel.isForEvents() ? 1 : expected.padded);
                functions.run(k, actual, kernel.isForEvents() ? 1 : actual.padded, 1);
            }
            expected.assertSame(actual, kernel.name() + ", " + nodes + ", width " + width);
        }
    }
}
