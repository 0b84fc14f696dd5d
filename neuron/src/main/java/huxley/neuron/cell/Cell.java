package huxley.neuron.cell;

import huxley.neuron.mechanism.Mechanism;
import huxley.neuron.morphology.Morphology;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One kind of cell, ready to be simulated; any number of instances share it. All arrays are per compartment of
 * {@code compartments} unless said otherwise, and must not be changed.
 *
 * @param capacitance_uF_per_cm2 [compartment] specific membrane capacitance
 * @param initialVoltage_mV [compartment] membrane potential at the start
 * @param painted density mechanisms, in the order in which their currents are summed
 * @param placed point processes, in the order in which their currents are summed (after the painted ones)
 * @param ions what the model says of ion species; species it does not name get the defaults
 */
public record Cell(String name, @Nullable Morphology morphology, Compartments compartments,
        double[] capacitance_uF_per_cm2, double[] initialVoltage_mV, List<Painted> painted, List<Placed> placed,
        List<IonSetting> ions) {

    /**
     * A density mechanism on some compartments.
     *
     * @param compartment [instance] ascending, none of area 0
     * @param parameters by variable name: [1] the same everywhere or [instance]; those not named keep their default
     */
    public record Painted(Mechanism mechanism, int[] compartment, Map<String, double[]> parameters) {
    }

    /** A point process; {@code label} is how the model names it. */
    public record Placed(String label, Mechanism mechanism, int compartment, Map<String, Double> parameters) {
    }

    /**
     * Start values of an ion species; each array is null (default), [1] everywhere, or [compartment] with NaN for the
     * default. A reversal potential given here is used as it stands unless concentrations are computed by a mechanism
     * (then Nernst, as NEURON's ion_style defaults choose).
     */
    public record IonSetting(String ion, double valence, double @Nullable [] reversal_mV, double @Nullable [] inner_mM,
            double @Nullable [] outer_mM) {
    }
}
