package huxley.synapse;

/**
 * What is done with a circuit.
 *
 * @param duration_ms simulated time after settling
 * @param dt_ms time step
 * @param settle_ms simulated before t = 0 without recording or events (time runs from -settle to 0)
 * @param scheme time integration of the cable
 * @param globals values of GLOBAL variables, by {@code variable_mechanism}; {@code usetable_mechanism} other than 0 lets the
 * mechanism's TABLEs interpolate as NEURON does instead of computing exactly
 */
public record Experiment(double duration_ms, double dt_ms, double temperature_degC, double settle_ms, long seed,
        Scheme scheme, java.util.Map<String, Double> globals) {
    /** Time integration of the cable equation. */
    public enum Scheme {
        IMPLICIT_EULER,
        CRANK_NICOLSON
    }

    public Experiment {
        if (!(dt_ms > 0) || !(duration_ms > 0) || !(settle_ms >= 0)) {
            throw new IllegalArgumentException("dt " + dt_ms + ", duration " + duration_ms + ", settle " + settle_ms);
        }
    }
}
