package huxley.solver.kernel;

/** A kernel made executable by a backend. Stateless: any thread may run it on any frame. */
public interface CompiledKernel {
    /**
     * Runs over instances {@code begin} (a multiple of {@link Frame#CHUNK} for sweeps) to {@code end} exclusive. Sweeps
     * pass 0 and {@link Frame#padded}; event kernels pass one instance.
     */
    void run(Frame frame, int begin, int end);
}
