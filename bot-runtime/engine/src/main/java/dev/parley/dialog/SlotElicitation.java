package dev.parley.dialog;

import dev.parley.definition.IntentDefinition.ConfirmationDefinition;
import dev.parley.definition.PromptDefinition;
import dev.parley.definition.ResponseDefinition;
import dev.parley.definition.SlotDefinition.SlotConfirmation;
import dev.parley.definition.SlotDefinition;
import dev.parley.definition.ValidationRule;
import dev.parley.event.Cue;
import dev.parley.event.Expectation;
import dev.parley.event.Interpretations;
import dev.parley.event.Reached.Way;
import dev.parley.event.SlotValue;
import java.util.Optional;

/**
 * Asks for a slot, takes its value, reads it back, and asks again when that is needed. Every miss costs an attempt, whatever
 * its cause, so no slot is asked for ever. Pure.
 */
final class SlotElicitation {

  private SlotElicitation() {}

  /** Asks for a slot, or for a part of a composite one. */
  static void ask(Draft draft, SlotDefinition slot, Optional<SlotDefinition> part, int attempt) {
    draft.ask(Expectation.Kind.SLOT, Optional.of(slot.name()), part.map(SlotDefinition::name), attempt);
    if (!draft.unspoken()) {
      Responses.say(draft, part.orElse(slot).prompt().attempt(attempt));
    }
  }

  static void readBack(Draft draft, SlotDefinition slot, int attempt) {
    draft.ask(Expectation.Kind.SLOT_CONFIRMATION, Optional.of(slot.name()), Optional.empty(), attempt);
    if (!draft.unspoken()) {
      slot.confirmation().ifPresent(c -> Responses.say(draft, c.prompt().attempt(attempt)));
    }
  }

  /** Says the open question once more, as it was said last. */
  static void askAgain(Draft draft) {
    prompt(draft).ifPresent(p -> Responses.say(draft, p.attempt(draft.attempt)));
  }

  /** The open question. */
  static Optional<PromptDefinition> prompt(Draft draft) {
    return switch (draft.asking) {
      case SLOT -> asked(draft).map(SlotDefinition::prompt);
      case SLOT_CONFIRMATION -> draft.askedSlotDefinition().flatMap(SlotDefinition::confirmation).map(SlotConfirmation::prompt);
      case INTENT_CONFIRMATION -> draft.openIntent().confirmation().map(ConfirmationDefinition::prompt);
      case INTENT, NOTHING -> Optional.empty();
    };
  }

  private static Optional<SlotDefinition> asked(Draft draft) {
    return draft.askedPartDefinition().or(draft::askedSlotDefinition);
  }

  /** The caller answered a slot's question or its read-back. */
  static void answer(Draft draft, Interpretations meaning) {
    SlotDefinition slot =
        draft.askedSlotDefinition().orElseThrow(() -> new AssertionError("an answer, and no slot was asked"));
    boolean readingBack = draft.asking == Expectation.Kind.SLOT_CONFIRMATION;
    Optional<Cue> cue = meaning.cue();
    Optional<SlotValue> answer = meaning.answer().or(() -> named(slot, meaning));
    boolean repeated = readingBack && answer.filter(a -> same(a, draft.value(slot))).isPresent();
    if (repeated || readingBack && cue.filter(Cue.YES::equals).isPresent()) {
      // Who says the value once more agrees to it.
      slot.confirmation().ifPresent(c -> draft.reached(c.span(), Way.YES));
      draft.readBack.add(slot.name());
      IntentFlow.advance(draft);
    } else if (answer.isPresent()) {
      if (readingBack && !mayReadBackAgain(draft, slot)) {
        Course.run(draft, Point.of(Point.Kind.SLOT_FAILED, slot, Optional.empty()));
        return;
      }
      capture(draft, slot, answer.get());
    } else if (Corrections.apply(draft, meaning) || HoldFlow.begins(draft, cue)) {
      return;
    } else if (readingBack && cue.filter(Cue.NO::equals).isPresent()) {
      declined(draft, slot);
    } else if (!readingBack && meaning.takesSuggestion() && suggestion(draft, slot).isPresent()) {
      slot.suggestion().ifPresent(s -> draft.reached(s.span(), Way.TAKEN));
      suggestion(draft, slot).ifPresent(value -> capture(draft, slot, value));
    } else if (!Digressions.elsewhere(draft, meaning)) {
      miss(draft, false);
    }
  }

