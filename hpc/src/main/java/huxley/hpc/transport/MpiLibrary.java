package huxley.hpc.transport;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;

/**
 * The MPI library of the machine, called through Java's foreign-function interface: nothing is compiled against an MPI. There are
 * two binary interfaces: Open MPI's, where handles are addresses, and MPICH's (Intel MPI, MVAPICH and Cray MPICH too), where they
 * are fixed integers (MPICH ABI compatibility initiative). All communication is of bytes among all ranks.
 */
final class MpiLibrary {
    private static final int THREAD_FUNNELED = 1;
    /** At least MPI_MAX_LIBRARY_VERSION_STRING of all known libraries. */
    private static final int LONGEST_TEXT = 8192;

    private final SymbolLookup symbols;
    private final boolean isOpenMpi;
    private final long world;
    private final long bytes;
    private final MethodHandle iallgather;
    private final MethodHandle allgatherv;
    private final MethodHandle send;
    private final MethodHandle receive;
    private final MethodHandle wait;
    private final MethodHandle abort;

    private MpiLibrary(SymbolLookup symbols) {
        this.symbols = symbols;
        isOpenMpi = symbols.find("ompi_mpi_comm_world").isPresent();
        world = isOpenMpi ? address("ompi_mpi_comm_world") : 0x44000000;
        bytes = isOpenMpi ? address("ompi_mpi_byte") : 0x4c00010d;
        iallgather = function("MPI_Iallgather", "aihaihha");
        allgatherv = function("MPI_Allgatherv", "aihaaahh");
        send = function("MPI_Send", "aihiih");
        receive = function("MPI_Recv", "aihiiha");
        wait = function("MPI_Wait", "aa");
        abort = function("MPI_Abort", "hi");
    }

    /**
     * Loads the first library of some names that there is.
     *
     * @throws IllegalStateException when there is none
     */
    static MpiLibrary load(List<String> names) {
        keepSignals();
        for (String name : names) {
            try {
                return new MpiLibrary(SymbolLookup.libraryLookup(name, Arena.global()));
            } catch (IllegalArgumentException absent) {
                // the next one, then
            }
        }
        throw new IllegalStateException("no MPI library found; looked for " + String.join(", ", names));
    }

    /**
     * UCX would take SIGSEGV, by which the JVM sees null pointers. Without it neither Open MPI 4.1 nor MPICH 4.0 changes what is done on
     * that signal.
     */
    private static void keepSignals() {
        Linker linker = Linker.nativeLinker();
        MethodHandle setenv = linker.downcallHandle(linker.defaultLookup().findOrThrow("setenv"), FunctionDescriptor
                .of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS, ValueLayout.JAVA_INT));
        try (Arena arena = Arena.ofConfined()) {
            check("setenv", setenv, arena.allocateFrom("UCX_ERROR_SIGNALS"), arena.allocateFrom(""), 1);
        }
    }

    /** Begins; once a process. */
    void begin() {
        try (Arena arena = Arena.ofConfined()) {
            long provided = arena.allocate(ValueLayout.JAVA_INT).address();
            check("MPI_Init_thread", function("MPI_Init_thread", "aaia"), 0L, 0L, THREAD_FUNNELED, provided);
        }
    }

    void end() {
        check("MPI_Barrier", function("MPI_Barrier", "h"), world);
        check("MPI_Finalize", function("MPI_Finalize", ""));
    }

    int rank() {
        return number("MPI_Comm_rank");
    }

    int ranks() {
        return number("MPI_Comm_size");
    }

    private int number(String function) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment number = arena.allocate(ValueLayout.JAVA_INT);
            check(function, function(function, "ha"), world, number.address());
            return number.get(ValueLayout.JAVA_INT, 0);
        }
    }

    /** The first line of what the library says of itself. */
    String version() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment text = arena.allocate(LONGEST_TEXT);
            MemorySegment length = arena.allocate(ValueLayout.JAVA_INT);
            check("MPI_Get_library_version", function("MPI_Get_library_version", "aa"), text.address(),
                    length.address());
            return text.getString(0).lines().findFirst().orElse("").replaceAll("\\s+", " ").split(",")[0];
        }
    }

    /** Begins to hand {@code length} bytes of every rank to all; {@code request} takes 8 bytes to wait with. */
    void iallgather(MemorySegment from, int length, MemorySegment to, MemorySegment request) {
        check("MPI_Iallgather", iallgather, from.address(), length, bytes, to.address(), length, bytes, world,
                request.address());
    }

    void await(MemorySegment request) {
        check("MPI_Wait", wait, request.address(), statusIgnored());
    }

    private long statusIgnored() {
        return isOpenMpi ? 0 : 1;
    }

    /** @param counts [rank] bytes; {@code places} [rank] where they go in {@code to} */
    void allgatherv(MemorySegment from, int length, MemorySegment to, MemorySegment counts, MemorySegment places) {
        check("MPI_Allgatherv", allgatherv, from.address(), length, bytes, to.address(), counts.address(),
                places.address(), bytes, world);
    }

    void send(MemorySegment from, int length, int toRank) {
        check("MPI_Send", send, from.address(), length, bytes, toRank, 0, world);
    }

    void receive(MemorySegment to, int length, int fromRank) {
        check("MPI_Recv", receive, to.address(), length, bytes, fromRank, 0, world, statusIgnored());
    }

    void abort(int exitCode) {
        check("MPI_Abort", abort, world, exitCode);
    }

    private static void check(String name, MethodHandle function, Object... arguments) {
        int code;
        try {
            code = (int) function.invokeWithArguments(arguments);
        } catch (Throwable impossible) {
            throw new AssertionError(name + "; please report", impossible);
        }
        if (code != 0) {
            throw new RankLost(name + " failed with code " + code);
        }
    }

    private long address(String symbol) {
        return symbols.findOrThrow(symbol).address();
    }

    /** @param arguments one letter each: a an address, i an int, h a handle; addresses and handles are longs for the caller */
    private MethodHandle function(String name, String arguments) {
        MemoryLayout[] kinds = arguments.chars().mapToObj(this::kind).toArray(MemoryLayout[]::new);
        Class<?>[] seen = arguments.chars().mapToObj(c -> c == 'i' ? int.class : long.class).toArray(Class<?>[]::new);
        MethodHandle raw = Linker.nativeLinker().downcallHandle(symbols.findOrThrow(name),
                FunctionDescriptor.of(ValueLayout.JAVA_INT, kinds));
        return MethodHandles.explicitCastArguments(raw, MethodType.methodType(int.class, seen));
    }

    private MemoryLayout kind(int letter) {
        return letter == 'i' || letter == 'h' && !isOpenMpi ? ValueLayout.JAVA_INT : ValueLayout.JAVA_LONG;
    }
}
