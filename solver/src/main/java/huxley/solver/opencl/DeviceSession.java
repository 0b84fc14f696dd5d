package huxley.solver.opencl;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jocl.CL;
import org.jocl.CLException;
import org.jocl.Pointer;
import org.jocl.cl_command_queue;
import org.jocl.cl_context;
import org.jocl.cl_context_properties;
import org.jocl.cl_device_id;

/**
 * Work on one device: a context with a queue, in which commands run one after the other. Reading and writing wait until
 * they are done, launches do not.
 *
 * <p>Everything made by a session is gone when it is closed. For one thread at a time.
 */
public final class DeviceSession implements AutoCloseable {
    private final Device device;
    private final ProgramCache programs;
    private final cl_context context;
    private final cl_command_queue queue;
    private final Set<DeviceBuffer> buffers = new HashSet<>();
    private final List<DeviceProgram> built = new ArrayList<>();

    /** With the cache of programs that all runs of a user share. */
    public static DeviceSession open(Device device) {
        return new DeviceSession(device, ProgramCache.ofUser());
    }

    DeviceSession(Device device, ProgramCache programs) {
        this.device = device;
        this.programs = programs;
        try {
            cl_context_properties properties = new cl_context_properties();
            properties.addProperty(CL.CL_CONTEXT_PLATFORM, device.platform);
            context = CL.clCreateContext(properties, 1, new cl_device_id[] {device.id}, null, null, null);
            queue = createQueue();
        } catch (CLException failure) {
            throw DeviceFailure.of(failure, device.properties().name(), "being opened");
        }
    }

    /** By the call of OpenCL 1.2, which later versions keep. */
    @SuppressWarnings("deprecation")
    private cl_command_queue createQueue() {
        return CL.clCreateCommandQueue(context, device.id, 0, null);
    }

    public Device device() {
        return device;
    }

    /** Memory, not set to anything. */
    public DeviceBuffer allocate(long size_bytes) {
        return attempt("allocating " + size_bytes + " bytes", () -> {
            DeviceBuffer buffer = new DeviceBuffer(
                    CL.clCreateBuffer(context, CL.CL_MEM_READ_WRITE, Math.max(size_bytes, 8), null, null), size_bytes,
                    buffers::remove);
            buffers.add(buffer);
            return buffer;
        });
    }

    /** Builds a program or finds it in the cache; a compiler that rejects it is a {@link DeviceFailure}. */
    public DeviceProgram build(ProgramText text) {
        DeviceProgram program = attempt("building a program", () -> programs.build(device, context, text));
        built.add(program);
        return program;
    }

    public void write(DeviceBuffer to, long offset_bytes, double[] from, int begin, int end) {
        write(to, offset_bytes, Pointer.to(from), begin, end, Double.BYTES);
    }

    public void write(DeviceBuffer to, long offset_bytes, float[] from, int begin, int end) {
        write(to, offset_bytes, Pointer.to(from), begin, end, Float.BYTES);
    }

    public void write(DeviceBuffer to, long offset_bytes, int[] from, int begin, int end) {
        write(to, offset_bytes, Pointer.to(from), begin, end, Integer.BYTES);
    }

    public void write(DeviceBuffer to, long offset_bytes, long[] from, int begin, int end) {
        write(to, offset_bytes, Pointer.to(from), begin, end, Long.BYTES);
    }

    private void write(DeviceBuffer to, long offset_bytes, Pointer from, int begin, int end, int size) {
        if (end > begin) {
            attempt("writing", () -> CL.clEnqueueWriteBuffer(queue, to.memory, true, offset_bytes,
                    (long) size * (end - begin), from.withByteOffset((long) size * begin), 0, null, null));
        }
    }

    public void read(DeviceBuffer from, long offset_bytes, double[] to, int begin, int end) {
        read(from, offset_bytes, Pointer.to(to), begin, end, Double.BYTES);
    }

    public void read(DeviceBuffer from, long offset_bytes, float[] to, int begin, int end) {
        read(from, offset_bytes, Pointer.to(to), begin, end, Float.BYTES);
    }

    public void read(DeviceBuffer from, long offset_bytes, int[] to, int begin, int end) {
        read(from, offset_bytes, Pointer.to(to), begin, end, Integer.BYTES);
    }

    public void read(DeviceBuffer from, long offset_bytes, long[] to, int begin, int end) {
        read(from, offset_bytes, Pointer.to(to), begin, end, Long.BYTES);
    }

    private void read(DeviceBuffer from, long offset_bytes, Pointer to, int begin, int end, int size) {
        if (end > begin) {
            attempt("reading", () -> CL.clEnqueueReadBuffer(queue, from.memory, true, offset_bytes,
                    (long) size * (end - begin), to.withByteOffset((long) size * begin), 0, null, null));
        }
    }

    /** Copies within the device. */
    public void copy(DeviceBuffer from, long fromOffset_bytes, DeviceBuffer to, long toOffset_bytes, long size_bytes) {
        if (size_bytes > 0) {
            attempt("copying", () -> CL.clEnqueueCopyBuffer(queue, from.memory, to.memory, fromOffset_bytes,
                    toOffset_bytes, size_bytes, 0, null, null));
        }
    }

    /**
     * Starts a kernel on {@code items} work-items and returns.
     *
     * @param group work-items of a group, which divides {@code items}; 0 leaves it to the device
     */
    public void launch(DeviceKernel kernel, long items, long group) {
        attempt("starting " + kernel.name, () -> CL.clEnqueueNDRangeKernel(queue, kernel.id, 1, null,
                new long[] {items}, group == 0 ? null : new long[] {group}, 0, null, null));
    }

    /** Hands what was started to the device. */
    public void flush() {
        attempt("starting", () -> CL.clFlush(queue));
    }

    /** Waits until everything started is done. */
    public void finish() {
        attempt("computing", () -> CL.clFinish(queue));
    }

    private interface Work<T> {
        T run();
    }

    private <T> T attempt(String doing, Work<T> work) {
        try {
            return work.run();
        } catch (CLException failure) {
            throw DeviceFailure.of(failure, device.properties().name(), doing);
        }
    }

    @Override
    public void close() {
        List.copyOf(buffers).forEach(DeviceBuffer::close);
        built.forEach(DeviceProgram::release);
        CL.clReleaseCommandQueue(queue);
        CL.clReleaseContext(context);
    }
}
