package huxley.hpc.transport;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The ranks of an MPJ Express job, which talk over sockets ({@code niodev}, its device for clusters): for hosts without an MPI. MPJ
 * Express stands in no repository of libraries, so it is found where it is installed and called by reflection. It knows no
 * non-blocking collectives: an exchange happens when it is awaited.
 */
final class MpjTransport implements Transport {
    private static final Path USUAL_JARS = Path.of("/usr/share/java");
    private static final int LENGTH = Long.BYTES;

    private final Object world;
    private final Object bytes;
    private final Method allgather;
    private final Method allgatherv;
    private final Method send;
    private final Method receive;
    private final Method finish;
    private final int rank;
    private final int ranks;

    private MpjTransport(ClassLoader loader, MpjMeeting.Seat seat) throws ReflectiveOperationException {
        Class<?> mpi = loader.loadClass("mpi.MPI");
        call(mpi.getMethod("Init", String[].class), null, (Object) seat.arguments());
        world = mpi.getField("COMM_WORLD").get(null);
        bytes = mpi.getField("BYTE").get(null);
        Class<?> type = loader.loadClass("mpi.Datatype");
        Class<?> array = int[].class;
        allgather = world.getClass().getMethod("Allgather", Object.class, int.class, int.class, type, Object.class,
                int.class, int.class, type);
        allgatherv = world.getClass().getMethod("Allgatherv", Object.class, int.class, int.class, type, Object.class,
                int.class, array, array, type);
        send = world.getClass().getMethod("Send", Object.class, int.class, int.class, type, int.class, int.class);
        receive = world.getClass().getMethod("Recv", Object.class, int.class, int.class, type, int.class, int.class);
        finish = mpi.getMethod("Finalize");
        rank = (int) call(world.getClass().getMethod("Rank"), world);
        ranks = (int) call(world.getClass().getMethod("Size"), world);
    }

    /**
     * Joins a job.
     *
     * @param environment may name the folder of MPJ Express: MPJ_HOME
     * @throws IllegalStateException if MPJ Express is not there
     */
    static Transport join(MpjMeeting.Seat seat, Map<String, String> environment) {
        Path home = MpjMeeting.home(environment).orElseThrow(() -> new IllegalStateException(
                "MPJ Express is not installed (Debian: apt install libmpj-java; elsewhere set MPJ_HOME)"));
        try {
            return new MpjTransport(loader(home), seat);
        } catch (IOException | ReflectiveOperationException broken) {
            throw new IllegalStateException("MPJ Express cannot be loaded: " + broken.getMessage(), broken);
        }
    }

    private static ClassLoader loader(Path home) throws IOException {
        List<URL> jars = new ArrayList<>();
        for (Path folder : List.of(home.resolve("lib"), USUAL_JARS)) {
            String kinds = folder.equals(USUAL_JARS) ? "log4j-1.2*.jar" : "*.jar";
            if (Files.isDirectory(folder)) {
                try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, kinds)) {
                    for (Path jar : found) {
                        jars.add(url(jar));
                    }
                }
            }
        }
        return new URLClassLoader(jars.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
    }

    private static URL url(Path jar) throws MalformedURLException {
        return jar.toUri().toURL();
    }

    private static Object call(Method method, @Nullable Object on, Object... arguments) {
        try {
            return method.invoke(on, arguments);
        } catch (InvocationTargetException failed) {
            throw new RankLost("another rank cannot be reached (" + method.getName() + ": " + failed.getCause() + ")",
                    failed);
        } catch (IllegalAccessException impossible) {
            throw new AssertionError(method + "; please report", impossible);
        }
    }

    @Override
    public String description() {
        return "MPJ Express";
    }

    @Override
    public int rank() {
        return rank;
    }

    @Override
    public int ranks() {
        return ranks;
    }

    @Override
    public Blocks exchange(ByteBuffer block) {
        return () -> {
            byte[] mine = array(block);
            byte[] length = new byte[LENGTH];
            ByteBuffer.wrap(length).putLong(0, mine.length);
            byte[] lengths = new byte[LENGTH * ranks];
            call(allgather, world, length, 0, LENGTH, bytes, lengths, 0, LENGTH, bytes);
            int[] counts = new int[ranks];
            int[] places = new int[ranks];
            int end = 0;
            for (int r = 0; r < ranks; r++) {
                counts[r] = Math.toIntExact(ByteBuffer.wrap(lengths).getLong(r * LENGTH));
                places[r] = end;
                end = Math.addExact(end, counts[r]);
            }
            byte[] all = new byte[end];
            if (end > 0) {
                call(allgatherv, world, mine, 0, mine.length, bytes, all, 0, counts, places, bytes);
            }
            List<ByteBuffer> blocks = new ArrayList<>(ranks);
            for (int r = 0; r < ranks; r++) {
                blocks.add(ByteBuffer.wrap(all, places[r], counts[r]).slice().order(ByteOrder.nativeOrder()));
            }
            return blocks;
        };
    }

    @Override
    public void gather(ByteBuffer block, Receiver receiver) {
        if (rank > 0) {
            byte[] mine = array(block);
            byte[] length = new byte[LENGTH];
            ByteBuffer.wrap(length).putLong(0, mine.length);
            call(send, world, length, 0, LENGTH, bytes, 0, 0);
            call(send, world, mine, 0, mine.length, bytes, 0, 0);
            return;
        }
        receiver.receive(0, block.duplicate().order(ByteOrder.nativeOrder()));
        for (int from = 1; from < ranks; from++) {
            byte[] length = new byte[LENGTH];
            call(receive, world, length, 0, LENGTH, bytes, from, 0);
            byte[] theirs = new byte[Math.toIntExact(ByteBuffer.wrap(length).getLong())];
            call(receive, world, theirs, 0, theirs.length, bytes, from, 0);
            receiver.receive(from, ByteBuffer.wrap(theirs).order(ByteOrder.nativeOrder()));
        }
    }

    private static byte[] array(ByteBuffer block) {
        byte[] array = new byte[block.remaining()];
        block.duplicate().get(array);
        return array;
    }

    /** Ends this process; who started the ranks ends the others. */
    @Override
    public void abort(int exitCode) {
        Runtime.getRuntime().halt(exitCode);
    }

    @Override
    public void close() {
        call(finish, null);
    }
}
