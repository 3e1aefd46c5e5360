package dev.parley.http2;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.audio.AudioFormat;
import dev.parley.audio.AudioFrame;
import dev.parley.conversation.Bots;
import dev.parley.conversation.Channel;
import dev.parley.conversation.ChannelOutput;
import dev.parley.conversation.ConversationGateway;
import dev.parley.conversation.ConversationRefused;
import dev.parley.conversation.ConversationRequest;
import dev.parley.conversation.LiveConversation;
import dev.parley.conversation.LiveConversation.Offer;
import dev.parley.event.InputMode;
import dev.parley.hook.LexJson;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2ResetFrame;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One HTTP/2 stream, one conversation (Lex: StartConversation). Everything here runs on the stream's event loop, apart from
 * {@link #send} and {@link #inputWanted}, which hop onto it.
 *
 * <p>How it works. Bytes become events, events go to the conversation; one that it has no room for waits in {@code waiting}, and
 * nothing more is read until it does: HTTP/2's window then holds the client back. Answers become events of the same format.
 * Mistakes of the client are an exception event and the end of this stream, never a reset: after a 200 the Java SDK takes a
 * reset for success.
 */
final class StartConversationStream extends ChannelInboundHandlerAdapter implements Channel {

  private static final Logger LOG = LoggerFactory.getLogger(StartConversationStream.class);

  /** Sound that is sent ahead of what the client plays: enough for a rough network, little enough to stop. */
  private static final int LEAD_MS = 1_000;

  private final ServerConfig config;
  private final ConversationGateway gateway;
  private final ConversationPath path;
  private final Bots.LocaleBot bot;
  private final WireFormat wire;
  private final boolean lines;
  private final Optional<String> mode;
  private final Deque<WireFormat.Incoming> waiting = new ArrayDeque<>();
  private ClientEvents.@Nullable Configuration configuration;
  private @Nullable LiveConversation conversation;
  private @Nullable ServerEvents events;
  private @Nullable AudioFormat audioIn;
  private @Nullable Capabilities capabilities;
  private @Nullable ChannelHandlerContext context;
  private @Nullable ScheduledFuture<?> heartbeat;
  private long audioMs;
  private long lastSentNanos;
  private boolean inputEnded;
  private boolean done;
  private volatile boolean writable = true;

  StartConversationStream(
      ServerConfig config, ConversationGateway gateway, ConversationPath path, Bots.LocaleBot bot, Http2Headers headers) {
    this.config = config;
    this.gateway = gateway;
    this.path = path;
    this.bot = bot;
    String contentType = String.valueOf(headers.get("content-type", "")).toLowerCase(Locale.ROOT);
    this.lines = contentType.contains("ndjson") || contentType.contains("jsonl") || contentType.startsWith(WireErrors.JSON);
    this.wire = lines ? new JsonLines(config.maxEventBytes()) : new EventStreamCodec(config.maxEventBytes());
    this.mode = Optional.ofNullable(headers.get("x-amz-lex-conversation-mode")).map(m -> m.toString().toUpperCase(Locale.ROOT));
  }

  /** Answers the head at once: some clients wait for it before they send. */
  void begin(ChannelHandlerContext ctx, boolean ended) {
    context = ctx;
    Http2Headers head =
        new DefaultHttp2Headers()
            .status("200")
            .set("content-type", wire.contentType())
            .set("x-amzn-requestid", UUID.randomUUID().toString());
    ctx.writeAndFlush(new DefaultHttp2HeadersFrame(head));
    lastSentNanos = System.nanoTime();
    long period = config.heartbeat().toMillis();
    heartbeat = ctx.executor().scheduleAtFixedRate(this::beat, period, period, TimeUnit.MILLISECONDS);
    if (mode.filter(m -> !m.equals("AUDIO") && !m.equals("TEXT")).isPresent()) {
      fail(ClientEvents.invalid("x-amz-lex-conversation-mode must be AUDIO or TEXT"));
    } else if (ended) {
      endOfInput();
    } else {
      ctx.read();
    }
  }

  // ---- from the client

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    try {
      if (message instanceof Http2DataFrame data) {
        if (!done) {
          take(data.content());
          inputEnded |= data.isEndStream();
          work();
        }
      } else if (message instanceof Http2ResetFrame) {
        gone("the client reset the stream");
      }
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  private void take(ByteBuf bytes) {
    try {
      waiting.addAll(wire.decode(bytes));
    } catch (MalformedEvent e) {
      fail(ClientEvents.invalid(String.valueOf(e.getMessage())));
    }
  }

  /** Hands on what waits, as far as there is room; then reads more. */
  private void work() {
    try {
      while (!done && !waiting.isEmpty()) {
        if (event(waiting.element()) == Offer.FULL) {
          return;
        }
        waiting.poll();
      }
    } catch (ConversationRefused e) {
      fail(e);
    } catch (LexJson.Invalid e) {
      fail(ClientEvents.invalid(String.valueOf(e.getMessage())));
    }
    if (done) {
      return;
    }
    if (inputEnded) {
      endOfInput();
    } else if (context != null) {
      context.read();
    }
  }

  private void endOfInput() {
    inputEnded = true;
    if (wire instanceof JsonLines json) {
      try {
        waiting.addAll(json.rest());
      } catch (MalformedEvent e) {
        fail(ClientEvents.invalid(String.valueOf(e.getMessage())));
        return;
      }
      if (!waiting.isEmpty()) {
        work();
        return;
      }
    }
    if (conversation == null) {
      finish();
    } else {
      conversation.finish("the client ended the stream");
    }
  }

  private Offer event(WireFormat.Incoming incoming) {
    JsonNode payload = incoming.payload();
    if (incoming.type().equals("ConfigurationEvent")) {
      if (configuration != null) {
        throw ClientEvents.invalid("a conversation has one ConfigurationEvent, and this is the second");
      }
      start(ClientEvents.configuration(payload));
      return Offer.ACCEPTED;
    }
    if (configuration == null) {
      if (!lines) {
        throw ClientEvents.invalid("the first event of a conversation must be ConfigurationEvent, not " + incoming.type());
      }
      start(ClientEvents.configuration(LexJson.MAPPER.createObjectNode().put("responseContentType", "text/plain")));
    }
    LiveConversation live = conversation;
    if (live == null) {
      return Offer.ENDED;
    }
    String eventId = ClientEvents.eventId(payload);
    return switch (incoming.type()) {
      case "TextInputEvent" -> {
        allow(InputMode.TEXT, incoming.type());
        yield live.text(eventId, ClientEvents.text(payload));
      }
      case "DTMFInputEvent" -> {
        allow(InputMode.DTMF, incoming.type());
        yield live.key(eventId, ClientEvents.key(payload));
      }
      case "AudioInputEvent" -> {
        allow(InputMode.SPEECH, incoming.type());
        yield audio(live, eventId, payload);
      }
      case "PlaybackCompletionEvent" -> live.playbackCompleted(eventId);
      case "DisconnectionEvent" -> {
        live.finish("the client disconnected");
        yield Offer.ACCEPTED;
      }
      default -> throw ClientEvents.invalid("there is no event '" + incoming.type() + "'");
    };
  }

  private void allow(InputMode input, String type) {
    Capabilities can = capabilities;
    if (can != null && !can.inputs().contains(input)) {
      throw ClientEvents.invalid(
          type + " is not taken in a conversation of mode " + mode.orElse("AUDIO") + " (x-amz-lex-conversation-mode)");
    }
  }

  private Offer audio(LiveConversation live, String eventId, JsonNode payload) {
    AudioFormat format = ClientEvents.audioIn(payload);
    if (audioIn != null && !audioIn.equals(format)) {
      throw ClientEvents.invalid("all AudioInputEvents of a conversation must have the same contentType");
    }
    audioIn = format;
    Optional<AudioFrame> frame = ClientEvents.audio(payload, format, audioMs);
    if (frame.isEmpty()) {
      return Offer.ACCEPTED;
    }
    Offer offer = live.audio(eventId, frame.get());
    audioMs += offer == Offer.ACCEPTED ? frame.get().durationMs() : 0;
    return offer;
  }

  private void start(ClientEvents.Configuration wanted) {
    configuration = wanted;
    // Without a mode people mix what they have; with one, Lex's rule holds.
    List<InputMode> inputs =
        mode.map(m -> m.equals("TEXT") ? List.of(InputMode.TEXT) : List.of(InputMode.SPEECH, InputMode.DTMF))
            .orElse(List.of(InputMode.TEXT, InputMode.SPEECH, InputMode.DTMF));
    boolean playback = !wanted.disablePlayback().orElse(lines);
    capabilities = new Capabilities(lines ? "json-lines" : "lex-stream", inputs, wanted.audioOut(), playback, true, false, LEAD_MS);
    String audioType = wanted.audioOut().map(f -> "audio/pcm; sample-rate=" + f.sampleRateHz()).orElse("text/plain; charset=utf-8");
    events = new ServerEvents(path.session(), bot.definition().id(), bot.definition().name(), audioType);
    conversation =
        gateway.start(
            new ConversationRequest(
                path.bot(),
                path.alias(),
                path.locale(),
                path.session(),
                wanted.session(),
                wanted.welcome(),
                wanted.requestAttributes(),
                TimeZones.of(wanted.requestAttributes())),
            this);
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    gone("the stream is gone");
    ctx.fireChannelInactive();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    LOG.warn("a conversation's stream failed: {}", cause.toString());
    gone("the stream failed");
    ctx.close();
  }

  private void gone(String why) {
    if (!done) {
      done = true;
      stop();
      if (conversation != null) {
        conversation.hangUp(why);
      }
    }
  }

  // ---- to the client

  @Override
  public Capabilities capabilities() {
    Capabilities can = capabilities;
    if (can == null) {
      throw new AssertionError("a conversation asks for capabilities before it was started");
    }
    return can;
  }

  @Override
  public void send(ChannelOutput output) {
    ChannelHandlerContext ctx = context;
    if (ctx != null) {
      ctx.executor().execute(() -> write(output));
    }
  }

  @Override
  public boolean writable() {
    return writable;
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    writable = ctx.channel().isWritable();
    ctx.fireChannelWritabilityChanged();
  }

  @Override
  public void inputWanted() {
    ChannelHandlerContext ctx = context;
    if (ctx != null) {
      ctx.executor().execute(() -> {
        if (!waiting.isEmpty()) {
          work();
        }
      });
    }
  }

  private void write(ChannelOutput output) {
    ServerEvents out = events;
    if (done || out == null) {
      return;
    }
    if (output instanceof ChannelOutput.Interruption o) {
      event(out.interruption(o));
    } else if (output instanceof ChannelOutput.Transcript o) {
      event(out.transcript(o));
    } else if (output instanceof ChannelOutput.IntentResult o) {
      event(out.intentResult(o));
    } else if (output instanceof ChannelOutput.Text o) {
      event(out.text(o));
    } else if (output instanceof ChannelOutput.Audio o) {
      event(out.audio(o));
    } else if (output instanceof ChannelOutput.AudioEnd) {
      event(out.audioEnd());
    } else if (output instanceof ChannelOutput.Fault o) {
      fail(new ConversationRefused(o.kind(), o.message()));
    } else if (output instanceof ChannelOutput.Ended) {
      finish();
    }
    // A Lex stream stays open after Close: the caller may want something else.
  }

  private void event(ServerEvents.Outgoing event) {
    ChannelHandlerContext ctx = context;
    if (ctx == null) {
      return;
    }
    lastSentNanos = System.nanoTime();
    long unsent = ctx.channel().unsafe().outboundBuffer() == null ? 0 : ctx.channel().unsafe().outboundBuffer().totalPendingWriteBytes();
    if (unsent > config.maxUnsentBytes()) {
      LOG.warn("a client reads too slowly; its conversation {} ends", path.session());
      gone("the client reads too slowly");
      ctx.close();
      return;
    }
    data(ctx, wire.event(event.type(), event.payload()), false);
  }

  private void beat() {
    boolean quiet = System.nanoTime() - lastSentNanos >= config.heartbeat().toNanos() / 2;
    if (events != null && !done && quiet) {
      event(events.heartbeat());
    }
  }

  private void fail(ConversationRefused refused) {
    ChannelHandlerContext ctx = context;
    if (done || ctx == null) {
      return;
    }
    done = true;
    stop();
    JsonNode payload = LexJson.MAPPER.createObjectNode().put("message", refused.reason());
    data(ctx, wire.exception(WireErrors.exception(refused.kind()), payload), true);
    if (conversation != null) {
      conversation.hangUp("failed: " + refused.kind());
    }
    // What the client still sends is read and dropped, so that its own stream can end in good order.
    ctx.channel().config().setAutoRead(true);
  }

  private void finish() {
    ChannelHandlerContext ctx = context;
    if (!done && ctx != null) {
      done = true;
      stop();
      data(ctx, new byte[0], true);
      ctx.channel().config().setAutoRead(true);
    }
  }

  private void stop() {
    if (heartbeat != null) {
      heartbeat.cancel(false);
    }
    waiting.clear();
    wire.close();
  }

  private static void data(ChannelHandlerContext ctx, byte[] bytes, boolean end) {
    ctx.writeAndFlush(new DefaultHttp2DataFrame(Unpooled.wrappedBuffer(bytes), end));
  }
}
