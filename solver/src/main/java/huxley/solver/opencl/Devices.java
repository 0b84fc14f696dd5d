package huxley.solver.opencl;

import huxley.solver.opencl.Device.Kind;
import huxley.solver.opencl.Device.Properties;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jocl.CL;
import org.jocl.CLException;
import org.jocl.Pointer;
import org.jocl.cl_device_id;
import org.jocl.cl_platform_id;

/**
 * The OpenCL devices of this machine.
 *
 * @param devices GPUs first
 * @param troubles why there are none, or which platforms cannot be used and why
 */
public record Devices(List<Device> devices, List<String> troubles) {
    private static final long DOUBLE_NEEDS = CL.CL_FP_FMA | CL.CL_FP_ROUND_TO_NEAREST | CL.CL_FP_INF_NAN
            | CL.CL_FP_DENORM;

    public Devices {
        devices = List.copyOf(devices);
        troubles = List.copyOf(troubles);
    }

    /** Asks every platform that is installed; never fails. */
    public static Devices find() {
        List<Device> devices = new ArrayList<>();
        List<String> troubles = new ArrayList<>();
        SignalHandlers handlers = SignalHandlers.current();
        try {
            // JOCL would otherwise unpack its native part under one name for all users of the machine
            System.setProperty("uniqueLibraryNames", "true");
            CL.setExceptionsEnabled(true);
            for (cl_platform_id platform : platforms()) {
                String name = text(size -> CL.clGetPlatformInfo(platform, CL.CL_PLATFORM_NAME, 0, null, size),
                        (n, to) -> CL.clGetPlatformInfo(platform, CL.CL_PLATFORM_NAME, n, to, null));
                add(platform, name, devices, troubles);
            }
            if (devices.isEmpty() && troubles.isEmpty()) {
                troubles.add("OpenCL is installed, but no platform (driver) is; on Debian: apt install pocl-opencl-icd"
                        + " for processors, or the driver of the graphics card");
            }
        } catch (CLException failure) {
            troubles.add(failure.getStatus() == CL.CL_PLATFORM_NOT_FOUND_KHR
                    ? "OpenCL is installed, but no platform (driver) is; on Debian: apt install pocl-opencl-icd for"
                            + " processors, or the driver of the graphics card"
                    : "the OpenCL library fails: " + failure.getMessage());
        } catch (LinkageError missing) {
            troubles.add("no OpenCL library (libOpenCL.so.1) is installed; on Debian: apt install ocl-icd-libopencl1"
                    + " pocl-opencl-icd");
        } finally {
            handlers.restore();
        }
        return new Devices(devices, troubles);
    }

    private static cl_platform_id[] platforms() {
        int[] count = new int[1];
        CL.clGetPlatformIDs(0, null, count);
        cl_platform_id[] platforms = new cl_platform_id[count[0]];
        CL.clGetPlatformIDs(platforms.length, platforms, null);
        return platforms;
    }

    private static void add(cl_platform_id platform, String name, List<Device> devices, List<String> troubles) {
        try {
            int[] count = new int[1];
            CL.clGetDeviceIDs(platform, CL.CL_DEVICE_TYPE_ALL, 0, null, count);
            cl_device_id[] ids = new cl_device_id[count[0]];
            CL.clGetDeviceIDs(platform, CL.CL_DEVICE_TYPE_ALL, ids.length, ids, null);
            for (cl_device_id id : ids) {
                devices.add(new Device(platform, id, new Inquiry(id).properties(devices.size(), name)));
            }
        } catch (CLException failure) {
            troubles.add(failure.getStatus() == CL.CL_DEVICE_NOT_FOUND
                    ? "the platform " + name + " has no device"
                    : "the platform " + name + " fails: " + failure.getMessage());
        }
    }

    private interface Size {
        void ask(long[] size);
    }

    private interface Value {
        void ask(long size, Pointer to);
    }

    private static String text(Size size, Value value) {
        long[] length = new long[1];
        size.ask(length);
        byte[] bytes = new byte[(int) length[0]];
        value.ask(bytes.length, Pointer.to(bytes));
        int end = bytes.length;
        while (end > 0 && bytes[end - 1] == 0) {
            end--;
        }
        return new String(bytes, 0, end, StandardCharsets.UTF_8).strip().replaceAll("\\s+", " ");
    }

    /** Questions to one device. */
    private record Inquiry(cl_device_id id) {
        Properties properties(int number, String platform) {
            boolean hasDouble = (number(CL.CL_DEVICE_DOUBLE_FP_CONFIG) & DOUBLE_NEEDS) == DOUBLE_NEEDS;
            long single = number(CL.CL_DEVICE_SINGLE_FP_CONFIG);
            return new Properties(number, platform, text(CL.CL_DEVICE_NAME), text(CL.CL_DEVICE_VENDOR),
                    text(CL.CL_DEVICE_VERSION), text(CL.CL_DRIVER_VERSION), kind(),
                    number(CL.CL_DEVICE_GLOBAL_MEM_SIZE), number(CL.CL_DEVICE_MAX_MEM_ALLOC_SIZE),
                    number(CL.CL_DEVICE_LOCAL_MEM_SIZE), (int) number(CL.CL_DEVICE_MAX_COMPUTE_UNITS),
                    (int) number(CL.CL_DEVICE_MAX_CLOCK_FREQUENCY), number(CL.CL_DEVICE_MAX_WORK_GROUP_SIZE),
                    width(CL.CL_DEVICE_NATIVE_VECTOR_WIDTH_DOUBLE), width(CL.CL_DEVICE_NATIVE_VECTOR_WIDTH_FLOAT),
                    hasDouble, (single & CL.CL_FP_DENORM) != 0,
                    (single & CL.CL_FP_CORRECTLY_ROUNDED_DIVIDE_SQRT) != 0);
        }

        private Kind kind() {
            long type = number(CL.CL_DEVICE_TYPE);
            return (type & CL.CL_DEVICE_TYPE_GPU) != 0
                    ? Kind.GPU
                    : (type & CL.CL_DEVICE_TYPE_CPU) != 0 ? Kind.CPU : Kind.OTHER;
        }

        /** At most 8: that many instances of a mechanism lie side by side. */
        private int width(int name) {
            return Integer.highestOneBit((int) Math.clamp(number(name), 1, 8));
        }

        /** An answer of 4 or 8 bytes; devices are little-endian where we run. */
        private long number(int name) {
            long[] size = new long[1];
            CL.clGetDeviceInfo(id, name, 0, null, size);
            ByteBuffer answer = ByteBuffer.allocate(Math.max(8, (int) size[0])).order(ByteOrder.nativeOrder());
            CL.clGetDeviceInfo(id, name, size[0], Pointer.to(answer.array()), null);
            return size[0] == Integer.BYTES ? answer.getInt(0) & 0xFFFFFFFFL : answer.getLong(0);
        }

        private String text(int name) {
            return Devices.text(size -> CL.clGetDeviceInfo(id, name, 0, null, size),
                    (n, to) -> CL.clGetDeviceInfo(id, name, n, to, null));
        }
    }
}
