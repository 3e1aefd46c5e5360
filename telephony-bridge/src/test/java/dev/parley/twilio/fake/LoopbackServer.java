package dev.parley.twilio.fake;

import dev.parley.conversation.ChannelProvider.Routes;
import dev.parley.conversation.ConversationRefused;
import dev.parley.conversation.HttpRoute;
import dev.parley.conversation.SocketRoute;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Just enough of HTTP/1.1 and WebSocket to mount a channel's routes on loopback: one request or one socket a connection. */
final class LoopbackServer implements AutoCloseable {

  private static final String WEBSOCKET_GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
  private final ServerSocket server;
  private final List<Socket> connections = new ArrayList<>();
  private volatile Routes routes = Routes.NONE;

  LoopbackServer() throws IOException {
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    start(
        () -> {
          while (true) {
            Socket connection = server.accept();
            synchronized (connections) {
              connections.add(connection);
            }
            start(() -> serve(connection));
          }
        });
  }

  private interface Work {
    void run() throws Exception;
  }

  private void start(Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (Exception e) {
                if (!server.isClosed() && !(e instanceof IOException)) {
                  throw new IllegalStateException(e);
                }
              }
            });
    thread.setDaemon(true);
    thread.start();
  }

  void mount(Routes mounted) {
    routes = mounted;
  }

  URI uri() {
    return URI.create("http://localhost:" + server.getLocalPort());
  }

  @Override
  public void close() throws IOException {
    server.close();
    synchronized (connections) {
      for (Socket connection : connections) {
        connection.close();
      }
    }
  }

  private void serve(Socket connection) throws Exception {
    try (connection) {
      DataInputStream in = new DataInputStream(connection.getInputStream());
      HttpRoute.Request request = read(in);
      if (request.header("upgrade").isPresent()) {
        serveSocket(request, in, connection.getOutputStream());
      } else {
        HttpRoute route =
            routes.http().stream().filter(r -> r.path().equals(request.uri())).findFirst().orElseThrow();
        HttpRoute.Reply reply = route.handler().handle(request).toCompletableFuture().join();
        head(
            connection.getOutputStream(),
            reply.status() + " OK",
            "content-type: " + reply.contentType(),
            "content-length: " + reply.body().length,
            "connection: close");
        connection.getOutputStream().write(reply.body());
        connection.getOutputStream().flush();
      }
    }
  }

  private static HttpRoute.Request read(DataInputStream in) throws IOException {
    String[] first = line(in).split(" ");
    List<Map.Entry<String, String>> headers = new ArrayList<>();
    int length = 0;
    for (String header = line(in); !header.isEmpty(); header = line(in)) {
      int colon = header.indexOf(':');
      String name = header.substring(0, colon).toLowerCase(Locale.ROOT);
      String value = header.substring(colon + 1).strip();
      headers.add(Map.entry(name, value));
      length = name.equals("content-length") ? Integer.parseInt(value) : length;
    }
    return new HttpRoute.Request(first[0], first[1], headers, in.readNBytes(length), "127.0.0.1", false);
  }

  private static String line(DataInputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = in.readUnsignedByte(); b != '\n'; b = in.readUnsignedByte()) {
      if (b != '\r') {
        line.write(b);
      }
    }
    return line.toString(StandardCharsets.ISO_8859_1);
  }

  private static void head(OutputStream out, String status, String... headers) throws IOException {
    String text = "HTTP/1.1 " + status + "\r\n" + String.join("\r\n", headers) + "\r\n\r\n";
    out.write(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private void serveSocket(HttpRoute.Request request, DataInputStream in, OutputStream out) throws Exception {
    SocketPeer peer = new SocketPeer(out);
    SocketRoute.Listener listener;
    try {
      listener = routes.sockets().get(0).acceptor().open(request, peer);
    } catch (ConversationRefused e) {
      head(out, "403 Forbidden", "content-length: 0");
      return;
    }
    String key = request.header("sec-websocket-key").orElseThrow() + WEBSOCKET_GUID;
    byte[] accept = MessageDigest.getInstance("SHA-1").digest(key.getBytes(StandardCharsets.US_ASCII));
    head(
        out,
        "101 Switching Protocols",
        "upgrade: websocket",
        "connection: Upgrade",
        "sec-websocket-accept: " + Base64.getEncoder().encodeToString(accept));
    int closeCode = 1006;
    try {
      for (Frame frame = Frame.read(in); frame.opcode != 8; frame = Frame.read(in)) {
        listener.text(new String(frame.payload, StandardCharsets.UTF_8));
      }
      closeCode = 1000;
      peer.close(1000, "");
    } finally {
      listener.closed(closeCode, "");
    }
  }

  private record Frame(int opcode, byte[] payload) {
    static Frame read(DataInputStream in) throws IOException {
      int opcode = in.readUnsignedByte() & 0xF;
      int length = in.readUnsignedByte() & 0x7F;
      length = length == 126 ? in.readUnsignedShort() : length;
      byte[] mask = in.readNBytes(4);
      byte[] payload = in.readNBytes(length);
      for (int i = 0; i < payload.length; i++) {
        payload[i] ^= mask[i % 4];
      }
      return new Frame(opcode, payload);
    }
  }

  private static final class SocketPeer implements SocketRoute.Peer {
    private final OutputStream out;
    private boolean closed;

    SocketPeer(OutputStream out) {
      this.out = out;
    }

    @Override
    public synchronized void send(String message) {
      if (!closed) {
        frame(1, message.getBytes(StandardCharsets.UTF_8));
      }
    }

    @Override
    public synchronized void close(int code, String reason) {
      if (!closed) {
        closed = true;
        byte[] why = reason.getBytes(StandardCharsets.UTF_8);
        byte[] payload = new byte[2 + why.length];
        payload[0] = (byte) (code >> 8);
        payload[1] = (byte) code;
        System.arraycopy(why, 0, payload, 2, why.length);
        frame(8, payload);
      }
    }

    private void frame(int opcode, byte[] payload) {
      ByteArrayOutputStream frame = new ByteArrayOutputStream();
      frame.write(0x80 | opcode);
      if (payload.length < 126) {
        frame.write(payload.length);
      } else {
        frame.write(126);
        frame.write(payload.length >> 8);
        frame.write(payload.length & 0xFF);
      }
      frame.writeBytes(payload);
      try {
        out.write(frame.toByteArray());
        out.flush();
      } catch (IOException gone) {
        closed = true;
      }
    }

    @Override
    public boolean writable() {
      return true;
    }

    @Override
    public void reading(boolean wanted) {
      // The test's conversations take all.
    }
  }
}
