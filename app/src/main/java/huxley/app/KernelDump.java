package huxley.app;

import huxley.solver.kernel.Backend;
import huxley.solver.kernel.CompiledKernel;
import huxley.solver.program.Kernel;
import huxley.solver.program.KernelText;
import huxley.solver.simd.SimdBackend;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A backend that also writes every kernel it is given into a folder, as people read it: {@code NAME.txt}, {@code NAME.java}. */
record KernelDump(Backend backend, Path folder) implements Backend {
    KernelDump {
        try {
            Files.createDirectories(folder);
        } catch (IOException cannot) {
            throw new UserError("cannot create the folder " + folder + ": " + cannot.getMessage());
        }
    }

    @Override
    public String name() {
        return backend.name();
    }

    @Override
    public List<CompiledKernel> compile(List<Kernel> kernels) {
        kernels.forEach(this::write);
        return backend.compile(kernels);
    }

    private void write(Kernel kernel) {
        String name = kernel.name().replaceAll("[^A-Za-z0-9_.-]", "_");
        try {
            Files.writeString(folder.resolve(name + ".txt"), KernelText.of(kernel));
            if (backend instanceof SimdBackend simd) {
                Files.writeString(folder.resolve(name + ".java"), simd.source(kernel));
            }
        } catch (IOException cannot) {
            throw new UserError("cannot write into " + folder + ": " + cannot.getMessage());
        }
    }
}
