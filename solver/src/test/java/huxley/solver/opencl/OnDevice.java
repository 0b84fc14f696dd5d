package huxley.solver.opencl;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import huxley.solver.kernel.Frame;
import huxley.solver.kernel.Memory;
import huxley.solver.precision.Numbers;
import huxley.solver.precision.Precision;
import huxley.solver.program.Field;
import huxley.solver.program.Field.Storage;
import huxley.solver.program.Kernel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Runs functions of kernels on the first device there is, one launch a sweep, and brings memory and effects back. */
final class OnDevice implements AutoCloseable {
    private static final int LOG_ENTRIES = 1 << 14;
    private static final String[] EFFECTS = {"send", "move", "event", "watch", "for netcons", "fail"};
    private static final String TELLING = """
            typedef struct { __global double *log; } Effects;
            static void tell(Effects *fx, int instance, double kind, double a, double b) {
                int at = atomic_inc((volatile __global int *) fx->log);
                if (at < CAPACITY) {
                    fx->log[4 * at + 1] = instance;
                    fx->log[4 * at + 2] = kind;
                    fx->log[4 * at + 3] = a;
                    fx->log[4 * at + 4] = b;
                }
            }
            static void net_send(Effects *fx, int i, double delay_ms, double flag) { tell(fx, i, 0, delay_ms, flag); }
            static void net_move(Effects *fx, int i, double time_ms) { tell(fx, i, 1, time_ms, 0); }
            static void net_event(Effects *fx, int i, double time_ms) { tell(fx, i, 2, time_ms, 0); }
            static void watch(Effects *fx, int i, int index, double flag) { tell(fx, i, 3, index, flag); }
            static void for_netcons(Effects *fx, int i, int index) { tell(fx, i, 4, index, 0); }
            static void fail(Effects *fx, int i, int code) { tell(fx, i, 5, code, 0); }
            static double look_up_table(Effects *fx, double a, double b) { return a - 0.25 * b; }
            """.replace("CAPACITY", String.valueOf(LOG_ENTRIES));

    final DeviceSession session;

    private OnDevice(DeviceSession session) {
        this.session = session;
    }

    /** Skips the test where there is no device. */
    static OnDevice open(Path cache) {
        Devices found = Devices.find();
        assumeTrue(!found.devices().isEmpty(), "no OpenCL device: " + found.troubles());
        return new OnDevice(new DeviceSession(found.devices().getFirst(), new ProgramCache(cache)));
    }

    /** One entry point for the functions of all these kernels: devices' compilers take their time for each. */
    Functions build(List<Kernel> kernels, int width, boolean chunked) {
        int most = kernels.stream().mapToInt(k -> k.fields().size()).max().orElse(0);
        ProgramText text = new ProgramText().add(TELLING);
        StringBuilder calls = new StringBuilder();
        for (int k = 0; k < kernels.size(); k++) {
            KernelFunction function = KernelFunction.of(kernels.get(k), "f" + k, width, chunked);
            text.add(new KernelFunction(function.name(), function.kernel(), function.lanes(), chunked,
                    function.text().replaceFirst("static void", "static RARE void")));
            calls.append("case ").append(k).append(": {\n").append(call(function)).append("break;\n}\n");
        }
        String memory = IntStream.range(0, most).mapToObj(f -> "__global char *b" + f + ", ")
                .collect(Collectors.joining());
        text.add("""
                __kernel void run(int which, %s__global const int *node, int padded, int count, int end, int step,
                        int stride, __global const long *identity, int seed, __global double *log) {
                    Effects fx = {log};
                    int begin = step * (int) get_global_id(0);
                    switch (which) {
                    %s
                    }
                }
                """.formatted(memory, calls));
        return new Functions(kernels, width, most, session.build(text).kernel("run"));
    }

