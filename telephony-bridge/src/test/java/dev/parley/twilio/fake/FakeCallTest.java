package dev.parley.twilio.fake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.audio.AudioFormat;
import dev.parley.audio.MuLaw;
import dev.parley.audio.Pcm;
import dev.parley.audio.WavFile;
import dev.parley.twilio.TwilioCommand;
import dev.parley.twilio.TwilioJson;
import dev.parley.twilio.TwilioMessage;
import dev.parley.twilio.fake.CallResult.EndedBy;
import dev.parley.twilio.fake.CallScript.Expected;
import dev.parley.twilio.fake.CallStep.Moment;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The fake Twilio and its caller, against a bot that is only the messages in the test. */
class FakeCallTest {

  private final List<TwilioMessage> toBot = new ArrayList<>();
  private boolean closedByCaller;

  private final FakeCall.Line line =
      new FakeCall.Line() {
        @Override
        public void send(String json) {
          toBot.add(TwilioJson.message(json).orElseThrow());
        }

        @Override
        public void close() {
          closedByCaller = true;
        }
      };

  private FakeCall call(List<CallStep> steps, Expected expected, boolean ears) {
    CallScript script =
        new CallScript("a call", steps, Duration.ofSeconds(5), Duration.ofMillis(600), expected);
    Map<String, byte[]> speech = new HashMap<>();
    steps.stream()
        .filter(CallStep.Say.class::isInstance)
        .map(step -> ((CallStep.Say) step).text())
        .forEach(text -> speech.put(text, SpokenWords.speak(text)));
    FakeCall call =
        new FakeCall(
            script,
            speech,
            ears ? Optional.of(SpokenWords::words) : Optional.empty(),
            line,
            Duration.ofMinutes(2),
            true);
    call.begin(
        new TwilioMessage.Start(
            "MZ1", "AC1", "CA1", List.of("inbound"), Map.of(), TwilioMessage.MediaFormat.MULAW_8K));
    return call;
  }

  private FakeCall call(CallStep... steps) {
    return call(List.of(steps), Expected.NOTHING, true);
  }

  private static void run(FakeCall call, long ms) {
    for (long at = 0; at < ms; at += 20) {
      call.step();
    }
  }

  private static void botSays(FakeCall call, String words) {
    call.message(TwilioJson.write("MZ1", new TwilioCommand.Play(wholeFrames(SpokenWords.speak(words)))));
    call.message(TwilioJson.write("MZ1", new TwilioCommand.SetMark(words)));
  }

  private static byte[] wholeFrames(byte[] sound) {
    byte[] whole = MuLaw.silence((sound.length + 159) / 160 * 160);
    System.arraycopy(sound, 0, whole, 0, sound.length);
    return whole;
  }

  private <T extends TwilioMessage> List<T> sent(Class<T> type) {
    return toBot.stream().filter(type::isInstance).map(type::cast).toList();
  }

  private String keys() {
    StringBuilder keys = new StringBuilder();
    sent(TwilioMessage.Dtmf.class).forEach(key -> keys.append(key.digit()));
    return keys.toString();
  }

  private static CallResult result(FakeCall call) {
    assertThat(call.isOver()).isTrue();
    return call.result().join();
  }

  @Test
  void callBeginsAsTwilioBeginsOneAndItsSoundIsCounted() {
    FakeCall call = call();
    run(call, 60);

    assertThat(toBot.get(0)).isInstanceOf(TwilioMessage.Connected.class);
    assertThat(toBot.get(1)).isInstanceOf(TwilioMessage.Start.class);
    assertThat(sent(TwilioMessage.Media.class)).extracting(m -> m.chunk().orElse(-1)).containsExactly(1L, 2L, 3L);
    assertThat(sent(TwilioMessage.Media.class)).extracting(m -> m.timestampMs().orElse(-1)).containsExactly(0L, 20L, 40L);
    assertThat(sent(TwilioMessage.Media.class)).allSatisfy(m -> assertThat(m.audio()).hasSize(160));
  }

  @Test
  void marksComeBackWhenTheirSoundHasBeenPlayedAndNotBefore() {
    FakeCall call = call();
    botSays(call, "hi");
    run(call, SpokenWords.lengthMs("hi") - 20);
    assertThat(sent(TwilioMessage.Mark.class)).isEmpty();

    run(call, 40);
    assertThat(sent(TwilioMessage.Mark.class)).containsExactly(new TwilioMessage.Mark("hi"));
  }

