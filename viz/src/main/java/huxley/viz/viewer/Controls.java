package huxley.viz.viewer;

import huxley.viz.live.Command;
import huxley.viz.live.Scene;
import huxley.viz.live.State;
import huxley.viz.live.Status;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.Slider;
import javafx.scene.layout.HBox;

/** Run, pause, step, speed; which variable, in which colours. */
final class Controls extends HBox {
    /** Powers of ten of simulated seconds per second; at the upper end there is no limit. */
    private static final double SLOWEST = -4;
    private static final double FASTEST = 1;

    private final Words words;
    private final Consumer<Command> ask;
    private final Button run = new Button();
    private final Slider speed = new Slider(SLOWEST, FASTEST, FASTEST);
    private final Label limit = new Label();
    private final ComboBox<String> variable = new ComboBox<>();
    private final ComboBox<ColourMap> colours = new ComboBox<>();
    private boolean running;
    private boolean filling;

    /** @param repaint called when colours change */
    Controls(Words words, Consumer<Command> ask, Runnable repaint, Runnable picture) {
        super(6);
        this.words = words;
        this.ask = ask;
        setPadding(new Insets(6));
        setAlignment(Pos.CENTER_LEFT);
        run.setId("run");
        run.setOnAction(_ -> toggle());
        run.setText(words.of("run"));
        speed.setPrefWidth(120);
        speed.setId("speed");
        speed.valueProperty().addListener((_, _, _) -> limit());
        limit.setPrefWidth(150);
        variable.setId("variable");
        variable.setOnAction(_ -> {
            if (!filling && variable.getValue() != null) {
                ask.accept(new Command.Watch(variable.getValue()));
            }
        });
        colours.getItems().setAll(ColourMap.values());
        colours.setValue(ColourMap.VIRIDIS);
        colours.setOnAction(_ -> repaint.run());
        Button snap = button("picture", picture);
        getChildren().addAll(run, button("step", () -> ask.accept(new Command.Step(1))),
                button("epoch", () -> ask.accept(new Command.Epoch())),
                button("reset", () -> ask.accept(new Command.Reset())),
                button("checkpoint", () -> ask.accept(new Command.Checkpoint())), snap, new Label(words.of("speed")),
                speed, limit, new Label(words.of("variable")), variable, new Label(words.of("colours")), colours);
        limitText();
    }

    private Button button(String key, Runnable action) {
        Button button = new Button(words.of(key));
        button.setId(key);
        button.setOnAction(_ -> action.run());
        return button;
    }

    void toggle() {
        ask.accept(running ? new Command.Pause() : new Command.Run());
    }

    void nextColours() {
        ColourMap[] all = ColourMap.values();
        colours.setValue(all[(colours.getValue().ordinal() + 1) % all.length]);
    }

    ColourMap colours() {
        return colours.getValue();
    }

    /** Simulated seconds per second. */
    void speed(double simulatedPerReal) {
        speed.setValue(Math.log10(simulatedPerReal));
    }

    private void limit() {
        limitText();
        ask.accept(new Command.Speed(isFree() ? 0 : Math.pow(10, speed.getValue())));
    }

    private boolean isFree() {
        return speed.getValue() > FASTEST - 0.01;
    }

    private void limitText() {
        limit.setText(isFree()
                ? words.of("speed.free")
                : String.format(Locale.ROOT, "%.2g x", Math.pow(10, speed.getValue())));
    }

    void show(Scene scene) {
        filling = true;
        List<String> names = scene.variables().stream().map(Scene.Variable::name).toList();
        if (!names.equals(variable.getItems())) {
            String before = variable.getValue();
            variable.getItems().setAll(names);
            variable.setValue(before != null && names.contains(before) ? before : names.getFirst());
        }
        filling = false;
    }

    void show(Status status) {
        running = status.state() == State.RUNNING;
        run.setText(words.of(running ? "pause" : "run"));
    }
}
