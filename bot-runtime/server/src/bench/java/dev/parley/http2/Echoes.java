package dev.parley.http2;

import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.util.ReferenceCountUtil;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Servers that give back what they get: the least that a stream can cost, in Netty alone and in grpc-java. */
final class Echoes {

  private static final MethodDescriptor.Marshaller<byte[]> BYTES =
      new MethodDescriptor.Marshaller<>() {
        @Override
        public InputStream stream(byte[] value) {
          return new ByteArrayInputStream(value);
        }

        @Override
        public byte[] parse(InputStream stream) {
          try {
            return stream.readAllBytes();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        }
      };

  private static final MethodDescriptor<byte[], byte[]> ECHO =
      MethodDescriptor.newBuilder(BYTES, BYTES).setType(MethodDescriptor.MethodType.BIDI_STREAMING).setFullMethodName("bench.Echo/Echo").build();

  private Echoes() {}

  /** An echo of DATA frames. */
  static final class OfNetty implements AutoCloseable {
    private final MultiThreadIoEventLoopGroup loops = new MultiThreadIoEventLoopGroup(0, EpollIoHandler.newFactory());
    final int port;

    OfNetty() {
      Channel listener =
          new ServerBootstrap()
              .group(loops)
              .channel(EpollServerSocketChannel.class)
              .childHandler(new ChannelInitializer<>() {
                @Override
                protected void initChannel(Channel connection) {
                  connection.pipeline().addLast(Http2FrameCodecBuilder.forServer().build(), new Http2MultiplexHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel stream) {
                      stream.pipeline().addLast(new Stream());
                    }
                  }));
                }
              })
              .bind("127.0.0.1", 0)
              .syncUninterruptibly()
              .channel();
      port = ((InetSocketAddress) listener.localAddress()).getPort();
    }

    @Override
    public void close() {
      loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    private static final class Stream extends ChannelInboundHandlerAdapter {
      @Override
      public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (message instanceof Http2DataFrame data) {
          ctx.writeAndFlush(new DefaultHttp2DataFrame(data.content()));
        } else {
          if (message instanceof Http2HeadersFrame) {
            ctx.writeAndFlush(new DefaultHttp2HeadersFrame(new DefaultHttp2Headers().status("200")));
          }
          ReferenceCountUtil.release(message);
        }
      }
    }
  }

  /** A bidirectional echo of grpc-java, and streams of grpc-java to it. */
  static final class OfGrpc implements AutoCloseable {
    private final Server server;
    private final List<ManagedChannel> channels = new ArrayList<>();

    OfGrpc() throws IOException {
      server =
          NettyServerBuilder.forAddress(new InetSocketAddress("127.0.0.1", 0))
              .addService(
                  ServerServiceDefinition.builder("bench.Echo")
                      .addMethod(ECHO, ServerCalls.asyncBidiStreamingCall(answers -> new Each(answers, answers::onNext)))
                      .build())
              .build()
              .start();
    }

    void start(Load load, List<byte[]> says, int streams, int connections) {
      for (int i = 0; i < connections; i++) {
        channels.add(NettyChannelBuilder.forAddress("127.0.0.1", server.getPort()).usePlaintext().build());
      }
      for (int i = 0; i < streams; i++) {
        Talk talk = new Talk(load.turns(), says);
        talk.out = ClientCalls.asyncBidiStreamingCall(channels.get(i % connections).newCall(ECHO, CallOptions.DEFAULT), talk);
        talk.say();
      }
    }

    @Override
    public void close() {
      channels.forEach(ManagedChannel::shutdownNow);
      server.shutdownNow();
    }
  }

  private static final class Talk implements StreamObserver<byte[]> {
    private final Load.Turns turns;
    private final List<byte[]> says;
    private volatile StreamObserver<byte[]> out;
    private int next;

    private Talk(Load.Turns turns, List<byte[]> says) {
      this.turns = turns;
      this.says = says;
    }

    private void say() {
      turns.sent();
      out.onNext(says.get(next++ % says.size()));
    }

    @Override
    public void onNext(byte[] answer) {
      turns.answered();
      say();
    }

    @Override
    public void onError(Throwable error) {}

    @Override
    public void onCompleted() {}
  }

  private record Each(StreamObserver<byte[]> answers, java.util.function.Consumer<byte[]> each) implements StreamObserver<byte[]> {
    @Override
    public void onNext(byte[] message) {
      each.accept(message);
    }

    @Override
    public void onError(Throwable error) {}

    @Override
    public void onCompleted() {
      answers.onCompleted();
    }
  }
}
