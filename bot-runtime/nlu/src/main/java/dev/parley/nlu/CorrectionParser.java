package dev.parley.nlu;

import dev.parley.definition.BuiltInSlotType;
import dev.parley.definition.SlotDefinition;
import dev.parley.event.SlotValue;
import dev.parley.slot.SlotContext;
import dev.parley.slot.SpokenTokens;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads words as new values of slots, all of them: "the amount to fifty and from checking". Made for one utterance; used by one
 * thread.
 */
final class CorrectionParser {

  private static final int MAX_VALUE = 14;
  private static final int MAX_CHANGES = 4;
  private static final int MAX_PHRASE = 4;

  /** However odd an utterance, no more stretches are tried. */
  private static final int MAX_TRIES = 4_000;

  private static final Set<BuiltInSlotType> UNTELLING = EnumSet.of(BuiltInSlotType.FREE_FORM_INPUT, BuiltInSlotType.CONFIRMATION);
  private static final Set<BuiltInSlotType> DIGITS = EnumSet.of(BuiltInSlotType.DIGITS, BuiltInSlotType.PAYMENT_CARD);

  private final Words words;
  private final Names names;
  private final List<Target> targets;
  private final List<Target> slots;
  private final SlotAnswers answers;
  private final SlotContext context;
  private final String text;
  private List<String> tokens = List.of();
  private boolean marked;
  private int tries;

  CorrectionParser(Words words, Names names, List<Target> targets, SlotAnswers answers, SlotContext context, String text) {
    this.text = text;
    this.words = words;
    this.names = names;
    this.targets = targets;
    slots = targets.stream().filter(t -> !t.isPart()).toList();
    this.answers = answers;
    this.context = context;
  }

  /** A language's words around corrections. */
  record Words(
      Set<List<String>> change,
      Set<List<String>> to,
      Set<List<String>> not,
      Set<List<String>> but,
      Set<List<String>> joins,
      Set<List<String>> articles,
      Set<List<String>> belongsTo) {}

  /** For each target its names, and the words that stand before it and no other in samples. */
  record Names(Map<String, Set<List<String>>> of, Map<String, Set<String>> before) {}

  /**
   * What may be corrected: a slot, or a part of one. Parts are meant only where they are named.
   *
   * @param name the slot's name, or {@code Slot.Part}
   * @param slot the slot, or the part
   */
  record Target(String name, SlotDefinition slot) {

    private static final String DOT = ".";

    static Target part(SlotDefinition slot, SlotDefinition part) {
      return new Target(slot.name() + DOT + part.name(), part);
    }

    boolean isPart() {
      return name.contains(DOT);
    }

    /** The names of the slot and of the part in the name of a target. */
    static List<String> path(String name) {
      return List.of(name.split("\\" + DOT, 2));
    }
  }

  /** How the slot of a value is known. */
  enum How {
    /** The slot was named. */
    NAMED,
    /** The old value was named: "checking, not savings". */
    INSTEAD_OF,
    /** A sample has the word before the value: "to savings". */
    PLACED,
    /** It is the last one taken of those that take such a value. */
    LAST
  }

  /** A target's new value. */
  record Change(String target, SlotValue value, How how) {}

  /** The changes that all the words together are; none when a word is left over. */
  List<Change> parse(List<String> said, boolean isMarked) {
    tokens = said;
    marked = isMarked;
    return said.isEmpty() ? List.of() : insteadOf().map(List::of).or(() -> changes(0, List.of())).orElse(List.of());
  }

  /** "Not savings, checking"; "checking, not savings"; "not savings but checking". */
  private Optional<Change> insteadOf() {
    for (int at = 0; at < tokens.size(); at++) {
      int not = length(words.not, at);
      if (not == 0) {
        continue;
      }
      if (at > 0) {
        Optional<Change> change = pair(0, at, at + not, tokens.size());
        if (change.isPresent()) {
          return change;
        }
      }
      for (int split = at + not + 1; at == 0 && split < tokens.size(); split++) {
        int but = length(words.but, split);
        Optional<Change> change = pair(split + but, tokens.size(), not, split);
        if (change.isPresent()) {
          return change;
        }
      }
    }
    return Optional.empty();
  }

