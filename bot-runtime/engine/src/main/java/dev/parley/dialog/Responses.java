package dev.parley.dialog;

import dev.parley.definition.ResponseDefinition.MessageGroup;
import dev.parley.definition.ResponseDefinition.MessageTemplate;
import dev.parley.definition.ResponseDefinition;
import dev.parley.definition.Template;
import dev.parley.dialog.DialogState.LookedUp;
import dev.parley.event.DialogOutput.Fact;
import dev.parley.event.FeatureSnapshot;
import dev.parley.event.Message;
import dev.parley.event.Reached.Way;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Fills the placeholders of what the bot says, and chooses among its wordings. When a placeholder has no value, the whole
 * response gives way to its {@code absent} (or {@code unavailable}) wording: a caller never hears an empty word.
 */
final class Responses {

  /** So many wordings are remembered: a filler is varied although much else was said since the last one. */
  private static final int KEPT_WORDINGS = 8;

  private static final int COLUMN_BITS = 12;

  private Responses() {}

  /** Says the response, in the wording of this attempt. */
  static void say(Draft draft, ResponseDefinition response) {
    draft.reached(response.span(), Way.SAID);
    draft.saying.interruptedAs(response.bargeIn());
    for (Filled filled : messages(draft, response)) {
      draft.reached(filled.of().span(), Way.SAID);
      draft.saying.add(filled.message(), response.interruptible() && !filled.guarded(), filled.facts());
    }
  }

  static void say(Draft draft, Optional<ResponseDefinition> response) {
    response.ifPresent(r -> say(draft, r));
  }

  /** A message with what is behind it. */
  private record Filled(MessageTemplate of, Message message, boolean guarded, List<Fact> facts) {}

  private static List<Filled> messages(Draft draft, ResponseDefinition response) {
    Optional<List<Filled>> full = filled(draft, response, response.groups());
    if (full.isPresent()) {
      return full.get();
    }
    if (!response.unavailable().isEmpty() && anyUnavailable(draft, response.groups())) {
      Optional<List<Filled>> unavailable = filled(draft, response, response.unavailable());
      if (unavailable.isPresent()) {
        return unavailable.get();
      }
    }
    // Without a wording for what is absent, the messages that can be said in full are said.
    return filled(draft, response, response.absent()).filter(m -> !m.isEmpty()).orElseGet(() -> rest(draft, response));
  }

  private static List<Filled> rest(Draft draft, ResponseDefinition response) {
    List<Filled> messages = new ArrayList<>();
    for (MessageGroup group : response.groups()) {
      group.variations().stream().flatMap(v -> fill(draft, group, v).stream()).findFirst().ifPresent(messages::add);
    }
    return messages;
  }

  private static Optional<List<Filled>> filled(Draft draft, ResponseDefinition response, List<MessageGroup> groups) {
    List<Filled> messages = new ArrayList<>();
    for (MessageGroup group : groups) {
      Optional<Filled> message = fill(draft, group, choose(draft, response, group));
      if (message.isEmpty()) {
        return Optional.empty();
      }
      messages.add(message.get());
    }
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
    List<MessageTemplate> choice = withoutLast(draft, group.variations());
    draft.chance = mix(draft.chance);
    MessageTemplate chosen = choice.get((int) Long.remainderUnsigned(draft.chance >>> 1, choice.size()));
    List<Integer> wordings = new ArrayList<>(draft.wordings);
    wordings.add(place(chosen));
    draft.wordings = List.copyOf(wordings.subList(Math.max(0, wordings.size() - KEPT_WORDINGS), wordings.size()));
    return chosen;
  }

  /** The variations without the one that was said last: nobody hears the same wording twice running. */
  private static List<MessageTemplate> withoutLast(Draft draft, List<MessageTemplate> variations) {
    List<Integer> places = variations.stream().map(Responses::place).toList();
    for (int i = draft.wordings.size() - 1; i >= 0; i--) {
      int last = places.indexOf(draft.wordings.get(i));
      if (last >= 0) {
        List<MessageTemplate> rest = new ArrayList<>(variations);
        rest.remove(last);
        return rest;
      }
    }
    return variations;
  }

  /** Where a wording stands in its file. */
  private static int place(MessageTemplate wording) {
    return wording.span().line() << COLUMN_BITS | wording.span().column() & (1 << COLUMN_BITS) - 1;
  }

  /** SplitMix64 (Steele, Lea, Flood 2014): one step of a seeded sequence. */
  static long mix(long seed) {
    long z = seed + 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  private static Optional<Filled> fill(Draft draft, MessageGroup group, MessageTemplate template) {
    return Values.text(draft, template.text())
        .map(text -> new Filled(template, new Message(template.contentType(), text, template.card()), group.guarded(), facts(draft, template.text().references())));
  }

  /** The features among these placeholders, with the times at which they were true. */
  static List<Fact> facts(Draft draft, Stream<Template.Reference> references) {
    List<Fact> facts = new ArrayList<>();
    references.forEach(reference -> {
      if (reference instanceof Template.FeatureReference f) {
        Optional<LookedUp> found = Optional.ofNullable(draft.features.get(f.group()));
        facts.add(new Fact(0, f.group(), f.feature(), found.flatMap(l -> l.snapshot().eventTime())));
      }
    });
    return facts;
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
