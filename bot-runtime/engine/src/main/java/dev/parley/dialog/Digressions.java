package dev.parley.dialog;

import dev.parley.definition.BuiltInIntent;
import dev.parley.definition.IntentDefinition;
import dev.parley.definition.SlotDefinition;
import dev.parley.event.Cue;
import dev.parley.event.Expectation;
import dev.parley.event.Interpretations;
import dev.parley.event.Interpretations.Interpretation;
import dev.parley.event.SlotValue;
import java.util.Optional;

/**
 * A caller who wants something else in the middle of an intent. An ordinary intent takes the open one's place, as in Lex; a
 * digression leaves it parked, and it goes on where it stood: what was asked is asked once more. Pure.
 */
final class Digressions {

  private Digressions() {}

  /** Follows the caller elsewhere; false when what was said means no other intent. */
  static boolean elsewhere(Draft draft, Interpretations meaning) {
    // What the whole utterance says about the conversation counts before what it is like.
    if (BuiltIns.byCue(draft, meaning.cue())) {
      return true;
    }
    Optional<Interpretation> best = meaning.best().filter(i -> IntentFlow.known(draft, i.intent()));
    if (best.isEmpty()) {
      return false;
    }
    IntentDefinition wanted = draft.definition(best.get().intent()).orElseThrow();
    if (wanted.builtIn().isPresent() && !wanted.isFallback()) {
      return BuiltIns.run(draft, wanted.builtIn().get(), Optional.of(wanted), best.get());
    }
    if (draft.intent.equals(Optional.of(wanted.name()))) {
      return moreOfTheSame(draft, best.get());
    }
    if (backTo(draft, wanted.name())) {
      return true;
    }
    if (wanted.digression() && IntentFlow.underWay(draft)) {
      leaveFor(draft, best.get());
    } else {
      draft.parked.clear();
      IntentFlow.open(draft, wanted.name(), best.get().slots());
    }
    return true;
  }

  /** The open intent was meant again: what came with it may fill slots. */
  private static boolean moreOfTheSame(Draft draft, Interpretation said) {
    boolean took = false;
    for (SlotDefinition slot : draft.openIntent().slots()) {
      SlotValue value = said.slots().get(slot.name());
      if (value != null && !draft.slots.containsKey(slot.name())) {
        Offers.take(draft, slot, value);
        took |= draft.slots.containsKey(slot.name());
      }
    }
    if (took) {
      IntentFlow.advance(draft);
    }
    // What breaks the rules of the very slot that is asked is an answer that does, and costs an attempt.
    return took || draft.asking == Expectation.Kind.SLOT && draft.askedSlotDefinition().filter(slot -> Offers.refuses(draft, slot)).isPresent();
  }

  private static void leaveFor(Draft draft, Interpretation best) {
    if (draft.parked.size() >= draft.locale.digressions().depth()) {
      Responses.say(draft, draft.locale.digressions().tooDeep());
      SlotElicitation.askAgain(draft);
      return;
    }
    draft.stopWaiting();
    draft.parked.add(0, draft.frame());
    IntentFlow.open(draft, best.intent(), best.slots());
  }

  /** "Back to the transfer": the intents left after it are given up. */
  private static boolean backTo(Draft draft, String intent) {
    for (int i = 0; i < draft.parked.size(); i++) {
      if (draft.parked.get(i).intent().equals(Optional.of(intent))) {
        draft.parked.subList(0, i).clear();
        resume(draft);
        return true;
      }
    }
    return false;
  }

  /** Goes back to the intent that was left last, and asks once more what it had asked. */
  static void resume(Draft draft) {
    draft.stopWaiting();
    draft.open(draft.parked.remove(0));
    draft.underWay = true;
    if (draft.asking == Expectation.Kind.NOTHING || draft.asking == Expectation.Kind.INTENT) {
      IntentFlow.advance(draft);
    } else {
      SlotElicitation.askAgain(draft);
    }
  }

  /** Whether a cue stands for a built-in intent. */
  static Optional<BuiltInIntent> builtIn(Cue cue) {
    return switch (cue) {
      case REPEAT -> Optional.of(BuiltInIntent.REPEAT);
      case CANCEL -> Optional.of(BuiltInIntent.CANCEL);
      case HELP -> Optional.of(BuiltInIntent.HELP);
      case STOP -> Optional.of(BuiltInIntent.STOP);
      case START_OVER -> Optional.of(BuiltInIntent.START_OVER);
      case BACK -> Optional.of(BuiltInIntent.PREVIOUS);
      case HOLD -> Optional.of(BuiltInIntent.PAUSE);
      case RESUME -> Optional.of(BuiltInIntent.RESUME);
      case YES, NO -> Optional.empty();
    };
  }
}
