package huxley.viz.viewer;

import static org.junit.jupiter.api.Assertions.assertTrue;

import huxley.viz.live.Command;
import huxley.viz.live.FakeRun;
import huxley.viz.live.State;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import javafx.animation.AnimationTimer;
import javafx.application.Platform;
import javafx.stage.Stage;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How many pictures a second are drawn of 100,000 compartments that turn and change their colours. */
@Tag("slow")
class FrameRateTest {
    private static final int CELLS = 33_334;
    private static final double SECONDS = 10;

    @BeforeAll
    static void display() throws Exception {
        ViewerTest.display();
    }

    @Test
    void aHundredThousandCompartmentsMove() throws Exception {
        FakeRun run = new FakeRun(State.RUNNING, CELLS, 1e9);
        run.stream.ask(new Command.Speed(0.1), _ -> {
        });
        CompletableFuture<Double> end = CompletableFuture.supplyAsync(run::run, Thread::startVirtualThread);
        CompletableFuture<double[]> measured = new CompletableFuture<>();
        Platform.runLater(() -> {
            Stage stage = new Stage();
            ViewerPane pane = ViewerApplication.open(stage, run.stream.join(),
                    new ViewerApplication.Options("frame rate", Locale.ENGLISH, Path.of("."), 0));
            new AnimationTimer() {
                private long first_ns;
                private int waited;
                private int drawn;
                private int seen;

                @Override
                public void handle(long now_ns) {
                    pane.space().turn(1, 0.2);
                    // The first picture takes the renderer seconds: it welds the mesh.
                    waited += pane.framesSeen() > 0 ? 1 : 0;
                    if (waited < 4) {
                        return;
                    }
                    if (first_ns == 0) {
                        first_ns = now_ns;
                        seen = pane.framesSeen();
                    }
                    drawn++;
                    double seconds = (now_ns - first_ns) * 1e-9;
                    if (seconds > SECONDS) {
                        stop();
                        measured.complete(new double[] {drawn / seconds, (pane.framesSeen() - seen) / seconds});
                        stage.close();
                    }
                }
            }.start();
        });
        double[] rates = measured.get();
        run.end();
        end.get();
        System.out.printf(Locale.ROOT, "%,d compartments: %.1f pictures a second, of %.1f frames%n", 3 * CELLS,
                rates[0], rates[1]);
        assertTrue(rates[0] > 0 && rates[1] > 0, "the picture stands still");
    }
}
