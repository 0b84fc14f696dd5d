package huxley.solver.scalar;

import huxley.solver.kernel.CompiledKernel;
import huxley.solver.kernel.Frame;
import huxley.solver.program.Kernel;
import java.util.Arrays;
import java.util.List;

/** A kernel as a list of {@link Step}s, run for one batch of instances after the other. */
final class ScalarKernel implements CompiledKernel {
    private final List<Step> steps;
    private final int valueCount;
    private final boolean single;

    ScalarKernel(Kernel kernel) {
        this.steps = new Steps(kernel).of(kernel.body());
        this.valueCount = kernel.values();
        this.single = kernel.isSingle();
    }

    @Override
    public void run(Frame frame, int begin, int end) {
        int width = Math.min(end - begin, Batch.WIDTH);
        if (width <= 0) {
            return;
        }
        boolean[] all = new boolean[Batch.WIDTH];
        Arrays.fill(all, true);
        Batch batch = new Batch(frame, single, new double[valueCount * Batch.WIDTH], all);
        for (int first = begin; first < end; first += Batch.WIDTH) {
            batch.first = first;
            batch.lanes = Math.min(Batch.WIDTH, end - first);
            for (Step step : steps) {
                step.run(batch);
            }
        }
    }
}
