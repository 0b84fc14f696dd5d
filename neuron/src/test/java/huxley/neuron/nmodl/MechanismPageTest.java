package huxley.neuron.nmodl;

import static org.junit.jupiter.api.Assertions.assertEquals;

import huxley.neuron.mechanism.Mechanism;
import huxley.neuron.mechanism.Variable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page of built-in mechanisms is what their files say; {@code -Dhuxley.update=true} rewrites it. */
class MechanismPageTest {
    private static final Path PAGE = Path.of(System.getProperty("huxley.root", "..")).resolve("docs/mechanisms.md");
    private static final Pattern TITLE = Pattern.compile("^TITLE (.*)$", Pattern.MULTILINE);
    private static final Pattern COMMENT = Pattern.compile("(?s)COMMENT\n(.*?)\nENDCOMMENT");
    private static final Pattern RECEIVED = Pattern.compile("NET_RECEIVE\\s*\\(\\s*(\\w+)(?: \\(([^)]*)\\))?");
    private static final Map<String, List<String>> CHAPTERS = new LinkedHashMap<>();

    static {
        CHAPTERS.put("Membrane", List.of("hh", "pas"));
        CHAPTERS.put("Synapses", List.of("AlphaSynapse", "ExpSyn", "Exp2Syn", "AMPA", "NMDA", "AMPANMDA", "GABAA",
                "GABAB", "GradedSynapse", "HalfGap"));
        CHAPTERS.put("Plastic synapses", List.of("TsodyksMarkram", "STDP", "TripletSTDP"));
        CHAPTERS.put("Integrate-and-fire cells", List.of("LIF", "GLIF", "AdEx", "Izhikevich"));
        CHAPTERS.put("Artificial cells and generators", List.of("IntFire1", "IntFire2", "IntFire4", "NetStim",
                "VecStim", "PatternStim"));
        CHAPTERS.put("Electrodes", List.of("IClamp", "RampClamp", "TrainClamp", "SineClamp", "ChirpClamp",
                "NoiseClamp", "SEClamp", "VClamp", "APCount"));
    }

    @Test
    void pageIsWhatTheFilesSay() throws IOException {
        assertEquals(BuiltIns.names().stream().sorted().toList(),
                CHAPTERS.values().stream().flatMap(List::stream).sorted().toList());
        StringBuilder page = new StringBuilder(
                """
                        # Built-in mechanisms

                        What each computes and what may be set, from the files themselves. A parameter marked GLOBAL has one value for all.
                        [Mechanisms (NMODL)](nmodl.md) says how to write others.
                        """);
        CHAPTERS.forEach((chapter, names) -> {
            page.append("\n## ").append(chapter).append('\n');
            names.forEach(name -> page.append(section(name)));
        });
        if (Boolean.getBoolean("huxley.update")) {
            Files.writeString(PAGE, page);
        }
        assertEquals(page.toString(), Files.readString(PAGE), "run with -Dhuxley.update=true");
    }

    private static String section(String name) {
        String text = BuiltIns.source(name).orElseThrow().text();
        Mechanism mechanism = BuiltIns.find(name).orElseThrow();
        StringBuilder section = new StringBuilder("\n### ").append(name).append("\n\n")
                .append(first(TITLE, text)).append(".\n");
        String comment = first(COMMENT, text);
        if (!comment.isEmpty()) {
            section.append("\n```text\n").append(comment).append("\n```\n");
        }
        Matcher received = RECEIVED.matcher(text);
        if (received.find() && mechanism.kind() != Mechanism.Kind.DENSITY) {
            section.append("\nWeight of a connection: ").append(
                    received.group(2) == null ? "a number" : "in " + received.group(2)).append(".\n");
        }
        List<Variable> parameters = mechanism.variables().stream()
                .filter(v -> v.role() == Variable.Role.PARAMETER && v.visible()).toList();
        if (!parameters.isEmpty()) {
            section.append("\n| parameter | default | unit |\n|---|---|---|\n");
            parameters.forEach(v -> section.append("| `").append(v.name()).append("`")
                    .append(v.scope() == Variable.Scope.GLOBAL ? " (GLOBAL)" : "").append(" | ")
                    .append(number(v.initial())).append(" | ").append(v.unit()).append(" |\n"));
        }
        List<String> shown = mechanism.variables().stream().filter(v -> v.visible()
                && (v.role() == Variable.Role.STATE || v.role() == Variable.Role.ASSIGNED))
                .map(v -> "`" + v.name() + "`" + (v.unit().isEmpty() ? "" : " (" + v.unit() + ")")).toList();
        List<String> pointers = mechanism.variables().stream().filter(v -> v.role() == Variable.Role.POINTER)
                .map(v -> "`" + v.name() + "`").toList();
        List<String> lines = new ArrayList<>();
        Stream.of(Map.entry("May be recorded: ", shown), Map.entry("Points elsewhere: ", pointers))
                .filter(e -> !e.getValue().isEmpty())
                .forEach(e -> lines.add(e.getKey() + String.join(", ", e.getValue()) + "."));
        return section + (lines.isEmpty() ? "" : "\n" + lines.stream().collect(Collectors.joining("\n")) + "\n");
    }

    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e6
                ? Long.toString((long) value)
                : Double.toString(value).replace(".0E", "e").replace("E", "e");
    }

    private static String first(Pattern pattern, String text) {
        return pattern.matcher(text).results().findFirst().map(m -> m.group(1))
                .orElse("");
    }
}
