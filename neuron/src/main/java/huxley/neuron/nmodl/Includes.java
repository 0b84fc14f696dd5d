package huxley.neuron.nmodl;

import huxley.neuron.problem.Source;
import java.util.Optional;

/** Finds the file that an {@code INCLUDE} statement names. */
@FunctionalInterface
public interface Includes {
    /** The text of {@code name}, as seen from {@code from}; empty if there is no such file. */
    Optional<Source> find(String name, Source from);

    /** No file can be included. */
    static Includes none() {
        return (name, from) -> Optional.empty();
    }
}
