package dev.parley.twilio.fake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.twilio.ScheduledTimers;
import dev.parley.twilio.TwilioChannelProvider;
import dev.parley.twilio.fake.CallResult.EndedBy;
import dev.parley.twilio.fake.CallScript.Expected;
import dev.parley.twilio.fake.CallStep.Moment;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Calls over real sockets and in real time: short ones, since the rest is tested in virtual time. */
class FakeTwilioTest {

  private static final CallScript HELLO =
      new CallScript(
          "hello",
          List.of(
              new CallStep.Hear("hi", false),
              new CallStep.Keys("1#", Duration.ofMillis(60), false),
              new CallStep.Hear("bye", false),
              new CallStep.WaitFor(Moment.CALL_END)),
          Duration.ofSeconds(10),
          Duration.ofMillis(200),
          Expected.NOTHING);

  private final ScheduledTimers timers = new ScheduledTimers("test-calls");
  private final List<PromptingBot> bots = new ArrayList<>();
  private LoopbackServer server;

  @BeforeEach
  void startServer() throws IOException {
    server = new LoopbackServer();
  }

  @AfterEach
  void stopServer() throws IOException {
    server.close();
    timers.close();
  }

  private void serve(Map<String, String> settings) {
    Map<String, String> all = new HashMap<>(settings);
    all.put("bot", "B");
    server.mount(
        new TwilioChannelProvider(timers, () -> "token").open(PromptingBot.saying(timers, bots, "hi", "bye"), all, new SimpleMeterRegistry()));
  }

  private CallResult call(FakeTwilioSettings settings) throws Exception {
    FakeTwilio twilio = new FakeTwilio(settings, SpokenWords::speak, Optional.of(SpokenWords::words), timers);
    return twilio.call(HELLO).get(30, TimeUnit.SECONDS);
  }

  @Test
  void callGoesThroughWebhookAndSocketToItsEnd() throws Exception {
    serve(Map.of("verify-signatures", "false"));
    CallResult result = call(FakeTwilioSettings.loopback(server.uri()));

    assertThat(result.failures()).isEmpty();
    assertThat(result.endedBy()).isEqualTo(EndedBy.BOT);
    assertThat(bots.get(0).heard()).contains("key 1", "key #", "heard 1");
  }

  @Test
  void signedCallIsTakenByAServerBehindAPublicAddress() throws Exception {
    serve(Map.of("auth-token", "secret", "public-url", "https://bot.example"));
    FakeTwilioSettings direct = FakeTwilioSettings.loopback(server.uri()).signedWith("secret");
    FakeTwilioSettings behind =
        new FakeTwilioSettings(
            direct.server(),
            direct.voicePath(),
            Optional.of(URI.create("https://bot.example")),
            direct.accountSid(),
            direct.authToken(),
            direct.from(),
            direct.to(),
            direct.speed(),
            direct.longest(),
            direct.connectWithin(),
            direct.silenceSecrets());

    assertThat(call(behind).failures()).isEmpty();
    assertThatThrownBy(() -> call(direct)).hasMessageContaining("403");
  }

  @Test
  void signedCallIsTakenByAServerThatGoesByItsHostHeader() throws Exception {
    serve(Map.of("auth-token", "secret"));

    assertThat(call(FakeTwilioSettings.loopback(server.uri()).signedWith("secret")).failures()).isEmpty();
    assertThatThrownBy(() -> call(FakeTwilioSettings.loopback(server.uri()).signedWith("wrong")))
        .hasMessageContaining("the signature does not fit");
    assertThat(bots).hasSize(1);
  }

  @Test
  void serverThatIsNotThereIsSaidSo() throws Exception {
    URI nowhere = server.uri();
    server.close();

    assertThatThrownBy(() -> call(FakeTwilioSettings.loopback(nowhere))).hasMessageContaining("Connect");
  }
}
