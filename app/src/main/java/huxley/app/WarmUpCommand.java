package huxley.app;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;

/**
 * Does what usual runs do, small ones and some with own mechanisms, so that the launcher can record from it which classes
 * are needed and which methods become hot. Not for users.
 */
@Command(name = "warm-up", hidden = true)
final class WarmUpCommand implements Callable<Integer> {
    @Override
    public Integer call() throws IOException {
        PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
        Path scratch = Files.createTempDirectory("huxley-warm-up-");
        try {
            String small = ReadyModels.all().getFirst().file().toString();
            String large = ReadyModels.find("pyramidal-cell").file().toString();
            Huxley.execute(nowhere, nowhere, "check", large);
            Huxley.execute(nowhere, nowhere, "run", large, "--backend", "simd", "--out",
                    scratch.resolve("large").toString());
            return Huxley.execute(nowhere, nowhere, "run", small, "--out", scratch.resolve("small").toString());
        } finally {
            try (Stream<Path> all = Files.walk(scratch)) {
                all.sorted((a, b) -> b.compareTo(a)).forEach(f -> f.toFile().delete());
            }
        }
    }
}
