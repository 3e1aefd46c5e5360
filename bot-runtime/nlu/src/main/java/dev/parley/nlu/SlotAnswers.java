package dev.parley.nlu;

import dev.parley.definition.IntentDefinition;
import dev.parley.definition.SlotDefinition;
import dev.parley.dialog.SlotRules;
import dev.parley.event.SlotValue;
import dev.parley.slot.SlotContext;
import dev.parley.slot.SlotType;
import dev.parley.slot.SpokenTokens;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads whole texts as values of slots. Pure and thread-safe. */
final class SlotAnswers {

  private final Map<String, SlotType> types;

  SlotAnswers(Map<String, SlotType> types) {
    this.types = types;
  }

  /** The value that the whole text is for this slot. */
  Optional<SlotValue> value(SlotDefinition slot, String text, SlotContext context) {
    SlotType type = types.get(slot.type());
    return type == null ? Optional.empty() : type.resolve(text, context).stream().findFirst().map(SlotValue.class::cast);
  }

  /** The same of an answer to the slot's question, which may be worded as one of its samples, or as it stands in the intent's. */
  Optional<SlotValue> answer(IntentDefinition intent, SlotDefinition slot, String text, SlotContext context) {
    Optional<SlotValue> whole = value(slot, text, context);
    if (whole.filter(v -> !v.resolvedValues().isEmpty()).isPresent()) {
      return whole;
    }
    List<String> tokens = SpokenTokens.of(text);
    for (IntentDefinition.SampleUtterance sample : slot.utterances()) {
      SampleTemplate template = SampleTemplate.of(sample.text());
      Optional<SlotValue> value =
          template.slots().equals(List.of(slot.name())) ? template.fill(tokens).flatMap(t -> value(slot, t, context)) : Optional.empty();
      if (value.isPresent()) {
        return value;
      }
    }
    Set<String> before = new LinkedHashSet<>();
    intent.utterances().forEach(u -> SampleTemplate.of(u.text()).wordBefore(slot.name()).ifPresent(before::add));
    if (whole.isEmpty() && tokens.size() > 1 && before.contains(tokens.get(0))) {
      return value(slot, String.join(" ", tokens.subList(1, tokens.size())), context);
    }
    return whole;
  }

  /** Whether a value keeps the slot's own rules. */
  boolean keepsRules(SlotDefinition slot, SlotValue value, SlotContext context) {
    return SlotRules.failed(slot, value.interpretedValue(), context.today()).isEmpty();
  }
}
