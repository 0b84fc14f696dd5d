package huxley.app;

import huxley.io.model.Model;
import huxley.io.model.ModelReader;
import huxley.io.sonata.SonataReader;
import java.nio.file.Path;
import java.util.Map;

/** Reads what a user calls a model: one of our own, or a simulation in SONATA, told apart by what the file says. */
final class Models {
    private Models() {
    }

    /** @param settings values that replace the file's own */
    static Model read(Path file, Map<String, String> settings) {
        return SonataReader.reads(file) ? SonataReader.read(file, settings) : ModelReader.read(file, settings);
    }
}
