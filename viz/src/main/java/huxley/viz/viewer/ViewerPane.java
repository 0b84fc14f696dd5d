package huxley.viz.viewer;

import huxley.viz.live.Command;
import huxley.viz.live.Frame;
import huxley.viz.live.News;
import huxley.viz.live.Reply;
import huxley.viz.live.Scene;
import huxley.viz.live.Status;
import huxley.viz.live.Window;
import java.util.ArrayList;
import java.util.List;
import javafx.application.Platform;
import javafx.geometry.Insets;
import javafx.geometry.Orientation;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Slider;
import javafx.scene.control.SplitPane;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;

/** All that is seen of one simulation. {@link #pulse} is called many times a second and shows what is new. */
final class ViewerPane extends BorderPane {
    /** Longest stretch of time that plots show, ms. */
    private static final double STRETCH_ms = 200;
    private static final int MOST_NEWS = 8;

    private final Window window;
    private final Words words;
    private final Controls controls;
    private final SidePanel side;
    private final Stage3D space;
    private final Legend legend = new Legend();
    private final TracePlot plot = new TracePlot();
    private final RasterPlot raster = new RasterPlot();
    private final Slider scrub = new Slider(0, 1, 0);
    private final Label told = new Label();
    private final Label part = new Label();
    private final History history = new History();
    private final List<Curve> curves = new ArrayList<>();
    private final List<Attached> attached = new ArrayList<>();
    private @Nullable Scene scene;
    private @Nullable Frame frame;
    private @Nullable Place place;
    private @Nullable Status status;
    private boolean changed;
    private boolean following = true;
    private int framesSeen;

    /** A place whose value is drawn as a trace. */
    private record Attached(Place place, Curve curve) {
    }

    /** @param picture saves what is seen */
    ViewerPane(Window window, Words words, Runnable picture) {
        this.window = window;
        this.words = words;
        controls = new Controls(words, this::ask, () -> changed = true, picture);
        side = new SidePanel(words, this::ask, this::attach);
        space = new Stage3D(this::picked);
        space.setId("space");
        StackPane seen = new StackPane(space, legend, part);
        StackPane.setAlignment(legend, Pos.TOP_RIGHT);
        StackPane.setMargin(legend, new Insets(10));
        StackPane.setAlignment(part, Pos.BOTTOM_LEFT);
        StackPane.setMargin(part, new Insets(6));
        part.setMouseTransparent(true);
        raster.setVisible(false);
        SplitPane plots = new SplitPane(plot, raster);
        plots.setOrientation(Orientation.VERTICAL);
        plots.setDividerPositions(0.55);
        SplitPane middle = new SplitPane(seen, plots);
        middle.setOrientation(Orientation.VERTICAL);
        middle.setDividerPositions(0.6);
        ScrollPane scrolled = new ScrollPane(side);
        scrolled.setFitToWidth(true);
        scrub.setId("scrub");
        told.setId("told");
        told.setMinWidth(300);
        scrub.valueProperty().addListener((_, _, _) -> {
            if (scrub.isPressed() || scrub.isValueChanging()) {
                following = scrub.getValue() >= scrub.getMax() - 1e-9;
                changed = true;
            }
        });
        HBox.setHgrow(scrub, Priority.ALWAYS);
        HBox below = new HBox(8, scrub, told);
        below.setPadding(new Insets(4, 8, 4, 8));
        setTop(controls);
        setCenter(middle);
        setRight(scrolled);
        setBottom(below);
        addEventFilter(KeyEvent.KEY_PRESSED, this::key);
    }

    private void key(KeyEvent event) {
        if (event.getTarget() instanceof javafx.scene.control.TextInputControl) {
            return;
        }
        KeyCode code = event.getCode();
        switch (code) {
        case SPACE -> controls.toggle();
        case PERIOD -> ask(new Command.Step(1));
        case E -> ask(new Command.Epoch());
        case R -> ask(new Command.Reset());
        case C -> controls.nextColours();
        case F -> space.fit();
        case P -> lookup("#picture").fireEvent(new javafx.event.ActionEvent());
        default -> {
            return;
        }
        }
        event.consume();
    }

    Stage3D space() {
        return space;
    }

    Controls controls() {
        return controls;
    }

    /** Values shown at present. */
    float[] values() {
        History.Moment moment = following || scene == null ? null : history.at(scrub.getValue());
        return moment != null ? moment.values() : frame == null ? new float[0] : frame.values();
    }

    int framesSeen() {
        return framesSeen;
    }

    void ask(Command command) {
        window.ask(command, reply -> Platform.runLater(() -> hear(reply)));
    }

