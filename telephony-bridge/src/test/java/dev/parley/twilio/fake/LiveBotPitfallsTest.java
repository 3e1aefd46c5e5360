package dev.parley.twilio.fake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.conversation.TelephoneRuntime;
import dev.parley.speech.SynthesizerEngine;
import dev.parley.twilio.TwilioCommand;
import dev.parley.twilio.VirtualTimers;
import dev.parley.twilio.fake.CallStep.Moment;
import dev.parley.twilio.fake.CallResult.EndedBy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * Where telephone bots go wrong in public, each by its number in the README's table; here whole calls of the fake Twilio with a live
 * bot: its dialog, its turns, its voice detector, its pacing. Only what is understood is scripted.
 */
class LiveBotPitfallsTest {

  private static final String BOT =
      """
      bot: B
      locale: en_US
      greeting: welcome to the desk
      intents:
        Pay:
          utterances: [pay, pay my bill]
          slots:
            Amount:
              type: Number
              ask: { say: how much is it, retry: how much please, no_input: are you still there }
              listen: { start_timeout: 4s }
          close: paid {Amount} and goodbye
        Story:
          utterances: [story]
          slots:
            Amount:
              type: Number
              ask: { say: "%s", no_input: are you still there }
              listen: { start_timeout: 4s }
          close: goodbye
        FallbackIntent: { close: { say: pardon, next: elicit_intent } }
      """
          .formatted("once upon a time there was a very long question ".repeat(7).strip());

  private static final Map<String, byte[]> CALLER =
      Map.of("speaks", Voices.caller(700), "speaks long", Voices.caller(1_400), "answers", Voices.caller(500));

  private TelephoneRuntime runtime = new TelephoneRuntime(BOT, Voices.bot());
  private JoinedCall line = join();

  private JoinedCall join() {
    return new JoinedCall(runtime.gateway(), new VirtualTimers(), runtime::advance);
  }

  private void serve(SynthesizerEngine voice) {
    runtime = new TelephoneRuntime(BOT, voice);
    line = join();
    line.ears = Optional.empty();
  }

  private static CallStep hear(String words) {
    return new CallStep.Hear(words, false);
  }

  private static CallStep say(String how) {
    return new CallStep.Say(how, false);
  }

  private static CallStep keys(String digits) {
    return new CallStep.Keys(digits, Duration.ofMillis(60), false);
  }

  private static long times(CallResult result, String words) {
    return result.transcript().lines().stream().filter(l -> l.who().equals("bot") && l.what().contains(words)).count();
  }

  private static long at(CallResult result, String words) {
    return result.transcript().lines().stream().filter(l -> l.who().equals("bot") && l.what().contains(words)).findFirst().orElseThrow().atMs();
  }

  @Test
  void pitfall06_whatIsSaidWhileTheBotIsSilentIsNoInterruptionAndIsUnderstood() {
    runtime.understands("pay my bill");
    CallResult result =
        line.run(List.of(hear("welcome"), say("speaks"), hear("how much"), keys("12#"), hear("paid 12"), new CallStep.WaitFor(Moment.CALL_END)), CALLER);

    assertThat(result.failures()).isEmpty();
    assertThat(line.clears()).isZero();
    assertThat(result.endedBy()).isEqualTo(EndedBy.BOT);
  }

  @Test
  void pitfall01_promptIsCutWithinAQuarterOfASecondOfTheCallersFirstSound() {
    runtime.understands("pay my bill");
    runtime.understands("pay my bill");
    CallResult result =
        line.run(List.of(new CallStep.After(Duration.ofMillis(300)), say("speaks long"), hear("how much"), new CallStep.HangUp()), CALLER);

    assertThat(result.failures()).isEmpty();
    assertThat(result.clearDelays()).hasSize(1);
    assertThat(result.clearDelays().get(0)).isLessThanOrEqualTo(Duration.ofMillis(250));
    // Pauses would not help if much were on its way: the lead of 120 ms, and the frame that is being sent.
    assertThat(line.mostAheadMs()).isLessThanOrEqualTo(140);
  }

  @Test
  void pitfall08_pitfall09_callerHearsTheGreetingWholeAndOnce() {
    CallResult result = line.run(List.of(hear("welcome to the desk"), new CallStep.Silence(Duration.ofSeconds(2)), new CallStep.HangUp()), CALLER);

    assertThat(result.failures()).isEmpty();
    assertThat(times(result, "welcome to the desk")).isEqualTo(1);
    assertThat(at(result, "welcome")).isLessThan(300);
  }

  @Test
  void pitfall08_callThatGoesOnInANewStreamIsNotGreetedAgainButAskedAgain() {
    runtime.understands("pay my bill");
    line.run(List.of(hear("welcome"), say("speaks"), hear("how much"), new CallStep.HangUp()), CALLER);
    CallResult result = line.goesOn(List.of(hear("how much"), keys("7#"), hear("paid 7"), new CallStep.WaitFor(Moment.CALL_END)), CALLER);

    assertThat(result.failures()).isEmpty();
    assertThat(times(result, "welcome")).isZero();
    assertThat(line.ask("/twilio/voice?reconnect=2", "CA1", "in-progress").hangsUp()).isTrue();
  }

  @Test
  void pitfall11_botThatHearsItselfFromALoudspeakerDoesNotInterruptItself() {
    serve(Voices.person());
    line.echo = true;
    CallResult result = line.run(List.of(new CallStep.WaitFor(Moment.PROMPT_END), new CallStep.Silence(Duration.ofSeconds(1)), new CallStep.HangUp()), CALLER);

    assertThat(result.failures()).isEmpty();
    assertThat(line.clears()).isZero();
  }

