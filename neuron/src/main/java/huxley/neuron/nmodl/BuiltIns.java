package huxley.neuron.nmodl;

import huxley.neuron.mechanism.Mechanism;
import huxley.neuron.problem.Source;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** The mechanisms that come with the simulator, under their usual names. */
public final class BuiltIns {
    private static final List<String> NAMES = List.of("hh", "pas", "IClamp", "SEClamp", "VClamp", "AlphaSynapse",
            "ExpSyn", "Exp2Syn", "AMPA", "NMDA", "AMPANMDA", "GABAA", "GABAB", "TsodyksMarkram", "STDP", "TripletSTDP",
            "GradedSynapse", "HalfGap", "NetStim", "VecStim", "PatternStim", "IntFire1", "IntFire2", "IntFire4", "LIF",
            "GLIF", "AdEx", "Izhikevich", "APCount", "RampClamp", "TrainClamp", "SineClamp", "ChirpClamp",
            "NoiseClamp");

    private BuiltIns() {
    }

    /** Their names. */
    public static List<String> names() {
        return NAMES;
    }

    /** The NMODL text of a built-in mechanism. */
    public static Optional<Source> source(String name) {
        if (!NAMES.contains(name)) {
            return Optional.empty();
        }
        String path = "/huxley/neuron/builtin/" + name + ".mod";
        try (InputStream in = BuiltIns.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalStateException(path + " is missing from the installation; please report");
            }
            return Optional
                    .of(new Source("built-in " + name + ".mod", new String(in.readAllBytes(), StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(path, e);
        }
    }

    /** Compiles the built-in mechanism of that name, anew on every call. */
    public static Optional<Mechanism> find(String name) {
        return source(name).map(source -> Nmodl.compile(source, Includes.none()));
    }
}
