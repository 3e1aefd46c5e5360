package dev.parley.http2;

import dev.parley.conversation.Bots;
import dev.parley.conversation.ConversationGateway;
import dev.parley.conversation.HttpRoute;
import dev.parley.conversation.Sessions;
import dev.parley.conversation.SocketRoute;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A server that listens. Thread-safe. */
public final class ParleyServer implements AutoCloseable {

  private static final int BACKLOG = 256;
  private static final long CLOSE_LIMIT_MS = 5_000;

  private final EventLoopGroup loops;
  private final Channel listener;

  private ParleyServer(EventLoopGroup loops, Channel listener) {
    this.loops = loops;
    this.listener = listener;
  }

  /**
   * Starts to listen.
   *
   * @param routes of channels, health and metrics
   * @throws IOException when the address is in use or not ours; the message says which
   */
  public static ParleyServer start(
      ServerConfig config,
      ConversationGateway gateway,
      Sessions sessions,
      Bots bots,
      List<HttpRoute> routes,
      List<SocketRoute> sockets)
      throws IOException {
    boolean epoll = Epoll.isAvailable();
    EventLoopGroup loops = new MultiThreadIoEventLoopGroup(epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
    Class<? extends ServerChannel> type = epoll ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
    try {
      Channel listener =
          new ServerBootstrap()
              .group(loops)
              .channel(type)
              .option(ChannelOption.SO_BACKLOG, BACKLOG)
              .option(ChannelOption.SO_REUSEADDR, true)
              .childOption(ChannelOption.TCP_NODELAY, true)
              .childHandler(new ServerPipeline(config, new Router(gateway, sessions, bots, routes, sockets)))
              .bind(config.host(), config.port())
              .syncUninterruptibly()
              .channel();
      return new ParleyServer(loops, listener);
    } catch (RuntimeException e) {
      var unused = loops.shutdownGracefully();
      throw e;
    } catch (Exception e) {
      // Netty throws checked exceptions unannounced.
      var unused = loops.shutdownGracefully();
      if (e instanceof BindException || e instanceof IOException) {
        throw new IOException(
            "cannot listen on " + config.host() + ":" + config.port() + " (" + e.getMessage() + "); is another server there? Choose one with --port", e);
      }
      throw e;
    }
  }

  /** The port that is listened on. */
  public int port() {
    return ((InetSocketAddress) listener.localAddress()).getPort();
  }

  /** Stops listening and closes all connections. */
  @Override
  public void close() {
    listener.close().syncUninterruptibly();
    loops.shutdownGracefully(0, CLOSE_LIMIT_MS, TimeUnit.MILLISECONDS).syncUninterruptibly();
  }
}
