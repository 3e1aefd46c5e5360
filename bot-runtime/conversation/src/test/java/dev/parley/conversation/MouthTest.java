package dev.parley.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.audio.AudioFormat;
import dev.parley.audio.Pcm;
import dev.parley.definition.BotDefinition;
import dev.parley.definition.LocaleDefinition;
import dev.parley.definition.InputSettings;
import dev.parley.definition.ResponseDefinition.ContentType;
import dev.parley.event.DialogEvent;
import dev.parley.event.Expectation;
import dev.parley.event.DialogOutput;
import dev.parley.event.Message;
import dev.parley.secret.Vault;
import dev.parley.simulation.ExactInterpreter;
import dev.parley.speech.SpeechException;
import dev.parley.speech.SpeechRequest;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MouthTest {

  private static final int LEAD_MS = 100;
  private static final BotDefinition BOT = TestBots.till();
  private static final LocaleDefinition TILL = BOT.locale("en_US").orElseThrow();

  /** 50 characters: a second of sound. */
  private static final String SECOND = "This sentence of fifty characters lasts one second";

  private final TestServices test = new TestServices();
  private final ScriptedSynthesizer synthesizer = new ScriptedSynthesizer();
  private final RecordingHost host = new RecordingHost();
  private final Vault vault = new Vault(BOT.locale("en_US").orElseThrow(), ExactInterpreter.train(BOT, "en_US"), Map.of());
  private RecordingChannel channel = RecordingChannel.phone(AudioFormat.LPCM_8K, LEAD_MS);
  private Mouth mouth = mouth();

  private Mouth mouth() {
    test.synthesizer = Optional.of(synthesizer);
    return new Mouth(test.services(), host, channel, TILL);
  }

  private void say(long prompt, String... texts) {
    mouth.say(said(prompt, Arrays.stream(texts).map(Message::plain).toList()), vault);
    flow();
  }

  /** Lets threads and the mailbox do what they can without time. */
  private void flow() {
    boolean any = true;
    while (any) {
      any = test.speech.runAll() | host.runAll();
    }
  }

  /** Lets time pass until everything is said. */
  private void listen() {
    while (test.time.next(1_000)) {
      flow();
    }
  }

  private long sentMs() {
    return channel.sent(ChannelOutput.Audio.class).stream().mapToLong(a -> a.frame().durationMs()).sum();
  }

  private List<Long> ends() {
    return channel.sent(ChannelOutput.AudioEnd.class).stream().map(ChannelOutput.AudioEnd::prompt).toList();
  }

  private List<DialogEvent.PlaybackStarted> starts() {
    return host.events.stream().map(DialogEvent.PlaybackStarted.class::cast).toList();
  }

  @Test
  void aRecordedPromptIsHeardSampleBySample() {
    short[] samples = new short[4_000];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (short) (i * 7);
    }
    ConversationServices services = test.services();
    mouth = new Mouth(services, host, channel, TILL);
    services.prompts().orElseThrow().record(TILL, "Welcome. How may I help?", Pcm.of(samples, 8_000));
    say(1, "Welcome. How may I help?");
    listen();
    List<Pcm> heard =
        channel.sent(ChannelOutput.Audio.class).stream().map(a -> Pcm.fromBytes(a.frame().bytes(), AudioFormat.LPCM_8K)).toList();
    assertThat(Pcm.concat(heard)).isEqualTo(Pcm.of(samples, 8_000));
    assertThat(synthesizer.requests).isEmpty();
  }

  @Test
  void aPromptIsSentAsTextFirstAndThenAsSoundNoFasterThanItIsHeard() {
    say(1, SECOND);
    assertThat(channel.sent().get(0)).isEqualTo(new ChannelOutput.Text(1, List.of(Message.plain(SECOND))));
    long startNanos = test.time.nanoTime();
    assertThat(sentMs()).isEqualTo(LEAD_MS);
    while (test.time.next(1_000)) {
      flow();
      long heardMs = (test.time.nanoTime() - startNanos) / 1_000_000;
      assertThat(sentMs()).isEqualTo(Math.min(1_000, heardMs + LEAD_MS));
    }
    assertThat(sentMs()).isEqualTo(1_000);
    assertThat(ends()).containsExactly(1L);
    assertThat(channel.sent().get(channel.sent().size() - 1)).isEqualTo(new ChannelOutput.AudioEnd(1));
    assertThat(mouth.silent()).isTrue();
  }

  @Test
  void afterALateTimerTheLeadIsCountedAnewAsTheCallerHeardAGap() {
    say(1, SECOND);
    test.time.pass(500);
    test.time.next(0);
    flow();
    assertThat(sentMs()).isEqualTo(2 * LEAD_MS);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void soundGoesOutInWholeFramesInTheFormatOfTheChannel(boolean telephone) {
    AudioFormat format = telephone ? AudioFormat.MULAW_8K : AudioFormat.LPCM_16K;
    channel = RecordingChannel.phone(format, LEAD_MS);
    mouth = mouth();
    say(1, SECOND);
    listen();
    assertThat(channel.sent(ChannelOutput.Audio.class)).hasSize(50).allSatisfy(audio -> {
      assertThat(audio.frame().format()).isEqualTo(format);
      assertThat(audio.frame().durationMs()).isEqualTo(20);
    });
  }

  @Test
  void eachSentenceIsMadeOnItsOwnSoThatTheFirstIsHeardEarly() {
    mouth.say(said(1, List.of(Message.plain("Hello there. " + SECOND + "."))), vault);
    assertThat(test.speech.waiting()).isEqualTo(1);
    test.speech.runOne();
    host.runAll();
    assertThat(synthesizer.requests).hasSize(1);
    assertThat(sentMs()).isPositive();
    assertThat(starts()).isEmpty();
    flow();
    assertThat(synthesizer.requests).extracting(SpeechRequest::text).containsExactly("Hello there.", SECOND + ".");
    assertThat(starts()).hasSize(1);
  }

  @Test
  void twoPromptsAreSpokenOneAfterTheOtherHoweverManyThreadsThereAre() {
    mouth.say(said(1, List.of(Message.plain("One. Two."))), vault);
    mouth.say(said(2, List.of(Message.plain("Three."))), vault);
    assertThat(test.speech.waiting()).as("sentences being made at once").isEqualTo(1);
    flow();
    listen();
    assertThat(synthesizer.requests).extracting(SpeechRequest::text).containsExactly("One.", "Two.", "Three.");
    assertThat(channel.sent(ChannelOutput.Audio.class)).extracting(ChannelOutput.Audio::prompt).isSorted();
    assertThat(ends()).containsExactly(1L, 2L);
  }

  @Test
  void aPromptBehindAnotherIsGivenTheTimeOfBothToBeHeard() {
    say(1, SECOND);
    say(2, "Yes");
    assertThat(starts()).containsExactly(
        new DialogEvent.PlaybackStarted(1, Duration.ofMillis(1_000)),
        new DialogEvent.PlaybackStarted(2, Duration.ofMillis(1_060)));
    listen();
    test.time.pass(LEAD_MS);
    say(3, "Yes");
    assertThat(starts().get(2)).isEqualTo(new DialogEvent.PlaybackStarted(3, Duration.ofMillis(60)));
  }

  @Test
  void aStopCutsEveryPromptAtOnceAndDropsWhatIsStillBeingMade() {
    say(1, SECOND);
    mouth.say(said(2, List.of(Message.plain(SECOND))), vault);
    mouth.stop();
    assertThat(ends()).containsExactly(1L, 2L);
    assertThat(mouth.silent()).isTrue();
    flow();
    listen();
    assertThat(sentMs()).isEqualTo(LEAD_MS);
    assertThat(ends()).containsExactly(1L, 2L);
  }

  @Test
  void whatIsSaidAfterAStopIsHeardFromItsBeginning() {
    say(1, SECOND);
    mouth.say(said(2, List.of(Message.plain("Never heard."))), vault);
    mouth.stop();
    say(3, "Yes. No.");
    listen();
    assertThat(channel.sent(ChannelOutput.Audio.class).stream().filter(a -> a.prompt() == 3).count()).isEqualTo(7);
    assertThat(channel.sent(ChannelOutput.Audio.class)).noneMatch(a -> a.prompt() == 2);
    assertThat(ends()).containsExactly(1L, 2L, 3L);
  }

  private List<Double> levels() {
    return channel.sent(ChannelOutput.Audio.class).stream().map(a -> a.frame().toPcm().levelDbfs()).toList();
  }

  @Test
  void whileInDoubtItSpeaksTwelveDecibelsSofterAndThenAsBefore() {
    short[] loud = new short[8_000];
    Arrays.fill(loud, (short) 8_000);
    ConversationServices services = test.services();
    mouth = new Mouth(services, host, channel, TILL);
    services.prompts().orElseThrow().record(TILL, SECOND, Pcm.of(loud, 8_000));
    say(1, SECOND);
    mouth.lower();
    for (int i = 0; i < 10; i++) {
      test.time.next(1_000);
      flow();
    }
    mouth.resume();
    listen();
    double whole = Pcm.of(loud, 8_000).levelDbfs();
    int lead = LEAD_MS / 20;
    assertThat(levels().subList(0, lead)).allMatch(l -> Math.abs(l - whole) < 0.1);
    assertThat(levels().subList(lead + 1, lead + 10)).allMatch(l -> Math.abs(l - whole + 12) < 0.1);
    assertThat(levels().subList(lead + 11, 50)).hasSize(39 - lead).allMatch(l -> Math.abs(l - whole) < 0.1);
  }

  /** A telephone that pauses: frames are held back, and none is lost. */
  @Test
  void whileInDoubtATelephonePausesAndGoesOnFromTheCut() {
    channel = RecordingChannel.pausingPhone(AudioFormat.LPCM_8K, LEAD_MS);
    mouth = mouth();
    say(1, SECOND);
    mouth.lower();
    test.time.pass(700);
    while (test.time.next(0)) {
      flow();
    }
    assertThat(sentMs()).isEqualTo(LEAD_MS);
    mouth.resume();
    flow();
    // The telephone had 100 ms, and was silent for 600.
    assertThat(starts().get(1)).isEqualTo(new DialogEvent.PlaybackStarted(1, Duration.ofMillis(900)));
    listen();
    assertThat(sentMs()).isEqualTo(1_000);
    assertThat(ends()).containsExactly(1L);
  }

  @Test
  void aStopOfAPausedPromptCountsWhatWasHeardBeforeThePause() {
    channel = RecordingChannel.pausingPhone(AudioFormat.LPCM_8K, LEAD_MS);
    mouth = mouth();
    say(1, SECOND);
    mouth.lower();
    test.time.pass(900);
    mouth.stop();
    assertThat(host.events).endsWith(new DialogEvent.PlaybackStopped(1, List.of(100)));
    say(2, "Yes");
    listen();
    assertThat(ends()).containsExactly(1L, 2L);
  }

  @Test
  void aStopOfASilentMouthIsNothing() {
    say(1, "Yes");
    listen();
    mouth.stop();
    assertThat(ends()).containsExactly(1L);
  }

  @Test
  void whoeverHasHungUpIsToldNothingMoreAndTheDialogGoesOn() {
    say(1, "Welcome.");
    mouth.hungUp();
    flow();
    int sent = channel.sent().size();
    say(2, "Your account is closed.");
    listen();
    assertThat(channel.sent()).hasSize(sent);
    assertThat(host.events).endsWith(new DialogEvent.PlaybackStarted(2, Duration.ZERO));
    assertThat(mouth.silent()).isTrue();
  }

  @Test
  void closingSaysNothingMore() {
    say(1, SECOND);
    int before = channel.sent().size();
    mouth.close();
    listen();
    assertThat(channel.sent()).hasSize(before);
  }

  @Test
  void soundWaitsWhileTheClientTakesNone() {
    say(1, SECOND);
    channel.writable(false);
    for (int i = 0; i < 100; i++) {
      test.time.next(20);
      flow();
    }
    assertThat(sentMs()).isEqualTo(LEAD_MS);
    channel.writable(true);
    listen();
    assertThat(sentMs()).isEqualTo(1_000);
    assertThat(host.faults).isEmpty();
  }

  @Test
  void aClientThatTakesNoSoundForLongIsGivenUp() {
    channel.writable(false);
    say(1, SECOND);
    listen();
    assertThat(host.faults).containsExactly(ConversationRefused.Kind.INVALID);
    assertThat(test.time.pending()).isZero();
    assertThat(channel.sent()).hasSize(1);
  }

  @Test
  void aPromptThatCannotBeSpokenIsStillReadAndItsEndTold() {
    for (RuntimeException trouble : List.of(
        new SpeechException(SpeechException.Kind.FAILED, "on purpose"), new IllegalStateException("on purpose"))) {
      synthesizer.trouble = Optional.of(trouble);
      say(1, "Cannot be said.");
      listen();
    }
    assertThat(channel.sent(ChannelOutput.Text.class)).hasSize(2);
    assertThat(ends()).containsExactly(1L, 1L);
    assertThat(host.faults).isEmpty();
  }

  @Test
  void whatIsCutOffWhenTheServerGoesDownIsNoFault() {
    synthesizer.trouble = Optional.of(new SpeechException(SpeechException.Kind.FAILED, "interrupted"));
    mouth.say(said(1, List.of(Message.plain(SECOND))), vault);
    test.speech.shutdown();
    flow();
    listen();
    assertThat(ends()).containsExactly(1L);
    say(2, SECOND);
    assertThat(channel.sent(ChannelOutput.Text.class)).hasSize(2);
    assertThat(mouth.silent()).isTrue();
    assertThat(host.faults).isEmpty();
  }

  @Test
  void whenAllVoicesAreTakenTheConversationIsToldSo() {
    test.speech.room = 0;
    say(1, SECOND);
    assertThat(host.faults).containsExactly(ConversationRefused.Kind.THROTTLED);
  }

  @Test
  void secretsAreSpokenAndShownButNeverKept() {
    Expectation asked =
        new Expectation(
            Expectation.Kind.SLOT, Optional.of("Pay"), Optional.of("CardNumber"), false, true, List.of(),
            InputSettings.LEX_DEFAULTS, test.time.clock().instant(), ZoneOffset.UTC, "en_US");
    DialogEvent said = vault.conceal(new DialogEvent.TextArrived("1", "4111"), asked);
    String token = ((DialogEvent.TextArrived) said).text();
    for (int i = 0; i < 2; i++) {
      say(i, "Your card is " + token, "Good.");
      listen();
    }
    assertThat(synthesizer.requests).extracting(SpeechRequest::text)
        .containsExactly("Your card is 4111", "Good.", "Your card is 4111");
    assertThat(channel.sent(ChannelOutput.Text.class).get(0).messages().get(0).content()).isEqualTo("Your card is 4111");
  }

  @Test
  void ssmlIsSpokenAsSsmlAndAPayloadIsNot() {
    Message ssml = new Message(ContentType.SSML, "<speak>Hi.</speak>", Optional.empty());
    Message payload = new Message(ContentType.CUSTOM_PAYLOAD, "{}", Optional.empty());
    mouth.say(said(1, List.of(ssml, payload)), vault);
    flow();
    listen();
    assertThat(synthesizer.requests).extracting(SpeechRequest::markup).containsExactly(SpeechRequest.Markup.SSML);
    assertThat(ends()).containsExactly(1L);
  }

  @Test
  void aReaderIsGivenTheTimeItTakesToRead() {
    channel = RecordingChannel.chat();
    mouth = mouth();
    say(1, "x".repeat(28));
    assertThat(starts()).containsExactly(new DialogEvent.PlaybackStarted(1, Duration.ofSeconds(2)));
    assertThat(channel.sent()).hasSize(1);
    assertThat(mouth.silent()).isTrue();
  }

  private static DialogOutput.Say said(long prompt, List<Message> messages) {
    return new DialogOutput.Say(prompt, messages, true, List.of(), List.of());
  }
}
