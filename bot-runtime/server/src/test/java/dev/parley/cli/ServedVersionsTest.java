package dev.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.parley.definition.BotId;
import dev.parley.http2.LexConversation;
import dev.parley.identity.ApiKeys;
import dev.parley.session.MemorySessionStore;
import dev.parley.session.SessionStore;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.lexruntimev2.LexRuntimeV2AsyncClient;
import software.amazon.awssdk.services.lexruntimev2.model.ConversationMode;
import software.amazon.awssdk.services.lexruntimev2.model.TextResponseEvent;

/** What callers of a running server get while versions are published, pointed to and rolled back. */
class ServedVersionsTest {

  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  @TempDir private Path place;
  private final SessionStore sessions = new MemorySessionStore(100, Clock.systemUTC(), new SimpleMeterRegistry());
  private ShopBot shop;

  @BeforeEach
  void writeTheBot() throws IOException {
    shop = new ShopBot(place);
  }

  private void published(String word, String... options) throws IOException {
    assertThat(shop.says(word).publish(options)).as(shop.complaints.toString()).isZero();
  }

  private Application serve(List<Path> places, Map<String, String> more) {
    Settings settings =
        new Settings()
            .set("server.port", "0", "test")
            .set("data.folder", place.resolve("data").toString(), "test")
            .set("bots.folder", shop.store.toString(), "test")
            .set("understanding.encoder", "none", "test")
            .set("speech.recognizer", "none", "test")
            .set("speech.synthesizer", "none", "test");
    more.forEach((key, value) -> settings.set(key, value, "test"));
    return Application.start(settings, places, Optional.of(sessions));
  }

  private static HttpResponse<String> post(Application server, String alias, String session, String text, String key) {
    URI address = URI.create("http://127.0.0.1:" + server.port() + "/bots/Shop/botAliases/" + alias + "/botLocales/en_US/sessions/" + session + "/text");
    try {
      return CLIENT.send(
          HttpRequest.newBuilder(address)
              .header("content-type", "application/json")
              .header("x-api-key", key)
              .POST(HttpRequest.BodyPublishers.ofString("{\"text\":\"" + text + "\"}"))
              .build(),
          HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private static String ask(Application server, String alias, String session, String text) throws IOException {
    HttpResponse<String> answer = post(server, alias, session, text, "none");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    JsonNode read = new ObjectMapper().readTree(answer.body());
    return read.at("/messages/0/content").asText();
  }

  private static LexRuntimeV2AsyncClient client(Application server) {
    return LexRuntimeV2AsyncClient.builder()
        .endpointOverride(URI.create("http://127.0.0.1:" + server.port()))
        .region(Region.EU_CENTRAL_1)
        .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "any")))
        .build();
  }

  /** What a conversation answers to a text. */
  private static String say(LexConversation conversation, String text) {
    conversation.say(text);
    Object event = conversation.next();
    while (!(event instanceof TextResponseEvent)) {
      assertThat(event).isNotInstanceOf(Throwable.class);
      event = conversation.next();
    }
    return ((TextResponseEvent) event).messages().get(0).content();
  }

