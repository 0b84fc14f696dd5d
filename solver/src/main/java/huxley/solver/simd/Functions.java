package huxley.solver.simd;

import huxley.solver.elementary.Elementary;
import huxley.solver.program.Op;
import java.util.EnumSet;
import java.util.Set;

/**
 * Elementary functions of many values: the loops that all kernels share. The vector code is generated for the width of
 * the machine, {@link FunctionsSource}. Each method reads values of {@code s} from {@code from} on and puts their results
 * from {@code to} on, which may be the same place; {@code count} is a multiple of the width.
 *
 * <p>Public only because generated classes live in a package of their own.
 */
public abstract class Functions {
    /** The functions there are; others are computed within the loops of a kernel. */
    static final Set<Op> SHARED = EnumSet.of(Op.EXP, Op.LOG, Op.TANH);

    public abstract void exp(double[] s, int from, int to, int count);

    public abstract void log(double[] s, int from, int to, int count);

    public abstract void tanh(double[] s, int from, int to, int count);
}
