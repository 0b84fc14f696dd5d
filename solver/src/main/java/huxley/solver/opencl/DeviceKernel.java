package huxley.solver.opencl;

import org.jocl.CL;
import org.jocl.Pointer;
import org.jocl.Sizeof;
import org.jocl.cl_kernel;

/** An entry point of a program, with its arguments. Not thread-safe. */
public final class DeviceKernel {
    final cl_kernel id;
    final String name;

    DeviceKernel(cl_kernel id, String name) {
        this.id = id;
        this.name = name;
    }

    /** Sets all arguments: {@link DeviceBuffer}, {@link Integer}, {@link Long}, {@link Float}, {@link Double} or {@link Local}. */
    public DeviceKernel with(Object... arguments) {
        for (int i = 0; i < arguments.length; i++) {
            set(i, arguments[i]);
        }
        return this;
    }

    /** Sets one argument. */
    public void set(int index, Object argument) {
        switch (argument) {
        case DeviceBuffer buffer -> CL.clSetKernelArg(id, index, Sizeof.cl_mem, Pointer.to(buffer.memory));
        case Integer number -> CL.clSetKernelArg(id, index, Integer.BYTES, Pointer.to(new int[] {number}));
        case Long number -> CL.clSetKernelArg(id, index, Long.BYTES, Pointer.to(new long[] {number}));
        case Float number -> CL.clSetKernelArg(id, index, Float.BYTES, Pointer.to(new float[] {number}));
        case Double number -> CL.clSetKernelArg(id, index, Double.BYTES, Pointer.to(new double[] {number}));
        case Local local -> CL.clSetKernelArg(id, index, local.size_bytes(), null);
        default -> throw new IllegalArgumentException(argument + " cannot be an argument of a kernel");
        }
    }

    /** Memory that the work-items of a group share. */
    public record Local(long size_bytes) {
    }
}