  /** Parts of the asked slot that the caller named, when nothing else was changed: that answers the question, too. */
  private static Optional<SlotValue> named(SlotDefinition slot, Interpretations meaning) {
    return meaning.corrections().size() == 1 ? Optional.ofNullable(meaning.corrections().get(slot.name())) : Optional.empty();
  }

  private static boolean same(SlotValue answer, Optional<SlotValue> value) {
    return value
        .filter(v -> answer.ambiguous() ? answer.resolvedValues().contains(v.interpretedValue()) : v.interpretedValue().equals(answer.interpretedValue()))
        .isPresent();
  }

  /** A caller who gives another value at each read-back uses up its attempts, as one who gives none. */
  private static boolean mayReadBackAgain(Draft draft, SlotDefinition slot) {
    return slot.confirmation().filter(c -> draft.attempt < c.prompt().maxRetries()).isPresent();
  }

  private static Optional<SlotValue> suggestion(Draft draft, SlotDefinition slot) {
    return slot.suggestion().flatMap(s -> Values.text(draft, s.value())).map(SlotValue.Scalar::of);
  }

  private static void capture(Draft draft, SlotDefinition slot, SlotValue said) {
    draft.spelling = Optional.empty();
    // Who is asked for a part may give several.
    boolean ofPart = draft.asking == Expectation.Kind.SLOT && !(said instanceof SlotValue.Composite);
    Optional<SlotDefinition> part = ofPart ? draft.askedPartDefinition() : Optional.empty();
    SlotDefinition asked = part.orElse(slot);
    SlotValue value = Readings.narrow(draft, asked, said);
    boolean anew = draft.asking == Expectation.Kind.SLOT_CONFIRMATION || draft.correcting.isPresent();
    Optional<SlotValue> known = anew ? Optional.empty() : draft.value(slot);
    if (part.isEmpty() && slot.composite() && !Composites.adds(known, value)) {
      // An answer that gives no part brings the caller no further, and costs an attempt as any such answer.
      retry(draft, slot, false, false);
      return;
    }
    if (value.ambiguous()) {
      Optional<SlotDefinition> open = part.or(() -> Readings.ambiguousPart(slot, value));
      if (part.isEmpty() && !anew) {
        open.ifPresent(p -> takeOthers(draft, slot, p, value));
      }
      askWhich(draft, slot, open, open.map(p -> Composites.part(p, value)).orElse(value), false);
      return;
    }
    Optional<SlotDefinition> brokenPart = part.isPresent() ? Optional.empty() : Composites.broken(draft, slot, value);
    if (brokenPart.isPresent()) {
      refuse(draft, slot, brokenPart.get(), value, anew);
      return;
    }
    Optional<ValidationRule> broken = SlotRules.firstBroken(draft, asked, value);
    if (broken.isPresent()) {
      refuse(draft, slot, part, value, broken.get());
      return;
    }
    Corrections.takeMore(draft, slot, slot.composite() ? Composites.with(slot, draft.value(slot), part, value) : value);
    if (draft.asking == Expectation.Kind.SLOT_CONFIRMATION) {
      draft.attempt++;
    }
    IntentFlow.advance(draft);
  }

  /** Of several parts given at once one breaks a rule: the others are taken, and it alone is asked again. */
  private static void refuse(Draft draft, SlotDefinition slot, SlotDefinition part, SlotValue given, boolean anew) {
    if (!anew) {
      takeOthers(draft, slot, part, given);
    }
    SlotValue value = Composites.part(part, given);
    SlotRules.firstBroken(draft, part, value).ifPresent(rule -> refuse(draft, slot, Optional.of(part), value, rule));
  }

