package dev.parley.nlu;

import dev.parley.definition.BuiltInSlotType;
import dev.parley.definition.IntentDefinition;
import dev.parley.definition.LocaleDefinition;
import dev.parley.definition.SlotDefinition;
import dev.parley.event.Expectation;
import dev.parley.event.SlotValue;
import dev.parley.nlu.Explanation.How;
import dev.parley.nlu.SlotAnswers.Answer;
import dev.parley.slot.SlotContext;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** Reads whole utterances as answers to the open question. Pure and thread-safe. */
final class AnswerReader {

  private final LocaleDefinition locale;
  private final SlotAnswers answers;

  AnswerReader(LocaleDefinition locale, SlotAnswers answers) {
    this.locale = locale;
    this.answers = answers;
  }

  /** Where and when an answer is given. */
  SlotContext context(Expectation expectation) {
    return new SlotContext(locale.localeId(), LocalDate.ofInstant(expectation.now(), expectation.zone()));
  }

  /** The open intent. */
  Optional<IntentDefinition> open(Expectation expectation) {
    return expectation.intent().flatMap(i -> Optional.ofNullable(locale.intents().get(i)));
  }

  /** The slot that is asked or read back. */
  Optional<SlotDefinition> slot(Expectation expectation) {
    boolean slotAsked =
        expectation.kind() == Expectation.Kind.SLOT || expectation.kind() == Expectation.Kind.SLOT_CONFIRMATION;
    return slotAsked ? open(expectation).flatMap(i -> expectation.slot().flatMap(i::slot)) : Optional.empty();
  }

  /** What the whole text is as an answer, or says which of the values that an earlier one may have was meant. */
  Optional<Answer> answer(String text, Expectation expectation) {
    Optional<Answer> answer = read(text, expectation);
    return answer.filter(a -> !a.value().ambiguous())
        .or(() -> which(text, expectation).map(v -> new Answer(v, How.ANSWER_WHICH)))
        .or(() -> answer)
        .or(() -> place(text, expectation).map(v -> new Answer(v, How.ANSWER_WHICH)));
  }

  private Optional<Answer> read(String text, Expectation expectation) {
    SlotAnswers.Question question = new SlotAnswers.Question(expectation.part(), expectation.spelling());
    // Which of two times a secret is nobody may be asked.
    return slot(expectation)
        .flatMap(s -> answers.answer(open(expectation).orElseThrow(), s, question, text, context(expectation)))
        .filter(a -> !a.value().interpretedValue().isEmpty() || a.value().ambiguous() && !expectation.secret());
  }

  /** Which of the readings that it may have was meant: "in the evening", after "half past five". */
  private Optional<SlotValue> which(String text, Expectation expectation) {
    return expectation.unclear().flatMap(unclear ->
        read(unclear.originalValue() + " " + text, expectation).map(Answer::value).filter(v -> unclear.resolvedValues().contains(v.interpretedValue())));
  }

  /** The same by its place: "the second one". */
  private Optional<SlotValue> place(String text, Expectation expectation) {
    List<String> readings = expectation.unclear().map(SlotValue::resolvedValues).orElse(List.of());
    Optional<SlotValue.Scalar> ordinal =
        readings.isEmpty() ? Optional.empty() : answers.scalar(BuiltInSlotType.ORDINAL.typeName(), text, context(expectation));
    for (int i = 0; i < readings.size(); i++) {
      List<String> ways = List.of(String.valueOf(i + 1), String.valueOf(i - readings.size()));
      if (ordinal.filter(o -> ways.contains(o.interpretedValue())).isPresent()) {
        return Optional.of(new SlotValue.Scalar(text.strip(), readings.get(i), List.of(readings.get(i))));
      }
    }
    return Optional.empty();
  }

  /** Whether the text, politeness apart, is a value that the type of the asked slot or part lists: whatever it says elsewhere. */
  boolean isListed(String text, Expectation expectation) {
    Optional<SlotDefinition> slot = expectation.kind() == Expectation.Kind.SLOT ? slot(expectation) : Optional.empty();
    Optional<SlotDefinition> part = slot.flatMap(s -> expectation.part().map(s.parts()::get));
    return part.or(() -> slot).filter(s -> answers.names(s.type(), text)).isPresent();
  }
}