  @Test
  void callerWaitsForTheEndOfAPromptThenSpeaks() {
    FakeCall call =
        call(new CallStep.WaitFor(Moment.PROMPT_END), new CallStep.Say("hello", false), new CallStep.HangUp());
    botSays(call, "welcome");
    run(call, SpokenWords.lengthMs("welcome") + 500);
    assertThat(callerSaid()).isEmpty();

    run(call, 2_000);
    assertThat(callerSaid()).isEqualTo("hello");
    assertThat(closedByCaller).isTrue();
    assertThat(sent(TwilioMessage.Stop.class)).hasSize(1);
    assertThat(result(call).endedBy()).isEqualTo(EndedBy.CALLER);
    assertThat(result(call).passed()).isTrue();
  }

  private String callerSaid() {
    ByteArrayOutputStream sound = new ByteArrayOutputStream();
    sent(TwilioMessage.Media.class).forEach(media -> sound.writeBytes(media.audio()));
    return SpokenWords.hear(sound.toByteArray());
  }

  @Test
  void callerWaitsForTheWordsThatTheScriptNames() {
    FakeCall call = call(new CallStep.Hear("account number", false), new CallStep.Keys("12#", Duration.ofMillis(100), false));
    botSays(call, "one moment");
    run(call, 2_000);
    assertThat(keys()).isEmpty();

    botSays(call, "your account number please");
    run(call, 3_000);
    assertThat(keys()).isEqualTo("12#");
  }

  @Test
  void keysComeWithTheirGaps() {
    FakeCall call = call(new CallStep.Keys("123", Duration.ofMillis(100), false));
    run(call, 100);
    assertThat(keys()).isEqualTo("1");
    run(call, 100);
    assertThat(keys()).isEqualTo("12");
    run(call, 100);
    assertThat(keys()).isEqualTo("123");
  }

  @Test
  void bargeInIsCutByClearAndItsDelayMeasuredFromTheCallersFirstSound() {
    FakeCall call =
        call(new CallStep.After(Duration.ofMillis(400)), new CallStep.Say("stop", false), new CallStep.HangUp());
    botSays(call, "a very long prompt that nobody wants to hear to its end");
    run(call, 400 + SpokenWords.LEAD_MS + 80);
    call.message(TwilioJson.write("MZ1", new TwilioCommand.Clear()));
    run(call, 1_000);

    CallResult result = result(call);
    assertThat(result.clearDelays()).containsExactly(Duration.ofMillis(80));
    assertThat(result.bargeIns()).isEqualTo(1);
    assertThat(sent(TwilioMessage.Mark.class)).hasSize(1);
    assertThat(result.transcript().text()).contains("a very").contains(", cut)");
  }

  @Test
  void promptThatTheCallerCutIsNotTakenForItsAnswer() {
    FakeCall call =
        call(
            new CallStep.After(Duration.ofMillis(200)),
            new CallStep.Say("stop", false),
            new CallStep.WaitFor(Moment.PROMPT_END),
            new CallStep.Keys("1", Duration.ofMillis(100), false));
    botSays(call, "a very long prompt that nobody wants to hear");
    run(call, 400);
    call.message(TwilioJson.write("MZ1", new TwilioCommand.Clear()));
    run(call, 2_000);
    assertThat(keys()).isEmpty();

    botSays(call, "ok");
    run(call, 1_500);
    assertThat(keys()).isEqualTo("1");
  }

  @Test
  void reminderThatCameWhileTheCallerWasSilentCounts() {
    FakeCall call =
        call(
            new CallStep.Silence(Duration.ofSeconds(3)),
            new CallStep.Hear("still there", false),
            new CallStep.Keys("1", Duration.ofMillis(100), false));
    run(call, 500);
    botSays(call, "are you still there");
    run(call, 2_600);
    assertThat(keys()).isEqualTo("1");
  }

  @Test
  void scriptFailsInWordsWhenTheBotDoesNotComeToIt() {
    FakeCall call = call(new CallStep.Hear("account number", false));
    run(call, 5_100);

    CallResult result = result(call);
    assertThat(result.passed()).isFalse();
    assertThat(result.endedBy()).isEqualTo(EndedBy.CALLER);
    assertThat(result.failures())
        .containsExactly(
            "step 1: the caller waited to hear \"account number\", but that did not happen within 5.0 s");
  }

