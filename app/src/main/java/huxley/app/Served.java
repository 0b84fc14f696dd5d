package huxley.app;

import huxley.io.document.FileTrouble;
import huxley.viz.wire.LiveServer;
import huxley.viz.wire.Token;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A live run that can be watched from elsewhere. Closing it lets viewers see the end first. */
record Served(LiveRun live, LiveServer server) implements AutoCloseable {
    private static final long PATIENCE_ms = 1000;

    /** @param tokenFile holds the token; without, one is made */
    static Served open(LiveRun live, String host, int port, @Nullable Path tokenFile) {
        Token token = tokenFile == null ? Token.random() : read(tokenFile);
        try {
            return new Served(live, new LiveServer(live.stream(), host, port, token));
        } catch (IOException cannot) {
            throw new UserError("cannot serve at " + host + ":" + port + ": " + FileTrouble.inWords(cannot)
                    + "; another program may use this port: --serve 0 takes any that is free");
        }
    }

    private static Token read(Path file) {
        try {
            return new Token(Files.readString(file).strip());
        } catch (IOException cannot) {
            throw new UserError("cannot read " + file + ": " + FileTrouble.inWords(cannot));
        } catch (IllegalArgumentException unfit) {
            throw new UserError(file + ": " + unfit.getMessage());
        }
    }

    String address() {
        return server.address();
    }

    @Override
    public void close() {
        try {
            live.stream().drain(PATIENCE_ms);
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
        server.close();
    }
}
