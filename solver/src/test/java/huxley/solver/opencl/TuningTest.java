package huxley.solver.opencl;

import static org.junit.jupiter.api.Assertions.assertEquals;

import huxley.solver.accelerator.Resident;
import huxley.solver.accelerator.SelfEvents;
import huxley.solver.accelerator.StepProgram;
import huxley.solver.cable.Block;
import huxley.solver.cable.CableMatrix;
import huxley.solver.opencl.Way.Cable;
import huxley.solver.precision.Numbers;
import huxley.solver.precision.Precision;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TuningTest {
    private static final StepProgram PROGRAM = new StepProgram(0.025, 40, 1, Precision.DOUBLE, List.of(), List.of(), 0,
            0, 0, -1, List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(),
            List.of());
    private static final Device ABSENT = new Device(null, null, null);
    private final Tuning tuning = new Tuning(ABSENT, List.of(Way.cells(32, 1), Way.slots(32), Way.cells(128, 1),
            Way.slots(128), Way.slots(512)));

    /** A tree whose compartments part in two: as deep as the logarithm of their number. */
    private static CableMatrix bush(int n) {
        int[] position = IntStream.range(0, n).toArray();
        int[] parent = IntStream.range(0, n).map(p -> (p + 1) / 2 - 1).toArray();
        return new CableMatrix(position, parent, new double[n], new double[n], new double[n], new double[n],
                new double[n]);
    }

    private static Resident group(List<Block> blocks) {
        return new Resident(PROGRAM, 0, new Numbers[0], new Resident.Instances[0], blocks,
                new Resident.Detectors(new int[0], new double[0], new boolean[0]), new double[0],
                new Resident.Sampler[0], new Resident.Played[0], new Resident.Imposed[0],
                new SelfEvents(new int[0][], new double[0][], new SelfEvents.Watched[0], List.of(), 0));
    }

    @Test
    void oneLargeCellIsTriedWithManyWorkItemsTogether() {
        List<Way> tried = tuning.promising(group(List.of(Block.interleaved(bush(20_000), 0, 1))));
        assertEquals(List.of(512, 128), tried.subList(0, 2).stream().map(Way::items).toList());
        assertEquals(List.of(Cable.LOCAL_SLOTS, Cable.LOCAL_SLOTS),
                tried.subList(0, 2).stream().map(Way::cable).toList());
    }

    @Test
    void manySmallEqualCellsAreTriedWithAWorkItemEach() {
        CableMatrix chain = new CableMatrix(new int[] {0, 1, 2}, new int[] {-1, 0, 1}, new double[3], new double[3],
                new double[3], new double[3], new double[3]);
        List<Block> blocks = IntStream.range(0, 16).mapToObj(b -> Block.interleaved(chain, 24 * b, 8)).toList();
        assertEquals(Way.cells(128, 1), tuning.promising(group(blocks)).getFirst());
        assertEquals(3, tuning.promising(group(blocks)).size());
    }
}