  @Test
  void pitfall13_soundIsPacedAndNeverRunsOutWithinAPrompt() {
    CallResult result = line.run(List.of(hear("welcome"), new CallStep.HangUp()), CALLER);

    assertThat(result.failures()).isEmpty();
    assertThat(result.prompts()).isEqualTo(1);
    assertThat(line.mostAheadMs()).isBetween(80L, 400L);
  }

  @Test
  void pitfall13_lineThatStallsAndLosesPiecesAndMarksThatComeLateDoNotHurtTheCall() {
    line.trouble = new LineTrouble(7, Duration.ofMillis(400), 0.02, Duration.ofMillis(300));
    runtime.understands("pay my bill");
    CallResult result =
        line.run(List.of(hear("welcome"), say("speaks long"), hear("how much"), keys("12#"), hear("paid 12"), new CallStep.WaitFor(Moment.CALL_END)), CALLER);

    assertThat(result.failures()).isEmpty();
    assertThat(result.endedBy()).isEqualTo(EndedBy.BOT);
    assertThat(line.meters.get("parley.twilio.pieces.lost").counter().count()).isPositive();
  }

  @Test
  void pitfall16_nothingIsLeftOpenAfterACallerHangsUpAnywhere() {
    runtime.understands("pay my bill");
    line.run(List.of(hear("welcome"), say("speaks"), new CallStep.After(Duration.ofMillis(200)), new CallStep.HangUp()), CALLER);
    line.run(List.of(new CallStep.After(Duration.ofMillis(100)), say("speaks"), new CallStep.HangUp()), CALLER);
    line.run(List.of(new CallStep.HangUp()), CALLER);
    runtime.advance(31_000);

    assertThat(runtime.live()).isZero();
    assertThat(runtime.openRecognizers()).isZero();
    assertThat(line.meters.get("parley.twilio.calls.live").gauge().value()).isZero();
    line.timers.advance(14_400_000);
    assertThat(line.timers.pending()).isZero();
  }

  @Test
  void pitfall19_keysReachTheBotAsMessages() {
    runtime.understands("pay my bill");
    CallResult result = line.run(List.of(hear("welcome"), say("speaks"), hear("how much"), keys("4711#"), hear("paid 4711"), new CallStep.HangUp()), CALLER);

    assertThat(result.failures()).isEmpty();
  }

  @Test
  void pitfall20_c105_callEndsWithinASecondOfTheLastWord() {
    runtime.understands("pay my bill");
    CallResult result =
        line.run(List.of(hear("welcome"), say("speaks"), hear("how much"), keys("12#"), hear("goodbye"), new CallStep.WaitFor(Moment.CALL_END)), CALLER);

    assertThat(result.failures()).isEmpty();
    long heard = at(result, "paid 12") + SpokenWords.lengthMs("paid 12 and goodbye");
    assertThat(result.length().toMillis() - heard).isBetween(0L, 1_000L);
    assertThat(line.ask("/twilio/voice?reconnect=1", "CA1", "in-progress").hangsUp()).isTrue();
  }

  @Test
  void pitfall22_repliesDoNotPileUpWhenTheCallerTalksOverThem() {
    for (int i = 0; i < 4; i++) {
      runtime.understands("what");
    }
    CallResult result =
        line.run(
            List.of(
                hear("welcome"),
                say("speaks"),
                new CallStep.After(Duration.ofMillis(100)),
                say("speaks"),
                new CallStep.After(Duration.ofMillis(100)),
                say("speaks"),
                hear("pardon"),
                new CallStep.Silence(Duration.ofSeconds(3)),
                new CallStep.HangUp()),
            CALLER);

    assertThat(result.failures()).isEmpty();
    // One answer to each thing that was said, and of those that were talked over no rest.
    assertThat(result.prompts()).isEqualTo(4);
    assertThat(line.sent.stream().filter(s -> s.command() instanceof TwilioCommand.Play).mapToLong(s -> ((TwilioCommand.Play) s.command()).audio().length / 8).sum())
        .isLessThanOrEqualTo(SpokenWords.lengthMs("welcome to the desk") + 3 * (SpokenWords.lengthMs("pardon") + 20) + 40);
  }

  @Test
  void pitfall23_reminderComesAfterTheEndOfALongPromptAndNeverAfterTheCall() {
    runtime.understands("story");
    CallResult result = line.run(List.of(hear("welcome"), say("speaks"), hear("still there"), new CallStep.HangUp()), CALLER);

    assertThat(result.failures()).isEmpty();
    long asked = at(result, "once upon");
    long end = asked + SpokenWords.lengthMs("once upon a time there was a very long question ".repeat(7).strip());
    assertThat(end - asked).isGreaterThan(15_000);
    assertThat(at(result, "still there") - end).isBetween(3_900L, 4_600L);
    int sent = line.sent.size();
    runtime.advance(20_000);
    assertThat(line.sent).hasSize(sent);
  }

  @Test
  void pitfall24_whoSaysHelloFirstIsGreetedWholeAndHasAnsweredNothing() {
    runtime.understands("story");
    CallResult result = line.run(List.of(say("answers"), hear("welcome to the desk"), new CallStep.HangUp()), CALLER);

    assertThat(result.transcript().text()).contains("welcome");
  }
}
