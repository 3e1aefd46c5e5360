package dev.parley.http2;

import dev.parley.conversation.ConversationRefused;
import dev.parley.conversation.HttpRoute.Reply;
import dev.parley.conversation.HttpRoute.Request;
import dev.parley.conversation.SocketRoute;
import dev.parley.identity.ChunkChain;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The head of an HTTP/2 stream: becomes a conversation, a socket (RFC 8441), or a request that is answered whole. */
final class Http2Stream extends ChannelInboundHandlerAdapter {

  private static final Logger LOG = LoggerFactory.getLogger(Http2Stream.class);

  private static final int HEADER_OVERHEAD = 32;

  private final ServerConfig config;
  private final Router router;
  private final ServerMeters meters;
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private @Nullable Http2Headers headers;
  private @Nullable ScheduledFuture<?> deadline;
  private boolean complete;
  private boolean admitting;

  /** What came of a conversation before it was known who calls: no more than was on its way when reading stopped. */
  private final Deque<Object> early = new ArrayDeque<>();

  private boolean answered;

  Http2Stream(ServerConfig config, Router router, ServerMeters meters) {
    this.config = config;
    this.router = router;
    this.meters = meters;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (admitting) {
      early.add(message);
      return;
    }
    try {
      if (message instanceof Http2HeadersFrame head) {
        if (headers == null) {
          headers = head.headers();
          head(ctx, head.headers(), head.isEndStream());
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

  private void head(ChannelHandlerContext ctx, Http2Headers head, boolean ended) {
    if (size(head) > config.connections().maxHeaderBytes()) {
      // Whatever else is on its way is of no use.
      complete = ended;
      answer(ctx, WireErrors.headersTooLarge(config.connections().maxHeaderBytes()));
      return;
    }
    try {
      if ("websocket".contentEquals(head.get(":protocol", ""))) {
        socket(ctx, head);
        return;
      }
      Optional<ConversationPath> path = ConversationPath.read(String.valueOf(head.path()));
      if (path.isPresent() && path.get().isConversation(String.valueOf(head.method()))) {
        ctx.channel().config().setAutoRead(false);
        conversation(ctx, path.get(), ConversationHead.of(head), ended);
        return;
      }
    } catch (ConversationRefused e) {
      answer(ctx, WireErrors.reply(e));
      return;
    }
    if (ended) {
      whole(ctx, head);
    } else {
      deadline =
          ctx.executor().schedule(
              () -> answer(ctx, WireErrors.reply(408, "ValidationException", "the request did not arrive in time")),
              config.requests().arrival().toMillis(),
              TimeUnit.MILLISECONDS);
    }
  }

  /** As HTTP/2 counts them (RFC 9113, 6.5.2). */
  private static long size(Http2Headers head) {
    long bytes = 0;
    for (Map.Entry<CharSequence, CharSequence> header : head) {
      bytes += header.getKey().length() + header.getValue().length() + HEADER_OVERHEAD;
    }
    return bytes;
  }

  /** Begins a conversation once it is known who calls; what comes meanwhile waits. */
  private void conversation(ChannelHandlerContext ctx, ConversationPath path, ConversationHead head, boolean ended) {
    admitting = true;
    router.admit(request(ctx, headers == null ? new DefaultHttp2Headers() : headers), path).whenComplete((chunks, refused) -> {
      if (ctx.executor().inEventLoop()) {
        admitted(ctx, path, head, ended, chunks, refused);
      } else {
        ctx.executor().execute(() -> admitted(ctx, path, head, ended, chunks, refused));
      }
    });
  }

  private void admitted(
      ChannelHandlerContext ctx,
      ConversationPath path,
      ConversationHead head,
      boolean ended,
      Optional<ChunkChain> chunks,
      @Nullable Throwable refused) {
    admitting = false;
    if (!ctx.channel().isActive()) {
      return;
    }
    try {
      if (refused != null) {
        throw refused instanceof RuntimeException e ? e : new IllegalStateException(refused);
      }
      if (head.lines() && chunks.isPresent()) {
        throw ClientEvents.invalid("lines of JSON cannot be signed; send an API key or a token, or the AWS event stream");
      }
      StartConversationStream stream =
          new StartConversationStream(config, router.gateway, path, router.bot(path).bot(), head, chunks, meters);
      ctx.pipeline().replace(this, "conversation", stream);
      ChannelHandlerContext own = ctx.pipeline().context(stream);
      stream.begin(own, ended);
      for (Object message = early.poll(); message != null; message = early.poll()) {
        stream.channelRead(own, message);
      }
    } catch (RuntimeException e) {
      early.forEach(ReferenceCountUtil::release);
      early.clear();
      ctx.channel().config().setAutoRead(true);
      answer(ctx, WireErrors.reply(e));
    }
  }

  private void socket(ChannelHandlerContext ctx, Http2Headers head) {
    Request request = request(ctx, head);
    Optional<SocketRoute> route = router.socket(request.uri());
    if (route.isEmpty()) {
      answer(ctx, WireErrors.reply(404, "ResourceNotFoundException", "there is no WebSocket at " + request.uri()));
      return;
    }
    SocketStream socket = new SocketStream(ctx.channel(), config, meters);
    socket.listen(route.get().acceptor().open(request, socket));
    ctx.channel().config().setAutoRead(false);
    ctx.write(new DefaultHttp2HeadersFrame(new DefaultHttp2Headers().status("200")));
    ctx.flush();
    Http2SocketFrames.into(ctx.pipeline(), config, socket);
    ctx.pipeline().remove(this);
    socket.begin();
  }

  private void data(ChannelHandlerContext ctx, Http2DataFrame data, Http2Headers head) {
    if (answered || complete) {
      return;
    }
    if (body.size() + data.content().readableBytes() > config.requests().maxBodyBytes()) {
      answer(ctx, WireErrors.reply(413, "ValidationException", "the body has more than " + config.requests().maxBodyBytes() + " bytes"));
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
    if (answered || complete) {
      return;
    }
    complete = true;
    arrived();
    var unused = router.handle(request(ctx, head)).thenAccept(reply -> ctx.executor().execute(() -> answer(ctx, reply)));
  }

  private Request request(ChannelHandlerContext ctx, Http2Headers head) {
    List<Map.Entry<String, String>> list = new ArrayList<>();
    head.forEach(h -> list.add(Map.entry(h.getKey().toString(), h.getValue().toString())));
    if (head.authority() != null) {
      list.add(Map.entry("host", head.authority().toString()));
    }
    SslHandler tls = ctx.channel().parent().pipeline().get(SslHandler.class);
    return new Request(
        String.valueOf(head.method()),
        String.valueOf(head.path()),
        list,
        body.toByteArray(),
        String.valueOf(ctx.channel().parent().remoteAddress()),
        tls != null,
        Certificates.client(tls));
  }

  private void answer(ChannelHandlerContext ctx, Reply reply) {
    if (answered) {
      return;
    }
    answered = true;
    arrived();
    Http2Headers head = new DefaultHttp2Headers().status(Integer.toString(reply.status())).set("content-type", reply.contentType());
    head.setInt("content-length", reply.body().length);
    reply.headers().forEach((name, value) -> head.set(name.toLowerCase(Locale.ROOT), value));
    boolean bodiless = reply.body().length == 0 || headers != null && "HEAD".contentEquals(String.valueOf(headers.method()));
    ctx.write(new DefaultHttp2HeadersFrame(head, bodiless));
    if (!bodiless) {
      ctx.write(new DefaultHttp2DataFrame(Unpooled.wrappedBuffer(reply.body()), true));
    }
    ctx.flush();
    if (!complete) {
      // RFC 9113, 8.1: a request that need not be sent to its end may be cut, after a while in which an honest client ends it.
      deadline = ctx.executor().schedule(() -> ctx.close(), config.streams().linger().toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private void arrived() {
    if (deadline != null) {
      deadline.cancel(false);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    arrived();
    early.forEach(ReferenceCountUtil::release);
    early.clear();
    ctx.fireChannelInactive();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    LOG.debug("a stream failed: {}", cause.toString());
    if (!(cause instanceof Http2Exception)) {
      ctx.close();
    }
    // Otherwise it is reset by who tells us of it, with the code that says why.
  }
}
