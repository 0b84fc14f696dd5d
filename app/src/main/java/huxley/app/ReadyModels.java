package huxley.app;

import huxley.io.document.DocumentReader;
import huxley.io.document.Node;
import huxley.neuron.problem.Problems;
import huxley.neuron.problem.Source;
import huxley.neuron.problem.Suggestion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The models that come with the program: one folder each, with a {@code model.json}. */
final class ReadyModels {
    private static final String FILE = "model.json";

    private ReadyModels() {
    }

    /** A ready model. */
    record ReadyModel(String name, String title, String description, Path file) {
    }

    static List<ReadyModel> all() {
        Path models = folder();
        List<ReadyModel> found = new ArrayList<>();
        try (Stream<Path> folders = Files.list(models)) {
            for (Path folder : folders.filter(f -> Files.exists(f.resolve(FILE))).sorted().toList()) {
                found.add(describe(folder));
            }
        } catch (IOException absent) {
            throw new UserError("the folder of ready models is missing: " + models);
        }
        return found;
    }

    static ReadyModel find(String name) {
        List<ReadyModel> all = all();
        return all.stream().filter(m -> m.name().equals(name)).findFirst().orElseThrow(() -> new UserError(
                "there is no model '" + name + "': "
                        + Suggestion.hint(name, "models", all.stream().map(ReadyModel::name).toList())));
    }

    private static Path folder() {
        return home().resolve("models");
    }

    /** Where the program lives. */
    static Path home() {
        return Path.of(System.getProperty("huxley.home", System.getProperty("huxley.root", ".")));
    }

    private static ReadyModel describe(Path folder) throws IOException {
        Path file = folder.resolve(FILE);
        Node root = DocumentReader.read(new Source(file.toString(), Files.readString(file)), new Problems());
        return new ReadyModel(folder.getFileName().toString(), text(root, "title"), text(root, "description"), file);
    }

    private static String text(Node root, String key) {
        return root instanceof Node.Fields fields && fields.fields().get(key) instanceof Node.Field field
                && field.value() instanceof Node.Text text ? text.value() : "";
    }
}
