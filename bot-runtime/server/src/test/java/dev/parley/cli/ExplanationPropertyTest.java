package dev.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.definition.BotDefinition;
import dev.parley.definition.InputSettings;
import dev.parley.definition.IntentDefinition;
import dev.parley.definition.LocaleDefinition;
import dev.parley.definition.SlotDefinition;
import dev.parley.diagnostic.Report;
import dev.parley.event.Expectation;
import dev.parley.event.Interpretations.Interpretation;
import dev.parley.event.SlotValue;
import dev.parley.nlu.ExplainingInterpreter;
import dev.parley.nlu.Explanation;
import dev.parley.nlu.Explanation.ValueEvidence;
import dev.parley.nlu.TrainedInterpreterFactory;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** What is explained is what callers get, whatever they say and whatever was asked, in all sample bots. */
class ExplanationPropertyTest {

  private static final List<Trained> BOTS = trained();

  /** A bot in one of its locales, with all that it may ask. */
  record Trained(ExplainingInterpreter interpreter, LocaleDefinition locale, List<Expectation> questions) {

    @Override
    public String toString() {
      return locale.span().toString();
    }
  }

  private static List<Trained> trained() {
    TrainedInterpreterFactory factory = new TrainedInterpreterFactory();
    List<Trained> all = new ArrayList<>();
    for (Path file : BotFiles.find(List.of(Path.of("../../samples"), Path.of("../../samples/cookbook")))) {
      BotDefinition bot = BotFiles.read(file, BotFiles.groups(file, new Report())).value().orElseThrow();
      bot.locales().values().forEach(l -> all.add(new Trained(factory.train(bot, l.localeId()), l, questions(l))));
    }
    assertThat(all).hasSizeGreaterThan(25);
    return all;
  }

  private static List<Expectation> questions(LocaleDefinition locale) {
    List<Expectation> questions = new ArrayList<>();
    questions.add(asked(locale, Expectation.Kind.INTENT, Optional.empty(), Optional.empty(), Optional.empty()));
    for (IntentDefinition intent : locale.intents().values()) {
      questions.add(asked(locale, Expectation.Kind.INTENT_CONFIRMATION, Optional.of(intent), Optional.empty(), Optional.empty()));
      for (SlotDefinition slot : intent.slots()) {
        questions.add(asked(locale, Expectation.Kind.SLOT, Optional.of(intent), Optional.of(slot), Optional.empty()));
        questions.add(asked(locale, Expectation.Kind.SLOT_CONFIRMATION, Optional.of(intent), Optional.of(slot), Optional.empty()));
        slot.parts().values().forEach(p -> questions.add(asked(locale, Expectation.Kind.SLOT, Optional.of(intent), Optional.of(slot), Optional.of(p))));
      }
    }
    return questions;
  }

  private static Expectation asked(
      LocaleDefinition locale, Expectation.Kind kind, Optional<IntentDefinition> intent, Optional<SlotDefinition> slot, Optional<SlotDefinition> part) {
    // All others are filled, so that anything may be a correction.
    List<String> filled =
        intent.map(i -> i.slots().stream().map(SlotDefinition::name).filter(n -> !slot.map(SlotDefinition::name).equals(Optional.of(n))).toList()).orElse(List.of());
    return new Expectation(
        kind, intent.map(IntentDefinition::name), slot.map(SlotDefinition::name), part.map(SlotDefinition::name), SlotDefinition.Spelling.DEFAULT,
        Optional.empty(), filled, List.of(), locale.intents().values().stream().flatMap(i -> i.inputContexts().stream()).toList(), false, false, List.of(),
        InputSettings.LEX_DEFAULTS, Instant.parse("2026-11-25T12:00:00Z"), ZoneOffset.UTC, locale.localeId());
  }

  private static void holds(Trained bot, String said, Expectation asked) {
    Explanation explained = bot.interpreter.explain(said, asked);
    assertThat(explained.meaning()).as("%s, %s, asked %s", bot, said, asked).isEqualTo(bot.interpreter.interpret(said, asked));
    // Each value that was understood has its evidence, and none has that was not.
    List<SlotValue> understood = new ArrayList<>();
    explained.meaning().ranked().stream().map(Interpretation::slots).forEach(s -> understood.addAll(s.values()));
    explained.meaning().answer().ifPresent(understood::add);
    understood.addAll(explained.meaning().corrections().values());
    assertThat(explained.values()).as(said).extracting(ValueEvidence::value).containsExactlyInAnyOrderElementsOf(understood);
    assertThat(explained.values()).allSatisfy(v -> v.place().ifPresent(p ->
        assertThat(p.start()).isGreaterThanOrEqualTo(0).isLessThan(p.end())));
    assertThat(explained.values()).allSatisfy(v -> v.place().ifPresent(p -> assertThat(p.end()).isLessThanOrEqualTo(said.length())));
    assertThat(explained.cue().filter(c -> c.notTaken().isEmpty()).map(Explanation.CueEvidence::cue)).isEqualTo(explained.meaning().cue());
  }

  @Test
  void whatIsExplainedOfEachSampleIsWhatIsUnderstood() {
    int samples = 0;
    for (Trained bot : BOTS) {
      for (IntentDefinition intent : bot.locale.intents().values()) {
        for (IntentDefinition.SampleUtterance sample : intent.utterances()) {
          String said = sample.text().replaceAll("[{}]", "");
          holds(bot, said, bot.questions.get(0));
          holds(bot, said, bot.questions.get(samples++ % bot.questions.size()));
        }
      }
    }
    assertThat(samples).isGreaterThan(200);
  }

  @Provide
  Arbitrary<String> said() {
    Arbitrary<String> word =
        Arbitraries.of(
            "pay", "fifty", "dollars", "savings", "checking", "from", "to", "no", "yes", "actually", "make", "it", "hold", "on", "change", "the", "amount",
            "friday", "at", "ten", "4111111111111111", "my", "name", "is", "anna", "please", "not", "İstanbul", "£5.50", "-12", "what", "why", "do", "you", "need");
    return Arbitraries.oneOf(
        word.list().ofMaxSize(14).map(w -> String.join(" ", w)), Arbitraries.strings().ofMaxLength(60), Arbitraries.strings().ascii().ofMaxLength(1100));
  }

  @Provide
  Arbitrary<Trained> bots() {
    return Arbitraries.of(BOTS);
  }

  @Property(tries = 1500)
  void whatIsExplainedIsWhatIsUnderstood(@ForAll("bots") Trained bot, @ForAll("said") String said, @ForAll int question) {
    holds(bot, said, bot.questions.get(Math.floorMod(question, bot.questions.size())));
  }
}
