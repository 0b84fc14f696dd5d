package huxley.app;

import huxley.io.document.FileTrouble;
import huxley.viz.studio.Account;
import huxley.viz.studio.Quota;
import huxley.viz.wire.Token;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Who may work in a studio: a JSON object of names, each with a token and bounds. */
final class Users {
    private static final Set<String> KEYS = Set.of("token", "cores", "memory_MB", "disk_MB", "time_s");

    private Users() {
    }

    static List<Account> read(Path file) {
        JsonNode root;
        try {
            root = JsonMapper.builder().build().readTree(Files.readString(file));
        } catch (IOException unreadable) {
            throw new UserError("cannot read " + file + ": " + FileTrouble.inWords(unreadable));
        } catch (JacksonException broken) {
            throw new UserError(file + ": " + broken.getOriginalMessage());
        }
        List<Account> accounts = new ArrayList<>();
        Set<String> tokens = new HashSet<>();
        root.properties().forEach(entry -> {
            accounts.add(account(file, entry.getKey(), entry.getValue()));
            if (!tokens.add(entry.getValue().path("token").asString())) {
                throw new UserError(file + ": two users have the same token");
            }
        });
        if (accounts.isEmpty()) {
            throw new UserError(file + " names no users; write {\"ada\": {\"token\": \"...\", \"cores\": 2}}");
        }
        return accounts;
    }

    private static Account account(Path file, String name, JsonNode said) {
        Quota most = Quota.ofThisMachine();
        for (String key : said.propertyNames()) {
            if (!KEYS.contains(key)) {
                throw new UserError(file + ": '" + key + "' of user '" + name + "' is not known; known keys: "
                        + String.join(", ", KEYS.stream().sorted().toList()));
            }
        }
        try {
            return new Account(name, new Token(said.path("token").asString("")),
                    new Quota(said.path("cores").asInt(most.cores()), said.path("memory_MB").asInt(most.memory_MB()),
                            said.path("disk_MB").asInt(most.disk_MB()), said.path("time_s").asInt(most.time_s())));
        } catch (IllegalArgumentException | JacksonException wrong) {
            throw new UserError(file + ": user '" + name + "': " + wrong.getMessage());
        }
    }
}
