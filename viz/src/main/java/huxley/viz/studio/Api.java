package huxley.viz.studio;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.jetty.util.Fields;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** What can be asked for, by method and path; {@code openapi.json} describes the same to others. */
final class Api {
    private static final int LONGEST_REQUEST = 1 << 20;
    private static final int MOST_POINTS = 20_000;

    private final Tool tool;
    private final Runs runs;
    private final String version;
    private final List<Route> routes;
    /** They do not change while the program runs. */
    private volatile @Nullable Reply ready;

    Api(Tool tool, Runs runs, String version) {
        this.tool = tool;
        this.runs = runs;
        this.version = version;
        routes = routes();
    }

    /** A request, taken apart. */
    record Call(Visitor visitor, Map<String, String> named, Fields query, InputStream body) {
        Workspace workspace() {
            return switch (visitor) {
            case Visitor.Owner owner -> owner.workspace();
            case Visitor.Guest _ -> throw Refusal.forbidden("this link lets you look at one run, and nothing else");
            };
        }

        String of(String name) {
            return named.getOrDefault(name, "");
        }

        String asked(String name) {
            String value = query.getValue(name);
            if (value == null) {
                throw Refusal.wrong("the address lacks '?" + name + "=...'");
            }
            return value;
        }

        Folder project() {
            return workspace().project(of("project"));
        }

        JsonNode json() throws IOException {
            byte[] text = body.readNBytes(LONGEST_REQUEST + 1);
            if (text.length > LONGEST_REQUEST) {
                throw Refusal.tooLarge("a request of more than " + LONGEST_REQUEST + " bytes");
            }
            try {
                return Json.MAPPER.readTree(text);
            } catch (JacksonException broken) {
                throw Refusal.wrong("the request is no JSON: " + broken.getOriginalMessage());
            }
        }
    }

    /** Something that can be done. */
    interface Work {
        Reply of(Call call) throws IOException, InterruptedException;
    }

    /** @param pattern such as {@code /api/runs/{run}/stop} */
    record Route(String method, String pattern, Work work) {
        /** What stands for the names in braces, if the path is of this kind. */
        Optional<Map<String, String>> match(String path) {
            String[] wanted = pattern.split("/", -1);
            String[] given = path.split("/", -1);
            Map<String, String> named = new LinkedHashMap<>();
            for (int i = 0; i < wanted.length; i++) {
                if (given.length != wanted.length) {
                    return Optional.empty();
                } else if (wanted[i].startsWith("{")) {
                    named.put(wanted[i].substring(1, wanted[i].length() - 1), given[i]);
                } else if (!wanted[i].equals(given[i])) {
                    return Optional.empty();
                }
            }
            return Optional.of(named);
        }
    }

    private List<Route> routes() {
        List<Route> all = new ArrayList<>();
        all.add(new Route("GET", "/api/me", this::me));
        all.add(new Route("GET", "/api/schema", call -> print(call, "schema")));
        all.add(new Route("GET", "/api/models", this::models));
        all.add(new Route("GET", "/api/models/{model}/picture", this::picture));
        all.add(new Route("GET", "/api/projects", call -> new Reply.Value(call.workspace().projects())));
        all.add(new Route("POST", "/api/projects", this::create));
        all.add(new Route("DELETE", "/api/projects/{project}", call -> {
            call.workspace().delete(call.of("project"));
            return new Reply.Done();
        }));
        all.add(new Route("GET", "/api/projects/{project}/files", call -> new Reply.Value(call.project().list())));
        all.add(new Route("GET", "/api/projects/{project}/file",
                call -> new Reply.File(call.project().file(call.asked("path")))));
        all.add(new Route("PUT", "/api/projects/{project}/file", call -> {
            call.project().write(call.asked("path"), call.body(), call.workspace().room());
            return new Reply.Done();
        }));
        all.add(new Route("DELETE", "/api/projects/{project}/file", call -> {
            call.project().delete(call.asked("path"));
            return new Reply.Done();
        }));
        all.add(new Route("GET", "/api/projects/{project}/archive",
                call -> new Reply.Archive(call.of("project"), call.project())));
        all.add(new Route("POST", "/api/projects/{project}/archive",
                call -> new Reply.Value(call.project().unzip(call.body(), call.workspace().room()))));
        all.add(new Route("GET", "/api/projects/{project}/check", this::check));
        all.add(new Route("GET", "/api/runs", call -> new Reply.Value(runs.list(call.workspace()))));
        all.add(new Route("POST", "/api/runs", this::start));
        all.add(new Route("GET", "/api/runs/{run}", call -> new Reply.Value(job(call).run())));
        all.add(new Route("DELETE", "/api/runs/{run}", call -> {
            runs.delete(call.workspace(), call.of("run"));
            return new Reply.Done();
        }));
        all.add(new Route("POST", "/api/runs/{run}/stop", call -> {
            runs.find(call.workspace(), call.of("run")).stop("the run was stopped");
            return new Reply.Done();
        }));
        all.add(new Route("POST", "/api/runs/{run}/share", call -> new Reply.Value(
                runs.share(call.workspace(), call.of("run"), call.json().path("open").asBoolean(true)))));
        all.add(new Route("GET", "/api/runs/{run}/files", call -> new Reply.Value(job(call).files().list())));
        all.add(new Route("GET", "/api/runs/{run}/file",
                call -> new Reply.File(job(call).files().file(call.asked("path")))));
        all.add(new Route("GET", "/api/runs/{run}/archive",
                call -> new Reply.Archive(job(call).run().id(), job(call).files())));
        all.add(new Route("GET", "/api/runs/{run}/data", this::data));
        return List.copyOf(all);
    }

