package huxley.solver.opencl;

import huxley.solver.cache.ContentCache;
import huxley.solver.opencl.Device.Properties;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.jocl.CL;
import org.jocl.CLException;
import org.jocl.Pointer;
import org.jocl.Sizeof;
import org.jocl.cl_context;
import org.jocl.cl_device_id;
import org.jocl.cl_program;
import org.jspecify.annotations.Nullable;

/** Builds programs, and keeps what drivers make of them on disk by the hash of text, options, device and driver. */
final class ProgramCache {
    private final ContentCache files;

    ProgramCache(Path folder) {
        files = new ContentCache(folder, ".clbin");
    }

    static ProgramCache ofUser() {
        return new ProgramCache(ContentCache.userFolder());
    }

    DeviceProgram build(Device device, cl_context context, ProgramText text) {
        String source = text.toString();
        String options = options(device.properties()) + (text.isOptimized() ? "" : " -cl-opt-disable");
        String key = ContentCache.key(driver(device.properties()) + "\n" + options, source);
        cl_program kept = files.find(key).map(binary -> fromBinary(device, context, binary, options)).orElse(null);
        if (kept != null) {
            return new DeviceProgram(kept, true);
        }
        cl_program program = CL.clCreateProgramWithSource(context, 1, new String[] {source}, null, null);
        try {
            CL.clBuildProgram(program, 1, new cl_device_id[] {device.id}, options, null, null);
        } catch (CLException failure) {
            String log = log(device, program);
            CL.clReleaseProgram(program);
            throw new DeviceFailure(DeviceFailure.Kind.BUILD,
                    BuildLog.explain(device.properties().name(), text,
                            log.isBlank() ? String.valueOf(failure.getMessage()) : log));
        }
        binary(program).ifPresent(bytes -> files.keep(key, bytes));
        return new DeviceProgram(program, false);
    }

    /** Single precision is rounded correctly where the device can. */
    private static String options(Properties device) {
        return device.roundsSingleCorrectly() ? "-cl-fp32-correctly-rounded-divide-sqrt" : "";
    }

    private static String driver(Properties device) {
        return device.platform() + "\n" + device.name() + "\n" + device.version() + "\n" + device.driver();
    }

    /** Null where the driver does not take back what it once gave. */
    private static @Nullable cl_program fromBinary(Device device, cl_context context, byte[] binary, String options) {
        cl_device_id[] devices = {device.id};
        try {
            cl_program program = CL.clCreateProgramWithBinary(context, 1, devices, new long[] {binary.length},
                    new byte[][] {binary}, new int[1], null);
            CL.clBuildProgram(program, 1, devices, options, null, null);
            return program;
        } catch (CLException stale) {
            return null;
        }
    }

    private static Optional<byte[]> binary(cl_program program) {
        try {
            long[] size = new long[1];
            CL.clGetProgramInfo(program, CL.CL_PROGRAM_BINARY_SIZES, Sizeof.size_t, Pointer.to(size), null);
            if (size[0] <= 0 || size[0] > Integer.MAX_VALUE - 8) {
                return Optional.empty();
            }
            byte[] binary = new byte[(int) size[0]];
            CL.clGetProgramInfo(program, CL.CL_PROGRAM_BINARIES, Sizeof.POINTER, Pointer.to(Pointer.to(binary)), null);
            return Optional.of(binary);
        } catch (CLException unwilling) {
            return Optional.empty();
        }
    }

    private static String log(Device device, cl_program program) {
        long[] size = new long[1];
        CL.clGetProgramBuildInfo(program, device.id, CL.CL_PROGRAM_BUILD_LOG, 0, null, size);
        byte[] log = new byte[(int) size[0]];
        CL.clGetProgramBuildInfo(program, device.id, CL.CL_PROGRAM_BUILD_LOG, log.length, Pointer.to(log), null);
        return new String(log, StandardCharsets.UTF_8).replace("\0", "").strip();
    }
}
