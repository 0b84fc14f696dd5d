package huxley.app;

import huxley.io.results.Checkpoints;
import huxley.neuron.problem.InvalidInputException;
import huxley.neuron.problem.Problem;
import huxley.neuron.problem.Span;
import huxley.synapse.Circuit;
import huxley.synapse.Projection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a run, and when.
 *
 * @param savedEvery_s wall time after which results are saved
 * @param saveState whether the state at the end is kept, even if the model does not ask for it
 * @param checkpointEvery how often the state is kept besides, apart from when the run is stopped; null: not even then
 * @param earlier the interrupted run that is continued
 */
record Keeping(double savedEvery_s, boolean saveState, @Nullable CheckpointInterval checkpointEvery,
        Checkpoints.@Nullable Found earlier) {
    /** Results only, and the state at the end if asked for. */
    Keeping(double savedEvery_s, boolean saveState) {
        this(savedEvery_s, saveState, null, null);
    }

    /** Whether there can be checkpoints of a circuit; complains where they were asked for and there cannot. */
    boolean hasCheckpointsOf(Circuit circuit) {
        Optional<Projection> procedural = circuit.projections().stream().filter(p -> p.outgoing() != null).findFirst();
        if (procedural.isPresent() && checkpointEvery != null && !checkpointEvery.isNever()) {
            throw new InvalidInputException(
                    Problem.error(Span.none("projection " + procedural.get().name()),
                            "spikes on their way over procedural connections are not part of a checkpoint",
                            "\"connectivity\": \"stored\" gives the same network; or leave --checkpoint-every out"));
        }
        return checkpointEvery != null && procedural.isEmpty();
    }
}
