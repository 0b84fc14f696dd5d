package huxley.hpc.transport;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where the ranks of an MPJ Express job meet, as its {@code mpjrun} does for those it starts: each tells its two ports, and when all
 * have come each hears where the others are.
 */
public final class MpjMeeting implements AutoCloseable {
    private static final String VARIABLE = "HUXLEY_MPJ";
    private static final String USUAL_HOME = "/usr/share/mpj";
    private static final String SEPARATOR = ",";

    private final ServerSocket server;
    private final int ranks;

    /** The place of one rank. */
    record Seat(int rank, int ranks, String host, int port) {
        /** As {@code mpi.MPI.Init} wants them. */
        String[] arguments() {
            return new String[] {Integer.toString(rank), "#Number of Processes;" + ranks
                    + ";#Protocol Switch Limit;131072;#Server Name;" + host + ";#Server Port;" + port, "niodev"};
        }
    }

    /** The folder of MPJ Express: MPJ_HOME, or where Debian puts it; nothing if it is not there. */
    public static Optional<Path> home(Map<String, String> environment) {
        return Optional.of(Path.of(environment.getOrDefault("MPJ_HOME", USUAL_HOME)))
                .filter(home -> Files.exists(home.resolve("lib/mpi.jar")));
    }

    /** Waits for ranks from now on, on this host. */
    public MpjMeeting(int ranks) throws IOException {
        this.ranks = ranks;
        server = new ServerSocket(0, ranks, InetAddress.getLoopbackAddress());
        Thread.ofPlatform().daemon().name("mpj-meeting").start(this::meet);
    }

    /** Variables that let a process join as a rank. */
    public Map<String, String> environment(int rank) {
        return Map.of(VARIABLE, String.join(SEPARATOR, Integer.toString(rank), Integer.toString(ranks),
                server.getInetAddress().getHostAddress(), Integer.toString(server.getLocalPort())));
    }

    /** The seat that a process was given; null if none. */
    static @Nullable Seat seat(Map<String, String> environment) {
        String given = environment.get(VARIABLE);
        if (given == null) {
            return null;
        }
        String[] parts = given.split(SEPARATOR);
        return new Seat(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), parts[2], Integer.parseInt(parts[3]));
    }

    private void meet() {
        String[] peers = new String[ranks];
        List<Socket> come = new ArrayList<>();
        try {
            while (come.size() < ranks) {
                Socket one = server.accept();
                DataInputStream said = new DataInputStream(one.getInputStream());
                said.readUTF();
                int writing = said.readInt();
                int reading = said.readInt();
                int rank = said.readInt();
                peers[rank] = one.getInetAddress().getHostAddress() + "@" + reading + "@" + writing + "@" + rank;
                come.add(one);
            }
            for (Socket one : come) {
                new DataOutputStream(one.getOutputStream()).writeUTF("#Peer Information;" + String.join(";", peers));
            }
        } catch (IOException ended) {
            // close: ranks that wait are ended by who started them
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
