package dev.parley.dialog;

import dev.parley.definition.FeatureUse;
import dev.parley.definition.SlotDefinition;
import dev.parley.definition.Template;
import dev.parley.definition.ValidationRule;
import dev.parley.dialog.DialogState.LookedUp;
import dev.parley.dialog.DialogState.Pending;
import dev.parley.event.Deadlines;
import dev.parley.event.DialogOutput;
import dev.parley.event.FeatureSnapshot;
import dev.parley.event.Reached.Way;
import dev.parley.event.TurnId;
import java.util.Optional;

/**
 * Customer facts: looked up as soon as their key is known, again when it changes, one group after another since one may give
 * the next one's key. Pure.
 */
final class FeatureFlow {

  private FeatureFlow() {}

  /** Asks for the first group whose key is known and was not looked up under it; false when there is none. */
  static boolean lookUp(Draft draft) {
    for (FeatureUse use : draft.locale.features().values()) {
      Optional<String> key = key(draft, use.group());
      LookedUp found = draft.features.get(use.group());
      if (key.isPresent() && (found == null || !found.key().equals(key.get()))) {
        TurnId turn =
            draft.await(
                Pending.Kind.FEATURES,
                Optional.of(use.group()),
                Optional.empty(),
                Deadlines.Name.FEATURES_LIMIT,
                use.within().plus(DialogEngine.GRACE));
        draft.outputs.add(new DialogOutput.LookUpFeatures(turn, use.group(), key.get(), use.within()));
        return true;
      }
    }
    return false;
  }

  /** The key of a group's record, when all its placeholders have values. */
  static Optional<String> key(Draft draft, String group) {
    return Optional.ofNullable(draft.locale.features().get(group)).flatMap(use -> Values.text(draft, use.key()));
  }

  static void arrived(Draft draft, String group, String key, FeatureSnapshot snapshot) {
    draft.features = Kept.with(draft.features, group, new LookedUp(key, snapshot));
    if (snapshot.status() == FeatureSnapshot.Status.FOUND && draft.intent.isPresent()) {
      draft.openIntent().slots().stream()
          .filter(slot -> draft.slots.containsKey(slot.name()))
          .flatMap(slot -> slot.validation().stream())
          .filter(rule -> rule.check() instanceof ValidationRule.KnownIn in && in.group().equals(group))
          .forEach(rule -> draft.reached(rule.span(), Way.HOLDS));
    }
  }

  /** Whether a slot's value must be known to a group that has no record of it. */
  static boolean refuses(Draft draft, SlotDefinition slot) {
    if (!draft.slots.containsKey(slot.name())) {
      return false;
    }
    for (ValidationRule rule : slot.validation()) {
      LookedUp found = rule.check() instanceof ValidationRule.KnownIn in ? draft.features.get(in.group()) : null;
      if (found != null && found.snapshot().status() == FeatureSnapshot.Status.ABSENT) {
        return true;
      }
    }
    return false;
  }

  /** The look-up rule. */
  static Optional<ValidationRule> refusal(SlotDefinition slot) {
    return slot.validation().stream().filter(rule -> rule.check() instanceof ValidationRule.KnownIn).findFirst();
  }

  /**
   * Keeps what was looked up under keys that are still the same, which belongs to the session; drops the rest, so that what is known
   * of one customer is not said of another, and what could not be read, so that it is tried again.
   */
  static void forgetOthers(Draft draft) {
    int before;
    do {
      // The key of one group may be a fact of another.
      before = draft.features.size();
      for (FeatureUse use : draft.locale.features().values()) {
        LookedUp found = draft.features.get(use.group());
        boolean stays = found != null && found.snapshot().status() != FeatureSnapshot.Status.UNAVAILABLE
            && key(draft, use.group()).equals(Optional.of(found.key()));
        draft.features = stays ? draft.features : Kept.without(draft.features, use.group());
      }
    } while (draft.features.size() < before);
  }

  /** Drops what was looked up under this slot's value. */
  static void forget(Draft draft, SlotDefinition slot) {
    draft.locale.features().values().stream()
        .filter(use -> use.key().references().anyMatch(r -> isSlot(r, slot)))
        .forEach(use -> draft.features = Kept.without(draft.features, use.group()));
  }

  private static boolean isSlot(Template.Reference reference, SlotDefinition slot) {
    return reference instanceof Template.SlotReference s && s.slot().equals(slot.name());
  }
}
