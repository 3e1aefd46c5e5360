package dev.parley.samples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.diagnostic.SourceText;
import dev.parley.twilio.ScheduledTimers;
import dev.parley.twilio.fake.CallResult;
import dev.parley.twilio.fake.CallScript;
import dev.parley.twilio.fake.CallScriptReader;
import dev.parley.twilio.fake.FakeTwilio;
import dev.parley.twilio.fake.FakeTwilioSettings;
import dev.parley.twilio.fake.RecognizingEars;
import dev.parley.twilio.fake.SynthesizedVoice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The sample's own call, through the fake Twilio: speech, keys, a wait, a barge-in, and the bot ends the call. It takes as long as it would on the phone. */
@Tag("real-time")
class PhoneCallerPaysABillTest {

  @RegisterExtension
  static final PaymentsServer PAYMENTS =
      new PaymentsServer(Map.of("twilio.bot", "PaymentsBot", "twilio.verify-signatures", "false"));

  @Test
  void theScriptedCallerPaysAndTheBotHangsUp() throws Exception {
    CallScript script = CallScriptReader.read(new SourceText("call.yaml", Files.readString(Path.of("payments/call.yaml")))).value().orElseThrow();
    ExecutorService listening = Executors.newSingleThreadExecutor();
    try (ScheduledTimers pacing = new ScheduledTimers("caller")) {
      PAYMENTS.server().synthesizer().warmUp();
      PAYMENTS.server().recognizer().warmUp();
      CallResult result =
          new FakeTwilio(
                  FakeTwilioSettings.loopback(PAYMENTS.address()),
                  new SynthesizedVoice(PAYMENTS.server().synthesizer(), Locale.US, Optional.empty()),
                  Optional.of(new RecognizingEars(PAYMENTS.server().recognizer(), Locale.US, listening)),
                  pacing)
              .call(script)
              .get(10, TimeUnit.MINUTES);

      assertThat(result.failures()).as(result.transcript().text()).isEmpty();
      assertThat(result.endedBy()).isEqualTo(CallResult.EndedBy.BOT);
      assertThat(result.bargeIns()).isEqualTo(1);
      assertNoSecrets(result);
    } finally {
      listening.shutdownNow();
    }
  }

  private static void assertNoSecrets(CallResult result) throws IOException {
    for (String secret : List.of("41111111", "4111 1111", "4 1 1 1, 1 1 1 1", "three five seven")) {
      assertThat(PAYMENTS.filesThatHold(secret)).isEmpty();
      assertThat(result.transcript().text()).doesNotContain(secret);
    }
  }
}
