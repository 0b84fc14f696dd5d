package huxley.viz.wire;

import huxley.viz.live.Command;
import huxley.viz.live.Reply;
import huxley.viz.live.Scene;
import huxley.viz.live.State;
import huxley.viz.live.Status;
import java.util.Locale;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The text messages of the live stream. */
public final class Messages {
    private static final JsonMapper JSON = new JsonMapper();

    private Messages() {
    }

    /** What a server tells a viewer. */
    public sealed interface Message {
    }

    public record OfScene(Scene scene) implements Message {
    }

    public record OfStatus(Status status) implements Message {
    }

    public record OfReply(Reply reply) implements Message {
    }

    public static String of(Scene scene) {
        ObjectNode node = JSON.createObjectNode().put("type", "scene");
        SceneText.write(scene, node);
        return JSON.writeValueAsString(node);
    }

    public static String of(Status status) {
        return JSON.writeValueAsString(JSON.createObjectNode().put("type", "status")
                .put("state", status.state().name().toLowerCase(Locale.ROOT)).put("time_ms", status.time_ms())
                .put("duration_ms", status.duration_ms()).put("speed", status.speed()).put("limit", status.limit())
                .put("run", status.run()).put("message", status.message()));
    }

    public static String of(Reply reply) {
        return JSON.writeValueAsString(JSON.createObjectNode().put("type", reply.obeyed() ? "done" : "refused")
                .put("do", reply.command()).put("message", reply.message()));
    }

    /** @throws IllegalArgumentException if it is nothing that a server says */
    public static Message message(String text) {
        JsonNode node = read(text);
        String type = node.path("type").asString("");
        return switch (type) {
        case "scene" -> new OfScene(SceneText.read(node));
        case "status" -> new OfStatus(new Status(node.path("run").asInt(),
                State.valueOf(node.path("state").asString("").toUpperCase(Locale.ROOT)),
                node.path("time_ms").asDouble(), node.path("duration_ms").asDouble(), node.path("speed").asDouble(),
                node.path("limit").asDouble(), node.path("message").asString("")));
        case "done", "refused" -> new OfReply(new Reply(node.path("do").asString(""), type.equals("done"),
                node.path("message").asString("")));
        default -> throw new IllegalArgumentException("a message of type '" + type + "'");
        };
    }

    public static String of(Command command) {
        ObjectNode node = JSON.createObjectNode().put("do", command.name());
        switch (command) {
        case Command.Step step -> node.put("steps", step.steps());
        case Command.Speed speed -> node.put("limit", speed.limit());
        case Command.Watch watch -> node.put("variable", watch.variable());
        case Command.Inject inject -> node.put("gid", inject.gid()).put("compartment", inject.compartment())
                .put("current_nA", inject.current_nA()).put("duration_ms", inject.duration_ms());
        case Command.Set set -> node.put("name", set.parameter()).put("value", set.value());
        case Command.Run _,Command.Pause _,Command.Epoch _,Command.Reset _,Command.Checkpoint _,Command.Stop _ -> {
        }
        }
        return JSON.writeValueAsString(node);
    }

    /** @throws IllegalArgumentException if it is no command, saying why */
    public static Command command(String text) {
        JsonNode node = read(text);
        String name = node.path("do").asString("");
        return switch (name) {
        case "run" -> new Command.Run();
        case "pause" -> new Command.Pause();
        case "step" -> new Command.Step(node.has("steps") ? (int) number(node, "steps") : 1);
        case "epoch" -> new Command.Epoch();
        case "speed" -> new Command.Speed(number(node, "limit"));
        case "watch" -> new Command.Watch(text(node, "variable"));
        case "inject" -> new Command.Inject((int) number(node, "gid"), (int) number(node, "compartment"),
                number(node, "current_nA"), number(node, "duration_ms"));
        case "set" -> new Command.Set(text(node, "name"), text(node, "value"));
        case "reset" -> new Command.Reset();
        case "checkpoint" -> new Command.Checkpoint();
        case "stop" -> new Command.Stop();
        default -> throw new IllegalArgumentException("there is no command '" + name
                + "'; there are run, pause, step, epoch, speed, watch, inject, set, reset, checkpoint, stop");
        };
    }

    private static JsonNode read(String text) {
        try {
            return JSON.readTree(text);
        } catch (JacksonException damaged) {
            throw new IllegalArgumentException("not JSON: " + damaged.getOriginalMessage(), damaged);
        }
    }

    private static double number(JsonNode node, String key) {
        if (!node.path(key).isNumber()) {
            throw new IllegalArgumentException("'" + node.path("do").asString("") + "' needs a number '" + key + "'");
        }
        return node.path(key).asDouble();
    }

    private static String text(JsonNode node, String key) {
        if (!node.path(key).isString()) {
            throw new IllegalArgumentException("'" + node.path("do").asString("") + "' needs a text '" + key + "'");
        }
        return node.path(key).asString();
    }
}
