package dev.parley.http2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersEncoder;
import io.netty.handler.codec.http2.Http2CodecUtil;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Known attacks on HTTP/2: the connection that does it ends, others are served; honest clients come nowhere near. */
final class AttackTest {

  private static final byte DATA = 0;
  private static final byte HEADERS = 1;
  private static final byte SETTINGS = 4;
  private static final byte CONTINUATION = 9;
  private static final byte END_HEADERS = 4;

  @RegisterExtension
  private final ParleyServerExtension parley =
      new ParleyServerExtension(c -> c.with(new ServerConfig.Connections(
          1_000, 1_000, 16 * 1024, 400, Duration.ofSeconds(30), 32, Duration.ofSeconds(10), Duration.ofSeconds(2), Duration.ofSeconds(1))));

  private RawHttp2 good;

  @BeforeEach
  void connect() {
    good = new RawHttp2(parley.port());
  }

  @AfterEach
  void othersAreStillServed() {
    RawHttp2.Stream stream = good.isOpen() ? good.conversation("other", "application/x-ndjson") : null;
    if (stream == null) {
      // Idle for too long; a new connection is as good.
      good.close();
      good = new RawHttp2(parley.port());
      stream = good.conversation("other", "application/x-ndjson");
    }
    assertThat(stream.sendLine("{\"TextInputEvent\":{\"text\":\"still here\"}}").next()).contains("still here");
    good.close();
  }

  private static RawHttp2.Stream hello(RawHttp2 client, String session) {
    return client.conversation(session, "application/x-ndjson").sendLine("{\"TextInputEvent\":{\"text\":\"hello\"}}");
  }

  @Test
  void callersWhoHangUpALotAreHonest() {
    try (RawHttp2 client = new RawHttp2(parley.port())) {
      for (int i = 0; i < 210; i++) {
        hello(client, "h-" + i).cancel();
      }
      assertThat(hello(client, "h-last").next()).contains("hello");
      assertThat(client.goAway).isNotDone();
    }
  }

  @Test
  void rapidResetsEndTheirConnection() {
    try (RawHttp2 client = new RawHttp2(parley.port())) {
      assertThatThrownBy(() -> {
            for (int i = 0; i < 10_000; i++) {
              hello(client, "r-" + i).cancel();
            }
          })
          .isInstanceOf(ClosedChannelException.class);
      client.awaitClosed();
      // The farewell may be lost, since the client still sends when the connection is closed; but it is no friendly one.
      assertThat(client.goAway.getNow(Http2Error.ENHANCE_YOUR_CALM.code())).isEqualTo(Http2Error.ENHANCE_YOUR_CALM.code());
    }
  }

  @Test
  void aFewEmptyFramesAreSilenceAndManyAreAnAttack() throws Exception {
    try (Socket socket = connected()) {
      OutputStream out = socket.getOutputStream();
      out.write(conversation("empty"));
      for (int i = 0; i < 3; i++) {
        out.write(frame(DATA, 0, 1, new byte[0]));
      }
      out.write(line("one"));
      for (int i = 0; i < 32; i++) {
        out.write(frame(DATA, 0, 1, new byte[0]));
      }
      out.write(line("two"));
      awaitText(socket, "you said two");
      for (int i = 0; i < 1_000; i++) {
        writeAsFarAsItGoes(out, frame(DATA, 0, 1, new byte[0]));
      }
      awaitEnd(socket);
    }
  }

  @Test
  void continuationsWithoutEndEndTheirConnection() throws Exception {
    try (Socket socket = connected()) {
      OutputStream out = socket.getOutputStream();
      ByteArrayOutputStream flood = new ByteArrayOutputStream();
      flood.writeBytes(frame(HEADERS, 0, 1, new byte[0]));
      for (int i = 0; i < 100_000; i++) {
        flood.writeBytes(frame(CONTINUATION, 0, 1, new byte[0]));
      }
      writeAsFarAsItGoes(out, flood.toByteArray());
      awaitEnd(socket);
    }
  }

  @Test
  void headersWithoutEndAreRefused() throws Exception {
    try (Socket socket = connected()) {
      OutputStream out = socket.getOutputStream();
      out.write(frame(HEADERS, 0, 1, new byte[0]));
      byte[] literal = new byte[16 * 1024];
      writeAsFarAsItGoes(out, frame(CONTINUATION, 0, 1, literal));
      writeAsFarAsItGoes(out, frame(CONTINUATION, 0, 1, literal));
      writeAsFarAsItGoes(out, frame(CONTINUATION, END_HEADERS, 1, literal));
      awaitEnd(socket);
    }
  }

  @Test
  void aPeerThatAnswersNoPingIsGone() throws Exception {
    try (Socket socket = connected()) {
      OutputStream out = socket.getOutputStream();
      out.write(conversation("gone"));
      out.write(line("a"));
      awaitEnd(socket);
      RawHttp2.await(parley.gateway().goneConversation("gone"));
    }
  }

  private Socket connected() throws IOException {
    Socket socket = new Socket("127.0.0.1", parley.port());
    socket.setSoTimeout(30_000);
    OutputStream out = socket.getOutputStream();
    ByteBuf preface = Http2CodecUtil.connectionPrefaceBuf();
    out.write(RawHttp2.bytes(Unpooled.copiedBuffer(preface)));
    out.write(frame(SETTINGS, 0, 0, new byte[0]));
    return socket;
  }

  private static byte[] conversation(String session) throws Http2Exception {
    DefaultHttp2Headers headers = new DefaultHttp2Headers();
    headers.method("POST").scheme("http").authority("a").path(EchoGateway.BASE + session + "/conversation").set("content-type", "application/x-ndjson");
    return frame(HEADERS, END_HEADERS, 1, block(headers));
  }

  private static byte[] line(String text) {
    return frame(DATA, 0, 1, ("{\"TextInputEvent\":{\"text\":\"" + text + "\"}}\n").getBytes(StandardCharsets.US_ASCII));
  }

  private static void awaitText(Socket socket, String text) throws IOException {
    StringBuilder seen = new StringBuilder();
    while (seen.indexOf(text) < 0) {
      int read = socket.getInputStream().read();
      assertThat(read).as("the connection goes on after " + seen).isNotNegative();
      seen.append((char) read);
    }
  }

  private static byte[] block(DefaultHttp2Headers headers) throws Http2Exception {
    ByteBuf block = Unpooled.buffer();
    new DefaultHttp2HeadersEncoder().encodeHeaders(1, headers, block);
    return RawHttp2.bytes(block);
  }

  /** RFC 9113, 4.1: length (24), type (8), flags (8), stream (32). */
  private static byte[] frame(byte type, int flags, int stream, byte[] payload) {
    ByteBuf frame = Unpooled.buffer();
    frame.writeMedium(payload.length).writeByte(type).writeByte(flags).writeInt(stream).writeBytes(payload);
    return RawHttp2.bytes(frame);
  }

  private static void writeAsFarAsItGoes(OutputStream out, byte[] bytes) {
    try {
      out.write(bytes);
    } catch (IOException e) {
      // The server has closed the connection in the middle: just what is wanted, and awaited next.
      assertThat(e).isNotNull();
    }
  }

  private static void awaitEnd(Socket socket) {
    try {
      InputStream in = socket.getInputStream();
      byte[] buffer = new byte[8192];
      int read = 0;
      while (read >= 0) {
        read = in.read(buffer);
      }
    } catch (java.net.SocketTimeoutException e) {
      throw new AssertionError("the connection stays open", e);
    } catch (IOException e) {
      // A reset ends it too.
      assertThat(e).isNotNull();
    }
  }
}
