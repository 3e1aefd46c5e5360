package dev.parley.http2;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Address and limits of the server. The limits stand in groups, by what they hold for; each is a line in {@code limits.md}.
 *
 * @param host to listen on
 * @param port to listen on, 0 to 65535; 0 = any free one
 * @param tls how to be reached in secret, on the same port; empty = clear text only
 * @param connections of every connection
 * @param requests of requests that are answered whole
 * @param streams of conversations and sockets
 * @param strictLimits whether sound that Lex refuses for its length is refused here too
 */
public record ServerConfig(
    String host, int port, Optional<Tls> tls, Connections connections, Requests requests, Streams streams, boolean strictLimits) {

  private static final int KIB = 1024;

  /** RFC 9113, 6.9.1: a window larger than this is an error. */
  private static final int LARGEST_WINDOW = Integer.MAX_VALUE;

  public ServerConfig {
    within("port", port, 0, 65_535);
  }

  /** Standard limits on this port of the loopback address, in clear text. */
  public static ServerConfig loopback(int port) {
    return new ServerConfig("127.0.0.1", port, Optional.empty(), Connections.STANDARD, Requests.STANDARD, Streams.STANDARD, false);
  }

  /** The same on this host and port. */
  public ServerConfig at(String newHost, int newPort) {
    return new ServerConfig(newHost, newPort, tls, connections, requests, streams, strictLimits);
  }

  /** The same with TLS. */
  public ServerConfig with(Tls newTls) {
    return new ServerConfig(host, port, Optional.of(newTls), connections, requests, streams, strictLimits);
  }

  /** The same with other limits of connections. */
  public ServerConfig with(Connections newConnections) {
    return new ServerConfig(host, port, tls, newConnections, requests, streams, strictLimits);
  }

  /** The same with other limits of requests. */
  public ServerConfig with(Requests newRequests) {
    return new ServerConfig(host, port, tls, connections, newRequests, streams, strictLimits);
  }

  /** The same with Lex's limits of sound, or without. */
  public ServerConfig withStrictLimits(boolean strict) {
    return new ServerConfig(host, port, tls, connections, requests, streams, strict);
  }

  /** How much sound is taken at once. */
  SoundLimits soundLimits() {
    return strictLimits ? SoundLimits.LEX : SoundLimits.STANDARD;
  }

  /** The same with other limits of streams. */
  public ServerConfig with(Streams newStreams) {
    return new ServerConfig(host, port, tls, connections, requests, newStreams, strictLimits);
  }

  /**
   * A certificate and its key.
   *
   * @param certificates PEM file, the server's own first, then those that signed it
   * @param key PEM file, PKCS#8, not encrypted
   * @param required whether clear text is refused
   * @param clients PEM file of those whose certificates clients may show; empty = clients are not asked for any
   * @param clientsRequired whether a client without one is refused
   */
  public record Tls(Path certificates, Path key, boolean required, Optional<Path> clients, boolean clientsRequired) {

    /** Clients are not asked for certificates. */
    public Tls(Path certificates, Path key, boolean required) {
      this(certificates, key, required, Optional.empty(), false);
    }
  }

  /**
   * Limits of connections.
   *
   * @param max open at once; further ones are closed as they come
   * @param maxStreams of one connection at once
   * @param maxHeaderBytes of one request's headers: names, values, and in HTTP/2 32 more for each (RFC 9113, 6.5.2). More are
   *     refused, on their own stream as long as they are at most {@value #MOST_READ} times as many
   * @param maxResets of streams by one peer within {@code resetWindow}: more are an attack (CVE-2023-44487). Netty's own limit is
   *     200 in 30 s, which a proxy whose callers hang up a lot can reach
   * @param resetWindow whole seconds; see maxResets
   * @param maxEmptyFrames DATA frames without bytes in a row: an honest client that flushes silence sends a few, Netty's own
   *     limit is 2
   * @param handshake how long a connection may take to tell its protocol and, in HTTP/1.1, to send a whole request
   * @param idle how long a connection may be silent: then it is pinged, or closed if nothing goes on in it; after as long again
   *     without an answer its peer is gone
   * @param closing how long connections may take to end when the server goes down
   */
  public record Connections(
      int max,
      int maxStreams,
      int maxHeaderBytes,
      int maxResets,
      Duration resetWindow,
      int maxEmptyFrames,
      Duration handshake,
      Duration idle,
      Duration closing) {

    /** Headers are read up to so many times their limit, so that who sends too many is told so, and the connection goes on. */
    static final int MOST_READ = 4;

    /** For a machine of a few cores. */
    public static final Connections STANDARD =
        new Connections(
            10_000,
            1_000,
            16 * KIB,
            400,
            Duration.ofSeconds(30),
            32,
            Duration.ofSeconds(10),
            Duration.ofSeconds(60),
            Duration.ofSeconds(5));

    public Connections {
      within("max", max, 1, Integer.MAX_VALUE);
      within("maxStreams", maxStreams, 1, Integer.MAX_VALUE);
      within("maxHeaderBytes", maxHeaderBytes, KIB, KIB * KIB);
      within("maxResets", maxResets, 1, Integer.MAX_VALUE);
      within("resetWindow", resetWindow, Duration.ofSeconds(1), Duration.ofHours(1));
      within("maxEmptyFrames", maxEmptyFrames, 1, Integer.MAX_VALUE);
      within("handshake", handshake, Duration.ofMillis(1), Duration.ofHours(1));
      within("idle", idle, Duration.ofMillis(1), Duration.ofDays(1));
      within("closing", closing, Duration.ZERO, Duration.ofHours(1));
    }
  }

  /**
   * Limits of requests that are answered whole.
   *
   * @param maxBodyBytes of a request's body
   * @param arrival how long a request's body may take to come
   */
  public record Requests(int maxBodyBytes, Duration arrival) {

    /** More than Lex takes: 15 s of 16 kHz sound have 480 KB. */
    public static final Requests STANDARD = new Requests(1024 * KIB, Duration.ofSeconds(10));

    public Requests {
      within("maxBodyBytes", maxBodyBytes, KIB, 64 * KIB * KIB);
      within("arrival", arrival, Duration.ofMillis(1), Duration.ofHours(1));
    }
  }

  /**
   * Limits of conversations and sockets.
   *
   * @param window bytes that a client may send of one stream before we have taken them (HTTP/2 initial window); what a connection
   *     may send is this times its streams, so that a stream which waits never holds up another one
   * @param maxEventBytes of one event or socket message
   * @param maxUnsentBytes of answers that wait for a slow reader: more end its stream. Sound is held back long before
   * @param heartbeat period of HeartbeatEvents in a stream that says nothing else
   * @param firstEvent how long a client may take to send the first event
   * @param linger how long a client may take to end its side when we have ended ours; then the stream is reset. So long, too, an
   *     exception event waits for its conversation to end, so that the session is free when the client hears of it
   */
  public record Streams(
      int window, int maxEventBytes, int maxUnsentBytes, Duration heartbeat, Duration firstEvent, Duration linger) {

    /** HTTP/2's own window, and events of up to a second of 16 kHz sound. */
    public static final Streams STANDARD =
        new Streams(65_535, 64 * KIB, KIB * KIB, Duration.ofSeconds(5), Duration.ofMinutes(2), Duration.ofSeconds(10));

    public Streams {
      within("window", window, KIB, LARGEST_WINDOW);
      within("maxEventBytes", maxEventBytes, KIB, 16 * KIB * KIB);
      within("maxUnsentBytes", maxUnsentBytes, KIB, Integer.MAX_VALUE);
      within("heartbeat", heartbeat, Duration.ofMillis(1), Duration.ofHours(1));
      within("firstEvent", firstEvent, Duration.ofMillis(1), Duration.ofDays(1));
      within("linger", linger, Duration.ofMillis(1), Duration.ofHours(1));
    }

    /** The same with another heartbeat. */
    public Streams withHeartbeat(Duration newHeartbeat) {
      return new Streams(window, maxEventBytes, maxUnsentBytes, newHeartbeat, firstEvent, linger);
    }

    /** The same with another time to linger. */
    public Streams withLinger(Duration newLinger) {
      return new Streams(window, maxEventBytes, maxUnsentBytes, heartbeat, firstEvent, newLinger);
    }

    /** The same with another limit of unsent bytes. */
    public Streams withMaxUnsentBytes(int bytes) {
      return new Streams(window, maxEventBytes, bytes, heartbeat, firstEvent, linger);
    }
  }

  private static void within(String name, long value, long least, long most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(name + " must be " + least + " to " + most + ", was " + value);
    }
  }

  private static void within(String name, Duration value, Duration least, Duration most) {
    if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
      throw new IllegalArgumentException(name + " must be " + least + " to " + most + ", was " + value);
    }
  }
}
