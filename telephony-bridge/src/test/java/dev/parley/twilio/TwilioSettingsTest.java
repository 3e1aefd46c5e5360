package dev.parley.twilio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.conversation.ChannelProvider;
import dev.parley.twilio.TwilioSettings.AnsweringBot;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class TwilioSettingsTest {

  @Test
  void onlyTheBotMustBeSet() {
    TwilioSettings settings = TwilioSettings.of(Map.of("bot", "PaymentsBot"));

    assertThat(settings.verifySignatures()).isTrue();
    assertThat(settings.authTokens()).isEmpty();
    assertThat(settings.publicUrl()).isEmpty();
    assertThat(settings.bots()).containsExactly(new AnsweringBot("/twilio/voice", "PaymentsBot", "TSTALIASID", "en_US"));
    assertThat(settings.mediaPath()).isEqualTo("/twilio/media");
    assertThat(settings.limits()).isEqualTo(TwilioSettings.CallLimits.DEFAULT);
  }

  @Test
  void everyKeyOfTheReadmeIsKnownAndNoneIsMissingThere() throws IOException {
    List<String> inReadme = new ArrayList<>();
    for (String line : Files.readAllLines(Path.of("README.md"))) {
      Matcher cell = Pattern.compile("^\\| ((`[a-z-]+`(, )?)+) \\|").matcher(line);
      if (cell.find()) {
        Pattern.compile("`([a-z-]+)`").matcher(cell.group(1)).results().forEach(key -> inReadme.add(key.group(1)));
      }
    }

    assertThat(inReadme).containsExactlyInAnyOrderElementsOf(everyKey().keySet());
  }

  @Test
  void everyKeyIsRead() {
    TwilioSettings settings = TwilioSettings.of(everyKey());

    assertThat(settings.accountSid()).contains("AC1");
    assertThat(settings.authTokens()).containsExactly("t1", "t2");
    assertThat(settings.publicUrl()).hasToString("Optional[https://bot.example]");
    assertThat(settings.bots())
        .containsExactly(
            new AnsweringBot("/v", "A", "LIVE", "en_GB"),
            new AnsweringBot("/v/B", "B", "LIVE", "en_GB"),
            new AnsweringBot("/v/C", "C", "LIVE", "es_US"));
    assertThat(settings.limits())
        .isEqualTo(
            new TwilioSettings.CallLimits(
                7,
                Duration.ofSeconds(20),
                Duration.ofSeconds(5),
                Duration.ofHours(1),
                Duration.ofSeconds(2),
                Duration.ofMillis(200),
                Duration.ofMillis(80),
                Duration.ofMillis(100),
                Duration.ofMillis(900),
                Duration.ofSeconds(20),
                2));
    assertThat(settings.trustedProxies()).hasToString("[10.0.0.0/8, fd00::/8]");
    assertThat(settings.statusPath()).isEqualTo("/s");
    assertThat(settings.session()).isEqualTo(TwilioSettings.SessionOf.CALLER);
    assertThat(settings.reconnect()).isFalse();
  }

  private static Map<String, String> everyKey() {
    Map<String, String> all = new HashMap<>();
    all.put("account-sid", "AC1");
    all.put("auth-token", "t1");
    all.put("auth-token-next", "t2");
    all.put("verify-signatures", "true");
    all.put("public-url", "https://bot.example/");
    all.put("bot", "A");
    all.put("bots", "B, C@es_US");
    all.put("alias", "LIVE");
    all.put("locale", "en_GB");
    all.put("voice-path", "/v");
    all.put("media-path", "/m");
    all.put("max-waiting-calls", "7");
    all.put("waiting-call-timeout", "20s");
    all.put("no-media-timeout", "5s");
    all.put("max-call-duration", "1h");
    all.put("mark-grace", "2s");
    all.put("audio-lead", "200ms");
    all.put("interruptible-audio-lead", "80ms");
    all.put("mark-every", "100ms");
    all.put("silent-prompt-warning", "900ms");
    all.put("ping-every", "20s");
    all.put("max-reconnects", "2");
    all.put("reconnect", "false");
    all.put("trusted-proxies", "10.0.0.0/8, fd00::/8");
    all.put("status-path", "/s");
    all.put("session", "caller");
    return all;
  }

  @Test
  void mistypedKeyIsFoundAndTheRightOneNamed() {
    assertThatThrownBy(() -> TwilioSettings.of(Map.of("bot", "A", "auth-tokn", "x")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("auth-tokn")
        .hasMessageContaining("did you mean `auth-token`?");
  }

  @Test
  void wrongValuesSayWhatWasExpected() {
    expect(Map.of(), "bot");
    expect(Map.of("bot", "A", "no-media-timeout", "5 apples"), "no-media-timeout must be a duration such as 300ms, 5s");
    expect(Map.of("bot", "A", "max-waiting-calls", "many"), "max-waiting-calls must be a whole number");
    expect(Map.of("bot", "A", "verify-signatures", "maybe"), "verify-signatures must be true or false");
    expect(Map.of("bot", "A", "public-url", "bot.example"), "public-url must be an http or https address");
    expect(Map.of("bot", "A", "public-url", "::"), "public-url is no address");
    expect(Map.of("bot", "A", "voice-path", "v"), "voice-path must begin with '/'");
    expect(Map.of("bots", "A,A"), "two bots have the same web-hook path");
    expect(Map.of("bot", "A", "public-url", "https://bot.example/#rc=2"), "no '?' and no '#'");
    expect(Map.of("bot", "A", "trusted-proxies", "proxy.example"), "trusted-proxies: 'proxy.example' is no range of addresses");
    expect(Map.of("bot", "A", "trusted-proxies", "10.0.0.0/33"), "expected such as 10.0.0.0/8");
    expect(Map.of("bot", "A", "session", "ever"), "session must be call or caller");
    expect(Map.of("bot", "A", "status-path", "s"), "status-path must begin with '/'");
    expect(Map.of("bot", "A", "interruptible-audio-lead", "20ms"), "interruptible-audio-lead must be at least 40ms");
    expect(Map.of("bot", "A", "audio-lead", "20ms"), "audio-lead must be at least 40ms");
  }

  private static void expect(Map<String, String> settings, String message) {
    assertThatThrownBy(() -> TwilioSettings.of(settings))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @Test
  void tokensAreNotShown() {
    assertThat(TwilioSettings.of(Map.of("bot", "A", "auth-token", "very-secret")).toString()).doesNotContain("very-secret");
  }

  @Test
  void serverFindsTheChannelAndHasNoTelephoneUntilItIsSetUp() {
    ChannelProvider twilio =
        ServiceLoader.load(ChannelProvider.class).stream()
            .map(ServiceLoader.Provider::get)
            .filter(provider -> provider.name().equals("twilio"))
            .findFirst()
            .orElseThrow();

    assertThat(twilio.open((request, channel) -> { throw new AssertionError("no call was made"); }, Map.of(), new SimpleMeterRegistry()))
        .isEqualTo(ChannelProvider.Routes.NONE);
  }
}
