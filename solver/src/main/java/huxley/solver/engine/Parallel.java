package huxley.solver.engine;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.IntConsumer;
import java.util.function.Supplier;

/** Work on numbered things by several threads while a circuit is built. */
final class Parallel {
    private Parallel() {
    }

    /**
     * Does everything from 0 to {@code n - 1}, in no particular order.
     *
     * @param worker makes what one thread works with
     * @throws RuntimeException what went wrong with the first thing that failed
     */
    static void forAll(int threads, int n, Supplier<IntConsumer> worker) {
        AtomicInteger next = new AtomicInteger();
        AtomicReferenceArray<RuntimeException> failures = new AtomicReferenceArray<>(n);
        Runnable share = () -> {
            IntConsumer own = worker.get();
            for (int i = next.getAndIncrement(); i < n; i = next.getAndIncrement()) {
                try {
                    own.accept(i);
                } catch (RuntimeException failure) {
                    failures.set(i, failure);
                    next.set(n);
                }
            }
        };
        Thread[] helpers = new Thread[Math.max(0, Math.min(threads, n) - 1)];
        for (int t = 0; t < helpers.length; t++) {
            helpers[t] = Thread.ofPlatform().daemon().name("build-" + (t + 1)).start(share);
        }
        share.run();
        for (Thread helper : helpers) {
            join(helper);
        }
        for (int i = 0; i < n; i++) {
            if (failures.get(i) != null) {
                throw failures.get(i);
            }
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted while a circuit was built", e);
        }
    }
}
