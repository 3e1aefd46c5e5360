package dev.parley.http2;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameEncoder;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.flow.FlowControlHandler;
import io.netty.util.ReferenceCountUtil;

/** DATA frames of an HTTP/2 stream as the bytes of a WebSocket, and back (RFC 8441, 5). */
final class Http2SocketFrames extends ChannelDuplexHandler {

  private boolean ended;

  private Http2SocketFrames() {}

  /** Makes a stream's pipeline a socket's. */
  static void into(ChannelPipeline pipeline, ServerConfig config, SocketStream socket) {
    pipeline.addLast(
        new Http2SocketFrames(), new WebSocket13FrameDecoder(SocketStream.decoder(config)), new WebSocket13FrameEncoder(false));
    SocketStream.handlers(config).forEach(pipeline::addLast);
    pipeline.addLast(new FlowControlHandler(), socket);
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (message instanceof Http2DataFrame data) {
      ctx.fireChannelRead(data.content());
      if (data.isEndStream()) {
        // A peer that ends its side without a close frame is gone, as a TCP connection that is closed.
        end(ctx);
        ctx.close();
      }
    } else {
      ReferenceCountUtil.release(message);
    }
  }

  @Override
  public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
    if (message instanceof ByteBuf bytes) {
      ctx.write(new DefaultHttp2DataFrame(bytes, false), promise);
    } else {
      ctx.write(message, promise);
    }
  }

  @Override
  public void close(ChannelHandlerContext ctx, ChannelPromise promise) {
    // An orderly end is END_STREAM on both sides; a reset would look like a failure.
    end(ctx);
    ctx.close(promise);
  }

  private void end(ChannelHandlerContext ctx) {
    if (!ended && ctx.channel().isActive()) {
      ended = true;
      ctx.writeAndFlush(new DefaultHttp2DataFrame(true));
    }
  }
}
