package dev.parley.http2;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpServerUpgradeHandler;
import io.netty.handler.codec.http2.CleartextHttp2ServerUpgradeHandler;
import io.netty.handler.codec.http2.Http2CodecUtil;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2ServerUpgradeCodec;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.util.AsciiString;
import io.netty.util.ReferenceCountUtil;

/**
 * The whole pipeline of a connection, top to bottom.
 *
 * <pre>
 *  connection ─ CleartextHttp2ServerUpgradeHandler
 *                 ├─ HTTP/2 preface ──────► Http2FrameCodec ─ Http2MultiplexHandler ─ (each stream) Http2Stream
 *                 │                                                                  └─► StartConversationStream
 *                 ├─ HTTP/1.1, Upgrade: h2c ► the same
 *                 └─ HTTP/1.1 ─────────────► aggregator ─ Http1Requests ─► SocketStream (WebSocket)
 * </pre>
 *
 * Each number comes from {@link ServerConfig}.
 */
final class ServerPipeline extends ChannelInitializer<Channel> {

  static final String AGGREGATOR = "aggregator";

  private static final int MAX_LINE = 8 * 1024;

  private final ServerConfig config;
  private final Router router;

  ServerPipeline(ServerConfig config, Router router) {
    this.config = config;
    this.router = router;
  }

  @Override
  protected void initChannel(Channel connection) {
    ChannelPipeline pipeline = connection.pipeline();
    HttpServerCodec http1 = new HttpServerCodec(MAX_LINE, config.maxHeaderBytes(), MAX_LINE);
    HttpServerUpgradeHandler upgrade =
        new HttpServerUpgradeHandler(
            http1,
            protocol ->
                AsciiString.contentEquals(Http2CodecUtil.HTTP_UPGRADE_PROTOCOL_NAME, protocol)
                    ? new Http2ServerUpgradeCodec(frames(), streams())
                    : null,
            config.maxBodyBytes());
    pipeline.addLast(
        new CleartextHttp2ServerUpgradeHandler(
            http1,
            upgrade,
            new ChannelInitializer<>() {
              @Override
              protected void initChannel(Channel preface) {
                preface.pipeline().addLast(frames(), streams());
              }
            }));
    pipeline.addLast(new WithoutUpgrade());
  }

  private Http2FrameCodec frames() {
    return Http2FrameCodecBuilder.forServer()
        .initialSettings(
            Http2Settings.defaultSettings()
                .maxConcurrentStreams(config.maxStreams())
                .initialWindowSize(config.window())
                .maxHeaderListSize(config.maxHeaderBytes()))
        .decoderEnforceMaxRstFramesPerWindow(config.maxResets(), (int) config.resetWindow().toSeconds())
        .decoderEnforceMaxConsecutiveEmptyDataFrames(config.maxEmptyFrames())
        .build();
  }

  private Http2MultiplexHandler streams() {
    return new Http2MultiplexHandler(
        new ChannelInitializer<>() {
          @Override
          protected void initChannel(Channel stream) {
            stream.pipeline().addLast(new Http2Stream(config, router));
          }
        });
  }

  /** HTTP/1.1 that asks for nothing else. */
  private final class WithoutUpgrade extends SimpleChannelInboundHandler<HttpMessage> {

    WithoutUpgrade() {
      super(false);
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, HttpMessage message) {
      ChannelPipeline pipeline = ctx.pipeline();
      pipeline.addAfter(ctx.name(), "requests", new Http1Requests(config, router));
      pipeline.replace(this, AGGREGATOR, new HttpObjectAggregator(config.maxBodyBytes()));
      if (pipeline.get(HttpServerUpgradeHandler.class) != null) {
        pipeline.remove(HttpServerUpgradeHandler.class);
      }
      pipeline.context(AGGREGATOR).pipeline();
      ChannelHandlerContext before = pipeline.context(HttpServerCodec.class);
      before.fireChannelRead(ReferenceCountUtil.retain(message));
      ReferenceCountUtil.release(message);
    }
  }
}
