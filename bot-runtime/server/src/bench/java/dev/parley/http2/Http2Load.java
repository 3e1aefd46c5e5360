package dev.parley.http2;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2StreamChannelBootstrap;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Streams of HTTP/2 that send frames of AWS's event stream, and take a turn as answered by an event of a certain kind. */
final class Http2Load implements AutoCloseable {

  private static final int WINDOW = 1 << 20;

  /** Where the second letter of :event-type's value stands: after the prelude, :message-type and the header's own name. */
  private static final int SECOND_LETTER = 12 + 22 + 15 + 1;

  private final MultiThreadIoEventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
  private final Load load;
  private final byte[] first;
  private final List<byte[]> says;

  /**
   * @param first what begins a stream, and is not answered; may be empty
   * @param says what is said in turn, again and again
   */
  Http2Load(Load load, byte[] first, List<byte[]> says) {
    this.load = load;
    this.first = first;
    this.says = says;
  }

  void start(int port, int streams, int connections) {
    List<Channel> open = new ArrayList<>();
    for (int i = 0; i < connections; i++) {
      open.add(connect(port));
    }
    for (int i = 0; i < streams; i++) {
      Talk talk = new Talk();
      Channel stream = new Http2StreamChannelBootstrap(open.get(i % connections)).handler(talk).open().syncUninterruptibly().getNow();
      stream.writeAndFlush(
          new DefaultHttp2HeadersFrame(
              new DefaultHttp2Headers().method("POST").scheme("http").authority("localhost")
                  .path("/bots/Bench/botAliases/TSTALIASID/botLocales/en_US/sessions/s-" + System.nanoTime() + "-" + i + "/conversation")
                  .set("content-type", EventStreamCodec.CONTENT_TYPE)));
      stream.eventLoop().execute(() -> talk.begin(stream));
    }
  }

  private Channel connect(int port) {
    return new Bootstrap()
        .group(loops)
        .channel(EpollSocketChannel.class)
        .handler(new ChannelInitializer<>() {
          @Override
          protected void initChannel(Channel channel) {
            channel.pipeline().addLast(
                Http2FrameCodecBuilder.forClient().initialSettings(Http2Settings.defaultSettings().initialWindowSize(WINDOW)).build(),
                new Http2MultiplexHandler(new ChannelInboundHandlerAdapter()));
          }
        })
        .connect("127.0.0.1", port)
        .syncUninterruptibly()
        .channel();
  }

  @Override
  public void close() {
    loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly();
  }

  private final class Talk extends ChannelInboundHandlerAdapter {
    private final Load.Turns turns = load.turns();
    private final ByteBuf unread = Unpooled.buffer();
    private int next;

    private void begin(Channel stream) {
      if (first.length > 0) {
        stream.write(new DefaultHttp2DataFrame(Unpooled.wrappedBuffer(first)));
      }
      say(stream);
    }

    private void say(Channel stream) {
      turns.sent();
      stream.writeAndFlush(new DefaultHttp2DataFrame(Unpooled.wrappedBuffer(says.get(next++ % says.size()))));
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
      if (message instanceof Http2DataFrame data) {
        unread.writeBytes(data.content());
        while (unread.readableBytes() >= 4 && unread.readableBytes() >= unread.getInt(unread.readerIndex())) {
          // Of TextInputEvent and TextResponseEvent an e; a turn's other events have other letters there.
          boolean answer = unread.getByte(unread.readerIndex() + SECOND_LETTER) == 'e' && unread.getByte(unread.readerIndex() + SECOND_LETTER - 1) == 'T';
          unread.skipBytes(unread.getInt(unread.readerIndex()));
          if (answer) {
            turns.answered();
            say(ctx.channel());
          }
        }
        unread.discardSomeReadBytes();
      }
      ReferenceCountUtil.release(message);
    }
  }
}
