package dev.parley.http2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.audio.DtmfTones;
import dev.parley.sound.OpusPackets;
import io.github.jaredmdobson.concentus.OpusException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.core.async.AsyncResponseTransformer;
import software.amazon.awssdk.services.lexruntimev2.LexRuntimeV2AsyncClient;
import software.amazon.awssdk.services.lexruntimev2.model.AudioResponseEvent;
import software.amazon.awssdk.services.lexruntimev2.model.ConversationMode;
import software.amazon.awssdk.services.lexruntimev2.model.PutSessionResponse;
import software.amazon.awssdk.services.lexruntimev2.model.RecognizeUtteranceRequest;
import software.amazon.awssdk.services.lexruntimev2.model.RecognizeUtteranceResponse;
import software.amazon.awssdk.services.lexruntimev2.model.TextResponseEvent;
import software.amazon.awssdk.services.lexruntimev2.model.ValidationException;

/** RecognizeUtterance and PutSession by the unmodified AWS SDK: every content type in and out, and what stands in the headers. */
final class RecognizeUtteranceTest {

  private static final String LPCM = "audio/lpcm; sample-rate=8000; sample-size-bits=16; channel-count=1; is-big-endian=false";

  @RegisterExtension static final ParleyServerExtension parley = new ParleyServerExtension();
  private static LexRuntimeV2AsyncClient client;

  @BeforeAll
  static void connect() {
    client = LexConversation.client(parley);
  }

  @AfterAll
  static void disconnect() {
    client.close();
  }

  private static ResponseBytes<RecognizeUtteranceResponse> recognize(
      String session, String in, String out, byte[] body, Consumer<RecognizeUtteranceRequest.Builder> more) {
    RecognizeUtteranceRequest.Builder request =
        RecognizeUtteranceRequest.builder()
            .botId(EchoGateway.BOT).botAliasId("TSTALIASID").localeId("en_US").sessionId(session).requestContentType(in).responseContentType(out);
    more.accept(request);
    return client.recognizeUtterance(request.build(), AsyncRequestBody.fromBytes(body), AsyncResponseTransformer.toBytes()).join();
  }

  private static ResponseBytes<RecognizeUtteranceResponse> recognize(String session, String in, String out, byte[] body) {
    return recognize(session, in, out, body, request -> {});
  }

  /** Sound that the echo answers: its first byte says so. */
  private static byte[] sound(int bytes) {
    byte[] sound = new byte[bytes];
    sound[0] = 127;
    return sound;
  }

