package dev.parley.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Code hooks as Lex's Lambda functions are: good ones that tell in session attributes what they were asked, and bad ones. */
final class ScriptedHook implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Longer than the bot's first two words about it take. */
  private static final int SLOW_MS = 3_500;

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer server;

  ScriptedHook() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/scripted", e -> reply(e, 200, answer(event(e))));
    server.createContext("/slow", this::slow);
    server.createContext("/broken", e -> reply(e, 500, "{}"));
    server.createContext("/gateway", e -> reply(e, 502, "{}"));
    server.createContext("/wrong", e -> reply(e, 200, "{\"sessionState\":{}}"));
    server.createContext("/huge", e -> reply(e, 200, "{\"padding\":\"" + "x".repeat(26 * 1024) + "\"}"));
    server.start();
  }

  /** The settings by which a server finds them. */
  Map<String, String> settings() {
    Map<String, String> settings = new TreeMap<>();
    for (String name : List.of("scripted", "slow", "broken", "gateway", "wrong", "huge")) {
      settings.put("hooks." + name, "http://127.0.0.1:" + server.getAddress().getPort() + "/" + name);
    }
    return settings;
  }

  private void slow(HttpExchange exchange) throws IOException {
    ObjectNode event = event(exchange);
    CompletableFuture.delayedExecutor(SLOW_MS, TimeUnit.MILLISECONDS, threads).execute(() -> {
      try {
        reply(exchange, 200, answer(event));
      } catch (IOException e) {
        // A caller of the suite who has seen enough hangs up, and nobody listens.
        exchange.close();
      }
    });
  }

  private static ObjectNode event(HttpExchange exchange) throws IOException {
    return (ObjectNode) JSON.readTree(exchange.getRequestBody().readAllBytes());
  }

  /** Delegates, with what it was told. */
  private static String answer(ObjectNode event) {
    ObjectNode answer = JSON.createObjectNode();
    ObjectNode state = answer.putObject("sessionState");
    state.putObject("dialogAction").put("type", "Delegate");
    state.set("intent", event.at("/sessionState/intent"));
    ObjectNode attributes = state.putObject("sessionAttributes");
    event.at("/sessionState/sessionAttributes").properties().forEach(e -> attributes.set(e.getKey(), e.getValue()));
    String source = event.path("invocationSource").asText();
    List<String> members = new ArrayList<>();
    event.fieldNames().forEachRemaining(members::add);
    attributes.put("members" + source, String.join(" ", members.stream().sorted().toList()));
    for (String path : List.of("/messageVersion", "/inputMode", "/inputTranscript", "/sessionId", "/responseContentType", "/bot/name", "/bot/aliasId")) {
      attributes.put("told" + path.replace('/', '-') + source, text(event.at(path)));
    }
    return answer.toString();
  }

  private static String text(JsonNode node) {
    return node.isMissingNode() ? "missing" : node.asText();
  }

  private static void reply(HttpExchange exchange, int status, String body) throws IOException {
    try (exchange) {
      exchange.getRequestBody().readAllBytes();
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("content-type", "application/json");
      exchange.sendResponseHeaders(status, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
