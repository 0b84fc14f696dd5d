package huxley.solver.opencl;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the process does on each signal, to be put back after a driver has changed it.
 *
 * <p>The compiler inside PoCL (LLVM) takes over SIGSEGV when it is loaded, with a handler that is reset to "kill the process" for
 * some microseconds whenever it is called. The Java machine stops its threads by that very signal, several at a time, so that
 * the process would die now and then, without a word. Where there is no {@code sigaction} nothing is kept.
 *
 * @param actions by number of the signal from 1: the bytes of its {@code struct sigaction}; empty for signals that have none
 */
record SignalHandlers(List<byte[]> actions) {
    private static final int SIGNALS = 31;

    /** More than the structure takes on any system. */
    private static final int ACTION_BYTES = 256;

    private static final Optional<MethodHandle> SIGACTION = Linker.nativeLinker().defaultLookup().find("sigaction")
            .map(address -> Linker.nativeLinker().downcallHandle(address, FunctionDescriptor.of(ValueLayout.JAVA_INT,
                    ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS)));

    static SignalHandlers current() {
        List<byte[]> actions = new ArrayList<>();
        try (Arena arena = Arena.ofConfined()) {
            for (int signal = 1; signal <= SIGNALS; signal++) {
                MemorySegment action = arena.allocate(ACTION_BYTES);
                boolean known = sigaction(signal, MemorySegment.NULL, action);
                actions.add(known ? action.toArray(ValueLayout.JAVA_BYTE) : new byte[0]);
            }
        }
        return new SignalHandlers(actions);
    }

    void restore() {
        try (Arena arena = Arena.ofConfined()) {
            for (int signal = 1; signal <= SIGNALS; signal++) {
                byte[] action = actions.get(signal - 1);
                if (action.length > 0) {
                    // refused for the two signals that cannot be handled, which nobody can have changed
                    sigaction(signal, arena.allocateFrom(ValueLayout.JAVA_BYTE, action), MemorySegment.NULL);
                }
            }
        }
    }

    private static boolean sigaction(int signal, MemorySegment set, MemorySegment get) {
        if (SIGACTION.isEmpty()) {
            return false;
        }
        try {
            return (int) SIGACTION.get().invokeExact(signal, set, get) == 0;
        } catch (Throwable failure) {
            throw new LinkageError("sigaction cannot be called", failure);
        }
    }
}
