package huxley.solver.opencl;

import huxley.solver.accelerator.Resident;
import huxley.solver.accelerator.StepProgram;
import huxley.solver.cable.Block;
import huxley.solver.cable.CableMatrix;
import huxley.solver.cable.SingleCableMatrix;
import huxley.solver.kernel.Frame;
import huxley.solver.precision.Numbers;
import huxley.solver.precision.Precision;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** The memory of groups on a device, and the table that says where everything of each group is. */
final class GroupMemories {
    private final DeviceSession session;
    private final Resident[] residents;
    private final NumberArena doubleArena;
    private final NumberArena floatArena;
    private final WholeNumbers whole = new WholeNumbers();
    private final List<long[]> longNumbers = new ArrayList<>();
    private long longSize;
    private final Map<double[], Long> points = new IdentityHashMap<>();
    private final long[] rowStart;
    private final Map<Shape, int[]> shapes = new HashMap<>();
    /** [detector of all groups] */
    private final int[] isAbove;

    private final DeviceBuffer doubles;
    private final DeviceBuffer floats;
    private final DeviceBuffer ints;
    private final DeviceBuffer longs;
    private final DeviceBuffer table;
    private final DeviceBuffer above;
    private final DeviceBuffer probes;

    /** Equal blocks share their coefficients. Known by what its arrays are, not by what stands in them. */
    private record Shape(CableMatrix matrix, int[] offset, double rate_per_ms, Precision precision) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Shape s && s.matrix.parent() == matrix.parent()
                    && s.matrix.upper_S_per_cm2() == matrix.upper_S_per_cm2()
                    && s.matrix.capacity_mF_per_cm2() == matrix.capacity_mF_per_cm2() && s.offset == offset
                    && s.rate_per_ms == rate_per_ms && s.precision == precision;
        }

        @Override
        public int hashCode() {
            return 31 * System.identityHashCode(matrix.upper_S_per_cm2()) + System.identityHashCode(offset);
        }
    }

    GroupMemories(DeviceSession session, Resident[] residents) {
        this.session = session;
        this.residents = residents;
        doubleArena = new NumberArena(Precision.DOUBLE, session);
        floatArena = new NumberArena(Precision.SINGLE, session);
        rowStart = new long[residents.length];
        List<long[]> rows = new ArrayList<>();
        List<long[]> samplers = new ArrayList<>();
        int detectors = 0;
        long size = 0;
        for (int unit = 0; unit < residents.length; unit++) {
            Resident resident = residents[unit];
            rowStart[unit] = size;
            long[] row = row(resident, detectors, samplers);
            rows.add(row);
            size += row.length;
            detectors += resident.detectors().node().length;
        }
        isAbove = new int[detectors];
        doubles = session.allocate(doubleArena.bytes());
        floats = session.allocate(floatArena.bytes());
        doubleArena.write(doubles);
        floatArena.write(floats);
        ints = session.allocate((long) Integer.BYTES * whole.size());
        session.write(ints, 0, whole.numbers(), 0, whole.size());
        longs = written(longNumbers.stream().flatMapToLong(Arrays::stream).toArray());
        table = written(rows.stream().flatMapToLong(Arrays::stream).toArray());
        probes = written(probes(samplers));
        above = session.allocate((long) Integer.BYTES * detectors);
        writeAbove();
    }

    private DeviceBuffer written(long[] numbers) {
        DeviceBuffer buffer = session.allocate((long) Long.BYTES * numbers.length);
        session.write(buffer, 0, numbers, 0, numbers.length);
        return buffer;
    }

    private void writeAbove() {
        int first = 0;
        for (Resident resident : residents) {
            boolean[] own = resident.detectors().above();
            for (int d = 0; d < own.length; d++) {
                isAbove[first + d] = own[d] ? 1 : 0;
            }
            first += own.length;
        }
        session.write(above, 0, isAbove, 0, isAbove.length);
    }

    private long[] row(Resident resident, int firstDetector, List<long[]> samplers) {
        StepProgram program = resident.program();
        Columns columns = new Columns(program);
        long[] row = new long[columns.size()];
        long[] place = new long[resident.arrays().length];
        for (int a = 0; a < place.length; a++) {
            Numbers array = resident.arrays()[a];
            NumberArena arena = array.precision() == Precision.DOUBLE ? doubleArena : floatArena;
            boolean scratch = a == program.rightHandSide() || a == program.diagonal();
            place[a] = scratch ? arena.reserve(resident.nodes()) : arena.place(array, true);
        }
        System.arraycopy(place, 0, row, 0, program.arrays().size());
        for (int i = 0; i < resident.instances().length; i++) {
            Resident.Instances instances = resident.instances()[i];
            row[columns.nodes(i)] = whole.add(instances.node());
            row[columns.count(i)] = instances.count();
            row[columns.padded(i)] = instances.padded();
            row[columns.identity(i)] = add(instances.identity());
            row[columns.seed(i)] = instances.seed();
        }
        row[columns.length()] = resident.nodes();
        row[columns.wide()] = resident.blocks().stream().filter(GroupMemories::isWide).count();
        row[columns.narrow()] = resident.blocks().size() - row[columns.wide()];
        row[columns.blocks()] = blocks(resident);
        row[columns.detectors()] = resident.detectors().node().length;
        row[columns.detectorNodes()] = whole.add(resident.detectors().node());
        row[columns.thresholds()] = doubleArena.place(Numbers.of(resident.detectors().threshold_mV()), false);
        row[columns.firstDetector()] = firstDetector;
        row[columns.weights()] = doubleArena.place(Numbers.of(resident.weights()), true);
        stimuli(resident, row, columns, place);
        row[columns.samplers()] = resident.samplers().length;
        row[columns.firstSampler()] = samplers.size();
        for (Resident.Sampler sampler : resident.samplers()) {
            samplers.add(IntStream.range(0, sampler.size()).mapToLong(i -> {
                return number(resident, place, sampler.array()[i], sampler.index()[i]);
            }).toArray());
        }
        for (int f = 0; f < program.finite().size(); f++) {
            row[columns.finite(f)] = resident.arrays()[program.finite().get(f)].length();
        }
        return row;
    }

    /** A number of an array as a kernel finds it. */
    private static long number(Resident resident, long[] place, int array, int index) {
        boolean isFloat = resident.arrays()[array].precision() == Precision.SINGLE;
        return place[array] + index << 1 | (isFloat ? 1 : 0);
    }

    private void stimuli(Resident resident, long[] row, Columns columns, long[] place) {
        row[columns.played()] = resident.played().length;
        row[columns.firstPlayed()] = add(Stream.of(resident.played())
                .flatMapToLong(p -> LongStream.of(number(resident, place, p.array(), p.index()),
                        add(p.waveforms().stream().flatMapToLong(w -> LongStream.of(waveform(w))).toArray()),
                        p.waveforms().size()))
                .toArray());
        row[columns.imposed()] = resident.imposed().length;
        row[columns.firstImposed()] = add(Stream.of(resident.imposed())
                .flatMapToLong(i -> LongStream.of(i.node().length, whole.add(i.node()),
                        doubleArena.place(Numbers.of(i.drive()), false), add(waveform(i.waveform()))))
                .toArray());
    }

    /** Where times and values begin, how many there are, whether to interpolate. Equal arrays are there once. */
    private long[] waveform(Resident.Waveform waveform) {
        return new long[] {points(waveform.time_ms()), points(waveform.value()), waveform.time_ms().length,
                waveform.interpolates() ? 1 : 0};
    }

    private long points(double[] numbers) {
        return points.computeIfAbsent(numbers, n -> doubleArena.place(Numbers.of(n), false));
    }

    /** @return where they begin */
    private long add(long[] numbers) {
        long first = longSize;
        longNumbers.add(numbers);
        longSize += numbers.length;
        return first;
    }

    private static boolean isWide(Block block) {
        return block.width() == Frame.CHUNK;
    }

    /** Where the blocks of a group begin. */
    private int blocks(Resident resident) {
        int[][] shape = resident.blocks().stream()
                .map(b -> shapes.computeIfAbsent(new Shape(b.matrix(), b.offset(), resident.program().rate_per_ms(),
                        resident.program().precision()), this::place))
                .toArray(int[][]::new);
        List<Integer> order = Stream
                .concat(IntStream.range(0, shape.length).filter(b -> isWide(resident.blocks().get(b))).boxed(),
                        IntStream.range(0, shape.length).filter(b -> !isWide(resident.blocks().get(b))).boxed())
                .toList();
        return whole.add(order.stream().flatMapToInt(b -> IntStream.of(resident.blocks().get(b).base(),
                resident.blocks().get(b).matrix().size(), shape[b][0], shape[b][1])).toArray());
    }

    /** Where parents and coefficients of a shape begin. */
    private int[] place(Shape shape) {
        CableMatrix matrix = shape.matrix;
        int n = matrix.size();
        int parents = whole.add(matrix.parent());
        whole.add(shape.offset);
        long coefficients = switch (shape.precision) {
        case DOUBLE -> {
            double[] all = Arrays.copyOf(matrix.upper_S_per_cm2(), 3 * n);
            System.arraycopy(matrix.lower_S_per_cm2(), 0, all, n, n);
            System.arraycopy(matrix.diagonal(shape.rate_per_ms), 0, all, 2 * n, n);
            yield doubleArena.place(Numbers.of(all), false);
        }
        case SINGLE -> {
            SingleCableMatrix single = SingleCableMatrix.of(matrix, shape.rate_per_ms);
            float[] all = Arrays.copyOf(single.upper_S_per_cm2(), 3 * n);
            System.arraycopy(single.lower_S_per_cm2(), 0, all, n, n);
            System.arraycopy(single.diagonal_S_per_cm2(), 0, all, 2 * n, n);
            yield floatArena.place(new Numbers(Precision.SINGLE, new double[0], all), false);
        }
        };
        return new int[] {parents, Math.toIntExact(coefficients)};
    }

    /** Where the probes of each sampler begin, then the probes. */
    private static long[] probes(List<long[]> samplers) {
        long[] begin = new long[samplers.size() + 1];
        begin[0] = begin.length;
        for (int s = 0; s < samplers.size(); s++) {
            begin[s + 1] = begin[s] + samplers.get(s).length;
        }
        return LongStream.concat(Arrays.stream(begin), samplers.stream().flatMapToLong(Arrays::stream)).toArray();
    }

    /** Copies everything that may have changed back. */
    void bringHome() {
        doubleArena.read(doubles);
        floatArena.read(floats);
        session.read(above, 0, isAbove, 0, isAbove.length);
        int first = 0;
        for (Resident resident : residents) {
            boolean[] own = resident.detectors().above();
            for (int d = 0; d < own.length; d++) {
                own[d] = isAbove[first + d] != 0;
            }
            first += own.length;
        }
    }

    /** Detectors of all groups. */
    int detectors() {
        return isAbove.length;
    }

    /** Where the row of a group begins in the table. */
    long row(int unit) {
        return rowStart[unit];
    }

    DeviceBuffer doubles() {
        return doubles;
    }

    DeviceBuffer floats() {
        return floats;
    }

    DeviceBuffer ints() {
        return ints;
    }

    DeviceBuffer longs() {
        return longs;
    }

    DeviceBuffer table() {
        return table;
    }

    DeviceBuffer above() {
        return above;
    }

    DeviceBuffer probes() {
        return probes;
    }
}
