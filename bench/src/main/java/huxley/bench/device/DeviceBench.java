package huxley.bench.device;

import huxley.bench.BenchModel;
import huxley.solver.opencl.Device;
import huxley.solver.opencl.DeviceAccelerator;
import huxley.solver.opencl.DeviceExamination;
import huxley.solver.opencl.Devices;
import huxley.solver.opencl.Throughput;
import huxley.solver.opencl.Way;
import huxley.solver.precision.Precision;
import huxley.synapse.Circuit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Compares a device with the simd backend, bit by bit first, then in speed; prints Markdown as it goes. */
public final class DeviceBench {
    private static final int STEPS = 4000;
    private static final double DT_ms = 0.025;
    private static final int SPINES = 25_000;
    /** Compartments and depth of trees; CA1's are those of the reference point, the others what such cells may have. */
    private static final Map<String, int[]> TREES = new LinkedHashMap<>();

    static {
        TREES.put("dMSN", new int[] {640, 45});
        TREES.put("Purkinje", new int[] {1600, 70});
        TREES.put("CA3b", new int[] {900, 60});
        TREES.put("CA1", new int[] {1414, 89});
        TREES.put("mitral", new int[] {700, 110});
        TREES.put("L5PC", new int[] {1100, 130});
    }

    private final Path folder;
    private final Device device;
    private final double scale;
    private final long deadline;
    private final int cores = Runtime.getRuntime().availableProcessors();
    private final List<String> notes = new ArrayList<>();
    private final StringBuilder page = new StringBuilder();
    private Optional<Throughput> roof = Optional.empty();

    private DeviceBench(Path folder, Device device, double scale, double minutes) {
        this.folder = folder;
        this.device = device;
        this.scale = scale;
        deadline = System.nanoTime() + (long) (minutes * 60e9);
    }

    /** {@code FOLDER RESULT [--device D] [--scale S] [--minutes M]}: folder of models.json, file to write. */
    public static void main(String[] arguments) throws IOException {
        Map<String, String> options = new LinkedHashMap<>();
        for (int i = 2; i + 1 < arguments.length; i += 2) {
            options.put(arguments[i], arguments[i + 1]);
        }
        String wish = options.getOrDefault("--device", "");
        Devices found = Devices.find();
        Optional<Device> device = found.devices().stream()
                .filter(d -> wish.isEmpty() || d.properties().answersTo(wish)).findFirst();
        if (device.isEmpty()) {
            System.err
                    .println("no such OpenCL device: " + String.join("; ", found.troubles()) + found.devices().stream()
                            .map(d -> d.properties().name()).collect(Collectors.joining(", ", " found: ", "")));
            System.exit(2);
        }
        DeviceBench bench = new DeviceBench(Path.of(arguments[0]), device.orElseThrow(),
                Double.parseDouble(options.getOrDefault("--scale", "1")),
                Double.parseDouble(options.getOrDefault("--minutes", "10")));
        boolean same = bench.run();
        Files.writeString(Path.of(arguments[1]), bench.page);
        System.exit(same ? 0 : 1);
    }

    private void say(String line) {
        page.append(line).append('\n');
        System.out.println(line);
    }

    /** Whether the device gives the bits of the Java backends. */
    private boolean run() {
        Device.Properties p = device.properties();
        say("# " + p.name());
        say("");
        say("%s, %s, driver %s, %s; %d compute units, %.1f GiB. Java %s, %d cores, %s.".formatted(p.platform(),
                p.kind(), p.driver(), p.version(), p.computeUnits(), p.memory_bytes() / 1024.0 / 1024 / 1024,
                Runtime.version(), cores, System.getProperty("os.name") + " " + System.getProperty("os.arch")));
        say("");
        DeviceExamination examined = DeviceExamination.of(device, true);
        roof = Optional.ofNullable(examined.throughput());
        roof.ifPresent(r -> say(("Measured: memory %.0f GB/s; %.0f Gflop/s in double precision, %.0f in single.")
                .formatted(r.memory_GB_per_s(), r.double_Gflop_per_s(), r.single_Gflop_per_s())));
        List<String> troubles = examined.troubles();
        say("Self-test: " + (troubles.isEmpty() ? "passed." : String.join("; ", troubles) + "."));
        if (!troubles.isEmpty()) {
            return false;
        }
        boolean same = correctness();
        speed();
        if (!notes.isEmpty()) {
            say("");
            notes.stream().distinct().forEach(n -> say("- " + n));
        }
        return same;
    }

    private boolean correctness() {
        say("");
        say("## Same bits as the Java backends");
        say("");
        say("| model | cells | precision | way | numbers compared | same |");
        say("|---|---|---|---|---|---|");
        boolean same = true;
        BenchModel ring = BenchModel.read(folder, "dendritic-hh");
        Map<String, BenchModel> models = new LinkedHashMap<>();
        models.put("ring", ring);
        models.put("pyramidal", BenchModel.read(folder, "pyramidal-10"));
        models.put("CA1 tree", ring.with(tree("CA1"), false));
        for (Map.Entry<String, BenchModel> model : models.entrySet()) {
            for (Precision precision : Precision.values()) {
                int cells = model.getKey().equals("ring") ? 19 : 3;
                Circuit circuit = model.getValue().circuit(cells);
                Trial here = new Trial(circuit, model.getValue().experiment(13), precision, 1, null);
                Trial.Result expected = here.result();
                for (List<Way> way : ways()) {
                    Optional<String> difference = new Trial(circuit, here.experiment(), precision, 1, accelerator(way))
                            .result().difference(expected);
                    say("| %s | %d | %s | %s | %d | %s |".formatted(model.getKey(), cells, word(precision),
                            way.isEmpty() ? "chosen" : way.getFirst(), expected.numbers(),
                            difference.map(d -> "**no**: " + d).orElse("yes")));
                    same &= difference.isEmpty();
                }
            }
        }
        return same;
    }

