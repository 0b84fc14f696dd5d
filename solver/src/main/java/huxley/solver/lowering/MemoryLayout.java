package huxley.solver.lowering;

import java.util.Set;

/**
 * What the model wants of a mechanism's memory. Values that a kernel always computes before it reads them live in no
 * memory at all unless observed.
 *
 * @param varying INSTANCE parameters whose value differs between instances; the others become uniform
 * @param observed variables that someone records, plays into or points to, hence stored; an ion current by its NMODL name
 * @param uniformIons ion quantities that are the same at all nodes and never written
 * @param unusedCurrents ion currents (and their conductances) that nobody reads, not accumulated
 * @param tables evaluate TABLEs as tables, as NEURON does, instead of exactly
 */
public record MemoryLayout(Set<String> varying, Set<String> observed, Set<IonField> uniformIons,
        Set<IonField> unusedCurrents, boolean tables) {
    public MemoryLayout {
        varying = Set.copyOf(varying);
        observed = Set.copyOf(observed);
        uniformIons = Set.copyOf(uniformIons);
        unusedCurrents = Set.copyOf(unusedCurrents);
    }

    /** Nothing varies, nothing is observed, every ion is per node and every current accumulated. */
    public static MemoryLayout plain() {
        return new MemoryLayout(Set.of(), Set.of(), Set.of(), Set.of(), false);
    }
}
