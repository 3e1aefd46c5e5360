package dev.parley.http2;

import dev.parley.conversation.Bots;
import dev.parley.conversation.ConversationGateway;
import dev.parley.conversation.HttpRoute;
import dev.parley.conversation.Sessions;
import dev.parley.conversation.SocketRoute;
import dev.parley.identity.Identity;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** A server that listens. Thread-safe. Read {@link ServerPipeline} to see what it does with a connection. */
public final class ParleyServer implements AutoCloseable {

  private static final int BACKLOG = 256;

  private final EventLoopGroup loops;
  private final Channel listener;
  private final ChannelGroup connections;
  private final Optional<Certificates> tls;
  private final ServerConfig config;

  private ParleyServer(
      EventLoopGroup loops, Channel listener, ChannelGroup connections, Optional<Certificates> tls, ServerConfig config) {
    this.loops = loops;
    this.listener = listener;
    this.connections = connections;
    this.tls = tls;
    this.config = config;
  }

  /**
   * Starts to listen.
   *
   * @param gateway starts conversations
   * @param sessions of the same conversations, at rest
   * @param routes of channels, health and metrics
   * @param sockets of channels
   * @param identity who may do what; empty = everybody everything
   * @param work decodes callers' sound that comes whole; bounded, and refuses what it has no room for
   * @param registry takes the server's metrics
   * @throws IOException when the address is in use or not ours, or the certificate cannot be used; the message says which
   */
  public static ParleyServer start(
      ServerConfig config,
      ConversationGateway gateway,
      Sessions sessions,
      Bots bots,
      List<HttpRoute> routes,
      List<SocketRoute> sockets,
      Optional<Identity> identity,
      Executor work,
      MeterRegistry registry)
      throws IOException {
    Optional<Certificates> tls = config.tls().isPresent() ? Optional.of(new Certificates(config.tls().get())) : Optional.empty();
    ServerMeters meters = new ServerMeters(registry);
    Router router = new Router(gateway, sessions, bots, routes, sockets, identity, config.soundLimits(), work, meters);
    ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE, true);
    boolean epoll = Epoll.isAvailable();
    IoHandlerFactory transport = epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
    Class<? extends ServerChannel> type = epoll ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
    EventLoopGroup loops = new MultiThreadIoEventLoopGroup(0, new DefaultThreadFactory("parley-net", true), transport);
    var bound =
        new ServerBootstrap()
            .group(loops)
            .channel(type)
            .option(ChannelOption.SO_BACKLOG, BACKLOG)
            .option(ChannelOption.SO_REUSEADDR, true)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childHandler(new ServerPipeline(config, router, tls, connections, meters))
            .bind(config.host(), config.port())
            .awaitUninterruptibly();
    if (!bound.isSuccess()) {
      var unused = loops.shutdownGracefully(0, 0, TimeUnit.MILLISECONDS);
      throw new IOException(
          "cannot listen on " + config.host() + ":" + config.port() + " (" + bound.cause().getMessage()
              + "); is another server there? Choose another port (server.port)",
          bound.cause());
    }
    return new ParleyServer(loops, bound.channel(), connections, tls, config);
  }

  /** Reads certificates anew when their files have changed; connections that are open keep theirs. Blocks on the disk. */
  public void refreshCertificates() {
    tls.ifPresent(Certificates::refresh);
  }

  /** The port that is listened on. */
  public int port() {
    return ((InetSocketAddress) listener.localAddress()).getPort();
  }

  /**
   * Stops listening, tells clients to go (HTTP/2: GOAWAY), and waits a little for streams that still run (server.closing): then
   * connections are cut. End conversations first, so that they end in good order.
   */
  @Override
  public void close() {
    listener.close().awaitUninterruptibly();
    // Not what close() gives: for a connection whose peer leaves meanwhile it completes only at the end of Netty's patience.
    var closed = connections.newCloseFuture();
    var unused = connections.close();
    closed.awaitUninterruptibly(config.connections().closing().toMillis(), TimeUnit.MILLISECONDS);
    loops.shutdownGracefully(0, config.connections().closing().toMillis(), TimeUnit.MILLISECONDS).awaitUninterruptibly();
  }
}
