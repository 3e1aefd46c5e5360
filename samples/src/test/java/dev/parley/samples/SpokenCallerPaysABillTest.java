package dev.parley.samples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.audio.DtmfTones;
import dev.parley.audio.Pcm;
import dev.parley.speech.SpeechRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.core.async.AsyncResponseTransformer;
import software.amazon.awssdk.services.lexruntimev2.model.ConversationMode;
import software.amazon.awssdk.services.lexruntimev2.model.InputMode;
import software.amazon.awssdk.services.lexruntimev2.model.IntentState;
import software.amazon.awssdk.services.lexruntimev2.model.PlaybackInterruptionEvent;
import software.amazon.awssdk.services.lexruntimev2.model.PlaybackInterruptionReason;
import software.amazon.awssdk.services.lexruntimev2.model.RecognizeUtteranceResponse;
import software.amazon.awssdk.services.lexruntimev2.model.TextResponseEvent;

/**
 * The whole conversation with the unmodified AWS SDK, in sound: the caller's words are spoken by MaryTTS at 8 kHz and recognised by
 * Vosk, the bot's answers come as sound. Once with speech alone, once with keys for the card.
 */
class SpokenCallerPaysABillTest {

  private static final String PCM = "audio/pcm";

  @RegisterExtension static final PaymentsServer PAYMENTS = new PaymentsServer(Map.of());

  /** Speech is made before the calls, as a caller's is. */
  @BeforeAll
  static void warmUp() {
    PAYMENTS.server().synthesizer().warmUp();
    PAYMENTS.server().recognizer().warmUp();
  }

  private static Pcm spoken(String words) {
    return PAYMENTS.server().synthesizer().synthesize(SpeechRequest.plain(words, Locale.US, 8000));
  }

  private static LexCaller caller(String session) {
    LexCaller caller =
        new LexCaller(PAYMENTS.client(), session, ConversationMode.AUDIO, LexCaller.configuration(PCM, false));
    caller.listenIn();
    return caller;
  }

  private static String answer(LexCaller caller, String words) {
    caller.say(spoken(words));
    return heard(caller);
  }

  private static String heard(LexCaller caller) {
    String words = caller.hear(true);
    caller.playbackCompleted();
    return words;
  }

  @Test
  @Tag("real-time")
  @Execution(ExecutionMode.CONCURRENT)
  void theCallerSpeaksEveryAnswer() throws IOException {
    try (LexCaller caller = caller("spoken-pays")) {
      assertThat(answer(caller, "I would like to pay my bill")).contains("account number");
      assertThat(caller.lastResult().inputMode()).isEqualTo(InputMode.SPEECH);
      assertThat(answer(caller, "four eight two nine one three")).contains("Maya").contains("$142");
      assertThat(answer(caller, "fifty dollars, please")).contains("sixteen digits");
      assertThat(answer(caller, "can you wait a minute")).contains("Take all the time");
      assertThat(caller.lastResult().sessionState().intent().state()).isEqualTo(IntentState.WAITING);
      assertThat(heard(caller)).contains("still here");
      assertThat(answer(caller, "I am back")).contains("Welcome back");
      assertThat(answer(caller, "four six four five, four zero four eight, nine zero four zero, two eight one eight"))
          .contains("4 6 4 5, 4 0 4 8, 9 0 4 0, 2 8 1 8");

      // The caller speaks while the bot still asks for the code.
      caller.say(spoken("yes it is"));
      assertThat(caller.hear(false)).contains("security code");
      caller.say(spoken("three five seven"));
      PlaybackInterruptionEvent cut = caller.next(PlaybackInterruptionEvent.class);
      assertThat(cut.eventReason()).isEqualTo(PlaybackInterruptionReason.VOICE_START_DETECTED);
      assertThat(heard(caller)).contains("expire");
      assertThat(answer(caller, "march twenty twenty nine")).contains("$50").contains("2 8 1 8");
      assertThat(answer(caller, "yes, please do")).contains("confirmation code");
      assertThat(caller.lastResult().sessionState().intent().state()).isEqualTo(IntentState.FULFILLED);
      assertThat(caller.lastResult().sessionState().intent().slots().get("CardNumber").value().interpretedValue())
          .isEqualTo("4645404890402818");
    }
    assertNoSecrets(List.of("46454048", "4645 4048", "four six four five", "4 6 4 5, 4 0 4 8", "three five seven"));
  }

