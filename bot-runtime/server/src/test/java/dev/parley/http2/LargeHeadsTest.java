package dev.parley.http2;

import static dev.parley.http2.RawFrames.CONTINUATION;
import static dev.parley.http2.RawFrames.END_HEADERS;
import static dev.parley.http2.RawFrames.GO_AWAY;
import static dev.parley.http2.RawFrames.HEADERS;
import static dev.parley.http2.RawFrames.RST_STREAM;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http2.Http2Headers;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Request heads of more than 16 KiB: refused in Lex's words, and what else goes on over the connection goes on. */
final class LargeHeadsTest {

  /** Of one frame. */
  private static final int FRAME_BYTES = 16_384;

  @RegisterExtension static final ParleyServerExtension parley = new ParleyServerExtension();

  private static Http2Headers head(String session, int bytes) {
    Http2Headers head = RawFrames.conversation(session);
    for (int i = 0; i < bytes / 1_000; i++) {
      // Not to be made shorter by Huffman's code.
      head.add("x-" + i, "~".repeat(1_000));
    }
    return head;
  }

  private static void send(RawFrames client, int stream, Http2Headers head) throws IOException {
    byte[] block = RawFrames.block(head);
    for (int from = 0; from < block.length; from += FRAME_BYTES) {
      int to = Math.min(block.length, from + FRAME_BYTES);
      client.send(from == 0 ? HEADERS : CONTINUATION, to == block.length ? END_HEADERS : 0, stream, Arrays.copyOfRange(block, from, to));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {17_000, 30_000})
  void aHeadThatIsTooLargeIsRefusedOnItsOwnStream(int bytes) {
    try (RawHttp2 client = new RawHttp2(parley.port())) {
      RawHttp2.Stream other = client.conversation("other-" + bytes, JsonLines.CONTENT_TYPE).sendLine("{\"TextInputEvent\":{\"text\":\"before\"}}");
      assertThat(other.next()).contains("before");
      RawHttp2.Stream large = client.open(head("large", bytes), false);
      assertThat(large.status()).isEqualTo("431");
      assertThat(RawHttp2.await(large.head).get("x-amzn-errortype").toString()).isEqualTo("ValidationException");
      assertThat(large.raw()).contains("\"message\"").contains("16384 bytes").contains("server.max-header-bytes");
      other.next();
      other.next();
      assertThat(other.sendLine("{\"TextInputEvent\":{\"text\":\"after\"}}").next()).contains("after");
    }
  }

  @Test
  void aHeadOfAlmost16KiBIsServed() {
    try (RawHttp2 client = new RawHttp2(parley.port())) {
      assertThat(client.open(head("almost", 15_000), false).sendLine("{\"TextInputEvent\":{\"text\":\"well\"}}").next()).contains("well");
    }
  }

  /** Nothing of it is read any more, and so the connection's table of headers is no longer known. */
  @Test
  void aHeadOfManyTimesTheLimitEndsItsConnection() throws Exception {
    try (RawFrames client = new RawFrames(parley.port())) {
      try {
        send(client, 1, head("huge", 400_000));
      } catch (IOException e) {
        assertThat(e).as("the server may close in the middle").isNotNull();
      }
      client.awaitEnd();
    }
    try (RawHttp2 other = new RawHttp2(parley.port())) {
      assertThat(other.conversation("after-huge", JsonLines.CONTENT_TYPE).sendLine("{\"TextInputEvent\":{\"text\":\"here\"}}").next()).contains("here");
    }
  }

  @Test
  void whatIsLargeWhenItIsUnpackedIsRefusedOnItsOwnStream() throws Exception {
    try (RawFrames client = new RawFrames(parley.port())) {
      Http2Headers head = RawFrames.conversation("unpacked");
      for (int i = 0; i < 60; i++) {
        // HPACK keeps the first and names the others by a byte.
        head.add("x-same", "~".repeat(1_500));
      }
      send(client, 1, head);
      RawFrames.Frame told = client.next();
      while (told.type() != HEADERS && told.type() != RST_STREAM) {
        assertThat(told.type()).isNotEqualTo(GO_AWAY);
        told = client.next();
      }
      assertThat(told.stream()).isEqualTo(1);
      client.conversation(3, "after-unpacked").say(3, 0, "still here");
      client.await(3, "you said still here");
    }
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "headers | 431 | ValidationException | 16384 bytes (server.max-header-bytes)",
      "line | 414 | ValidationException | first line",
      "junk | 400 | ValidationException | not an HTTP request"
  })
  void http1IsToldInLexsWordsToo(String what, int status, String exception, String words) throws Exception {
    String start = "POST " + EchoGateway.BASE + "one/text" + (what.equals("line") ? "?" + "x".repeat(9_000) : "") + " HTTP/1.1\r\nhost: a\r\n";
    String more =
        what.equals("headers") ? "x-large: " + "x".repeat(20_000) + "\r\n" : what.equals("junk") ? "content-length: -1\r\n" : "content-length: 0\r\n";
    try (Socket socket = new Socket("127.0.0.1", parley.port())) {
      socket.setSoTimeout(30_000);
      OutputStream out = socket.getOutputStream();
      out.write((start + more + "\r\n").getBytes(StandardCharsets.US_ASCII));
      out.flush();
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      assertThat(answer).startsWith("HTTP/1.1 " + status + " ").contains("x-amzn-errortype: " + exception).contains(words);
    }
  }
}