  @Test
  void botThatEndsTheCallWithItsLastWordsHasSaidThem() {
    FakeCall call = call(new CallStep.Hear("goodbye", false), new CallStep.WaitFor(Moment.CALL_END));
    botSays(call, "goodbye");
    run(call, SpokenWords.lengthMs("goodbye"));
    call.closed(1000, "");

    assertThat(result(call).failures()).isEmpty();
    assertThat(result(call).endedBy()).isEqualTo(EndedBy.BOT);
  }

  @Test
  void botThatEndsTheCallTooEarlyIsAFailure() {
    FakeCall call = call(new CallStep.Silence(Duration.ofSeconds(1)), new CallStep.Say("hello", false));
    run(call, 200);
    call.closed(1011, "trouble");

    assertThat(result(call).failures())
        .containsExactly(
            "the bot closed the line with 1011: trouble",
            "step 2: the caller was to say something, but the bot ended the call");
  }

  @Test
  void expectationsAreChecked() {
    Expected expected =
        new Expected(
            List.of("welcome", "goodbye"), Optional.of(EndedBy.BOT), Optional.of(1), Optional.of(Duration.ofSeconds(1)));
    FakeCall call = call(List.of(new CallStep.WaitFor(Moment.PROMPT_END), new CallStep.HangUp()), expected, true);
    botSays(call, "welcome");
    run(call, 3_000);

    assertThat(result(call).failures())
        .containsExactly(
            "the bot never said \"goodbye\"",
            "the call was to be ended by the bot, not by the caller",
            "1 prompts were to be cut, not 0",
            "the call was to last at most 1 s, not 1");
  }

  @Test
  void secretsAreMaskedAndSilentOnBothSides() {
    FakeCall call =
        call(
            new CallStep.Say("41112222", true),
            new CallStep.WaitFor(Moment.PROMPT_END),
            new CallStep.Keys("737", Duration.ofMillis(100), true),
            new CallStep.HangUp());
    run(call, SpokenWords.lengthMs("41112222") + 20);
    botSays(call, "i heard 4 1 1 1 2 2 2 2");
    run(call, 5_000);

    CallResult result = result(call);
    assertThat(result.passed()).isTrue();
    assertThat(result.transcript().text()).contains("i heard").doesNotContain("4111").doesNotContain("1 1 1").doesNotContain("737");
    Pcm silence = Pcm.silence(result.length().toMillis(), 8_000);
    assertThat(result.recording().caller()).isEqualTo(silence);
    assertThat(result.recording().bot()).isEqualTo(silence);
  }

  @Test
  void bothVoicesAreRecordedEachOnItsSide() {
    FakeCall call = call(new CallStep.Say("left", false), new CallStep.HangUp());
    botSays(call, "right");
    run(call, 2_000);

    CallRecording recording = result(call).recording();
    assertThat(SpokenWords.hear(recording.caller().toBytes(AudioFormat.MULAW_8K))).isEqualTo("left");
    assertThat(SpokenWords.hear(recording.bot().toBytes(AudioFormat.MULAW_8K))).isNotEmpty().isSubstringOf("right");
  }

  @Test
  void recordingIsAStereoFile(@TempDir Path folder) throws IOException {
    FakeCall call = call(new CallStep.Say("left", false), new CallStep.HangUp());
    botSays(call, "right");
    run(call, 2_000);
    Path file = folder.resolve("call.wav");
    CallRecording recording = result(call).recording();
    recording.write(file);

    assertThat(WavFile.read(file)).containsExactly(recording.caller(), recording.bot());
  }

  @Test
  void callerWithoutEarsGoesByPrompts() {
    FakeCall call = call(List.of(new CallStep.Hear("whatever", false), new CallStep.HangUp()), Expected.NOTHING, false);
    botSays(call, "something else");
    run(call, 3_000);

    assertThat(result(call).passed()).isTrue();
    assertThat(result(call).transcript().text()).contains("(speaks)");
  }

  @Test
  void soundThatWouldClickIsAFailure() {
    FakeCall call = call(new CallStep.HangUp());
    call.message(TwilioJson.write("MZ1", new TwilioCommand.Play(new byte[170])));
    call.message("{\"event\":\"sing\"}");
    run(call, 20);

    assertThat(result(call).failures())
        .containsExactly(
            "the bot sent sound that is no whole number of 20 ms frames, which clicks",
            "the bot sent a message that Twilio does not know");
  }

  @Test
  void callThatNeverEndsIsGivenUp() {
    FakeCall call = call(new CallStep.Silence(Duration.ofMinutes(30)));
    run(call, 121_000);

    assertThat(result(call).failures()).containsExactly("the call was still going on after 120 s");
  }
}
