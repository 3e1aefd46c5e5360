package dev.parley.http2;

import java.time.Duration;

/**
 * Limits and address of the server.
 *
 * @param host to listen on
 * @param port to listen on; 0 = any free one
 * @param maxStreams of one connection at once
 * @param window bytes that a stream's client may send unread (HTTP/2 initial window)
 * @param maxHeaderBytes of one request's headers
 * @param maxBodyBytes of one request's body (not of a conversation's events)
 * @param maxEventBytes of one event of a conversation
 * @param maxUnsentBytes of one conversation's answers that wait for a slow reader; more end it
 * @param maxResets of streams by one connection within {@code resetWindow}: more are an attack (CVE-2023-44487)
 * @param resetWindow see maxResets
 * @param maxEmptyFrames in a row: an honest client flushes silence with a few (field experience), Netty's own default is 2
 * @param heartbeat period of HeartbeatEvents
 * @param handshake how long a connection may take to tell its protocol
 */
public record ServerConfig(
    String host,
    int port,
    int maxStreams,
    int window,
    int maxHeaderBytes,
    int maxBodyBytes,
    int maxEventBytes,
    int maxUnsentBytes,
    int maxResets,
    Duration resetWindow,
    int maxEmptyFrames,
    Duration heartbeat,
    Duration handshake) {

  /** Standard limits on this port of the loopback address. */
  public static ServerConfig loopback(int port) {
    return new ServerConfig(
        "127.0.0.1",
        port,
        1_000,
        65_535,
        16 * 1024,
        256 * 1024,
        64 * 1024,
        1024 * 1024,
        400,
        Duration.ofSeconds(30),
        32,
        Duration.ofSeconds(5),
        Duration.ofSeconds(10));
  }

  /** The same on this host and port. */
  public ServerConfig at(String newHost, int newPort) {
    return new ServerConfig(
        newHost,
        newPort,
        maxStreams,
        window,
        maxHeaderBytes,
        maxBodyBytes,
        maxEventBytes,
        maxUnsentBytes,
        maxResets,
        resetWindow,
        maxEmptyFrames,
        heartbeat,
        handshake);
  }

  /** The same with another heartbeat. */
  public ServerConfig withHeartbeat(Duration newHeartbeat) {
    return new ServerConfig(
        host,
        port,
        maxStreams,
        window,
        maxHeaderBytes,
        maxBodyBytes,
        maxEventBytes,
        maxUnsentBytes,
        maxResets,
        resetWindow,
        maxEmptyFrames,
        newHeartbeat,
        handshake);
  }
}
