package dev.parley.http2;

import dev.parley.conversation.SocketRoute;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.Utf8FrameValidator;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import io.netty.handler.timeout.IdleStateEvent;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One WebSocket, as a channel sees it; the same over HTTP/1.1 and as a stream of HTTP/2. Fields belong to the event loop; the
 * methods of {@link SocketRoute.Peer} may be called from any thread.
 */
final class SocketStream extends SimpleChannelInboundHandler<WebSocketFrame> implements SocketRoute.Peer {

  private static final Logger LOG = LoggerFactory.getLogger(SocketStream.class);

  // RFC 6455, 7.4.1.
  private static final int NORMAL = 1000;
  private static final int NO_CODE = 1005;
  private static final int ABNORMAL = 1006;
  private static final int POLICY = 1008;
  private static final int SERVER_ERROR = 1011;

  private final Channel connection;
  private final ServerConfig config;
  private final ServerMeters meters;
  private SocketRoute.@Nullable Listener listener;
  private long unsent;
  private boolean closed;
  private boolean pinged;

  SocketStream(Channel connection, ServerConfig config, ServerMeters meters) {
    this.connection = connection;
    this.config = config;
    this.meters = meters;
  }

  static WebSocketDecoderConfig decoder(ServerConfig config) {
    return WebSocketDecoderConfig.newBuilder()
        .maxFramePayloadLength(config.streams().maxEventBytes())
        .allowExtensions(false)
        .build();
  }

  /** What stands between the frames' codec and this. */
  static List<ChannelHandler> handlers(ServerConfig config) {
    return List.of(new Utf8FrameValidator(), new WebSocketFrameAggregator(config.streams().maxEventBytes()));
  }

  void listen(SocketRoute.Listener newListener) {
    listener = newListener;
    meters.socketOpened();
  }

  /** Messages may come from now on. */
  void begin() {
    connection.config().setAutoRead(true);
  }

  @Override
  protected void channelRead0(ChannelHandlerContext ctx, WebSocketFrame frame) {
    SocketRoute.Listener to = listener;
    pinged = false;
    if (to == null || closed) {
      return;
    }
    if (frame instanceof TextWebSocketFrame text) {
      to.text(text.text());
    } else if (frame instanceof BinaryWebSocketFrame binary) {
      to.binary(ByteBufUtil.getBytes(binary.content()));
    } else if (frame instanceof PingWebSocketFrame) {
      ctx.writeAndFlush(new PongWebSocketFrame(frame.content().retain()));
    } else if (frame instanceof CloseWebSocketFrame close) {
      int code = close.statusCode() < 0 ? NO_CODE : close.statusCode();
      closed(code, close.reasonText());
      ctx.writeAndFlush(new CloseWebSocketFrame(code == NO_CODE ? NORMAL : code, "")).addListener(done -> ctx.close());
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    closed(ABNORMAL, "the connection is gone");
    ctx.fireChannelInactive();
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    if (listener != null && !closed) {
      listener.writabilityChanged();
    }
    ctx.fireChannelWritabilityChanged();
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (!(event instanceof IdleStateEvent)) {
      ctx.fireUserEventTriggered(event);
    } else if (pinged) {
      meters.closed("peer-gone");
      ctx.close();
    } else {
      pinged = true;
      ctx.writeAndFlush(new PingWebSocketFrame());
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    Throwable root = cause.getCause() == null ? cause : cause.getCause();
    int code = root instanceof CorruptedWebSocketFrameException corrupted ? corrupted.closeStatus().code() : SERVER_ERROR;
    LOG.warn("a socket failed: {}", cause.toString());
    closed(code, "failed");
    ctx.writeAndFlush(new CloseWebSocketFrame(code, "")).addListener(done -> ctx.close());
  }

  private void closed(int code, String reason) {
    if (!closed) {
      closed = true;
      meters.socketClosed();
      if (listener != null) {
        listener.closed(code, reason);
      }
    }
  }

  @Override
  public void send(String message) {
    // Always by way of the queue: nothing overtakes the answer to the handshake.
    connection.eventLoop().execute(() -> {
      TextWebSocketFrame frame = new TextWebSocketFrame(message);
      int bytes = frame.content().readableBytes();
      unsent += bytes;
      if (unsent > config.streams().maxUnsentBytes() && !closed) {
        meters.slowReader();
        LOG.warn("a socket's peer reads too slowly; the socket ends");
        closed(POLICY, "the peer reads too slowly");
        connection.close();
      }
      connection.writeAndFlush(frame).addListener(done -> unsent -= bytes);
    });
  }

  @Override
  public void ping() {
    connection.eventLoop().execute(() -> {
      if (!closed) {
        connection.writeAndFlush(new PingWebSocketFrame());
      }
    });
  }

  @Override
  public boolean writable() {
    return connection.isWritable();
  }

  @Override
  public void reading(boolean wanted) {
    connection.config().setAutoRead(wanted);
  }

  @Override
  public void close(int code, String reason) {
    connection.eventLoop().execute(() ->
        connection.writeAndFlush(new CloseWebSocketFrame(code, reason)).addListener(done -> connection.close()));
  }
}
