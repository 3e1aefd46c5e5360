package dev.parley.tagging;

import java.util.List;

/**
 * A sentence that teaches where slots stand. Immutable.
 *
 * @param parts in order; never empty
 */
public record TaggedSample(List<Part> parts) {

  public TaggedSample {
    parts = List.copyOf(parts);
  }

  /**
   * A word, or the place of a slot.
   *
   * @param text the word, lower case, or the slot's name
   * @param slot whether it is a slot
   * @param value the words of the slot's value in this very sentence; empty when the sample has none
   */
  public record Part(String text, boolean slot, List<String> value) {
    public Part {
      value = List.copyOf(value);
    }

    /** A word. */
    public static Part word(String word) {
      return new Part(word, false, List.of());
    }

    /** A slot; its value may be unknown. */
    public static Part slot(String name, List<String> value) {
      return new Part(name, true, value);
    }
  }
}