    private void hear(Reply reply) {
        if (!reply.obeyed()) {
            tell(words.of("refused", reply.message()));
        } else if (!reply.message().isEmpty()) {
            tell(reply.command().equals("checkpoint") ? words.of("saved", reply.message()) : reply.message());
        }
    }

    void tell(String text) {
        told.setText(text);
    }

    /** Shows what is new. */
    void pulse() {
        try {
            for (int i = 0; i < MOST_NEWS; i++) {
                News news = window.take(0);
                if (news.scene() == null && news.status() == null && news.frame() == null) {
                    break;
                }
                take(news);
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
        if (changed) {
            changed = false;
            draw();
        }
    }

    private void take(News news) {
        if (news.scene() != null) {
            show(news.scene());
        }
        if (news.status() != null) {
            status = news.status();
            controls.show(news.status());
            tellStatus(news.status());
        }
        Frame next = news.frame();
        if (next != null && scene != null && next.run() == scene.run()
                && next.values().length == scene.values()) {
            show(next);
        }
    }

    private void tellStatus(Status now) {
        String text = words.of("state." + now.state().name().toLowerCase(java.util.Locale.ROOT)) + ", "
                + words.of("time", TracePlot.number(now.time_ms()), TracePlot.number(now.duration_ms()));
        tell(now.message().isEmpty() ? text : text + ": " + now.message());
    }

    private void show(Scene next) {
        Scene before = scene;
        scene = next;
        controls.show(next);
        side.show(next);
        if (before == null || before.run() != next.run() || before.values() != next.values()) {
            space.show(next);
            restart(next);
        }
        boolean whole = next.cells().size() == next.allCells() && next.values() == next.allCompartments();
        part.setText(whole
                ? ""
                : words.of("part", next.cells().size(), next.allCells(), next.values(), next.allCompartments()));
        changed = true;
    }

    private void restart(Scene next) {
        history.clear();
        curves.clear();
        attached.clear();
        following = true;
        next.traces().forEach(t -> curves.add(new Curve(t.label(), t.unit())));
        plot.show(curves);
        raster.show(next.allCells());
        raster.setVisible(false);
        scrub.setMax(Math.max(1e-9, next.duration_ms()));
    }

    private void show(Frame next) {
        frame = next;
        framesSeen++;
        history.add(next.time_ms(), next.variable(), next.values());
        for (Frame.Samples some : next.samples()) {
            for (int i = 0; i < some.values().length && some.trace() < curves.size(); i++) {
                curves.get(some.trace()).add(some.from_ms() + i * some.interval_ms(), some.values()[i]);
            }
        }
        for (Attached one : attached) {
            one.curve.add(next.time_ms(), next.values()[one.place.value()]);
        }
        if (next.spike_ms().length > 0) {
            raster.add(next.spike_ms(), next.spikeGid());
            raster.setVisible(true);
        }
        changed = true;
    }

    private void draw() {
        if (scene == null || frame == null) {
            return;
        }
        Scene.Variable variable = scene.variables().get(frame.variable());
        float[] values = values();
        double low = variable.low();
        double high = variable.high();
        if (low >= high) {
            double[] range = range(values);
            low = range[0];
            high = range[1];
        }
        space.colour(values, low, high, controls.colours());
        legend.show(variable, low, high, controls.colours());
        double now_ms = following ? frame.time_ms() : scrub.getValue();
        if (following) {
            scrub.setValue(now_ms);
        }
        double to_ms = Math.max(Math.min(scene.duration_ms(), STRETCH_ms), now_ms);
        double from_ms = Math.max(0, to_ms - STRETCH_ms);
        plot.draw(from_ms, to_ms, now_ms);
        if (raster.isVisible()) {
            raster.draw(from_ms, to_ms, now_ms);
        }
        if (place != null) {
            side.showValue(variable.name() + " = " + TracePlot.number(values[place.value()]) + " " + variable.unit());
        }
        if (status != null) {
            tellStatus(new Status(status.run(), status.state(), now_ms, status.duration_ms(), status.speed(),
                    status.limit(), status.message()));
        }
    }

    private static double[] range(float[] values) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (float value : values) {
            if (!Float.isNaN(value)) {
                low = Math.min(low, value);
                high = Math.max(high, value);
            }
        }
        return low < high ? new double[] {low, high} : new double[] {low - 1, low + 1};
    }

    private void picked(int value) {
        if (scene != null) {
            place = Place.of(scene, value);
            side.show(place);
            changed = true;
        }
    }

    private void attach(Place where) {
        if (scene != null && frame != null) {
            Scene.Variable variable = scene.variables().get(frame.variable());
            Curve curve = new Curve(scene.cells().label()[where.cell()] + " " + where.name(scene), variable.unit());
            attached.add(new Attached(where, curve));
            curves.add(curve);
            plot.show(curves);
            changed = true;
        }
    }
}
