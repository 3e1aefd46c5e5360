package dev.parley.http2;

import static dev.parley.http2.RawFrames.END_STREAM;
import static dev.parley.http2.RawFrames.RST_STREAM;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.audio.AudioFormat;
import dev.parley.audio.AudioFrame;
import dev.parley.conversation.ChannelOutput;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Headers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Reports from the field about HTTP/2 and frames, named after the number of their case.
 *
 * <table>
 *   <caption>Which case is tested where</caption>
 *   <tr><th>case</th><th>what went wrong elsewhere</th><th>test</th></tr>
 *   <tr><td>C77</td><td>a WINDOW_UPDATE after half-closing ends the connection</td><td>here</td></tr>
 *   <tr><td>C79</td><td>a slow reader fills the memory</td><td>here, {@link StreamLimitsTest}; sound that is not taken for 10 s:
 *     MouthTest of conversation</td></tr>
 *   <tr><td>C81</td><td>rapid resets; honest cancellations cut off</td><td>{@link AttackTest}</td></tr>
 *   <tr><td>C83</td><td>CONTINUATION without end</td><td>{@link AttackTest}</td></tr>
 *   <tr><td>C85</td><td>empty DATA: honest clients cut off</td><td>{@link AttackTest}</td></tr>
 *   <tr><td>C87</td><td>an HTTP error is taken for a broken frame</td><td>here</td></tr>
 *   <tr><td>C89</td><td>no event ever comes</td><td>here</td></tr>
 *   <tr><td>C91</td><td>SDKs on their own HTTP/2 stacks</td><td>{@link StartConversationTest}, {@link TlsTest}; JavaScript's in
 *     the samples</td></tr>
 *   <tr><td>C93</td><td>half a character</td><td>{@link BrokenFramesTest}; FieldCasesTest of conversation</td></tr>
 * </table>
 */
final class FieldCasesTest {

  private static final int CLIENTS = 100;
  private static final int SECOND_MS = 1_000;
  private static final int FRAME_MS = 20;

  /** Of 8 kHz sound, as events: HTTP/2's window of the client, what a second may put on the way, and what the writer holds. */
  private static final int MOST_SECONDS = 2 + 1 + 2;

  @RegisterExtension
  private final ParleyServerExtension parley =
      new ParleyServerExtension(c -> c.with(c.streams().withHeartbeat(Duration.ofMillis(200))));

  @Test
  void c77AClientThatHasHalfClosedMaySendWindowsAndIsAnswered() throws Exception {
    try (RawFrames client = new RawFrames(parley.port())) {
      client.conversation(1, "half").say(1, END_STREAM, "sleep").window(1, 100).window(0, 100);
      client.conversation(3, "other").say(3, 0, "meanwhile");
      client.await(3, "you said meanwhile");
      parley.gateway().wake.complete(null);
      RawFrames.Frame last = client.next();
      StringBuilder said = new StringBuilder();
      while (last.stream() != 1 || (last.flags() & END_STREAM) == 0) {
        said.append(last.stream() == 1 ? new String(last.payload(), java.nio.charset.StandardCharsets.US_ASCII) : "");
        last = client.next();
      }
      // What ends the stream may be one frame with what was said.
      said.append(new String(last.payload(), java.nio.charset.StandardCharsets.US_ASCII));
      assertThat(said).contains("you said sleep");
      // The stream is closed on both sides by now; these were on their way.
      client.window(1, 100).send(RST_STREAM, 0, 1, RawFrames.number(0)).window(1, 100);
      client.say(3, 0, "still here");
      client.await(3, "you said still here");
    }
  }

