package dev.parley.http2;

import dev.parley.conversation.SocketRoute;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One WebSocket, as a channel sees it. */
final class SocketStream extends SimpleChannelInboundHandler<WebSocketFrame> implements SocketRoute.Peer {

  private static final Logger LOG = LoggerFactory.getLogger(SocketStream.class);
  private static final int NO_CODE = 1005;
  private static final int ABNORMAL = 1006;
  private static final int SERVER_ERROR = 1011;

  private final ChannelHandlerContext connection;
  private SocketRoute.@Nullable Listener listener;
  private boolean closed;

  SocketStream(ChannelHandlerContext connection) {
    this.connection = connection;
  }

  void listen(SocketRoute.Listener newListener) {
    listener = newListener;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext ctx, WebSocketFrame frame) {
    SocketRoute.Listener to = listener;
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
      closed(close.statusCode() < 0 ? NO_CODE : close.statusCode(), close.reasonText());
      ctx.writeAndFlush(new CloseWebSocketFrame(1000, "")).addListener(done -> ctx.close());
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    closed(ABNORMAL, "the connection is gone");
    ctx.fireChannelInactive();
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    if (listener != null) {
      listener.writabilityChanged();
    }
    ctx.fireChannelWritabilityChanged();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    LOG.warn("a socket failed: {}", cause.toString());
    closed(SERVER_ERROR, "failed");
    ctx.close();
  }

  private void closed(int code, String reason) {
    if (!closed) {
      closed = true;
      if (listener != null) {
        listener.closed(code, reason);
      }
    }
  }

  @Override
  public void send(String message) {
    connection.channel().writeAndFlush(new TextWebSocketFrame(message));
  }

  @Override
  public boolean writable() {
    return connection.channel().isWritable();
  }

  @Override
  public void reading(boolean wanted) {
    connection.channel().config().setAutoRead(wanted);
  }

  @Override
  public void close(int code, String reason) {
    connection.channel().writeAndFlush(new CloseWebSocketFrame(code, reason)).addListener(done -> connection.close());
  }
}
