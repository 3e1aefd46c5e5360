package dev.parley.dialog;

import dev.parley.definition.PromptDefinition;
import dev.parley.definition.ResponseDefinition;
import dev.parley.definition.SlotDefinition;
import dev.parley.definition.SlotDefinition.SlotConfirmation;
import dev.parley.definition.ValidationRule;
import dev.parley.event.Cue;
import dev.parley.event.Expectation;
import dev.parley.event.Interpretations;
import dev.parley.event.Interpretations.Interpretation;
import dev.parley.event.Reached.Way;
import dev.parley.event.SlotValue;
import java.util.List;
import java.util.Optional;

/**
 * Asks for a slot, takes its value, reads it back, and asks again when that is needed. Every miss costs an attempt, whatever
 * its cause, so no slot is asked for ever. Pure.
 */
final class SlotElicitation {

  private SlotElicitation() {}

  static void ask(Draft draft, SlotDefinition slot, int attempt) {
    draft.asking = Expectation.Kind.SLOT;
    draft.askedSlot = Optional.of(slot.name());
    draft.attempt = attempt;
    Responses.say(draft, slot.prompt().attempt(attempt));
  }

  static void readBack(Draft draft, SlotDefinition slot, int attempt) {
    draft.asking = Expectation.Kind.SLOT_CONFIRMATION;
    draft.askedSlot = Optional.of(slot.name());
    draft.attempt = attempt;
    slot.confirmation().ifPresent(c -> Responses.say(draft, c.prompt().attempt(attempt)));
  }

  /** The caller answered a slot's question or its read-back. */
  static void answer(Draft draft, Interpretations meaning) {
    SlotDefinition slot =
        draft.askedSlotDefinition().orElseThrow(() -> new AssertionError("an answer, and no slot was asked"));
    boolean readingBack = draft.asking == Expectation.Kind.SLOT_CONFIRMATION;
    Optional<Cue> cue = meaning.cue();
    if (readingBack && cue.filter(Cue.YES::equals).isPresent()) {
      slot.confirmation().ifPresent(c -> draft.reached(c.span(), Way.YES));
      draft.readBack.add(slot.name());
      IntentFlow.advance(draft);
    } else if (meaning.answer().isPresent()) {
      capture(draft, slot, meaning.answer().get());
    } else if (cue.filter(Cue.HOLD::equals).isPresent() && HoldFlow.offered(draft, slot)) {
      HoldFlow.begin(draft, slot);
    } else if (readingBack && cue.filter(Cue.NO::equals).isPresent()) {
      declined(draft, slot);
    } else if (!readingBack && meaning.takesSuggestion() && suggestion(draft, slot).isPresent()) {
      slot.suggestion().ifPresent(s -> draft.reached(s.span(), Way.TAKEN));
      suggestion(draft, slot).ifPresent(value -> capture(draft, slot, value));
    } else if (cue.filter(Cue.REPEAT::equals).isPresent()) {
      draft.say(draft.lastSaid, true);
    } else if (!switchIntent(draft, meaning)) {
      miss(draft);
    }
  }

  private static Optional<SlotValue> suggestion(Draft draft, SlotDefinition slot) {
    return slot.suggestion().flatMap(s -> Responses.text(draft, s.value())).map(SlotValue.Scalar::of);
  }

  private static void capture(Draft draft, SlotDefinition slot, SlotValue value) {
    List<Integer> failed = SlotRules.failed(slot, value, draft.today());
    if (!failed.isEmpty()) {
      // A value that breaks a rule never replaces a good one, unless the caller just said that the old one is wrong.
      ValidationRule rule = slot.validation().get(failed.get(0));
      draft.reached(rule.span(), Way.BREAKS);
      Optional<SlotValue> old = Optional.ofNullable(draft.slots.get(slot.name()));
      draft.slots.put(slot.name(), value);
      Responses.say(draft, rule.otherwise());
      old.ifPresentOrElse(v -> draft.slots.put(slot.name(), v), () -> draft.slots.remove(slot.name()));
      retry(draft, slot, rule.otherwise().isPresent());
      return;
    }
    hold(draft, slot);
    draft.slots.put(slot.name(), value);
    draft.readBack.remove(slot.name());
    IntentFlow.advance(draft);
  }

