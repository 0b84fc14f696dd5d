package huxley.solver.precision;

/** How a number is kept, and which operations are done on it. */
public enum Precision {
    /** IEEE binary64. */
    DOUBLE(Double.BYTES),
    /** IEEE binary32. */
    SINGLE(Float.BYTES);

    private final int bytes;

    Precision(int bytes) {
        this.bytes = bytes;
    }

    /** Bytes that a number takes. */
    public int bytes() {
        return bytes;
    }
}
