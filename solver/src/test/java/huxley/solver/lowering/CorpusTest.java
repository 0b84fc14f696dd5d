package huxley.solver.lowering;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import huxley.neuron.mechanism.Mechanism;
import huxley.neuron.nmodl.BuiltIns;
import huxley.neuron.nmodl.Includes;
import huxley.neuron.nmodl.Nmodl;
import huxley.neuron.problem.InvalidInputException;
import huxley.neuron.problem.Source;
import huxley.solver.kernel.LoweredMechanism;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every published mechanism at hand lowers, and runs at usual voltages without leaving the real numbers. */
class CorpusTest {
    private static final Path DATA = Path.of(System.getProperty("huxley.root", ".")).resolve("../shared/data");

    @Test
    void builtInsRunFinite() {
        Map<String, String> complaints = new TreeMap<>();
        for (String name : BuiltIns.names()) {
            check(name, BuiltIns.find(name).orElseThrow(), complaints);
        }
        assertEquals(Map.of(), complaints);
    }

    @Test
    void publishedMechanismsRunFinite() throws IOException {
        assumeTrue(Files.isDirectory(DATA), "no data beside the repository");
        Map<String, String> complaints = new TreeMap<>();
        for (Path file : files()) {
            Mechanism mechanism;
            try {
                mechanism = Nmodl.compile(new Source(file.getFileName().toString(), Files.readString(file)),
                        Includes.none());
            } catch (InvalidInputException e) {
                continue;
            }
            check(DATA.relativize(file).toString(), mechanism, complaints);
        }
        assertEquals(Map.of(), complaints);
    }

    private static List<Path> files() throws IOException {
        List<Path> files = new ArrayList<>();
        for (String folder : List.of("nmodl", "striatum/mechanisms")) {
            try (Stream<Path> all = Files.walk(DATA.resolve(folder))) {
                all.filter(p -> p.toString().endsWith(".mod")).sorted().forEach(files::add);
            }
        }
        return files;
    }

    private static void check(String name, Mechanism mechanism, Map<String, String> complaints) {
        try {
            LoweredMechanism lowered = Lowering.lower(mechanism, MemoryLayout.plain());
            run(lowered);
        } catch (InvalidInputException | IllegalStateException | ArithmeticException e) {
            complaints.put(name, String.valueOf(e.getMessage()));
        }
    }

    private static void run(LoweredMechanism lowered) {
        Bench bench = new Bench(lowered, 9);
        for (int i = 0; i < 9; i++) {
            bench.array("v")[i] = -90 + 15 * i;
        }
        for (String ion : List.of("na", "k", "ca")) {
            bench.set(ion + ".inner", ion.equals("ca") ? 5e-5 : 10).set(ion + ".outer", ion.equals("ca") ? 2 : 140);
        }
        bench.set("celsius", 25);
        bench.run(lowered.initial());
        bench.run(lowered.current());
        for (int step = 0; step < 40; step++) {
            bench.run(lowered.state());
            bench.run(lowered.current());
        }
        bench.assertFinite();
        assertEquals(List.of(), bench.effects.stream().filter(e -> e.startsWith("fail")).toList());
    }
}
