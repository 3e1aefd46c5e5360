package dev.parley.http2;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http2.DefaultHttp2Headers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Conversations in lines of JSON, for people without an SDK. */
final class JsonLinesConversationTest {

  @RegisterExtension
  private final ParleyServerExtension parley =
      new ParleyServerExtension(c -> c.with(c.streams().withHeartbeat(Duration.ofMillis(200))));

  private RawHttp2 client;

  @BeforeEach
  void connect() {
    client = new RawHttp2(parley.port());
  }

  @AfterEach
  void disconnect() {
    client.close();
  }

  @Test
  void aLineIsAnsweredAtOnceAndNeedsNoConfiguration() {
    RawHttp2.Stream stream = client.conversation("j-1", "application/x-ndjson").sendLine("{\"TextInputEvent\":{\"text\":\"hello\"}}");
    assertThat(stream.status()).isEqualTo("200");
    assertThat(RawHttp2.await(stream.head).get("content-type").toString()).isEqualTo("application/x-ndjson");
    assertThat(stream.next()).isEqualTo("{\"TranscriptEvent\":{\"eventId\":\"RESPONSE-1\",\"transcript\":\"hello\"}}");
    assertThat(stream.next()).startsWith("{\"IntentResultEvent\":{\"eventId\":\"RESPONSE-2\",\"inputMode\":\"Text\"").contains("\"slots\":{\"Word\":null}");
    assertThat(stream.next())
        .isEqualTo("{\"TextResponseEvent\":{\"eventId\":\"RESPONSE-3\",\"messages\":[{\"contentType\":\"PlainText\",\"content\":\"you said hello\"}]}}");
    stream.sendLine("{\"TextInputEvent\":{\"text\":\"again\"}}").halfClose();
    // Playback is not reported by people, so nothing is interrupted.
    assertThat(stream.next()).contains("TranscriptEvent");
    RawHttp2.await(stream.ended);
  }

  @Test
  void theLastLineNeedsNoLineEndAndBlankLinesDoNoHarm() {
    RawHttp2.Stream stream = client.conversation("j-2", "application/json");
    stream.sendLine("").sendLine("  ").send("{\"TextInputEvent\":{\"text\":\"bye\"}}".getBytes(StandardCharsets.UTF_8)).halfClose();
    assertThat(stream.next()).contains("bye");
  }

  @Test
  void aConfigurationMaySetTheSession() {
    RawHttp2.Stream stream = client.conversation("j-3", "application/x-ndjson");
    stream.sendLine("{\"ConfigurationEvent\":{\"responseContentType\":\"text/plain\",\"disablePlayback\":false,"
        + "\"sessionState\":{\"sessionAttributes\":{\"k\":\"v\"}}}}");
    stream.sendLine("{\"TextInputEvent\":{\"text\":\"a\"}}");
    stream.next();
    assertThat(stream.next()).contains("\"sessionAttributes\":{\"k\":\"v\"}");
    stream.next();
    stream.sendLine("{\"TextInputEvent\":{\"text\":\"b\",\"eventId\":\"e-2\"}}");
    assertThat(stream.next())
        .isEqualTo("{\"PlaybackInterruptionEvent\":{\"eventId\":\"RESPONSE-" + number(stream) + "\",\"eventReason\":\"TEXT_DETECTED\",\"causedByEventId\":\"e-2\"}}");
  }

  private static String number(RawHttp2.Stream stream) {
    // Heartbeats count too: the transcript comes right behind the interruption.
    String transcript = stream.next();
    int n = Integer.parseInt(transcript.replaceAll(".*RESPONSE-(\\d+).*", "$1"));
    return Integer.toString(n - 1);
  }

  @Test
  void aMistakeIsALineToo() {
    RawHttp2.Stream stream = client.conversation("j-4", "application/x-ndjson").sendLine("{\"TextInputEvent\":{\"text\":\"hello\"");
    assertThat(stream.next()).startsWith("{\"ValidationException\":{\"message\":\"an event's payload is not JSON");
    RawHttp2.await(stream.ended);
  }

  @Test
  void aLoneSurrogateBecomesTheReplacementCharacter() {
    RawHttp2.Stream stream = client.conversation("j-5", "application/x-ndjson").sendLine("{\"TextInputEvent\":{\"text\":\"a\\ud83d\"}}");
    assertThat(stream.next()).contains("\"transcript\":\"a\uFFFD\"");
  }

  @Test
  void aQuietStreamHasAHeartbeat() {
    RawHttp2.Stream stream = client.conversation("j-6", "application/x-ndjson").sendLine("{\"ConfigurationEvent\":{\"responseContentType\":\"text/plain\"}}");
    assertThat(stream.nextOfAny()).isEqualTo("{\"HeartbeatEvent\":{\"eventId\":\"RESPONSE-1\"}}");
    assertThat(stream.nextOfAny()).isEqualTo("{\"HeartbeatEvent\":{\"eventId\":\"RESPONSE-2\"}}");
  }

  @Test
  void anUnknownEventIsNamed() {
    RawHttp2.Stream stream = client.conversation("j-7", "application/x-ndjson").sendLine("{\"TextInputEvnt\":{}}");
    assertThat(stream.next()).contains("there is no event 'TextInputEvnt'");
  }

  @Test
  void anotherContentTypeIsRefusedBeforeTheStreamBegins() {
    RawHttp2.Stream stream = client.conversation("j-8", "text/xml");
    assertThat(stream.status()).isEqualTo("400");
    assertThat(stream.all().get(0)).contains("application/x-ndjson");
  }

  @Test
  void anEmptyConversationEndsInPeace() {
    RawHttp2.Stream stream =
        client.open(
            new DefaultHttp2Headers().method("POST").path(EchoGateway.BASE + "j-9/conversation").set("content-type", "application/x-ndjson"), true);
    assertThat(stream.status()).isEqualTo("200");
    assertThat(stream.all()).isEmpty();
  }
}
