package dev.parley.encoder;

/** A sentence encoder cannot be used; the message says why, and what to do. */
public class EncoderException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** An encoder that cannot be used, for this reason. */
  public EncoderException(String message) {
    super(message);
  }

  /** An encoder that cannot be used, for this reason, which has a cause. */
  public EncoderException(String message, Throwable cause) {
    super(message, cause);
  }
}
