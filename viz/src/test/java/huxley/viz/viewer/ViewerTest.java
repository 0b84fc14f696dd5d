package huxley.viz.viewer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import huxley.viz.live.FakeRun;
import huxley.viz.live.LiveStream;
import huxley.viz.live.State;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import javafx.application.ConditionalFeature;
import javafx.application.Platform;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.scene.robot.Robot;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The viewer on a real screen with a real mouse, of something that moves as a simulation does. */
@Timeout(60)
class ViewerTest {
    /** Of a mouse: X11 drops what comes faster. */
    private static final long MOVE_ms = 120;

    @TempDir
    private Path pictures;
    private FakeRun run;
    private CompletableFuture<Double> end;
    private Stage stage;
    private ViewerPane pane;

    private static boolean hasStarted;

    @BeforeAll
    static void display() throws Exception {
        String display = System.getenv("DISPLAY");
        Assumptions.assumeTrue(display != null && !display.isEmpty(), "no display: run the tests under xvfb-run");
        if (!hasStarted) {
            ViewerApplication.start();
            hasStarted = true;
        }
        Assumptions.assumeTrue(Platform.isSupported(ConditionalFeature.SCENE3D), "this display cannot do 3-D");
    }

    private static <T> T on(Callable<T> work) throws Exception {
        CompletableFuture<T> done = new CompletableFuture<>();
        Platform.runLater(() -> {
            try {
                done.complete(work.call());
            } catch (Exception | AssertionError failure) {
                done.completeExceptionally(failure);
            }
        });
        return done.get();
    }

    private static void until(BooleanSupplier wanted) throws Exception {
        for (int i = 0; i < 400; i++) {
            if (on(wanted::getAsBoolean)) {
                return;
            }
            Thread.sleep(25);
        }
        throw new AssertionError("waited for too long");
    }

    @BeforeEach
    void open() throws Exception {
        run = new FakeRun(State.PAUSED, 1, 40);
        end = CompletableFuture.supplyAsync(run::run, Thread::startVirtualThread);
        LiveStream stream = run.stream;
        pane = on(() -> {
            stage = new Stage();
            return ViewerApplication.open(stage, stream.join(),
                    new ViewerApplication.Options("test", Locale.ENGLISH, pictures, 0));
        });
        until(() -> pane.framesSeen() > 0);
        Thread.sleep(300);
    }

    @AfterEach
    void close() throws Exception {
        run.end();
        on(() -> {
            stage.close();
            return null;
        });
        end.get();
    }

    private Node node(String id) throws Exception {
        return on(() -> pane.lookup("#" + id));
    }

    private void move(double x, double y) throws Exception {
        on(() -> {
            new Robot().mouseMove(x, y);
            return null;
        });
        Thread.sleep(MOVE_ms);
    }

    private void press(boolean down) throws Exception {
        on(() -> {
            Robot robot = new Robot();
            if (down) {
                robot.mousePress(MouseButton.PRIMARY);
            } else {
                robot.mouseRelease(MouseButton.PRIMARY);
            }
            return null;
        });
        Thread.sleep(MOVE_ms);
    }

    private Bounds onScreen(Node node) throws Exception {
        return on(() -> node.localToScreen(node.getBoundsInLocal()));
    }

    private void click(Node node) throws Exception {
        Bounds bounds = onScreen(node);
        move(bounds.getCenterX(), bounds.getCenterY());
        press(true);
        press(false);
    }

    private BufferedImage picture() throws Exception {
        Thread.sleep(200);
        return on(() -> ViewerApplication.picture(pane.space()));
    }

    /** Pixels that differ clearly. */
    private static long different(BufferedImage a, BufferedImage b) {
        long count = 0;
        for (int y = 0; y < Math.min(a.getHeight(), b.getHeight()); y++) {
            for (int x = 0; x < Math.min(a.getWidth(), b.getWidth()); x++) {
                int p = a.getRGB(x, y);
                int q = b.getRGB(x, y);
                int most = 0;
                for (int shift = 0; shift <= 16; shift += 8) {
                    most = Math.max(most, Math.abs((p >> shift & 0xff) - (q >> shift & 0xff)));
                }
                count += most > 24 ? 1 : 0;
            }
        }
        return count;
    }

    @Test
    void buttonsRunPauseAndStep() throws Exception {
        click(node("step"));
        until(() -> run.time_ms() == FakeRun.DT_ms);
        click(node("run"));
        until(() -> run.time_ms() == 40);
        until(() -> ((Button) pane.lookup("#run")).getText().equals("Run"));
        assertTrue(((Label) pane.lookup("#told")).getText().contains("40 of 40 ms"),
                ((Label) pane.lookup("#told")).getText());
    }

    @Test
    void coloursFollowTheValues() throws Exception {
        BufferedImage before = picture();
        on(() -> {
            pane.controls().toggle();
            return null;
        });
        until(() -> run.time_ms() == 40);
        BufferedImage after = picture();
        // From 0 to 40 mV of a scale from -90 to 40: the cell changes its colour, the rest stays.
        long changed = different(before, after);
        assertTrue(changed > 2000 && changed < before.getWidth() * before.getHeight() / 2, "changed " + changed);
        int middle = after.getRGB(after.getWidth() / 2, after.getHeight() / 2);
        assertTrue((middle >> 16 & 0xff) > 160 && (middle & 0xff) < 110, Integer.toHexString(middle));
    }

    @Test
    void draggingTurnsAndAClickNamesThePlace() throws Exception {
        BufferedImage before = picture();
        Node space = node("space");
        Bounds bounds = onScreen(space);
        click(space);
        until(() -> ((Label) pane.lookup("#place")).getText().contains("dend[0]"));
        String text = on(() -> ((Label) pane.lookup("#place")).getText());
        assertTrue(text.startsWith("stick 0\ndend[0](0.25), region dend\nat 15 um"), text);
        move(bounds.getCenterX(), bounds.getMinY() + 40);
        press(true);
        for (int i = 1; i <= 4; i++) {
            move(bounds.getCenterX() + 40 * i, bounds.getMinY() + 40);
        }
        press(false);
        double angle = on(() -> pane.space().angle());
        assertNotEquals(0, angle);
        assertTrue(different(before, picture()) > 1000);
    }

    @Test
    void aSliderSetsAParameter() throws Exception {
        Node slider = node("parameter-amplitude");
        Bounds bounds = onScreen(slider);
        move(bounds.getMinX() + 0.75 * bounds.getWidth(), bounds.getCenterY());
        press(true);
        press(false);
        assertEquals(0, end.get());
        String asked = run.stream.order().orElseThrow().command().toString();
        assertTrue(asked.matches("Set\\[parameter=amplitude, value=(2\\.[5-9]|3).* nA]"), asked);
    }

    @Test
    void keysWorkAndAPictureIsSaved() throws Exception {
        on(() -> {
            stage.requestFocus();
            pane.space().requestFocus();
            Robot robot = new Robot();
            robot.keyType(KeyCode.PERIOD);
            return null;
        });
        until(() -> run.time_ms() == FakeRun.DT_ms);
        ColourMap before = on(() -> pane.controls().colours());
        on(() -> {
            new Robot().keyType(KeyCode.C);
            return null;
        });
        until(() -> pane.controls().colours() != before);
        click(node("picture"));
        until(() -> Files.exists(pictures.resolve("picture-1.png")));
        assertFalse(Files.size(pictures.resolve("picture-1.png")) < 5000);
    }
}
