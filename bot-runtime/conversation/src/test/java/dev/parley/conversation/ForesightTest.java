package dev.parley.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.audio.AudioFormat;
import dev.parley.engine.ConversationState;
import dev.parley.event.DialogEvent;
import dev.parley.event.DialogOutput;
import dev.parley.event.InputMode;
import dev.parley.session.SessionKey;
import dev.parley.simulation.ExactInterpreter;
import dev.parley.speech.SpeechRequest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** While the silence that ends a turn is waited out, the answer's first sentence is made, and nothing else happens. */
class ForesightTest {

  private static final int LEAD_MS = 100;

  private final TestServices test = new TestServices();
  private final ScriptedSynthesizer synthesizer = new ScriptedSynthesizer();
  private final RecordingChannel channel = RecordingChannel.phone(AudioFormat.LPCM_8K, LEAD_MS);
  private final RecordingHost host = new RecordingHost();
  private final Bots bots = new Bots(ExactInterpreter::train);
  private final LiveSession session = session();
  private final Foresight foresight = new Foresight(test.services(), session, new Mouth(test.services(), host, channel, session.locale()));

  private LiveSession session() {
    test.synthesizer = Optional.of(synthesizer);
    var till = bots.load(TestBots.till());
    Bots.LocaleBot bot = till.locale("en_US").orElseThrow();
    LiveSession begun =
        LiveSession.open(new SessionKey(till.definition().id(), "live", "en_US", "ann"), bot, bots, test.services(), now());
    DialogEvent.CallerChannel caller = new DialogEvent.CallerChannel(List.of(InputMode.SPEECH), true, true, true);
    begun.step(new DialogEvent.Started(1, ZoneOffset.UTC, caller, Optional.empty(), List.of(), Map.of()), now());
    return begun;
  }

  private Instant now() {
    return test.time.clock().instant();
  }

  /** The caller has heard the bot, and speaks. */
  private void begins() {
    session.step(new DialogEvent.PlaybackEnded(session.state().turn().prompt()), now());
    session.step(new DialogEvent.SpeechBegan("e"), now());
  }

  private void says(String words) {
    begins();
    var step = session.step(new DialogEvent.Transcribed(words, 1, true), now());
    DialogOutput.Interpret asked =
        step.outputs().stream().filter(DialogOutput.Interpret.class::isInstance).map(DialogOutput.Interpret.class::cast).findFirst().orElseThrow();
    var meaning = session.bot().interpreter().interpret(session.vault().reveal(asked.text()), asked.expectation());
    session.step(new DialogEvent.Interpreted(asked.turn(), session.vault().conceal(meaning, asked)), now());
  }

  private List<String> made() {
    test.speech.runAll();
    return synthesizer.requests.stream().map(SpeechRequest::text).toList();
  }

  @Test
  void theAnswerIsMadeAndNothingElseHappens() {
    begins();
    ConversationState before = session.state();
    foresight.perhapsSaid("pay");
    assertThat(made()).containsExactly("How much?");
    assertThat(session.state()).isEqualTo(before);
    assertThat(channel.sent()).isEmpty();
    assertThat(host.events).isEmpty();
    // Once is enough.
    foresight.perhapsSaid("pay");
    assertThat(made()).hasSize(1);
    assertThat(test.meters.counter("parley.prompts.foreseen").count()).isOne();
  }

  @Test
  void whatIsSaidInConfidenceIsNotForeseen() {
    says("pay");
    begins();
    foresight.perhapsSaid("fifty");
    assertThat(made()).doesNotContain("Which card?");
    foresight.perhapsSaid("50");
    assertThat(made()).contains("Which card?");
    int before = made().size();
    says("50");
    begins();
    foresight.perhapsSaid("4111111111111111");
    assertThat(made()).hasSize(before);
    assertThat(session.vault().contents()).isEmpty();
  }

  @Test
  void nothingIsMadeWhileTheBotSpeaksWhenThereIsNoRoomOrWhenCallersAreHeardLate() {
    foresight.perhapsSaid("pay");
    assertThat(made()).isEmpty();
    begins();
    test.speech.room = 0;
    foresight.perhapsSaid("pay");
    test.speech.room = 10;
    assertThat(made()).isEmpty();
    HearingLag.Wait wait = test.lag.begin();
    test.time.pass(1_001);
    foresight.perhapsSaid("pay");
    assertThat(made()).isEmpty();
    wait.end();
  }
}