  /** Whether a value that came with an utterance may be taken without asking. */
  static boolean accepts(Draft draft, SlotDefinition slot, SlotValue value) {
    boolean accepted = SlotRules.failed(slot, value, draft.today()).isEmpty();
    if (accepted) {
      hold(draft, slot);
    }
    return accepted;
  }

  /** All rules of a slot hold for a value, but for those that need a look-up first. */
  private static void hold(Draft draft, SlotDefinition slot) {
    for (ValidationRule rule : slot.validation()) {
      if (!(rule.check() instanceof ValidationRule.KnownIn)) {
        draft.reached(rule.span(), Way.HOLDS);
      }
    }
  }

  /** The value is right in itself, but nobody is known under it. */
  static void refuseUnknown(Draft draft, SlotDefinition slot) {
    Optional<ValidationRule> rule = FeatureFlow.refusal(slot);
    rule.ifPresent(r -> draft.reached(r.span(), Way.BREAKS));
    Optional<ResponseDefinition> words = rule.flatMap(ValidationRule::otherwise);
    int attempt = draft.askedSlot.equals(Optional.of(slot.name())) ? draft.attempt : 0;
    Responses.say(draft, words);
    draft.slots.remove(slot.name());
    FeatureFlow.forget(draft, slot);
    draft.asking = Expectation.Kind.SLOT;
    draft.askedSlot = Optional.of(slot.name());
    draft.attempt = attempt;
    retry(draft, slot, words.isPresent());
  }

  private static void declined(Draft draft, SlotDefinition slot) {
    slot.confirmation().ifPresent(c -> draft.reached(c.span(), Way.NO));
    slot.confirmation().flatMap(SlotConfirmation::declined).ifPresent(r -> Responses.say(draft, r));
    draft.slots.remove(slot.name());
    draft.readBack.remove(slot.name());
    // The caller is asked anew: that the bot misheard must not use up the attempts of the caller.
    ask(draft, slot, 0);
  }

  /** Another intent than the open one was meant: opens it. The same one with new slots: takes them. */
  static boolean switchIntent(Draft draft, Interpretations meaning) {
    Optional<Interpretation> best = meaning.best().filter(i -> IntentFlow.known(draft, i.intent()));
    if (best.isEmpty()) {
      return false;
    }
    if (!draft.intent.equals(Optional.of(best.get().intent()))) {
      IntentFlow.open(draft, best.get().intent(), best.get().slots());
      return true;
    }
    boolean took = false;
    for (SlotDefinition slot : draft.openIntent().slots()) {
      SlotValue value = best.get().slots().get(slot.name());
      if (value != null && !draft.slots.containsKey(slot.name()) && accepts(draft, slot, value)) {
        draft.slots.put(slot.name(), value);
        took = true;
      }
    }
    if (took) {
      IntentFlow.advance(draft);
    }
    return took;
  }

  /** Nothing was said, or nothing that answers the question. */
  static void miss(Draft draft) {
    if (draft.asking == Expectation.Kind.INTENT_CONFIRMATION) {
      IntentFlow.confirmAgain(draft);
      return;
    }
    SlotDefinition slot =
        draft.askedSlotDefinition().orElseThrow(() -> new AssertionError("a miss, and no slot was asked"));
    retry(draft, slot, false);
  }

  /**
   * Asks again, one attempt further. When the reason has just been said, the first question follows it; else the retry's own
   * wording says what is wanted.
   */
  private static void retry(Draft draft, SlotDefinition slot, boolean reasonSaid) {
    boolean readingBack = draft.asking == Expectation.Kind.SLOT_CONFIRMATION;
    PromptDefinition prompt =
        readingBack ? slot.confirmation().map(SlotConfirmation::prompt).orElse(slot.prompt()) : slot.prompt();
    if (draft.attempt >= prompt.maxRetries()) {
      IntentFlow.fallback(draft);
      return;
    }
    draft.attempt++;
    Responses.say(draft, reasonSaid && prompt.retries().isEmpty() ? prompt.first() : prompt.attempt(draft.attempt));
  }
}