  @Test
  @Tag("real-time")
  @Execution(ExecutionMode.CONCURRENT)
  void theCallerTypesTheCardAndSpeaksTheRest() throws IOException {
    try (LexCaller caller = caller("keys-pays")) {
      assertThat(answer(caller, "I would like to pay my bill")).contains("account number");
      caller.keys("482913");
      assertThat(heard(caller)).contains("Maya");
      assertThat(caller.lastResult().inputMode()).isEqualTo(InputMode.DTMF);
      assertThat(answer(caller, "fifty dollars, please")).contains("sixteen digits");

      // The first key cuts the question for the card.
      caller.keys("4111111111111111");
      assertThat(heard(caller)).contains("4 1 1 1, 1 1 1 1, 1 1 1 1, 1 1 1 1");
      caller.say(spoken("yes it is"));
      assertThat(caller.next(TextResponseEvent.class).messages().get(0).content()).contains("security code");
      caller.keys("123");
      PlaybackInterruptionEvent cut = caller.next(PlaybackInterruptionEvent.class);
      assertThat(cut.eventReason()).isEqualTo(PlaybackInterruptionReason.DTMF_START_DETECTED);
      assertThat(heard(caller)).contains("expire");
      caller.keys("0329#");
      assertThat(heard(caller)).contains("$50").contains("1 1 1 1");
      assertThat(answer(caller, "yes, please do")).contains("confirmation code");
      assertThat(caller.lastResult().sessionState().intent().state()).isEqualTo(IntentState.FULFILLED);
    }
    assertNoSecrets(List.of("41111111", "4111 1111", "4 1 1 1, 1 1 1 1"));
  }

  /** RecognizeUtterance: a request for each thing that is said, in either rate, in keys that ring, and in silence. */
  @Test
  void theCallerSpeaksARequestAtATime() {
    Pcm wide = PAYMENTS.server().synthesizer().synthesize(SpeechRequest.plain("I would like to pay my bill", Locale.US, 16_000));
    ResponseBytes<RecognizeUtteranceResponse> asked = utterance("audio/l16; rate=16000; channels=1", "audio/mpeg", wide);
    assertThat(unzip(asked.response().inputTranscript())).contains("pay my bill");
    assertThat(asked.response().inputMode()).isEqualTo("Speech");
    assertThat(unzip(asked.response().messages())).contains("account number");
    // Two or three seconds of 48 kbit/s.
    assertThat(asked.asByteArray().length).isBetween(6_000, 60_000);
    ResponseBytes<RecognizeUtteranceResponse> named =
        utterance(LexCaller.LPCM, "text/plain; charset=utf-8", DtmfTones.keys("482913", 8_000, 80, 60));
    assertThat(named.response().inputMode()).isEqualTo("DTMF");
    assertThat(unzip(named.response().messages())).contains("Maya");
    ResponseBytes<RecognizeUtteranceResponse> paid = utterance(LexCaller.LPCM, PCM, spoken("fifty dollars, please"));
    assertThat(unzip(paid.response().messages())).contains("sixteen digits");
    assertThat(unzip(paid.response().sessionState())).contains("\"interpretedValue\":\"50\"");
    assertThat(paid.asByteArray().length).isGreaterThan(16_000 * 2);
  }

  private static ResponseBytes<RecognizeUtteranceResponse> utterance(String in, String out, Pcm sound) {
    return PAYMENTS.client().recognizeUtterance(
        r -> r.botId("PaymentsBot").botAliasId("TSTALIASID").localeId("en_US").sessionId("utterances").requestContentType(in).responseContentType(out),
        AsyncRequestBody.fromBytes(sound.toBytesLittleEndian()),
        AsyncResponseTransformer.toBytes()).join();
  }

  private static String unzip(String header) {
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(Base64.getDecoder().decode(header)))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void assertNoSecrets(List<String> secrets) throws IOException {
    for (String secret : secrets) {
      assertThat(PAYMENTS.filesThatHold(secret)).as("files that hold %s", secret).isEmpty();
    }
  }
}
