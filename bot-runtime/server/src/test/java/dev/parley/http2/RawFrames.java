package dev.parley.http2;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersEncoder;
import io.netty.handler.codec.http2.Http2CodecUtil;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** A client that writes HTTP/2's frames byte by byte, and need not read any. Its stream is 1, unless it says otherwise. */
final class RawFrames implements Closeable {

  static final int DATA = 0;
  static final int HEADERS = 1;
  static final int PRIORITY = 2;
  static final int RST_STREAM = 3;
  static final int SETTINGS = 4;
  static final int PING = 6;
  static final int GO_AWAY = 7;
  static final int WINDOW_UPDATE = 8;
  static final int CONTINUATION = 9;
  static final int END_STREAM = 1;
  static final int END_HEADERS = 4;

  /** RFC 9113, 6.5.2. */
  static final int INITIAL_WINDOW_SIZE = 4;

  /** So little is read ahead that what is not read soon waits in the server. */
  private static final int RECEIVE_BYTES = 8 * 1024;

  private static final byte[] NOTHING = {};

  private final Socket socket = new Socket();
  private final OutputStream out;

  RawFrames(int port) throws IOException {
    socket.setReceiveBufferSize(RECEIVE_BYTES);
    socket.connect(new InetSocketAddress("127.0.0.1", port));
    socket.setSoTimeout(30_000);
    out = socket.getOutputStream();
    out.write(RawHttp2.bytes(Unpooled.copiedBuffer(Http2CodecUtil.connectionPrefaceBuf())));
    send(SETTINGS, 0, 0, NOTHING);
  }

  RawFrames send(int type, int flags, int stream, byte[] payload) throws IOException {
    out.write(frame(type, flags, stream, payload));
    return this;
  }

  /** Sends as much of this as the server takes: it may close the connection in the middle, which is awaited next. */
  RawFrames sendAsFarAsItGoes(byte[] bytes) {
    try {
      out.write(bytes);
    } catch (IOException e) {
      assertThat(e).isNotInstanceOf(SocketTimeoutException.class);
    }
    return this;
  }

  /** Begins a conversation in lines of JSON. */
  RawFrames conversation(int stream, String session) throws IOException {
    return send(HEADERS, END_HEADERS, stream, block(conversation(session)));
  }

  static Http2Headers conversation(String session) {
    return new DefaultHttp2Headers()
        .method("POST").scheme("http").authority("a").path(EchoGateway.BASE + session + "/conversation").set("content-type", JsonLines.CONTENT_TYPE);
  }

  RawFrames say(int stream, int flags, String text) throws IOException {
    return send(DATA, flags, stream, ("{\"TextInputEvent\":{\"text\":\"" + text + "\"}}\n").getBytes(StandardCharsets.US_ASCII));
  }

  RawFrames window(int stream, int increment) throws IOException {
    return send(WINDOW_UPDATE, 0, stream, number(increment));
  }

  /** Reads until this stands in what this stream was sent. */
  void await(int stream, String text) throws IOException {
    StringBuilder seen = new StringBuilder();
    while (seen.indexOf(text) < 0) {
      Frame frame = next();
      if (frame.type() == DATA && frame.stream() == stream) {
        seen.append(new String(frame.payload(), StandardCharsets.US_ASCII));
      }
    }
  }

  /** A frame that came. */
  record Frame(int type, int flags, int stream, byte[] payload) {}

  /** The next frame. */
  Frame next() throws IOException {
    InputStream in = socket.getInputStream();
    byte[] head = in.readNBytes(9);
    assertThat(head).as("the connection goes on").hasSize(9);
    ByteBuffer fields = ByteBuffer.wrap(head);
    int length = fields.getInt(0) >>> 8;
    return new Frame(head[3], head[4], fields.getInt(5), in.readNBytes(length));
  }

  /** The next frame of this type, of any stream. */
  Frame next(int type) throws IOException {
    Frame frame = next();
    while (frame.type() != type) {
      frame = next();
    }
    return frame;
  }

  /** Reads until the server has ended the connection. */
  void awaitEnd() {
    try {
      InputStream in = socket.getInputStream();
      byte[] buffer = new byte[8192];
      int read = 0;
      while (read >= 0) {
        read = in.read(buffer);
      }
    } catch (SocketTimeoutException e) {
      throw new AssertionError("the connection stays open", e);
    } catch (IOException e) {
      // A reset ends it too.
      assertThat(e).isNotNull();
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  static byte[] block(Http2Headers headers) {
    ByteBuf block = Unpooled.buffer();
    try {
      new DefaultHttp2HeadersEncoder().encodeHeaders(1, headers, block);
    } catch (Http2Exception e) {
      throw new AssertionError(e);
    }
    return RawHttp2.bytes(block);
  }

  static byte[] number(int number) {
    return ByteBuffer.allocate(Integer.BYTES).putInt(number).array();
  }

  /** The payload of SETTINGS that hold one. */
  static byte[] setting(int id, int value) {
    return ByteBuffer.allocate(Short.BYTES + Integer.BYTES).putShort((short) id).putInt(value).array();
  }

  /** RFC 9113, 4.1: length (24), type (8), flags (8), stream (32). */
  static byte[] frame(int type, int flags, int stream, byte[] payload) {
    ByteBuffer frame = ByteBuffer.allocate(9 + payload.length);
    frame.putInt(payload.length << 8 | type).put((byte) flags).putInt(stream).put(payload);
    return frame.array();
  }

  /** The same frame many times. */
  static byte[] many(int times, byte[] frame) {
    ByteArrayOutputStream all = new ByteArrayOutputStream(times * frame.length);
    for (int i = 0; i < times; i++) {
      all.writeBytes(frame);
    }
    return all.toByteArray();
  }
}
