package huxley.io.formula;

import java.util.Collection;
import java.util.Optional;

/** The names a formula may use. */
public interface Scope {
    /** What the name stands for. */
    Optional<Quantity> find(String name);

    /** All names, for hints. */
    Collection<String> names();
}
