package dev.parley.versions;

/** What was asked of a bot store cannot be done: the message says what, where and what to do, for whoever asked. */
public final class StoreRefused extends RuntimeException {

  private static final long serialVersionUID = 1L;

  StoreRefused(String message) {
    super(message);
  }

  StoreRefused(String message, Throwable cause) {
    super(message, cause);
  }
}
