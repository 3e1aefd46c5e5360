package dev.parley.http2;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.conversation.Bots;
import dev.parley.conversation.Channel;
import dev.parley.conversation.ConversationGateway;
import dev.parley.conversation.ConversationRefused;
import dev.parley.conversation.ConversationRequest;
import dev.parley.conversation.LiveConversation;
import dev.parley.conversation.LiveConversation.Offer;
import dev.parley.hook.LexJson;
import dev.parley.identity.ChunkChain;
import dev.parley.identity.IdentityRefused;
import dev.parley.sound.SoundFormat;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.EventExecutor;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One HTTP/2 stream, one conversation (Lex: StartConversation). Everything here runs on the stream's event loop, apart from
 * {@link #inputWanted}, which hops onto it.
 *
 * <p>How it works. Bytes become events, events go to the conversation; one that it has no room for waits in {@code waiting}, and
 * nothing more is read until it does: HTTP/2's window then holds the client back. Answers become events of the same format.
 * Mistakes of the client are an exception event and the end of this stream, never a reset: after a 200 the Java SDK takes a
 * reset for success. The stream ends, and its exception is told, when the conversation has <em>ended</em>, not when it says its last
 * word, so that a client that comes back at once finds its session free.
 */
final class StartConversationStream extends ChannelInboundHandlerAdapter implements StreamChannel.Client {

  private static final Logger LOG = LoggerFactory.getLogger(StartConversationStream.class);

  /** Sound that is sent ahead of what the client plays: enough for a rough network, little enough to stop. */
  private static final int LEAD_MS = 1_000;

  private final ServerConfig config;
  private final ConversationGateway gateway;
  private final ConversationPath path;
  private final Bots.LocaleBot bot;
  private final ConversationHead head;
  private final ServerMeters meters;
  private final WireFormat wire;
  private final ClientInputs inputs;
  private final Deque<WireFormat.Incoming> waiting = new ArrayDeque<>();
  private @Nullable ChannelHandlerContext context;
  private @Nullable EventStreamWriter writer;
  private @Nullable StreamChannel channel;
  private @Nullable LiveConversation conversation;
  private @Nullable ScheduledFuture<?> heartbeat;
  private @Nullable ScheduledFuture<?> firstEvent;

  /** What is wrong with the input after the events that wait. */
  private @Nullable RuntimeException malformed;

  private boolean inputEnded;
  private boolean done;

  /**
   * @param chunks checks signed events; empty = events may come bare, and a signature around them says nothing
   */
  StartConversationStream(
      ServerConfig config,
      ConversationGateway gateway,
      ConversationPath path,
      Bots.LocaleBot bot,
      ConversationHead head,
      Optional<ChunkChain> chunks,
      ServerMeters meters) {
    this.config = config;
    this.gateway = gateway;
    this.path = path;
    this.bot = bot;
    this.head = head;
    this.meters = meters;
    this.inputs = new ClientInputs(head, config.soundLimits());
    this.wire =
        head.lines() ? new JsonLines(config.streams().maxEventBytes()) : new EventStreamCodec(config.streams().maxEventBytes(), chunks);
  }

  void begin(ChannelHandlerContext ctx, boolean ended) {
    context = ctx;
    writer = new EventStreamWriter(ctx, wire, config.streams());
    writer.head();
    meters.streamBegan();
    firstEvent =
        ctx.executor().schedule(
            () -> fail(ClientEvents.invalid("no event came within " + config.streams().firstEvent().toSeconds() + " s")),
            config.streams().firstEvent().toMillis(),
            TimeUnit.MILLISECONDS);
    inputEnded = ended;
    work();
  }

  // ---- from the client

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    try {
      if (done || inputEnded) {
        return;
      }
      if (message instanceof Http2DataFrame data) {
        take(data);
        work();
      } else if (message instanceof Http2HeadersFrame trailers && trailers.isEndStream()) {
        inputEnded = true;
        work();
      }
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  private void take(Http2DataFrame data) {
    inputEnded = data.isEndStream();
    try {
      if (malformed == null) {
        wire.decode(data.content(), waiting::add);
        if (inputEnded) {
          wire.end(waiting::add);
        }
      }
    } catch (MalformedEvent | IdentityRefused e) {
      malformed = e;
    }
  }

  /** Hands on what waits, as far as there is room; then reads more. */
  private void work() {
    try {
      while (!done && !waiting.isEmpty()) {
        if (event(waiting.element()) == Offer.FULL) {
          meters.heldBack();
          return;
        }
        waiting.poll();
      }
      if (!done && malformed != null) {
        fail(WireErrors.refused(malformed));
      }
    } catch (RuntimeException | AssertionError e) {
      fail(WireErrors.refused(e));
    }
    ChannelHandlerContext ctx = context;
    if (done || ctx == null) {
      return;
    }
    if (!inputEnded) {
      ctx.read();
    } else if (conversation != null) {
      conversation.finish("the client ended the stream");
    } else {
      finish();
    }
  }

  private Offer event(WireFormat.Incoming incoming) {
    JsonNode payload = incoming.payload();
    LiveConversation live = conversation;
    if (incoming.type().equals("ConfigurationEvent")) {
      if (live != null) {
        throw ClientEvents.invalid("a conversation has one ConfigurationEvent, and this is the second");
      }
      ClientEvents.eventId(payload);
      start(ClientEvents.configuration(payload));
      return Offer.ACCEPTED;
    }
    if (live == null) {
      if (!head.lines()) {
        throw ClientEvents.invalid("the first event of a conversation must be ConfigurationEvent, not " + incoming.type());
      }
      live = start(ClientEvents.configuration(LexJson.MAPPER.createObjectNode().put("responseContentType", "text/plain")));
    }
    return inputs.offer(live, incoming);
  }

  private LiveConversation start(ClientEvents.Configuration wanted) {
    stop(firstEvent);
    ChannelHandlerContext ctx = begun();
    StreamChannel answers = channel(ctx, wanted);
    channel = answers;
    LiveConversation live =
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
            answers);
    conversation = live;
    long period = config.streams().heartbeat().toMillis();
    heartbeat = ctx.executor().scheduleAtFixedRate(answers::beat, period, period, TimeUnit.MILLISECONDS);
    var unused = live.ended().thenAccept(why -> ctx.executor().execute(() -> over(answers, why)));
    return live;
  }

  private StreamChannel channel(ChannelHandlerContext ctx, ClientEvents.Configuration wanted) {
    EventStreamWriter out = writer;
    if (out == null) {
      throw new AssertionError("a stream works after it has begun");
    }
    Optional<SoundFormat> sound = wanted.sound();
    boolean playback = !wanted.disablePlayback().orElse(head.lines());
    return new StreamChannel(
        ctx.executor(),
        out,
        new ServerEvents(
            path.session(), bot.definition().id(), bot.definition().name(), sound.map(SoundFormat::contentType).orElse(Channel.TEXT)),
        new Channel.Capabilities(
            head.lines() ? "json-lines" : "lex-stream", head.inputs(), sound.map(SoundFormat::pcm), playback, true, false, LEAD_MS),
        sound,
        wanted.responseContentType(),
        this);
  }

  private ChannelHandlerContext begun() {
    ChannelHandlerContext ctx = context;
    if (ctx == null) {
      throw new AssertionError("a stream works after it has begun");
    }
    return ctx;
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    gone("the client ended the connection or reset the stream");
    meters.streamEnded();
    ctx.fireChannelInactive();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    if (cause instanceof Http2Exception) {
      // The client's mistake, for which the codec resets the stream: no line for each, or who wants to could fill our log.
      LOG.debug("a conversation's client broke HTTP/2's rules: {}", cause.toString());
      meters.streamFailed("Http2Exception");
      gone("the client broke HTTP/2's rules");
      // Reset by who tells us of it, with the code that says why.
      return;
    }
    LOG.warn("a conversation's stream failed: {}", cause.toString());
    gone("the stream failed");
    ctx.close();
  }

  private void gone(String why) {
    if (!done) {
      stop();
      if (conversation != null) {
        conversation.hangUp(why);
      }
    }
  }

  // ---- to the client

  @Override
  public void inputWanted() {
    begun().executor().execute(() -> {
      if (!waiting.isEmpty()) {
        work();
      }
    });
  }

  @Override
  public void readsTooSlowly() {
    LOG.warn("a client reads too slowly; its conversation {} ends", path.session());
    meters.slowReader();
    gone("the client reads too slowly");
    // No exception event: it would wait behind what is not read.
    begun().close();
  }

  /** The conversation is over and its session free. */
  private void over(StreamChannel channel, String why) {
    channel.fault(why).ifPresentOrElse(this::fail, this::finish);
  }

  private void fail(ConversationRefused refused) {
    EventStreamWriter out = writer;
    if (done || out == null) {
      return;
    }
    stop();
    meters.streamFailed(WireErrors.exception(refused.kind()));
    LiveConversation live = conversation;
    if (live == null) {
      out.exception(refused);
      return;
    }
    live.hangUp("failed: " + refused.kind());
    // A client that comes back as soon as it is told finds its session free; but it is told, whatever the conversation still does.
    EventExecutor loop = begun().executor();
    var late = loop.schedule(() -> out.exception(refused), config.streams().linger().toMillis(), TimeUnit.MILLISECONDS);
    var unused = live.ended().thenRun(() -> loop.execute(() -> {
      late.cancel(false);
      out.exception(refused);
    }));
  }

  private void finish() {
    if (!done && writer != null) {
      stop();
      writer.end();
    }
  }

  private void stop() {
    done = true;
    if (channel != null) {
      channel.close();
    }
    stop(heartbeat);
    stop(firstEvent);
    waiting.clear();
  }

  private static void stop(@Nullable ScheduledFuture<?> timer) {
    if (timer != null) {
      timer.cancel(false);
    }
  }
}
