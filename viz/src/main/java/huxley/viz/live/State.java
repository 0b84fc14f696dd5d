package huxley.viz.live;

/** What a simulation is doing. */
public enum State {
    PAUSED,
    RUNNING,
    /** It has come to its end. */
    FINISHED,
    /** The numbers went wrong. */
    FAILED,
    /** It was asked to end. */
    STOPPED
}
