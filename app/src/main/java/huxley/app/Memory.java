package huxley.app;

import huxley.partition.Grouping;
import huxley.partition.MemoryNeed;
import huxley.partition.MemoryPlan;
import huxley.solver.engine.Footprint;
import huxley.solver.lowering.Superposition;
import huxley.solver.precision.Precision;
import huxley.synapse.Circuit;
import huxley.synapse.Experiment;
import huxley.synapse.Projection;
import java.util.List;
import java.util.Locale;

/** Whether a circuit fits into the memory that Java has. */
final class Memory {
    /** More than any compartment, cell or connection takes. */
    private static final double AMPLE_COMPARTMENT_BYTES = 4_000;
    private static final double AMPLE_CELL_BYTES = 20_000;
    private static final double AMPLE_CONNECTION_BYTES = 300;

    private Memory() {
    }

    static MemoryPlan plan(Circuit circuit, Experiment experiment, Precision precision, int threads) {
        return plan(circuit, experiment, precision,
                Grouping.of(circuit, experiment.dt_ms(), threads, Superposition::holds), threads);
    }

    private static MemoryPlan plan(Circuit circuit, Experiment experiment, Precision precision, int[][] groups,
            int threads) {
        return MemoryPlan.of(circuit, groups, need(circuit, experiment, precision, groups), threads);
    }

    /** What an engine on one thread keeps of each part. */
    static MemoryNeed need(Circuit circuit, Experiment experiment, Precision precision) {
        return need(circuit, experiment, precision,
                Grouping.of(circuit, experiment.dt_ms(), 1, Superposition::holds));
    }

    private static MemoryNeed need(Circuit circuit, Experiment experiment, Precision precision, int[][] groups) {
        Footprint footprint = Footprint.of(circuit, experiment, precision, groups);
        return new MemoryNeed(precision.bytes(), footprint.compartment_bytes(),
                footprint.instance_bytes(), footprint.synapse_bytes(), footprint.merged(), footprint.synapse(),
                footprint.changing(), footprint.kernels());
    }

    /** Throws what the user should know if the circuit is too large; small ones are not looked at closely. */
    static void check(Circuit circuit, Experiment experiment, Precision precision, int[][] groups, int threads) {
        double available = Runtime.getRuntime().maxMemory();
        if (ample(circuit) > available) {
            MemoryPlan plan = plan(circuit, experiment, precision, groups, threads);
            if (plan.bytes() > available) {
                throw new UserError(refusal(plan.parts(), plan.bytes(), available));
            }
        }
    }

    static double ample(Circuit circuit) {
        double connections = 0;
        for (Projection projection : circuit.projections()) {
            connections += projection.incoming().expected(projection.target());
        }
        return AMPLE_COMPARTMENT_BYTES * Run.compartments(circuit)
                + AMPLE_CELL_BYTES * (circuit.cells().size() + circuit.artificialCells().size())
                + AMPLE_CONNECTION_BYTES * (connections + circuit.connections().size());
    }

    static String refusal(List<MemoryPlan.Part> parts, double bytes, double available) {
        StringBuilder text = new StringBuilder(String.format(Locale.ROOT,
                "the network does not fit: it needs about %s of memory, there are %s", Count.bytes(bytes),
                Count.bytes(available)));
        for (MemoryPlan.Part part : parts) {
            text.append(String.format(Locale.ROOT, "%n  %,.0f %s: %s", part.count(), part.name(), described(part)));
        }
        return text
                .append("\n  hint: make it smaller; HUXLEY_JAVA_OPTS=-Xmx16g gives 16 GiB; --precision single halves")
                .append(" voltages and states").toString();
    }

    /** Such as {@code 12.1 MiB, 18.6 bytes each}. */
    static String described(MemoryPlan.Part part) {
        double each = part.bytes() / part.count();
        return String.format(Locale.ROOT, each < 100 ? "%s, %.1f bytes each" : "%s, %.0f bytes each",
                Count.bytes(part.bytes()), each);
    }
}
