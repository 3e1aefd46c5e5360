package dev.parley.conversation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.dialog.DialogState;
import dev.parley.dialog.DialogState.LookedUp;
import dev.parley.engine.Step;
import dev.parley.event.DialogOutput;
import dev.parley.event.DialogOutput.Fact;
import dev.parley.event.SecretToken;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which features shaped what a step says, as a line of the journal: of each sentence, and of each branch that they decided. What is
 * masked wherever people look is masked here. Pure.
 */
final class Shaping {

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

  private void said(DialogOutput.Say say, ArrayNode said) {
    for (int i = 0; i < say.messages().size(); i++) {
      int message = i;
      List<Fact> behind = say.facts().stream().filter(f -> f.message() == message).toList();
      if (!behind.isEmpty()) {
        // A sentence with a masked fact in it would tell it.
        boolean masked = behind.stream().anyMatch(f -> facts.sensitive(f.group(), f.feature()));
        said.addObject().put("words", masked ? "***" : SecretToken.mask(say.messages().get(i).content())).set("facts", facts(behind));
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
      found.map(f -> f.snapshot().values().get(fact.feature()))
          .ifPresent(v -> node.put("value", facts.sensitive(fact.group(), fact.feature()) ? "***" : SecretToken.mask(v)));
    }
    return nodes;
  }
}
