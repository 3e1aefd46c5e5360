package dev.parley.dialog;

import dev.parley.definition.IntentDefinition;
import dev.parley.definition.LocaleDefinition;
import dev.parley.definition.SlotDefinition;
import dev.parley.event.SessionView;
import dev.parley.event.SessionView.DialogAction;
import dev.parley.event.SessionView.IntentView;
import dev.parley.event.SessionView.SlotHints;
import dev.parley.event.SlotValue;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A dialog as clients and hooks see it. Pure. */
final class SessionViews {

  private static final SlotHints NO_HINTS = new SlotHints(List.of(), Map.of());

  private SessionViews() {}

  static SessionView of(LocaleDefinition locale, DialogState state, Instant now) {
    return new SessionView(
        Optional.of(action(state)), state.intent().map(name -> intent(locale, state, name)), Contexts.view(state.contexts(), now), state.attributes(), state.hints(), Set.of());
  }

  /** What is likely to be said for the slot, or the part of it, that is asked. */
  static List<String> hints(DialogState state) {
    Map<String, SlotHints> ofIntent = state.intent().map(state.hints()::get).orElse(Map.of());
    Optional<SlotHints> ofSlot = state.askedSlot().map(ofIntent::get);
    Optional<String> part = state.frame().askedPart();
    return ofSlot.map(h -> part.map(p -> h.parts().getOrDefault(p, NO_HINTS)).orElse(h)).map(SlotHints::phrases).orElse(List.of());
  }

  private static DialogAction action(DialogState state) {
    if (state.closed()) {
      return new DialogAction(DialogAction.Type.CLOSE, Optional.empty());
    }
    return switch (state.asking()) {
      case INTENT -> new DialogAction(DialogAction.Type.ELICIT_INTENT, Optional.empty());
      // Lex has no read-back of a slot: to its clients the slot is still being elicited.
      case SLOT, SLOT_CONFIRMATION -> new DialogAction(DialogAction.Type.ELICIT_SLOT, state.askedSlot(), state.frame().askedPart(), state.frame().spelling());
      case INTENT_CONFIRMATION -> new DialogAction(DialogAction.Type.CONFIRM_INTENT, Optional.empty());
      case NOTHING -> new DialogAction(DialogAction.Type.NONE, Optional.empty());
    };
  }

  private static IntentView intent(LocaleDefinition locale, DialogState state, String name) {
    Map<String, Optional<SlotValue>> slots = new LinkedHashMap<>();
    IntentDefinition definition = locale.intents().get(name);
    if (definition != null) {
      for (SlotDefinition slot : definition.slots()) {
        slots.put(
            slot.name(),
            Optional.ofNullable(state.slots().get(slot.name()))
                .or(() -> Optional.ofNullable(state.frame().given().get(slot.name())).filter(SlotValue::ambiguous)));
      }
    }
    return new IntentView(name, slots, state.intentState(), state.confirmation());
  }
}
