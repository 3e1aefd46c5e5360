package dev.parley.dialog;

import dev.parley.definition.InputSettings;
import dev.parley.definition.IntentDefinition;
import dev.parley.definition.IntentDefinition.ConfirmationDefinition;
import dev.parley.definition.PromptDefinition;
import dev.parley.definition.SlotDefinition;
import dev.parley.event.Expectation;
import java.util.Optional;

/** How the answer to the open question is listened to: as the session's attributes say, else its attempt, else the question. Pure. */
final class Listening {

  private Listening() {}

  static InputSettings input(
      DialogState state, Optional<IntentDefinition> intent, Optional<SlotDefinition> slot, Optional<SlotDefinition> part) {
    InputSettings own = own(state, intent, slot, part);
    return LexAttributes.of(state.attributes(), state.intent(), state.askedSlot(), state.frame().askedPart())
        .map(a -> a.input(own))
        .orElse(own);
  }

  private static InputSettings own(
      DialogState state, Optional<IntentDefinition> intent, Optional<SlotDefinition> slot, Optional<SlotDefinition> part) {
    int attempt = state.frame().attempt();
    if (state.asking() == Expectation.Kind.INTENT_CONFIRMATION) {
      Optional<ConfirmationDefinition> confirmation = intent.flatMap(IntentDefinition::confirmation);
      return confirmation
          .flatMap(c -> c.prompt().input(attempt))
          .or(() -> confirmation.map(ConfirmationDefinition::input))
          .orElse(InputSettings.LEX_DEFAULTS);
    }
    Optional<SlotDefinition> asked = part.or(() -> slot);
    Optional<PromptDefinition> prompt =
        state.asking() == Expectation.Kind.SLOT_CONFIRMATION
            ? slot.flatMap(SlotDefinition::confirmation).map(SlotDefinition.SlotConfirmation::prompt)
            : asked.map(SlotDefinition::prompt);
    return prompt
        .flatMap(p -> p.input(attempt))
        .or(() -> asked.map(SlotDefinition::input))
        .orElse(InputSettings.LEX_DEFAULTS);
  }
}
