package dev.parley.http2;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.DefaultHttp2ResetFrame;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2GoAwayFrame;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2ResetFrame;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2StreamChannelBootstrap;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import software.amazon.eventstream.Message;

/** A client that does with HTTP/2 what no SDK would: reads nothing, resets, sends broken frames. */
final class RawHttp2 implements AutoCloseable {

  private final MultiThreadIoEventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private final Channel connection;
  final CompletableFuture<Long> goAway = new CompletableFuture<>();

  RawHttp2(int port) {
    connection =
        new Bootstrap()
            .group(loop)
            .channel(NioSocketChannel.class)
            .handler(new ChannelInitializer<>() {
              @Override
              protected void initChannel(Channel channel) {
                channel.pipeline().addLast(
                    Http2FrameCodecBuilder.forClient()
                        .encoderEnforceMaxRstFramesPerWindow(0, 0)
                        .initialSettings(Http2Settings.defaultSettings().pushEnabled(false))
                        .build(),
                    new Http2MultiplexHandler(new ChannelInboundHandlerAdapter()),
                    new ChannelInboundHandlerAdapter() {
                      @Override
                      public void channelRead(ChannelHandlerContext ctx, Object message) {
                        if (message instanceof Http2GoAwayFrame frame) {
                          goAway.complete(frame.errorCode());
                        }
                        ReferenceCountUtil.release(message);
                      }
                    });
              }
            })
            .connect("127.0.0.1", port)
            .syncUninterruptibly()
            .channel();
  }

  Stream conversation(String session, String contentType) {
    return open(head(session, contentType), false);
  }

  /** One of events in frames, in this mode. */
  Stream frames(String session, String mode) {
    return open(head(session, EventStreamCodec.CONTENT_TYPE).set("x-amz-lex-conversation-mode", mode), false);
  }

  private static Http2Headers head(String session, String contentType) {
    return new DefaultHttp2Headers().method("POST").path(EchoGateway.BASE + session + "/conversation").set("content-type", contentType);
  }

  Stream open(Http2Headers headers, boolean end) {
    headers.scheme("http").authority("localhost");
    Stream stream = new Stream();
    stream.channel = new Http2StreamChannelBootstrap(connection).handler(stream).open().syncUninterruptibly().getNow();
    stream.channel.writeAndFlush(new DefaultHttp2HeadersFrame(headers, end));
    return stream;
  }

  void awaitClosed() {
    assertThat(connection.closeFuture().awaitUninterruptibly(30, TimeUnit.SECONDS)).as("the connection closes").isTrue();
  }

  boolean isOpen() {
    return connection.isActive();
  }

  @Override
  public void close() {
    loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
  }

  /** One stream; what comes is kept, in order. */
  static final class Stream extends ChannelInboundHandlerAdapter {
    private Channel channel;
    final CompletableFuture<Http2Headers> head = new CompletableFuture<>();
    final CompletableFuture<Long> reset = new CompletableFuture<>();
    final CompletableFuture<Void> ended = new CompletableFuture<>();
    final CompletableFuture<Void> closed = new CompletableFuture<>();
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private final StringBuilder line = new StringBuilder();
    private final ByteBuf unread = Unpooled.buffer();
    private boolean frames;

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
      if (message instanceof Http2HeadersFrame headers) {
        frames = EventStreamCodec.CONTENT_TYPE.contentEquals(headers.headers().get("content-type", ""));
        head.complete(headers.headers());
        end(headers.isEndStream());
      } else if (message instanceof Http2DataFrame data) {
        take(data.content());
        end(data.isEndStream());
      }
      ReferenceCountUtil.release(message);
    }

    private void take(ByteBuf bytes) {
      if (frames) {
        unread.writeBytes(bytes);
        while (unread.readableBytes() >= 4 && unread.readableBytes() >= unread.getInt(unread.readerIndex())) {
          Message message = Message.decode(unread.readSlice(unread.getInt(unread.readerIndex())).nioBuffer());
          String kind = message.getHeaders().get(":message-type").getString();
          lines.add(message.getHeaders().get(":" + kind + "-type").getString() + " " + new String(message.getPayload(), StandardCharsets.UTF_8));
        }
        return;
      }
      String text = bytes.toString(StandardCharsets.UTF_8);
      for (char c : text.toCharArray()) {
        if (c == '\n') {
          lines.add(line.toString());
          line.setLength(0);
        } else {
          line.append(c);
        }
      }
    }

    private void end(boolean end) {
      if (end) {
        if (!line.isEmpty()) {
          lines.add(line.toString());
        }
        ended.complete(null);
      }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
      if (event instanceof Http2ResetFrame frame) {
        reset.complete(frame.errorCode());
      }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
      closed.complete(null);
    }

    Stream send(byte[] bytes) {
      channel.writeAndFlush(new DefaultHttp2DataFrame(Unpooled.wrappedBuffer(bytes), false));
      return this;
    }

    Stream sendLine(String json) {
      return send((json + "\n").getBytes(StandardCharsets.UTF_8));
    }

    Stream halfClose() {
      channel.writeAndFlush(new DefaultHttp2DataFrame(true));
      return this;
    }

    void trailers() {
      channel.writeAndFlush(new DefaultHttp2HeadersFrame(new DefaultHttp2Headers().set("x-end", "1"), true));
    }

    void cancel() {
      channel.writeAndFlush(new DefaultHttp2ResetFrame(Http2Error.CANCEL));
    }

    Stream reading(boolean wanted) {
      channel.config().setAutoRead(wanted);
      return this;
    }

    /** Done when these bytes have left, which the other side's window may hold up. */
    ChannelFuture leaving(byte[] bytes) {
      return channel.writeAndFlush(new DefaultHttp2DataFrame(Unpooled.wrappedBuffer(bytes), false));
    }

    /** Sends an event as a frame, not signed. */
    Stream event(String type, String json) {
      return send(EventStreamCodecTest.bare(type, json));
    }

    String status() {
      return await(head).status().toString();
    }

    /** All bytes until the stream ends, as text. */
    String raw() {
      await(ended);
      return String.join("\n", lines);
    }

    /** The next line that is no heartbeat. */
    String next() {
      try {
        String next;
        do {
          next = lines.poll(30, TimeUnit.SECONDS);
        } while (next != null && next.contains("HeartbeatEvent"));
        assertThat(next).as("a line within 30 s").isNotNull();
        return next;
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }

    String nextOfAny() {
      try {
        return lines.poll(30, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }

    List<String> all() {
      await(ended);
      List<String> all = new ArrayList<>();
      lines.drainTo(all);
      return all;
    }
  }

  static <T> T await(CompletableFuture<T> future) {
    try {
      return future.get(30, TimeUnit.SECONDS);
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      throw new AssertionError(e);
    }
  }

  static byte[] bytes(ByteBuf buffer) {
    byte[] bytes = ByteBufUtil.getBytes(buffer);
    buffer.release();
    return bytes;
  }
}
