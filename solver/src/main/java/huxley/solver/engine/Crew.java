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

    private final Numbers[] rhs;
    private final Numbers[] d;
    private final Thread[] helpers;
    private final CyclicBarrier start;
    private final CyclicBarrier end;
    private final AtomicInteger next = new AtomicInteger();
    private Group[] groups = new Group[0];
    private int[] chosen = new int[0];
    private @Nullable RuntimeException[] failures = new RuntimeException[0];
    private @Nullable Work work;

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
    RuntimeException forAll(Group[] all, int[] some, Work what) {
        groups = all;
        chosen = some;
        failures = new RuntimeException[some.length];
        work = what;
        next.set(0);
        if (helpers.length == 0 || some.length < 2) {
            takeAll(0);
        } else {
            boolean began = await(start);
            takeAll(0);
            if (!began || !await(end)) {
                throw new IllegalStateException("interrupted while groups were advanced");
            }
        }
        RuntimeException first = null;
        int lowest = Integer.MAX_VALUE;
        for (int i = 0; i < some.length; i++) {
            if (failures[i] != null && some[i] < lowest) {
                first = failures[i];
                lowest = some[i];
            }
        }
        return first;
    }

    private void help(int index) {
        while (await(start)) {
            takeAll(index);
            await(end);
        }
    }

    private void takeAll(int thread) {
        Work now = work;
        for (int i = next.getAndIncrement(); now != null && i < chosen.length; i = next.getAndIncrement()) {
            Group group = groups[chosen[i]];
            group.memory.useScratch(rhs[thread], d[thread]);
            try {
                now.on(group);
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
