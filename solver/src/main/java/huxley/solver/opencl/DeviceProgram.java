package huxley.solver.opencl;

import org.jocl.CL;
import org.jocl.cl_program;

/** A program built for one device. */
public final class DeviceProgram {
    private final cl_program id;
    private final boolean fromCache;

    DeviceProgram(cl_program id, boolean fromCache) {
        this.id = id;
        this.fromCache = fromCache;
    }

    /** Whether it was built by an earlier run. */
    public boolean isFromCache() {
        return fromCache;
    }

    /** A new entry point of that name; each has its own arguments. */
    public DeviceKernel kernel(String name) {
        return new DeviceKernel(CL.clCreateKernel(id, name, null), name);
    }

    void release() {
        CL.clReleaseProgram(id);
    }
}
