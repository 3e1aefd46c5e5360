package dev.parley.http2;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.conversation.ConversationRefused;
import dev.parley.hook.LexJson;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.Http2Headers;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * The answering half of a conversation's stream: its head, events, and its end. Counts what has not left yet: beyond a little,
 * {@link #writable} is false and sound is held back; beyond the limit the client does not read, and {@link #event} says so.
 *
 * <p>Everything runs on the stream's event loop, apart from {@link #writable}. Netty's own count of a stream's unsent bytes is not
 * used, since a stream's channel has no outbound buffer: what waits for the client's window waits in the flow controller.
 */
final class EventStreamWriter {

  /** About a second of 8 kHz sound, as JSON in base64: what a barge-in cannot call back. */
  private static final int HIGH_WATER = 32 * 1024;

  private final ChannelHandlerContext context;
  private final WireFormat wire;
  private final ServerConfig.Streams limits;
  private volatile long unsent;
  private long lastSentNanos = System.nanoTime();
  private boolean leaving;
  private boolean ended;

  EventStreamWriter(ChannelHandlerContext context, WireFormat wire, ServerConfig.Streams limits) {
    this.context = context;
    this.wire = wire;
    this.limits = limits;
  }

  /** Answers the head at once: some clients wait for it before they send. */
  void head() {
    Http2Headers head =
        new DefaultHttp2Headers()
            .status("200")
            .set("content-type", wire.contentType())
            .set("x-amzn-requestid", UUID.randomUUID().toString());
    context.writeAndFlush(new DefaultHttp2HeadersFrame(head));
  }

  /** Whether what is sent leaves. Any thread. */
  boolean writable() {
    return unsent <= Math.min(HIGH_WATER, limits.maxUnsentBytes() / 2);
  }

  /** Sends an event; false when the client has read nothing for too long and nothing more can be sent. */
  boolean event(ServerEvents.Outgoing event) {
    byte[] bytes = wire.event(event.type(), event.payload());
    if (unsent + bytes.length > limits.maxUnsentBytes()) {
      return false;
    }
    lastSentNanos = System.nanoTime();
    data(bytes, false);
    return true;
  }

  /** Whether nothing has been sent for about a heartbeat's period. */
  boolean quiet() {
    return System.nanoTime() - lastSentNanos >= limits.heartbeat().toNanos() / 2;
  }

  /** Ends the stream with an exception event. */
  void exception(ConversationRefused refused) {
    JsonNode payload = LexJson.MAPPER.createObjectNode().put("message", refused.reason());
    end(wire.exception(WireErrors.exception(refused.kind()), payload));
  }

  /** Ends the stream. */
  void end() {
    end(new byte[0]);
  }

  private void end(byte[] last) {
    if (ended) {
      return;
    }
    ended = true;
    data(last, true);
    // What the client still sends is read and dropped, so that its own side can end in good order; but not for ever.
    context.channel().config().setAutoRead(true);
    var cut = context.executor().schedule(() -> context.close(), limits.linger().toMillis(), TimeUnit.MILLISECONDS);
    context.channel().closeFuture().addListener(closed -> cut.cancel(false));
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // Written by the event loop only.
  private void data(byte[] bytes, boolean end) {
    unsent += bytes.length;
    context.write(new DefaultHttp2DataFrame(Unpooled.wrappedBuffer(bytes), end)).addListener(sent -> unsent -= bytes.length);
    if (!leaving) {
      // Behind what the event loop has been given already, so that the events of a turn leave together.
      leaving = true;
      context.executor().execute(() -> {
        leaving = false;
        context.flush();
      });
    }
  }
}