  /** The slot that takes both the new and the old value. */
  private Optional<Change> pair(int from, int to, int oldFrom, int oldTo) {
    for (Target target : slots) {
      SlotDefinition slot = target.slot;
      Optional<SlotValue> value = to > from && oldTo > oldFrom ? value(slot, place(slot, from, to), to) : Optional.empty();
      Optional<SlotValue> old = value.isEmpty() ? value : value(slot, place(slot, oldFrom, oldTo), oldTo);
      if (old.isPresent() && !old.get().interpretedValue().equals(value.get().interpretedValue())) {
        return Optional.of(new Change(target.name, value.get(), How.INSTEAD_OF));
      }
    }
    return Optional.empty();
  }

  /** Where the value begins, after the word that the slot's samples have before it. */
  private int place(SlotDefinition slot, int from, int to) {
    return from + 1 < to && names.before.getOrDefault(slot.name(), Set.of()).contains(tokens.get(from)) ? from + 1 : from;
  }

  private Optional<List<Change>> changes(int from, List<Change> soFar) {
    int at = from;
    while (at < tokens.size() && !soFar.isEmpty() && length(words.joins, at) > 0) {
      at += length(words.joins, at);
    }
    if (at == tokens.size()) {
      return soFar.isEmpty() ? Optional.empty() : Optional.of(soFar);
    }
    if (soFar.size() == MAX_CHANGES) {
      return Optional.empty();
    }
    int start = at;
    return named(start, soFar)
        .or(() -> worded(start, soFar))
        .or(() -> placed(start, soFar))
        .or(() -> last(start, soFar))
        .or(() -> valueThenName(start, soFar));
  }

  /** "[change] the amount [to] fifty". */
  private Optional<List<Change>> named(int from, List<Change> soFar) {
    int at = from + length(words.change, from);
    at += length(words.articles, at);
    for (Target target : open(targets, soFar)) {
      for (List<String> name : names.of.getOrDefault(target.name, Set.of())) {
        int end = at + name.size();
        if (end < tokens.size() && tokens.subList(at, end).equals(name)) {
          boolean word = name.size() == 1 && names.before.values().stream().anyMatch(b -> b.contains(name.get(0)));
          Optional<List<Change>> rest = valueAt(target, end + length(words.to, end), word ? How.PLACED : How.NAMED, soFar);
          if (rest.isPresent()) {
            return rest;
          }
        }
      }
    }
    return Optional.empty();
  }

  /** "There will be four of us": all that is left is worded as one of a slot's own samples. */
  private Optional<List<Change>> worded(int from, List<Change> soFar) {
    if (!marked) {
      return Optional.empty();
    }
    for (Target target : open(slots, soFar)) {
      Optional<SlotValue> value = answers.worded(target.slot, tokens.subList(from, tokens.size()), context);
      if (value.isPresent()) {
        return Optional.of(with(soFar, new Change(target.name, value.get(), How.PLACED)));
      }
    }
    return Optional.empty();
  }

  /** "Fifty for the amount"; after a mark also "three guests". */
  private Optional<List<Change>> valueThenName(int from, List<Change> soFar) {
    for (Target target : open(targets, soFar)) {
      for (List<String> name : names.of.getOrDefault(target.name, Set.of())) {
        for (int end = from + 1; end < tokens.size(); end++) {
          int owner = end + length(words.belongsTo, end);
          int at = owner + length(words.articles, owner);
          boolean here = (marked || length(words.belongsTo, end) > 0) && at + name.size() <= tokens.size() && tokens.subList(at, at + name.size()).equals(name);
          Optional<SlotValue> value = here ? value(target.slot, from, end) : Optional.empty();
          Optional<List<Change>> rest =
              value.flatMap(v -> changes(at + name.size(), with(soFar, new Change(target.name, v, How.NAMED))));
          if (rest.isPresent()) {
            return rest;
          }
        }
      }
    }
    return Optional.empty();
  }

