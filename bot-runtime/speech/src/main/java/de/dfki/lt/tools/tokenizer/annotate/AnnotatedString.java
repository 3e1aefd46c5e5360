package de.dfki.lt.tools.tokenizer.annotate;

import org.jspecify.annotations.Nullable;

/** A text whose parts carry notes, read with a cursor. What MaryTTS calls of its tokeniser's result. Not thread-safe. */
public interface AnnotatedString {
  /** Moves the cursor, and gives the character there; past the end {@link java.text.CharacterIterator#DONE}. */
  char setIndex(int index);

  /** Where the run of equal notes around the cursor begins. */
  int getRunStart(String key);

  /** Where the run of equal notes around the cursor ends (excluded). */
  int getRunLimit(String key);

  /** The note at the cursor. */
  @Nullable Object getAnnotation(String key);

  /** A part of the text. */
  String substring(int start, int end);
}