  /** Takes what can be taken of the other parts; of those that break rules too the caller is told when they are asked. */
  private static void takeOthers(Draft draft, SlotDefinition slot, SlotDefinition part, SlotValue given) {
    Composites.without(part, given).ifPresent(rest -> Offers.takeParts(draft, slot, rest));
  }

  /**
   * Asks which of several readings was meant, in the slot's words for that or those of a retry.
   *
   * @param first whether the slot was not asked before, so that this costs no attempt
   */
  static void askWhich(Draft draft, SlotDefinition slot, Optional<SlotDefinition> part, SlotValue value, boolean first) {
    SlotDefinition asked = part.orElse(slot);
    Optional<ResponseDefinition> words = asked.which();
    if (first) {
      draft.silent |= words.isPresent();
      ask(draft, slot, part, words.isEmpty() && asked.prompt().maxRetries() > 0 ? 1 : 0);
      sayOf(draft, slot, part, value, words);
    } else {
      moveTo(draft, slot, part);
      if (words.isPresent() && draft.attempt < asked.prompt().maxRetries() && asked.retryHook().isEmpty()) {
        draft.attempt++;
        sayOf(draft, slot, part, value, words);
      } else {
        // Kept first: a hook that is called between attempts is told of it.
        keep(draft, slot, part, value);
        retry(draft, slot, false, false);
        return;
      }
    }
    keep(draft, slot, part, value);
  }

  private static void keep(Draft draft, SlotDefinition slot, Optional<SlotDefinition> part, SlotValue value) {
    draft.given.put(slot.name(), part.isPresent() ? Composites.with(slot, Optional.empty(), part, value) : value);
  }

  /** Makes this what is asked, if it is not already. */
  private static void moveTo(Draft draft, SlotDefinition slot, Optional<SlotDefinition> part) {
    boolean sameSlot =
        draft.asking != Expectation.Kind.INTENT_CONFIRMATION && draft.askedSlot.equals(Optional.of(slot.name()));
    boolean otherPart = part.isPresent() && !draft.askedPart.equals(part.map(SlotDefinition::name));
    if (!sameSlot || otherPart) {
      draft.ask(Expectation.Kind.SLOT, Optional.of(slot.name()), part.map(SlotDefinition::name), sameSlot ? draft.attempt : 0);
    }
  }

  /** Says something of a value that is not taken: it is in its slot while that is said. */
  private static void sayOf(
      Draft draft, SlotDefinition slot, Optional<SlotDefinition> part, SlotValue value, Optional<ResponseDefinition> words) {
    Optional<SlotValue> old = Optional.ofNullable(draft.slots.get(slot.name()));
    draft.slots.put(slot.name(), part.isPresent() ? Composites.with(slot, draft.value(slot), part, value) : value);
    Responses.say(draft, words);
    old.ifPresentOrElse(v -> draft.slots.put(slot.name(), v), () -> draft.slots.remove(slot.name()));
  }

  /** Says why this value is not taken. */
  private static void sayWhy(Draft draft, SlotDefinition slot, Optional<SlotDefinition> part, SlotValue value, ValidationRule rule) {
    draft.reached(rule.span(), Way.BREAKS);
    sayOf(draft, slot, part, value, rule.otherwise());
  }

  /** Asks for the first time, of a caller who gave this value before: it costs no attempt. Without a reason the retry's words serve. */
  static void askAfter(Draft draft, SlotDefinition slot, Optional<SlotDefinition> part, SlotValue value, ValidationRule rule) {
    sayWhy(draft, slot, part, value, rule);
    PromptDefinition prompt = part.orElse(slot).prompt();
    boolean asRetry = rule.otherwise().isEmpty() && prompt.maxRetries() > 0;
    ask(draft, slot, part, asRetry ? 1 : 0);
  }

  /** A value that breaks a rule never replaces a good one; the caller is told why, and asked again. */
  static void refuse(Draft draft, SlotDefinition slot, Optional<SlotDefinition> part, SlotValue value, ValidationRule rule) {
    sayWhy(draft, slot, part, value, rule);
    moveTo(draft, slot, part);
    retry(draft, slot, rule.otherwise().isPresent(), false);
  }

