package huxley.solver.accelerator;

/** An accelerator did not do what it was asked to; the memory it holds is lost. */
public class AcceleratorFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    public AcceleratorFailure(String message) {
        super(message);
    }
}
