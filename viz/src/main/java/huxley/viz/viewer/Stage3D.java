package huxley.viz.viewer;

import huxley.viz.live.Scene;
import java.util.function.IntConsumer;
import javafx.scene.AmbientLight;
import javafx.scene.Group;
import javafx.scene.PerspectiveCamera;
import javafx.scene.PointLight;
import javafx.scene.SceneAntialiasing;
import javafx.scene.SubScene;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.Pane;
import javafx.scene.paint.Color;
import javafx.scene.transform.Rotate;
import javafx.scene.transform.Translate;
import org.jspecify.annotations.Nullable;

/** The cells in space. Dragging turns them, dragging with the right button (or shift) moves them, the wheel goes nearer. */
final class Stage3D extends Pane {
    private static final double VIEW_degrees = 35;
    private static final double TURN_per_pixel = 0.4;
    private static final double NEARER_per_notch = 0.0016;
    /** Pixels that a click may tremble. */
    private static final double CLICK = 4;

    private final Rotate aroundX = new Rotate(0, Rotate.X_AXIS);
    private final Rotate aroundY = new Rotate(0, Rotate.Y_AXIS);
    private final Translate aside = new Translate();
    private final Group turned = new Group();
    private final PerspectiveCamera camera = new PerspectiveCamera(true);
    private final SubScene space;
    private final IntConsumer picked;
    private @Nullable Tubes tubes;
    private double radius_um = 100;
    private double distance_um = 100;
    private double lastX;
    private double lastY;
    private double travelled;

    /** @param picked hears the index of a value that was clicked on */
    Stage3D(IntConsumer picked) {
        this.picked = picked;
        turned.getTransforms().addAll(aside, aroundX, aroundY);
        PointLight lamp = new PointLight(Color.grayRgb(60));
        lamp.translateXProperty().bind(camera.translateXProperty());
        lamp.translateZProperty().bind(camera.translateZProperty());
        Group world = new Group(turned, new AmbientLight(Color.grayRgb(225)), lamp, camera);
        space = new SubScene(world, 100, 100, true, SceneAntialiasing.BALANCED);
        space.setFill(Color.web("#0d1117"));
        camera.setFieldOfView(VIEW_degrees);
        space.setCamera(camera);
        space.widthProperty().bind(widthProperty());
        space.heightProperty().bind(heightProperty());
        getChildren().add(space);
        setMinSize(50, 50);
        addEventHandler(MouseEvent.MOUSE_PRESSED, this::pressed);
        addEventHandler(MouseEvent.MOUSE_DRAGGED, this::dragged);
        addEventHandler(MouseEvent.MOUSE_RELEASED, this::released);
        addEventHandler(ScrollEvent.SCROLL, e -> zoom(Math.exp(-NEARER_per_notch * e.getDeltaY())));
    }

    void show(Scene scene) {
        boolean first = tubes == null;
        Tubes next = new Tubes(scene);
        tubes = next;
        turned.getChildren().setAll(next.view());
        if (first || Math.abs(next.radius_um() - radius_um) > 1e-3 * radius_um) {
            radius_um = next.radius_um();
            fit();
        }
    }

    /** All is seen, from the front. */
    void fit() {
        aroundX.setAngle(0);
        aroundY.setAngle(0);
        aside.setX(0);
        aside.setY(0);
        distance_um = radius_um / Math.sin(Math.toRadians(VIEW_degrees / 2));
        zoom(1);
    }

    void zoom(double by) {
        distance_um = Math.clamp(distance_um * by, radius_um * 0.01, radius_um * 50);
        camera.setTranslateZ(-distance_um);
        camera.setNearClip(Math.max(0.01, distance_um * 0.01));
        camera.setFarClip(distance_um + 20 * radius_um);
    }

    void turn(double toTheRight_degrees, double up_degrees) {
        aroundY.setAngle(aroundY.getAngle() - toTheRight_degrees);
        aroundX.setAngle(aroundX.getAngle() + up_degrees);
    }

    /** Degrees around the vertical axis. */
    double angle() {
        return aroundY.getAngle();
    }

    void colour(float[] values, double low, double high, ColourMap map) {
        if (tubes != null) {
            tubes.colour(values, low, high, map);
        }
    }

    private void pressed(MouseEvent event) {
        lastX = event.getX();
        lastY = event.getY();
        travelled = 0;
    }

    private void dragged(MouseEvent event) {
        double dx = event.getX() - lastX;
        double dy = event.getY() - lastY;
        if (event.getButton() == MouseButton.PRIMARY && !event.isShiftDown()) {
            turn(-dx * TURN_per_pixel, -dy * TURN_per_pixel);
        } else {
            double perPixel = 2 * distance_um * Math.tan(Math.toRadians(VIEW_degrees / 2)) / Math.max(1, getHeight());
            aside.setX(aside.getX() + dx * perPixel);
            aside.setY(aside.getY() + dy * perPixel);
        }
        travelled += Math.hypot(dx, dy);
        lastX = event.getX();
        lastY = event.getY();
    }

    private void released(MouseEvent event) {
        if (travelled < CLICK && tubes != null && event.getPickResult().getIntersectedNode() == tubes.view()) {
            int value = tubes.valueOf(event.getPickResult().getIntersectedFace());
            if (value >= 0) {
                picked.accept(value);
            }
        }
    }
}
