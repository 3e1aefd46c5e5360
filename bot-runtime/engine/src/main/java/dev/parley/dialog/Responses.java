package dev.parley.dialog;

import dev.parley.definition.ResponseDefinition;
import dev.parley.definition.ResponseDefinition.MessageGroup;
import dev.parley.definition.ResponseDefinition.MessageTemplate;
import dev.parley.definition.Template;
import dev.parley.dialog.DialogState.LookedUp;
import dev.parley.event.FeatureSnapshot;
import dev.parley.event.Message;
import dev.parley.event.Reached;
import dev.parley.event.SlotValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Fills the placeholders of what the bot says, and chooses among its wordings. When a placeholder has no value, the whole
 * response gives way to its {@code absent} (or {@code unavailable}) wording: a caller never hears an empty word.
 */
final class Responses {

  private Responses() {}

  /** Says the response, in the wording of this attempt. */
  static void say(Draft draft, ResponseDefinition response) {
    draft.reached(response.span(), Reached.Way.SAID);
    draft.say(messages(draft, response), response.interruptible());
  }

  static void say(Draft draft, Optional<ResponseDefinition> response) {
    response.ifPresent(r -> say(draft, r));
  }

  private static List<Message> messages(Draft draft, ResponseDefinition response) {
    Optional<List<Message>> full = filled(draft, response, response.groups());
    if (full.isPresent()) {
      return full.get();
    }
    if (!response.unavailable().isEmpty() && anyUnavailable(draft, response.groups())) {
      Optional<List<Message>> unavailable = filled(draft, response, response.unavailable());
      if (unavailable.isPresent()) {
        return unavailable.get();
      }
    }
    // Without a wording for what is absent, the messages that can be said in full are said.
    return filled(draft, response, response.absent()).filter(m -> !m.isEmpty()).orElseGet(() -> rest(draft, response));
  }

  private static List<Message> rest(Draft draft, ResponseDefinition response) {
    List<Message> messages = new ArrayList<>();
    for (MessageGroup group : response.groups()) {
      for (MessageTemplate variation : group.variations()) {
        Optional<Message> message = fill(draft, variation);
        if (message.isPresent()) {
          draft.reached(variation.span(), Reached.Way.SAID);
          messages.add(message.get());
          break;
        }
      }
    }
    return messages;
  }

  private static Optional<List<Message>> filled(Draft draft, ResponseDefinition response, List<MessageGroup> groups) {
    List<Message> messages = new ArrayList<>();
    List<MessageTemplate> chosen = new ArrayList<>();
    for (MessageGroup group : groups) {
      MessageTemplate template = choose(draft, response, group);
      Optional<Message> message = fill(draft, template);
      if (message.isEmpty()) {
        return Optional.empty();
      }
      chosen.add(template);
      messages.add(message.get());
    }
    chosen.forEach(template -> draft.reached(template.span(), Reached.Way.SAID));
    return Optional.of(messages);
  }

  private static MessageTemplate choose(Draft draft, ResponseDefinition response, MessageGroup group) {
    int count = group.variations().size();
    if (count == 1) {
      return group.variations().get(0);
    }
    if (response.ordered()) {
      return group.variations().get(Math.min(draft.attempt, count - 1));
    }
    draft.chance = mix(draft.chance);
    return group.variations().get((int) Long.remainderUnsigned(draft.chance >>> 1, count));
  }

  /** SplitMix64 (Steele, Lea, Flood 2014): one step of a seeded sequence. */
  static long mix(long seed) {
    long z = seed + 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  private static Optional<Message> fill(Draft draft, MessageTemplate template) {
    return text(draft, template.text()).map(text -> new Message(template.contentType(), text, template.card()));
  }

  /** The template with its placeholders filled, or empty when one has no value. */
  static Optional<String> text(Draft draft, Template template) {
    StringBuilder out = new StringBuilder();
    for (Template.Part part : template.parts()) {
      if (part instanceof Template.Literal literal) {
        out.append(literal.text());
      } else {
        Optional<String> value = value(draft, (Template.Reference) part);
        if (value.isEmpty()) {
          return Optional.empty();
        }
        out.append(value.get());
      }
    }
    return Optional.of(out.toString());
  }

  private static Optional<String> value(Draft draft, Template.Reference reference) {
    Locale locale = Locale.forLanguageTag(draft.locale.localeId().replace('_', '-'));
    if (reference instanceof Template.SlotReference slot) {
      SlotValue value = draft.slots.get(slot.slot());
      if (value instanceof SlotValue.Secret secret) {
        return Optional.of(secret.token().filtered(slot.filters()).text());
      }
      return Optional.ofNullable(value).map(v -> Filters.apply(slot.filters(), v.interpretedValue(), locale));
    }
    Optional<String> plain =
        reference instanceof Template.AttributeReference attribute
            ? Optional.ofNullable(draft.attributes.get(attribute.attribute()))
            : feature(draft, (Template.FeatureReference) reference);
    return plain.filter(v -> !v.isBlank()).map(v -> Filters.apply(reference.filters(), v, locale));
  }

  private static Optional<String> feature(Draft draft, Template.FeatureReference reference) {
    return Optional.ofNullable(draft.features.get(reference.group()))
        .map(LookedUp::snapshot)
        .map(s -> s.values().get(reference.feature()));
  }

  private static boolean anyUnavailable(Draft draft, List<MessageGroup> groups) {
    return groups.stream()
        .flatMap(g -> g.variations().stream())
        .flatMap(v -> v.text().references())
        .filter(Template.FeatureReference.class::isInstance)
        .map(r -> ((Template.FeatureReference) r).group())
        .anyMatch(group -> unavailable(draft, group));
  }

  /** A group counts as unavailable too when the group that its key comes from is. */
  private static boolean unavailable(Draft draft, String group) {
    LookedUp found = draft.features.get(group);
    if (found != null) {
      return found.snapshot().status() == FeatureSnapshot.Status.UNAVAILABLE;
    }
    return Optional.ofNullable(draft.locale.features().get(group)).stream()
        .flatMap(use -> use.key().references())
        .filter(Template.FeatureReference.class::isInstance)
        .map(r -> ((Template.FeatureReference) r).group())
        .anyMatch(from -> !from.equals(group) && unavailable(draft, from));
  }
}
