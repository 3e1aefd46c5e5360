package dev.parley.learning;

/** What should be learnt models is none. */
public final class LearntModelsException extends RuntimeException {

  private static final long serialVersionUID = 1;

  LearntModelsException(String message) {
    super(message);
  }

  LearntModelsException(String message, Throwable cause) {
    super(message, cause);
  }
}
