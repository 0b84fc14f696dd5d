package huxley.app;

import huxley.neuron.mechanism.Mechanism;
import huxley.solver.kernel.LoweredMechanism;
import huxley.solver.lowering.Lowering;
import huxley.solver.lowering.MemoryLayout;
import huxley.solver.opencl.KernelFunction;
import huxley.solver.program.Kernel;
import huxley.solver.program.KernelText;
import huxley.solver.simd.SimdBackend;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The kernels of a mechanism as text that people read. */
final class KernelListing {
    private KernelListing() {
    }

    static String of(Mechanism mechanism, MechanismsCommand.Emission emission) {
        List<Kernel> kernels = kernels(Lowering.lower(mechanism, MemoryLayout.plain()));
        return switch (emission) {
        case IR -> kernels.stream().map(KernelText::of).collect(Collectors.joining("\n"));
        case OPENCL -> kernels.stream().map(KernelListing::openCl).collect(Collectors.joining("\n"));
        case JAVA -> kernels.stream().map(new SimdBackend()::source).collect(Collectors.joining("\n"));
        };
    }

    /** For devices whose vectors are made of work-items. */
    private static String openCl(Kernel kernel) {
        return KernelFunction.of(kernel, kernel.name().replaceAll("[^A-Za-z0-9]", "_"), 1, true).text();
    }

    /** All that there are, in the order in which a step runs them. */
    static List<Kernel> kernels(LoweredMechanism lowered) {
        List<Kernel> kernels = new ArrayList<>();
        Stream.of(lowered.initial(), lowered.current(), lowered.state(), lowered.netReceive(),
                lowered.netReceiveInitial()).filter(Objects::nonNull).forEach(kernels::add);
        kernels.addAll(lowered.watches());
        kernels.addAll(lowered.hooks().values());
        return kernels;
    }
}
