package huxley.solver.scalar;

/** One instruction, made ready: a plain loop over the instances of a batch. */
interface Step {
    void run(Batch batch);
}
