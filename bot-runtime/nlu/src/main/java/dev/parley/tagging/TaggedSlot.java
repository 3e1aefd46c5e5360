package dev.parley.tagging;

import java.util.List;

/**
 * A slot as a tagger knows it. Immutable.
 *
 * @param name as samples have it
 * @param type slots of one type share its values
 * @param values examples of what callers say for it, each as words in lower case
 * @param nameWords the words of its name, which often stand beside it: "the playlist road songs"
 * @param leads words that callers may say before a value though no sample has them: "on" before a day
 * @param recognised how its values are told by themselves; by them a {@link SpanReader} is asked about stretches of words
 * @param novelty how many of the values that callers say are none of those listed, 0 to 1
 */
public record TaggedSlot(
    String name, String type, List<List<String>> values, List<String> nameWords, List<String> leads, Recognised recognised, double novelty) {

  /** How values of a slot are told from other words. */
  public enum Recognised {
    /** Not at all: any words would do. */
    NOT,
    /** By a recogniser. */
    READ,
    /** By a recogniser, and they begin and end with numbers, days, units, or as one of the examples does. */
    NUMERIC
  }

  public TaggedSlot {
    values = List.copyOf(values);
    nameWords = List.copyOf(nameWords);
    leads = List.copyOf(leads);
  }
}
