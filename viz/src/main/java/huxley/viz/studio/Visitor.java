package huxley.viz.studio;

/** Who asks. */
sealed interface Visitor {
    /** A user, who may do everything in his workspace. */
    record Owner(Workspace workspace) implements Visitor {
    }

    /** Someone with a link to a run, who may look at it. */
    record Guest(Job job) implements Visitor {
    }
}
