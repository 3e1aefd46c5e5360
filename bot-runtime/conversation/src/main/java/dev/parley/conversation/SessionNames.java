package dev.parley.conversation;

import dev.parley.definition.IntentDefinition;
import dev.parley.definition.LocaleDefinition;
import dev.parley.definition.SlotDefinition;
import dev.parley.event.SessionView.DialogAction;
import dev.parley.event.SessionView.IntentView;
import dev.parley.event.SessionView;
import dev.parley.event.SlotValue;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Whether a session that a client or hook sends names only what the bot has. Pure. */
final class SessionNames {

  private static final int MAX_CONTEXTS = 20;

  private SessionNames() {}

  /** What is wrong, where, and what would be right; empty when nothing is. */
  static Optional<String> mistake(LocaleDefinition locale, SessionView session) {
    if (session.activeContexts().size() > MAX_CONTEXTS) {
      return Optional.of("sessionState.activeContexts has " + session.activeContexts().size() + " contexts; at most " + MAX_CONTEXTS + " are taken");
    }
    return session.intent().flatMap(i -> intent(locale, i, session.dialogAction())).or(() -> hints(locale, session));
  }

  /** The same for what a client sends: a question about an intent needs the intent. */
  static Optional<String> clientsMistake(LocaleDefinition locale, SessionView session) {
    Optional<DialogAction.Type> type = session.dialogAction().map(DialogAction::type);
    boolean needsIntent = type.filter(t -> t == DialogAction.Type.ELICIT_SLOT || t == DialogAction.Type.CONFIRM_INTENT).isPresent();
    if (needsIntent && session.intent().isEmpty()) {
      return Optional.of("sessionState.intent is missing; dialogAction.type " + type.get().lexName() + " needs it");
    }
    return mistake(locale, session);
  }

  private static Optional<String> intent(LocaleDefinition locale, IntentView view, Optional<DialogAction> action) {
    IntentDefinition intent = locale.intents().get(view.name());
    if (intent == null) {
      return Optional.of("sessionState.intent.name '" + view.name() + "' is no intent of this bot; " + known("the intents are", locale.intents().keySet()));
    }
    for (Map.Entry<String, Optional<SlotValue>> slot : view.slots().entrySet()) {
      Optional<SlotDefinition> definition = intent.slot(slot.getKey());
      Optional<String> mistake =
          definition.isEmpty()
              ? Optional.of("sessionState.intent.slots '" + slot.getKey() + "' is no slot of intent '" + view.name() + "'; " + known("its slots are", names(intent)))
              : slot.getValue().flatMap(v -> shape(definition.get(), v));
      if (mistake.isPresent()) {
        return mistake;
      }
    }
    return action.filter(a -> a.type() == DialogAction.Type.ELICIT_SLOT).flatMap(a -> asked(intent, a));
  }

  private static Optional<String> shape(SlotDefinition slot, SlotValue value) {
    String place = "sessionState.intent.slots." + slot.name();
    if (value instanceof SlotValue.Composite composite) {
      return slot.composite()
          ? composite.parts().keySet().stream().filter(p -> !slot.parts().containsKey(p)).findFirst()
              .map(p -> place + ".subSlots '" + p + "' is no part of the slot; " + known("its parts are", slot.parts().keySet()))
          : Optional.of(place + " has the shape Composite, but the slot has no parts");
    }
    if (slot.composite()) {
      return Optional.of(place + " must have the shape Composite; " + known("its parts are", slot.parts().keySet()));
    }
    return value instanceof SlotValue.Several && !slot.multiple()
        ? Optional.of(place + " has the shape List, but the slot takes one value (allowMultipleValues)")
        : Optional.empty();
  }

  private static Optional<String> asked(IntentDefinition intent, DialogAction action) {
    String name = action.slotToElicit().orElse("");
    Optional<SlotDefinition> slot = intent.slot(name);
    if (slot.isEmpty()) {
      return Optional.of(
          "sessionState.dialogAction.slotToElicit '" + name + "' is no slot of intent '" + intent.name() + "'; " + known("its slots are", names(intent)));
    }
    return action.subSlotToElicit().filter(p -> !slot.get().parts().containsKey(p))
        .map(p -> "sessionState.dialogAction.subSlotToElicit '" + p + "' is no part of slot '" + name + "'; " + known("its parts are", slot.get().parts().keySet()));
  }

  private static Optional<String> hints(LocaleDefinition locale, SessionView session) {
    for (Map.Entry<String, Map<String, SessionView.SlotHints>> hints : session.hints().entrySet()) {
      IntentDefinition intent = locale.intents().get(hints.getKey());
      if (intent == null) {
        return Optional.of(
            "sessionState.runtimeHints.slotHints '" + hints.getKey() + "' is no intent of this bot; " + known("the intents are", locale.intents().keySet()));
      }
      Optional<String> unknown = hints.getValue().keySet().stream().filter(s -> intent.slot(s).isEmpty()).findFirst();
      if (unknown.isPresent()) {
        return Optional.of(
            "sessionState.runtimeHints.slotHints." + hints.getKey() + " '" + unknown.get() + "' is no slot of the intent; " + known("its slots are", names(intent)));
      }
    }
    return Optional.empty();
  }

  private static Collection<String> names(IntentDefinition intent) {
    return intent.slots().stream().map(SlotDefinition::name).toList();
  }

  private static String known(String are, Collection<String> names) {
    return names.isEmpty() ? "it has none" : are + " " + names.stream().sorted().collect(Collectors.joining(", "));
  }
}