    private static String call(KernelFunction function) {
        StringBuilder before = new StringBuilder();
        StringBuilder arguments = new StringBuilder();
        StringBuilder after = new StringBuilder();
        List<Field> fields = function.kernel().fields();
        for (int f = 0; f < fields.size(); f++) {
            Field field = fields.get(f);
            if (field.storage() == Storage.EVENT) {
                before.append("__global double *a%1$d = (__global double *) b%1$d; double e%1$d[%2$d];%n"
                        .formatted(f, field.length()));
                before.append("for (int k = 0; k < %d; k++) e%d[k] = a%2$d[k];%n".formatted(field.length(), f));
                after.append("for (int k = 0; k < %d; k++) a%d[k] = e%2$d[k];%n".formatted(field.length(), f));
                arguments.append("e").append(f);
            } else if (KernelFunction.isByValue(function.kernel(), field)) {
                arguments.append("*(__global double *) b").append(f);
            } else {
                arguments.append("(").append(function.type(field)).append(") b").append(f);
            }
            arguments.append(", ");
        }
        return before + function.name() + "(" + arguments
                + "node, padded, count, begin, end, stride, identity, seed, &fx);\n" + after;
    }

    /** Functions that were built together. */
    final class Functions {
        private final List<Kernel> kernels;
        private final int width;
        private final int fields;
        private final DeviceKernel entry;

        Functions(List<Kernel> kernels, int width, int fields, DeviceKernel entry) {
            this.kernels = kernels;
            this.width = width;
            this.fields = fields;
            this.entry = entry;
        }

        /**
         * Runs one on instances 0 to {@code end}, once.
         *
         * @param items work-items that share the instances out
         */
        void run(int which, Memory memory, int end, int items) {
            Kernel kernel = kernels.get(which);
            Frame frame = memory.frame();
            List<DeviceBuffer> buffers = new ArrayList<>();
            for (int f = 0; f < fields; f++) {
                buffers.add(f < memory.arrays.length ? upload(memory.arrays[f]) : session.allocate(8));
            }
            DeviceBuffer node = session.allocate(4L * frame.node.length);
            session.write(node, 0, frame.node, 0, frame.node.length);
            DeviceBuffer identity = session.allocate(8L * frame.identity.length);
            session.write(identity, 0, frame.identity, 0, frame.identity.length);
            DeviceBuffer log = session.allocate(8L * (4 * LOG_ENTRIES + 5));
            session.write(log, 0, new long[1], 0, 1);
            int step = kernel.isForEvents() ? 1 : width;
            List<Object> arguments = new ArrayList<>();
            arguments.add(which);
            arguments.addAll(buffers);
            arguments.addAll(List.of(node, frame.padded, frame.count, end, step, step * items, identity, frame.seed,
                    log));
            session.launch(entry.with(arguments.toArray()), items, 1);
            session.finish();
            for (int f = 0; f < memory.arrays.length; f++) {
                download(buffers.get(f), memory.arrays[f]);
            }
            report(log, memory);
            buffers.forEach(DeviceBuffer::close);
            List.of(node, identity, log).forEach(DeviceBuffer::close);
        }
    }

    private DeviceBuffer upload(Numbers numbers) {
        DeviceBuffer buffer = session.allocate((long) numbers.precision().bytes() * numbers.length());
        if (numbers.precision() == Precision.DOUBLE) {
            session.write(buffer, 0, numbers.doubles(), 0, numbers.length());
        } else {
            session.write(buffer, 0, numbers.floats(), 0, numbers.length());
        }
        return buffer;
    }

    private void download(DeviceBuffer buffer, Numbers numbers) {
        if (numbers.precision() == Precision.DOUBLE) {
            session.read(buffer, 0, numbers.doubles(), 0, numbers.length());
        } else {
            session.read(buffer, 0, numbers.floats(), 0, numbers.length());
        }
    }

    private void report(DeviceBuffer log, Memory memory) {
        int[] count = new int[1];
        session.read(log, 0, count, 0, 1);
        double[] entries = new double[4 * count[0]];
        session.read(log, 8, entries, 0, entries.length);
        for (int e = 0; e < count[0]; e++) {
            int kind = (int) entries[4 * e + 1];
            String first = kind > 2 ? String.valueOf((int) entries[4 * e + 2]) : String.valueOf(entries[4 * e + 2]);
            memory.effects.add((int) entries[4 * e] + " " + EFFECTS[kind] + " " + first
                    + (kind == 0 || kind == 3 ? " " + entries[4 * e + 3] : ""));
        }
    }

    @Override
    public void close() {
        session.close();
    }
}
