package dev.parley.slot;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.IntPredicate;

/**
 * A phrase of a grammar, compiled: words, {@code (one|or the other)}, {@code [what may be left out]}, {@code {name:Type}} for a
 * value. Immutable; {@link #match} tries the ways in which words may be the phrase, so many and no more.
 */
final class PhrasePattern {

  private static final int MAX_STEPS = 20_000;
  private static final int MAX_HOLE = 12;
  private static final int MAX_DEPTH = 20;

  private final String source;
  private final Node root;
  private int at;

  /**
   * Compiles a phrase.
   *
   * @throws IllegalArgumentException when brackets do not match
   */
  PhrasePattern(String source) {
    this.source = source;
    root = choice(0);
    check(at == source.length());
  }

  /** A part of a phrase. */
  private sealed interface Node permits Word, Hole, Choice, Sequence {}

  private record Word(String text) implements Node {}

  private record Hole(String name, String type) implements Node {}

  private record Choice(List<Node> of) implements Node {}

  private record Sequence(List<Node> of) implements Node {}

  private Node choice(int depth) {
    check(depth <= MAX_DEPTH);
    List<Node> all = new ArrayList<>();
    all.add(sequence(depth));
    while (at < source.length() && source.charAt(at) == '|') {
      at++;
      all.add(sequence(depth));
    }
    return all.size() == 1 ? all.get(0) : new Choice(List.copyOf(all));
  }

  private Node sequence(int depth) {
    List<Node> all = new ArrayList<>();
    while (at < source.length() && "|])".indexOf(source.charAt(at)) < 0) {
      char c = source.charAt(at);
      if (c == '(' || c == '[') {
        at++;
        Node inner = choice(depth + 1);
        check(at < source.length() && source.charAt(at) == (c == '(' ? ')' : ']'));
        at++;
        all.add(c == '(' ? inner : new Choice(List.of(inner, new Sequence(List.of()))));
      } else if (c == '{') {
        int end = source.indexOf('}', at);
        check(end > at + 1);
        String[] hole = source.substring(at + 1, end).split(":", 2);
        all.add(new Hole(hole[0].strip(), hole[hole.length - 1].strip()));
        at = end + 1;
      } else {
        int start = at;
        while (at < source.length() && "|[](){".indexOf(source.charAt(at)) < 0) {
          at++;
        }
        SpokenTokens.of(source.substring(start, at)).forEach(w -> all.add(new Word(w)));
        check(at > start);
      }
    }
    return new Sequence(List.copyOf(all));
  }

  private void check(boolean good) {
    if (!good) {
      throw new IllegalArgumentException("phrase `" + source + "` cannot be read at character " + (at + 1));
    }
  }

  /** The types of the phrase's holes. */
  Set<String> types() {
    Set<String> types = new LinkedHashSet<>();
    types(root, types);
    return types;
  }

  private static void types(Node node, Set<String> types) {
    if (node instanceof Hole hole) {
      types.add(hole.type);
    } else if (node instanceof Choice choice) {
      choice.of.forEach(n -> types(n, types));
    } else if (node instanceof Sequence sequence) {
      sequence.of.forEach(n -> types(n, types));
    }
  }

  /** The values in the phrase's holes, by name, if all the words together are the phrase. */
  Optional<Map<String, String>> match(List<String> words, BiFunction<String, String, Optional<String>> valueOfType) {
    Match match = new Match(words, valueOfType);
    return match.from(root, 0, end -> end == words.size()) ? Optional.of(match.values) : Optional.empty();
  }

  /** One text being matched. */
  private static final class Match {

    private final List<String> words;
    private final BiFunction<String, String, Optional<String>> valueOfType;
    private final Map<String, String> values = new HashMap<>();
    private int steps;

    Match(List<String> words, BiFunction<String, String, Optional<String>> valueOfType) {
      this.words = words;
      this.valueOfType = valueOfType;
    }

    boolean from(Node node, int start, IntPredicate then) {
      if (++steps > MAX_STEPS) {
        return false;
      }
      if (node instanceof Word word) {
        return start < words.size() && words.get(start).equals(word.text) && then.test(start + 1);
      } else if (node instanceof Choice choice) {
        return choice.of.stream().anyMatch(n -> from(n, start, then));
      } else if (node instanceof Sequence sequence) {
        return sequence(sequence.of, 0, start, then);
      }
      return hole((Hole) node, start, then);
    }

    private boolean sequence(List<Node> nodes, int index, int start, IntPredicate then) {
      return index == nodes.size()
          ? then.test(start)
          : from(nodes.get(index), start, end -> sequence(nodes, index + 1, end, then));
    }

    private boolean hole(Hole hole, int start, IntPredicate then) {
      for (int end = Math.min(words.size(), start + MAX_HOLE); end > start; end--) {
        Optional<String> value = valueOfType.apply(hole.type, String.join(" ", words.subList(start, end)));
        if (value.isPresent()) {
          String before = values.put(hole.name, value.get());
          if (then.test(end)) {
            return true;
          }
          values.remove(hole.name);
          if (before != null) {
            values.put(hole.name, before);
          }
        }
      }
      return false;
    }
  }
}
