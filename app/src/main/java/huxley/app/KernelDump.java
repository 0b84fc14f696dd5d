package huxley.app;

import huxley.io.document.FileTrouble;
import huxley.neuron.mechanism.Mechanism;
import huxley.neuron.nmodl.MechanismText;
import huxley.solver.cable.Block;
import huxley.solver.cable.CableSolver;
import huxley.solver.cable.SingleCableSolver;
import huxley.solver.kernel.Backend;
import huxley.solver.kernel.CompiledKernel;
import huxley.solver.lowering.Lowering;
import huxley.solver.program.Kernel;
import huxley.solver.program.KernelText;
import huxley.solver.simd.SimdBackend;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * A backend that also writes what becomes of every mechanism into a folder, as people read it: {@code NAME.program.txt},
 * the checked program; {@code NAME.KERNEL.1-built.txt} and so on, the kernel after each pass; {@code NAME.KERNEL.txt},
 * what the backend is given; {@code NAME.KERNEL.java}, what the simd backend makes of it.
 */
record KernelDump(Backend backend, Path folder) implements Backend, Lowering.PassObserver {
    KernelDump {
        try {
            Files.createDirectories(folder);
        } catch (IOException cannot) {
            throw new UserError("cannot create the folder " + folder + ": " + FileTrouble.inWords(cannot));
        }
    }

    @Override
    public String name() {
        return backend.name();
    }

    @Override
    public void program(Mechanism mechanism) {
        write(mechanism.name() + ".program.txt", MechanismText.print(mechanism));
    }

    @Override
    public void after(Lowering.Pass pass, Kernel kernel) {
        if (!kernel.body().isEmpty()) {
            String name = pass.name().toLowerCase(Locale.ROOT);
            write(kernel.name() + "." + (pass.ordinal() + 1) + "-" + name + ".txt", KernelText.of(kernel));
        }
    }

    @Override
    public List<CompiledKernel> compile(List<Kernel> kernels) {
        for (Kernel kernel : kernels) {
            write(kernel.name() + ".txt", KernelText.of(kernel));
            if (backend instanceof SimdBackend simd) {
                write(kernel.name() + ".java", simd.source(kernel));
            }
        }
        return backend.compile(kernels);
    }

    @Override
    public CableSolver cableSolver(List<Block> blocks, double rate_per_ms) {
        return backend.cableSolver(blocks, rate_per_ms);
    }

    @Override
    public SingleCableSolver singleCableSolver(List<Block> blocks, double rate_per_ms) {
        return backend.singleCableSolver(blocks, rate_per_ms);
    }

    private void write(String name, String text) {
        try {
            Files.writeString(folder.resolve(name.replaceAll("[^A-Za-z0-9_.-]", "_")), text);
        } catch (IOException cannot) {
            throw new UserError("cannot write into " + folder + ": " + FileTrouble.inWords(cannot));
        }
    }
}
