package dev.parley.http2;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http2.DefaultHttp2PingFrame;
import io.netty.handler.codec.http2.DefaultHttp2WindowUpdateFrame;
import io.netty.handler.codec.http2.Http2CodecUtil;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.handler.codec.http2.Http2PingFrame;
import io.netty.handler.codec.http2.Http2SettingsAckFrame;
import io.netty.handler.codec.http2.Http2SettingsFrame;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.util.ReferenceCountUtil;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after one HTTP/2 connection: opens its window, and finds out when its peer is gone. A silent connection with streams is
 * pinged, since a caller may well think for minutes; one without streams is closed (with a GOAWAY, so that clients come again).
 */
final class Http2Connection extends ChannelInboundHandlerAdapter {

  private static final Logger LOG = LoggerFactory.getLogger(Http2Connection.class);

  /** "parley" and a version, so that a capture tells whose ping it is. */
  private static final long PING = 0x7061726c65790001L;

  private final ServerConfig config;
  private final ServerMeters meters;
  private boolean pinged;

  Http2Connection(ServerConfig config, ServerMeters meters) {
    this.config = config;
    this.meters = meters;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    for (String done : List.of(ServerPipeline.DEADLINE, ServerPipeline.UNDECIDED)) {
      if (ctx.pipeline().get(done) != null) {
        ctx.pipeline().remove(done);
      }
    }
    // Room for all streams' windows at once: a stream that is not read must not hold up the others.
    long all = (long) config.streams().window() * config.connections().maxStreams();
    long more = Math.min(all, Integer.MAX_VALUE) - Http2CodecUtil.DEFAULT_WINDOW_SIZE;
    if (more > 0) {
      ctx.writeAndFlush(new DefaultHttp2WindowUpdateFrame((int) more));
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    try {
      if (message instanceof Http2PingFrame ping && ping.ack() && ping.content() == PING) {
        pinged = false;
      } else if (!(message instanceof Http2SettingsFrame) && !(message instanceof Http2SettingsAckFrame)) {
        LOG.trace("a connection's own frame: {}", message);
      }
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (!(event instanceof IdleStateEvent)) {
      ctx.fireUserEventTriggered(event);
      return;
    }
    boolean streams = ctx.pipeline().get(Http2FrameCodec.class).connection().numActiveStreams() > 0;
    if (!streams || pinged) {
      meters.closed(streams ? "peer-gone" : "idle");
      ctx.close();
    } else {
      pinged = true;
      ctx.writeAndFlush(new DefaultHttp2PingFrame(PING));
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    LOG.debug("a connection failed: {}", cause.toString());
    if (Http2CodecUtil.getEmbeddedHttp2Exception(cause) == null) {
      ctx.close();
    }
    // Otherwise the codec, which tells us first, sends a GOAWAY that says why, and closes.
  }
}
