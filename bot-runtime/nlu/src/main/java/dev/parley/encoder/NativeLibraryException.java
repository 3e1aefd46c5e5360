package dev.parley.encoder;

/** The native code that an encoder needs cannot run on this machine, or not as this process was started. */
public final class NativeLibraryException extends EncoderException {

  private static final long serialVersionUID = 1L;

  /** Native code that cannot run, for this reason. */
  public NativeLibraryException(String message, Throwable cause) {
    super(message, cause);
  }
}
