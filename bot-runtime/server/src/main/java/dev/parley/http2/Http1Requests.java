package dev.parley.http2;

import dev.parley.conversation.ConversationRefused;
import dev.parley.conversation.HttpRoute.Reply;
import dev.parley.conversation.HttpRoute.Request;
import dev.parley.conversation.SocketRoute;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshaker;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshakerFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Whole HTTP/1.1 requests, and the handshake of WebSockets. */
final class Http1Requests extends SimpleChannelInboundHandler<FullHttpRequest> {

  private final ServerConfig config;
  private final Router router;

  Http1Requests(ServerConfig config, Router router) {
    this.config = config;
    this.router = router;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext ctx, FullHttpRequest message) {
    boolean keepAlive = HttpUtil.isKeepAlive(message);
    if (!message.decoderResult().isSuccess()) {
      answer(ctx, WireErrors.reply(400, "ValidationException", "this is not an HTTP request that can be read"), false);
      return;
    }
    Request request = request(ctx, message);
    boolean upgrade =
        request.header("upgrade").filter(u -> u.toLowerCase(Locale.ROOT).equals("websocket")).isPresent();
    Optional<SocketRoute> socket = upgrade ? router.socket(request.uri()) : Optional.empty();
    if (socket.isPresent()) {
      open(ctx, message, request, socket.get());
    } else {
      router.handle(request).thenAccept(reply -> ctx.executor().execute(() -> answer(ctx, reply, keepAlive)));
    }
  }

  private static Request request(ChannelHandlerContext ctx, FullHttpRequest message) {
    List<Map.Entry<String, String>> headers = new ArrayList<>();
    message.headers().forEach(h -> headers.add(Map.entry(h.getKey().toLowerCase(Locale.ROOT), h.getValue())));
    return new Request(
        message.method().name(),
        message.uri(),
        headers,
        ByteBufUtil.getBytes(message.content()),
        String.valueOf(ctx.channel().remoteAddress()),
        false);
  }

  private void open(ChannelHandlerContext ctx, FullHttpRequest message, Request request, SocketRoute route) {
    WebSocketServerHandshaker handshaker =
        new WebSocketServerHandshakerFactory("ws://" + request.header("host").orElse("localhost") + request.uri(), null, true, config.maxEventBytes())
            .newHandshaker(message);
    if (handshaker == null) {
      answer(ctx, WireErrors.reply(426, "ValidationException", "this WebSocket version is not served; use 13"), false);
      return;
    }
    SocketStream socket = new SocketStream(ctx);
    try {
      socket.listen(route.acceptor().open(request, socket));
    } catch (ConversationRefused e) {
      answer(ctx, WireErrors.reply(e), false);
      return;
    }
    ctx.pipeline().remove(ServerPipeline.AGGREGATOR);
    ctx.pipeline().addLast(new WebSocketFrameAggregator(config.maxEventBytes()), socket);
    handshaker.handshake(ctx.channel(), message).addListener(done -> {
      if (!done.isSuccess()) {
        ctx.close();
      }
    });
    ctx.pipeline().remove(this);
  }

  private static void answer(ChannelHandlerContext ctx, Reply reply, boolean keepAlive) {
    FullHttpResponse response =
        new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(reply.status()), Unpooled.wrappedBuffer(reply.body()));
    response.headers().set(HttpHeaderNames.CONTENT_TYPE, reply.contentType());
    response.headers().setInt(HttpHeaderNames.CONTENT_LENGTH, reply.body().length);
    reply.headers().forEach((name, value) -> response.headers().set(name, value));
    HttpUtil.setKeepAlive(response, keepAlive);
    var sent = ctx.writeAndFlush(response);
    if (!keepAlive) {
      sent.addListener(ChannelFutureListener.CLOSE);
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    ctx.close();
  }
}