  /** The value is right in itself, but nobody is known under it. */
  static void refuseUnknown(Draft draft, SlotDefinition slot) {
    Optional<ValidationRule> rule = FeatureFlow.refusal(slot);
    rule.ifPresent(r -> draft.reached(r.span(), Way.BREAKS));
    Optional<ResponseDefinition> words = rule.flatMap(ValidationRule::otherwise);
    int attempt = draft.askedSlot.equals(Optional.of(slot.name())) ? draft.attempt : 0;
    Responses.say(draft, words);
    draft.clear(slot.name());
    FeatureFlow.forget(draft, slot);
    draft.ask(Expectation.Kind.SLOT, Optional.of(slot.name()), Optional.empty(), attempt);
    retry(draft, slot, words.isPresent(), false);
  }

  private static void declined(Draft draft, SlotDefinition slot) {
    slot.confirmation().ifPresent(c -> draft.reached(c.span(), Way.NO));
    slot.confirmation().flatMap(SlotConfirmation::declined).ifPresent(r -> Responses.say(draft, r));
    draft.clear(slot.name());
    // The caller is asked anew: that the bot misheard must not use up the attempts of the caller.
    ask(draft, slot, Optional.empty(), 0);
  }

  /** Nothing was said, or nothing that answers the question. */
  static void miss(Draft draft, boolean silence) {
    if (draft.asking == Expectation.Kind.INTENT_CONFIRMATION) {
      confirmAgain(draft, silence);
      return;
    }
    SlotDefinition slot =
        draft.askedSlotDefinition().orElseThrow(() -> new AssertionError("a miss, and no slot was asked"));
    retry(draft, slot, false, silence);
  }

  private static void confirmAgain(Draft draft, boolean silence) {
    Optional<ConfirmationDefinition> confirmation = draft.openIntent().confirmation();
    int retries = confirmation.map(c -> c.prompt().maxRetries()).orElse(PromptDefinition.LEX_MAX_RETRIES);
    if (draft.attempt >= retries) {
      Course.run(draft, Point.of(Point.Kind.CONFIRM_FAILED));
      return;
    }
    draft.attempt++;
    if (confirmation.isEmpty()) {
      // A hook asked in its own words where the bot has none.
      draft.saying.add(draft.lastSaid, true);
    } else if (confirmation.get().retryHook().isPresent()) {
      Course.run(draft, Point.of(Point.Kind.CONFIRM_RETRY));
    } else {
      say(draft, confirmation.get().prompt(), silence);
    }
  }

  private static void say(Draft draft, PromptDefinition prompt, boolean silence) {
    Responses.say(draft, silence ? prompt.afterSilence(draft.attempt) : prompt.attempt(draft.attempt));
  }

  /**
   * Asks again, one attempt further. When the reason has just been said, the first question follows it; else the retry's own
   * wording says what is wanted.
   */
  private static void retry(Draft draft, SlotDefinition slot, boolean reasonSaid, boolean silence) {
    draft.spelling = Optional.empty();
    Optional<SlotDefinition> part = draft.askedPartDefinition();
    PromptDefinition prompt = prompt(draft).orElse(slot.prompt());
    // Asked for all of a composite slot in vain: its parts are asked one by one.
    if (draft.asking == Expectation.Kind.SLOT && slot.composite() && part.isEmpty() && !silence) {
      ask(draft, slot, Composites.next(slot, draft.value(slot)).or(() -> Composites.first(slot)), 0);
      return;
    }
    if (draft.attempt >= prompt.maxRetries()) {
      draft.given.remove(slot.name());
      if (!Corrections.drop(draft)) {
        Course.run(draft, Point.of(Point.Kind.SLOT_FAILED, slot, part));
      }
      return;
    }
    draft.attempt++;
    if (draft.asking == Expectation.Kind.SLOT && part.flatMap(SlotDefinition::retryHook).or(slot::retryHook).isPresent()) {
      Course.run(draft, Point.of(Point.Kind.SLOT_RETRY, slot, part));
    } else if (reasonSaid && prompt.retries().isEmpty()) {
      Responses.say(draft, prompt.first());
    } else {
      say(draft, prompt, silence);
    }
  }
}
