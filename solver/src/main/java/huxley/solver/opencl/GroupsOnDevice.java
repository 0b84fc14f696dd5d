package huxley.solver.opencl;

import huxley.solver.accelerator.Accelerator.Residence;
import huxley.solver.accelerator.Arrivals;
import huxley.solver.accelerator.Epoch;
import huxley.solver.accelerator.Epoch.Sampling;
import huxley.solver.accelerator.Outcome;
import huxley.solver.accelerator.Outcome.Failure;
import huxley.solver.accelerator.Outcome.Kind;
import huxley.solver.accelerator.Resident;
import huxley.solver.accelerator.StepProgram;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Groups in the memory of a device. Those of one kind are advanced by one launch. */
final class GroupsOnDevice implements Residence {
    private static final int STATUS = 8;
    private static final int WHEN = 4;
    /** What a work-group has everywhere. */
    private static final long LOCAL_bytes = 48 << 10;
    private static final long LOCAL_OTHERS_bytes = 64;

    /** What one launch advances. */
    private record Launch(DeviceKernel kernel, Way way, long tableStart, int first, int units, EventHeaps heaps) {
    }

    private final DeviceSession session;
    private final GroupMemories memories;
    private final List<Launch> launches = new ArrayList<>();
    /** [unit] number of the group */
    private final int[] group;
    /** [unit] */
    private final Resident[] resident;
    private final DeviceBuffer status;
    /** [unit * RESUME] where it goes on */
    private final int[] resume;
    /** [unit] */
    private final int[] arrivalEnd;
    private long writtenSamples;
    private final Growing resumeBuffer;
    private final WholeNumbers arrival = new WholeNumbers();
    private double[] arrivalNumbers = new double[0];
    private final WholeNumbers when = new WholeNumbers();
    private final Growing arrivalBuffer;
    private final Growing arrivalNumbersBuffer;
    private final Growing arrivalBeginBuffer;
    private final Growing samplingBuffer;
    private final Growing samplesBuffer;
    private final Growing spikesBuffer;
    private @Nullable Epoch epoch;

    /** @param wayOf how the groups of a kind are advanced */
    GroupsOnDevice(DeviceSession session, List<Resident> groups, Function<GroupKind, Way> wayOf) {
        this.session = session;
        Map<GroupKind, List<Integer>> members = GroupKind.sort(groups);
        group = members.values().stream().flatMap(List::stream).mapToInt(Integer::intValue).toArray();
        resident = Arrays.stream(group).mapToObj(groups::get).toArray(Resident[]::new);
        Way[] ways = new Way[group.length];
        List<DeviceKernel> kernels = new ArrayList<>();
        int first = 0;
        for (Map.Entry<GroupKind, List<Integer>> alike : members.entrySet()) {
            int end = first + alike.getValue().size();
            int scratch = Arrays.stream(resident, first, end).mapToInt(CableTables::scratch).max().orElse(0);
            Way way = fitting(wayOf.apply(alike.getKey()), alike.getKey().program(), scratch);
            Arrays.fill(ways, first, end, way);
            kernels.add(session.build(text(alike.getKey().program(), way, scratch)).kernel(EpochText.ENTRY));
            first = end;
        }
        memories = new GroupMemories(session, resident, ways);
        first = 0;
        for (List<Integer> alike : members.values()) {
            launches.add(new Launch(kernels.get(launches.size()), ways[first], memories.row(first), first,
                    alike.size(),
                    new EventHeaps(session, Arrays.copyOfRange(resident, first, first + alike.size()))));
            first += alike.size();
        }
        status = session.allocate((long) Integer.BYTES * STATUS * group.length);
        resume = new int[EventText.RESUME * group.length];
        arrivalEnd = new int[group.length];
        resumeBuffer = new Growing(session);
        arrivalBuffer = new Growing(session);
        arrivalNumbersBuffer = new Growing(session);
        arrivalBeginBuffer = new Growing(session);
        samplingBuffer = new Growing(session);
        samplesBuffer = new Growing(session);
        spikesBuffer = new Growing(session);
    }

    /** Slots are solved in global memory where local memory does not hold them. */
    private Way fitting(Way way, StepProgram program, int scratch) {
        long bytes = (long) scratch * program.precision().bytes();
        long room = Math.min(LOCAL_bytes, session.device().properties().localMemory_bytes()) - LOCAL_OTHERS_bytes;
        return way.cable() == Way.Cable.LOCAL_SLOTS && bytes > room
                ? new Way(way.items(), way.width(), Way.Cable.SLOTS)
                : way;
    }

    /**
     * PoCL makes a loop of the work-items of a group and calls what stands in it parallel: its optimiser (3.1, LLVM 15) then
     * reorders the recurrences of the cable equation. One work-item is no loop.
     */
    private ProgramText text(StepProgram program, Way way, int scratch) {
        ProgramText text = EpochText.of(program, way, scratch);
        return way.items() > 1 && session.device().properties().kind() == Device.Kind.CPU ? text.asItStands() : text;
    }

