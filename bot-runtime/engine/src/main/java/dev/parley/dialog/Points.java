package dev.parley.dialog;

import dev.parley.definition.DialogHook;
import dev.parley.definition.IntentDefinition;
import dev.parley.definition.IntentDefinition.ConfirmationDefinition;
import dev.parley.definition.IntentDefinition.FulfillmentDefinition;
import dev.parley.definition.SlotDefinition;
import dev.parley.definition.Transition;
import java.util.Optional;

/** Finds what the bot's definition has at a {@link Point}. Pure. */
final class Points {

  private Points() {}

  static Optional<Transition> transition(IntentDefinition intent, Point point) {
    Optional<ConfirmationDefinition> confirmation = intent.confirmation();
    return switch (point.kind()) {
      case OPENING -> intent.opening();
      case CAPTURED -> slot(intent, point).flatMap(SlotDefinition::captured);
      case SLOT_FAILED -> part(intent, point).flatMap(SlotDefinition::failed).or(() -> slot(intent, point).flatMap(SlotDefinition::failed));
      case CONFIRMED -> confirmation.flatMap(ConfirmationDefinition::confirmed);
      case DECLINED -> confirmation.flatMap(ConfirmationDefinition::declined);
      case CONFIRM_FAILED -> confirmation.flatMap(ConfirmationDefinition::failed);
      case FULFILLMENT -> intent.fulfillment().flatMap(FulfillmentDefinition::success);
      case CLOSING -> intent.closing();
      case TURN, SLOT_RETRY, CONFIRM_RETRY -> Optional.empty();
    };
  }

  static Optional<DialogHook> hook(IntentDefinition intent, Point point) {
    return switch (point.kind()) {
      case TURN -> intent.turnHook();
      case SLOT_RETRY -> part(intent, point).flatMap(SlotDefinition::retryHook).or(() -> slot(intent, point).flatMap(SlotDefinition::retryHook));
      case CONFIRM_RETRY -> intent.confirmation().flatMap(ConfirmationDefinition::retryHook);
      case FULFILLMENT -> intent.fulfillment().flatMap(FulfillmentDefinition::hook);
      default -> transition(intent, point).flatMap(Transition::hook);
    };
  }

  static Optional<SlotDefinition> slot(IntentDefinition intent, Point point) {
    return point.slot().flatMap(intent::slot);
  }

  private static Optional<SlotDefinition> part(IntentDefinition intent, Point point) {
    return slot(intent, point).flatMap(s -> point.part().map(p -> s.parts().get(p)));
  }
}
