package dev.parley.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.parley.conversation.Bots;
import dev.parley.definition.IntentDefinition;
import dev.parley.definition.LocaleDefinition;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A start that serves nobody: everything is started as it would be, warmed up, and each bot is asked something over HTTP. It
 * listens on a free port of the loopback address and keeps its data in a folder of its own, so that it may run beside the server
 * that it is a rehearsal of.
 */
final class Rehearsal {

  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(30);

  private final PrintWriter out;

  Rehearsal(PrintWriter out) {
    this.out = out;
  }

  /**
   * Rehearses.
   *
   * @return whether all went well; what did not is printed or logged
   * @throws Complaint when a bot or a setting is not as it must be
   */
  boolean run(Settings settings, List<Path> places) throws InterruptedException {
    try {
      // Before some of them are replaced: what could not be served must not be rehearsed either.
      ServerSettings.read(settings);
      Path folder = Files.createTempDirectory("parley-rehearsal");
      try {
        settings
            .set("bots.folder", ServedBots.folder(settings).toString(), "--rehearse")
            .set("server.host", "127.0.0.1", "--rehearse")
            .set("server.port", "0", "--rehearse")
            .set("server.tls-required", "false", "--rehearse")
            .set("data.folder", folder.resolve("data").toString(), "--rehearse")
            .set("journal.folder", "", "--rehearse");
        return run(settings, places, HttpClient.newHttpClient());
      } finally {
        delete(folder);
      }
    } catch (IOException | IllegalArgumentException e) {
      throw new Complaint("the rehearsal failed: " + e.getMessage(), e);
    }
  }

  private boolean run(Settings settings, List<Path> places, HttpClient client) throws IOException, InterruptedException {
    try (Application application = Application.start(settings, places)) {
      boolean well = true;
      for (Bots.Called called : application.conversations().bots().all()) {
        for (LocaleDefinition locale : called.bot().definition().locales().values()) {
          well &= ask(client, application.port(), called, locale);
        }
      }
      boolean warm = application.warm().join();
      out.println(warm ? "  bots and speech are ready" : "  not all bots and speech engines are ready; the log says why");
      return well && warm;
    } finally {
      out.flush();
    }
  }

  private boolean ask(HttpClient client, int port, Bots.Called called, LocaleDefinition locale) throws IOException, InterruptedException {
    ObjectMapper json = new ObjectMapper();
    String said = sample(locale).orElse("hello");
    String bot = called.bot().definition().name();
    URI address =
        URI.create(
            "http://127.0.0.1:" + port + "/bots/" + bot + "/botAliases/" + called.alias().id() + "/botLocales/" + locale.localeId() + "/sessions/rehearsal/text");
    HttpRequest request =
        HttpRequest.newBuilder(address)
            .version(HttpClient.Version.HTTP_1_1)
            .timeout(ANSWER_LIMIT)
            .header("content-type", "application/json")
            .POST(BodyPublishers.ofString(json.writeValueAsString(json.createObjectNode().put("text", said))))
            .build();
    HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
    String answer = response.body();
    if (response.statusCode() == 200) {
      JsonNode message = json.readTree(answer).path("messages").path(0).path("content");
      answer = message.isMissingNode() ? "(it does something without a word)" : message.asText();
    }
    out.println("  " + bot + " " + locale.localeId() + ", asked \"" + said + "\": " + answer);
    return response.statusCode() == 200;
  }

  /** Something that a caller may say: the first sample without a slot. */
  static Optional<String> sample(LocaleDefinition locale) {
    return locale.intents().values().stream()
        .flatMap(i -> i.utterances().stream())
        .map(IntentDefinition.SampleUtterance::text)
        .filter(t -> t.matches("[\\p{L}\\p{N} ]+"))
        .findFirst();
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> inside = Files.walk(folder)) {
      for (Path path : inside.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }
}
