package huxley.app;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;

/** Does what a usual run does, so that the launcher can record a class-data cache from it. Not for users. */
@Command(name = "warm-up", hidden = true)
final class WarmUpCommand implements Callable<Integer> {
    @Override
    public Integer call() throws IOException {
        PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
        Path scratch = Files.createTempDirectory("huxley-warm-up-");
        try {
            String model = ReadyModels.all().getFirst().file().toString();
            Huxley.execute(nowhere, nowhere, "check", model);
            return Huxley.execute(nowhere, nowhere, "run", model, "--out", scratch.resolve("results").toString());
        } finally {
            try (Stream<Path> all = Files.walk(scratch)) {
                all.sorted((a, b) -> b.compareTo(a)).forEach(f -> f.toFile().delete());
            }
        }
    }
}
