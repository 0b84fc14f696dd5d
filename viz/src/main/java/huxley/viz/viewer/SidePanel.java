package huxley.viz.viewer;

import huxley.viz.live.Command;
import huxley.viz.live.Scene;
import java.util.Locale;
import java.util.function.Consumer;
import javafx.geometry.Insets;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Slider;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** Parameters to turn, and what is at the place that was clicked on. */
final class SidePanel extends VBox {
    private static final double INJECTED_ms = 5;

    private final Words words;
    private final Consumer<Command> ask;
    private final Consumer<Place> attach;
    private final VBox parameters = new VBox(4);
    private final Label where = new Label();
    private final TextField current_nA = new TextField("1");
    private @Nullable Scene scene;
    private @Nullable Place place;

    SidePanel(Words words, Consumer<Command> ask, Consumer<Place> attach) {
        super(8);
        this.words = words;
        this.ask = ask;
        this.attach = attach;
        setPadding(new Insets(8));
        setPrefWidth(230);
        getStyleClass().add("side");
        where.setId("place");
        where.setWrapText(true);
        where.setText(words.of("place.none"));
        current_nA.setPrefColumnCount(4);
        Button inject = new Button(words.of("inject"));
        inject.setOnAction(_ -> inject());
        Button record = new Button(words.of("attach"));
        record.setId("attach");
        record.setOnAction(_ -> {
            if (place != null) {
                attach.accept(place);
            }
        });
        getChildren().addAll(title("parameters"), parameters, title("place"), where,
                new HBox(4, current_nA, new Label("nA"), inject), record);
    }

    private Label title(String key) {
        Label title = new Label(words.of(key));
        title.getStyleClass().add("title");
        return title;
    }

    void show(Scene next) {
        scene = next;
        parameters.getChildren().clear();
        for (Scene.Parameter parameter : next.parameters()) {
            parameters.getChildren().add(slider(parameter));
        }
    }

    /** From nothing to twice the value. */
    private VBox slider(Scene.Parameter parameter) {
        double most = parameter.number() == 0 ? 1 : 2 * parameter.number();
        Slider slider = new Slider(Math.min(0, most), Math.max(0, most), parameter.number());
        slider.setId("parameter-" + parameter.name());
        Label label = new Label(parameter.name() + " = " + parameter.value());
        slider.valueProperty().addListener((_, _, value) -> label.setText(parameter.name() + " = "
                + text(value.doubleValue(), parameter.unit())));
        slider.valueChangingProperty().addListener((_, _, changing) -> {
            if (!changing) {
                set(parameter, slider.getValue());
            }
        });
        slider.setOnMouseClicked(_ -> set(parameter, slider.getValue()));
        slider.setOnKeyReleased(_ -> set(parameter, slider.getValue()));
        return new VBox(label, slider);
    }

    private void set(Scene.Parameter parameter, double value) {
        if (value != parameter.number()) {
            ask.accept(new Command.Set(parameter.name(), text(value, parameter.unit())));
        }
    }

    private static String text(double value, String unit) {
        return String.format(Locale.ROOT, "%.4g", value) + (unit.isEmpty() ? "" : " " + unit);
    }

    private void inject() {
        if (place != null && scene != null) {
            try {
                ask.accept(new Command.Inject(place.gid(scene), place.compartment(),
                        Double.parseDouble(current_nA.getText().strip()), INJECTED_ms));
            } catch (NumberFormatException noNumber) {
                current_nA.selectAll();
            }
        }
    }

    void show(Place clicked) {
        place = clicked;
    }

    /** @param value what there is now, such as {@code -65 mV} */
    void showValue(String value) {
        if (place != null && scene != null) {
            where.setText(words.of("place.text", scene.cells().label()[place.cell()], place.name(scene),
                    place.region(scene), TracePlot.number(place.distance_um(scene)), value));
        }
    }
}
