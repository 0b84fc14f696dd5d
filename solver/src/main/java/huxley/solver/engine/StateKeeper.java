package huxley.solver.engine;

import huxley.synapse.SavedState;

/** Decides when the state of a run is kept, between epochs, and keeps it. */
public interface StateKeeper {
    /** Keeps none. */
    StateKeeper NONE = new StateKeeper() {
        @Override
        public boolean wants(double reached_ms) {
            return false;
        }

        @Override
        public void keep(SavedState state) {
            throw new IllegalStateException("nobody wanted it");
        }
    };

    /** Whether the state is to be kept now. Every rank is asked after every epoch; if any wants it, it is kept. */
    boolean wants(double reached_ms);

    /**
     * Keeps the state of all ranks; called at rank 0, when the observer has all samples until then and all spikes before.
     */
    void keep(SavedState state);
}
