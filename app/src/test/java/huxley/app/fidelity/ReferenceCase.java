package huxley.app.fidelity;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One folder of {@code reference/cells}: what was simulated and what NEURON computed.
 *
 * @param json the content of {@code case.json}
 */
record ReferenceCase(Path folder, JsonNode json) {
    static ReferenceCase read(Path folder) {
        return new ReferenceCase(folder, ReferenceData.json(folder.resolve("case.json")));
    }

    String name() {
        return folder.getFileName().toString();
    }

    double number(String key) {
        return json.get(key).asDouble();
    }

    /** Names of the traces, without time. */
    List<String> columns() {
        List<String> columns = new ArrayList<>();
        json.get("columns").forEach(c -> columns.add(c.asString()));
        return columns.subList(1, columns.size());
    }

    JsonNode run(double dt_ms) {
        return json.get("runs").get("dt" + dt_ms);
    }

    /** Spike times, by trace or by source, as {@code key} names them; empty if the run has none. */
    Map<String, double[]> spikes(double dt_ms, String key) {
        Map<String, double[]> spikes = new LinkedHashMap<>();
        JsonNode node = run(dt_ms).get(key);
        if (node != null) {
            node.properties().forEach(e -> spikes.put(e.getKey(), ReferenceData.doubles(e.getValue())));
        }
        return spikes;
    }

    /** The folder of {@code .mod} files the case uses, or null. */
    @Nullable
    Path mechanisms() {
        JsonNode origin = json.get("mechanisms_nmodl_origin");
        return origin == null ? null : ReferenceData.ROOT.resolve("nmodl").resolve(origin.asString());
    }

    /** Traces of NEURON by column; {@code t_ms} is the time. */
    Map<String, double[]> traces(double dt_ms) {
        try {
            List<String> lines = Files.readAllLines(folder.resolve(run(dt_ms).get("file").asString()));
            String[] head = lines.getFirst().split(",");
            double[][] values = new double[head.length][lines.size() - 1];
            for (int row = 1; row < lines.size(); row++) {
                String[] cells = lines.get(row).split(",");
                for (int i = 0; i < head.length; i++) {
                    values[i][row - 1] = Double.parseDouble(cells[i]);
                }
            }
            Map<String, double[]> traces = new LinkedHashMap<>();
            for (int i = 0; i < head.length; i++) {
                traces.put(head[i], values[i]);
            }
            return traces;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return name();
    }
}
