package dev.parley.speech;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Something about speech cannot be done. The message names what was wrong and never contains what a caller said. */
public final class SpeechException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Whose matter it is. */
  public enum Kind {
    /** The text or its markup is wrong: its author's matter. Asking again is useless. */
    BAD_TEXT,
    /** The language or the voice is not there. Asking again is useless. */
    NOT_SERVED,
    /** The configuration, a model or a native library is missing or damaged: the operator's matter. */
    NOT_INSTALLED,
    /** The engine failed at this one; another request may go well. */
    FAILED
  }

  private final Kind kind;

  public SpeechException(Kind kind, String message) {
    this(kind, message, null);
  }

  public SpeechException(Kind kind, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.kind = Objects.requireNonNull(kind, "kind");
  }

  /** Whose matter it is. */
  public Kind kind() {
    return kind;
  }
}
