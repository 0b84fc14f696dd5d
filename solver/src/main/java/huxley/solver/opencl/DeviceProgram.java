package huxley.solver.opencl;

import java.util.ArrayList;
import java.util.List;
import org.jocl.CL;
import org.jocl.cl_kernel;
import org.jocl.cl_program;

/** A program built for one device. */
public final class DeviceProgram {
    private final cl_program id;
    private final boolean fromCache;
    private final List<cl_kernel> kernels = new ArrayList<>();

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
        cl_kernel kernel = CL.clCreateKernel(id, name, null);
        kernels.add(kernel);
        return new DeviceKernel(kernel, name);
    }

    void release() {
        kernels.forEach(CL::clReleaseKernel);
        CL.clReleaseProgram(id);
    }
}
