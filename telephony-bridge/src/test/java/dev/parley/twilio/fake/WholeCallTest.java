package dev.parley.twilio.fake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.conversation.ChannelProvider.Routes;
import dev.parley.conversation.HttpRoute;
import dev.parley.conversation.SocketRoute;
import dev.parley.twilio.TwilioChannelProvider;
import dev.parley.twilio.TwilioMessage;
import dev.parley.twilio.VirtualTimers;
import dev.parley.twilio.fake.CallResult.EndedBy;
import dev.parley.twilio.fake.CallScript.Expected;
import dev.parley.twilio.fake.CallStep.Moment;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Both ends of a call, ours and the fake Twilio's, joined without a network and run in virtual time. */
class WholeCallTest {

  private final VirtualTimers timers = new VirtualTimers();
  private final List<PromptingBot> bots = new ArrayList<>();

  private CallResult run(List<CallStep> steps, String... prompts) {
    Routes routes =
        new TwilioChannelProvider(timers, () -> "token")
            .open(
                PromptingBot.saying(timers, bots, prompts), Map.of("bot", "B", "verify-signatures", "false"), new SimpleMeterRegistry());
    byte[] form = "CallSid=CA1&AccountSid=AC1".getBytes(StandardCharsets.UTF_8);
    HttpRoute webhook = routes.http().get(0);
    HttpRoute.Request ring =
        new HttpRoute.Request("POST", webhook.path(), List.of(Map.entry("host", "localhost:1")), form, "127.0.0.1", false);
    TwimlAnswer answer = TwimlAnswer.parse(webhook.handler().handle(ring).toCompletableFuture().join().body());
    assertThat(answer.stream()).hasToString("ws://localhost:1/twilio/media");

    Wire wire = new Wire(routes.sockets().get(0), ring);
    CallScript script =
        new CallScript("a call", steps, Duration.ofSeconds(8), Duration.ofMillis(600), Expected.NOTHING);
    wire.call =
        new FakeCall(script, speech(steps), Optional.of(SpokenWords::words), wire, Duration.ofMinutes(2), false);
    wire.call.begin(
        new TwilioMessage.Start(
            "MZ1", "AC1", "CA1", List.of("inbound"), answer.parameters(), TwilioMessage.MediaFormat.MULAW_8K));
    while (!wire.call.isOver()) {
      wire.call.step();
      timers.advance(20);
    }
    return wire.call.result().join();
  }

  private static Map<String, byte[]> speech(List<CallStep> steps) {
    Map<String, byte[]> speech = new HashMap<>();
    for (CallStep step : steps) {
      if (step instanceof CallStep.Say say) {
        speech.put(say.text(), SpokenWords.speak(say.text()));
      }
    }
    return speech;
  }

  /** A media socket without a network. */
  private static final class Wire implements FakeCall.Line, SocketRoute.Peer {
    private final SocketRoute.Listener server;
    private FakeCall call;
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

    // to the fake: both have a method of this name, for opposite directions

    @Override
    public void send(String json) {
      if (json.contains("sequenceNumber") || json.contains("\"connected\"")) {
        server.text(json);
      } else {
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

  @Test
  void callerHearsAllPromptsAndTheCallEndsRightAfterTheLastWords() {
    CallResult result =
        run(
            List.of(
                new CallStep.Hear("welcome", false),
                new CallStep.Say("hello", false),
                new CallStep.Hear("account number", false),
                new CallStep.Keys("12345#", Duration.ofMillis(120), false),
                new CallStep.Hear("goodbye", false),
                new CallStep.WaitFor(Moment.CALL_END)),
            "welcome",
            "your account number please",
            "thank you and goodbye");

    assertThat(result.failures()).isEmpty();
    assertThat(result.endedBy()).isEqualTo(EndedBy.BOT);
    assertThat(result.bargeIns()).isZero();
    assertThat(result.prompts()).isEqualTo(3);
    assertThat(bots.get(0).heard())
        .containsExactly(
            "heard 0", "speech", "heard 1", "key 1", "key 2", "key 3", "key 4", "key 5", "key #", "heard 2", "gone");
    long lastWords = result.transcript().lines().stream().filter(l -> l.what().contains("goodbye")).findFirst().orElseThrow().atMs()
        + SpokenWords.lengthMs("thank you and goodbye");
    assertThat(result.length().toMillis() - lastWords).isBetween(0L, 1_000L);
  }

  @Test
  void callerWhoBargesInCutsThePromptAndNothingOfItIsHeardLater() {
    CallResult result =
        run(
            List.of(
                new CallStep.After(Duration.ofMillis(700)),
                new CallStep.Say("no", false),
                new CallStep.Hear("next", false),
                new CallStep.HangUp()),
            "a very long welcome that goes on and on and on and on",
            "next",
            "never said");

    assertThat(result.failures()).isEmpty();
    assertThat(result.clearDelays()).hasSize(1);
    assertThat(result.clearDelays().get(0)).isLessThanOrEqualTo(Duration.ofMillis(60));
    assertThat(bots.get(0).heard()).doesNotContain("heard 0").endsWith("gone");
    assertThat(result.transcript().text()).contains("\"a very").contains("\"next\"").doesNotContain("on and on");
    assertThat(timers.pending()).isLessThanOrEqualTo(2);
  }

  @Test
  void callerWhoHangsUpMidPromptIsGone() {
    CallResult result = run(List.of(new CallStep.After(Duration.ofMillis(300)), new CallStep.HangUp()), "welcome to this", "x");

    assertThat(result.endedBy()).isEqualTo(EndedBy.CALLER);
    assertThat(bots.get(0).heard()).containsExactly("gone");
  }
}
