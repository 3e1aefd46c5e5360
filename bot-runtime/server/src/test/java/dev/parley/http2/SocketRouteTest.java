package dev.parley.http2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.conversation.SocketRoute;
import io.micrometer.core.instrument.search.Search;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameEncoder;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Sockets that channels bring, over HTTP/1.1 and as streams of HTTP/2. */
final class SocketRouteTest {

  @RegisterExtension
  private final ParleyServerExtension parley =
      new ParleyServerExtension(c -> c.with(new ServerConfig.Streams(
          65_535, 8 * 1024, 64 * 1024, Duration.ofSeconds(5), Duration.ofSeconds(30), Duration.ofSeconds(5))));

  /** A peer of the JDK; keeps what comes, and asks for more only when told. */
  private static final class Peer implements WebSocket.Listener {
    final BlockingQueue<String> texts = new LinkedBlockingQueue<>();
    final CompletableFuture<String> closed = new CompletableFuture<>();
    private final StringBuilder text = new StringBuilder();
    private final boolean reads;

    Peer(boolean reads) {
      this.reads = reads;
    }

    @Override
    public void onOpen(WebSocket socket) {
      if (reads) {
        socket.request(1);
      }
    }

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
      text.append(data);
      if (last) {
        texts.add(text.toString());
        text.setLength(0);
      }
      socket.request(1);
      return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
      closed.complete(code + " " + reason);
      return null;
    }

    @Override
    public void onError(WebSocket socket, Throwable error) {
      closed.complete(error.toString());
    }

    String next() throws InterruptedException {
      return texts.poll(30, TimeUnit.SECONDS);
    }
  }

  private WebSocket open(String path, Peer peer) {
    return HttpClient.newHttpClient()
        .newWebSocketBuilder()
        .buildAsync(URI.create("ws://127.0.0.1:" + parley.port() + path), peer)
        .join();
  }

  @Test
  void aSocketIsGreetedEchoesAndEndsInOrder() throws Exception {
    Peer peer = new Peer(true);
    WebSocket socket = open("/socket?a=b", peer);
    assertThat(peer.next()).isEqualTo("hello /socket?a=b");
    socket.sendText("one", true).join();
    assertThat(peer.next()).isEqualTo("echo one");
    socket.sendText("in two", false).join();
    socket.sendText(" parts", true).join();
    assertThat(peer.next()).isEqualTo("echo in two parts");
    socket.sendBinary(ByteBuffer.wrap(new byte[7]), true).join();
    assertThat(peer.next()).isEqualTo("bytes 7");
    socket.sendClose(4001, "done").join();
    assertThat(parley.sockets().closes.poll(30, TimeUnit.SECONDS)).isEqualTo("4001 done");
    assertThat(RawHttp2.await(peer.closed)).startsWith("4001");
  }

  @Test
  void theServersSideMayEndIt() throws Exception {
    Peer peer = new Peer(true);
    WebSocket socket = open("/socket", peer);
    socket.sendText("bye", true).join();
    assertThat(RawHttp2.await(peer.closed)).isEqualTo("1000 bye");
    assertThat(parley.sockets().closes.poll(30, TimeUnit.SECONDS)).isNotNull();
  }

  @Test
  void aRefusedSocketIsAnHttpStatus() {
    assertThatThrownBy(() -> open("/socket?refuse", new Peer(true))).hasStackTraceContaining("status code 403");
    assertThatThrownBy(() -> open("/elsewhere", new Peer(true))).hasStackTraceContaining("status code 404");
  }

  @Test
  void aMessageThatIsTooLongEndsTheSocket() throws Exception {
    Peer peer = new Peer(true);
    WebSocket socket = open("/socket", peer);
    socket.sendText("x".repeat(9 * 1024), true);
    assertThat(parley.sockets().closes.poll(30, TimeUnit.SECONDS)).startsWith("1009");
  }

  @Test
  void aListenerThatWantsNoMoreGetsNoMoreUntilItDoes() throws Exception {
    Peer peer = new Peer(true);
    WebSocket socket = open("/socket", peer);
    SocketRoute.Peer server = parley.sockets().peers.poll(30, TimeUnit.SECONDS);
    socket.sendText("pause", true).join();
    for (int i = 0; i < 10; i++) {
      socket.sendText("m" + i, true).join();
    }
    assertThat(parley.sockets().heard.poll(30, TimeUnit.SECONDS)).isEqualTo("pause");
    // Others go on meanwhile, many times there and back.
    Peer other = new Peer(true);
    WebSocket elsewhere = open("/socket", other);
    assertThat(other.next()).startsWith("hello");
    for (int i = 0; i < 50; i++) {
      elsewhere.sendText("other", true).join();
      assertThat(other.next()).isEqualTo("echo other");
      assertThat(parley.sockets().heard.poll(30, TimeUnit.SECONDS)).isEqualTo("other");
    }
    server.reading(true);
    for (int i = 0; i < 10; i++) {
      assertThat(parley.sockets().heard.poll(30, TimeUnit.SECONDS)).isEqualTo("m" + i);
    }
  }

  @Test
  void aPeerThatReadsNothingLosesItsSocket() throws Exception {
    Peer slow = new Peer(false);
    WebSocket socket = open("/socket", slow);
    Peer good = new Peer(true);
    WebSocket other = open("/socket", good);
    // More than all buffers between here and there hold.
    socket.sendText("flood 20000", true).join();
    assertThat(parley.sockets().closes.poll(30, TimeUnit.SECONDS)).startsWith("1008");
    assertThat(Search.in(parley.meters()).name("parley.server.readers.slow").counter().count()).isEqualTo(1);
    assertThat(good.next()).startsWith("hello");
    other.sendText("still here", true).join();
    assertThat(good.next()).isEqualTo("echo still here");
  }

  @Test
  void aSocketIsAStreamOfHttp2Too() {
    try (RawHttp2 client = new RawHttp2(parley.port())) {
      RawHttp2.Stream stream =
          client.open(
              new DefaultHttp2Headers().method("CONNECT").path("/socket?h2").set(":protocol", "websocket").set("sec-websocket-version", "13"), false);
      assertThat(stream.status()).isEqualTo("200");
      stream.send(masked("one"));
      stream.send(masked("bye"));
      String all = stream.raw();
      assertThat(all).contains("hello /socket?h2").contains("echo one");
      RawHttp2.await(stream.ended);
      RawHttp2.Stream refused =
          client.open(new DefaultHttp2Headers().method("CONNECT").path("/socket?refuse").set(":protocol", "websocket"), false);
      assertThat(refused.status()).isEqualTo("403");
      RawHttp2.Stream nowhere = client.open(new DefaultHttp2Headers().method("CONNECT").path("/nowhere").set(":protocol", "websocket"), false);
      assertThat(nowhere.status()).isEqualTo("404");
    }
  }

  private static byte[] masked(String text) {
    EmbeddedChannel encoder = new EmbeddedChannel(new WebSocket13FrameEncoder(true));
    encoder.writeOutbound(new TextWebSocketFrame(text));
    ByteBuf all = Unpooled.buffer();
    for (ByteBuf part = encoder.readOutbound(); part != null; part = encoder.readOutbound()) {
      all.writeBytes(part);
      part.release();
    }
    return RawHttp2.bytes(all);
  }
}