  @Test
  void newConversationsGetWhatAnAliasPointsToAndOthersFinishOnTheirVersionEvenAfterARestart() throws IOException {
    published("One", "--alias", "prod");
    try (Application server = serve(List.of(), Map.of()); LexRuntimeV2AsyncClient client = client(server)) {
      LexConversation running = new LexConversation(client, "Shop", "prod", "running", ConversationMode.TEXT).configure("text/plain; charset=utf-8");
      assertThat(say(running, "order")).isEqualTo("One: which size?");
      assertThat(ask(server, "prod", "saved", "order")).isEqualTo("One: which size?");

      published("Two");
      server.bots().look();
      assertThat(ask(server, "prod", "early", "order")).as("published, and not pointed to").isEqualTo("One: which size?");
      assertThat(shop.bots("point", "Shop", "prod", "2")).isZero();
      server.bots().look();
      assertThat(ask(server, "prod", "new", "order")).isEqualTo("Two: which size?");
      assertThat(ask(server, "prod", "saved", "large")).isEqualTo("One: ordered.");
      assertThat(say(running, "small")).isEqualTo("One: ordered.");
      running.halfClose().drain(event -> assertThat(event).isNotInstanceOf(Throwable.class));

      // One that was good when the alias was pointed to it, and is not any more.
      published("Three", "--alias", "prod");
      Files.writeString(shop.store.resolve("Shop/versions/3/files/bot.yaml"), "bot: Shop\n");
      server.bots().look();
      assertThat(ask(server, "prod", "bad", "order")).as("a bad version never goes live").isEqualTo("Two: which size?");

      assertThat(shop.bots("rollback", "Shop", "prod")).isZero();
      assertThat(shop.bots("rollback", "Shop", "prod")).isZero();
      server.bots().look();
      assertThat(ask(server, "prod", "after", "order")).isEqualTo("One: which size?");
    }
    try (Application server = serve(List.of(), Map.of())) {
      assertThat(ask(server, "prod", "fresh", "order")).isEqualTo("One: which size?");
      assertThat(ask(server, "prod", "new", "small")).as("saved before the restart").isEqualTo("Two: ordered.");
    }
  }

  @Test
  void aServerStartsWithTheLastVersionThatIsGood() throws IOException {
    published("One", "--alias", "prod");
    published("Two", "--alias", "prod");
    Files.writeString(shop.store.resolve("Shop/versions/2/files/bot.yaml"), "bot: Shop\n");
    try (Application server = serve(List.of(), Map.of())) {
      assertThat(ask(server, "prod", "ann", "order")).isEqualTo("One: which size?");
    }
  }

  @Test
  void aFolderIsServedAsTheDraftBesideWhatIsPublished() throws IOException {
    shop.says("Draft");
    try (Application server = serve(List.of(shop.folder), Map.of())) {
      assertThat(ask(server, "anything", "ann", "order")).as("nothing is published").isEqualTo("Draft: which size?");
      published("One", "--alias", "prod");
      server.bots().look();
      assertThat(ask(server, "prod", "bob", "order")).isEqualTo("One: which size?");
      assertThat(ask(server, "TSTALIASID", "cem", "order")).isEqualTo("Draft: which size?");
      HttpResponse<String> unknown = post(server, "prot", "dan", "order", "none");
      assertThat(unknown.statusCode()).isEqualTo(404);
      assertThat(unknown.headers().firstValue("x-amzn-errortype")).contains("ResourceNotFoundException");
      assertThat(unknown.body()).contains("no alias 'prot'", "did you mean `prod`?", "TestBotAlias (TSTALIASID), prod (");

      Files.move(shop.store.resolve("Shop"), place.resolve("away"));
      server.bots().look();
      assertThat(ask(server, "prod", "eve", "order")).as("nothing is published any more").isEqualTo("Draft: which size?");
    }
  }

  @Test
  void identityFilesNameAliasesByNameOrById() throws IOException {
    published("One", "--alias", "prod");
    published("Two", "--alias", "staging");
    Map<String, String> ids = Map.of("prod", BotId.of("Shop/prod"), "staging", BotId.of("Shop/staging"));
    String byName = ApiKeys.random();
    String byId = ApiKeys.random();
    Path identity =
        Files.writeString(
            place.resolve("identity.yaml"),
            """
            principals:
              web: { api_keys: [%s], converse: [Shop/prod] }
              tester: { api_keys: [%s], converse: [Shop/%s] }
            """.formatted(ApiKeys.hash(byName), ApiKeys.hash(byId), ids.get("staging")));
    try (Application server = serve(List.of(), Map.of("identity.file", identity.toString()))) {
      for (String alias : List.of("prod", ids.get("prod"))) {
        assertThat(post(server, alias, "ann", "order", byName).statusCode()).as(alias).isEqualTo(200);
        assertThat(post(server, alias, "ann", "order", byId).statusCode()).as(alias).isEqualTo(403);
      }
      for (String alias : List.of("staging", ids.get("staging"))) {
        assertThat(post(server, alias, "ann", "order", byName).statusCode()).as(alias).isEqualTo(403);
        assertThat(post(server, alias, "ann", "order", byId).statusCode()).as(alias).isEqualTo(200);
      }
    }
  }
}
