package dev.parley.http2;

import dev.parley.conversation.HttpRoute;
import dev.parley.conversation.SocketRoute;
import dev.parley.identity.Identity;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A real server on a free port of the loopback address, whose bots are echoes: one for each test, or (as a static field) for all. */
final class ParleyServerExtension implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback {

  private final UnaryOperator<ServerConfig> configure;
  private final Supplier<Optional<Identity>> identity;
  private ParleyServer server;
  private EchoGateway gateway;
  private SimpleMeterRegistry meters;
  private EchoSockets sockets;
  private boolean shared;

  ParleyServerExtension() {
    this(UnaryOperator.identity());
  }

  ParleyServerExtension(UnaryOperator<ServerConfig> configure) {
    this(configure, Optional::empty);
  }

  ParleyServerExtension(UnaryOperator<ServerConfig> configure, Supplier<Optional<Identity>> identity) {
    this.configure = configure;
    this.identity = identity;
  }

  @Override
  public void beforeAll(ExtensionContext context) throws Exception {
    shared = true;
    start();
  }

  @Override
  public void beforeEach(ExtensionContext context) throws Exception {
    if (!shared) {
      start();
    }
  }

  private void start() throws Exception {
    gateway = new EchoGateway();
    meters = new SimpleMeterRegistry();
    sockets = new EchoSockets();
    HttpRoute mirror =
        new HttpRoute("POST", "/mirror", request -> CompletableFuture.completedFuture(new HttpRoute.Reply(
            200,
            "text/plain",
            (request.uri() + " secure=" + request.secure() + " " + new String(request.body(), StandardCharsets.UTF_8))
                .getBytes(StandardCharsets.UTF_8),
            Map.of("X-Seen", request.header("x-sent").orElse("")))));
    HttpRoute broken = new HttpRoute("GET", "/broken", request -> CompletableFuture.failedFuture(new IllegalStateException("secret detail")));
    HttpRoute metrics =
        new HttpRoute("GET", "/metrics", request -> CompletableFuture.completedFuture(new HttpRoute.Reply(200, "text/plain", new byte[0], Map.of())));
    HttpRoute late = new HttpRoute("GET", "/late", request -> gateway.wake.thenApply(x -> new HttpRoute.Reply(200, "text/plain", new byte[0], Map.of())));
    server =
        ParleyServer.start(
            configure.apply(ServerConfig.loopback(0)),
            gateway,
            gateway,
            EchoGateway.bots(),
            List.of(mirror, broken, metrics, late),
            List.of(new SocketRoute("/socket", sockets)),
            identity.get(),
            gateway.work(),
            meters);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    if (!shared) {
      stop();
    }
  }

  @Override
  public void afterAll(ExtensionContext context) {
    if (shared) {
      stop();
    }
  }

  private void stop() {
    gateway.close();
    server.close();
  }

  int port() {
    return server.port();
  }

  String http() {
    return "http://127.0.0.1:" + port();
  }

  ParleyServer server() {
    return server;
  }

  EchoGateway gateway() {
    return gateway;
  }

  EchoSockets sockets() {
    return sockets;
  }

  SimpleMeterRegistry meters() {
    return meters;
  }
}
