package dev.parley.http2;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Closes a connection that does not get to the point: one that tells no protocol, or sends a request a byte at a time. Runs from the
 * connection's start, and then from the first byte of each HTTP/1.1 request, until {@link #met}. HTTP/2 and sockets remove it.
 */
final class Deadline extends ChannelInboundHandlerAdapter {

  private final Duration limit;
  private final ServerMeters meters;
  private @Nullable ScheduledFuture<?> running;

  Deadline(Duration limit, ServerMeters meters) {
    this.limit = limit;
    this.meters = meters;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    run(ctx);
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (running == null) {
      run(ctx);
    }
    ctx.fireChannelRead(message);
  }

  private void run(ChannelHandlerContext ctx) {
    running =
        ctx.executor().schedule(
            () -> {
              meters.closed("no-request");
              ctx.close();
            },
            limit.toMillis(),
            TimeUnit.MILLISECONDS);
  }

  /** A request is complete. */
  void met() {
    if (running != null) {
      running.cancel(false);
      running = null;
    }
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext ctx) {
    met();
  }
}
