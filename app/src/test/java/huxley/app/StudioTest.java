package huxley.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import huxley.viz.studio.Account;
import huxley.viz.studio.Quota;
import huxley.viz.studio.StudioServer;
import huxley.viz.studio.Tool;
import huxley.viz.wire.Token;
import java.io.IOException;
import java.io.OutputStream;
import java.net.BindException;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The studio as a program sees it, and as an attacker does. Its runs are real processes. */
class StudioTest {
    private static final Path ROOT = Path.of(System.getProperty("huxley.root", "."));
    private static final Account ADA = new Account("ada", new Token("secret-of-ada"), new Quota(1, 512, 50, 600));
    private static final Account OTTO = new Account("otto", new Token("secret-of-otto"), new Quota(1, 256, 1, 4));
    private static final String BALL = """
            {
              "huxley": "1",
              "simulation": { "duration": "%s", "temperature": "20 degC", "initialVoltage": "-70 mV" },
              "cells": { "ball": {
                  "morphology": { "sections": { "soma": { "length": "20 um", "diameter": "20 um" } } },
                  "paint": [ { "region": "all", "capacitance": "1 uF/cm2", "axialResistivity": "100 ohm cm",
                    "mechanisms": { "hh": {} } } ] } },
              "record": [ { "variable": "v", "at": "soma(0.5)" %s } ]
            }
            """;

    @TempDir
    private static Path data;
    private static StudioServer server;
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @BeforeAll
    static void start() throws IOException {
        server = new StudioServer("127.0.0.1", 0, data, List.of(ADA, OTTO), 2, new Tool(Child::command), "test");
    }

    @AfterAll
    static void end() {
        server.close();
    }

    private static URI at(String path) {
        return URI.create("http://127.0.0.1:" + server.port() + path);
    }

    private static HttpResponse<String> send(Account who, String method, String path, String body) {
        try {
            return CLIENT.send(HttpRequest.newBuilder(at(path)).header("Authorization", "Bearer " + who.token().text())
                    .method(method, BodyPublishers.ofString(body)).build(), BodyHandlers.ofString());
        } catch (IOException | InterruptedException gone) {
            throw new AssertionError(gone);
        }
    }

    private static JsonNode ask(Account who, String method, String path, String body) {
        HttpResponse<String> response = send(who, method, path, body);
        assertEquals(200, response.statusCode(), response.body());
        return JsonMapper.builder().build().readTree(response.body());
    }

    private static String file(String project, String path) {
        return "/api/projects/" + project + "/file?path=" + URLEncoder.encode(path, StandardCharsets.UTF_8);
    }

    private static JsonNode project(Account who, String name, String model) {
        JsonNode made = ask(who, "POST", "/api/projects", "{\"name\": \"" + name + "\"}");
        ask(who, "PUT", file(name, "model.json"), model);
        return made;
    }

    private static JsonNode over(Account who, JsonNode asked) throws InterruptedException {
        JsonNode run = asked;
        for (int i = 0; i < 1200 && List.of("queued", "running").contains(run.path("state").asString()); i++) {
            Thread.sleep(100);
            run = ask(who, "GET", "/api/runs/" + asked.path("id").asString(), "");
        }
        return run;
    }

    @Test
    void projectFromTheGalleryRunsToResults() throws InterruptedException {
        ask(ADA, "POST", "/api/projects", "{\"name\": \"axon\", \"model\": \"squid-axon\"}");
        assertEquals("Squid giant axon",
                ask(ADA, "GET", "/api/projects/axon/check?path=model.json", "").path("title").asString());
        JsonNode run = over(ADA, ask(ADA, "POST", "/api/runs",
                "{\"project\": \"axon\", \"settings\": {\"amplitude\": \"8 uA\"}}"));
        assertEquals("done", run.path("state").asString(), run.toString());
        String id = run.path("id").asString();
        JsonNode results = ask(ADA, "GET", "/api/runs/" + id + "/data?points=100", "").path("variants").path(0);
        assertEquals("8 uA", results.path("parameters").path("amplitude").asString());
        assertEquals(100, results.path("traces").path(0).path("values").size());
        List<String> files = new ArrayList<>();
        ask(ADA, "GET", "/api/runs/" + id + "/files", "").forEach(f -> files.add(f.path("path").asString()));
        assertTrue(files.containsAll(List.of("results/results.h5", "results/summary.csv", "results/traces.png")),
                files.toString());
        guestSeesOneRunAndNothingElse(id);
    }

