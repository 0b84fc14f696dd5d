package huxley.viz.studio;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletionStage;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.api.StatusCode;
import org.jspecify.annotations.Nullable;

/**
 * Between a page and the process of a run: messages go through as they are, and the next is taken when the last has gone out, so
 * that frames for a slow page are dropped where they are made. A guest's commands are not passed on.
 */
public final class LiveRelay implements Session.Listener.AutoDemanding {
    private final HttpClient client;
    private final URI run;
    private final boolean steers;
    private volatile @Nullable WebSocket process;
    private volatile @Nullable Session page;

    LiveRelay(HttpClient client, URI run, boolean steers) {
        this.client = client;
        this.run = run;
        this.steers = steers;
    }

    @Override
    public void onWebSocketOpen(Session opened) {
        page = opened;
        client.newWebSocketBuilder().buildAsync(run, new Ear(opened)).whenComplete((socket, failure) -> {
            if (failure != null) {
                opened.close(StatusCode.NORMAL, "the run is over", Callback.NOOP);
            } else {
                process = socket;
                if (!opened.isOpen()) {
                    socket.abort();
                }
            }
        });
    }

    @Override
    public void onWebSocketText(String message) {
        WebSocket to = process;
        Session from = page;
        if (!steers) {
            if (from != null) {
                from.sendText("{\"type\":\"refused\",\"do\":\"\",\"message\":\"this link lets you look, not steer\"}",
                        Callback.NOOP);
            }
        } else if (to != null) {
            to.sendText(message, true);
        }
    }

    @Override
    public void onWebSocketClose(int code, String reason, Callback callback) {
        WebSocket to = process;
        if (to != null) {
            to.abort();
        }
        callback.succeed();
    }

    /** Hears the process. */
    private record Ear(Session page) implements WebSocket.Listener {
        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
            Callback.Completable sent = new Callback.Completable();
            page.sendPartialText(part.toString(), last, sent);
            return next(from, sent);
        }

        @Override
        public CompletionStage<?> onBinary(WebSocket from, ByteBuffer part, boolean last) {
            Callback.Completable sent = new Callback.Completable();
            page.sendPartialBinary(part, last, sent);
            return next(from, sent);
        }

        private static CompletionStage<?> next(WebSocket from, Callback.Completable sent) {
            return sent.whenComplete((_, gone) -> {
                if (gone == null) {
                    from.request(1);
                } else {
                    from.abort();
                }
            });
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
            page.close(StatusCode.NORMAL, "the run is over", Callback.NOOP);
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable error) {
            page.close(StatusCode.NORMAL, "the run is over", Callback.NOOP);
        }
    }
}
