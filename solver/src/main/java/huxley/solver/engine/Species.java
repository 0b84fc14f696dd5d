package huxley.solver.engine;

import huxley.neuron.mechanism.Mechanism;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the instances that a group keeps together have in common: their mechanism as it is executed and, for synapses that
 * projections make, their parameters.
 *
 * @param index among the species of the circuit: the order in which currents are summed and states advanced
 * @param synapse null for what cells have themselves, and for artificial cells
 */
record Species(int index, MechanismCode code, @Nullable Synapse synapse) {
    /**
     * Equal synapses of one or several projections.
     *
     * @param varying parameters that each has its own value of
     * @param merged whether those at one compartment share their state
     */
    record Synapse(Mechanism mechanism, Map<String, Double> parameters, List<String> varying, boolean merged) {
        boolean sameAs(Synapse other) {
            return mechanism == other.mechanism && merged == other.merged && parameters.equals(other.parameters)
                    && varying.equals(other.varying);
        }
    }

    Mechanism mechanism() {
        return code.mechanism;
    }
}
