package huxley.app;

import huxley.viz.studio.Account;
import huxley.viz.studio.Quota;
import huxley.viz.studio.StudioServer;
import huxley.viz.studio.Tool;
import huxley.viz.wire.Token;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.BindException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code huxley studio}. */
@Command(name = "studio", mixinStandardHelpOptions = true, sortOptions = false, description = "Opens the studio in a browser: projects, an editor, runs that are watched live, results.", footerHeading = "%nExamples:%n", footer = {
        "  huxley studio                                 for yourself, on this machine",
        "  huxley studio --port 8080 --data ~/brains     always at the same place, with the same projects",
        "  huxley studio --users users.json              for a class: a token and bounds for each user",
        "", "Ctrl-C ends the studio and all runs; what was recorded is kept."})
final class StudioCommand implements Callable<Integer> {
    private static final int LAST_PORT = 65535;

    @Option(names = "--port", paramLabel = "PORT", description = "Port to listen at (default: any that is free).")
    private int port;

    @Option(names = "--host", paramLabel = "HOST", description = "Address to listen at (default: 127.0.0.1, this machine only).")
    private String host = "127.0.0.1";

    @Option(names = "--data", paramLabel = "DIR", description = "Folder of projects and runs (default: huxley-studio in the home folder).")
    private Path data = Path.of(System.getProperty("user.home", "."), "huxley-studio");

    @Option(names = "--users", paramLabel = "FILE", description = "JSON: names of users, each with a token and bounds on cores, memory, disk and time.")
    private @Nullable Path users;

    @Option(names = "--no-browser", description = "Print the address only.")
    private boolean noBrowser;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (port < 0 || port > LAST_PORT) {
            throw new UserError("--port " + port + " is not possible; give a port from 1 to " + LAST_PORT
                    + ", or 0 for any that is free");
        }
        List<Account> accounts = users == null
                ? List.of(new Account("me", Token.random(), Quota.ofThisMachine()))
                : Users.read(users);
        try (StudioServer server = new StudioServer(host, port, data, accounts,
                Runtime.getRuntime().availableProcessors(), new Tool(Child::command), Version.text())) {
            PrintWriter out = spec.commandLine().getOut();
            for (Account account : accounts) {
                out.println((accounts.size() == 1 ? "studio" : account.name()) + ": " + server.address(account));
            }
            out.println("projects and runs are in " + data + "; Ctrl-C ends the studio");
            out.flush();
            Thread end = new Thread(server::close, "end of studio");
            Runtime.getRuntime().addShutdownHook(end);
            if (!noBrowser && accounts.size() == 1) {
                open(server.address(accounts.getFirst()), spec.commandLine().getErr());
            }
            server.join();
            return ExitCode.DONE;
        } catch (BindException taken) {
            throw new UserError("port " + port + " of " + host + " cannot be used (" + taken.getMessage()
                    + "); leave --port out for one that is free");
        } catch (IOException cannot) {
            throw new UserError("the studio cannot start with the folder " + data + ": " + cannot.getMessage());
        } catch (InterruptedException end) {
            return ExitCode.INTERRUPTED;
        }
    }

    /** Where there is no browser, the address is printed anyway. */
    private static void open(String address, PrintWriter err) {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        List<String> command = system.contains("mac")
                ? List.of("open", address)
                : system.contains("win")
                        ? List.of("rundll32", "url.dll,FileProtocolHandler", address)
                        : List.of("xdg-open", address);
        try {
            new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException absent) {
            err.println("huxley: no browser could be opened; open the address yourself");
            err.flush();
        }
    }
}
