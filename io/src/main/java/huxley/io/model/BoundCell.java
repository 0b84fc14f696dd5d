package huxley.io.model;

import huxley.neuron.cell.Cell;
import huxley.neuron.problem.Span;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * A kind of cell of the model with what the rest of the binding needs to know of it.
 *
 * @param placed indices into the cell's placed list, by the label of the model
 * @param detector where and at which threshold its spikes are seen; null if the model does not say
 * @param afterwards what can only be bound when all gids are known: inputs, played waveforms, pointers
 */
record BoundCell(String name, Span where, Anatomy anatomy, Cell cell, Map<String, List<Integer>> placed,
        Detector detector, List<Attachment> afterwards, Entry entry) {

    /** Where spikes are detected. */
    record Detector(int compartment, double threshold_mV, boolean asked) {
    }

    /** The entry of one placed thing, with the indices it got. */
    record Attachment(String label, Entry entry, List<Integer> placed, List<Integer> compartments) {
    }

    /** Index of a painted mechanism in the cell. */
    OptionalInt painted(String mechanism) {
        for (int i = 0; i < cell.painted().size(); i++) {
            if (cell.painted().get(i).mechanism().name().equals(mechanism)) {
                return OptionalInt.of(i);
            }
        }
        return OptionalInt.empty();
    }
}
