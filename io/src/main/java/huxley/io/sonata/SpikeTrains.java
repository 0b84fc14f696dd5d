package huxley.io.sonata;

import huxley.io.document.Reach;
import huxley.io.document.DocumentReader;
import huxley.io.hdf5.Hdf5Input;
import huxley.neuron.problem.InvalidInputException;
import huxley.neuron.problem.Problem;
import huxley.neuron.problem.Source;
import huxley.neuron.problem.Span;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Spikes in a file, in any of the layouts in use: SONATA with populations ({@code /spikes/POP/timestamps} and
 * {@code node_ids}), the older one without ({@code /spikes/timestamps} and {@code gids} or {@code node_ids}), NWB 1
 * ({@code /processing/trial_0/spike_train/ID/data}), and tables of times, populations and ids.
 *
 * @param populations by name; {@code ""} if the file does not say which population spiked
 */
public record SpikeTrains(Map<String, Train> populations) {
    /**
     * Spikes of one population, in the order of the file.
     *
     * @param node [spike] node id
     * @param time_ms [spike]
     */
    public record Train(long[] node, double[] time_ms) {
        /** [node] ascending times; spikes of nodes beyond {@code nodes} are left out. */
        public double[][] byNode(int nodes) {
            int[] count = new int[nodes];
            for (long n : node) {
                if (n >= 0 && n < nodes) {
                    count[(int) n]++;
                }
            }
            double[][] times = new double[nodes][];
            Arrays.setAll(times, n -> new double[count[n]]);
            for (int i = node.length - 1; i >= 0; i--) {
                if (node[i] >= 0 && node[i] < nodes) {
                    times[(int) node[i]][--count[(int) node[i]]] = time_ms[i];
                }
            }
            for (double[] train : times) {
                Arrays.sort(train);
            }
            return times;
        }
    }

    /** Spikes of a population, or of an unnamed one; none if the file has neither. */
    public Train of(String population) {
        Train named = populations.get(population);
        Train unnamed = populations.get("");
        return named != null ? named : unnamed != null ? unnamed : new Train(new long[0], new double[0]);
    }

    public boolean knows(String population) {
        return populations.containsKey(population) || populations.containsKey("");
    }

    public static SpikeTrains read(Path file, Span mention) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        if (name.endsWith(".csv") || name.endsWith(".txt") || name.endsWith(".dat")) {
            return table(DocumentReader.load(file, mention));
        }
        if (!Reach.isFile(file)) {
            DocumentReader.load(file, mention);
        }
        try (Hdf5Input input = Hdf5Input.open(file)) {
            return input.isGroup("spikes") ? sonata(input) : nwb(input);
        } catch (IOException e) {
            throw new InvalidInputException(Problem.error(mention, String.valueOf(e.getMessage()), null));
        }
    }

    private static SpikeTrains sonata(Hdf5Input input) throws IOException {
        if (input.has("spikes/timestamps")) {
            return new SpikeTrains(Map.of("", train(input, "spikes")));
        }
        Map<String, Train> populations = new LinkedHashMap<>();
        for (String population : input.children("spikes")) {
            if (input.has("spikes/" + population + "/timestamps")) {
                populations.put(population, train(input, "spikes/" + population));
            }
        }
        return new SpikeTrains(populations);
    }

    private static Train train(Hdf5Input input, String place) throws IOException {
        String ids = place + (input.has(place + "/node_ids") ? "/node_ids" : "/gids");
        double[] time_ms = input.doubles(place + "/timestamps");
        inMilliseconds(time_ms, input, place + "/timestamps", "units");
        long[] node = input.longs(ids);
        if (node.length != time_ms.length) {
            throw new IOException(place + " of " + input.path() + " has " + time_ms.length + " times and "
                    + node.length + " node ids");
        }
        return new Train(node, time_ms);
    }

    private static SpikeTrains nwb(Hdf5Input input) throws IOException {
        String place = "processing/trial_0/spike_train";
        if (!input.isGroup(place)) {
            throw new IOException(input.path() + " holds no spikes: neither /spikes nor /" + place + " is in it");
        }
        List<Long> nodes = new ArrayList<>();
        List<Double> times = new ArrayList<>();
        for (String id : input.children(place)) {
            String data = place + "/" + id + "/data";
            double[] time_ms = input.doubles(data);
            inMilliseconds(time_ms, input, data, "unit");
            for (double t : time_ms) {
                nodes.add(Long.parseLong(id));
                times.add(t);
            }
        }
        return new SpikeTrains(Map.of("", new Train(nodes.stream().mapToLong(Long::longValue).toArray(),
                times.stream().mapToDouble(Double::doubleValue).toArray())));
    }

    private static void inMilliseconds(double[] times, Hdf5Input input, String place, String attribute)
            throws IOException {
        String unit = input.attribute(place, attribute).orElse("ms");
        double factor = switch (unit.toLowerCase(Locale.ROOT)) {
        case "", "ms", "millisecond", "milliseconds" -> 1;
        case "s", "second", "seconds" -> 1000;
        default -> throw new IOException(place + " of " + input.path() + " is in '" + unit
                + "'; spike times are in ms or s");
        };
        for (int i = 0; i < times.length; i++) {
            times[i] *= factor;
        }
    }

    /** Columns separated by blanks or commas; without a head they are time and id. */
    private static SpikeTrains table(Source source) {
        List<String> names = List.of("timestamps", "node_ids");
        Map<String, List<double[]>> rows = new LinkedHashMap<>();
        int lines = source.text().isEmpty() ? 0 : source.line(source.text().length() - 1);
        for (int i = 1; i <= lines; i++) {
            String line = source.lineText(i).strip();
            String[] values = line.split("[\\s,]+");
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            if (i == 1 && !Character.isDigit(line.charAt(0)) && line.charAt(0) != '-' && line.charAt(0) != '.') {
                names = Arrays.stream(values).map(name -> name.equals("gids") ? "node_ids" : name).toList();
                continue;
            }
            addSpike(source, i, values, names, rows);
        }
        Map<String, Train> populations = new LinkedHashMap<>();
        rows.forEach((name, spikes) -> populations.put(name, new Train(
                spikes.stream().mapToLong(s -> (long) s[1]).toArray(),
                spikes.stream().mapToDouble(s -> s[0]).toArray())));
        return new SpikeTrains(populations);
    }

    private static void addSpike(Source source, int line, String[] values, List<String> names,
            Map<String, List<double[]>> rows) {
        int time = names.indexOf("timestamps");
        int node = names.indexOf("node_ids");
        int population = names.indexOf("population");
        try {
            double[] spike = {Double.parseDouble(values[time]), Long.parseLong(values[node])};
            String name = population < 0 ? "" : values[population];
            rows.computeIfAbsent(name, p -> new ArrayList<>()).add(spike);
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
            int start = source.text().indexOf(source.lineText(line));
            throw new InvalidInputException(Problem.error(
                    source.span(start, start + source.lineText(line).length()),
                    "line " + line + " is no spike; the columns are " + String.join(", ", names),
                    "a table of spikes has the columns timestamps (ms), population, node_ids"));
        }
    }
}
