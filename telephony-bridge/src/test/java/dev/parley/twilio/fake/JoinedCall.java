package dev.parley.twilio.fake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.audio.AudioFormat;
import dev.parley.audio.Pcm;
import dev.parley.conversation.ChannelProvider.Routes;
import dev.parley.conversation.ConversationGateway;
import dev.parley.conversation.HttpRoute;
import dev.parley.conversation.SocketRoute;
import dev.parley.twilio.TwilioChannelProvider;
import dev.parley.twilio.TwilioCommand;
import dev.parley.twilio.TwilioJson;
import dev.parley.twilio.TwilioMessage;
import dev.parley.twilio.VirtualTimers;
import dev.parley.twilio.fake.CallScript.Expected;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** Both ends of calls, ours and the fake Twilio's, joined without a network and run in virtual time. */
final class JoinedCall {

  private static final double ECHO_DB = -14;
  private static final int ECHO_FRAMES = 6;

  final VirtualTimers timers;
  final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  final Routes routes;
  private final LongConsumer advance;
  private int calls;
  LineTrouble trouble = LineTrouble.NONE;
  boolean echo;
  Optional<BotEars> ears = Optional.of(SpokenWords::words);

  /** All that the bot sent, with the moment. */
  final List<Sent> sent = new ArrayList<>();

  record Sent(long atMs, TwilioCommand command) {}

  /**
   * A telephone.
   *
   * @param advance lets time pass for the conversations too
   */
  JoinedCall(ConversationGateway gateway, VirtualTimers timers, LongConsumer advance) {
    this.timers = timers;
    this.advance = advance;
    int[] tokens = {0};
    routes =
        new TwilioChannelProvider(timers, () -> "token-" + ++tokens[0])
            .open(gateway, Map.of("bot", "B", "verify-signatures", "false"), meters);
  }

  private HttpRoute.Request request(String uri, String form) {
    List<Map.Entry<String, String>> headers =
        List.of(Map.entry("host", "localhost:1"), Map.entry("content-type", "application/x-www-form-urlencoded"));
    return new HttpRoute.Request("POST", uri, headers, form.getBytes(StandardCharsets.UTF_8), "127.0.0.1", false);
  }

  TwimlAnswer ask(String uri, String callSid, String status) {
    HttpRoute webhook = routes.http().get(0);
    HttpRoute.Request ring = request(uri, "CallSid=" + callSid + "&AccountSid=AC1&CallStatus=" + status);
    return TwimlAnswer.parse(webhook.handler().handle(ring).toCompletableFuture().join().body());
  }

  /** A call from ring to end. */
  CallResult run(List<CallStep> steps, Map<String, byte[]> speech) {
    calls++;
    return run("CA" + calls, ask(routes.http().get(0).path(), "CA" + calls, "ringing"), steps, speech);
  }

  /** The last call, whose stream broke, in a new stream. */
  CallResult goesOn(List<CallStep> steps, Map<String, byte[]> speech) {
    return run("CA" + calls, ask("/twilio/voice?reconnect=1", "CA" + calls, "in-progress"), steps, speech);
  }

  private CallResult run(String callSid, TwimlAnswer answer, List<CallStep> steps, Map<String, byte[]> speech) {
    assertThat(answer.stream()).hasToString("ws://localhost:1/twilio/media");
    Wire wire = new Wire(routes.sockets().get(0), request("/twilio/media", ""));
    CallScript script = new CallScript("a call", steps, Duration.ofSeconds(40), Duration.ofMillis(600), Expected.NOTHING);
    FakeCall call = new FakeCall(script, speech, ears, new TroubledLine(wire, trouble), Duration.ofMinutes(3), false);
    wire.call = call;
    call.begin(
        new TwilioMessage.Start(
            "MZ" + calls, "AC1", callSid, List.of("inbound"), answer.parameters(), TwilioMessage.MediaFormat.MULAW_8K));
    while (!call.isOver()) {
      call.step();
      timers.advance(20);
      advance.accept(20);
    }
    advance.accept(200);
    return call.result().join();
  }

  /** The bot's sound that was ahead of the caller's ear at most. */
  long mostAheadMs() {
    long playedByMs = 0;
    long most = 0;
    for (Sent s : sent) {
      if (s.command() instanceof TwilioCommand.Play play) {
        playedByMs = Math.max(playedByMs, s.atMs()) + play.audio().length / 8;
        most = Math.max(most, playedByMs - s.atMs());
      } else if (s.command() instanceof TwilioCommand.Clear) {
        playedByMs = s.atMs();
      }
    }
    return most;
  }

  long clears() {
    return sent.stream().filter(s -> s.command() instanceof TwilioCommand.Clear).count();
  }

  /** A media socket without a network, and on wish a room in which the caller's telephone hears its own loudspeaker. */
  private final class Wire implements FakeCall.Line, SocketRoute.Peer {
    private final SocketRoute.Listener server;
    private final PlayoutBuffer loudspeaker = new PlayoutBuffer(10_000_000);
    private final ArrayDeque<byte[]> room = new ArrayDeque<>();
    private @Nullable FakeCall call;
    private boolean closed;

    Wire(SocketRoute route, HttpRoute.Request handshake) {
      server = route.acceptor().open(handshake, this);
    }

    // to the server

    @Override
    public void close() {
      if (!closed) {
        closed = true;
        server.closed(1000, "");
      }
    }

    private String heardInTheRoom(String json) {
      if (!echo || !(TwilioJson.message(json).orElseThrow() instanceof TwilioMessage.Media media)) {
        return json;
      }
      byte[] played = loudspeaker.play(160).sound();
      room.add(java.util.Arrays.copyOf(played, 160));
      for (int i = played.length; i < 160; i++) {
        room.getLast()[i] = (byte) 0xFF;
      }
      byte[] back = room.size() > ECHO_FRAMES ? room.remove() : new byte[0];
      Pcm own = Pcm.fromBytes(media.audio(), AudioFormat.MULAW_8K);
      byte[] both = back.length == 0 ? media.audio() : own.mix(Pcm.fromBytes(back, AudioFormat.MULAW_8K).gain(ECHO_DB)).toBytes(AudioFormat.MULAW_8K);
      long chunk = media.chunk().orElseThrow();
      return TwilioJson.write("MZ" + calls, chunk, new TwilioMessage.Media("inbound", OptionalLong.of(chunk), media.timestampMs(), both));
    }

    // to the fake: both have a method of this name, for opposite directions

    @Override
    public void send(String json) {
      if (json.contains("sequenceNumber") || json.contains("\"connected\"")) {
        server.text(heardInTheRoom(json));
      } else {
        TwilioCommand command = TwilioJson.command(json).orElseThrow();
        sent.add(new Sent(timers.nowMs(), command));
        if (command instanceof TwilioCommand.Play play) {
          loudspeaker.add(play.audio());
        } else if (command instanceof TwilioCommand.Clear) {
          loudspeaker.clear();
        }
        call.message(json);
      }
    }

    @Override
    public boolean writable() {
      return true;
    }

    @Override
    public void reading(boolean wanted) {
      assertThat(wanted).isTrue();
    }

    @Override
    public void close(int code, String reason) {
      if (!closed) {
        closed = true;
        call.closed(code, reason);
        server.closed(code, reason);
      }
    }
  }
}
