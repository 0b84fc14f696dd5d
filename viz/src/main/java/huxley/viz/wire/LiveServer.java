package huxley.viz.wire;

import huxley.viz.live.LiveStream;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.VirtualThreadPool;
import org.eclipse.jetty.websocket.server.WebSocketUpgradeHandler;

/** Lets a live stream be watched and steered at {@code ws://host:port/live?token=...}. */
public final class LiveServer implements AutoCloseable {
    public static final String PATH = "/live";
    /** Commands are short. */
    private static final int LONGEST_COMMAND = 1 << 16;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Server server;
    private final ServerConnector connector;
    private final String host;
    private final Token token;

    /**
     * Serves at once.
     *
     * @param port 0 for any that is free
     * @throws IOException if the port is taken, or the host is not of this machine
     */
    public LiveServer(LiveStream stream, String host, int port, Token token) throws IOException {
        this.host = host;
        this.token = token;
        server = new Server(new VirtualThreadPool());
        connector = new ServerConnector(server);
        connector.setHost(host);
        connector.setPort(port);
        server.addConnector(connector);
        server.setHandler(new Gate(WebSocketUpgradeHandler.from(server, container -> {
            container.setMaxTextMessageSize(LONGEST_COMMAND);
            container.setMaxBinaryMessageSize(1);
            container.setIdleTimeout(PATIENCE);
            container.addMapping(PATH, (request, response, callback) -> new LiveConnection(stream));
        })));
        try {
            connector.open();
            server.start();
        } catch (IOException cannot) {
            close();
            throw cannot;
        } catch (Exception unexpected) {
            close();
            throw new IllegalStateException("the server does not start", unexpected);
        }
    }

    /** Lets nobody in who does not know the token. */
    private final class Gate extends Handler.Wrapper {
        Gate(Handler inside) {
            super(inside);
        }

        @Override
        public boolean handle(Request request, Response response, Callback callback) throws Exception {
            if (token.is(Request.extractQueryParameters(request).getValue("token")) && isOwnOrigin(request)) {
                return super.handle(request, response, callback);
            }
            Response.writeError(request, response, callback, HttpStatus.FORBIDDEN_403);
            return true;
        }
    }

    /** Pages of others may not speak to a server here in the name of the user; programs that are no browsers name no origin. */
    static boolean isOwnOrigin(Request request) {
        String origin = request.getHeaders().get(HttpHeader.ORIGIN);
        if (origin == null) {
            return true;
        }
        String host = request.getHeaders().get(HttpHeader.HOST);
        try {
            String authority = URI.create(origin).getAuthority();
            return host != null && authority != null
                    && authority.toLowerCase(Locale.ROOT).equals(host.toLowerCase(Locale.ROOT));
        } catch (IllegalArgumentException notAnAddress) {
            return false;
        }
    }

    public int port() {
        return connector.getLocalPort();
    }

    /** What a viewer has to be told. */
    public String address() {
        return "ws://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port() + PATH + "?token="
                + token.text();
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception alreadyGone) {
            // Nothing is left to be stopped.
        }
    }
}
