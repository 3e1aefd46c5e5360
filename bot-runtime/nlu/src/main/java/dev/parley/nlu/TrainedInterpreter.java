package dev.parley.nlu;

import dev.parley.definition.BuiltInSlotType;
import dev.parley.definition.LocaleDefinition;
import dev.parley.definition.SlotDefinition;
import dev.parley.encoder.RememberedSamples;
import dev.parley.event.Expectation;
import dev.parley.event.Interpretations;
import dev.parley.learning.LearntModels;
import dev.parley.slot.SecretSpotter;
import dev.parley.slot.SlotTypes;
import java.util.List;
import java.util.Optional;

/**
 * Text to meaning for one bot in one locale. Pure once trained; thread-safe; never throws for any text.
 *
 * <p>How it works: (1) is the whole utterance a cue? (2) does it correct what was said before? (3) while a slot is asked, does
 * the whole utterance read as its type? (4) which intent is it like, and which slots does it fill? While a slot is asked, its
 * answer outranks an intent: another intent must be {@link Reading#SWITCH_CONFIDENCE} sure.
 */
final class TrainedInterpreter implements ExplainingInterpreter {

  private static final Hints DIGIT_WORDS =
      new Hints(
          List.of("zero", "oh", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "double", "triple"), true);

  private final AnswerReader reader;
  private final CueReader cues;
  private final SlotAnswers answers;
  private final Reading.Parts parts;

  TrainedInterpreter(LocaleDefinition locale, Optional<RememberedSamples> encoder, LearntModels learnt) {
    CueTable table = CueTable.of(locale.localeId());
    answers = new SlotAnswers(new SlotTypes(locale.slotTypes()), locale.slotTypes());
    reader = new AnswerReader(locale, answers);
    Cues spoken = new Cues(table, locale.cues());
    cues = new CueReader(spoken, reader);
    Corrections corrections = new Corrections(table, answers, locale.intents().values());
    SlotFinder finder = new SlotFinder(answers, new SlotTaggers(answers, locale, learnt), locale.intents().values());
    parts = new Reading.Parts(locale, spoken, cues, corrections, answers, reader, new IntentRanking(locale, finder, encoder, learnt));
  }

  @Override
  public Interpretations interpret(String text, Expectation expectation) {
    return new Reading(parts, head(text), expectation, false).meaning();
  }

  @Override
  public Explanation explain(String text, Expectation expectation) {
    return new Reading(parts, head(text), expectation, true).explanation();
  }

  private static String head(String text) {
    return text.length() > MAX_CHARACTERS ? text.substring(0, MAX_CHARACTERS) : text;
  }

  @Override
  public Hints hints(Expectation expectation) {
    if (CueReader.confirming(expectation)) {
      return Hints.OPEN;
    }
    Optional<BuiltInSlotType> type = reader.slot(expectation).flatMap(s -> BuiltInSlotType.named(s.type()));
    return type.filter(t -> t == BuiltInSlotType.DIGITS || t == BuiltInSlotType.PAYMENT_CARD).isPresent() ? DIGIT_WORDS : Hints.OPEN;
  }

  @Override
  public String rescore(List<String> nBest, Expectation expectation) {
    Optional<SlotDefinition> slot = reader.slot(expectation);
    if (slot.isEmpty()) {
      return nBest.get(0);
    }
    Optional<String> cue = nBest.stream().filter(g -> !reader.isListed(g, expectation) && cues.cue(g, expectation).isPresent()).findFirst();
    if (cue.isPresent()) {
      return cue.get();
    }
    List<String> readable = nBest.stream().filter(g -> reader.answer(g, expectation).isPresent()).toList();
    return readable.stream()
        .filter(g -> answers.keepsRules(slot.get(), reader.answer(g, expectation).orElseThrow().value(), reader.context(expectation)))
        .findFirst()
        .orElseGet(() -> readable.isEmpty() ? nBest.get(nBest.size() - 1) : readable.get(0));
  }

  @Override
  public boolean looksSecret(String text) {
    return SecretSpotter.looksSecret(text);
  }
}