  /** "To savings". */
  private Optional<List<Change>> placed(int from, List<Change> soFar) {
    if (!marked || from + 1 >= tokens.size()) {
      return Optional.empty();
    }
    for (Target target : open(slots, soFar)) {
      if (names.before.getOrDefault(target.name, Set.of()).contains(tokens.get(from))) {
        Optional<List<Change>> rest = valueAt(target, from + 1, How.PLACED, soFar);
        if (rest.isPresent()) {
          return rest;
        }
      }
    }
    return Optional.empty();
  }

  /** "Fifty": of the last slot that takes it, one whose rules it keeps before one whose rules it breaks. */
  private Optional<List<Change>> last(int from, List<Change> soFar) {
    if (!marked) {
      return Optional.empty();
    }
    for (boolean strict : new boolean[] {true, false}) {
      for (Target target : open(slots, soFar)) {
        SlotDefinition slot = target.slot;
        if (!byItself(slot, strict)) {
          continue;
        }
        for (int to = Math.min(tokens.size(), from + MAX_VALUE); to > from; to--) {
          Optional<SlotValue> value = value(slot, from, to).filter(v -> answers.tells(slot, v));
          if (value.filter(v -> !strict || answers.keepsRules(slot, v, context)).isPresent()) {
            Optional<List<Change>> rest = changes(to, with(soFar, new Change(target.name, value.get(), How.LAST)));
            if (rest.isPresent()) {
              return rest;
            }
          }
        }
      }
    }
    return Optional.empty();
  }

  /** Whether a value says by itself that it may be this slot's: a yes, or any words, do not, nor digits that break its rules. */
  private static boolean byItself(SlotDefinition slot, boolean strict) {
    Optional<BuiltInSlotType> type = BuiltInSlotType.named(slot.type());
    return type.filter(t -> UNTELLING.contains(t) || !strict && (DIGITS.contains(t) || slot.obfuscated())).isEmpty();
  }

  private Optional<List<Change>> valueAt(Target target, int from, How how, List<Change> soFar) {
    for (int to = Math.min(tokens.size(), from + MAX_VALUE); to > from; to--) {
      Optional<SlotValue> value = value(target.slot, from, to);
      if (value.isPresent()) {
        Optional<List<Change>> rest = changes(to, with(soFar, new Change(target.name, value.get(), how)));
        if (rest.isPresent()) {
          return rest;
        }
      }
    }
    return Optional.empty();
  }

  private Optional<SlotValue> value(SlotDefinition slot, int from, int to) {
    if (++tries > MAX_TRIES) {
      return Optional.empty();
    }
    return answers.value(slot, SpokenTokens.asWritten(text, tokens.subList(from, to)), context).filter(v -> !v.interpretedValue().isEmpty() || v.ambiguous() && !slot.obfuscated());
  }

  private static List<Target> open(List<Target> of, List<Change> soFar) {
    Set<String> changed = new HashSet<>();
    soFar.forEach(c -> changed.add(c.target()));
    return of.stream().filter(t -> !changed.contains(t.name)).toList();
  }

  private static List<Change> with(List<Change> soFar, Change change) {
    List<Change> all = new ArrayList<>(soFar);
    all.add(change);
    return all;
  }

  private int length(Set<List<String>> phrases, int from) {
    for (int length = Math.min(MAX_PHRASE, tokens.size() - from); length >= 1; length--) {
      if (phrases.contains(tokens.subList(from, from + length))) {
        return length;
      }
    }
    return 0;
  }
}
