package dev.parley.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.diagnostic.SourceText;
import dev.parley.event.FeatureSnapshot;
import dev.parley.event.Message;
import dev.parley.simulation.ExactInterpreter;
import dev.parley.yaml.BotReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A sensitive fact is told to the caller, and to no record of the conversation. */
class SensitiveFactsTest {

  private static final String DESK =
      """
      bot: Desk
      features:
        member: { key: "((member))", within: 400ms }
      intents:
        Renew:
          utterances: [renew]
          close: { say: "{features.member.name}, visit {features.member.visits}.", absent: Done. }
        FallbackIntent: { close: Pardon? }
      """;

  private final TestServices test = new TestServices();
  private final Bots bots = new Bots(ExactInterpreter::train);
  private final RecordingChannel channel = RecordingChannel.chat();

  @TempDir private Path folder;

  private final class Store implements CustomerFacts {
    @Override
    public CompletionStage<FeatureSnapshot> lookUp(String group, String key, Duration within) {
      return CompletableFuture.completedFuture(
          FeatureSnapshot.found(Map.of("name", "Adalinde", "visits", "3"), test.time.clock().instant()));
    }

    @Override
    public boolean sensitive(String group, String feature) {
      return feature.equals("name");
    }
  }

  private void flow() {
    boolean any = true;
    while (any) {
      any = test.work.runAll() | test.speech.runAll();
    }
  }

  @Test
  void whatIsSensitiveIsMaskedInEveryRecordOfTheConversation() throws Exception {
    bots.load(BotReader.read(new SourceText("desk.yaml", DESK)).value().orElseThrow());
    test.journals = folder;
    ConversationServices s = test.services();
    ConversationServices services =
        new ConversationServices(
            s.clock(), s.nanoTime(), s.zone(), s.timers(), s.work(), s.speech(), s.recognizer(), s.prompts(), new Store(), s.hooks(), s.sessions(),
            s.journals(), s.lag(), s.meters(), s.limits());
    channel.attach(
        new Conversations(bots, services)
            .start(
                new ConversationRequest(
                    "Desk", "live", "en_US", "ann", Optional.empty(), List.of(), Map.of("member", "17"), Optional.empty()),
                channel));
    flow();
    channel.type("renew");
    flow();
    channel.leave();
    flow();
    assertThat(channel.sent(ChannelOutput.Text.class).stream().flatMap(t -> t.messages().stream()).map(Message::content))
        .containsExactly("Adalinde, visit 3.");
    StringBuilder records = new StringBuilder();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        records.append(Files.readString(file));
      }
    }
    assertThat(records.toString())
        .contains("\"name\":\"***\"", "bot:    ***", "\"visits\":\"3\"", "\"sensitive\":true")
        .doesNotContain("Adalinde");
  }
}
