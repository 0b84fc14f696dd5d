package huxley.io.sonata;

/** What a node becomes. */
enum NodeKind {
    /** A cell with a morphology. */
    BIOPHYSICAL,
    /** An artificial cell that integrates. */
    POINT,
    /** An artificial cell that replays given spikes. */
    VIRTUAL;

    boolean hasMembrane() {
        return this == BIOPHYSICAL;
    }
}
