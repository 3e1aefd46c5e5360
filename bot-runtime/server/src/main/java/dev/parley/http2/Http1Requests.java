package dev.parley.http2;

import dev.parley.conversation.ConversationRefused;
import dev.parley.conversation.HttpRoute.Reply;
import dev.parley.conversation.HttpRoute.Request;
import dev.parley.conversation.SocketRoute;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshaker;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshakerFactory;
import io.netty.handler.flow.FlowControlHandler;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.timeout.IdleStateEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whole HTTP/1.1 requests, one at a time, and the handshake of WebSockets. */
final class Http1Requests extends SimpleChannelInboundHandler<FullHttpRequest> {

  private static final Logger LOG = LoggerFactory.getLogger(Http1Requests.class);

  private final ServerConfig config;
  private final Router router;
  private final ServerMeters meters;
  private boolean answering;

  Http1Requests(ServerConfig config, Router router, ServerMeters meters) {
    this.config = config;
    this.router = router;
    this.meters = meters;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext ctx, FullHttpRequest message) {
    if (ctx.pipeline().get(ServerPipeline.DEADLINE) instanceof Deadline deadline) {
      deadline.met();
    }
    boolean keepAlive = HttpUtil.isKeepAlive(message);
    answering = true;
    if (!message.decoderResult().isSuccess()) {
      answer(ctx, unreadable(message.decoderResult().cause()), false);
      return;
    }
    Request request = request(ctx, message);
    boolean upgrade =
        request.header("upgrade").filter(u -> u.toLowerCase(Locale.ROOT).equals("websocket")).isPresent();
    Optional<SocketRoute> socket = upgrade ? router.socket(request.uri()) : Optional.empty();
    if (socket.isPresent()) {
      open(ctx, message, request, socket.get());
    } else {
      var unused = router.handle(request).thenAccept(reply -> ctx.executor().execute(() -> answer(ctx, reply, keepAlive)));
    }
  }

  private Reply unreadable(Throwable why) {
    if (why instanceof TooLongHttpHeaderException) {
      return WireErrors.headersTooLarge(config.connections().maxHeaderBytes());
    } else if (why instanceof TooLongHttpLineException) {
      return WireErrors.reply(414, "ValidationException", "the request's first line has more than " + ServerPipeline.MAX_LINE + " bytes");
    }
    return WireErrors.reply(400, "ValidationException", "this is not an HTTP request that can be read");
  }

  private static Request request(ChannelHandlerContext ctx, FullHttpRequest message) {
    List<Map.Entry<String, String>> headers = new ArrayList<>();
    message.headers().forEach(h -> headers.add(Map.entry(h.getKey().toLowerCase(Locale.ROOT), h.getValue())));
    SslHandler tls = ctx.pipeline().get(SslHandler.class);
    return new Request(
        message.method().name(),
        message.uri(),
        headers,
        ByteBufUtil.getBytes(message.content()),
        String.valueOf(ctx.channel().remoteAddress()),
        tls != null,
        Certificates.client(tls));
  }

  private void open(ChannelHandlerContext ctx, FullHttpRequest message, Request request, SocketRoute route) {
    WebSocketDecoderConfig decoder = SocketStream.decoder(config);
    WebSocketServerHandshaker handshaker =
        new WebSocketServerHandshakerFactory("ws://" + request.header("host").orElse("localhost") + request.uri(), null, decoder)
            .newHandshaker(message);
    if (handshaker == null) {
      answer(ctx, WireErrors.reply(426, "ValidationException", "this WebSocket version is not served; use 13"), false);
      return;
    }
    SocketStream socket = new SocketStream(ctx.channel(), config, meters);
    try {
      socket.listen(route.acceptor().open(request, socket));
    } catch (ConversationRefused e) {
      answer(ctx, WireErrors.reply(e), false);
      return;
    }
    ChannelPipeline pipeline = ctx.pipeline();
    pipeline.remove(ServerPipeline.AGGREGATOR);
    pipeline.remove(ServerPipeline.FLOW);
    pipeline.remove(ServerPipeline.DEADLINE);
    SocketStream.handlers(config).forEach(pipeline::addLast);
    pipeline.addLast(new FlowControlHandler(), socket);
    // What the acceptor has sent by now waits in the event loop's queue, behind this.
    handshaker.handshake(ctx.channel(), message).addListener(done -> {
      if (!done.isSuccess()) {
        ctx.channel().close();
      }
    });
    socket.begin();
    pipeline.remove(this);
  }

  private void answer(ChannelHandlerContext ctx, Reply reply, boolean keepAlive) {
    FullHttpResponse response =
        new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(reply.status()), Unpooled.wrappedBuffer(reply.body()));
    response.headers().set(HttpHeaderNames.CONTENT_TYPE, reply.contentType());
    response.headers().setInt(HttpHeaderNames.CONTENT_LENGTH, reply.body().length);
    reply.headers().forEach((name, value) -> response.headers().set(name, value));
    HttpUtil.setKeepAlive(response, keepAlive);
    answering = false;
    var sent = ctx.writeAndFlush(response);
    if (keepAlive) {
      ctx.read();
    } else {
      sent.addListener(ChannelFutureListener.CLOSE);
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    // Nothing is read by itself here. A request may come in many pieces, and a read that brings only a piece has been used up.
    if (!answering) {
      ctx.read();
    }
    ctx.fireChannelReadComplete();
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof IdleStateEvent && !answering) {
      meters.closed("idle");
      ctx.close();
    } else {
      ctx.fireUserEventTriggered(event);
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    LOG.debug("a connection failed: {}", cause.toString());
    ctx.close();
  }
}
