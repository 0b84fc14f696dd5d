package huxley.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import huxley.viz.studio.Account;
import huxley.viz.studio.Quota;
import huxley.viz.studio.StudioServer;
import huxley.viz.studio.Tool;
import huxley.viz.wire.Token;
import io.jhdf.HdfFile;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page in a real Chromium, with a real server and real runs. Skipped where Chromium, npm or its libraries are missing. */
class StudioPageTest {
    private static final Path ROOT = Path.of(System.getProperty("huxley.root", ".")).toAbsolutePath().normalize();
    private static final Path TEST = ROOT.resolve("app/src/test/web");
    private static final Path SCRATCH = ROOT.resolve("app/target/studio-test");

    private static Optional<Path> find(String program) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .map(folder -> Path.of(folder, program)).filter(Files::isExecutable).findFirst();
    }

    private static int wait(Process process, int seconds) throws InterruptedException {
        if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor();
        }
        return process.exitValue();
    }

    /** The libraries of the test, from npm's cache where they are in it. */
    private static void fetch() throws IOException, InterruptedException {
        Files.createDirectories(SCRATCH);
        Path done = SCRATCH.resolve("node_modules/.installed");
        String lock = Files.readString(TEST.resolve("package-lock.json"));
        if (!Files.exists(done) || !Files.readString(done).equals(lock)) {
            for (String file : List.of("package.json", "package-lock.json")) {
                Files.writeString(SCRATCH.resolve(file), Files.readString(TEST.resolve(file)));
            }
            int code = wait(new ProcessBuilder("npm", "ci", "--prefer-offline", "--no-audit", "--no-fund")
                    .directory(SCRATCH.toFile()).redirectErrorStream(true)
                    .redirectOutput(SCRATCH.resolve("npm.log").toFile()).start(), 120);
            Assumptions.assumeTrue(code == 0, "the libraries of the test cannot be fetched");
            Files.writeString(done, lock);
        }
        Files.writeString(SCRATCH.resolve("studio.mjs"), Files.readString(TEST.resolve("studio.mjs")));
    }

    @Test
    void galleryToResultsInARealBrowser(@TempDir Path data) throws IOException, InterruptedException {
        Path chromium = find("chromium").or(() -> find("google-chrome")).orElse(null);
        Assumptions.assumeTrue(chromium != null, "there is no Chromium");
        Assumptions.assumeTrue(find("npm").isPresent(), "there is no npm");
        Assumptions.assumeTrue(StudioServer.class.getResource("/web/app.js") != null, "the page was not built");
        fetch();
        Account me = new Account("me", Token.random(), new Quota(1, 512, 1000, 600));
        try (StudioServer server = new StudioServer("127.0.0.1", 0, data, List.of(me), 1, new Tool(Child::command),
                "test")) {
            Path log = SCRATCH.resolve("studio.log");
            int code = wait(new ProcessBuilder("node", "studio.mjs", server.address(me), String.valueOf(chromium),
                    "node_modules/axe-core/axe.min.js", SCRATCH.toString()).directory(SCRATCH.toFile())
                    .redirectErrorStream(true).redirectOutput(log.toFile()).start(), 300);
            String said = Files.readString(log, StandardCharsets.UTF_8);
            assertEquals(0, code, said);
            assertTrue(said.endsWith("all is well\n"), said);
        }
        try (HdfFile results = new HdfFile(SCRATCH.resolve("results.h5"))) {
            assertEquals(1201, ((double[]) results.getDatasetByPath("traces/axon(0.5).v").getData()).length);
        }
    }
}