  @Test
  void c79SoundForClientsThatNeverReadIsHeldBackSoonAndOthersAreServed() {
    try (RawHttp2 deaf = new RawHttp2(parley.port()); RawHttp2 good = new RawHttp2(parley.port())) {
      List<EchoGateway.Echo> speaking = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        String session = "deaf-" + i;
        deaf.conversation(session, JsonLines.CONTENT_TYPE).reading(false)
            .sendLine("{\"ConfigurationEvent\":{\"responseContentType\":\"audio/pcm\"}}");
      }
      fence(deaf);
      for (int i = 0; i < CLIENTS; i++) {
        speaking.add(parley.gateway().conversation("deaf-" + i));
      }
      int seconds = 0;
      while (!speaking.isEmpty()) {
        assertThat(seconds).as("seconds of sound that were taken for a client that reads nothing").isLessThan(MOST_SECONDS);
        speaking.forEach(FieldCasesTest::speakForASecond);
        // Whoever was spoken to has been written to by now, since one thread writes to all of a connection's streams.
        fence(deaf);
        seconds++;
        speaking.removeIf(echo -> !echo.channel().writable());
      }
      heard(good.conversation("good", JsonLines.CONTENT_TYPE), "good morning");
    }
  }

  /** A round trip on this connection; a head needs no window. */
  private static void fence(RawHttp2 client) {
    assertThat(client.open(new DefaultHttp2Headers().method("GET").path("/nowhere"), true).status()).isEqualTo("404");
  }

  private static void heard(RawHttp2.Stream stream, String text) {
    stream.sendLine("{\"TextInputEvent\":{\"text\":\"" + text + "\"}}");
    assertThat(stream.next()).contains("TranscriptEvent").contains(text);
    assertThat(stream.next()).contains("IntentResultEvent");
    assertThat(stream.next()).contains("TextResponseEvent");
  }

  private static void speakForASecond(EchoGateway.Echo echo) {
    AudioFormat format = echo.channel().capabilities().audioOut().orElseThrow();
    for (int ms = 0; ms < SECOND_MS; ms += FRAME_MS) {
      echo.channel().send(new ChannelOutput.Audio(1, new AudioFrame(format, new byte[format.bytesOf(FRAME_MS)], ms)));
    }
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "/bots/NoSuchBot1/botAliases/A/botLocales/en_US/sessions/c87/conversation | TEXT | 404 | ResourceNotFoundException | NoSuchBot1",
      "/bots/EchoBot/botAliases/A/botLocales/xx_XX/sessions/c87/conversation | TEXT | 404 | ResourceNotFoundException | xx_XX",
      "/bots/EchoBot/botAliases/A/botLocales/en_US/sessions/c/conversation | TEXT | 400 | ValidationException | sessionId",
      "/bots/EchoBot/botAliases/A/botLocales/en_US/sessions/c87/conversation | LOUD | 400 | ValidationException | x-amz-lex-conversation-mode"
  })
  void c87AnErrorBeforeTheStreamIsAnErrorOfHttp(String path, String mode, String status, String exception, String names) {
    try (RawHttp2 client = new RawHttp2(parley.port())) {
      RawHttp2.Stream stream =
          client.open(
              new DefaultHttp2Headers().method("POST").path(path)
                  .set("content-type", EventStreamCodec.CONTENT_TYPE).set("x-amz-lex-conversation-mode", mode),
              false);
      Http2Headers head = RawHttp2.await(stream.head);
      assertThat(head.status().toString()).isEqualTo(status);
      assertThat(head.get("content-type").toString()).isEqualTo("application/json");
      assertThat(head.get("x-amzn-errortype").toString()).isEqualTo(exception);
      assertThat(head.get("x-amzn-requestid").toString()).isNotBlank();
      assertThat(stream.raw()).startsWith("{\"message\":\"").contains(names);
    }
  }

  @Test
  void c89AClientThatSaysNothingMoreHearsThatTheStreamLives() {
    assertThat(ServerConfig.Streams.STANDARD.heartbeat()).isLessThanOrEqualTo(Duration.ofSeconds(20));
    try (RawHttp2 client = new RawHttp2(parley.port())) {
      RawHttp2.Stream stream = client.frames("c89", "AUDIO").event("ConfigurationEvent", "{\"responseContentType\":\"audio/pcm\"}");
      assertThat(stream.status()).isEqualTo("200");
      assertThat(stream.nextOfAny()).isEqualTo("HeartbeatEvent {\"eventId\":\"RESPONSE-1\"}");
      assertThat(stream.nextOfAny()).isEqualTo("HeartbeatEvent {\"eventId\":\"RESPONSE-2\"}");
    }
  }
}
