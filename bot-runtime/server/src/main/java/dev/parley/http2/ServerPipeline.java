package dev.parley.http2;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.group.ChannelGroup;
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
import io.netty.handler.flow.FlowControlHandler;
import io.netty.handler.flush.FlushConsolidationHandler;
import io.netty.handler.ssl.OptionalSslHandler;
import io.netty.handler.timeout.IdleStateHandler;
import io.netty.util.AsciiString;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The whole pipeline of a connection, top to bottom.
 *
 * <pre>
 *  connection ─ IdleStateHandler ─ Deadline ─ [TLS, if the first byte is TLS's] ─ flushes together ─ CleartextHttp2ServerUpgradeHandler
 *     ├─ HTTP/2 preface ───────► Http2FrameCodec ─ Http2MultiplexHandler ─ Http2Connection
 *     │                               └─ each stream: Http2Stream ─► StartConversationStream, or SocketStream (RFC 8441)
 *     ├─ HTTP/1.1, Upgrade: h2c ► the same
 *     └─ HTTP/1.1 ─────────────► aggregator ─ flow control ─ Http1Requests ─► SocketStream
 * </pre>
 *
 * The preface is looked for under TLS too, whatever ALPN said: the AWS SDK for Java offers no ALPN and sends HTTP/2 all the same.
 * Each number comes from {@link ServerConfig}.
 */
final class ServerPipeline extends ChannelInitializer<Channel> {

  static final String AGGREGATOR = "aggregator";
  static final String DEADLINE = "deadline";
  static final String FLOW = "flow";
  static final String UNDECIDED = "undecided";

  private static final Logger LOG = LoggerFactory.getLogger(ServerPipeline.class);

  static final int MAX_LINE = 8 * 1024;

  private final ServerConfig config;
  private final Router router;
  private final Optional<Certificates> tls;
  private final ChannelGroup connections;
  private final ServerMeters meters;

  ServerPipeline(ServerConfig config, Router router, Optional<Certificates> tls, ChannelGroup connections, ServerMeters meters) {
    this.config = config;
    this.router = router;
    this.tls = tls;
    this.connections = connections;
    this.meters = meters;
  }

  @Override
  protected void initChannel(Channel connection) {
    ServerConfig.Connections limits = config.connections();
    if (!meters.connected(limits.max())) {
      connection.close();
      return;
    }
    connection.closeFuture().addListener(closed -> meters.disconnected());
    connections.add(connection);
    ChannelPipeline pipeline = connection.pipeline();
    pipeline.addLast(new IdleStateHandler(limits.idle().toMillis(), 0, 0, TimeUnit.MILLISECONDS));
    pipeline.addLast(DEADLINE, new Deadline(limits.handshake(), meters));
    tls.map(Certificates::context).ifPresent(context ->
        pipeline.addLast(
            config.tls().filter(ServerConfig.Tls::required).isPresent()
                ? context.newHandler(connection.alloc())
                : new OptionalSslHandler(context)));
    // What the streams of a connection have to say leaves together, in one call of the system.
    pipeline.addLast(new FlushConsolidationHandler(FlushConsolidationHandler.DEFAULT_EXPLICIT_FLUSH_AFTER_FLUSHES, true));
    HttpServerCodec http1 = new HttpServerCodec(MAX_LINE, limits.maxHeaderBytes(), MAX_LINE);
    pipeline.addLast(
        new CleartextHttp2ServerUpgradeHandler(
            http1,
            new HttpServerUpgradeHandler(http1, this::upgrade, config.requests().maxBodyBytes()),
            new ChannelInitializer<>() {
              @Override
              protected void initChannel(Channel preface) {
                preface.pipeline().addLast(frames(), streams(), new Http2Connection(config, meters));
              }
            }));
    pipeline.addLast(UNDECIDED, new WithoutUpgrade());
  }

  private HttpServerUpgradeHandler.@Nullable UpgradeCodec upgrade(CharSequence protocol) {
    return AsciiString.contentEquals(Http2CodecUtil.HTTP_UPGRADE_PROTOCOL_NAME, protocol)
        ? new Http2ServerUpgradeCodec(frames(), streams(), new Http2Connection(config, meters))
        : null;
  }

  private Http2FrameCodec frames() {
    ServerConfig.Connections limits = config.connections();
    return Http2FrameCodecBuilder.forServer()
        .initialSettings(
            Http2Settings.defaultSettings()
                .maxConcurrentStreams(limits.maxStreams())
                .initialWindowSize(config.streams().window())
                // Beyond their limit they are refused by Http2Stream, beyond this by Netty, without words.
                .maxHeaderListSize((long) limits.maxHeaderBytes() * ServerConfig.Connections.MOST_READ)
                .connectProtocolEnabled(true))
        .decoderEnforceMaxRstFramesPerWindow(limits.maxResets(), (int) limits.resetWindow().toSeconds())
        // Those that we are made to send count alike (CVE-2025-8671).
        .encoderEnforceMaxRstFramesPerWindow(limits.maxResets(), (int) limits.resetWindow().toSeconds())
        .decoderEnforceMaxConsecutiveEmptyDataFrames(limits.maxEmptyFrames())
        .gracefulShutdownTimeoutMillis(limits.closing().toMillis())
        .build();
  }

  private Http2MultiplexHandler streams() {
    return new Http2MultiplexHandler(
        new ChannelInitializer<>() {
          @Override
          protected void initChannel(Channel stream) {
            stream.pipeline().addLast(new Http2Stream(config, router, meters));
          }
        });
  }

  /** HTTP/1.1 that asks for no other protocol, or for WebSocket. */
  private final class WithoutUpgrade extends SimpleChannelInboundHandler<HttpMessage> {

    WithoutUpgrade() {
      super(false);
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, HttpMessage message) {
      ChannelPipeline pipeline = ctx.pipeline();
      // One request at a time, so that answers keep the order of their requests.
      ctx.channel().config().setAutoRead(false);
      pipeline.addAfter(ctx.name(), "requests", new Http1Requests(config, router, meters));
      pipeline.addAfter(ctx.name(), FLOW, new FlowControlHandler());
      pipeline.replace(this, AGGREGATOR, new HttpObjectAggregator(config.requests().maxBodyBytes()));
      pipeline.remove(HttpServerUpgradeHandler.class);
      pipeline.context(HttpServerCodec.class).fireChannelRead(message);
      pipeline.read();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      // A handshake that failed, or a peer that left: nothing that we could mend.
      LOG.debug("a connection failed before its first request: {}", cause.toString());
      ctx.close();
    }
  }
}