    private void guestSeesOneRunAndNothingElse(String id) {
        String link = "?share=" + ask(ADA, "POST", "/api/runs/" + id + "/share", "{}").path("share").asString();
        assertEquals(200, plain("GET", "/api/runs/" + id + link).statusCode());
        assertEquals(200, plain("GET", "/api/runs/" + id + "/file" + link + "&path=results/summary.csv").statusCode());
        for (String path : List.of("/api/projects", "/api/runs", "/api/projects/axon/files", "/api/runs/other")) {
            assertEquals(403, plain("GET", path + link).statusCode(), path);
        }
        assertEquals(403, plain("DELETE", "/api/runs/" + id + link).statusCode());
        assertEquals(403, plain("POST", "/api/runs/" + id + "/stop" + link).statusCode());
        ask(ADA, "POST", "/api/runs/" + id + "/share", "{\"open\": false}");
        assertEquals(403, plain("GET", "/api/runs/" + id + link).statusCode());
    }

    private static HttpResponse<String> plain(String method, String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(at(path)).method(method, BodyPublishers.noBody());
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return CLIENT.send(request.build(), BodyHandlers.ofString());
        } catch (IOException | InterruptedException gone) {
            throw new AssertionError(gone);
        }
    }

    @Test
    void nobodyIsServedWithoutTheToken() throws IOException {
        JsonNode paths = JsonMapper.builder().build().readTree(
                Files.readString(ROOT.resolve("viz/src/main/web/openapi.json"))).path("paths");
        List<String> all = new ArrayList<>(List.of("/", "/app.js", "/live?run=1", "/api/openapi.json", "/nothing"));
        paths.properties().forEach(path -> path.getValue().propertyNames()
                .forEach(method -> assertEquals(403, plain(method.toUpperCase(Locale.ROOT),
                        path.getKey().replaceAll("[{}]", "")).statusCode(), path.getKey())));
        for (String path : all) {
            assertEquals(403, plain("GET", path).statusCode(), path);
            assertEquals(403, plain("GET", path, "Authorization", "Bearer secret-of-adb").statusCode(), path);
            assertEquals(403, plain("GET", path, "Cookie", "huxley-" + server.port() + "=secret").statusCode(), path);
        }
    }

    @Test
    void pagesOfOthersAreTurnedAway() throws IOException {
        String token = "Bearer " + ADA.token().text();
        assertEquals(403,
                plain("GET", "/api/me", "Authorization", token, "Origin", "http://evil.example").statusCode());
        assertEquals(403, plain("GET", "/api/me", "Authorization", token, "Origin", "null").statusCode());
        assertEquals(403, plain("GET", "/api/me", "Authorization", token, "Origin",
                "http://127.0.0.1:" + (server.port() + 1)).statusCode());
        assertEquals(200, plain("GET", "/api/me", "Authorization", token, "Origin",
                "http://127.0.0.1:" + server.port()).statusCode());
        try (Socket socket = new Socket("127.0.0.1", server.port())) {
            OutputStream out = socket.getOutputStream();
            out.write(("GET /api/me?token=" + ADA.token().text() + " HTTP/1.1\r\nHost: evil.example:" + server.port()
                    + "\r\nConnection: close\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(answer.startsWith("HTTP/1.1 403 "), answer);
        }
        URI live = URI.create("ws://127.0.0.1:" + server.port() + "/live?run=1&token=" + ADA.token().text());
        CompletionException refused = assertThrows(CompletionException.class, () -> CLIENT.newWebSocketBuilder()
                .header("Origin", "http://evil.example").buildAsync(live, new WebSocket.Listener() {
                }).join());
        assertEquals(403, ((WebSocketHandshakeException) refused.getCause()).getResponse().statusCode());
    }

    @Test
    void cookieOfThePageIsNotForScriptsNorForOtherSites() {
        HttpResponse<String> page = plain("GET", "/?token=" + ADA.token().text());
        String cookie = page.headers().firstValue("Set-Cookie").orElse("");
        assertTrue(cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict"), cookie);
        assertTrue(page.headers().firstValue("Content-Security-Policy").orElse("").startsWith("default-src 'self'"));
        assertEquals(200, plain("GET", "/api/me", "Cookie", cookie.substring(0, cookie.indexOf(';'))).statusCode());
    }

    @Test
    void usersReachOnlyTheirOwnFiles() throws IOException {
        project(ADA, "private", "{ \"secret\": 4711 }");
        assertEquals(404, send(OTTO, "GET", file("private", "model.json"), "").statusCode());
        assertEquals(400, send(OTTO, "GET", "/api/projects/..%5Cada/files", "").statusCode());
        Path secret = data.resolve("ada/projects/private/model.json");
        assertTrue(Files.exists(secret));
        ask(OTTO, "POST", "/api/projects", "{\"name\": \"spy\"}");
        for (String model : List.of(
                "{ \"huxley\": \"1\", \"include\": \"" + secret + "\" }",
                "{ \"huxley\": \"1\", \"include\": \"../../../ada/projects/private/model.json\" }",
                "{ \"huxley\": \"1\", \"mechanisms\": \"../../../ada/projects/private\" }")) {
            ask(OTTO, "PUT", file("spy", "model.json"), model);
            String answer = send(OTTO, "GET", "/api/projects/spy/check?path=model.json", "").body();
            assertFalse(answer.contains("4711"), answer);
            assertTrue(
                    answer.contains("no such file") || answer.contains("there is no")
                            || answer.contains("does not exist"),
                    answer);
        }
        Files.createSymbolicLink(data.resolve("otto/projects/spy/link.json"), secret);
        assertEquals(403, send(OTTO, "GET", file("spy", "link.json"), "").statusCode());
    }

    @Test
    void filesOfUsersAreNeverRunByABrowser() {
        project(ADA, "page", "{}");
        ask(ADA, "PUT", file("page", "evil.html"), "<script>alert(1)</script>");
        HttpResponse<String> got = send(ADA, "GET", file("page", "evil.html"), "");
        assertEquals("application/octet-stream", got.headers().firstValue("Content-Type").orElse(""));
        assertEquals("attachment", got.headers().firstValue("Content-Disposition").orElse(""));
        assertEquals("nosniff", got.headers().firstValue("X-Content-Type-Options").orElse(""));
    }

    @Test
    void uploadsBeyondTheQuotaAreRefused() {
        ask(OTTO, "POST", "/api/projects", "{\"name\": \"large\"}");
        assertEquals(413, send(OTTO, "PUT", file("large", "a.swc"), "x".repeat(2 << 20)).statusCode());
        assertEquals(0, ask(OTTO, "GET", "/api/projects/large/files", "").size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"nested", "binary", "morphology"})
    void filesThatAreMeantToHarmAreToldAndHarmNothing(String kind) {
        project(ADA, kind, "{}");
        String path = kind.equals("morphology") ? "cell.swc" : "model.json";
        ask(ADA, "PUT", file(kind, path), switch (kind) {
        case "nested" -> "[".repeat(2_000_000);
        case "binary" -> "\u0000\uFFFF".repeat(100_000);
        default -> "1 1 0 0 0 1 -1\n" + "2 3 1e308 0 0 1e308 1\n".repeat(200_000);
        });
        HttpResponse<String> answer = send(ADA, "GET", "/api/projects/" + kind + "/check?path=" + path, "");
        assertTrue(answer.body().contains("error") || answer.statusCode() == 400, answer.body());
        assertEquals(200, send(ADA, "GET", "/api/me", "").statusCode());
    }

    @Test
    void runawayModelIsEndedAndItsServerGoesOn() throws InterruptedException {
        project(OTTO, "endless", BALL.formatted("1e9 ms", ", \"every\": \"1 s\""));
        JsonNode run = over(OTTO, ask(OTTO, "POST", "/api/runs", "{\"project\": \"endless\"}"));
        assertEquals("stopped", run.path("state").asString(), run.toString());
        String why = run.path("message").asString();
        assertTrue(why.contains("longer than the 4 s") || why.contains("more than the 1 MB"), run.toString());
    }

    @Test
    void crashOfARunIsToldAndTheServerGoesOn() throws InterruptedException {
        project(ADA, "crash", BALL.formatted("1 ms", ""));
        JsonNode run = ask(ADA, "POST", "/api/runs", "{\"project\": \"crash\", \"paused\": true}");
        String path = "/api/runs/" + run.path("id").asString();
        for (int i = 0; i < 600 && !ask(ADA, "GET", path, "").path("live").asBoolean(); i++) {
            Thread.sleep(100);
        }
        ProcessHandle.current().children().forEach(ProcessHandle::destroyForcibly);
        JsonNode over = over(ADA, ask(ADA, "GET", path, ""));
        assertEquals("failed", over.path("state").asString(), over.toString());
        assertTrue(over.path("message").asString().contains("ended with code 137"), over.toString());
        assertEquals(404, plain("GET", "/live?run=" + run.path("id").asString() + "&token=" + ADA.token().text())
                .statusCode());
    }

    @Test
    void portInUseIsOneMessage() {
        assertThrows(BindException.class, () -> new StudioServer("127.0.0.1", server.port(), data, List.of(ADA), 1,
                new Tool(Child::command), "test"));
    }
}
