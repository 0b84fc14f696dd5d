package huxley.solver.opencl;

import huxley.solver.precision.Precision;

/**
 * What a device was measured to do: the roof of whatever runs on it.
 *
 * @param memory_GB_per_s read and written by copying
 * @param double_Gflop_per_s operations of independent fused multiply-adds, each counted twice
 */
public record Throughput(double memory_GB_per_s, double double_Gflop_per_s, double single_Gflop_per_s) {
    private static final double SECONDS_EACH = 0.6;
    private static final int ROUNDS = 256;
    private static final int CHAINS = 8;
    private static final long LARGEST_COPY_BYTES = 256L << 20;

    /** Takes about two seconds. */
    public static Throughput of(DeviceSession session) {
        return new Throughput(memory(session), arithmetic(session, Precision.DOUBLE),
                arithmetic(session, Precision.SINGLE));
    }

    private static double memory(DeviceSession session) {
        Device.Properties properties = session.device().properties();
        int width = properties.doubleVectorWidth();
        long bytes = Math.min(LARGEST_COPY_BYTES,
                Math.min(properties.largestBuffer_bytes(), properties.memory_bytes() / 8));
        long items = bytes / (8L * width) / 256 * 256;
        Lanes lanes = new Lanes(Precision.DOUBLE, width);
        String pointer = "from + (long) %d * get_global_id(0)".formatted(width);
        DeviceKernel kernel = session.build(new ProgramText().needs(lanes).add("""
                __kernel void copy(__global const double *from, __global double *to) {
                    %s
                }
                """.formatted(lanes.stored(pointer.replace("from", "to"), Precision.DOUBLE,
                lanes.loaded(pointer, Precision.DOUBLE))))).kernel("copy");
        try (DeviceBuffer from = session.allocate(bytes); DeviceBuffer to = session.allocate(bytes)) {
            session.copy(to, 0, from, 0, bytes);
            return 1e-9 * 2 * 8 * width * items * perSecond(session, kernel.with(from, to), items);
        }
    }

    private static double arithmetic(DeviceSession session, Precision precision) {
        Device.Properties properties = session.device().properties();
        Lanes lanes = new Lanes(precision, precision == Precision.DOUBLE
                ? properties.doubleVectorWidth()
                : properties.singleVectorWidth());
        StringBuilder declared = new StringBuilder();
        StringBuilder round = new StringBuilder();
        StringBuilder sum = new StringBuilder("x0");
        for (int chain = 0; chain < CHAINS; chain++) {
            declared.append("%s x%d = %s; ".formatted(lanes.numbers(), chain,
                    lanes.all("(%s) (get_global_id(0) + %d)".formatted(lanes.number(), chain))));
            round.append("x%1$d = fma(x%1$d, %2$s, %2$s); ".formatted(chain, lanes.all(lanes.literal(0.75))));
            sum.append(chain == 0 ? "" : " + x" + chain);
        }
        DeviceKernel kernel = session.build(new ProgramText().needs(lanes).add("""
                __kernel void multiply(__global double *to) {
                    %s
                    for (int round = 0; round < %d; round++) {
                        %s
                    }
                    const %s sum = %s;
                    to[get_global_id(0)] = %s;
                }
                """.formatted(declared, ROUNDS, round, lanes.numbers(), sum, lanes.lane("sum", 0))))
                .kernel("multiply");
        long items = properties.computeUnits() * (properties.kind() == Device.Kind.CPU ? 1024L : 4096L);
        try (DeviceBuffer to = session.allocate(8 * items)) {
            return 1e-9 * 2 * CHAINS * ROUNDS * lanes.width() * items * perSecond(session, kernel.with(to), items);
        }
    }

    /** Launches a second, by the clock, after two to warm up. */
    private static double perSecond(DeviceSession session, DeviceKernel kernel, long items) {
        session.launch(kernel, items, 0);
        session.finish();
        long start = System.nanoTime();
        session.launch(kernel, items, 0);
        session.finish();
        double once = 1e-9 * (System.nanoTime() - start);
        int launches = (int) Math.clamp((long) (SECONDS_EACH / once), 1, 100_000);
        start = System.nanoTime();
        for (int i = 0; i < launches; i++) {
            session.launch(kernel, items, 0);
        }
        session.finish();
        return launches / (1e-9 * (System.nanoTime() - start));
    }
}
