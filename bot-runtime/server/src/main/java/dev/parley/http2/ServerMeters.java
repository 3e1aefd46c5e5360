package dev.parley.http2;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.atomic.AtomicInteger;

/** What the server counts; the one place of its metrics' names. Thread-safe. */
final class ServerMeters {

  private final MeterRegistry registry;
  private final AtomicInteger connections;
  private final AtomicInteger streams;
  private final AtomicInteger sockets;

  ServerMeters(MeterRegistry registry) {
    this.registry = registry;
    this.connections = gauge("parley.server.connections");
    this.streams = gauge("parley.server.streams");
    this.sockets = gauge("parley.server.sockets");
  }

  private AtomicInteger gauge(String name) {
    AtomicInteger value = new AtomicInteger();
    registry.gauge(name, value);
    return value;
  }

  /** One more connection, if there may be one more. */
  boolean connected(int max) {
    if (connections.incrementAndGet() > max) {
      connections.decrementAndGet();
      registry.counter("parley.server.connections.refused").increment();
      return false;
    }
    return true;
  }

  void disconnected() {
    connections.decrementAndGet();
  }

  /** A connection was closed by us: it told no protocol in time, was idle, or its peer was gone. */
  void closed(String why) {
    registry.counter("parley.server.connections.closed", "why", why).increment();
  }

  void streamBegan() {
    streams.incrementAndGet();
  }

  void streamEnded() {
    streams.decrementAndGet();
  }

  void socketOpened() {
    sockets.incrementAndGet();
  }

  void socketClosed() {
    sockets.decrementAndGet();
  }

  /** A client read too slowly, and its stream or socket ended. */
  void slowReader() {
    registry.counter("parley.server.readers.slow").increment();
  }

  /** A conversation has more input than it takes, and its client waits. */
  void heldBack() {
    registry.counter("parley.server.streams.held").increment();
  }

  /** A stream ended with this exception. */
  void streamFailed(String exception) {
    registry.counter("parley.server.streams.failed", "exception", exception).increment();
  }

  Timer.Sample requestBegan() {
    return Timer.start(registry);
  }

  void requestEnded(Timer.Sample began, String operation, int status) {
    began.stop(registry.timer("parley.server.requests", "operation", operation, "status", Integer.toString(status)));
  }
}
