package huxley.solver.opencl;

import org.jocl.CL;
import org.jocl.cl_mem;

/** Memory of a device; belongs to the session that made it. */
public final class DeviceBuffer implements AutoCloseable {
    final cl_mem memory;
    private final long size_bytes;
    private boolean closed;

    DeviceBuffer(cl_mem memory, long size_bytes) {
        this.memory = memory;
        this.size_bytes = size_bytes;
    }

    public long size_bytes() {
        return size_bytes;
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            CL.clReleaseMemObject(memory);
        }
    }
}
