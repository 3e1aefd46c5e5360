package dev.parley.dialog;

import dev.parley.definition.DialogHook;
import dev.parley.definition.NextStep;
import dev.parley.definition.SlotDefinition;
import dev.parley.definition.Template;
import dev.parley.definition.Transition;
import dev.parley.event.DialogOutput;
import dev.parley.event.Reached.Way;
import dev.parley.event.SessionView.ConfirmationState;
import dev.parley.event.SessionView.IntentState;
import dev.parley.event.SlotValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Carries out what the bot's definition has at a {@link Point}: words, attributes, hook, branches, next step; where that decides
 * nothing, the usual order of a dialog follows. Pure.
 */
final class Course {

  private Course() {}

  /** Comes to this point. */
  static void run(Draft draft, Point point) {
    if (!draft.mayMove()) {
      letGo(draft);
      return;
    }
    Optional<Transition> transition = Points.transition(draft.openIntent(), point);
    Optional<DialogHook> hook = Points.hook(draft.openIntent(), point);
    if (point.kind() == Point.Kind.FULFILLMENT && hook.isPresent()) {
      HookFlow.call(draft, point, hook.get());
      return;
    }
    transition.ifPresent(t -> begin(draft, t));
    if (hook.isPresent()) {
      HookFlow.call(draft, point, hook.get());
    } else {
      decide(draft, point, transition);
    }
  }

  /** A bot whose next steps lead round in circles must not take the caller with it. */
  private static void letGo(Draft draft) {
    draft.intentState = IntentState.FAILED;
    IntentFlow.end(draft, NextStep.Action.END_CONVERSATION);
  }

  private static void begin(Draft draft, Transition transition) {
    Responses.say(draft, transition.response());
    assign(draft, transition.attributes());
  }

  /** A hook has answered here, failed, or was too late: its own transition comes first, then what the point has. */
  static void afterHook(Draft draft, Point point, Optional<Transition> own) {
    own.ifPresent(t -> begin(draft, t));
    boolean decides = own.filter(t -> !t.branches().isEmpty() || t.next().isPresent() || t.otherwise().isPresent()).isPresent();
    decide(draft, point, decides ? own : Points.transition(draft.openIntent(), point));
  }

  /** The work has failed, and the words for it have been said: what follows, else the intent is over. */
  static void decideFailure(Draft draft, Transition failure) {
    assign(draft, failure.attributes());
    decide(draft, Point.of(Point.Kind.DECLINED), Optional.of(failure));
  }

  private static void decide(Draft draft, Point point, Optional<Transition> transition) {
    if (transition.isEmpty()) {
      usual(draft, point);
      return;
    }
    for (Transition.Branch branch : transition.get().branches()) {
      boolean holds = Conditions.holds(draft, branch.condition());
      decided(draft, branch, holds);
      if (holds) {
        draft.reached(branch.span(), Way.TAKEN);
        outcome(draft, point, branch.outcome());
        return;
      }
      draft.reached(branch.span(), Way.PASSED);
    }
    if (transition.get().otherwise().isPresent()) {
      outcome(draft, point, transition.get().otherwise().get());
    } else {
      go(draft, point, transition.get().next());
    }
  }

  private static void decided(Draft draft, Transition.Branch branch, boolean taken) {
    List<DialogOutput.Fact> facts = Responses.facts(draft, branch.condition().references());
    if (!facts.isEmpty()) {
      draft.outputs.add(new DialogOutput.Decided(branch.name(), branch.span().toString(), taken, facts));
    }
  }

  private static void outcome(Draft draft, Point point, Transition.Outcome outcome) {
    Responses.say(draft, outcome.response());
    assign(draft, outcome.attributes());
    go(draft, point, outcome.next());
  }

  /**
   * As in Lex, what names an absent value changes nothing; but one that names a customer fact takes the attribute away, so that
   * what is known of one customer is not taken for the next one's.
   */
  private static void assign(Draft draft, Map<String, Template> attributes) {
    attributes.forEach((name, template) -> {
      Optional<String> value = Values.text(draft, template);
      if (value.isPresent()) {
        draft.attributes = Kept.with(draft.attributes, name, value.get());
      } else if (template.references().anyMatch(Template.FeatureReference.class::isInstance)) {
        draft.attributes = Kept.without(draft.attributes, name);
      }
    });
  }

