package dev.parley.dialog;

import dev.parley.definition.FeatureUse;
import dev.parley.definition.IntentDefinition;
import dev.parley.definition.WriteRule;
import dev.parley.definition.WriteRule.Change;
import dev.parley.definition.WriteRule.Moment;
import dev.parley.dialog.DialogState.LookedUp;
import dev.parley.event.DialogOutput;
import dev.parley.event.DialogOutput.Count;
import dev.parley.event.Reached.Way;
import dev.parley.event.SessionView.IntentState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the bot writes of a customer, at the moments that its definition names. Pure: the shell does the writing. */
final class FeatureWrites {

  private FeatureWrites() {}

  /** The open intent is over, if it was under way; told once of each intent. */
  static void intentOver(Draft draft) {
    boolean done = draft.intentState == IntentState.FULFILLED || draft.intentState == IntentState.READY_FOR_FULFILLMENT;
    if (done || draft.intentState == IntentState.FAILED) {
      intentOver(draft, done ? Moment.FULFILLED : Moment.FAILED);
    }
    draft.underWay = false;
  }

  /** The open intent goes no further, and what follows is another one's. */
  static void intentFailed(Draft draft) {
    intentOver(draft, Moment.FAILED);
    draft.underWay = false;
  }

  private static void intentOver(Draft draft, Moment moment) {
    // What is about the conversation itself, or about nothing that was understood, is nobody's business.
    boolean own = draft.intent.flatMap(draft::definition).filter(FeatureWrites::isOwn).isPresent();
    if (draft.underWay && own) {
      at(draft, moment);
    }
  }

  private static boolean isOwn(IntentDefinition intent) {
    return !intent.isFallback() && intent.builtIn().isEmpty();
  }

  /** The conversation is over; told once of each connection. */
  static void ended(Draft draft) {
    if (!draft.ended) {
      draft.ended = true;
      at(draft, Moment.END);
    }
  }

  /** The caller is gone. Who makes a request for each utterance never stays, and so never leaves. */
  static void hungUp(Draft draft) {
    if (draft.waits && !draft.closed) {
      at(draft, Moment.HANG_UP);
    }
    if (draft.waits) {
      ended(draft);
    }
  }

  private static void at(Draft draft, Moment moment) {
    for (FeatureUse use : draft.locale.features().values()) {
      // What was said to be the key counts until another customer is spoken of.
      Optional<String> key =
          use.writes().isEmpty()
              ? Optional.empty()
              : FeatureFlow.key(draft, use.group()).or(() -> Optional.ofNullable(draft.features.get(use.group())).map(LookedUp::key));
      key.ifPresent(k -> write(draft, use, k, moment));
    }
  }

  private static void write(Draft draft, FeatureUse use, String key, Moment moment) {
    Map<String, String> values = new LinkedHashMap<>();
    List<Count> counts = new ArrayList<>();
    for (WriteRule rule : use.writes()) {
      if (!rule.at().contains(moment)) {
        continue;
      }
      boolean holds = rule.onlyIf().map(c -> Conditions.holds(draft, c)).orElse(true);
      draft.reached(rule.span(), holds ? Way.TAKEN : Way.PASSED);
      if (holds) {
        rule.changes().forEach(c -> change(draft, c, values, counts));
      }
    }
    if (!values.isEmpty() || !counts.isEmpty()) {
      draft.outputs.add(new DialogOutput.WriteFeatures(use.group(), key, draft.now, values, counts));
    }
  }

  private static void change(Draft draft, Change change, Map<String, String> values, List<Count> counts) {
    if (change.value() instanceof WriteRule.Add add) {
      Optional<Instant> since =
          add.daily() ? Optional.of(draft.today().atStartOfDay(draft.zone).toInstant()) : Optional.empty();
      counts.add(new Count(change.feature(), add.amount(), since));
    } else if (change.value() instanceof WriteRule.Path path) {
      Conditions.path(draft, path.path().path()).ifPresent(v -> values.put(change.feature(), v));
    } else if (change.value() instanceof WriteRule.Text text) {
      Values.text(draft, text.template()).ifPresent(v -> values.put(change.feature(), v));
    } else {
      throw new AssertionError(change);
    }
  }
}
