package dev.parley.twilio.fake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.twilio.VirtualTimers;
import dev.parley.twilio.fake.CallResult.EndedBy;
import dev.parley.twilio.fake.CallStep.Moment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Both ends of a call, ours and the fake Twilio's, joined without a network and run in virtual time. */
class WholeCallTest {

  private final VirtualTimers timers = new VirtualTimers();
  private final List<PromptingBot> bots = new ArrayList<>();

  private CallResult run(List<CallStep> steps, String... prompts) {
    JoinedCall line = new JoinedCall(PromptingBot.saying(timers, bots, prompts), timers, ms -> {});
    return line.run(steps, speech(steps));
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
