package dev.parley.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.audio.Pcm;
import dev.parley.definition.LocaleDefinition;
import dev.parley.diagnostic.SourceText;
import dev.parley.speech.SpeechException;
import dev.parley.speech.SpeechRequest;
import dev.parley.yaml.BotReader;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

/** What a caller's first prompt costs. */
class PromptCacheTest {

  private static final LocaleDefinition BOT = bot();

  private static LocaleDefinition bot() {
    return BotReader.read(
              new SourceText("bot.yaml", """
                  bot: Till
                  locale: en_GB
                  voice: Amy
                  greeting: Good day. This is the till.
                  intents:
                    Pay:
                      utterances: pay
                      slots:
                        Amount:
                          type: Number
                          ask:
                            ssml: <speak>How much<break time="200ms"/> shall it be?</speak>
                      close: Thank you for {Amount}.
                  """))
          .value()
          .orElseThrow()
          .locale("en_GB")
          .orElseThrow();
  }

  private final ScriptedSynthesizer synthesizer = new ScriptedSynthesizer();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final PromptCache cache = new PromptCache(synthesizer, 1 << 20, meters);
  private final Deque<Runnable> tasks = new ArrayDeque<>();

  private void runAll() {
    while (!tasks.isEmpty()) {
      tasks.poll().run();
    }
  }

  private double counted(boolean cached) {
    return meters.counter("parley.prompts", "cached", Boolean.toString(cached)).count();
  }

  private static SpeechRequest request(String text) {
    return new SpeechRequest(text, SpeechRequest.Markup.PLAIN, Locale.UK, Optional.of("Amy"), 8_000);
  }

  @Test
  void whatABotAlwaysSaysIsSpokenBeforeTheFirstCallOneAfterTheOther() {
    cache.warm(BOT, tasks::add, 8_000);
    assertThat(tasks).as("one task at a time leaves room for live calls").hasSize(1);
    runAll();
    assertThat(synthesizer.requests).extracting(SpeechRequest::text)
        .contains("Good day.", "This is the till.", "<speak>How much<break time=\"200ms\"/> shall it be?</speak>")
        .noneMatch(text -> text.contains("Thank you for"));
    assertThat(synthesizer.requests).allMatch(r -> r.locale().equals(Locale.UK) && r.voice().equals(Optional.of("Amy")));

    int made = synthesizer.requests.size();
    double missed = counted(false);
    cache.speak(request("Good day."), false);
    assertThat(synthesizer.requests).hasSize(made);
    assertThat(counted(true)).isOne();
    assertThat(counted(false)).isEqualTo(missed);
    assertThat(meters.get("parley.prompts.cached").gauge().value()).isEqualTo(made);
    assertThat(meters.get("parley.prompts.bytes").gauge().value()).isGreaterThan(8_000);
  }

  @Test
  void aTextThatCannotBeSpokenDoesNotKeepTheOthersFromIt() {
    synthesizer.trouble = Optional.of(new SpeechException(SpeechException.Kind.FAILED, "hoarse"));
    cache.warm(BOT, tasks::add, 8_000);
    tasks.poll().run();
    synthesizer.trouble = Optional.empty();
    runAll();
    assertThat(synthesizer.requests.size()).isGreaterThan(2);
  }

  @Test
  void aFullExecutorLeavesTheRestToTheCalls() {
    cache.warm(BOT, task -> {
      throw new RejectedExecutionException("full");
    }, 8_000);
    assertThat(synthesizer.requests).isEmpty();
    assertThat(cache.speak(request("Good day."), false)).isNotEqualTo(Pcm.empty(8_000));
  }

  @Test
  void aRecordingIsHeardInsteadOfASynthesisedVoiceAtTheRateOfTheLine() {
    cache.record(BOT, "Good day. This is the till.", Pcm.silence(700, 16_000));
    assertThat(cache.recording(BOT, "Good day. This is the till.", 8_000)).contains(Pcm.silence(700, 8_000));
    assertThat(cache.recording(BOT, "Good day.", 8_000)).as("other words").isEmpty();
    cache.warm(BOT, tasks::add, 8_000);
    runAll();
    assertThat(synthesizer.requests).extracting(SpeechRequest::text).doesNotContain("Good day.", "Good day. This is the till.");
  }

  @Test
  void aRecordingIsHeardInItsOwnBotAndVersionOnly() {
    LocaleDefinition other = bot();
    cache.record(BOT, "Good day. This is the till.", Pcm.silence(700, 16_000));
    assertThat(cache.recorded(other, "Good day. This is the till.")).isFalse();
    assertThat(cache.recording(other, "Good day. This is the till.", 8_000)).isEmpty();
    cache.warm(other, tasks::add, 8_000);
    runAll();
    assertThat(synthesizer.requests).extracting(SpeechRequest::text).contains("Good day.");
  }

  @Test
  void secretsAreNeverKept() {
    cache.speak(request("Your code is 1 2 3."), true);
    cache.speak(request("Your code is 1 2 3."), true);
    assertThat(synthesizer.requests).hasSize(2);
    assertThat(meters.get("parley.prompts.bytes").gauge().value()).isZero();
  }
}