    List<Route> all() {
        return routes;
    }

    Reply answer(String method, String path, Visitor visitor, Fields query, InputStream body)
            throws IOException, InterruptedException {
        boolean known = false;
        for (Route route : routes) {
            Optional<Map<String, String>> named = route.match(path);
            known |= named.isPresent();
            if (named.isPresent() && route.method().equals(method)) {
                return route.work().of(new Call(visitor, named.get(), query, body));
            }
        }
        throw known
                ? Refusal.wrong(method + " cannot be done with " + Folder.shown(path))
                : Refusal.absent("there is nothing at " + Folder.shown(path));
    }

    /** Whom the page is for. */
    record Me(String version, String user, Quota quota, long used_MB, String sharedRun) {
    }

    private Reply me(Call call) throws IOException {
        return new Reply.Value(switch (call.visitor()) {
        case Visitor.Owner(Workspace own) -> new Me(version, own.account().name(), own.account().quota(),
                own.used() >> 20, "");
        case Visitor.Guest(Job job) -> new Me(version, "", new Quota(1, 64, 1, 1), 0, job.run().id());
        });
    }

    private Reply print(Call call, String... arguments) throws IOException, InterruptedException {
        Workspace own = call.workspace();
        return print(tool.look(own.runsFolder(), own.account().quota(), List.of(arguments)));
    }

    /** What a command printed, wrong input included; anything else that went wrong is told in its own words. */
    private static Reply print(Tool.Answer answer) {
        if (answer.output().isBlank()) {
            throw Refusal.wrong(answer.complaints().isBlank()
                    ? "the process that looked into it ended with code " + answer.exitCode()
                    : answer.complaints());
        }
        return new Reply.Printed(answer.output());
    }

    private Reply models(Call call) throws IOException, InterruptedException {
        Reply known = ready;
        if (known == null) {
            known = print(call, "models", "--json");
            ready = known;
        }
        return known;
    }

    private Reply picture(Call call) throws IOException, InterruptedException {
        JsonNode all = Json.MAPPER.readTree(((Reply.Printed) models(call)).json());
        for (JsonNode model : all) {
            if (model.path("name").asString().equals(call.of("model"))) {
                Path folder = Path.of(model.path("file").asString()).toAbsolutePath().getParent();
                try (Stream<Path> files = Files.list(folder)) {
                    return new Reply.File(files.filter(f -> f.toString().endsWith(".png")).sorted().findFirst()
                            .orElseThrow(() -> Refusal.absent("this model has no picture")));
                }
            }
        }
        throw Refusal.absent("there is no model '" + Folder.shown(call.of("model")) + "'");
    }

    private Reply create(Call call) throws IOException, InterruptedException {
        JsonNode wanted = call.json();
        String name = wanted.path("name").asString("");
        String model = wanted.path("model").asString("");
        Workspace own = call.workspace();
        if (model.isEmpty()) {
            own.create(name);
        } else if (Files.exists(own.place(name))) {
            throw Refusal.taken("there is a project '" + name + "' already");
        } else {
            Tool.Answer answer = tool.look(own.runsFolder(), own.account().quota(),
                    List.of("new", "--", model, own.place(name).toString()));
            if (answer.exitCode() != 0) {
                throw Refusal.wrong(answer.complaints());
            }
        }
        return new Reply.Value(Map.of("name", name));
    }

    /** Looks into a file in the way that its kind asks for. */
    private Reply check(Call call) throws IOException, InterruptedException {
        String path = call.asked("path");
        Folder project = call.project();
        project.file(path);
        String command = switch (path.substring(path.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT)) {
        case "json" -> "check";
        case "mod" -> "mechanisms";
        case "swc", "asc", "h5", "hdf5" -> "morphology";
        default ->
            throw Refusal.wrong("'" + Folder.shown(path) + "' is neither JSON, nor a mechanism, nor a morphology");
        };
        return print(
                tool.look(project.root(), call.workspace().account().quota(), List.of(command, "--json", "--", path)));
    }

    private Reply start(Call call) throws IOException {
        JsonNode wanted = call.json();
        Map<String, String> settings = new LinkedHashMap<>();
        wanted.path("settings").properties().forEach(e -> settings.put(e.getKey(), e.getValue().asString()));
        return new Reply.Value(runs.start(call.workspace(), wanted.path("project").asString(""),
                wanted.path("file").asString("model.json"), settings, wanted.path("paused").asBoolean(false)));
    }

    private Job job(Call call) {
        return switch (call.visitor()) {
        case Visitor.Owner(Workspace own) -> runs.find(own, call.of("run"));
        case Visitor.Guest(Job shared) -> {
            if (!shared.run().id().equals(call.of("run"))) {
                throw Refusal.forbidden("this link lets you look at one run, and nothing else");
            }
            yield shared;
        }
        };
    }

    /** Traces and spikes of results, thinned so that a page can draw them. */
    private Reply data(Call call) throws IOException, InterruptedException {
        Job job = job(call);
        String points = Optional.ofNullable(call.query().getValue("points")).orElse("2000");
        if (!points.matches("[1-9][0-9]{0,5}") || Integer.parseInt(points) > MOST_POINTS) {
            throw Refusal.wrong("'points' is a number from 1 to " + MOST_POINTS);
        }
        Path results = job.files().at(Job.RESULTS);
        if (!Files.isDirectory(results)) {
            throw Refusal.absent("the run has no results" + (job.run().isOver() ? "" : " yet"));
        }
        return print(tool.look(job.files().root(), Quota.ofThisMachine(),
                List.of("plot", "--json", "--points", points, Job.RESULTS)));
    }
}