    /** A buffer that is made anew when more is needed. */
    private static final class Growing {
        private final DeviceSession session;
        private @Nullable DeviceBuffer buffer;

        Growing(DeviceSession session) {
            this.session = session;
        }

        DeviceBuffer of(long bytes) {
            if (buffer == null || buffer.size_bytes() < bytes) {
                if (buffer != null) {
                    buffer.close();
                }
                buffer = session.allocate(bytes + bytes / 2);
            }
            return buffer;
        }
    }

    @Override
    public void launch(Epoch coming) {
        epoch = coming;
        int weights = weights(coming);
        writeArrivals(coming, weights);
        writtenSamples = writeSampling(coming);
        launch(coming, launches);
    }

    private void launch(Epoch coming, List<Launch> some) {
        int words = words(coming);
        DeviceBuffer spikes = spikesBuffer.of((long) Integer.BYTES * words * memories.detectors());
        DeviceBuffer resumes = resumeBuffer.of((long) Integer.BYTES * resume.length);
        session.write(resumes, 0, resume, 0, resume.length);
        for (Launch launch : some) {
            launch.kernel.with(memories.doubles(), memories.floats(), memories.ints(), memories.longs(),
                    memories.table(), memories.above(), spikes, status, arrivalBeginBuffer.of(0), arrivalBuffer.of(0),
                    arrivalNumbersBuffer.of(0), EventText.ARRIVAL + weights(coming), memories.probes(),
                    samplingBuffer.of(0),
                    samplesBuffer.of(Double.BYTES * writtenSamples), launch.heaps.buffer(), launch.heaps.capacity(),
                    resumes, launch.tableStart, launch.first, coming.from(),
                    coming.steps());
            session.launch(launch.kernel, (long) launch.units * launch.way.items(), launch.way.items());
        }
        session.flush();
    }

    private static int words(Epoch epoch) {
        return (epoch.steps() + Integer.SIZE - 1) / Integer.SIZE;
    }

    private static int weights(Epoch epoch) {
        return Arrays.stream(epoch.arrivals()).mapToInt(Arrivals::weights).max().orElse(0);
    }

    private void writeArrivals(Epoch coming, int weights) {
        int all = Arrays.stream(coming.arrivals()).mapToInt(Arrivals::size).sum();
        int stride = EventText.ARRIVAL + weights;
        if (arrivalNumbers.length < all * stride) {
            arrivalNumbers = new double[2 * all * stride];
        }
        arrival.clear();
        int[] begin = new int[group.length + 1];
        int n = 0;
        for (int unit = 0; unit < group.length; unit++) {
            Arrivals some = coming.arrivals()[group[unit]];
            for (int i = 0; i < some.size(); i++) {
                arrival.add(some.halfStep(i), some.reception(i), some.instance(i), some.connection(i));
                arrivalNumbers[n * stride] = some.time_ms(i);
                arrivalNumbers[n * stride + 1] = some.delay_ms(i);
                for (int w = 0; w < some.weights(); w++) {
                    arrivalNumbers[n * stride + EventText.ARRIVAL + w] = some.weight(i, w);
                }
                n++;
            }
            begin[unit + 1] = n;
            arrivalEnd[unit] = n;
            resumeAt(unit, 0, 0, begin[unit]);
        }
        session.write(arrivalBeginBuffer.of((long) Integer.BYTES * begin.length), 0, begin, 0, begin.length);
        session.write(arrivalBuffer.of((long) Integer.BYTES * arrival.size()), 0, arrival.numbers(), 0,
                arrival.size());
        session.write(arrivalNumbersBuffer.of((long) Double.BYTES * n * stride), 0, arrivalNumbers, 0, n * stride);
    }

    /** @return numbers that will be sampled */
    private long writeSampling(Epoch coming) {
        when.clear();
        int place = 0;
        for (int unit = 0; unit < group.length; unit++) {
            for (int s = 0; s < resident[unit].samplers().length; s++) {
                Sampling sampling = coming.sampling()[group[unit]][s];
                int rows = sampling.rows().length;
                when.add((int) Math.min(sampling.first() - coming.from(), Integer.MAX_VALUE), sampling.stride(), rows,
                        place);
                place = Math.addExact(place, Math.multiplyExact(rows, resident[unit].samplers()[s].size()));
            }
        }
        session.write(samplingBuffer.of((long) Integer.BYTES * when.size()), 0, when.numbers(), 0, when.size());
        return place;
    }

