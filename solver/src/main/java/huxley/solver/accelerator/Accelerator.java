package huxley.solver.accelerator;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Something that keeps groups of cells in memory of its own and advances them. */
public interface Accelerator {
    /** What a user calls it. */
    String name();

    /** Workers it has that take a group each: for fewer groups than a few of each it is too large. */
    int workers();

    /** How fast it is with such groups, by trying; 0 if it cannot advance them. Their memory is left alone. */
    double compartmentStepsPerSecond(List<Resident> groups);

    /**
     * Takes the memory of groups. Empty where it cannot, having said why: then the engine advances them.
     *
     * @param others what keeps other groups with the engine, and how many
     */
    Optional<Residence> load(List<Resident> groups, Map<String, Integer> others);

    /** Groups in the memory of an accelerator. For one thread at a time. */
    interface Residence extends AutoCloseable {
        /** Begins to advance all groups; returns before that is done. */
        void launch(Epoch epoch);

        /** Waits until all groups are advanced. */
        Outcome finish();

        /** Copies all memory back to the arrays it came from. */
        void bringHome();

        @Override
        void close();
    }
}
