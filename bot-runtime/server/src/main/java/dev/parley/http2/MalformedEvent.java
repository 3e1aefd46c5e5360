package dev.parley.http2;

/** A client sent what is no event: the message says what is wrong. */
final class MalformedEvent extends RuntimeException {

  private static final long serialVersionUID = 1L;

  MalformedEvent(String message) {
    super(message);
  }
}
