package huxley.viz.studio;

import huxley.viz.wire.Token;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.BindException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;
import org.eclipse.jetty.util.thread.VirtualThreadPool;
import org.eclipse.jetty.websocket.server.WebSocketUpgradeHandler;
import org.jspecify.annotations.Nullable;

/** Serves the page, what it asks for, and live runs. */
public final class StudioServer implements AutoCloseable {
    private static final int LONGEST_COMMAND = 1 << 16;
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final String VISITOR = "huxley.visitor";
    /** Nothing comes from elsewhere, and no text of a user's becomes a script. Editors set styles by script. */
    private static final String POLICY = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' blob: data:;"
            + " object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private final Server server;
    private final ServerConnector connector;
    private final Runs runs;
    private final Api api;
    private final Door door;
    private final HttpClient client = HttpClient.newHttpClient();
    private final String host;
    private final Token first;

    /**
     * Serves at once.
     *
     * @param data folder of all users, each of whom has one in it
     * @param cores that all runs may use together
     * @throws IOException if the port is taken, or the folder cannot be written
     */
    public StudioServer(String host, int port, Path data, List<Account> accounts, int cores, Tool tool, String version)
            throws IOException {
        this.host = host;
        first = accounts.getFirst().token();
        runs = new Runs(tool, cores);
        Map<Account, Workspace> workspaces = new LinkedHashMap<>();
        for (Account account : accounts) {
            Workspace own = new Workspace(account, data.toAbsolutePath().resolve(account.name()));
            workspaces.put(account, own);
            runs.recall(own);
        }
        api = new Api(tool, runs, version);
        server = new Server(new VirtualThreadPool());
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        connector = new ServerConnector(server, new HttpConnectionFactory(http));
        connector.setHost(host);
        connector.setPort(port);
        door = new Door(workspaces, runs, isLoopback(host));
        server.addConnector(connector);
        server.setHandler(new Gate(live(new Desk())));
        try {
            connector.open();
            server.start();
        } catch (IOException cannot) {
            close();
            throw cannot.getCause() instanceof BindException taken ? taken : cannot;
        } catch (Exception unexpected) {
            close();
            throw new IllegalStateException("the server does not start", unexpected);
        }
    }

    static boolean isLoopback(String host) {
        return host.equals("localhost") || host.startsWith("127.") || host.equals("::1");
    }

    private Handler live(Handler otherwise) {
        WebSocketUpgradeHandler live = WebSocketUpgradeHandler.from(server, container -> {
            container.setMaxTextMessageSize(LONGEST_COMMAND);
            container.setMaxBinaryMessageSize(1);
            container.setIdleTimeout(PATIENCE);
            container.addMapping("/live", (request, response, callback) -> {
                Optional<LiveRelay> relay = relay(request);
                if (relay.isEmpty()) {
                    Response.writeError(request, response, callback, HttpStatus.NOT_FOUND_404);
                }
                return relay.orElse(null);
            });
        });
        live.setHandler(otherwise);
        return live;
    }

    private Optional<LiveRelay> relay(Request request) {
        @Nullable
        String id = Request.extractQueryParameters(request).getValue("run");
        Visitor visitor = (Visitor) request.getAttribute(VISITOR);
        Job job;
        try {
            job = switch (visitor) {
            case Visitor.Owner(Workspace own) -> runs.find(own, String.valueOf(id));
            case Visitor.Guest(Job shared) -> shared;
            };
        } catch (Refusal unknown) {
            return Optional.empty();
        }
        URI address = job.address();
        return address == null || !job.run().id().equals(id)
                ? Optional.empty()
                : Optional.of(new LiveRelay(client, address, visitor instanceof Visitor.Owner));
    }

    /** Lets in whom the door knows. */
    private final class Gate extends Handler.Wrapper {
        Gate(Handler inside) {
            super(inside);
        }

        @Override
        public boolean handle(Request request, Response response, Callback callback) throws Exception {
            response.getHeaders().put("Content-Security-Policy", POLICY).put("X-Content-Type-Options", "nosniff")
                    .put("Referrer-Policy", "no-referrer").put("Cross-Origin-Resource-Policy", "same-origin")
                    .put("Cross-Origin-Opener-Policy", "same-origin").put(HttpHeader.CACHE_CONTROL, "no-store");
            Fields query;
            try {
                query = Request.extractQueryParameters(request, StandardCharsets.UTF_8);
            } catch (IllegalArgumentException undecodable) {
                Response.writeError(request, response, callback, HttpStatus.BAD_REQUEST_400);
                return true;
            }
            Optional<Visitor> visitor = door.visitor(request, query, port());
            if (visitor.isEmpty()) {
                text(response, callback, HttpStatus.FORBIDDEN_403, "text/plain",
                        "Huxley studio: open the address that 'huxley studio' printed, with its token.\n");
                return true;
            }
            request.setAttribute(VISITOR, visitor.get());
            return super.handle(request, response, callback);
        }
    }

