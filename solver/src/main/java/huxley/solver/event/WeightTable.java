package huxley.solver.event;

/** The weights with which spikes arrive. */
public interface WeightTable {
    /** @param entry what carries the spike: a number that the table gives */
    double weight(int entry, int index);
}
