package huxley.solver.lowering;

import huxley.neuron.mechanism.Ion;

/** A quantity of an ion species, such as (na, REVERSAL). */
public record IonField(String ion, Ion.Quantity quantity) {
}
