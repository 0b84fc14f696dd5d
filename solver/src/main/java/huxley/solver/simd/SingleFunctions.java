package huxley.solver.simd;

/**
 * {@link Functions} in single precision. {@code count} is a multiple of the chunk; vectors may be longer, so the results
 * have room up to a multiple of the width.
 *
 * <p>Public only because generated classes live in a package of their own.
 */
public abstract class SingleFunctions {
    public abstract void exp(float[] s, int from, int to, int count);

    public abstract void log(float[] s, int from, int to, int count);

    public abstract void tanh(float[] s, int from, int to, int count);
}
