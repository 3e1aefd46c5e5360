package dev.parley.dialog;

import dev.parley.definition.IntentDefinition.OutputContext;
import dev.parley.definition.SlotDefinition;
import dev.parley.dialog.DialogState.LivingContext;
import dev.parley.event.SessionView.ActiveContext;
import dev.parley.event.SlotValue;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Active contexts: a fulfilled intent leaves them behind, later intents need or read them, time and the caller's turns use them
 * up. Pure.
 */
final class Contexts {

  /** Lex's limit; the oldest go first. */
  private static final int MAX_CONTEXTS = 20;

  private Contexts() {}

  /** The names of the contexts that are active now. */
  static Set<String> names(Draft draft) {
    Set<String> names = new LinkedHashSet<>();
    for (LivingContext context : draft.contexts) {
      if (lives(context, draft.now)) {
        names.add(context.name());
      }
    }
    return names;
  }

  static List<String> names(List<LivingContext> contexts, Instant now) {
    List<String> names = new ArrayList<>();
    for (LivingContext context : contexts) {
      if (lives(context, now)) {
        names.add(context.name());
      }
    }
    return names;
  }

  /** A parameter of an active context. */
  static Optional<String> parameter(Draft draft, String context, String parameter) {
    return draft.contexts.stream()
        .filter(c -> c.name().equals(context) && lives(c, draft.now))
        .flatMap(c -> Optional.ofNullable(c.attributes().get(parameter)).stream())
        .findFirst();
  }

  private static boolean lives(LivingContext context, Instant now) {
    return context.until().filter(until -> !now.isBefore(until)).isEmpty()
        && (context.turns().isEmpty() || context.turns().getAsInt() > 0);
  }

  /** The open intent has been fulfilled: its output contexts become active, with its slots as their parameters. */
  static void produce(Draft draft) {
    for (OutputContext output : draft.openIntent().outputContexts()) {
      Map<String, String> attributes = new LinkedHashMap<>();
      for (SlotDefinition slot : draft.openIntent().slots()) {
        SlotValue value = draft.slots.get(slot.name());
        if (value != null && !slot.obfuscated()) {
          attributes.put(slot.name(), value.interpretedValue());
        }
      }
      Optional<Instant> until = Optional.of(draft.now.plus(output.lifetime()));
      put(draft, new LivingContext(output.name(), until, OptionalInt.of(output.turns() + extra(draft)), attributes));
    }
  }

  /** The turn in which a context is set does not count. */
  private static int extra(Draft draft) {
    return draft.inTurn ? 1 : 0;
  }

  private static void put(Draft draft, LivingContext context) {
    List<LivingContext> contexts = new ArrayList<>(draft.contexts);
    contexts.removeIf(c -> c.name().equals(context.name()));
    contexts.add(context);
    draft.contexts = contexts.size() > MAX_CONTEXTS ? contexts.subList(contexts.size() - MAX_CONTEXTS, contexts.size()) : contexts;
  }

  /** A client or hook says which contexts are active. */
  static void replace(Draft draft, List<ActiveContext> active) {
    draft.contexts = List.of();
    for (ActiveContext c : active) {
      Optional<Instant> until =
          c.secondsToLive().isPresent() ? Optional.of(draft.now.plus(Duration.ofSeconds(c.secondsToLive().getAsInt()))) : Optional.empty();
      OptionalInt turns = c.turnsToLive().isPresent() ? OptionalInt.of(c.turnsToLive().getAsInt() + extra(draft)) : OptionalInt.empty();
      put(draft, new LivingContext(c.name(), until, turns, c.attributes()));
    }
  }

  /** A turn of the caller is over. */
  static void age(Draft draft) {
    List<LivingContext> left = new ArrayList<>();
    for (LivingContext c : draft.contexts) {
      OptionalInt turns = c.turns().isPresent() ? OptionalInt.of(c.turns().getAsInt() - 1) : c.turns();
      LivingContext older = new LivingContext(c.name(), c.until(), turns, c.attributes());
      if (lives(older, draft.now)) {
        left.add(older);
      }
    }
    draft.contexts = left;
  }

  /** The contexts as clients see them: with what is left of their lives. */
  static List<ActiveContext> view(List<LivingContext> contexts, Instant now) {
    return contexts.stream()
        .filter(c -> lives(c, now))
        .map(c -> new ActiveContext(
            c.name(),
            c.until().map(u -> OptionalInt.of((int) Math.min(Integer.MAX_VALUE, Duration.between(now, u).toSeconds()))).orElse(OptionalInt.empty()),
            c.turns(),
            c.attributes()))
        .toList();
  }
}
