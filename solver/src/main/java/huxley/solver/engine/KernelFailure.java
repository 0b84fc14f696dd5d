package huxley.solver.engine;

import org.jspecify.annotations.Nullable;

/** A failure inside a kernel, before it is known which cell and time it is. */
final class KernelFailure extends RuntimeException {
    private static final long serialVersionUID = 1;
    final transient @Nullable Group group;
    final transient Instances instances;
    final int instance;
    final double value;
    final String reason;

    KernelFailure(String reason, @Nullable Group group, Instances instances, int instance, double value) {
        super(reason);
        this.group = group;
        this.reason = reason;
        this.instances = instances;
        this.instance = instance;
        this.value = value;
    }
}
