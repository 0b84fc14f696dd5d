package huxley.viz.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import huxley.viz.live.Command;
import huxley.viz.live.FakeRun;
import huxley.viz.live.Frame;
import huxley.viz.live.News;
import huxley.viz.live.Reply;
import huxley.viz.live.Scene;
import huxley.viz.live.State;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Server and client over a real socket, and those who are not to be let in. */
@Timeout(60)
class LiveServerTest {
    private final FakeRun run = new FakeRun(State.PAUSED, 2, 1e9);
    private final Token token = Token.random();
    private LiveServer server;
    private CompletableFuture<Double> end;

    @BeforeEach
    void start() throws IOException {
        server = new LiveServer(run.stream, "127.0.0.1", 0, token);
        end = CompletableFuture.supplyAsync(run::run, Thread::startVirtualThread);
    }

    @AfterEach
    void stop() throws Exception {
        run.end();
        end.get();
        server.close();
    }

    private static Reply reply(RemoteWindow window, Command command) throws InterruptedException {
        BlockingQueue<Reply> replies = new LinkedBlockingQueue<>();
        window.ask(command, replies::add);
        return replies.poll(10, TimeUnit.SECONDS);
    }

    @Test
    void aClientSeesAndSteers() throws Exception {
        try (RemoteWindow window = new RemoteWindow(URI.create(server.address()))) {
            Scene scene = null;
            while (scene == null) {
                scene = window.take(1000).scene();
            }
            assertEquals("fake", scene.title());
            assertEquals(2, scene.cells().size());
            assertArrayEquals(new float[] {10, 0, 0, 2, 20, 0, 0, 1.5f},
                    java.util.Arrays.copyOfRange(scene.shapes().getFirst().cone_um(), 8, 16));
            assertEquals("nA", scene.parameters().getFirst().unit());
            assertEquals(new Reply("inject", true, ""), reply(window, new Command.Inject(1, 2, 0.5, 3)));
            assertEquals("there is no variable 'w'", reply(window, new Command.Watch("w")).message());
            assertTrue(reply(window, new Command.Step(4)).obeyed());
            Frame frame = null;
            int spikes = 0;
            while (frame == null || frame.time_ms() < 2) {
                News news = window.take(1000);
                frame = news.frame() == null ? frame : news.frame();
                spikes += news.frame() == null ? 0 : news.frame().spike_ms().length;
            }
            assertArrayEquals(new float[] {2, 3, 4, 102, 103, 104}, frame.values());
            assertEquals(4, spikes);
        }
    }

    @Test
    void aSlowClientDoesNotHoldTheSimulation() throws Exception {
        BlockingQueue<String> opened = new LinkedBlockingQueue<>();
        try (HttpClient client = HttpClient.newHttpClient()) {
            // It never asks for a message: once the buffers of the sockets are full, the server cannot send.
            WebSocket deaf = client.newWebSocketBuilder().buildAsync(URI.create(server.address()),
                    new WebSocket.Listener() {
                        @Override
                        public void onOpen(WebSocket socket) {
                            opened.add("open");
                        }
                    }).join();
            assertEquals("open", opened.poll(10, TimeUnit.SECONDS));
            deaf.sendText(Messages.of(new Command.Run()), true).join();
            double last_ms = 0;
            for (int i = 0; i < 5; i++) {
                Thread.sleep(100);
                assertTrue(run.time_ms() > last_ms);
                last_ms = run.time_ms();
            }
            deaf.abort();
        }
    }

    @Test
    void nobodyIsLetInWithoutTheTokenOrFromAnotherPage() {
        String open = server.address().replaceFirst("\\?.*", "");
        for (String address : new String[] {open, open + "?token=", open + "?token=" + token.text() + "x",
                open + "?token=" + "0".repeat(32)}) {
            IllegalArgumentException refused = assertThrows(IllegalArgumentException.class,
                    () -> new RemoteWindow(URI.create(address)).close());
            assertEquals("127.0.0.1:" + server.port() + " does not know this token", refused.getMessage());
        }
        assertEquals(403, status("http://evil.example"));
        assertEquals(403, status("null"));
        assertEquals(403, status("http://127.0.0.1:1"));
        assertEquals(101, status("http://127.0.0.1:" + server.port()));
    }

    /** What the server answers to a page of this origin. */
    private int status(String origin) {
        try (java.net.Socket socket = new java.net.Socket("127.0.0.1", server.port())) {
            socket.getOutputStream().write(("GET /live?token=" + token.text() + " HTTP/1.1\r\nHost: 127.0.0.1:"
                    + server.port() + "\r\nOrigin: " + origin + "\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                    + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n")
                    .getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            byte[] head = socket.getInputStream().readNBytes(12);
            return Integer.parseInt(new String(head, 9, 3, java.nio.charset.StandardCharsets.US_ASCII));
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
    }

    @Test
    void whatIsNoCommandIsRefusedAndTheRestGoesOn() throws Exception {
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        try (HttpClient client = HttpClient.newHttpClient()) {
            WebSocket socket = client.newWebSocketBuilder().buildAsync(URI.create(server.address()),
                    new WebSocket.Listener() {
                        @Override
                        public CompletableFuture<?> onText(WebSocket from, CharSequence text, boolean last) {
                            if (text.toString().contains("\"do\"")) {
                                heard.add(text.toString());
                            }
                            from.request(1);
                            return null;
                        }
                    }).join();
            socket.sendText("{\"do\":\"explode\"}", true).join();
            assertEquals(
                    "{\"type\":\"refused\",\"do\":\"\",\"message\":\"there is no command 'explode'; there are run, "
                            + "pause, step, epoch, speed, watch, inject, set, reset, checkpoint, stop\"}",
                    heard.poll(10, TimeUnit.SECONDS));
            socket.sendText("run!", true).join();
            assertTrue(heard.poll(10, TimeUnit.SECONDS).contains("not JSON"));
            socket.sendText("{\"do\":\"speed\"}", true).join();
            assertTrue(heard.poll(10, TimeUnit.SECONDS).contains("'speed' needs a number 'limit'"));
            socket.sendText("{\"do\":\"pause\"}", true).join();
            assertEquals("{\"type\":\"done\",\"do\":\"pause\",\"message\":\"\"}", heard.poll(10, TimeUnit.SECONDS));
            socket.abort();
        }
    }

    @Test
    void aLostConnectionIsSaidAndFoundAgain() throws Exception {
        try (RemoteWindow window = new RemoteWindow(URI.create(server.address()))) {
            int port = server.port();
            server.close();
            for (int i = 0; i < 100 && window.trouble().isEmpty(); i++) {
                Thread.sleep(50);
            }
            assertTrue(window.trouble().contains("127.0.0.1:" + port), window.trouble());
            server = new LiveServer(run.stream, "127.0.0.1", port, token);
            Scene again = null;
            for (int i = 0; i < 100; i++) {
                News news = window.take(100);
                if (window.trouble().isEmpty() && news.scene() != null) {
                    again = news.scene();
                    break;
                }
            }
            assertEquals("fake", again == null ? "" : again.title());
        }
    }

    @Test
    void aPortInUseIsAnIoError() {
        assertThrows(IOException.class, () -> new LiveServer(run.stream, "127.0.0.1", server.port(), token));
    }

    @Test
    void tokensAreComparedAsAWhole() {
        Token some = new Token("abcdefgh");
        assertTrue(some.is("abcdefgh"));
        assertFalse(some.is("abcdefg"));
        assertFalse(some.is(null));
        assertThrows(IllegalArgumentException.class, () -> new Token("a b c d e f"));
    }
}
