package dev.parley.conversation;

/**
 * One WebSocket address of a channel, mounted by the server over HTTP/1.1 and HTTP/2 (RFC 8441).
 *
 * @param path the exact path, without a query
 * @param acceptor decides about each socket
 */
public record SocketRoute(String path, Acceptor acceptor) {

  /** Decides about sockets. */
  @FunctionalInterface
  public interface Acceptor {
    /**
     * A peer wants to open a socket; the request is the handshake, without a body.
     *
     * @return takes the peer's messages
     * @throws ConversationRefused to refuse the handshake; the kind gives the HTTP status
     */
    Listener open(HttpRoute.Request handshake, Peer peer);
  }

  /** Takes a socket's messages: one thread at a time, in order; must not block. */
  public interface Listener {
    /** A whole text message. */
    void text(String message);

    /** A whole binary message. */
    void binary(byte[] message);

    /** The socket is gone; called exactly once. */
    void closed(int code, String reason);

    /** {@link Peer#writable()} may have changed. */
    default void writabilityChanged() {}
  }

  /** The other side of a socket. Thread-safe; never blocks. */
  public interface Peer {
    /** Sends a text message; dropped when the socket is gone. */
    void send(String message);

    /** Whether what was sent is leaving; stop sending sound while this is false. */
    boolean writable();

    /** Sends a WebSocket ping, whose answer nobody waits for: what stands between sees that the socket is in use. */
    default void ping() {}

    /** Asks for no more messages ({@code false}) until asked again ({@code true}). */
    void reading(boolean wanted);

    /** Closes the socket after what was sent has left (RFC 6455 close code). */
    void close(int code, String reason);
  }
}