    /** Each way by itself on a device with work-groups; then, as an empty list, what the accelerator chooses. */
    private List<List<Way>> ways() {
        return device.properties().kind() == Device.Kind.CPU
                ? List.of(List.of())
                : List.of(List.of(Way.cells(32, 1)), List.of(Way.slots(32)), List.of(Way.slots(128)), List.of());
    }

    private DeviceAccelerator accelerator(List<Way> ways) {
        return ways.isEmpty()
                ? new DeviceAccelerator(device, notes::add, notes::add)
                : new DeviceAccelerator(device, ways, notes::add, d -> {
                });
    }

    private JsonNode tree(String name) {
        int[] size = TREES.getOrDefault(name, new int[] {100, 20});
        return TreeGrowth.tree(size[0], size[1], name.hashCode());
    }

    private static String word(Precision precision) {
        return precision.name().toLowerCase(Locale.ROOT);
    }

    private void speed() {
        say("");
        say("## Speed");
        say("");
        say("ns: wall time per compartment and step. roof: share of the time that the counted bytes or operations would take at"
                + " what was measured above, whichever is longer.");
        say("");
        say("| case | cells | compartments | precision | on | groups | ns | s a simulated s | roof | set-up, s | spikes |");
        say("|---|---|---|---|---|---|---|---|---|---|---|");
        BenchModel ring = BenchModel.read(folder, "dendritic-hh");
        for (Precision precision : Precision.values()) {
            measure("ring", ring, scaled(1000), 1000, precision, 1, false);
            measure("ring", ring, scaled(1000), 2000, precision, cores, false);
            for (int cells : new int[] {1000, 10_000, 100_000}) {
                measure("ring", ring, scaled(cells), cells > 10_000 ? 1000 : STEPS, precision, cores, true);
            }
        }
        for (int cells : new int[] {250, 3000}) {
            for (String name : TREES.keySet()) {
                measure(name + ", solve alone", ring.with(tree(name), true), scaled(cells), STEPS, Precision.DOUBLE,
                        cores,
                        true);
                measure(name + ", hh", ring.with(tree(name), false), scaled(cells), STEPS, Precision.DOUBLE, cores,
                        true);
            }
        }
        BenchModel spiny = ring.with(TreeGrowth.spiny(3000, 150, (int) Math.max(50, SPINES * scale), 1), false);
        measure("one cell with spines", spiny, 1, STEPS, Precision.DOUBLE, 1, false);
        measure("one cell with spines", spiny, 1, STEPS, Precision.DOUBLE, 1, true);
        measure("ring", ring, scaled(1_000_000), 400, Precision.SINGLE, cores, true);
    }

    private int scaled(int cells) {
        return (int) Math.max(1, Math.round(cells * scale));
    }

    private void measure(String name, BenchModel model, int cells, int steps, Precision precision, int threads,
            boolean onDevice) {
        String on = onDevice ? "device" : threads == 1 ? "simd, 1 core" : "simd, " + threads + " cores";
        if (System.nanoTime() > deadline) {
            say("| %s | %d | | %s | %s | | not run: out of time | | | | |".formatted(name, cells, word(precision), on));
            return;
        }
        try {
            Circuit circuit = model.circuit(cells);
            double compartments = circuit.cells().stream().mapToDouble(c -> c.cell().compartments().size()).sum();
            Trial trial = new Trial(circuit, model.experiment(steps * DT_ms), precision, threads,
                    onDevice ? accelerator(List.of()) : null);
            if (!onDevice) {
                trial.timing(); // the Java virtual machine compiles meanwhile
            }
            Trial.Timing timing = trial.timing();
            say("| %s | %d | %.0f | %s | %s | %d | %.4g | %.4g | %s | %.1f | %d |".formatted(name, cells, compartments,
                    word(precision), on, timing.groups(), timing.run_s() * 1e9 / steps / compartments,
                    timing.run_s() / (steps * DT_ms) * 1000, share(timing, precision), timing.setup_s(),
                    timing.spikes()));
        } catch (OutOfMemoryError full) {
            say("| %s | %d | | %s | %s | | not run: out of memory on the host | | | | |".formatted(name, cells,
                    word(precision), on));
        }
    }

    private String share(Trial.Timing timing, Precision precision) {
        if (timing.groups() == 0 || roof.isEmpty()) {
            return "";
        }
        Throughput most = roof.orElseThrow();
        double least_s = timing.steps() * 1e-9 * Math.max(timing.work().bytes() / most.memory_GB_per_s(),
                timing.work().flops() / (precision == Precision.DOUBLE
                        ? most.double_Gflop_per_s()
                        : most.single_Gflop_per_s()));
        return "%.0f %%".formatted(100 * least_s / timing.run_s());
    }
}
