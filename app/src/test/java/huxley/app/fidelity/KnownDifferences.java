package huxley.app.fidelity;

import java.util.Map;
import java.util.Optional;

/** Variables that differ from NEURON's by more than rounding, each with the reason why that is right. */
final class KnownDifferences {
    /** By {@code origin/file/mechanism} or {@code origin/file/mechanism/variable}. */
    private static final Map<String, String> REASONS = Map.of();

    private KnownDifferences() {
    }

    static Optional<String> reason(MechanismBox box, String variable) {
        String reason = REASONS.get(box.toString());
        return Optional.ofNullable(reason == null ? REASONS.get(box + "/" + variable) : reason);
    }
}
