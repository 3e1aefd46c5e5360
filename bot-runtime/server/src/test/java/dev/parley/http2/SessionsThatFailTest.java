package dev.parley.http2;

import static dev.parley.http2.RawFrames.DATA;
import static dev.parley.http2.RawFrames.END_HEADERS;
import static dev.parley.http2.RawFrames.END_STREAM;
import static dev.parley.http2.RawFrames.HEADERS;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http2.DefaultHttp2Headers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A client that was told an exception may come back at once: its session is free. */
final class SessionsThatFailTest {

  @RegisterExtension private final ParleyServerExtension parley = new ParleyServerExtension();

  @RegisterExtension
  private final ParleyServerExtension hasty =
      new ParleyServerExtension(c -> c.with(c.streams().withLinger(Duration.ofMillis(50))));

  /** Mistakes of a client while its bot is busy; and a conversation that fails by itself. */
  @ParameterizedTest
  @ValueSource(strings = {
      "{\"NoSuchEvent\":{}}",
      "{\"ConfigurationEvent\":{\"responseContentType\":\"text/plain\"}}",
      "{\"TextInputEvent\":{}}",
      "{\"TextInputEvent\":",
      "{\"TextInputEvent\":{\"text\":\"fail\"}}",
      "{\"TextInputEvent\":{\"text\":\"break\"}}"
  })
  void anExceptionIsToldWhenTheSessionIsFree(String mistake) throws Exception {
    try (RawFrames client = new RawFrames(parley.port())) {
      client.conversation(1, "again").say(1, 0, "sleep").send(DATA, 0, 1, (mistake + "\n").getBytes(StandardCharsets.US_ASCII));
      // Answered after whatever this connection was told before.
      client.send(HEADERS, END_HEADERS | END_STREAM, 3, RawFrames.block(new DefaultHttp2Headers().method("GET").scheme("http").authority("a").path("/nowhere")));
      RawFrames.Frame frame = client.next();
      while (frame.stream() != 3) {
        assertThat(new String(frame.payload(), StandardCharsets.US_ASCII)).as("what is told while the bot is busy").doesNotContain("Exception");
        frame = client.next();
      }
      parley.gateway().wake.complete(null);
      client.await(1, "Exception");
      client.conversation(5, "again").say(5, 0, "here I am");
      client.await(5, "you said here I am");
    }
  }

  @Test
  void anExceptionIsToldAtLastThoughTheConversationDoesNotEnd() throws Exception {
    try (RawFrames client = new RawFrames(hasty.port())) {
      client.conversation(1, "stuck").say(1, 0, "sleep").send(DATA, 0, 1, "{\"NoSuchEvent\":{}}\n".getBytes(StandardCharsets.US_ASCII));
      client.await(1, "ValidationException");
      assertThat(hasty.gateway().hungUp).containsKey("stuck");
      assertThat(hasty.gateway().wake).isNotDone();
    }
  }
}
