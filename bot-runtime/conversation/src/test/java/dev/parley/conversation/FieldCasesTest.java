package dev.parley.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.definition.BotDefinition;
import dev.parley.diagnostic.SourceText;
import dev.parley.diagnostic.TextReportPrinter;
import dev.parley.event.FeatureSnapshot;
import dev.parley.event.InputMode;
import dev.parley.event.Message;
import dev.parley.hook.LexJson;
import dev.parley.session.SessionKey;
import dev.parley.simulation.ExactInterpreter;
import dev.parley.yaml.BotReader;
import dev.parley.yaml.Loaded;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What reports from the field say of sessions, of things that happen at once, and of text; named after the number of their case. */
class FieldCasesTest {

  private static final String DESK =
      """
      bot: Desk
      locale: en_US
      session_timeout: 5m
      features:
        member: { key: "{Member}", within: 400ms }
      intents:
        Renew:
          utterances: [renew]
          slots:
            Member: { type: Digits, ask: { say: Which member?, retry: "Which member, please?", retries: 5 } }
            Years: { type: Number, ask: { say: "{features.member.name}, for how many years?", absent: For how many years? } }
            Note: { type: FreeFormInput, ask: Any note? }
          close: "Renewed: {Note}."
        FallbackIntent: { close: Pardon? }
      """;

  private final TestServices test = new TestServices();
  private final Bots bots = new Bots(ExactInterpreter::train);
  private final List<String> lookedUp = new ArrayList<>();
  private RecordingChannel channel = RecordingChannel.chat();
  private Conversations conversations = new Conversations(bots, test.services());

  @BeforeEach
  void serve() {
    bots.load(read(DESK).value().orElseThrow());
    ConversationServices services = test.services();
    CustomerFacts facts = (group, key, within) -> {
      lookedUp.add(key);
      return CompletableFuture.completedFuture(FeatureSnapshot.found(Map.of("name", "Ada"), test.time.clock().instant()));
    };
    conversations = new Conversations(bots, with(services, facts, services.journals()));
  }

  private static ConversationServices with(ConversationServices s, CustomerFacts facts, Journals journals) {
    return new ConversationServices(
        s.clock(), s.nanoTime(), s.zone(), s.timers(), s.work(), s.speech(), s.recognizer(), s.prompts(), facts, s.hooks(), s.sessions(),
        journals, s.lag(), s.meters(), s.limits());
  }

  private static Loaded<BotDefinition> read(String yaml) {
    return BotReader.read(new SourceText("desk.yaml", yaml));
  }

  private LiveConversation begin() {
    channel = RecordingChannel.chat();
    LiveConversation live =
        conversations.start(
            new ConversationRequest("Desk", "live", "en_US", "ann", Optional.empty(), List.of(), Map.of(), Optional.empty()), channel);
    channel.attach(live);
    flow();
    return live;
  }

  private void flow() {
    boolean any = true;
    while (any) {
      any = test.work.runAll() | test.speech.runAll();
    }
  }

  private void type(String text) {
    channel.type(text);
    flow();
  }

  private void leave() {
    channel.leave();
    flow();
  }

  /** One message as a conversation of its own, as a client sends it that keeps no connection. */
  private String message(String text) {
    begin();
    type(text);
    leave();
    return said().get(said().size() - 1);
  }

  private List<String> said() {
    return channel.sent(ChannelOutput.Text.class).stream().flatMap(t -> t.messages().stream()).map(Message::content).toList();
  }

  private List<String> transcripts() {
    return channel.sent(ChannelOutput.Transcript.class).stream().map(ChannelOutput.Transcript::text).toList();
  }

  @Test
  void c69ASessionWhoseCallerIsActiveLivesLongerThanItsTimeToLive() {
    assertThat(message("renew")).isEqualTo("Which member?");
    for (int i = 0; i < 5; i++) {
      test.time.pass(240_000);
      // No answer, so the question stays; each of them keeps the session for five minutes more.
      message("...");
    }
    test.time.pass(240_000);
    assertThat(message("17")).isEqualTo("Ada, for how many years?");
  }

  @Test
  void c69ASessionThatNobodyUsesEnds() {
    message("renew");
    test.time.pass(300_001);
    assertThat(message("17")).isEqualTo("Pardon?");
  }

  @Test
  void c71ADeletedSessionBeginsAsANewOneDoesLookUpsIncluded() {
    List<String> first = List.of(message("renew"), message("17"));
    assertThat(lookedUp).containsExactly("17");
    var deleted = conversations.delete("Desk", "live", "en_US", "ann");
    flow();
    assertThat(deleted.toCompletableFuture()).isCompleted();
    assertThat(List.of(message("renew"), message("17"))).isEqualTo(first);
    assertThat(lookedUp).containsExactly("17", "17");
  }

