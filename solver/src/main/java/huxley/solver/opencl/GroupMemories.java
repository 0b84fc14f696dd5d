package huxley.solver.opencl;

import huxley.solver.accelerator.Resident;
import huxley.solver.accelerator.SelfEvents;
import huxley.solver.accelerator.StepProgram;
import huxley.solver.precision.Numbers;
import huxley.solver.precision.Precision;
import java.util.ArrayList;
import java.util.Arrays;
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
    private final CableTables cables;
    /** [detector of all groups] */
    private final int[] isAbove;

    private final DeviceBuffer doubles;
    private final DeviceBuffer floats;
    private final DeviceBuffer ints;
    private final DeviceBuffer longs;
    private final DeviceBuffer table;
    private final DeviceBuffer above;
    private final DeviceBuffer probes;

    /**
     * @param ways [resident] how it is advanced
     * @throws DeviceFailure where the device has not so much memory, before any is asked for
     */
    GroupMemories(DeviceSession session, Resident[] residents, Way[] ways) {
        this.session = session;
        this.residents = residents;
        doubleArena = new NumberArena(Precision.DOUBLE, session);
        floatArena = new NumberArena(Precision.SINGLE, session);
        cables = new CableTables(whole, doubleArena, floatArena);
        rowStart = new long[residents.length];
        List<long[]> rows = new ArrayList<>();
        List<long[]> samplers = new ArrayList<>();
        int detectors = 0;
        long size = 0;
        for (int unit = 0; unit < residents.length; unit++) {
            Resident resident = residents[unit];
            rowStart[unit] = size;
            long[] row = row(resident, ways[unit], detectors, samplers);
            rows.add(row);
            size += row.length;
            detectors += resident.detectors().node().length;
        }
        isAbove = new int[detectors];
        long[] probed = probes(samplers);
        DeviceRoom.of(session.device().properties()).check(doubleArena.bytes(), floatArena.bytes(),
                (long) Integer.BYTES * whole.size(), Long.BYTES * longSize, Long.BYTES * size,
                (long) Long.BYTES * probed.length);
        doubles = session.allocate(doubleArena.bytes());
        floats = session.allocate(floatArena.bytes());
        doubleArena.write(doubles);
        floatArena.write(floats);
        ints = session.allocate((long) Integer.BYTES * whole.size());
        session.write(ints, 0, whole.numbers(), 0, whole.size());
        longs = written(longNumbers.stream().flatMapToLong(Arrays::stream).toArray());
        table = written(rows.stream().flatMapToLong(Arrays::stream).toArray());
        probes = written(probed);
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

    private long[] row(Resident resident, Way way, int firstDetector, List<long[]> samplers) {
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
        cable(resident, way, row, columns);
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
        for (int r = 0; program.hasSelfEvents() && r < program.receptions().size(); r++) {
            row[columns.gids(r)] = whole.add(resident.selfEvents().gid(r));
            double[] movable = resident.selfEvents().movable(r);
            SelfEvents.Watched watched = resident.selfEvents().watched(r);
            row[columns.watchStates(r)] = doubleArena.place(Numbers.of(watched.state()), true);
            row[columns.watchFlags(r)] = doubleArena.place(Numbers.of(watched.flag()), true);
            row[columns.watches(r)] = watched.state().length;
            row[columns.movables(r)] = movable.length == 0 ? -1 : doubleArena.place(Numbers.of(movable), true);
        }
        return row;
    }

    private void cable(Resident resident, Way way, long[] row, Columns columns) {
        if (way.cable() == Way.Cable.CELLS) {
            row[columns.wide()] = resident.blocks().stream().filter(CableTables::isWide).count();
            row[columns.narrow()] = resident.blocks().size() - row[columns.wide()];
            row[columns.blocks()] = cables.blocks(resident);
            return;
        }
        int[] trees = cables.trees(resident, way.items());
        row[columns.blocks()] = trees[0];
        row[columns.trees()] = trees[1];
        if (way.cable() == Way.Cable.SLOTS) {
            row[columns.scratch()] = (resident.program().precision() == Precision.DOUBLE ? doubleArena : floatArena)
                    .reserve(CableTables.scratch(resident));
        }
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