    @Override
    public Outcome finish() {
        Epoch done = epoch;
        if (done == null) {
            throw new IllegalStateException("nothing was launched");
        }
        session.finish();
        int[] stopped = readStatus();
        for (List<Launch> full = full(stopped, done); !full.isEmpty(); full = full(stopped, done)) {
            full.forEach(l -> l.heaps.grow());
            launch(done, full);
            session.finish();
            stopped = readStatus();
        }
        readSamples(done);
        return new Outcome(spikes(done), failures(done, stopped));
    }

    private void resumeAt(int unit, int step, int phase, int next) {
        resume[EventText.RESUME * unit] = step;
        resume[EventText.RESUME * unit + 1] = phase;
        resume[EventText.RESUME * unit + 2] = next;
    }

    private int[] readStatus() {
        int[] words = new int[STATUS * group.length];
        session.read(status, 0, words, 0, words.length);
        return words;
    }

    /** Launches with groups that stopped because they had no room for events; these are to go on, others not. */
    private List<Launch> full(int[] stopped, Epoch done) {
        List<Launch> full = new ArrayList<>();
        for (Launch launch : launches) {
            boolean any = false;
            for (int unit = launch.first; unit < launch.first + launch.units; unit++) {
                int s = STATUS * unit;
                if (stopped[s] == EventText.FULL) {
                    any = true;
                    boolean middle = stopped[s + 2] == 0;
                    resumeAt(unit, middle ? stopped[s + 1] : stopped[s + 1] + 1, middle ? 1 : 0, stopped[s + 5]);
                } else {
                    resumeAt(unit, done.steps() + 1, 0, arrivalEnd[unit]);
                }
            }
            if (any) {
                full.add(launch);
            }
        }
        return full;
    }

    private void readSamples(Epoch done) {
        if (when.size() == 0) {
            return;
        }
        int last = when.size() / WHEN - 1;
        int sampler = 0;
        double[] samples = new double[when.numbers()[WHEN * last + 3] + rowsOfLast(done)];
        session.read(samplesBuffer.of(0), 0, samples, 0, samples.length);
        for (int unit = 0; unit < group.length; unit++) {
            for (Sampling sampling : done.sampling()[group[unit]]) {
                int at = when.numbers()[WHEN * sampler++ + 3];
                for (double[] row : sampling.rows()) {
                    System.arraycopy(samples, at, row, 0, row.length);
                    at += row.length;
                }
            }
        }
    }

    /** Numbers that the last sampler of all takes. */
    private int rowsOfLast(Epoch done) {
        for (int unit = group.length - 1; unit >= 0; unit--) {
            Sampling[] some = done.sampling()[group[unit]];
            if (some.length > 0) {
                return some[some.length - 1].rows().length * resident[unit].samplers()[some.length - 1].size();
            }
        }
        return 0;
    }

    private Outcome.Spikes spikes(Epoch done) {
        int words = words(done);
        int[] bits = new int[words * memories.detectors()];
        session.read(spikesBuffer.of(0), 0, bits, 0, bits.length);
        WholeNumbers who = new WholeNumbers();
        WholeNumbers step = new WholeNumbers();
        WholeNumbers which = new WholeNumbers();
        int first = 0;
        for (int unit = 0; unit < group.length; unit++) {
            int detectors = resident[unit].detectors().node().length;
            for (int word = 0; word < words; word++) {
                int any = 0;
                for (int d = 0; d < detectors; d++) {
                    any |= bits[(first + d) * words + word];
                }
                for (; any != 0; any &= any - 1) {
                    int bit = Integer.numberOfTrailingZeros(any);
                    for (int d = 0; d < detectors; d++) {
                        if ((bits[(first + d) * words + word] >>> bit & 1) != 0) {
                            who.add(group[unit]);
                            step.add(word * Integer.SIZE + bit);
                            which.add(d);
                        }
                    }
                }
            }
            first += detectors;
        }
        int n = who.size();
        return new Outcome.Spikes(Arrays.copyOf(who.numbers(), n), Arrays.copyOf(step.numbers(), n),
                Arrays.copyOf(which.numbers(), n));
    }

    private List<Failure> failures(Epoch done, int[] words) {
        List<Failure> failures = new ArrayList<>();
        for (int unit = 0; unit < group.length; unit++) {
            int[] s = Arrays.copyOfRange(words, STATUS * unit, STATUS * (unit + 1));
            if (s[0] != 0) {
                double time_ms = (done.from() + s[1] + 0.5 * s[2]) * resident[unit].program().dt_ms();
                failures.add(new Failure(group[unit], s[1], time_ms, Kind.values()[s[0] - 1], s[3], s[4], s[5]));
            }
        }
        failures.sort((a, b) -> Integer.compare(a.group(), b.group()));
        return failures;
    }

    @Override
    public void bringHome() {
        memories.bringHome();
        launches.forEach(l -> l.heaps.bringHome());
    }

    @Override
    public void close() {
        session.close();
    }
}