  private List<String> journal(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return Files.readAllLines(files.filter(f -> f.toString().endsWith(".journal.jsonl")).findFirst().orElseThrow());
    }
  }

  @Test
  void c73ATimerAndATextInTheSameMillisecondAreTakenOneAfterTheOtherAndBothAreRecorded(@TempDir Path folder) throws IOException {
    ConversationServices services = test.services();
    conversations = new Conversations(bots, with(services, CustomerFacts.NONE, new Journals(Optional.of(folder))));
    begin();
    type("renew");
    // The timer rings, and before a thread has come the text is there too.
    assertThat(test.time.next(60_000)).isTrue();
    channel.type("17");
    flow();
    assertThat(transcripts()).containsExactly("renew", "17");
    List<String> tail = journal(folder).stream().filter(l -> l.contains("deadlinePassed") || l.contains("textArrived")).toList();
    assertThat(tail).hasSize(3);
    assertThat(tail.get(1)).contains("deadlinePassed");
    assertThat(tail.get(2)).contains("textArrived");
    assertThat(said()).doesNotContain("Pardon?");
  }

  /** The policy: what comes while the dialog is busy waits and is taken in order, up to eight. */
  @Test
  void c75ATextThatComesWhileAnotherIsWorkedOnIsTakenNextAndBothAreInTheRecord(@TempDir Path folder) throws IOException {
    ConversationServices services = test.services();
    conversations = new Conversations(bots, with(services, CustomerFacts.NONE, new Journals(Optional.of(folder))));
    begin();
    channel.type("renew");
    test.time.pass(10);
    channel.type("17");
    flow();
    assertThat(transcripts()).containsExactly("renew", "17");
    assertThat(said()).startsWith("Which member?");
    assertThat(said()).hasSize(2).doesNotContain("Pardon?");
    assertThat(journal(folder)).filteredOn(l -> l.contains("textArrived")).hasSize(2);
  }

  @Test
  void c45SixteenKeysInFortyMillisecondsAllArriveInOrder() {
    channel =
        new RecordingChannel(
            new Channel.Capabilities(
                "keys", List.of(InputMode.TEXT, InputMode.DTMF), Optional.empty(), false, true, false, 0));
    LiveConversation live =
        conversations.start(
            new ConversationRequest("Desk", "live", "en_US", "bob", Optional.empty(), List.of(), Map.of(), Optional.empty()), channel);
    channel.attach(live);
    flow();
    type("renew");
    for (char key : "4072163951864027".toCharArray()) {
      channel.press(key);
      test.time.pass(2);
    }
    channel.press('#');
    flow();
    assertThat(transcripts()).containsExactly("renew", "4072163951864027");
  }

  /** Every text of JSON, and every text of a channel of any kind. */
  @Test
  void c93HalfACharacterIsReplacedAndTheSessionGoesOn() throws IOException {
    String half = LexJson.text(LexJson.MAPPER.readTree("{\"text\": \"one \\ud83d two\"}"), "text").orElseThrow();
    assertThat(half).isEqualTo("one \uFFFD two");
    assertThat(LexJson.readTexts(LexJson.MAPPER.readTree("{\"a\": {\"k\": \"\\ud83d\"}}"), "a")).containsExactly(Map.entry("k", "\uFFFD"));
    assertThat(LexJson.text(LexJson.MAPPER.readTree("{\"text\": \"\\ud83d\\ude00\"}"), "text")).contains("\uD83D\uDE00");

    message("renew");
    message("17");
    message("2");
    begin();
    type("so \uD83D");
    assertThat(said()).endsWith("Renewed: so \uFFFD.");
    assertThat(transcripts()).containsExactly("so \uFFFD");
    leave();
    String stored = test.sessions.load(new SessionKey(bots.find("Desk").orElseThrow().definition().id(), "live", "en_US", "ann")).orElseThrow().state();
    assertThat(stored).contains("\uFFFD").doesNotContain("\uD83D");
    assertThat(message("renew")).isEqualTo("Which member?");
  }

  @Test
  void c97AFileWithASlotTwiceIsRefusedWithBothPlacesAndTheOldVersionServesOn() {
    begin();
    type("renew");
    String twice = DESK.replace("      Years:", "      Member: { type: Digits, ask: Who? }\n      Years:");
    int line = (int) twice.lines().takeWhile(l -> !l.contains("ask: Who?")).count() + 1;
    Loaded<BotDefinition> loaded = read(twice);
    assertThat(loaded.value()).isEmpty();
    assertThat(TextReportPrinter.print(loaded.report())).contains("desk.yaml:" + line + ":").contains("desk.yaml:" + (line - 1) + ":");
    loaded.value().ifPresent(bots::load);

    type("17");
    assertThat(said()).endsWith("Ada, for how many years?");
    leave();
    assertThat(bots.all().stream().map(b -> b.bot().definition().name()).collect(Collectors.toList())).containsExactly("Desk");
    assertThat(message("2")).isEqualTo("Any note?");
  }
}