  static String unzip(String header) {
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(Base64.getDecoder().decode(header)))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "audio/l16; rate=16000; channels=1 | 16000",
      "audio/x-l16; sample-rate=16000; channel-count=1 | 16000",
      "audio/l16 | 16000",
      "audio/lpcm; sample-rate=8000; sample-size-bits=16; channel-count=1; is-big-endian=false | 8000"
  })
  void soundOfEachContentTypeIsHeardAtItsRate(String type, int rate) {
    ResponseBytes<RecognizeUtteranceResponse> reply = recognize("u-" + type.hashCode(), type, "text/plain; charset=utf-8", sound(640));
    assertThat(unzip(reply.response().inputTranscript())).contains("at " + rate + " from 0 ms");
    assertThat(reply.response().inputMode()).isEqualTo("Speech");
    assertThat(unzip(reply.response().messages())).contains("you said");
    assertThat(reply.response().contentType()).isEqualTo("text/plain; charset=utf-8");
    assertThat(reply.asByteArray()).isEmpty();
  }

  /** Lex's own type, and one that browsers send; spaces or none. */
  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "audio/x-cbr-opus-with-preamble;preamble-size=0;bit-rate=256000;frame-size-milliseconds=4 | 20 | 128",
      "audio/x-cbr-opus-with-preamble; bit-rate=32000; frame-size-milliseconds=20 | 20 | 80",
      "audio/x-cbr-opus-with-preamble; preamble-size=0; bit-rate=64000; frame-size-milliseconds=2.5 | 10 | 20"
  })
  void opusIsHeard(String type, int frameMs, int packetBytes) throws OpusException {
    byte[] packets = OpusPackets.of(DtmfTones.keys("4711#", 16_000, 120, 120), frameMs, packetBytes);
    ResponseBytes<RecognizeUtteranceResponse> reply = recognize("u-opus-" + packetBytes, type, "text/plain", packets);
    assertThat(reply.response().inputMode()).isEqualTo("DTMF");
    assertThat(unzip(reply.response().inputTranscript())).isEqualTo("\"4711\"");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "bit-rate=256000 | frame-size-milliseconds is missing",
      "frame-size-milliseconds=4 | bit-rate is missing",
      "bit-rate=fast; frame-size-milliseconds=4 | bit-rate must be a number, not 'fast'",
      "bit-rate=-1; frame-size-milliseconds=4 | bit-rate must be a number, not '-1'",
      "bit-rate=256000; frame-size-milliseconds=4; preamble-size=1.5 | preamble-size must be a whole number of bytes, 0 to 65535",
      "bit-rate=256000; frame-size-milliseconds=4; preamble-size=65536 | preamble-size must be a whole number of bytes, 0 to 65535",
      "bit-rate=256000; frame-size-milliseconds=60 | must be a whole number, 1 to 1275, not 1920",
      "bit-rate=0; frame-size-milliseconds=20 | must be a whole number, 1 to 1275, not 0",
      "bit-rate=33333; frame-size-milliseconds=20 | must be a whole number, 1 to 1275, not 83.3325"
  })
  void opusOfAnotherShapeIsRefusedByItsParameter(String parameters, String rule) {
    assertThatThrownBy(() -> recognize("u-opus", "audio/x-cbr-opus-with-preamble; " + parameters, "text/plain", new byte[1280]))
        .isInstanceOf(CompletionException.class)
        .hasCauseInstanceOf(ValidationException.class)
        .hasMessageContaining("Content-Type 'audio/x-cbr-opus-with-preamble; ")
        .hasMessageContaining(rule);
  }

  @Test
  void opusThatIsBrokenShortOrTooLongIsRefused() {
    String opus = "audio/x-cbr-opus-with-preamble; preamble-size=2; bit-rate=32000; frame-size-milliseconds=20";
    byte[] broken = new byte[82];
    java.util.Arrays.fill(broken, (byte) 0xFF);
    for (byte[] body : List.of(new byte[0], new byte[40], new byte[2 + 81], broken)) {
      assertThatThrownBy(() -> recognize("u-opus", opus, "text/plain", body)).hasCauseInstanceOf(ValidationException.class).hasMessageContaining("inputStream ");
    }
    // A packet of one byte lasts 60 ms here (RFC 6716, table 2: configuration 3), and a minute is taken.
    byte[] long1 = new byte[1_001];
    java.util.Arrays.fill(long1, (byte) (3 << 3));
    String tiny = "audio/x-cbr-opus-with-preamble; bit-rate=400; frame-size-milliseconds=20";
    assertThatThrownBy(() -> recognize("u-opus", tiny, "text/plain", long1))
        .hasCauseInstanceOf(ValidationException.class)
        .hasMessageContaining("inputStream lasts 60.06 s; at most 60 are taken");
  }

  @ParameterizedTest
  @ValueSource(strings = {"audio/l16; rate=44100; channels=1", "audio/lpcm; channel-count=2", "audio/lpcm; is-big-endian=true", "video/mp4"})
  void whatWouldBeNoiseIsRefused(String type) {
    assertThatThrownBy(() -> recognize("u-noise", type, "text/plain", sound(640)))
        .hasCauseInstanceOf(ValidationException.class)
        .hasMessageContaining("Content-Type");
  }

  /** Each that is taken is named. */
  @Test
  void aContentTypeThatIsNotTakenIsToldAllThatAre() {
    assertThatThrownBy(() -> recognize("u-type", "video/mp4", "text/plain", sound(640)))
        .hasCauseInstanceOf(ValidationException.class)
        .hasMessageContaining("Content-Type 'video/mp4'")
        .hasMessageContaining("text/plain; charset=utf-8")
        .hasMessageContaining("audio/lpcm; sample-rate=8000")
        .hasMessageContaining("audio/l16; rate=16000")
        .hasMessageContaining("audio/x-cbr-opus-with-preamble; preamble-size=0; bit-rate=256000; frame-size-milliseconds=4")
        .hasMessageContaining("400");
  }

  @Test
  void theSecondUtteranceOfARequestIsHandedInThoughTheFirstIsAnswered() {
    byte[] two = sound(64_000);
    two[48_000] = 127;
    ResponseBytes<RecognizeUtteranceResponse> reply = recognize("u-two", LPCM, "text/plain", two);
    assertThat(unzip(reply.response().inputTranscript())).contains("from 0 ms").contains("from 3000 ms");
    assertThat(unzip(reply.response().messages())).contains("from 3000 ms").doesNotContain("from 0 ms");
  }

  @Test
  void soundThatCannotBeIsRefused() {
    assertThatThrownBy(() -> recognize("u-odd", LPCM, "text/plain", sound(641))).hasCauseInstanceOf(ValidationException.class).hasMessageContaining("even");
    assertThatThrownBy(() -> recognize("u-none", LPCM, "text/plain", new byte[0])).hasCauseInstanceOf(ValidationException.class).hasMessageContaining("empty");
  }

  @Test
  void keysInTheSoundAreKeys() {
    byte[] tones = DtmfTones.keys("1223#", 8_000, 80, 80).toBytesLittleEndian();
    ResponseBytes<RecognizeUtteranceResponse> reply = recognize("u-keys", LPCM, "text/plain", tones);
    assertThat(reply.response().inputMode()).isEqualTo("DTMF");
    assertThat(unzip(reply.response().inputTranscript())).isEqualTo("\"1223\"");
  }

  @Test
  void whenNothingIsHeardTheLastQuestionStandsAndTheSessionIsTold() {
    recognize("u-silent", "text/plain", "text/plain", "hello".getBytes(StandardCharsets.UTF_8));
    RecognizeUtteranceResponse silence = recognize("u-silent", LPCM, "text/plain", new byte[1600]).response();
    assertThat(silence.inputMode()).isEqualTo("Speech");
    assertThat(unzip(silence.inputTranscript())).isEqualTo("\"\"");
    assertThat(unzip(silence.messages())).contains("you said hello");
    assertThat(unzip(silence.sessionState())).contains("\"slotToElicit\":\"Word\"");
  }

  @Test
  void everyHeaderIsThereAndGzipped() {
    ResponseBytes<RecognizeUtteranceResponse> reply =
        recognize(
            "u-headers",
            "text/plain; charset=utf-8",
            "text/plain;charset=utf-8",
            "hello \u00e9".getBytes(StandardCharsets.UTF_8),
            r -> r.sessionState(LexHeaders.zip("{\"sessionAttributes\":{\"k\":\"v\"}}")).requestAttributes(LexHeaders.zip("{\"r\":\"s\"}")));
    RecognizeUtteranceResponse head = reply.response();
    assertThat(head.inputMode()).isEqualTo("Text");
    assertThat(head.sessionId()).isEqualTo("u-headers");
    assertThat(unzip(head.inputTranscript())).isEqualTo("\"hello \u00e9\"");
    assertThat(unzip(head.messages())).isEqualTo("[{\"contentType\":\"PlainText\",\"content\":\"you said hello \u00e9\"}]");
    assertThat(unzip(head.sessionState())).contains("\"k\":\"v\"").contains("\"slotToElicit\":\"Word\"");
    assertThat(unzip(head.requestAttributes())).isEqualTo("{\"r\":\"s\"}");
    assertThat(unzip(head.interpretations())).contains("\"nluConfidence\":{\"score\":0.75}");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "audio/pcm | audio/pcm | ",
      "audio/pcm; sample-rate=8000 | audio/pcm; sample-rate=8000 | ",
      "audio/mpeg | audio/mpeg | ff",
      "audio/* | audio/mpeg | ff",
      "audio/ogg | audio/ogg | 4f676753"
  })
  void theAnswerIsSpokenInEachContentType(String wanted, String given, String magic) {
    ResponseBytes<RecognizeUtteranceResponse> reply = recognize("u-" + wanted.hashCode(), "text/plain", wanted, "hi".getBytes(StandardCharsets.UTF_8));
    assertThat(reply.response().contentType()).isEqualTo(given);
    assertThat(unzip(reply.response().messages())).contains("you said hi");
    byte[] sound = reply.asByteArray();
    assertThat(java.util.HexFormat.of().formatHex(sound)).startsWith(magic == null ? "" : magic);
    if (magic == null) {
      // Two frames of 20 ms: audio/pcm is 16 kHz here, as Lex documents it.
      assertThat(sound).hasSize(wanted.contains("8000") ? 640 : 1280);
    }
  }

  @Test
  void aStreamSpeaksMp3AndOggTooEachResponseAWholeFile() {
    for (String type : List.of("audio/mpeg", "audio/ogg")) {
      LexConversation conversation =
          new LexConversation(client, EchoGateway.BOT, "u-stream-" + type.length(), ConversationMode.AUDIO).configure(type).press("1#");
      conversation.next();
      conversation.next();
      conversation.next(TextResponseEvent.class);
      AudioResponseEvent first = conversation.next(AudioResponseEvent.class);
      assertThat(first.contentType()).isEqualTo(type);
      assertThat(first.audioChunk().asByteArray()[0]).isEqualTo(type.equals("audio/ogg") ? (byte) 'O' : (byte) 0xFF);
      conversation.sound();
      conversation.halfClose().ends();
    }
  }

  @Test
  void putSessionSpeaksItsMessages() {
    ResponseBytes<PutSessionResponse> reply =
        client.putSession(
            r -> r.botId(EchoGateway.BOT).botAliasId("TSTALIASID").localeId("en_US").sessionId("u-put").responseContentType("audio/pcm")
                .sessionState(s -> s.dialogAction(a -> a.type("ElicitIntent")))
                .messages(m -> m.contentType("PlainText").content("welcome")),
            AsyncResponseTransformer.toBytes()).join();
    assertThat(unzip(reply.response().messages())).contains("welcome");
    assertThat(reply.response().contentType()).isEqualTo("audio/pcm");
  }
}
