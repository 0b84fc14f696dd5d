package huxley.app;

import java.io.PrintWriter;
import java.io.Writer;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Touches what a usual run touches, so that the launcher can record a class-data cache from it. Not for users. */
@Command(name = "warm-up", hidden = true)
final class WarmUpCommand implements Callable<Integer> {
    @Override
    public Integer call() {
        PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
        Huxley.execute(nowhere, nowhere, "run", "--help");
        return Huxley.execute(nowhere, nowhere, "doctor");
    }
}
