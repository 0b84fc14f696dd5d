package huxley.viz.viewer;

import huxley.viz.live.Command;
import huxley.viz.live.Window;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Level;
import java.util.logging.Logger;
import javafx.animation.AnimationTimer;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.image.PixelReader;
import javafx.scene.image.WritableImage;
import javafx.stage.Stage;
import javax.imageio.ImageIO;

/** The viewer as a window on the screen. */
public final class ViewerApplication {
    /** Kept, so that its level is. */
    private static final Logger QUIET = Logger.getLogger("javafx");
    private static final double WIDTH = 1180;
    private static final double HEIGHT = 780;
    /** Wall time in which a run that is not limited by the user is seen, s. */
    private static final double SEEN_s = 10;
    private static final double MS_PER_S = 1e3;

    private ViewerApplication() {
    }

    /**
     * What the user wants.
     *
     * @param title of the window
     * @param pictures folder for saved pictures
     * @param runs_ms simulated time that is run at once, at a speed at which it can be seen; 0 to leave it as it is
     */
    public record Options(String title, Locale language, Path pictures, double runs_ms) {
    }

    /** There is nowhere to show a window. */
    public static final class NoDisplay extends RuntimeException {
        private static final long serialVersionUID = 1;

        NoDisplay(String message) {
            super(message);
        }
    }

    /**
     * Shows a window until the user closes it.
     *
     * @throws NoDisplay if there is no screen
     */
    public static void show(Window window, Options options) throws InterruptedException {
        start();
        CountDownLatch closed = new CountDownLatch(1);
        Platform.runLater(() -> {
            ViewerPane pane = open(new Stage(), window, options);
            pane.getScene().getWindow().setOnHidden(_ -> closed.countDown());
        });
        closed.await();
        Platform.exit();
    }

    /** Starts JavaFX, once in a process. */
    static void start() {
        String display = System.getenv("DISPLAY");
        if (System.getProperty("os.name", "").equals("Linux") && (display == null || display.isEmpty())) {
            throw new NoDisplay("there is no display");
        }
        QUIET.setLevel(Level.OFF);
        // Mesa's software renderer can do 3-D, but JavaFX asks for a graphics card unless told otherwise.
        System.setProperty("prism.forceGPU", System.getProperty("prism.forceGPU", "true"));
        try {
            Platform.startup(() -> {
            });
        } catch (UnsupportedOperationException cannotOpen) {
            throw new NoDisplay("the display " + display + " cannot be opened");
        }
        Platform.setImplicitExit(false);
    }

    static ViewerPane open(Stage stage, Window window, Options options) {
        Words words = new Words(options.language());
        ViewerPane[] opened = new ViewerPane[1];
        ViewerPane pane = new ViewerPane(window, words, () -> save(opened[0], words, options.pictures()));
        opened[0] = pane;
        Scene scene = new Scene(pane, WIDTH, HEIGHT);
        scene.getStylesheets().add(ViewerApplication.class.getResource("viewer.css").toExternalForm());
        stage.setTitle(options.title());
        stage.setScene(scene);
        stage.show();
        if (options.runs_ms() > 0) {
            pane.controls().speed(options.runs_ms() / MS_PER_S / SEEN_s);
            pane.ask(new Command.Run());
        }
        new AnimationTimer() {
            @Override
            public void handle(long now_ns) {
                pane.pulse();
            }
        }.start();
        return pane;
    }

    private static void save(ViewerPane pane, Words words, Path folder) {
        try {
            for (int i = 1;; i++) {
                Path file = folder.resolve("picture-" + i + ".png");
                if (!Files.exists(file)) {
                    ImageIO.write(picture(pane), "png", file.toFile());
                    pane.tell(words.of("saved", file));
                    return;
                }
            }
        } catch (IOException cannot) {
            pane.tell(words.of("refused", String.valueOf(cannot.getMessage())));
        }
    }

    /** What is seen of a node. */
    static BufferedImage picture(Node node) {
        WritableImage seen = node.snapshot(null, null);
        int width = (int) seen.getWidth();
        int height = (int) seen.getHeight();
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        PixelReader pixels = seen.getPixelReader();
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                image.setRGB(x, y, pixels.getArgb(x, y));
            }
        }
        return image;
    }
}
