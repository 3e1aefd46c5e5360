package dev.parley.conversation;

import dev.parley.definition.IntentDefinition;
import dev.parley.definition.LocaleDefinition;
import dev.parley.definition.SlotDefinition;
import dev.parley.event.SessionView;
import dev.parley.event.SessionView.DialogAction;
import java.util.Collection;
import java.util.Optional;
import java.util.stream.Collectors;

/** Whether a session that a client or hook sends names only what the bot has. Pure. */
final class SessionNames {

  private SessionNames() {}

  /** What is wrong, where, and what would be right; empty when nothing is. */
  static Optional<String> mistake(LocaleDefinition locale, SessionView session) {
    if (session.intent().isEmpty()) {
      return Optional.empty();
    }
    String name = session.intent().get().name();
    IntentDefinition intent = locale.intents().get(name);
    if (intent == null) {
      return Optional.of("sessionState.intent.name '" + name + "' is no intent of this bot; " + known("the intents are", locale.intents().keySet()));
    }
    Collection<String> slots = intent.slots().stream().map(SlotDefinition::name).toList();
    Optional<String> slot =
        session.intent().get().slots().keySet().stream().filter(s -> !slots.contains(s)).findFirst()
            .map(s -> "sessionState.intent.slots '" + s + "' is no slot of intent '" + name + "'; " + known("its slots are", slots));
    return slot.or(() -> session.dialogAction()
        .filter(a -> a.type() == DialogAction.Type.ELICIT_SLOT)
        .flatMap(DialogAction::slotToElicit)
        .filter(s -> !slots.contains(s))
        .map(s -> "sessionState.dialogAction.slotToElicit '" + s + "' is no slot of intent '" + name + "'; " + known("its slots are", slots)));
  }

  private static String known(String are, Collection<String> names) {
    return names.isEmpty() ? "it has none" : are + " " + names.stream().sorted().collect(Collectors.joining(", "));
  }
}