    /** Answers what is no WebSocket. */
    private final class Desk extends Handler.Abstract {
        @Override
        public boolean handle(Request request, Response response, Callback callback) throws Exception {
            Fields query = Request.extractQueryParameters(request, StandardCharsets.UTF_8);
            String path = Request.getPathInContext(request);
            Visitor visitor = (Visitor) request.getAttribute(VISITOR);
            try {
                if (!path.startsWith("/api/")) {
                    door.welcome(query, port(), response);
                    page(path.equals("/") ? "/index.html" : path, response, callback);
                } else if (path.equals("/api/openapi.json")) {
                    page("/openapi.json", response, callback);
                } else {
                    send(api.answer(request.getMethod(), path, visitor, query, Content.Source.asInputStream(request)),
                            response, callback);
                }
            } catch (Refusal refused) {
                text(response, callback, refused.status(), "application/json",
                        Json.MAPPER.writeValueAsString(Map.of("message", refused.sentence())));
            } catch (IOException trouble) {
                text(response, callback, HttpStatus.INTERNAL_SERVER_ERROR_500, "application/json",
                        Json.MAPPER
                                .writeValueAsString(Map.of("message", "the studio's disk: " + trouble.getMessage())));
            }
            return true;
        }
    }

    /** A part of the page, which is in the jar. */
    private static void page(String path, Response response, Callback callback) throws IOException {
        if (!path.matches("/[a-z][a-z0-9-]*\\.(html|js|css|json|svg)")) {
            throw Refusal.absent("there is nothing at " + Folder.shown(path));
        }
        try (InputStream part = StudioServer.class.getResourceAsStream("/web" + path)) {
            if (part == null) {
                throw Refusal.absent(path.equals("/index.html")
                        ? "the page of the studio is not built: install npm (Debian: apt install npm) and build again"
                        : "there is nothing at " + path);
            }
            bytes(response, callback, HttpStatus.OK_200, type(path), part.readAllBytes());
        }
    }

    private static void send(Reply reply, Response response, Callback callback) throws IOException {
        switch (reply) {
        case Reply.Value(Object value) ->
            text(response, callback, HttpStatus.OK_200, "application/json", Json.MAPPER.writeValueAsString(value));
        case Reply.Printed(String json) -> text(response, callback, HttpStatus.OK_200, "application/json", json);
        case Reply.Done _ -> text(response, callback, HttpStatus.OK_200, "application/json", "{}");
        case Reply.File(Path file) -> {
            // Pictures alone are shown by a browser.
            if (file.toString().toLowerCase(Locale.ROOT).endsWith(".png")) {
                response.getHeaders().put(HttpHeader.CONTENT_TYPE, "image/png");
            } else {
                response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/octet-stream")
                        .put(HttpHeader.CONTENT_DISPOSITION, "attachment");
            }
            response.getHeaders().put(HttpHeader.CONTENT_LENGTH, Files.size(file));
            try (OutputStream out = Content.Sink.asOutputStream(response)) {
                Files.copy(file, out);
            }
            callback.succeeded();
        }
        case Reply.Archive(String name, Folder folder) -> {
            response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/zip").put(HttpHeader.CONTENT_DISPOSITION,
                    "attachment; filename=\"" + name.replaceAll("[^A-Za-z0-9 _-]", "_") + ".zip\"");
            try (ZipOutputStream zip = new ZipOutputStream(Content.Sink.asOutputStream(response))) {
                for (Folder.Entry entry : folder.list()) {
                    zip.putNextEntry(new ZipEntry(entry.path()));
                    Files.copy(folder.file(entry.path()), zip);
                }
            }
            callback.succeeded();
        }
        }
    }

    /** Of the page. */
    private static String type(String path) {
        return switch (path.substring(path.lastIndexOf('.') + 1)) {
        case "html" -> "text/html; charset=utf-8";
        case "js" -> "text/javascript; charset=utf-8";
        case "css" -> "text/css; charset=utf-8";
        case "svg" -> "image/svg+xml";
        default -> "application/json";
        };
    }

    private static void text(Response response, Callback callback, int status, String type, String text) {
        bytes(response, callback, status, type, text.getBytes(StandardCharsets.UTF_8));
    }

    private static void bytes(Response response, Callback callback, int status, String type, byte[] content) {
        response.setStatus(status);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, type);
        response.write(true, ByteBuffer.wrap(content), callback);
    }

    public int port() {
        return connector.getLocalPort();
    }

    /** The page, for one of the users. */
    public String address(Account account) {
        return root() + "?token=" + account.token().text();
    }

    /** The page, for the first user. */
    public String address() {
        return root() + "?token=" + first.text();
    }

    private String root() {
        return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port() + "/";
    }

    /** Returns when the server has been ended. */
    public void join() throws InterruptedException {
        server.join();
    }

    @Override
    public void close() {
        runs.close();
        client.close();
        try {
            server.stop();
        } catch (Exception alreadyGone) {
            // Nothing is left to be stopped.
        }
    }
}
