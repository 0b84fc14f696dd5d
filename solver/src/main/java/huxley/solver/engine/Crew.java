package huxley.solver.engine;

import huxley.solver.precision.Numbers;
import huxley.solver.precision.Precision;
import java.util.Arrays;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Threads that advance groups, each taking the next one that waits. The caller is one of them. Which thread advances a
 * group has no influence on results.
 */
final class Crew implements AutoCloseable {
    /** What is done with a group. */
    interface Work {
        void on(Group group);
    }

    /** What is done with something that has a number. */
    interface Task {
        void on(int number);
    }

    /** A task that knows which thread does it. */
    private interface Job {
        void on(int number, int thread);
    }

    private final Numbers[] rhs;
    private final Numbers[] d;
    private final Thread[] helpers;
    private final CyclicBarrier start;
    private final CyclicBarrier end;
    private final AtomicInteger next = new AtomicInteger();
    private @Nullable RuntimeException[] failures = new RuntimeException[0];
    private int count;
    private @Nullable Job job;

    /** @param length of the scratch memory that the largest group needs */
    Crew(int threads, Precision precision, int length) {
        rhs = new Numbers[threads];
        d = new Numbers[threads];
        Arrays.setAll(rhs, thread -> Numbers.of(precision, length));
        Arrays.setAll(d, thread -> Numbers.of(precision, length));
        start = new CyclicBarrier(threads);
        end = new CyclicBarrier(threads);
        helpers = new Thread[threads - 1];
        for (int i = 0; i < helpers.length; i++) {
            int index = i + 1;
            helpers[i] = Thread.ofPlatform().daemon().name("group-" + index).start(() -> help(index));
        }
    }

    /** Does the work on the chosen groups. @return what went wrong on the first group that failed */
    @Nullable
    RuntimeException forAll(Group[] groups, int[] chosen, Work work) {
        doAll(chosen.length, (i, thread) -> {
            Group group = groups[chosen[i]];
            group.memory.useScratch(rhs[thread], d[thread]);
            work.on(group);
        });
        RuntimeException first = null;
        int lowest = Integer.MAX_VALUE;
        for (int i = 0; i < chosen.length; i++) {
            if (failures[i] != null && chosen[i] < lowest) {
                first = failures[i];
                lowest = chosen[i];
            }
        }
        return first;
    }

    /** Does the task for everything from 0 to {@code n - 1}. @return what went wrong first */
    @Nullable
    RuntimeException share(int n, Task task) {
        doAll(n, (i, thread) -> task.on(i));
        for (RuntimeException failure : failures) {
            if (failure != null) {
                return failure;
            }
        }
        return null;
    }

    private void doAll(int n, Job what) {
        failures = new RuntimeException[n];
        count = n;
        job = what;
        next.set(0);
        if (helpers.length == 0 || n < 2) {
            takeAll(0);
        } else {
            boolean began = await(start);
            takeAll(0);
            if (!began || !await(end)) {
                throw new IllegalStateException("interrupted while groups were advanced");
            }
        }
    }

    private void help(int index) {
        while (await(start)) {
            takeAll(index);
            await(end);
        }
    }

    private void takeAll(int thread) {
        Job now = job;
        for (int i = next.getAndIncrement(); now != null && i < count; i = next.getAndIncrement()) {
            try {
                now.on(i, thread);
            } catch (RuntimeException failure) {
                failures[i] = failure;
            } catch (Error failure) {
                failures[i] = new IllegalStateException("a thread that advances groups failed", failure);
            }
        }
    }

    private static boolean await(CyclicBarrier barrier) {
        try {
            barrier.await();
            return true;
        } catch (InterruptedException | BrokenBarrierException e) {
            return false;
        }
    }

    @Override
    public void close() {
        for (Thread helper : helpers) {
            helper.interrupt();
        }
    }
}
