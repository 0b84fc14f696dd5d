package huxley.viz.wire;

import huxley.viz.live.Command;
import huxley.viz.live.Frame;
import huxley.viz.live.LiveStream.Answered;
import huxley.viz.live.News;
import huxley.viz.live.Reply;
import huxley.viz.live.Scene;
import huxley.viz.live.Status;
import huxley.viz.live.Window;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A simulation that runs elsewhere. Where the connection is lost, {@link #trouble} says so and it is tried again every few
 * seconds.
 */
public final class RemoteWindow implements Window {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final long AGAIN_ms = 2000;

    private final URI address;
    private final HttpClient client = HttpClient.newHttpClient();
    private final BlockingQueue<News> news = new LinkedBlockingQueue<>(4);
    private final Queue<Answered> asked = new ArrayDeque<>();
    private volatile @Nullable WebSocket socket;
    private volatile String trouble = "";
    private volatile boolean closed;

    /** @throws IllegalArgumentException if nobody answers at the address, or lets nobody in */
    public RemoteWindow(URI address) {
        this.address = address;
        try {
            connect();
        } catch (CompletionException cannot) {
            client.shutdownNow();
            throw new IllegalArgumentException(inWords(cannot), cannot);
        }
    }

    private void connect() {
        socket = client.newWebSocketBuilder().connectTimeout(PATIENCE).buildAsync(address, new Ear())
                .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
        trouble = "";
    }

    private String inWords(CompletionException cannot) {
        Throwable cause = cannot.getCause();
        if (cause instanceof WebSocketHandshakeException refused) {
            int code = refused.getResponse().statusCode();
            return code == 403
                    ? address.getAuthority() + " does not know this token"
                    : address.getAuthority() + " answers " + code;
        }
        return "nobody answers at " + address.getAuthority();
    }

    /** What is wrong with the connection; empty if nothing. */
    public String trouble() {
        return trouble;
    }

    @Override
    public News take(long atMost_ms) throws InterruptedException {
        News next = news.poll(atMost_ms, TimeUnit.MILLISECONDS);
        return next == null ? new News(null, null, null) : next;
    }

    @Override
    public void ask(Command command, Answered answered) {
        WebSocket to = socket;
        if (to == null) {
            answered.hear(new Reply(command.name(), false, trouble));
            return;
        }
        synchronized (asked) {
            asked.add(answered);
            to.sendText(Messages.of(command), true);
        }
    }

    @Override
    public void close() {
        closed = true;
        WebSocket open = socket;
        if (open != null) {
            open.sendClose(WebSocket.NORMAL_CLOSURE, "");
        }
        client.shutdownNow();
    }

    private void lost() {
        socket = null;
        trouble = "the connection to " + address.getAuthority() + " is lost";
        Thread.ofVirtual().name("reconnect").start(() -> {
            while (!closed && socket == null) {
                try {
                    Thread.sleep(AGAIN_ms);
                    connect();
                } catch (InterruptedException stop) {
                    return;
                } catch (CompletionException stillNobody) {
                    trouble = inWords(stillNobody);
                }
            }
        });
    }

    /** Puts messages together. The next is asked for when the last has found room, so that frames are dropped at the server. */
    private final class Ear implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
            text.append(part);
            if (last) {
                String message = text.toString();
                text.setLength(0);
                hear(message);
            }
            from.request(1);
            return null;
        }

        private void hear(String message) {
            switch (Messages.message(message)) {
            case Messages.OfScene of -> put(of.scene(), null, null);
            case Messages.OfStatus of -> put(null, of.status(), null);
            case Messages.OfReply of -> {
                Answered answered;
                synchronized (asked) {
                    answered = asked.poll();
                }
                if (answered != null) {
                    answered.hear(of.reply());
                }
            }
            }
        }

        @Override
        public @Nullable CompletionStage<?> onBinary(WebSocket from, ByteBuffer part, boolean last) {
            byte[] some = new byte[part.remaining()];
            part.get(some);
            bytes.writeBytes(some);
            if (last) {
                Frame frame = FrameBytes.read(ByteBuffer.wrap(bytes.toByteArray()));
                bytes.reset();
                put(null, null, frame);
            }
            from.request(1);
            return null;
        }

        private void put(@Nullable Scene scene, @Nullable Status status, @Nullable Frame frame) {
            try {
                news.put(new News(scene, status, frame));
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
            if (!closed) {
                lost();
            }
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable error) {
            if (!closed) {
                lost();
            }
        }
    }
}
