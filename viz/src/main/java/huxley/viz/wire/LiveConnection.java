package huxley.viz.wire;

import huxley.viz.live.Command;
import huxley.viz.live.Frame;
import huxley.viz.live.LiveStream;
import huxley.viz.live.News;
import huxley.viz.live.Reply;
import huxley.viz.live.Viewer;
import java.util.concurrent.ExecutionException;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.jspecify.annotations.Nullable;

/** One viewer at the other end of a WebSocket. What is new is sent when the last message is out, so that a slow one gets less. */
public final class LiveConnection implements Session.Listener.AutoDemanding {
    private static final long LOOK_ms = 1000;

    private final Viewer viewer;
    private volatile @Nullable Session session;

    LiveConnection(LiveStream stream) {
        viewer = stream.join();
    }

    @Override
    public void onWebSocketOpen(Session opened) {
        session = opened;
        Thread.ofVirtual().name("viewer").start(() -> serve(opened));
    }

    private void serve(Session to) {
        try (viewer) {
            while (to.isOpen()) {
                News news = viewer.take(LOOK_ms);
                if (news.scene() != null) {
                    text(to, Messages.of(news.scene()));
                }
                if (news.status() != null) {
                    text(to, Messages.of(news.status()));
                }
                Frame frame = news.frame();
                if (frame != null) {
                    Callback.Completable sent = new Callback.Completable();
                    to.sendBinary(FrameBytes.of(frame), sent);
                    sent.get();
                }
            }
        } catch (ExecutionException gone) {
            to.disconnect();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private static void text(Session to, String text) throws ExecutionException, InterruptedException {
        Callback.Completable sent = new Callback.Completable();
        to.sendText(text, sent);
        sent.get();
    }

    @Override
    public void onWebSocketText(String message) {
        Command command;
        try {
            command = Messages.command(message);
        } catch (IllegalArgumentException wrong) {
            answer(new Reply("", false, String.valueOf(wrong.getMessage())));
            return;
        }
        viewer.ask(command, reply -> answer(reply));
    }

    /** On the thread that computes, which does not wait until it is sent. */
    private void answer(Reply reply) {
        Session to = session;
        if (to != null) {
            to.sendText(Messages.of(reply), Callback.NOOP);
        }
    }

    @Override
    public void onWebSocketClose(int code, String reason, Callback callback) {
        viewer.close();
        callback.succeed();
    }
}