  private static void go(Draft draft, Point point, Optional<NextStep> next) {
    if (next.isEmpty()) {
      usual(draft, point);
      return;
    }
    NextStep step = next.get();
    draft.silent = step.silent();
    if (step.action() == NextStep.Action.START_INTENT) {
      Map<String, SlotValue> slots = values(draft, step);
      draft.parked.clear();
      FeatureWrites.intentOver(draft);
      IntentFlow.open(draft, step.intent().orElseThrow(), slots);
      return;
    }
    values(draft, step).forEach((name, value) -> {
      draft.fill(name, value);
      draft.readBack.remove(name);
    });
    switch (step.action()) {
      case CONTINUE -> goOn(draft, point);
      case ELICIT_INTENT -> IntentFlow.end(draft, NextStep.Action.ELICIT_INTENT);
      case ELICIT_SLOT -> elicit(draft, step);
      case CONFIRM_INTENT -> ConfirmationFlow.ask(draft, 0);
      case FULFILL_INTENT -> Fulfilment.begin(draft);
      case CLOSE_INTENT -> close(draft, point);
      case END_CONVERSATION -> IntentFlow.end(draft, NextStep.Action.END_CONVERSATION);
      case START_INTENT -> throw new AssertionError("handled above");
    }
  }

  /** The usual order; a slot that has failed and been given a value all the same has not failed. */
  private static void goOn(Draft draft, Point point) {
    boolean given =
        point.kind() == Point.Kind.SLOT_FAILED
            && Points.slot(draft.openIntent(), point).filter(s -> Composites.complete(s, draft.value(s))).isPresent();
    if (given) {
      IntentFlow.advance(draft);
    } else {
      usual(draft, point);
    }
  }

  private static Map<String, SlotValue> values(Draft draft, NextStep step) {
    Map<String, SlotValue> values = new java.util.LinkedHashMap<>();
    var intent = step.intent().isPresent() ? Optional.ofNullable(draft.locale.intents().get(step.intent().get())) : Optional.of(draft.openIntent());
    step.slots().forEach((name, template) ->
        intent.flatMap(i -> i.slot(name)).ifPresent(slot ->
            Values.text(draft, template).map(SlotValue.Scalar::of).ifPresent(v -> values.put(name, v))));
    return values;
  }

  private static void elicit(Draft draft, NextStep step) {
    Optional<SlotDefinition> slot = step.slot().flatMap(draft.openIntent()::slot);
    if (slot.isEmpty()) {
      IntentFlow.advance(draft);
      return;
    }
    Optional<SlotValue> given = Optional.ofNullable(draft.given.get(slot.get().name()));
    if (!step.slots().containsKey(slot.get().name())) {
      draft.clear(slot.get().name());
    }
    draft.confirmation = ConfirmationState.NONE;
    // Declined or failed before: the intent goes on all the same.
    draft.intentState = IntentState.IN_PROGRESS;
    given.ifPresent(value -> Offers.take(draft, slot.get(), value));
    if (!Offers.speaksOf(draft, slot.get())) {
      SlotElicitation.ask(draft, slot.get(), Optional.empty(), 0);
    }
  }

  private static void close(Draft draft, Point from) {
    if (from.kind() == Point.Kind.CLOSING) {
      IntentFlow.over(draft);
      return;
    }
    if (draft.intentState != IntentState.FAILED) {
      draft.intentState = IntentState.FULFILLED;
    }
    run(draft, Point.of(Point.Kind.CLOSING));
  }

  /** What follows at this point when the definition says nothing else. */
  private static void usual(Draft draft, Point point) {
    switch (point.kind()) {
      case OPENING, TURN, CAPTURED, CONFIRMED -> IntentFlow.advance(draft);
      case SLOT_RETRY, CONFIRM_RETRY -> SlotElicitation.askAgain(draft);
      case SLOT_FAILED, CONFIRM_FAILED -> IntentFlow.fallback(draft);
      case DECLINED -> IntentFlow.over(draft);
      case FULFILLMENT -> IntentFlow.close(draft);
      case CLOSING -> IntentFlow.over(draft);
    }
  }
}
