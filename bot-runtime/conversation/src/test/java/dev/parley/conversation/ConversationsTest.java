package dev.parley.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.audio.AudioFormat;
import dev.parley.audio.AudioFrame;
import dev.parley.audio.Pcm;
import dev.parley.conversation.LiveConversation.Offer;
import dev.parley.engine.ConversationState;
import dev.parley.event.Message;
import dev.parley.event.SlotValue;
import dev.parley.hook.CodeHook;
import dev.parley.session.SessionKey;
import dev.parley.session.SessionRecord;
import dev.parley.simulation.ExactInterpreter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConversationsTest {

  private static final String CARD = "4111111111111111";
  private static final String PAID =
      """
      {"sessionState": {"dialogAction": {"type": "Delegate"}, "sessionAttributes": {"card": "4111111111111111"},
        "intent": {"name": "Pay", "slots": %s, "state": "Fulfilled"}}}
      """;

  private final TestServices test = new TestServices();
  private final Till hook = new Till();
  private final Bots bots = new Bots(ExactInterpreter::train);
  private Conversations conversations = conversations();
  private RecordingChannel channel = RecordingChannel.chat();

  /** Takes every payment, and tells the card back. */
  private static final class Till implements CodeHook {
    final List<String> told = new ArrayList<>();

    @Override
    public String name() {
      return "payments";
    }

    @Override
    public CompletionStage<String> handle(String lexEvent) {
      told.add(lexEvent);
      String slots = lexEvent.substring(lexEvent.lastIndexOf("\"slots\":") + 8, lexEvent.lastIndexOf(",\"state\""));
      return CompletableFuture.completedFuture(PAID.formatted(slots));
    }
  }

  private Conversations conversations() {
    bots.load(TestBots.till());
    test.hooks = Map.of("payments", hook);
    return new Conversations(bots, test.services());
  }

  private LiveConversation start() {
    LiveConversation live =
        conversations.start(
            new ConversationRequest("Till", "live", "en_US", "ann", Optional.empty(), List.of(), Map.of(), Optional.empty()), channel);
    channel.attach(live);
    flow();
    return live;
  }

  private SessionKey key() {
    return new SessionKey(bots.find("Till").orElseThrow().definition().id(), "live", "en_US", "ann");
  }

  /** Lets threads do what they can without time. */
  private void flow() {
    boolean any = true;
    while (any) {
      any = test.work.runAll() | test.speech.runAll();
    }
  }

  private void type(String... texts) {
    for (String text : texts) {
      channel.type(text);
      flow();
    }
  }

  private List<String> said() {
    return channel.sent(ChannelOutput.Text.class).stream().flatMap(t -> t.messages().stream()).map(Message::content).toList();
  }

  private ChannelOutput last() {
    List<ChannelOutput> sent = channel.sent();
    return sent.get(sent.size() - 1);
  }

  private static String ended(LiveConversation live) {
    return live.ended().toCompletableFuture().getNow("still live");
  }

  @Test
  void aPaymentIsTakenAndTheCardIsKnownToTheHookTheClientAndTheVaultOnly() {
    start();
    type("pay", "50", CARD);
    assertThat(said()).endsWith("Thanks, card 1111 it is.");
    assertThat(hook.told).hasSize(1);
    assertThat(hook.told.get(0)).contains("\"interpretedValue\":\"" + CARD + "\"");

    SessionRecord stored = test.sessions.load(key()).orElseThrow();
    assertThat(stored.state()).doesNotContain(CARD);
    assertThat(stored.secrets()).containsValue(CARD);

    Sessions.StoredSession seen = conversationsGet();
    assertThat(seen.view().intent().orElseThrow().slots()).containsEntry("CardNumber", Optional.of(SlotValue.Scalar.of(CARD)));
    assertThat(seen.view().sessionAttributes()).containsEntry("card", CARD);
    assertThat(channel.sent(ChannelOutput.Transcript.class)).extracting(ChannelOutput.Transcript::text).containsExactly("pay", "50", CARD);
  }

  private Sessions.StoredSession conversationsGet() {
    CompletionStage<Sessions.StoredSession> seen = conversations.get("Till", "live", "en_US", "ann");
    flow();
    return seen.toCompletableFuture().join();
  }

  @Test
  void aSecretThatIsCorrectedReachesTheCallerAndTheVaultOnly(@TempDir Path folder) throws IOException {
    bots.load(TestBots.safe());
    test.journals = folder;
    conversations = new Conversations(bots, test.services());
    start();
    type("pay", "1234", "change pin to 5678");
    assertThat(said()).containsExactly("Which PIN?", "How much?", "How much?");
    SessionRecord stored = test.sessions.load(key()).orElseThrow();
    assertThat(stored.state()).doesNotContain("1234").doesNotContain("5678");
    assertThat(stored.secrets()).containsValue("5678");
    type("change pin to 99", "9012", "50");
    assertThat(said()).contains("Four digits.").endsWith("50 with 9012.");
    channel.leave();
    flow();

    List<Path> files = new ArrayList<>();
    try (Stream<Path> all = Files.walk(folder)) {
      all.filter(Files::isRegularFile).forEach(files::add);
    }
    assertThat(files).as("a journal and a transcript").hasSize(2);
    for (Path file : files) {
      assertThat(Files.readString(file)).as(file.toString()).contains("Pin").doesNotContain("1234", "5678", "9012", " 99");
    }
  }

  @Test
  void whoComesBackGoesOnWhereTheyWere() {
    LiveConversation first = start();
    type("pay");
    channel.leave();
    flow();
    assertThat(ended(first)).isEqualTo("the caller left");
    channel = RecordingChannel.chat();
    start();
    type("50");
    assertThat(said()).contains("Which card?");
  }

  @Test
  void aStoredSessionThatCannotBeReadBeginsAnewAndIsReplaced() {
    test.sessions.save(key(), new SessionRecord(41, "DRAFT", "no JSON", Map.of(), Duration.ofMinutes(5), test.time.clock().instant()));
    start();
    type("pay");
    assertThat(said()).contains("How much?");
    assertThat(channel.sent(ChannelOutput.Fault.class)).isEmpty();
    assertThat(test.sessions.load(key()).orElseThrow().version()).isGreaterThan(41);
  }

  @Test
  void aSessionOfAnOlderVersionBeginsAnewAndUntilThenIsNotThere() {
    start();
    type("pay");
    channel.leave();
    flow();
    SessionRecord saved = test.sessions.load(key()).orElseThrow();
    assertThat(saved.state()).contains("\"format\":" + ConversationState.FORMAT);
    String older = "{\"format\":" + (ConversationState.FORMAT - 1) + ",\"time\":\"2026-01-01T00:00:00Z\",\"asking\":\"Amount\"}";
    test.sessions.save(key(), new SessionRecord(saved.version() + 1, "DRAFT", older, Map.of(), saved.idleTimeout(), saved.touched()));

    assertThatThrownBy(this::conversationsGet)
        .hasRootCauseInstanceOf(ConversationRefused.class)
        .rootCause()
        .hasMessageContaining("begins anew")
        .hasMessageContaining("format " + (ConversationState.FORMAT - 1) + ", this version reads " + ConversationState.FORMAT);
    channel = RecordingChannel.chat();
    start();
    type("pay");
    assertThat(said()).contains("How much?");
    assertThat(test.sessions.load(key()).orElseThrow().version()).isGreaterThan(saved.version() + 1);
  }

  @Test
  void aSessionThatSomebodyElseSavedIsNotOverwrittenAndNothingIsSaidOfTheTurn() {
    LiveConversation live = start();
    type("pay");
    SessionRecord mine = test.sessions.load(key()).orElseThrow();
    test.sessions.save(
        key(), new SessionRecord(mine.version() + 1, "DRAFT", mine.state(), mine.secrets(), mine.idleTimeout(), mine.touched()));
    type("50");
    assertThat(last()).isInstanceOfSatisfying(
        ChannelOutput.Fault.class, f -> assertThat(f.kind()).isEqualTo(ConversationRefused.Kind.CONFLICT));
    assertThat(said()).doesNotContain("Which card?");
    assertThat(ended(live)).isEqualTo("failed");
    assertThat(conversations.size()).isZero();
  }

  @Test
  void aCallerWhoIsSilentIsAskedAgainInTheCourseOfTime() {
    start();
    type("pay");
    int before = said().size();
    for (int i = 0; i < 3; i++) {
      test.time.next(120_000);
      flow();
    }
    assertThat(said().size()).isGreaterThan(before);
  }

  @Test
  void inputThatFindsNoRoomIsWantedLater() {
    LiveConversation live = start();
    Offer offer = Offer.ACCEPTED;
    int taken = -1;
    while (offer == Offer.ACCEPTED) {
      offer = live.text("1", "pay");
      taken++;
    }
    assertThat(offer).isEqualTo(Offer.FULL);
    assertThat(taken).isEqualTo(test.limits.mailbox());
    assertThat(channel.wanted()).isZero();
    flow();
    assertThat(channel.wanted()).isEqualTo(1);
    assertThat(live.text("2", "pay")).isEqualTo(Offer.ACCEPTED);
  }

  @Test
  void inputIsWantedAgainAlsoWhenItWasTheThreadsThatWereTaken() {
    LiveConversation live = start();
    test.work.room = 0;
    assertThat(live.text("1", "pay")).isEqualTo(Offer.FULL);
    test.work.room = 1;
    while (channel.wanted() == 0) {
      assertThat(test.time.next(1_000)).isTrue();
      flow();
    }
    assertThat(live.text("1", "pay")).isEqualTo(Offer.ACCEPTED);
  }

  @Test
  void aConversationForWhichThereIsNoThreadEndsAndSaysSo() {
    test.work.room = 0;
    LiveConversation live = start();
    assertThat(channel.sent()).hasSize(1);
    assertThat(last()).isInstanceOfSatisfying(
        ChannelOutput.Fault.class, f -> assertThat(f.kind()).isEqualTo(ConversationRefused.Kind.THROTTLED));
    assertThat(ended(live)).isEqualTo("failed");
    assertThat(live.text("1", "pay")).isEqualTo(Offer.ENDED);
  }

  @Test
  void callersOnTheLineWhoAreHeardLateAreJoinedByNobodyWhoSpeaks() {
    test.recognizer = Optional.of(new ScriptedRecognizer());
    conversations = conversations();
    channel = RecordingChannel.phone(AudioFormat.LPCM_8K, 100);
    LiveConversation live = start();
    AudioFrame frame = new AudioFrame(AudioFormat.LPCM_8K, Pcm.silence(20, 8_000).toBytes(AudioFormat.LPCM_8K), 0);
    assertThat(live.audio("1", frame)).isEqualTo(Offer.ACCEPTED);
    test.time.pass(1_001);
    assertThatThrownBy(() -> call("bea", RecordingChannel.phone(AudioFormat.LPCM_8K, 100)))
        .isInstanceOfSatisfying(ConversationRefused.class, r -> assertThat(r.kind()).isEqualTo(ConversationRefused.Kind.THROTTLED))
        .hasMessageContaining("speech.most-lag");
    assertThat(call("cy", RecordingChannel.chat()).sessionId()).isEqualTo("cy");
    flow();
    assertThat(channel.sent(ChannelOutput.Fault.class)).isEmpty();
    test.time.pass(2_001);
    assertThat(call("bea", RecordingChannel.phone(AudioFormat.LPCM_8K, 100)).sessionId()).isEqualTo("bea");
  }

  private LiveConversation call(String session, RecordingChannel line) {
    return conversations.start(
        new ConversationRequest("Till", "live", "en_US", session, Optional.empty(), List.of(), Map.of(), Optional.empty()), line);
  }

  @Test
  void nothingIsSentAfterTheEndHoweverMuchWasStillToBeSaid() {
    test.synthesizer = Optional.of(new ScriptedSynthesizer());
    conversations = conversations();
    channel = RecordingChannel.phone(AudioFormat.LPCM_8K, 100);
    LiveConversation live = start();
    assertThat(channel.sent(ChannelOutput.Audio.class)).isNotEmpty();
    channel.leave();
    flow();
    assertThat(ended(live)).isEqualTo("the caller left");
    assertThat(last()).isEqualTo(new ChannelOutput.Ended("the caller left"));
    assertThat(channel.sent(ChannelOutput.AudioEnd.class)).hasSize(1);
    assertThat(test.time.next(1_000_000)).as("a timer that is still set").isFalse();
  }

  @Test
  void eachCompletedPlaybackIsOfTheFirstPromptThatWasNotHeardYet() {
    test.synthesizer = Optional.of(new ScriptedSynthesizer());
    CompletableFuture<String> answer = new CompletableFuture<>();
    bots.load(TestBots.desk());
    test.hooks = Map.of("payments", new CodeHook() {
      @Override
      public String name() {
        return "payments";
      }

      @Override
      public CompletionStage<String> handle(String lexEvent) {
        return answer;
      }
    });
    conversations = new Conversations(bots, test.services());
    channel = RecordingChannel.phone(AudioFormat.LPCM_8K, 100_000);
    LiveConversation live =
        conversations.start(
            new ConversationRequest("Desk", "live", "en_US", "ann", Optional.empty(), List.of(), Map.of(), Optional.empty()), channel);
    channel.attach(live);
    flow();
    type(live, "ask");
    answer.complete(PAID.replace("Pay", "Ask").formatted("{}"));
    flow();
    assertThat(said()).containsExactly("One moment.", "Done. Anything else?");

    live.playbackCompleted("heard-1");
    flow();
    type(live, "ask");
    assertThat(channel.sent(ChannelOutput.Interruption.class)).as("the second prompt was still to be heard").hasSize(1);
    live.playbackCompleted("heard-3");
    live.playbackCompleted("one too many");
    flow();
    type(live, "ask");
    assertThat(channel.sent(ChannelOutput.Interruption.class)).as("all had been heard").hasSize(1);
    assertThat(channel.sent(ChannelOutput.Fault.class)).isEmpty();
  }

  /** The caller types, and hears what follows when the hook has had a second. */
  private void type(LiveConversation live, String text) {
    int before = said().size();
    live.text("typed", text);
    flow();
    while (said().size() == before && test.time.next(2_000)) {
      flow();
    }
  }

  @Test
  void whoFinishesStillHearsTheAnswer() {
    LiveConversation live = start();
    live.text("1", "pay");
    live.finish("no more input");
    flow();
    assertThat(said()).contains("How much?");
    assertThat(last()).isEqualTo(new ChannelOutput.Ended("no more input"));
    assertThat(ended(live)).isEqualTo("no more input");
  }

  @Test
  void aSessionHasOneOwnerAtATime() {
    start();
    assertThatThrownBy(this::start)
        .isInstanceOfSatisfying(ConversationRefused.class, e -> assertThat(e.kind()).isEqualTo(ConversationRefused.Kind.CONFLICT));
    CompletionStage<String> deleted = conversations.delete("Till", "live", "en_US", "ann");
    flow();
    assertThatThrownBy(() -> deleted.toCompletableFuture().join()).isInstanceOf(CompletionException.class);
  }

  @Test
  void aDrainedServerTakesNobodyAndLetsTurnsBeFinished() {
    LiveConversation live = start();
    live.text("1", "pay");
    CompletionStage<Void> drained = conversations.drain("going down");
    flow();
    assertThat(drained.toCompletableFuture()).isCompleted();
    assertThat(said()).contains("How much?");
    assertThatThrownBy(this::start).isInstanceOf(ConversationRefused.class);
  }
}
