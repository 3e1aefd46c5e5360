package dev.parley.cli;

import dev.parley.cli.LabelledTexts.LabelledText;
import dev.parley.definition.BotDefinition;
import dev.parley.definition.InputSettings;
import dev.parley.definition.IntentDefinition;
import dev.parley.definition.LocaleDefinition;
import dev.parley.diagnostic.Span;
import dev.parley.event.Expectation;
import dev.parley.event.Interpretations.Interpretation;
import dev.parley.event.Interpreter;
import dev.parley.event.InterpreterFactory;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A bot made of labelled texts, each label an intent, and how well it tells others apart: by the interpreter that callers are
 * served with, as it hears the first thing that a caller says. One thread.
 */
final class IntentTrial {

  private static final String BOT = "Trial";

  /** No label can be it: labels end at a tab. */
  private static final String FALLBACK = "none\tof these";

  private static final int MICROS_OF_A_MILLI = 1000;

  private final Interpreter interpreter;
  private final Expectation expectation;

  /** Trains on these texts; those that are out of scope teach nothing, for no bot has samples of what it is not about. */
  IntentTrial(LabelledTexts train, String localeId, InterpreterFactory factory) {
    interpreter = factory.train(bot(train, localeId), localeId);
    expectation =
        new Expectation(
            Expectation.Kind.INTENT, Optional.empty(), Optional.empty(), false, false, List.of(), InputSettings.LEX_DEFAULTS,
            Instant.EPOCH, ZoneOffset.UTC, localeId);
  }

  private static BotDefinition bot(LabelledTexts train, String localeId) {
    Map<String, List<String>> samples = new LinkedHashMap<>();
    for (LabelledText text : train.texts()) {
      if (!text.outOfScope()) {
        // Braces would make a slot of what stands between them.
        samples.computeIfAbsent(text.label(), l -> new ArrayList<>()).add(text.text().replace('{', ' ').replace('}', ' '));
      }
    }
    Map<String, IntentDefinition> intents = new LinkedHashMap<>();
    samples.forEach((label, texts) -> intents.put(label, intent(label, Optional.empty(), texts)));
    intents.put(FALLBACK, intent(FALLBACK, Optional.of(IntentDefinition.FALLBACK), List.of()));
    LocaleDefinition locale =
        new LocaleDefinition(
            Span.NONE, localeId, 0, Optional.empty(), Optional.empty(), Optional.empty(), intents, Map.of(), Map.of(),
            LocaleDefinition.CuePhrases.NONE, LocaleDefinition.Digressions.STANDARD);
    return new BotDefinition(Span.NONE, BOT, BOT, Optional.empty(), Duration.ofMinutes(5), Map.of(localeId, locale));
  }

  private static IntentDefinition intent(String name, Optional<String> parent, List<String> texts) {
    return new IntentDefinition(
        Span.NONE, name, parent, Optional.empty(), texts.stream().map(t -> new IntentDefinition.SampleUtterance(Span.NONE, t)).toList(),
        List.of(), List.of(), List.of(), false, List.of(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(),
        Optional.empty());
  }

  /**
   * What was understood of a text.
   *
   * @param intent the best intent, whatever its confidence; empty when there is none at all
   * @param confidence 0..1
   * @param micros how long it took
   */
  record Answer(LabelledText asked, Optional<String> intent, double confidence, long micros) {

    boolean right() {
      return intent.filter(asked.label()::equals).isPresent();
    }
  }

  /** Reads each text. */
  List<Answer> answers(LabelledTexts texts) {
    List<Answer> answers = new ArrayList<>();
    for (LabelledText text : texts.texts()) {
      long began = System.nanoTime();
      List<Interpretation> ranked = interpreter.interpret(text.text(), expectation).ranked();
      long micros = (System.nanoTime() - began) / MICROS_OF_A_MILLI;
      Optional<Interpretation> best = ranked.stream().filter(i -> i.confidence().isPresent()).findFirst();
      answers.add(new Answer(text, best.map(Interpretation::intent), best.map(b -> b.confidence().getAsDouble()).orElse(0.0), micros));
    }
    return answers;
  }
}
