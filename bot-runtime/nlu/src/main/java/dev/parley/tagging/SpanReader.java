package dev.parley.tagging;

import java.util.List;

/** Tells values from other words. Pure. */
@FunctionalInterface
public interface SpanReader {

  /** Takes any words for any slot. */
  SpanReader ANY = (slot, words, from, to) -> true;

  /** Whether the words from..to of the sentence read as a value of the slot. */
  boolean reads(TaggedSlot slot, List<String> words, int from, int to);
}
