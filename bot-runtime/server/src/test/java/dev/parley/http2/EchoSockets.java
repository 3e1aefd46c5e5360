package dev.parley.http2;

import dev.parley.conversation.ConversationRefused;
import dev.parley.conversation.HttpRoute;
import dev.parley.conversation.SocketRoute;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** Sockets that repeat what they get; {@code ?refuse} is refused, {@code bye} closes. */
final class EchoSockets implements SocketRoute.Acceptor {

  final BlockingQueue<String> closes = new LinkedBlockingQueue<>();
  final BlockingQueue<SocketRoute.Peer> peers = new LinkedBlockingQueue<>();
  final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

  @Override
  public SocketRoute.Listener open(HttpRoute.Request handshake, SocketRoute.Peer peer) {
    if (handshake.uri().endsWith("?refuse")) {
      throw new ConversationRefused(ConversationRefused.Kind.ACCESS_DENIED, "not you");
    }
    peer.send("hello " + handshake.uri());
    peers.add(peer);
    return new SocketRoute.Listener() {
      @Override
      public void text(String message) {
        heard.add(message);
        if (message.equals("bye")) {
          peer.close(1000, "bye");
        } else if (message.equals("pause")) {
          peer.reading(false);
        } else if (message.startsWith("flood ")) {
          for (int i = 0; i < Integer.parseInt(message.substring("flood ".length())); i++) {
            peer.send("x".repeat(1000));
          }
        } else {
          peer.send("echo " + message);
        }
      }

      @Override
      public void binary(byte[] message) {
        peer.send("bytes " + message.length);
      }

      @Override
      public void closed(int code, String reason) {
        closes.add(code + " " + reason);
      }
    };
  }
}
