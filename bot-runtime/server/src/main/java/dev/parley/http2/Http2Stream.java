package dev.parley.http2;

import dev.parley.conversation.Bots;
import dev.parley.conversation.ConversationRefused;
import dev.parley.conversation.HttpRoute.Reply;
import dev.parley.conversation.HttpRoute.Request;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.util.ReferenceCountUtil;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The head of an HTTP/2 stream: becomes a conversation, or a request that is answered whole. */
final class Http2Stream extends ChannelInboundHandlerAdapter {

  private final ServerConfig config;
  private final Router router;
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private @Nullable Http2Headers headers;
  private boolean answered;

  Http2Stream(ServerConfig config, Router router) {
    this.config = config;
    this.router = router;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    try {
      if (message instanceof Http2HeadersFrame head) {
        if (headers == null) {
          head(ctx, head);
        } else if (head.isEndStream()) {
          whole(ctx, headers);
        }
      } else if (message instanceof Http2DataFrame data && headers != null) {
        data(ctx, data, headers);
      }
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  private void head(ChannelHandlerContext ctx, Http2HeadersFrame head) {
    headers = head.headers();
    String uri = String.valueOf(head.headers().path());
    try {
      Optional<ConversationPath> path = ConversationPath.read(uri);
      boolean conversation =
          path.filter(p -> p.operation().equals("conversation")).isPresent() && "POST".contentEquals(head.headers().method());
      if (conversation) {
        Bots.LocaleBot bot = router.bot(path.get());
        StartConversationStream stream = new StartConversationStream(config, router.gateway, path.get(), bot, head.headers());
        ctx.channel().config().setAutoRead(false);
        ctx.pipeline().replace(this, "conversation", stream);
        stream.begin(ctx.pipeline().context(stream), head.isEndStream());
        return;
      }
    } catch (ConversationRefused e) {
      answer(ctx, WireErrors.reply(e));
      return;
    }
    if (head.isEndStream()) {
      whole(ctx, head.headers());
    }
  }

  private void data(ChannelHandlerContext ctx, Http2DataFrame data, Http2Headers head) {
    if (answered) {
      return;
    }
    if (body.size() + data.content().readableBytes() > config.maxBodyBytes()) {
      answer(ctx, WireErrors.reply(413, "ValidationException", "the body has more than " + config.maxBodyBytes() + " bytes"));
      return;
    }
    byte[] bytes = new byte[data.content().readableBytes()];
    data.content().readBytes(bytes);
    body.writeBytes(bytes);
    if (data.isEndStream()) {
      whole(ctx, head);
    }
  }

  private void whole(ChannelHandlerContext ctx, Http2Headers head) {
    List<Map.Entry<String, String>> list = new ArrayList<>();
    head.forEach(h -> list.add(Map.entry(h.getKey().toString(), h.getValue().toString())));
    if (head.authority() != null) {
      list.add(Map.entry("host", head.authority().toString()));
    }
    Request request =
        new Request(
            String.valueOf(head.method()),
            String.valueOf(head.path()),
            list,
            body.toByteArray(),
            String.valueOf(ctx.channel().parent().remoteAddress()),
            false);
    router.handle(request).thenAccept(reply -> ctx.executor().execute(() -> answer(ctx, reply)));
  }

  private void answer(ChannelHandlerContext ctx, Reply reply) {
    if (answered) {
      return;
    }
    answered = true;
    Http2Headers head = new DefaultHttp2Headers().status(Integer.toString(reply.status())).set("content-type", reply.contentType());
    head.setInt("content-length", reply.body().length);
    reply.headers().forEach((name, value) -> head.set(name.toLowerCase(java.util.Locale.ROOT), value));
    ctx.write(new DefaultHttp2HeadersFrame(head, reply.body().length == 0));
    if (reply.body().length > 0) {
      ctx.write(new DefaultHttp2DataFrame(Unpooled.wrappedBuffer(reply.body()), true));
    }
    ctx.flush();
  }
}
