package de.dfki.lt.tools.tokenizer.annotate;

import java.text.CharacterIterator;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Keeps one note per key and character. A run is a stretch with the very same note object, so that two tokens side by side stay two. */
public final class FastAnnotatedString implements AnnotatedString {
  private final String text;
  private final Map<String, @Nullable Object[]> notes = new HashMap<>();
  private int index;

  public FastAnnotatedString(String text) {
    this.text = text;
  }

  /** Puts a note on the characters from one place (included) to another (excluded). */
  public void annotate(String key, Object value, int from, int to) {
    Arrays.fill(notesOf(key), from, to, value);
  }

  @Override
  public char setIndex(int newIndex) {
    index = newIndex;
    return index < text.length() ? text.charAt(index) : CharacterIterator.DONE;
  }

  @Override
  public int getRunStart(String key) {
    @Nullable Object[] values = notesOf(key);
    int start = Math.min(index, values.length);
    while (start > 0 && start < values.length && values[start - 1] == values[start]) {
      start--;
    }
    return start;
  }

  @Override
  public int getRunLimit(String key) {
    @Nullable Object[] values = notesOf(key);
    int limit = Math.min(index + 1, values.length);
    while (limit < values.length && values[limit] == values[limit - 1]) {
      limit++;
    }
    return limit;
  }

  @Override
  public @Nullable Object getAnnotation(String key) {
    @Nullable Object[] values = notesOf(key);
    return index < values.length ? values[index] : null;
  }

  @Override
  public String substring(int start, int end) {
    return text.substring(start, end);
  }

  private @Nullable Object[] notesOf(String key) {
    return notes.computeIfAbsent(key, unused -> new Object[text.length()]);
  }
}
