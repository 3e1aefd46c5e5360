package dev.parley.conversation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.dialog.DialogState;
import dev.parley.dialog.DialogState.LookedUp;
import dev.parley.engine.Step;
import dev.parley.event.DialogEvent;
import dev.parley.event.DialogOutput;
import dev.parley.event.DialogOutput.Fact;
import dev.parley.event.FeatureSnapshot;
import dev.parley.event.Message;
import dev.parley.event.SecretToken;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which features shaped what a step says, as a line of the journal: of each sentence, and of each branch that they decided. What is
 * masked wherever people look is masked here. Pure.
 */
final class Shaping {

  /** In the place of what is masked. */
  static final String MASK = "***";

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final Map<String, LookedUp> before;
  private final Map<String, LookedUp> after;
  private final CustomerFacts facts;

  private Shaping(DialogState before, DialogState after, CustomerFacts facts) {
    this.before = before.features();
    this.after = after.features();
    this.facts = facts;
  }

  /** The line's content, or empty when no feature was behind anything. */
  static Optional<ObjectNode> of(DialogState before, Step step, CustomerFacts facts) {
    Shaping shaping = new Shaping(before, step.state().dialog(), facts);
    ArrayNode said = JSON.arrayNode();
    ArrayNode decided = JSON.arrayNode();
    boolean says = false;
    for (DialogOutput output : step.outputs()) {
      if (output instanceof DialogOutput.Say say) {
        says = true;
        shaping.said(say, said);
      } else if (output instanceof DialogOutput.Decided one) {
        ObjectNode node = decided.addObject().put("branch", SecretToken.mask(one.branch())).put("place", one.at()).put("taken", one.taken());
        node.set("facts", shaping.facts(one.facts()));
      }
    }
    if (said.isEmpty() && decided.isEmpty()) {
      return Optional.empty();
    }
    // What is decided before anything is said belongs to what comes.
    ObjectNode line = JSON.objectNode().put("turn", step.state().dialog().prompts() + (says ? 0 : 1));
    line.set("said", said);
    line.set("decided", decided);
    return Optional.of(line);
  }

  /** The event as the record may keep it: a sensitive feature's value is not in it. */
  static DialogEvent masked(DialogEvent event, CustomerFacts facts) {
    if (!(event instanceof DialogEvent.FeaturesArrived arrived)) {
      return event;
    }
    Map<String, String> values = new LinkedHashMap<>();
    arrived.snapshot().values().forEach((feature, value) -> values.put(feature, facts.sensitive(arrived.group(), feature) ? MASK : value));
    FeatureSnapshot snapshot = new FeatureSnapshot(arrived.snapshot().status(), values, arrived.snapshot().eventTime());
    return new DialogEvent.FeaturesArrived(arrived.turn(), arrived.group(), arrived.key(), snapshot);
  }

  /** What is said as the record may keep it: a sentence with a sensitive feature in it would tell it. */
  static List<Message> masked(List<Message> messages, List<Fact> used, CustomerFacts facts) {
    List<Message> kept = new ArrayList<>(messages);
    for (Fact fact : used) {
      if (facts.sensitive(fact.group(), fact.feature()) && fact.message() < kept.size()) {
        kept.set(fact.message(), Message.plain(MASK));
      }
    }
    return kept;
  }

  private void said(DialogOutput.Say say, ArrayNode said) {
    for (int i = 0; i < say.messages().size(); i++) {
      int message = i;
      List<Fact> behind = say.facts().stream().filter(f -> f.message() == message).toList();
      if (!behind.isEmpty()) {
        // A sentence with a masked fact in it would tell it.
        boolean masked = behind.stream().anyMatch(f -> facts.sensitive(f.group(), f.feature()));
        said.addObject().put("words", masked ? MASK : SecretToken.mask(say.messages().get(i).content())).set("facts", facts(behind));
      }
    }
  }

  private ArrayNode facts(List<Fact> used) {
    ArrayNode nodes = JSON.arrayNode();
    for (Fact fact : used) {
      ObjectNode node = nodes.addObject().put("group", fact.group()).put("feature", fact.feature());
      fact.eventTime().ifPresent(t -> node.put("eventTime", t.toString()));
      Optional<LookedUp> found = Optional.ofNullable(after.get(fact.group())).or(() -> Optional.ofNullable(before.get(fact.group())));
      found.ifPresent(f -> node.put("status", f.snapshot().status().name()));
      boolean sensitive = facts.sensitive(fact.group(), fact.feature());
      if (sensitive) {
        // Also of one that was absent: what is there today is as secret.
        node.put("sensitive", true);
      }
      found.map(f -> f.snapshot().values().get(fact.feature())).ifPresent(v -> node.put("value", sensitive ? MASK : SecretToken.mask(v)));
    }
    return nodes;
  }
}
