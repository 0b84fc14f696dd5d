package huxley.solver.opencl;

import java.util.function.Consumer;
import org.jocl.CL;
import org.jocl.cl_mem;

/** Memory of a device; belongs to the session that made it. */
public final class DeviceBuffer implements AutoCloseable {
    final cl_mem memory;
    private final long size_bytes;
    private final Consumer<DeviceBuffer> closing;
    private boolean closed;

    /** @param closing is told when it is closed */
    DeviceBuffer(cl_mem memory, long size_bytes, Consumer<DeviceBuffer> closing) {
        this.memory = memory;
        this.size_bytes = size_bytes;
        this.closing = closing;
    }

    public long size_bytes() {
        return size_bytes;
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            closing.accept(this);
            CL.clReleaseMemObject(memory);
        }
    }
}
