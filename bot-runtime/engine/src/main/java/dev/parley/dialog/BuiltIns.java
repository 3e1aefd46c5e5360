package dev.parley.dialog;

import dev.parley.definition.BuiltInIntent;
import dev.parley.definition.IntentDefinition;
import dev.parley.definition.IntentDefinition.QuestionAnswer;
import dev.parley.definition.NextStep;
import dev.parley.definition.ResponseDefinition;
import dev.parley.definition.SlotDefinition;
import dev.parley.definition.Transition;
import dev.parley.event.Cue;
import dev.parley.event.Interpretations.Interpretation;
import dev.parley.event.Reached.Way;
import dev.parley.event.SessionView.IntentState;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The intents whose meaning every caller knows: they do what their names say. Repeating, going back and a slot's own help work
 * in every bot; the others in bots that have the intent. Pure.
 */
final class BuiltIns {

  private BuiltIns() {}

  /** Does what a cue asks for; false when this bot does not offer it here. */
  static boolean byCue(Draft draft, Optional<Cue> cue) {
    Optional<BuiltInIntent> which = cue.flatMap(Digressions::builtIn);
    if (which.isEmpty()) {
      return false;
    }
    Optional<IntentDefinition> definition =
        draft.locale.intents().values().stream().filter(i -> i.is(which.get())).findFirst();
    Interpretation none =
        new Interpretation(definition.map(IntentDefinition::name).orElse(""), OptionalDouble.empty(), Map.of());
    return run(draft, which.get(), definition, none);
  }

  /** Does it; false when it means nothing here. */
  static boolean run(Draft draft, BuiltInIntent which, Optional<IntentDefinition> definition, Interpretation said) {
    boolean done = does(draft, which, definition, said);
    if (done) {
      definition.ifPresent(d -> draft.reached(d.span(), Way.TAKEN));
    }
    return done;
  }

  private static boolean does(Draft draft, BuiltInIntent which, Optional<IntentDefinition> definition, Interpretation said) {
    boolean underWay = IntentFlow.underWay(draft);
    return switch (which) {
      case REPEAT -> repeat(draft, definition);
      case HELP -> help(draft, definition, underWay);
      case PREVIOUS -> back(draft, definition);
      case PAUSE -> underWay && HoldFlow.pause(draft, definition);
      case RESUME -> definition.isPresent() && resume(draft, definition.get(), underWay);
      case CANCEL -> Corrections.drop(draft) || definition.isPresent() && cancel(draft, definition.get(), underWay);
      case STOP -> definition.isPresent() && stop(draft, definition.get());
      case START_OVER -> definition.isPresent() && startOver(draft, definition.get(), underWay);
      case QNA -> definition.isPresent() && answer(draft, definition.get(), said, underWay);
      case FALLBACK -> false;
    };
  }

  private static List<ResponseDefinition> words(Optional<IntentDefinition> definition) {
    return definition.stream()
        .flatMap(i -> java.util.stream.Stream.of(i.opening(), i.closing()))
        .flatMap(Optional::stream)
        .flatMap(t -> t.response().stream())
        .toList();
  }

  private static boolean repeat(Draft draft, Optional<IntentDefinition> definition) {
    if (draft.lastSaid.isEmpty()) {
      return false;
    }
    words(definition).forEach(r -> Responses.say(draft, r));
    draft.sayAgain();
    return true;
  }

  private static boolean help(Draft draft, Optional<IntentDefinition> definition, boolean underWay) {
    Optional<ResponseDefinition> own =
        draft.askedPartDefinition().flatMap(SlotDefinition::help).or(() -> draft.askedSlotDefinition().flatMap(SlotDefinition::help));
    List<ResponseDefinition> words = own.map(List::of).orElseGet(() -> words(definition));
    if (words.isEmpty()) {
      return false;
    }
    words.forEach(r -> Responses.say(draft, r));
    askAgain(draft, underWay);
    return true;
  }

  private static void askAgain(Draft draft, boolean underWay) {
    if (underWay) {
      SlotElicitation.askAgain(draft);
    }
  }

  private static boolean back(Draft draft, Optional<IntentDefinition> definition) {
    return Corrections.back(draft, words(definition)) || repeat(draft, Optional.empty());
  }

  private static boolean resume(Draft draft, IntentDefinition definition, boolean underWay) {
    words(Optional.of(definition)).forEach(r -> Responses.say(draft, r));
    askAgain(draft, underWay);
    return true;
  }

  private static boolean cancel(Draft draft, IntentDefinition definition, boolean underWay) {
    draft.stopWaiting();
    draft.intentState = underWay ? IntentState.FAILED : draft.intentState;
    words(Optional.of(definition)).forEach(r -> Responses.say(draft, r));
    if (!draft.parked.isEmpty()) {
      FeatureWrites.intentOver(draft);
      Digressions.resume(draft);
    } else {
      IntentFlow.end(draft, next(definition).orElse(NextStep.Action.ELICIT_INTENT));
    }
    return true;
  }

  private static boolean stop(Draft draft, IntentDefinition definition) {
    draft.stopWaiting();
    IntentFlow.giveUp(draft);
    words(Optional.of(definition)).forEach(r -> Responses.say(draft, r));
    IntentFlow.end(draft, NextStep.Action.END_CONVERSATION);
    return true;
  }

  private static boolean startOver(Draft draft, IntentDefinition definition, boolean underWay) {
    words(Optional.of(definition)).forEach(r -> Responses.say(draft, r));
    if (underWay) {
      IntentFlow.open(draft, draft.openIntent().name(), Map.of());
    } else {
      IntentFlow.end(draft, NextStep.Action.ELICIT_INTENT);
    }
    return true;
  }

  private static boolean answer(Draft draft, IntentDefinition definition, Interpretation said, boolean underWay) {
    List<QuestionAnswer> pairs = definition.questions();
    if (said.question().isEmpty() || said.question().getAsInt() >= pairs.size()) {
      return false;
    }
    Responses.say(draft, pairs.get(said.question().getAsInt()).answer());
    if (underWay) {
      SlotElicitation.askAgain(draft);
    } else {
      draft.intent = Optional.of(definition.name());
      draft.slots.clear();
      draft.intentState = IntentState.FULFILLED;
      words(Optional.of(definition)).forEach(r -> Responses.say(draft, r));
      IntentFlow.end(draft, next(definition).orElse(NextStep.Action.ELICIT_INTENT));
    }
    return true;
  }

  private static Optional<NextStep.Action> next(IntentDefinition definition) {
    return definition.closing().flatMap(Transition::next).map(NextStep::action)
        .filter(a -> a == NextStep.Action.END_CONVERSATION || a == NextStep.Action.ELICIT_INTENT);
  }
}
