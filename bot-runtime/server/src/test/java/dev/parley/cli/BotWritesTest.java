package dev.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.feature.FeatureRecord;
import dev.parley.feature.parquet.ParquetStorage;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What a bot writes of a customer is in the store when the server is down, and its journals tell what it read. */
class BotWritesTest {

  private static final String BOT =
      """
      bot: Shop
      features:
        customer:
          key: "((customer))"
          write:
            - at: fulfilled
              set: { last_intent: $.sessionState.intent.name, last_size: "{Size}", note: "size {Size}", ticket: "7" }
            - { at: end, set: { calls_today: { add: 1, per: day } } }
      intents:
        Order:
          utterances: [I want a coat]
          slots:
            Size: { type: Number, ask: Which size? }
          close:
            when:
              - { if: '{features.customer.shop} = "Harbour"', say: "Your {features.customer.colour} coat comes to {features.customer.shop}.", absent: It comes. }
            otherwise: It is ordered.
      """;

  private static final String GROUPS =
      """
      groups:
        customer:
          key: customer_id
          event_time: updated_at
          seed: customers.csv
          features:
            customer_id: String
            last_intent: String
            last_size: Integral
            note: { type: String, sensitive: true }
            ticket: String
            shop: String
            colour: { type: String, sensitive: true }
            calls_today: Integral
            updated_at: EventTime
      """;

  @TempDir private Path folder;

  private static void say(TestServer server, String session, String text) throws Exception {
    URI address = URI.create("http://127.0.0.1:" + server.port() + "/bots/Shop/botAliases/TSTALIASID/botLocales/en_US/sessions/" + session + "/text");
    HttpResponse<String> reply =
        HttpClient.newHttpClient().send(
            HttpRequest.newBuilder(address)
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"text\": \"" + text + "\", \"requestAttributes\": {\"customer\": \"c-1\"}}"))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
  }

  private static String why(String... args) {
    StringWriter printed = new StringWriter();
    int code = new CommandLine(new WhyCommand()).setOut(new PrintWriter(printed)).execute(args);
    assertThat(code).as(printed.toString()).isZero();
    return printed.toString();
  }

  @Test
  void whatABotWritesIsInTheStoreAndEachConversationIsCounted() throws Exception {
    Files.writeString(folder.resolve("bot.yaml"), BOT);
    Files.writeString(folder.resolve("features.yaml"), GROUPS);
    Files.writeString(folder.resolve("customers.csv"), "customer_id,shop,colour,updated_at\nc-1,Harbour,blue,2026-11-20T08:00:00Z\n");
    Map<String, String> small = Map.of("understanding.encoder", "none", "speech.recognizer", "none", "speech.synthesizer", "none");
    try (TestServer server = TestServer.start(List.of(folder), folder, small)) {
      for (String session : List.of("one", "two")) {
        say(server, session, "I want a coat");
        say(server, session, session.equals("one") ? "48" : "52");
      }
    }
    String why = why("one", "2", "--journals", folder.resolve("journal").toString(), "--store", folder.resolve("data").toString());
    assertThat(why).startsWith("turn 2  ").contains("said: ***", "customer.colour = ***", "took: {features.customer.shop} = \"Harbour\"  (", "bot.yaml:16:")
        .contains("customer.shop = Harbour, as of 2026-11-20T08:00:00Z, ", " old; the same today")
        .doesNotContain("blue");
    assertThat(why("two", "1", "--journals", folder.resolve("journal").toString())).contains("no customer fact shaped turn 1");

    // What was absent then is as sensitive today.
    Path journal =
        Files.writeString(
            folder.resolve("absent.journal.jsonl"),
            """
            {"at":"2026-11-25T12:00:00Z","event":{"group":"customer","key":"c-1","snapshot":{}}}
            {"at":"2026-11-25T12:00:00Z","shaped":{"turn":1,"said":[],"decided":[{"branch":"a note","place":"bot.yaml:9:1","taken":false,
            """
                    .stripTrailing()
                + "\"facts\":[{\"group\":\"customer\",\"feature\":\"note\",\"sensitive\":true},{\"group\":\"customer\",\"feature\":\"ticket\"}]}]}}\n");
    assertThat(why(journal.toString(), "--store", folder.resolve("data").toString()))
        .contains("customer.note = absent\n", "customer.ticket = absent; today 7")
        .doesNotContain("size 52");

    try (ParquetStorage store = FeatureStorages.embedded(folder.resolve("data"))) {
      FeatureRecord record = store.online().latest("customer", "c-1").orElseThrow();
      assertThat(record.words())
          .containsOnly(
              Map.entry("last_intent", "Order"),
              Map.entry("last_size", "52"),
              Map.entry("note", "size 52"),
              Map.entry("ticket", "7"),
              Map.entry("shop", "Harbour"),
              Map.entry("colour", "blue"),
              Map.entry("calls_today", "2"));
    }
  }
}
