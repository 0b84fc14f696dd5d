package huxley.viz.live;

import java.util.Locale;

/** What a viewer asks of a simulation. */
public sealed interface Command {
    /** What it is called on the wire. */
    default String name() {
        return getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }

    /** Go on until told otherwise. */
    record Run() implements Command {
    }

    /** Stand still. */
    record Pause() implements Command {
    }

    /** So many time steps, then stand still. */
    record Step(int steps) implements Command {
    }

    /** To the end of an epoch, then stand still. */
    record Epoch() implements Command {
    }

    /** Simulated seconds per second at most; 0 for as fast as it goes. */
    record Speed(double limit) implements Command {
    }

    /** Frames show this variable of the scene. */
    record Watch(String variable) implements Command {
    }

    /** A current into a compartment from now on; positive depolarises. */
    record Inject(int gid, int compartment, double current_nA, double duration_ms) implements Command {
    }

    /** Another value of a parameter of the model, as text with its unit. */
    record Set(String parameter, String value) implements Command {
    }

    /** Back to the start, standing still. */
    record Reset() implements Command {
    }

    /** Keep the present state. */
    record Checkpoint() implements Command {
    }

    /** End the run; what was recorded is kept. */
    record Stop() implements Command {
    }
}
