package huxley.solver.simd;

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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kernels of real mechanisms on both backends. */
class MechanismKernelsTest {
    private static final int COUNT = 21;

    @TempDir
    Path cache;

    @Test
    void builtInMechanismsGiveTheBitsOfTheScalarBackend() {
        List<Mechanism> mechanisms = BuiltIns.names().stream().map(BuiltIns::find).flatMap(Optional::stream).toList();
        assertTrue(mechanisms.size() >= 15);
        compare(mechanisms);
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
        compare(mechanisms);
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

    private void compare(List<Mechanism> mechanisms) {
        List<Kernel> kernels = mechanisms.stream().flatMap(MechanismKernelsTest::kernels).toList();
        List<CompiledKernel> simd = new SimdBackend(8, SimdBackend.cache(cache)).compile(kernels);
        List<CompiledKernel> scalar = new ScalarBackend().compile(kernels);
        for (int k = 0; k < kernels.size(); k++) {
            boolean event = kernels.get(k).isForEvents();
            for (Memory.Nodes nodes : Memory.Nodes.values()) {
                Memory expected = new Memory(kernels.get(k), nodes, COUNT, k);
                Memory actual = new Memory(kernels.get(k), nodes, COUNT, k);
                for (int sweep = 0; sweep < 3; sweep++) {
                    scalar.get(k).run(expected.frame(), 0, event ? 1 : expected.padded);
                    simd.get(k).run(actual.frame(), 0, event ? 1 : actual.padded);
                }
                expected.assertSame(actual, kernels.get(k).name() + ", " + nodes);
            }
        }
    }

    private static Stream<Kernel> kernels(Mechanism mechanism) {
        MemoryLayout layout = new MemoryLayout(Set.of(), Set.of(), Set.of(), Set.of(), false);
        LoweredMechanism lowered = Lowering.lower(mechanism, layout);
        return Stream
                .of(lowered, lowered.in(Precision.SINGLE, Precision.SINGLE),
                        lowered.in(Precision.DOUBLE, Precision.SINGLE))
                .flatMap(l -> l.kernels().stream());
    }
}
